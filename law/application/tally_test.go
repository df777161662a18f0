package application

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
)

// TestCaseOutcome: the rules for several items.
func TestCaseOutcome(t *testing.T) {
	t.Parallel()
	const secret, deliberative, inquiry = "withheld.state_secret", "withheld.deliberative", "withheld.inquiry"
	tests := []struct {
		name  string
		items []Outcome
		want  Outcome
		ok    bool
	}{
		{"nothing", nil, "", false},
		{"one", []Outcome{NotHeld}, NotHeld, true},
		{"alike", []Outcome{deliberative, deliberative}, deliberative, true},
		{"given and refused", []Outcome{Granted, secret}, PartlyGranted, true},
		{"given, refused and not held", []Outcome{NotHeld, Granted, deliberative}, PartlyGranted, true},
		{"partly given and given", []Outcome{PartlyGranted, Granted}, PartlyGranted, true},
		{"partly given and not held", []Outcome{PartlyGranted, NotHeld}, PartlyGranted, true},
		{"given and an inquiry, which is not under articles 14 to 16", []Outcome{Granted, inquiry}, "", false},
		{"given and not held", []Outcome{Granted, NotHeld}, "", false},
		{"refused in two ways", []Outcome{secret, deliberative}, "", false},
		{"refused and not held", []Outcome{secret, NotHeld}, "", false},
	}
	for _, test := range tests {
		got, ok := CaseOutcome(test.items)
		if got != test.want || ok != test.ok {
			t.Errorf("%s: CaseOutcome(%v) = %q, %v; want %q, %v", test.name, test.items, got, ok, test.want, test.ok)
		}
	}
}

// TestPrincipal: the approver names one where the rules give none, and only
// then.
func TestPrincipal(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 2)
	o.must("2024-03-05", zhou, Search{Where: "档案室", By: "周某", Terms: "养护", Result: "没有"})
	o.must("2024-03-06", road, Draft{Decisions: []Decision{granted(1), decision(2, NotHeld)}})
	o.must("2024-03-06", wang, Review{})
	o.refused("2024-03-06", li, Approve{}, "没有指明主要的一项")
	o.refused("2024-03-06", li, Approve{Principal: "withheld.state_secret"}, "不是任何一项的决定")
	o.must("2024-03-06", li, Approve{Principal: NotHeld})
	o.must("2024-03-07", zhou, Reply{})
	if o.c.Outcome() != NotHeld {
		t.Errorf("outcome %s, want %s", o.c.Outcome(), NotHeld)
	}
	alike := receivedOn(t, "2024-03-04", 2)
	alike.must("2024-03-06", road, Draft{Decisions: []Decision{granted(1), granted(2)}})
	alike.must("2024-03-06", wang, Review{})
	alike.refused("2024-03-06", li, Approve{Principal: PartlyGranted}, "合起来计入“予以公开”")
	alike.must("2024-03-06", li, Approve{})
}

// TestGrounds: the outcomes are exactly the rows of the forms, in their order,
// each with articles or why it has none.
func TestGrounds(t *testing.T) {
	t.Parallel()
	var rows []Outcome
	for _, year := range []int{2024, 2020} {
		for _, o := range Outcomes(year) {
			if !slices.Contains(rows, o) {
				rows = append(rows, o)
			}
		}
	}
	var listed []Outcome
	for _, g := range grounds {
		listed = append(listed, g.outcome)
		if (len(g.articles) == 0) != (g.own != "") || g.outcome.Label() == "" {
			t.Errorf("%s: %d articles, own %q, label %q", g.outcome, len(g.articles), g.own, g.outcome.Label())
		}
		for _, a := range g.articles {
			if !a.Quotes() {
				t.Errorf("%s cites %s without words", g.outcome, a)
			}
		}
	}
	if !slices.Equal(rows, listed) {
		t.Errorf("the forms have %v, grounds %v", rows, listed)
	}
	if len(Outcomes(2024)) != 21 || len(Outcomes(2020)) != 19 || OtherHandling.In(2020) || !OtherwiseHandled.In(2020) {
		t.Errorf("%d outcomes in 2024, %d in 2020", len(Outcomes(2024)), len(Outcomes(2020)))
	}
}

// TestCountedYear: the year of receipt never moves; the year of the result is
// that of the first reply, whatever follows.
func TestCountedYear(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2023-12-20", 1)
	o.must("2023-12-22", zhou, RequireCorrection{Until: calendar.MustParse("2024-01-05"), What: "文号"})
	o.must("2024-01-03", citizen, Correct{})
	o.decided("2024-01-08", "", granted(1))
	o.must("2024-01-09", zhou, Reply{})
	if o.c.NewIn() != 2023 || o.c.ResultIn() != 2024 {
		t.Errorf("new in %d, result in %d", o.c.NewIn(), o.c.ResultIn())
	}
	newYear := calendar.MustParse("2023-12-31")
	if !o.c.CarriedOver(newYear) || o.c.CarriedOver(calendar.MustParse("2024-01-09")) || o.c.CarriedOver(calendar.MustParse("2023-12-19")) {
		t.Error("carried over: want true on 31 December only")
	}
	// Corrected while the report of 2024 is open: the code is replaced.
	o.must("2025-01-10", li, AmendReply{Reason: "漏了一页", Decisions: []Decision{decision(1, PartlyGranted)}})
	o.mark("")
	if o.c.Outcome() != PartlyGranted || o.c.ResultIn() != 2024 || len(o.c.Results) != 2 {
		t.Errorf("outcome %s in %d, %d results", o.c.Outcome(), o.c.ResultIn(), len(o.c.Results))
	}
	// Corrected when it is frozen: beside.
	o.frozen = 2024
	o.must("2025-02-10", li, AmendReply{Reason: "又漏了一页", Decisions: []Decision{granted(1)}})
	o.mark(Beside)
	if o.c.Outcome() != PartlyGranted || len(o.c.Redecisions()) != 1 {
		t.Errorf("outcome %s, %d beside", o.c.Outcome(), len(o.c.Redecisions()))
	}
}

// TestReopenedCount: a re-decision after reconsideration stands beside, one of
// the office's own depends on the report.
func TestReopenedCount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		cause  Cause
		frozen int
		want   Outcome
		beside int
	}{
		{"reconsideration", AfterReconsideration, 0, Granted, 1},
		{"judgment", AfterJudgment, 0, Granted, 1},
		{"own, report open", OwnCorrection, 0, PartlyGranted, 0},
		{"own, report frozen", OwnCorrection, 2024, Granted, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := receivedOn(t, "2024-03-04", 1)
			o.decided("2024-03-08", "", granted(1))
			o.must("2024-03-11", zhou, Reply{})
			o.must("2024-07-01", li, Reopen{Cause: test.cause})
			o.due("2024-07-29")
			if o.c.CarriedOver(calendar.MustParse("2024-07-02")) {
				t.Error("a case with a first reply is carried over")
			}
			o.frozen = test.frozen
			o.decided("2024-07-03", "", decision(1, PartlyGranted))
			o.must("2024-07-04", zhou, Reply{})
			if o.c.Outcome() != test.want || len(o.c.Redecisions()) != test.beside || o.c.Deadline(national).DecidedOn.String() != "2024-07-04" {
				t.Errorf("outcome %s, %d beside, %+v", o.c.Outcome(), len(o.c.Redecisions()), o.c.Deadline(national))
			}
		})
	}
	o := receivedOn(t, "2024-03-04", 1)
	o.refused("2024-03-05", li, Reopen{Cause: OwnCorrection}, "不能“重新办理”")
	o.must("2024-03-05", citizen, Withdraw{})
	o.refused("2024-03-05", li, Reopen{}, "没有写明为什么重新办理")
	o.refused("2024-03-05", li, Reopen{Cause: "whim"}, "没有“whim”这种原因")
	o.refused("2024-03-05", li, Reopen{Cause: OwnCorrection, Until: calendar.MustParse("2024-03-04")}, "早于重新办理的日期")
}

// TestTableThree drives 10,000 random cases through the procedure and counts
// their tallies: in every year and column what was received and carried in is
// what was decided and carried over, and what is carried over is carried in.
func TestTableThree(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 2026))
	sums := make(map[report.Code]map[int]int64)
	cases := make(map[report.Code]map[int]int)
	for range 10_000 {
		c := randomCase(t, random)
		for _, tally := range c.Tallies() {
			measure := measureOf(tally.Code)
			for year := 2021; year <= 2026; year++ {
				if tally.Counts(measure, year) {
					add(sums, tally.Code, year, tally.N)
					add(cases, tally.Code, year, 1)
				}
			}
		}
	}
	total := int64(0)
	for year := 2021; year <= 2026; year++ {
		for _, kind := range Kinds() {
			of := func(row string) int64 { return sums[report.Code("application."+row+"."+string(kind))][year] }
			decided := int64(0)
			for _, o := range Outcomes(year) {
				decided += of(string(o))
			}
			if of("newly_received")+of("carried_in") != decided+of("carried_over") {
				t.Errorf("%d %s: %d received, %d carried in, %d decided, %d carried over", year, kind, of("newly_received"), of("carried_in"), decided, of("carried_over"))
			}
			if before := sums[report.Code("application.carried_over."+string(kind))][year-1]; year > 2021 && of("carried_in") != before {
				t.Errorf("%d %s: %d carried in, %d carried over the year before", year, kind, of("carried_in"), before)
			}
			total += decided
		}
	}
	for code, years := range sums {
		if !report.Form2021.Has(code) {
			t.Errorf("%s is no cell of the form", code)
		}
		for year, n := range years {
			if cases[code][year] != int(n) {
				t.Errorf("%s in %d counts %d and lists %d", code, year, n, cases[code][year])
			}
		}
	}
	if total < 8_000 {
		t.Errorf("only %d results of 10,000 cases", total)
	}
}

func add[N int | int64](sums map[report.Code]map[int]N, code report.Code, year int, n N) {
	if sums[code] == nil {
		sums[code] = make(map[int]N)
	}
	sums[code][year] += n
}

func measureOf(code report.Code) register.Measure {
	_, figure, ok := register.Computed(code)
	if !ok {
		return register.Counted
	}
	return figure.Measure
}

// randomCase takes a case some way through the procedure.
func randomCase(t *testing.T, random *rand.Rand) Case {
	t.Helper()
	kinds, outcomes := Kinds(), Outcomes(2024)
	on := calendar.MustParse("2021-01-01") + calendar.Date(random.IntN(5*365))
	c := Case{}
	take := func(s Step) bool {
		after, _, err := c.Take(s, Env{On: on, Clock: national, History: true, Frozen: func(y int) bool { return on.Year() > y+1 }})
		if err == nil {
			c = after
		}
		return err == nil
	}
	s := submission(1)
	s.Applicants[0].Kind = kinds[random.IntN(len(kinds))]
	if !take(s) || !take(Receive{}) {
		t.Fatal("a plain application is refused")
	}
	for range random.IntN(8) + 1 {
		on += calendar.Date(random.IntN(25))
		for range 4 {
			if take(randomStep(random, on, outcomes)) {
				break
			}
		}
	}
	return c
}

func randomStep(random *rand.Rand, on calendar.Date, outcomes []Outcome) Step {
	outcome := outcomes[random.IntN(len(outcomes))]
	switch random.IntN(12) {
	case 0:
		return RequireCorrection{Until: on + 15}
	case 1:
		return Correct{}
	case 2:
		return FeeNotice{}
	case 3:
		return Paid{}
	case 4:
		return Lapse{}
	case 5:
		return Withdraw{}
	case 6:
		return Reopen{Cause: []Cause{AfterReconsideration, AfterJudgment, OwnCorrection}[random.IntN(3)]}
	case 7:
		return AmendReply{Outcome: outcome}
	}
	return Reply{Outcome: outcome}
}
