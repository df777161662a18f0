package report

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// A RollUp adds the reports of many organs on one year, cell by cell. It keeps
// the sums and each organ's name, not the reports, so it takes the reports of a
// province one after another. The zero value is not ready; use NewRollUp.
//
// A blank cell counts as 0, and a blank 总计 as the sum of its columns; how many
// reports had the cell blank or absent is kept beside the sum. No report is
// added to which others are subordinate, because it already holds them.
//
// A RollUp is for one goroutine. Work shared among several goroutines is put
// together with Merge, in any order and grouping.
type RollUp struct {
	options RollUpOptions
	tree    tree
	year    int
	first   string               // a file of the year, to name when another year comes
	sums    map[*Edition]*tally  // the sums of each edition's cells
	organs  map[string]*addition // by name
}

// RollUpOptions say what a roll-up is to know and to keep.
type RollUpOptions struct {
	// Organs are the organs expected to report, with their superiors. Without
	// any, subordination is read from the names: 石桥县审计局 is under
	// 石桥县人民政府.
	Organs []Member
	// Published names the superior whose report is compared and never added.
	Published string
	// Contributors keeps what every organ contributed to every cell.
	Contributors bool
}

// An addition is one organ's report as far as the roll-up keeps it.
type addition struct {
	organ, file string
	edition     *Edition
	figures     packed // nil when only the sum is kept
	held        bool   // not yet added: others may turn out to be subordinate to it
}

// A tally holds the sums of one edition's cells over some reports.
type tally struct {
	reports int
	cells   []cellTally
}

type cellTally struct {
	sum           Number
	blank, absent uint32
}

// NewRollUp returns an empty roll-up.
func NewRollUp(o RollUpOptions) *RollUp {
	return &RollUp{options: o, tree: newTree(o.Organs), sums: make(map[*Edition]*tally), organs: make(map[string]*addition)}
}

// Add adds a report. It refuses, with a problem that names the file, a report
// without figures, organ or year, a second report of one organ, and a report on
// another year.
func (u *RollUp) Add(r *Report) error {
	name := organKey(r.Organ)
	switch {
	case r.Edition == nil || r.Cells() == 0:
		return problem.Invalid("%s没有可以汇总的数字", r.File).Try("请检查这个文件，或者从清单中去掉")
	case name == "":
		return problem.Invalid("%s没有写明机关名称，不能汇总", r.File).Try("请补上机关名称")
	case r.Year == 0:
		return problem.Invalid("%s没有写明年度，不能汇总", r.File).Try("请补上年度")
	}
	if err := u.sameYear(r.Year, r.File); err != nil {
		return err
	}
	if before, twice := u.organs[name]; twice {
		return twiceReported(before, r.File)
	}
	a := &addition{organ: name, file: r.File, edition: r.Edition, held: u.holds(name)}
	if a.held || u.options.Contributors {
		a.figures = pack(r)
	}
	u.organs[name] = a
	if !a.held {
		u.tally(r.Edition).add(r)
	}
	return nil
}

func (u *RollUp) sameYear(year int, file string) error {
	if u.year == 0 {
		u.year, u.first = year, file
	}
	if u.year == year {
		return nil
	}
	return problem.Conflict("%s是%d年度的报告，%s是%d年度的报告，不能汇总在一起", u.first, u.year, file, year).
		Try("请每次汇总同一年度的报告")
}

func twiceReported(before *addition, file string) error {
	files := []string{before.file, file}
	slices.Sort(files) // reports are added in no order
	return problem.Conflict("%s有两份报告：%s、%s", before.organ, files[0], files[1]).Try("请保留一份；是两个机关的，请写全名称")
}

// holds says that the report must wait until all are known: it is the published
// superior's, or others may be subordinate to it.
func (u *RollUp) holds(name string) bool {
	return name == organKey(u.options.Published) || u.tree.isSuperior(name) || !u.tree.lists(name) && areaOf(name) != ""
}

func (u *RollUp) tally(e *Edition) *tally {
	t := u.sums[e]
	if t == nil {
		t = &tally{cells: make([]cellTally, len(e.codes))}
		u.sums[e] = t
	}
	return t
}

func (t *tally) add(r *Report) {
	t.reports++
	applications, remedies := r.Edition.applications(), r.Edition.remedies()
	for i, f := range r.figures {
		c := &t.cells[i]
		switch {
		case f.Mark == Absent:
			c.absent++
			continue
		case f.IsNull():
			c.blank++
			for _, b := range []block{applications, remedies} {
				if b.isTotal(i) {
					sum, _ := b.added(r, (i-b.first)/b.width)
					c.sum = c.sum.Add(sum)
				}
			}
		default:
			c.sum = c.sum.Add(f.Number)
		}
	}
}

func (t *tally) merge(other *tally) {
	t.reports += other.reports
	for i, c := range other.cells {
		t.cells[i].sum = t.cells[i].sum.Add(c.sum)
		t.cells[i].blank += c.blank
		t.cells[i].absent += c.absent
	}
}

// Merge adds what another roll-up with the same options has taken in. The other
// must not be used afterwards.
func (u *RollUp) Merge(other *RollUp) error {
	if other.year != 0 {
		if err := u.sameYear(other.year, other.first); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(other.organs) {
		if before, twice := u.organs[name]; twice {
			return twiceReported(before, other.organs[name].file)
		}
	}
	for name, a := range other.organs {
		u.organs[name] = a
	}
	for e, t := range other.sums {
		u.tally(e).merge(t)
	}
	return nil
}

// organKey is an organ's name as far as it identifies: without the spaces that
// layouts put into it.
func organKey(name string) string { return strings.Join(strings.Fields(name), "") }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// sorted returns the additions by name, so that no result depends on the order
// in which the reports came.
func (u *RollUp) sorted() []*addition {
	all := make([]*addition, 0, len(u.organs))
	for _, a := range u.organs {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *addition) int { return cmp.Compare(a.organ, b.organ) })
	return all
}
