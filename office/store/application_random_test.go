package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A caseDriver does whatever comes to its mind to cases, as the right people and as
// the wrong ones, day after day.
type caseDriver struct {
	t     *testing.T
	o     *storetest.Office
	r     *rand.Rand
	open  []int64
	all   []int64
	taken map[string]int // steps that were taken
	made  int
}

func pick[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

func (d *caseDriver) submit() application.Submit {
	s := storetest.Application()
	s.Applicants[0].Kind = pick(d.r, application.Kinds()...)
	s.Applicants[0].Identity = strconv.Itoa(100_000 + d.r.IntN(50))
	s.Channel = pick(d.r, application.Channels()...)
	for n := 2; d.r.IntN(4) == 0 && n < 5; n++ {
		s.Items = append(s.Items, application.Item{N: n, Asked: fmt.Sprintf("第%d项材料%d", n, d.r.IntN(100))})
	}
	return s
}

func (d *caseDriver) begin() {
	open := store.OpenCase{Submit: d.submit(), How: pick(d.r, "", "电话")}
	by := d.o.Clerk
	if open.Submit.Channel == application.Online {
		by = store.Actor{Applicant: true}
	}
	id := d.o.MustTake(d.t, by, store.Subject{Organ: d.o.Township}, open).Subject.ID
	d.open, d.all = append(d.open, id), append(d.all, id)
}

// outcomes give each item something to be decided.
func (d *caseDriver) decisions(c store.Case, today calendar.Date) (all []application.Decision) {
	same := pick(d.r, application.Outcomes(today.Year())...)
	for _, item := range c.Course.Items {
		outcome := same
		if d.r.IntN(5) == 0 {
			outcome = pick(d.r, application.Outcomes(today.Year())...)
		}
		decision := application.Decision{Item: item.N, Outcome: outcome, Reasons: "依照条例办理。", Statute: "《不动产登记暂行条例》第二十七条"}
		if articles := outcome.Articles(); len(articles) > 0 {
			decision.Articles = []string{articles[0].String()}
		}
		all = append(all, decision)
	}
	return all
}

// step chooses something to do, mostly what makes sense in the state.
func (d *caseDriver) step(c store.Case, today calendar.Date) (store.Actor, application.Step) {
	o, party := d.o, pick(d.r, application.ThirdParty, application.CoMaker, application.OtherOrgan)
	name := pick(d.r, "甲公司", "县住建局")
	if len(c.Course.Consultations) > 0 && d.r.IntN(2) == 0 {
		one := pick(d.r, c.Course.Consultations...)
		party, name = one.Party, one.Name
	}
	decide := []choice{
		{o.Clerk, application.Draft{Decisions: d.decisions(c, today)}}, {o.Reviewer, application.Review{}},
		{o.Approver, application.Approve{Principal: pick(d.r, "", application.Granted, application.NotHeld)}},
		{o.Clerk, application.Reply{Number: "石桥公复〔2024〕" + strconv.Itoa(d.made) + "号"}}, {o.Approver, application.Return{Reason: "请补充理由"}},
	}
	rest := []choice{
		{o.Clerk, application.Receive{How: "电话"}}, {o.Clerk, application.Assign{Unit: "农业农村办公室", Account: int64(o.Clerk.Account)}}, {o.Clerk, application.TakeOver{}},
		{o.Clerk, application.RequireCorrection{Until: today.AddDays(14), What: "请写明文号"}}, {o.Clerk, application.Correct{}}, {o.Clerk, application.ProposeLapse{}},
		{o.Clerk, application.Lapse{Looked: "没有正当理由，没有在途邮件"}}, {o.Clerk, application.AskReasons{}}, {o.Clerk, application.GiveReasons{Said: "需要"}},
		{o.Approver, application.Defer{Until: today.AddDays(60)}}, {o.Clerk, application.Consult{Party: party, Name: name}},
		{o.Clerk, application.Opinion{Party: party, Name: name, Stance: pick(d.r, application.Consents, application.Objects)}}, {o.Clerk, application.Silence{Party: party, Name: name}},
		{o.Approver, application.Extend{Days: pick[law.WorkingDays](d.r, 1, 6, 11, 16, 21), Why: "需要检索"}}, {o.Clerk, application.FeeNotice{Cents: 10000}}, {o.Clerk, application.Paid{Waived: d.r.IntN(4) == 0}},
		{o.Clerk, application.Search{Where: "档案室", By: "李敏", Terms: "补偿", Result: "没有"}}, {o.Clerk, application.Weigh{Harm: "损害经营", Public: "没有重大影响", Disclose: true}},
		{o.Clerk, application.Deliver{How: "邮寄签收"}}, {o.Clerk, application.Withdraw{Reason: "已经得到"}},
		{o.Approver, application.AmendReply{Reason: "文号有误", Decisions: d.decisions(c, today)}}, {o.Approver, application.Reopen{Cause: application.AfterReconsideration}},
		{o.Clerk, application.Complete{Items: []application.Item{{N: 1, Asked: "村务公开情况"}}, Phone: "13800000000"}},
		d.contest(c), d.contest(c), d.settle(c), d.settle(c), d.amend(c),
		{o.Clerk, application.Archive{File: "2024-1"}}, {o.Clerk, application.Chase{Whom: "农业农村办公室"}}, {o.Clerk, application.ChangeDelivery{Delivery: application.DeliverPost}},
		{o.Clerk, application.AskUnits{Units: []string{"财政所"}, Until: today.AddDays(d.r.IntN(9)), What: "有没有"}}, {o.Clerk, application.UnitOpinion{Unit: "财政所", Text: "无意见"}}, {o.Reviewer, application.Comment{Text: "请抓紧"}},
	}
	if c.State == application.Processing && d.r.IntN(3) > 0 {
		stage := map[application.Stage]int{application.Reviewing: 1, application.Approving: 2, application.Approved: 3}[c.Course.Stage]
		rest = []choice{decide[stage], decide[stage], decide[stage], decide[4]}
	}
	chosen := pick(d.r, rest...)
	if d.r.IntN(20) == 0 {
		chosen.by = pick(d.r, o.Clerk, o.Reviewer, o.Approver, o.OtherClerk, store.Actor{Program: true}, store.Actor{Applicant: true, Code: "23456789AB"})
	}
	return chosen.by, chosen.step
}

// transfer makes cases of n applications that the register had before.
func (d *caseDriver) transfer(n int) {
	at := store.Subject{Organ: d.o.Township}
	var step store.TransferEntries
	for i := range n {
		v := register.Values{"number": fmt.Sprintf("石桥公开申〔2023〕%d号", i+1), "kind": string(pick(d.r, application.Kinds()...)), "applicant": "周明", "channel": pick(d.r, "counter", "online", "letter"),
			"received_on": d.o.Today().AddDays(-1 - d.r.IntN(60)).String()}
		if d.r.IntN(3) > 0 {
			v["asked"] = "村务公开情况"
		}
		e := d.o.MustTake(d.t, d.o.Clerk, at, register.Enter{Register: "application", Values: v}).Subject
		step.Entries = append(step.Entries, store.EntryTransfer{Entry: e.ID, Version: e.Version, Case: d.o.NewID()})
	}
	for some := range slices.Chunk(step.Entries, 500) {
		d.o.MustTake(d.t, d.o.Clerk, at, store.TransferEntries{Entries: some})
	}
	for _, e := range step.Entries {
		d.open, d.all = append(d.open, e.Case), append(d.all, e.Case)
	}
}

// A choice is a step and who tries to take it.
type choice struct {
	by   store.Actor
	step application.Step
}

func remedyOutcome(r *rand.Rand) application.RemedyOutcome {
	return application.RemedyOutcome(pick(r, register.Remedy.Field("outcome").Choices...).Key)
}

// contest goes against the organ; numbers are sometimes given twice.
func (d *caseDriver) contest(store.Case) choice {
	group := pick(d.r, application.Reconsideration, application.DirectSuit, application.SuitAfterwards)
	return choice{d.o.Clerk, application.Contest{Group: group, Number: "青府复〔2024〕" + strconv.Itoa(d.r.IntN(d.made+2)) + "号", Body: "青溪县人民政府"}}
}

func (d *caseDriver) settle(c store.Case) choice {
	return choice{d.o.Clerk, application.Settle{N: 1 + d.r.IntN(len(c.Course.Remedies)+1), Outcome: remedyOutcome(d.r)}}
}

// amend changes what is recorded of a remedy, or strikes it out.
func (d *caseDriver) amend(c store.Case) choice {
	n := d.r.IntN(len(c.Course.Remedies) + 1)
	if n == len(c.Course.Remedies) {
		return choice{d.o.Clerk, application.AmendContest{N: n + 1, Reason: "有误"}}
	}
	now := c.Course.Remedies[n]
	s := application.AmendContest{N: n + 1, Group: now.Group, Number: now.Number, Body: now.Body, AcceptedOn: now.AcceptedOn.AddDays(-d.r.IntN(3)), Strike: d.r.IntN(3) == 0, Reason: "有误"}
	if d.r.IntN(2) == 0 {
		s.Outcome, s.ConcludedOn = remedyOutcome(d.r), s.AcceptedOn.AddDays(d.r.IntN(60))
	}
	return choice{d.o.Clerk, s}
}

// act does one thing to an open case, or now and then to an ended one.
func (d *caseDriver) act() {
	from := d.open
	if len(from) == 0 || d.r.IntN(15) == 0 {
		from = d.all
	}
	if len(from) == 0 {
		return
	}
	id := pick(d.r, from...)
	c := d.o.MustCase(d.t, id)
	today := d.o.Today()
	if d.r.IntN(12) == 0 {
		d.together(c)
		return
	}
	by, step := d.step(c, today)
	on := calendar.Date(0)
	if d.r.IntN(6) == 0 {
		on = today.AddDays(-d.r.IntN(4))
	}
	_, err := d.o.Take(d.t.Context(), by, c.Subject(), store.CaseStep{Step: step, On: on})
	d.made++
	if err == nil {
		d.taken[application.Name(step)]++
		d.forget(id)
		return
	}
	switch p := problem.Of(err); p.Kind {
	case problem.KindRefused, problem.KindInvalid, problem.KindForbidden, problem.KindConflict, problem.KindNotFound:
	default:
		d.t.Fatalf("case %d, %T: %v", id, step, errors.Join(err, p.Err))
	}
	if after := d.o.MustCase(d.t, id); after.Version != c.Version || len(after.Events) != len(c.Events) {
		d.t.Fatalf("case %d, %T was refused and left something", id, step)
	}
}

// together does something that concerns several cases.
func (d *caseDriver) together(c store.Case) {
	other := d.o.MustCase(d.t, pick(d.r, d.all...))
	steps := map[string]store.Step{
		"join-group":  store.JoinCases{With: []store.CaseSeen{{ID: other.ID, Version: other.Version}}, Reason: "内容相同"},
		"leave-group": store.LeaveCases{Reason: "内容不同"},
		"split-off":   store.SplitCase{Items: []int{1 + d.r.IntN(2)}, Consent: "电话同意"},
		"alike":       store.CasesAlike{Do: pick(d.r, "draft", "review", "approve", "reply"), With: []store.CaseAlike{{CaseSeen: store.CaseSeen{ID: other.ID, Version: other.Version}, Number: "石桥公复〔2024〕99号"}}},
	}
	name := pick(d.r, "join-group", "leave-group", "split-off", "alike")
	if c.Group != 0 {
		if group, err := d.o.Group(d.t.Context(), d.o.Township, c.Group); err == nil && name == "alike" {
			other = pick(d.r, group...)
			steps["alike"] = store.CasesAlike{Do: pick(d.r, "draft", "review", "approve", "reply"), With: []store.CaseAlike{{CaseSeen: store.CaseSeen{ID: other.ID, Version: other.Version}, Number: "石桥公复〔2024〕99号"}}}
		}
	}
	_, err := d.o.Take(d.t.Context(), pick(d.r, d.o.Clerk, d.o.Clerk, d.o.Reviewer, d.o.Approver), c.Subject(), steps[name])
	d.made++
	after := d.o.MustCase(d.t, c.ID)
	if err != nil {
		if p := problem.Of(err); p.Err != nil || after.Version != c.Version {
			d.t.Fatalf("case %d, %s: %v; version %d after %d", c.ID, name, errors.Join(err, p.Err), after.Version, c.Version)
		}
		return
	}
	d.taken[name]++
	if name == "split-off" {
		d.taken["split-from"]++
		rows, err := d.o.Numbered(d.t.Context(), d.o.Township, after.Course.SplitTo[len(after.Course.SplitTo)-1:])
		if err != nil || len(rows) != 1 {
			d.t.Fatalf("case %d was split to %v: %v", c.ID, after.Course.SplitTo, err)
		}
		d.open, d.all = append(d.open, rows[0].ID), append(d.all, rows[0].ID)
	}
	d.forget(c.ID)
	d.forget(other.ID)
}

// forget leaves an ended case to itself.
func (d *caseDriver) forget(id int64) {
	if d.o.MustCase(d.t, id).State.IsOpen() {
		return
	}
	for i, open := range d.open {
		if open == id {
			d.open = append(d.open[:i], d.open[i+1:]...)
			return
		}
	}
}

// TestRandomCases drives cases through the procedure for two years: table 三 must
// be what their events say, balance in every column, please the report's own
// checker, and open to as many cases as each cell says. GONGKAI_CASES says how
// many; 10,000 were run once.
func TestRandomCases(t *testing.T) {
	t.Parallel()
	n := 40
	if typed := os.Getenv("GONGKAI_CASES"); typed != "" {
		var err error
		if n, err = strconv.Atoi(typed); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		seed := uint64(20260302)
		t.Logf("seed %d", seed)
		o := storetest.NewOffice(t, s)
		d := &caseDriver{t: t, o: o, r: rand.New(rand.NewPCG(seed, 1)), taken: map[string]int{}}
		o.Clock.Set("2024-01-02")
		d.transfer(n/10 + 1)
		days := 660
		for day, first := 0, calendar.MustParse("2024-01-02"); day < days; day++ {
			o.Clock.Set(first.AddDays(day).String())
			for len(d.all) < n/10+1+n*(day+1)/days {
				d.begin()
			}
			for range max(1, 10*n/days) {
				d.act()
			}
		}
		t.Logf("%d cases, %d steps tried, taken: %v", len(d.all), d.made, d.taken)
		for _, step := range application.Steps() {
			if name := application.Name(step); n >= 1000 && d.taken[name] == 0 && name != "submit" && name != "register" && name != "transfer" {
				t.Errorf("no %s was ever taken", name)
			}
		}
		o.Clock.Set("2026-01-05")
		for _, year := range []int{2024, 2025} {
			d.compare(year)
		}
		mustVerify(t, o)
		d.eraseAll()
	})
}

// eraseAll erases every case that has ended: the figures stay what they were,
// and what is left proves them.
func (d *caseDriver) eraseAll() {
	d.t.Helper()
	keepFor(d.t, d.o, 1)
	d.o.Clock.Set("2027-03-01")
	n, err := d.o.EraseDue(d.t.Context())
	if err != nil || n == 0 {
		d.t.Fatalf("EraseDue = %d, %v", n, err)
	}
	d.t.Logf("%d cases erased", n)
	for _, year := range []int{2024, 2025} {
		d.compare(year)
	}
	mustVerify(d.t, d.o)
}

// expected counts table 三 of a year by looking at every case.
func (d *caseDriver) expected(year int) map[report.Code]int64 {
	want := map[report.Code]int64{}
	add := func(row string, kind application.Kind) {
		want[report.Code("application."+row+"."+string(kind))]++
		want[report.Code("application."+row+".total")]++
	}
	for _, id := range d.all {
		c := d.o.MustCase(d.t, id)
		if c.ReceivedOn.IsZero() || c.ReceivedOn.Year() > year {
			continue
		}
		var decided int
		if len(c.Course.Results) > 0 {
			decided = c.Course.Results[0].On.Year()
		}
		if c.ReceivedOn.Year() == year {
			add("newly_received", c.Kind)
		} else if decided == 0 || decided >= year {
			add("carried_in", c.Kind)
		}
		switch {
		case decided == year:
			add(string(c.Outcome), c.Kind)
			add("total_handled", c.Kind)
		case decided == 0 || decided > year:
			add("carried_over", c.Kind)
		}
	}
	return want
}

// expectedRemedies counts table 四 of a year by looking at every case: a result in
// the year of its day, a remedy without one at the end of the year as pending.
func (d *caseDriver) expectedRemedies(year int) map[report.Code]int64 {
	want := map[report.Code]int64{}
	columns := map[string]string{"结果维持": "upheld", "结果纠正": "overturned", "其他结果": "other"}
	for _, id := range d.all {
		for _, r := range d.o.MustCase(d.t, id).Course.Remedies {
			column := ""
			switch {
			case r.Struck || r.AcceptedOn.Year() > year:
			case r.ConcludedOn.IsZero() || r.ConcludedOn.Year() > year:
				column = "pending"
			case r.ConcludedOn.Year() == year:
				column = columns[register.Remedy.Field("outcome").Option(string(r.Outcome)).Group]
			}
			if column != "" {
				want[report.Code("remedy."+string(r.Group)+"."+column)]++
				want[report.Code("remedy."+string(r.Group)+".total")]++
			}
		}
	}
	return want
}

// expectedFees sums what was paid and what was waived of the fees of a year by
// looking at every case.
func (d *caseDriver) expectedFees(year int) (paid, waived int64) {
	for _, id := range d.all {
		var asked application.FeeNotice
		var on calendar.Date
		for _, e := range d.o.MustCase(d.t, id).Events {
			switch step := e.Step.(type) {
			case application.FeeNotice:
				asked, on = step, e.On
			case application.Paid:
				switch {
				case e.Mark == application.Again:
				case step.Waived && on.Year() == year:
					waived += asked.Cents
				case !step.Waived && e.On.Year() == year:
					paid += asked.Cents
				}
			}
		}
	}
	return paid, waived
}

// compareRemedies holds table 四, and what its cells open to, against the cases.
func (d *caseDriver) compareRemedies(live store.Live, year int) {
	d.t.Helper()
	want := d.expectedRemedies(year)
	for _, group := range live.Report.Edition.Groups {
		for _, outcome := range live.Report.Edition.Outcomes {
			code := report.Code("remedy." + group.Key + "." + outcome.Key)
			if got := live.Report.Figure(code).Number.String(); got != strconv.FormatInt(want[code], 10) {
				d.t.Errorf("%d %s = %s, want %d", year, code, got, want[code])
			}
			if _, figure, ok := register.Computed(code); ok && outcome.Key != "total" {
				d.drill(year, "remedy", figure, want[code])
			}
		}
	}
}

func (d *caseDriver) compare(year int) {
	d.t.Helper()
	live, err := d.o.LiveReport(d.t.Context(), d.o.Township, year)
	if err != nil {
		d.t.Fatal(err)
	}
	paid, waived := d.expectedFees(year)
	if got := live.Facts.Counted; got["fact.processing_fee.received"] != paid || got["fact.processing_fee.waived"] != waived {
		d.t.Errorf("%d: fees %d paid, %d waived; want %d, %d", year, got["fact.processing_fee.received"], got["fact.processing_fee.waived"], paid, waived)
	}
	want := d.expected(year)
	for _, row := range live.Report.Edition.Rows {
		for _, column := range live.Report.Edition.Columns {
			code := report.Code("application." + row.Key + "." + column.Key)
			if got := live.Report.Figure(code).Number.String(); got != strconv.FormatInt(want[code], 10) {
				d.t.Errorf("%d %s = %s, want %d", year, code, got, want[code])
			}
			if _, figure, ok := register.Computed(code); ok && column.Key != "total" {
				d.drill(year, "application", figure, want[code])
			}
		}
	}
	d.compareRemedies(live, year)
	for _, f := range live.Findings {
		if f.Severity == report.Error && (strings.HasPrefix(f.At, "application") || strings.HasPrefix(f.At, "remedy")) {
			d.t.Errorf("%d: %s %s: %s", year, f.Rule, f.At, f.Says)
		}
	}
}

// drill opens a cell: it must list as many cases as it says, and each must be
// one.
func (d *caseDriver) drill(year int, book register.Key, figure register.Figure, want int64) {
	d.t.Helper()
	page, err := d.o.Entries(d.t.Context(), store.EntryFilter{Organ: d.o.Township, Register: book, Query: register.Query{Counts: figure.Code, Year: year}})
	if err != nil || int64(page.Total) != want {
		d.t.Errorf("%d %s opens to %d cases, %v, want %d", year, figure.Code, page.Total, err, want)
	}
	for _, e := range page.Entries {
		if id, err := d.o.CaseOfEntry(d.t.Context(), e.ID); err != nil || id == 0 {
			d.t.Errorf("entry %d is of no case, %v", e.ID, err)
		}
	}
}
