package application

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gongkai/law/calendar"
)

// TestErasedNothing fills every text of every step with a name: nothing of it
// is left, and what the procedure chooses from is.
func TestErasedNothing(t *testing.T) {
	t.Parallel()
	const name = "周某明"
	for _, zero := range Steps() {
		full := reflect.New(reflect.TypeOf(zero)).Elem()
		fill(full, name)
		events := []Event{{Step: full.Interface().(Step)}}
		bare, err := Erased(events)
		if err != nil {
			t.Fatalf("%T: %v", zero, err)
		}
		text, err := Encode(bare[0].Step)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		for key, value := range fields {
			if IsPersonal(Name(zero), key) && strings.Contains(fmt.Sprint(value), name) {
				t.Errorf("%s: what is left is %s", Name(zero), text)
			}
		}
		again, err := Erased(bare)
		if err != nil || !cmp.Equal(again[0].Step, bare[0].Step) {
			t.Errorf("%s: erased twice it is %+v, once %+v, %v", Name(zero), again[0].Step, bare[0].Step, err)
		}
	}
}

// fill puts a text into every text, and one element into every list.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() { // the other kinds of text are chosen, not typed
			v.SetString(text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), text)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), text)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), text)
	}
}

// TestErasedReckonsAlike: an erased case has the same state, days and counts.
func TestErasedReckonsAlike(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		bare, err := Erased(w.took)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Replay(bare, national)
		if err != nil {
			t.Fatal(err)
		}
		full, err := Replay(w.took, national)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := c.Deadline(national), full.Deadline(national); got != want || c.State != full.State || c.LastOn != full.LastOn || c.Outcome() != full.Outcome() {
			t.Fatalf("erased %+v in %s, %s; full %+v in %s, %s\n%s", got, c.State, c.Outcome(), want, full.State, full.Outcome(), w.h)
		}
	})
}

// TestErasedDecisions: the outcome and the article stay, the reasons do not.
func TestErasedDecisions(t *testing.T) {
	t.Parallel()
	article := PartlyGranted.Articles()[0].String()
	draft := Draft{Note: "周某", Decisions: []Decision{{Item: 1, Outcome: PartlyGranted, Articles: []string{article, "周某"}, Statute: "周某", Reasons: "周某"}}}
	submit := Submit{Applicants: []Applicant{{Kind: NaturalPerson, Name: "周某", Phone: "138"}}, Agent: &Agent{Name: "吴某"}, Items: []Item{{1, "周某的方案"}, {2, "二"}}, Form: "纸质"}
	asked := []Event{{Step: submit}, {Step: Consult{Party: ThirdParty, Name: "孙某"}}, {Step: Consult{Party: ThirdParty, Name: "李某"}},
		{Step: Opinion{Party: ThirdParty, Name: "孙某", Stance: Objects, Reason: "隐私"}}, {Step: draft}}
	bare, err := Erased(asked)
	if err != nil {
		t.Fatal(err)
	}
	want := []Step{
		Submit{Applicants: []Applicant{{Kind: NaturalPerson}}, Agent: &Agent{}, Items: []Item{{N: 1}, {N: 2}}},
		Consult{Party: ThirdParty, Name: "1"}, Consult{Party: ThirdParty, Name: "2"}, Opinion{Party: ThirdParty, Name: "1", Stance: Objects},
		Draft{Decisions: []Decision{{Item: 1, Outcome: PartlyGranted, Articles: []string{article}}}},
	}
	for i, e := range bare {
		if diff := cmp.Diff(want[i], e.Step); diff != "" {
			t.Errorf("step %d:\n%s", i+1, diff)
		}
	}
}

func TestRetention(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	for _, test := range []struct {
		years       int
		last, until string
	}{{10, "2025-03-02", "2035-03-02"}, {1, "2024-02-29", "2025-02-28"}, {4, "2024-02-29", "2028-02-29"}, {1, "2024-12-31", "2025-12-31"}} {
		r := Retention{Years: test.years}
		until := r.Until(day(test.last))
		if until != day(test.until) {
			t.Errorf("%d years from %s: kept until %s, want %s", test.years, test.last, until, test.until)
		}
		if got := r.Before(until.AddDays(1)); got < day(test.last) || r.Until(got) != until {
			t.Errorf("Before(%s) = %s", until.AddDays(1), got)
		}
		if got := r.Before(until); got >= day(test.last) {
			t.Errorf("Before(%s) = %s, a day early", until, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := Retention{Years: rapid.IntRange(1, 30).Draw(t, "years")}
		on := day("2020-01-01") + calendar.Date(rapid.IntRange(0, 5000).Draw(t, "day"))
		b := r.Before(on)
		if r.Until(b) >= on || r.Until(b.AddDays(1)) < on {
			t.Fatalf("%d years, on %s: before %s", r.Years, on, b)
		}
	})
}

// TestRetentions: a setting holds until the next begins; the day on which a case
// is erased follows from the one in force then.
func TestRetentions(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	all := Retentions{}.With(Retention{From: day("2026-01-01"), Years: 10}).With(Retention{From: day("2030-01-01"), Years: 5}).With(Retention{From: day("2032-01-01")})
	if _, ok := all.On(day("2025-12-31")); ok {
		t.Error("a setting before the first")
	}
	if r, ok := all.On(day("2030-01-01")); !ok || r.Years != 5 {
		t.Errorf("on 2030-01-01: %+v, %v", r, ok)
	}
	if _, ok := all.On(day("2032-01-01")); ok {
		t.Error("kept for ever, and erased")
	}
	for _, test := range []struct{ last, today, want string }{
		{"2015-01-01", "2025-06-01", "2026-01-01"}, // the setting's first day
		{"2016-06-01", "2026-02-01", "2026-06-02"},
		{"2021-03-01", "2026-02-01", "2030-01-01"}, // by the shorter time
		{"2026-12-31", "2027-01-01", ""},           // after it: for ever
	} {
		got, ok := all.ErasedOn(day(test.last), day(test.today))
		if ok != (test.want != "") || ok && got != day(test.want) {
			t.Errorf("ErasedOn(%s, %s) = %s, %v; want %s", test.last, test.today, got, ok, test.want)
		}
	}
	if last, ok := all.Within(day("2025-12-20"), day("2026-01-19")); !ok || last != day("2016-01-18") {
		t.Errorf("Within = %s, %v", last, ok)
	}
	if _, ok := all.Within(day("2032-02-01"), day("2032-03-01")); ok {
		t.Error("something within what is kept for ever")
	}
	if again := all.With(Retention{From: day("2028-01-01"), Years: 3}); len(again) != 2 || again[1].Years != 3 {
		t.Errorf("With = %+v", again)
	}
	today := day("2026-03-02")
	for _, test := range []struct {
		r    Retention
		want int
	}{{Retention{day("2026-04-01"), 10, "办法"}, 0}, {Retention{day("2026-04-01"), 0, "办法"}, 0}, {Retention{day("2026-03-31"), 0, ""}, 2}, {Retention{day("2026-04-01"), 101, strings.Repeat("长", 101)}, 2}, {Retention{day("2026-04-01"), -1, "办法"}, 1}} {
		if got := test.r.Check(today); len(got) != test.want {
			t.Errorf("Check(%+v) = %v, want %d faults", test.r, got, test.want)
		}
	}
	if (Hold{Reason: " "}).Check() == nil || (Hold{Reason: strings.Repeat("长", maxText+1)}).Check() == nil || (Hold{Reason: "正在诉讼"}).Check() != nil {
		t.Error("the reason of a hold is not asked for")
	}
}
