package report

import (
	"slices"
	"strings"
)

// RollUpSchema names the form in which a roll-up is written as JSON.
const RollUpSchema = "gongkai.rollup/1"

// A RolledUp is the result of a roll-up. Its fields are written as JSON under
// the names given and never change their meaning.
type RolledUp struct {
	Schema  string `json:"schema"` // gongkai.rollup/1
	Year    int    `json:"year"`
	Reports int    `json:"reports"` // how many were added
	// Editions are the editions met, with how many reports each.
	Editions []EditionCount `json:"editions"`
	// Cells are the cells that may be added over all editions met, in the order
	// of the form: tables 三 and 四, and of table 二 the decisions on licensing,
	// penalty and coercion. With one edition they are all its cells.
	Cells []Sum `json:"cells"`
	// Apart are the cells of table 二 that keep to their own edition; empty when
	// only one was met.
	Apart []EditionCells `json:"apart"`
	// Added, Superiors and Missing name organs, by name: whose reports were
	// added, whose were not because others are subordinate to them, and who is
	// on the list and has not reported.
	Added     []string `json:"added"`
	Superiors []string `json:"superiors"`
	Missing   []string `json:"missing"`
	// Unlisted are organs that reported and are not on the list.
	Unlisted []string `json:"unlisted"`
}

// An EditionCount is how many of the reports added are on one edition.
type EditionCount struct {
	Edition string `json:"edition"`
	Variant string `json:"variant,omitempty"` // hybrid
	Reports int    `json:"reports"`
}

// EditionCells are the sums of cells that only one edition has.
type EditionCells struct {
	Edition string `json:"edition"`
	Cells   []Sum  `json:"cells"`
}

// A Sum is one cell added over the reports whose form has it.
type Sum struct {
	Code    Code   `json:"code"`
	Label   string `json:"label"`
	Sum     Number `json:"sum"`
	Reports int    `json:"reports"` // with a number
	Blank   int    `json:"blank"`   // with the cell empty, /, - or words; counted as 0
	Absent  int    `json:"absent"`  // on a form with the cell, which is not there or could not be read
}

// A Contribution is what one organ's report added to a cell.
type Contribution struct {
	Organ string `json:"organ"`
	Value Number `json:"value"`
	Blank bool   `json:"blank,omitempty"`
}

// Result settles which reports count and returns the sums. More reports may be
// added afterwards and Result called again.
func (u *RollUp) Result() *RolledUp {
	s := u.settle()
	r := &RolledUp{Schema: RollUpSchema, Year: u.year,
		Editions: []EditionCount{}, Cells: []Sum{}, Apart: []EditionCells{},
		Added: []string{}, Superiors: []string{}, Missing: []string{}, Unlisted: []string{}}
	for _, a := range u.sorted() {
		if s.above[a.organ] {
			r.Superiors = append(r.Superiors, a.organ)
			continue
		}
		r.Added = append(r.Added, a.organ)
		if _, listed := u.tree.parents[a.organ]; !listed && len(u.tree.parents) > 0 {
			r.Unlisted = append(r.Unlisted, a.organ)
		}
	}
	r.Reports = len(r.Added)
	for _, e := range Editions() {
		if t := s.sums[e]; t != nil && t.reports > 0 {
			r.Editions = append(r.Editions, EditionCount{e.Name, e.Variant, t.reports})
		}
	}
	r.Cells, r.Apart = s.cells()
	r.Missing = append(r.Missing, u.missing(s.above)...)
	return r
}

// A settlement is the roll-up once it is decided which reports count.
type settlement struct {
	sums  map[*Edition]*tally
	above map[string]bool // organs to which others that reported are subordinate
}

// settle adds the reports that waited and to which nobody is subordinate.
func (u *RollUp) settle() settlement {
	byArea := make(map[string]string)
	for name, a := range u.organs {
		if area := areaOf(name); a.held && area != "" {
			byArea[area] = name
		}
	}
	s := settlement{make(map[*Edition]*tally), make(map[string]bool)}
	for name := range u.organs {
		u.tree.superiors(name, byArea, func(above string) {
			if _, reported := u.organs[above]; reported {
				s.above[above] = true
			}
		})
	}
	if name := organKey(u.options.Published); name != "" && u.organs[name] != nil {
		s.above[name] = true
	}
	for e, t := range u.sums {
		whole := &tally{cells: make([]cellTally, len(t.cells))}
		whole.merge(t)
		s.sums[e] = whole
	}
	for name, a := range u.organs {
		if !a.held || s.above[name] {
			continue
		}
		if s.sums[a.edition] == nil {
			s.sums[a.edition] = &tally{cells: make([]cellTally, len(a.edition.codes))}
		}
		s.sums[a.edition].add(a.figures.unpack(a.edition))
	}
	return s
}

// cells returns the sums that may be added over the editions met, and those that
// keep to their own.
func (s settlement) cells() (together []Sum, apart []EditionCells) {
	together, apart = []Sum{}, []EditionCells{}
	names := s.editionNames()
	for _, code := range s.codes() {
		if len(names) < 2 || addsAcross(code) {
			together = append(together, s.sum(code, ""))
			continue
		}
		for _, name := range names {
			if EditionNamed(name).Has(code) {
				apart = appendApart(apart, name, s.sum(code, name))
			}
		}
	}
	return together, apart
}

func appendApart(apart []EditionCells, name string, sum Sum) []EditionCells {
	for i := range apart {
		if apart[i].Edition == name {
			apart[i].Cells = append(apart[i].Cells, sum)
			return apart
		}
	}
	return append(apart, EditionCells{name, []Sum{sum}})
}

// addsAcross says that the cell means the same in every edition.
func addsAcross(code Code) bool {
	switch code {
	case "disclosure.licensing.decisions", "disclosure.penalty.decisions", "disclosure.coercion.decisions":
		return true
	}
	return !strings.HasPrefix(string(code), "disclosure.")
}

// editionNames are the names of the editions met; the official form and its
// variant have one name.
func (s settlement) editionNames() []string {
	var names []string
	for _, e := range editions {
		if t := s.sums[e]; t != nil && t.reports > 0 && !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
	}
	return names
}

// codes are the cells of the editions met in the order of the form: a cell that
// only a later edition in the list has follows the one before it there.
func (s settlement) codes() []Code {
	var order []Code
	for _, e := range editions {
		if t := s.sums[e]; t == nil || t.reports == 0 {
			continue
		}
		at := 0
		for _, code := range e.codes {
			i := slices.Index(order, code)
			if i < 0 {
				order = slices.Insert(order, at, code)
				i = at
			}
			at = i + 1
		}
	}
	return order
}

// sum adds one cell over the editions that have it, or over those of one name.
func (s settlement) sum(code Code, edition string) Sum {
	total := Sum{Code: code}
	for _, e := range editions {
		t := s.sums[e]
		i, has := e.index[code]
		if t == nil || !has || t.reports == 0 || edition != "" && e.Name != edition {
			continue
		}
		c := t.cells[i]
		total.Label = e.Label(code)
		total.Sum = total.Sum.Add(c.sum)
		total.Reports += t.reports - int(c.blank) - int(c.absent)
		total.Blank += int(c.blank)
		total.Absent += int(c.absent)
	}
	return total
}

// missing are the organs of the list whose figures are not in the sum: they have
// not reported, nor has anybody above them whose report was added. Of an organ
// that has others below it, those are named instead, unless none of them has
// reported either.
func (u *RollUp) missing(above map[string]bool) []string {
	covered := make(map[string]bool) // reported, or somebody below has
	for name := range u.organs {
		for range 100 {
			if covered[name] {
				break
			}
			covered[name] = true
			if name = u.tree.parents[name]; name == "" {
				break
			}
		}
	}
	var missing []string
	for _, name := range sortedKeys(u.tree.parents) {
		if covered[name] || name == organKey(u.options.Published) || u.isBelowCounted(name, above, covered) {
			continue
		}
		missing = append(missing, name)
	}
	return missing
}

// isBelowCounted says that an organ need not be named: a superior's report was
// added and holds it, or the superior itself is named as missing.
func (u *RollUp) isBelowCounted(name string, above, covered map[string]bool) bool {
	for range 100 {
		if name = u.tree.parents[name]; name == "" {
			return false
		}
		_, listed := u.tree.parents[name]
		if u.organs[name] != nil && !above[name] || listed && !covered[name] && name != organKey(u.options.Published) {
			return true
		}
	}
	return false
}

// Contributors returns what every organ added to the cell, by name. It is nil
// unless the roll-up keeps contributors. Organs whose form lacks the cell are
// not named.
func (u *RollUp) Contributors(code Code) []Contribution {
	var all []Contribution
	u.Each(func(r *Report) {
		if n, ok := r.counted(code); ok && r.Edition.Has(code) {
			all = append(all, Contribution{r.Organ, n, r.Figure(code).IsNull()})
		}
	})
	return all
}

// Each calls do with every report added, by the organ's name, with its figures
// only; with none unless the roll-up keeps contributors.
func (u *RollUp) Each(do func(*Report)) {
	if !u.options.Contributors {
		return
	}
	above := u.settle().above
	for _, a := range u.sorted() {
		if !above[a.organ] {
			do(u.report(a))
		}
	}
}

// report is an organ's report as far as the roll-up kept it.
func (u *RollUp) report(a *addition) *Report {
	r := a.figures.unpack(a.edition)
	r.File, r.Organ, r.Year = a.file, a.organ, u.year
	return r
}

// Held returns the report of a superior that was not added, with its figures
// only, or nil: so that it can be compared with the sum.
func (u *RollUp) Held(organ string) *Report {
	a := u.organs[organKey(organ)]
	if a == nil || !a.held {
		return nil
	}
	return u.report(a)
}
