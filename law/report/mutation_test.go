package report

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/paper"
)

// A specimen is a report laid out on paper whose truth is known cell by cell,
// for damaging. Every figure cell of its three tables carries its code as ID,
// and all figures are different, so that a figure read into a neighbouring cell
// always shows.
type specimen struct {
	random  *rand.Rand
	edition *Edition
	truth   map[Code]string // what the paper says; "" for a blank cell
	// optional are cells at the end of a row that were taken away: where the
	// text fills rows, that looks like a blank.
	optional map[Code]bool
	blocks   []paper.Block
	tables   map[string]*paper.Table // by chapter
	blanks   bool                    // some figure cells are blank
	next     int                     // the next figure not yet used
	log      []string                // the damages done
	cut      bool                    // cells were taken away or repeated
	moved    bool                    // the columns of chapter 三 or its heads are no longer where they were
}

func newSpecimen(seed uint64) *specimen {
	s := &specimen{random: rand.New(rand.NewPCG(seed, 7)), truth: map[Code]string{}, optional: map[Code]bool{}, tables: map[string]*paper.Table{}}
	s.edition = []*Edition{Form2021, Form2021, Form2021, Form2019, FormHybrid}[s.random.IntN(5)]
	s.blanks = s.random.IntN(3) == 0
	r := New(s.edition)
	r.Title, r.Organ, r.Year = "青溪县教育局2024年政府信息公开工作年度报告", "青溪县教育局", 2024
	r.Narrative = map[string]string{Overall: "本机关依法公开政府信息。", Problems: "公开形式还较为单一。", Other: "无其他需要报告的事项。"}
	order := s.random.Perm(9000)
	for i, code := range s.edition.Codes() {
		n := Count(int64(order[i] + 3))
		s.truth[code] = n.String()
		r.Set(code, Reports(n))
		if s.blanks && s.random.IntN(4) == 0 {
			s.truth[code] = ""
			r.Set(code, Figure{Mark: Blank})
		}
	}
	s.addUp(r)
	s.next = 90000
	s.blocks = r.Compose().Blocks
	s.findTables()
	return s
}

// addUp makes each total the sum of its row, as it is in nearly every report.
func (s *specimen) addUp(r *Report) {
	total := map[string]Number{}
	for _, code := range s.edition.Codes() {
		row := string(code[:strings.LastIndexByte(string(code), '.')])
		if strings.HasPrefix(row, "disclosure") {
			continue
		}
		if strings.HasSuffix(string(code), ".total") {
			s.truth[code] = total[row].String()
			r.Set(code, Reports(total[row]))
		}
		total[row] = total[row].Add(r.Figure(code).OrZero())
	}
}

// findTables notes the three tables, which Compose puts behind their chapters'
// headings.
func (s *specimen) findTables() {
	chapter := ""
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Role == paper.Chapter {
			chapter = b.ID
		}
		if b.Table != nil {
			s.tables[chapter] = b.Table
		}
	}
}

// fresh returns a figure that stands nowhere else in the document.
func (s *specimen) fresh() string {
	s.next++
	return strconv.Itoa(s.next)
}

// A verdict says how the reading of one specimen differs from its truth.
type verdict struct {
	lies  []string // a cell that is wrong, and no warning names it
	lost  []string // a cell that is not there, and no warning names it
	right int      // cells read as they are
}

func (s *specimen) judge(got *Report) (v verdict) {
	if got.Edition != nil && got.Edition.Name != s.edition.Name && !hasWarning(got, "edition_assumed") {
		v.lies = append(v.lies, "edition "+got.Edition.Name)
	}
	codes := slices.Collect(maps.Keys(s.truth))
	if got.Edition != nil {
		codes = append(codes, got.Edition.Codes()...)
	}
	slices.Sort(codes)
	for _, code := range slices.Compact(codes) {
		want, there := s.truth[code]
		f := got.Figure(code)
		switch {
		case !f.IsThere() && there && !got.Edition.Has(code) && got.Edition.Name != s.edition.Name: // told for the whole file
		case !f.IsThere() && there && !warnedOf(got, code):
			v.lost = append(v.lost, fmt.Sprintf("%s: want %q", code, want))
		case !f.IsThere():
		case !there && f.IsNull() && s.optional[code]:
		case there && sameFigure(f, want):
			v.right++
		case !warnedOf(got, code):
			v.lies = append(v.lies, fmt.Sprintf("%s = %v, want %q %v", code, f, want, there))
		}
	}
	return v
}

func sameFigure(f Figure, want string) bool {
	if f.Mark != Reported {
		return want == ""
	}
	return f.Number.String() == want
}

func hasWarning(r *Report, code string) bool {
	return slices.ContainsFunc(r.Warnings, func(w Warning) bool { return w.Code == code })
}

// warnedOf says that a warning names the cell, its row or its table.
func warnedOf(r *Report, code Code) bool {
	return slices.ContainsFunc(r.Warnings, func(w Warning) bool { return w.At != "" && strings.HasPrefix(string(code), w.At) })
}

// TestReadUndamaged reads specimens in every form of flattening. What shows its
// blank cells is read exactly; nothing is ever wrong or lost without a word.
func TestReadUndamaged(t *testing.T) {
	t.Parallel()
	for i, f := range slices.Concat(forms, oddForms) {
		isMet := i < len(forms)
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			cells, right := 0, 0
			defer func() { t.Logf("read %.1f%%", 100*float64(right)/float64(cells)) }()
			for seed := range uint64(60) {
				s := newSpecimen(seed)
				got := Read(f.render(s))
				v := s.judge(got)
				cells, right = cells+len(s.truth), right+v.right
				if len(v.lies)+len(v.lost) > 0 {
					t.Errorf("seed %d: wrong %q, lost %q, warnings %v", seed, v.lies, v.lost, got.Warnings)
				}
				got.Warnings = slices.DeleteFunc(got.Warnings, func(w Warning) bool { return w.Code == "blank_assumed" })
				if whole := f.showsBlanks || isMet && !s.blanks; whole && (v.right != len(s.truth) || len(got.Warnings) > 0) {
					t.Errorf("seed %d: %d of %d cells, warnings %v", seed, v.right, len(s.truth), got.Warnings)
				}
			}
		})
	}
}

// TestReadDamaged damages specimens once or twice, flattens them and reads them.
// Every cell must be read as it stands, or be refused or doubted by a warning
// that names the cell, its row or its table. GONGKAI_MUTATIONS sets how many
// cases are tried, GONGKAI_SEED the first.
func TestReadDamaged(t *testing.T) {
	t.Parallel()
	cases := 3000
	if testing.Short() {
		cases = 500
	}
	if n, err := strconv.Atoi(os.Getenv("GONGKAI_MUTATIONS")); err == nil {
		cases = n
	}
	first, _ := strconv.Atoi(os.Getenv("GONGKAI_SEED"))
	every := slices.Concat(forms, oddForms)
	if only := os.Getenv("GONGKAI_FORM"); only != "" {
		every = slices.DeleteFunc(every, func(f form) bool { return !strings.Contains(f.name, only) })
	}
	tally := map[string]*outcome{}
	shown := 0
	for i := first; i < first+cases; i++ {
		s := newSpecimen(uint64(i))
		f := every[s.random.IntN(len(every))]
		for range 1 + s.random.IntN(2) {
			d := damages[s.random.IntN(len(damages))]
			if only := os.Getenv("GONGKAI_DAMAGE"); only != "" {
				d = damageNamed(only)
			}
			if f.fills && strings.HasPrefix(d.name, "drop") && strings.HasSuffix(d.name, "cell") || f.fills && d.name == "drop blank cells" {
				continue
			}
			d.do(s)
			s.log = append(s.log, d.name)
		}
		got := Read(f.render(s))
		v := s.judge(got)
		count(tally, s.log, f.name, v, len(s.truth))
		if len(v.lies)+len(v.lost) == 0 {
			continue
		}
		t.Fail()
		if shown++; shown <= 12 {
			t.Logf("case %d, %s, %v, edition %s%s:\nwrong %.700q\nlost %.400q\nwarnings %.1000v", i, f.name, s.log,
				s.edition.Name, s.edition.Variant, v.lies, v.lost, got.Warnings)
		}
	}
	summarize(t, tally)
}

// An outcome counts what came of the cases with one damage or one form.
type outcome struct{ cases, lying, losing, right, cells int }

func count(tally map[string]*outcome, log []string, form string, v verdict, cells int) {
	for _, name := range append([]string{"form " + form, "all"}, log...) {
		o := tally[name]
		if o == nil {
			o = &outcome{}
			tally[name] = o
		}
		o.cases, o.right, o.cells = o.cases+1, o.right+v.right, o.cells+cells
		if len(v.lies) > 0 {
			o.lying++
		}
		if len(v.lost) > 0 {
			o.losing++
		}
	}
}

func summarize(t *testing.T, tally map[string]*outcome) {
	t.Helper()
	names := slices.SortedFunc(maps.Keys(tally), func(a, b string) int {
		return cmp.Or(cmp.Compare(tally[b].lying+tally[b].losing, tally[a].lying+tally[a].losing), cmp.Compare(a, b))
	})
	for _, name := range names {
		o := tally[name]
		t.Logf("%-28s cases %5d silently wrong %4d silently lost %4d read %5.1f%%", name, o.cases, o.lying, o.losing,
			100*float64(o.right)/float64(max(1, o.cells)))
	}
}
