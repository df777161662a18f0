package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestCounted keeps every register of a township for years, in random order and
// through the one door, publishes each year's report, and then turns back to
// years that are published. At every stop each cell of the report equals a count
// of the entries that knows nothing of tallies, and the list behind the cell is
// as long as the cell is large.
func TestCounted(t *testing.T) {
	t.Parallel()
	for _, seed := range seeds(t) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				b := &books{draw: &draw{Rand: rand.New(rand.NewPCG(seed, 4))}, t: t, o: storetest.NewOffice(t, s), done: map[string]int{}, refused: map[string]int{}}
				b.keep(2020, 2023, 90)
				b.turnBack(2020, 2023, 120)
				t.Logf("seed %d: done %v, refused %v, %d entries", seed, b.done, b.refused, len(b.all))
			})
		})
	}
}

// seeds are fixed, or the one that GONGKAI_SEED names.
func seeds(t *testing.T) []uint64 {
	if text := os.Getenv("GONGKAI_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return []uint64{seed}
	}
	if testing.Short() {
		return []uint64{1}
	}
	return []uint64{1, 2}
}

// keep lives through years: what happens in each, and its report.
func (b *books) keep(first, last, steps int) {
	for year := first; year <= last; year++ {
		b.at(strconv.Itoa(year+1)+"-01-06", year)
		thisYear := func(e *kept) bool { return e.year == year }
		for range steps {
			of := year
			if year == first && b.chance(8) { // of a report before there is none to disagree with
				of--
			}
			b.stepIn(of, year, thisYear)
		}
		b.publish(year)
	}
}

// stepIn takes a step about what happened in one year while another is kept.
func (b *books) stepIn(of, year int, ok func(*kept) bool) {
	was := len(b.all)
	b.step(of, ok)
	for _, e := range b.all[was:] {
		e.year = year
	}
}

// publish takes a year's report all the way, and looks at it on the way.
func (b *books) publish(year int) {
	b.t.Helper()
	on := b.o.MustTake(b.t, b.o.Clerk, store.Subject{Organ: b.o.Township}, filing.Begin{Year: year}).Subject
	b.look(year, false)
	on = b.o.Complete(b.t, on)
	if l := b.look(year, true); l.Errors() > 0 {
		b.t.Fatalf("the report on %d breaks rules that records keep: %+v", year, l.Findings)
	}
	on = b.o.MustTake(b.t, b.o.Clerk, on, filing.Submit{}).Subject
	on = b.o.MustTake(b.t, b.o.Reviewer, on, filing.Review{}).Subject
	on = b.o.MustTake(b.t, b.o.Approver, on, filing.Sign{}).Subject
	b.o.MustTake(b.t, b.o.Approver, on, filing.Publish{})
}

// turnBack changes what is published, and looks at every year again. All that a
// report may then lack is the balance of table 三, for what was carried in stands
// as it was published, and the cells of a register that has lost all it had.
func (b *books) turnBack(first, last, steps int) {
	b.at(strconv.Itoa(last+1)+"-01-10", last)
	for range steps {
		b.step(first+b.IntN(last-first+1), func(*kept) bool { return true })
	}
	for year := first; year <= last; year++ {
		for _, f := range b.look(year, false).Findings {
			if f.Severity == report.Error && !strings.HasPrefix(f.Rule, "balance") {
				b.t.Errorf("%d after later changes: %+v", year, f)
			}
		}
	}
	verified, err := b.o.Verify(b.t.Context())
	if err != nil || len(verified.Breaks) > 0 {
		b.t.Errorf("Verify = %+v, %v", verified.Breaks, err)
	}
}

// count is what all entries together count in a year, and the entries under
// each code.
func (b *books) count(year int) (n map[report.Code]int64, under map[report.Code][]int64) {
	n, under = map[report.Code]int64{}, map[report.Code][]int64{}
	for _, e := range b.all {
		if !e.current {
			continue
		}
		for code, k := range bruteOf(e.of, e.v, year) {
			if k != 0 {
				n[code] += k
				under[code] = append(under[code], e.id)
			}
		}
	}
	return n, under
}

// look holds a year's live report, and the lists behind it, against the count.
func (b *books) look(year int, complete bool) store.Live {
	b.t.Helper()
	l, err := b.o.LiveReport(b.t.Context(), b.o.Township, year)
	if err != nil {
		b.t.Fatal(err)
	}
	n, under := b.count(year)
	for _, d := range register.All() {
		for _, f := range d.Figures {
			b.list(d.Key, f.Code, year, n[f.Code], under[f.Code])
			if got := l.Facts.Counted[f.Code]; got != n[f.Code] {
				b.t.Errorf("%s of %d = %d, want %d", f.Code, year, got, n[f.Code])
			}
		}
	}
	b.cells(l, n, complete)
	return l
}

// cells holds every cell of the report against the count. Before the report is
// complete a cell is blank whose register says nothing of the year.
func (b *books) cells(l store.Live, n map[report.Code]int64, complete bool) {
	b.t.Helper()
	speaks := map[register.Key]bool{}
	for code := range n {
		if isCell := l.Report.Edition.Has(code); isCell && n[code] != 0 {
			standing := code == "disclosure.rules.in_force" || code == "disclosure.normative.in_force" || isCarriedIn(code)
			speaks[registerOfCell(code)] = speaks[registerOfCell(code)] || !standing
		}
	}
	if l.Previous != nil {
		for _, code := range l.Report.Edition.Codes() {
			if column, ok := carriedInOf(code); ok && column != "total" {
				n[code] = figureOf(l.Previous, report.Code("application.carried_over."+column))
			}
		}
	}
	addSums(l.Report.Edition, n)
	for _, code := range l.Report.Edition.Codes() {
		got, want := l.Report.Figure(code), report.Reports(report.Count(n[code]))
		if code == "disclosure.fees.amount" {
			want = report.Reports(report.Wan(n[code]))
		}
		isBlank := got.Mark == report.Blank
		switch {
		case isBlank && (complete || isBrute(l.Report.Edition, code) && speaks[registerOfCell(code)]):
			b.t.Errorf("%s of %d is blank, want %s", code, l.Report.Year, want)
		case isBlank && n[code] != 0 && isBrute(l.Report.Edition, code):
			b.t.Errorf("%s of %d is blank, want %s", code, l.Report.Year, want)
		case !isBlank && got != want:
			b.t.Errorf("%s of %d = %s, want %s", code, l.Report.Year, got, want)
		case !isBlank && !complete && l.Origins[code] == filing.Counted && !speaks[registerOfCell(code)] && n[code] == 0:
			b.t.Errorf("%s of %d is 0 and nobody has said so", code, l.Report.Year)
		}
	}
}

func carriedInOf(code report.Code) (column string, ok bool) {
	const row = "application.carried_in."
	if len(code) <= len(row) || code[:len(row)] != row {
		return "", false
	}
	return string(code[len(row):]), true
}

func isCarriedIn(code report.Code) bool {
	_, ok := carriedInOf(code)
	return ok
}

func figureOf(r *report.Report, code report.Code) int64 {
	n, _ := strconv.ParseInt(r.Figure(code).Number.String(), 10, 64)
	return n
}

// list opens a cell as its page does: what it lists is what the cell counts, and
// the pieces of what it lists are the cell.
func (b *books) list(of register.Key, code report.Code, year int, want int64, ids []int64) {
	b.t.Helper()
	f := store.EntryFilter{Organ: b.o.Township, Register: of, Query: register.Query{Year: year, Counts: code, State: register.Current, Sort: register.SortDay, Page: 1}}
	var got []int64
	var pieces int64
	for {
		page, err := b.o.Entries(b.t.Context(), f)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, e := range page.Entries {
			if n := bruteOf(e.Register, e.Values, year)[code]; n != 0 {
				got, pieces = append(got, e.ID), pieces+n
			}
		}
		if f.Query.Page*register.PageSize >= page.Total {
			break
		}
		f.Query.Page++
	}
	slices.Sort(got)
	slices.Sort(ids)
	if pieces != want || !slices.Equal(got, ids) {
		b.t.Errorf("behind %s of %d are %d pieces of entries %v, want %d of %v", code, year, pieces, got, want, ids)
	}
	figure, _ := descriptionOf(of).Figure(code)
	if n, err := b.o.Figure(b.t.Context(), b.o.Township, figure, year); err != nil || n != want {
		b.t.Errorf("figure %s of %d = %d, %v, want %d", code, year, n, err, want)
	}
}
