package report

import (
	"slices"
	"strings"
)

// A Metric is one cell of the form as the dictionary of open data tells of it:
// what it is called, in which edition it stands, in what it is counted and with
// what it may be compared.
type Metric struct {
	Code  Code
	Table string // disclosure, application, remedy
	Label string // in the latest edition that has it
	Unit  string // 件, 万元, 元
	// Editions are the names of the official editions that have the cell, the
	// oldest first.
	Editions []string
	// Since and Until are the report years for which an edition with the cell was
	// ordered; Until is 0 while one is in use.
	Since, Until int
	// Note says what changed between the editions; "" where the cell is the same
	// in all that have it.
	Note string
}

// Dictionary returns every cell of the official editions, those of the form in
// use first, in its order, then those that only an older one has.
func Dictionary() (all []Metric) {
	known := map[Code]int{}
	official := slices.DeleteFunc(Editions(), func(e *Edition) bool { return e.Variant != "" })
	slices.SortFunc(official, func(a, b *Edition) int { return b.FirstYear - a.FirstYear })
	for _, e := range official {
		for _, code := range e.codes {
			i, ok := known[code]
			if !ok {
				table, _, _ := strings.Cut(string(code), ".")
				i = len(all)
				known[code] = i
				all = append(all, Metric{Code: code, Table: table, Label: e.Label(code), Unit: unitOf(code, e.Kind(code)), Until: e.LastYear, Note: noteOn(code)})
			}
			m := &all[i]
			m.Editions = slices.Insert(m.Editions, 0, e.Name)
			m.Since = e.FirstYear
		}
	}
	return all
}

// MetricOf returns the cell of a code; false where no official edition has it.
func MetricOf(code Code) (Metric, bool) {
	for _, m := range Dictionary() {
		if m.Code == code {
			return m, true
		}
	}
	return Metric{}, false
}

// unitOf is in what a cell is counted. Kinds of procurement and items of the
// older form are 项, all else in the tables is 件.
func unitOf(code Code, kind CellKind) string {
	switch {
	case kind == MoneyCell:
		return "万元"
	case kind == YuanCell:
		return "元"
	case strings.HasSuffix(string(code), ".items_last_year"), strings.HasSuffix(string(code), ".change"), strings.HasSuffix(string(code), ".projects"):
		return "项"
	}
	return "件"
}

// notes say what changed between the editions of 2019 and 2021, for the cells
// whose code begins so. The first that fits counts.
var notes = []struct{ start, says string }{
	{"application.otherwise_handled.uncorrected.", otherwiseSplit},
	{"application.otherwise_handled.unpaid.", otherwiseSplit},
	{"application.otherwise_handled.other.", otherwiseSplit},
	{"application.otherwise_handled.", "2019年格式的“（六）其他处理”没有细分，2021年格式分成三行：与三行的合计比较，不归入其中任何一行。"},
	{"application.total_handled.", "两种格式的总计都包括“（六）其他处理”，可以比较和相加。"},
	{"disclosure.licensing.decisions", "两种格式都有，可以比较和相加。"},
	{"disclosure.penalty.decisions", "两种格式都有，可以比较和相加。"},
	{"disclosure.coercion.decisions", "两种格式都有，可以比较和相加。"},
	{"disclosure.rules.", documentsChanged},
	{"disclosure.normative.", documentsChanged},
	{"disclosure.fees.amount", "2021年格式填收费金额，2019年格式填项目数量：不能比较。"},
	{"disclosure.fees.", "2019年格式填项目数量，2021年格式填收费金额：不能比较。"},
	{"disclosure.", "只有2019年格式有，2021年格式取消。"},
}

const (
	otherwiseSplit   = "2021年格式新分的行；2019年格式只有一行“（六）其他处理”，与三行的合计比较。"
	documentsChanged = "2019年格式填新制作、新公开和对外公开总数，2021年格式填制发、废止和现行有效件数：口径不同，不能比较。"
)

func noteOn(code Code) string {
	for _, n := range notes {
		if strings.HasPrefix(string(code), n.start) {
			return n.says
		}
	}
	return ""
}
