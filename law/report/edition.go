package report

import (
	"fmt"
	"slices"
	"strings"
)

// A Code names one cell of the form for ever, such as
// application.withheld.state_secret.natural_person. The codes are those of the
// exchange format; a code is never given a new meaning.
type Code string

// An Edition is one edition of the statutory form, stated as data. Its tables
// are listed in the order and with the labels of the official paper.
type Edition struct {
	Name    string // as the exchange format writes it: "2021", "2019"
	Variant string // "" for the official form; "hybrid" for a mixed one in use
	Source  string // the document that orders it
	// FirstYear and LastYear are the report years it is ordered for; LastYear 0
	// means that it is in use. Organs use old forms in new years, so the year
	// never decides the edition.
	FirstYear, LastYear int

	Chapters []Chapter
	Bands    []Band   // the table of chapter 二
	Columns  []Column // the applicant columns of the table of chapter 三, 总计 last
	Rows     []Row    // the rows of the table of chapter 三
	Outcomes []Column // the outcome columns of chapter 四, 总计 last
	Groups   []Group  // the groups of chapter 四

	codes []Code // every cell in the order of the form
	kinds []CellKind
	index map[Code]int
	// sorted are the cell indices in the order of the codes.
	sorted []int
}

// A Chapter is one of the six chapters of the report.
type Chapter struct {
	Key     string // overall, disclosure, application, remedy, problems, other
	Number  string // 一 … 六
	Heading string // without its number
	Also    []string
}

// A Band is one part of the table of chapter 二: the items under one provision
// of Article 20.
type Band struct {
	Heading string // 第二十条第（一）项
	Corner  string // 信息内容
	Columns []Column
	Items   []Item
}

// A Column is one column of figures.
type Column struct {
	Key   string
	Label string
	Also  []string // labels met in published reports for the same column
	Kind  CellKind
	Span  int // how many of the table's columns it covers; 0 means one
}

// An Item is one row of a band.
type Item struct {
	Key   string
	Label string
	Also  []string
}

// A Row is one row of the table of chapter 三.
type Row struct {
	Key   string // withheld.state_secret
	Label string // 1.属于国家秘密
	Also  []string
	Path  []string // the labels of the groups around it, outermost first
	Part  Part
}

// A Group is one group of columns of the table of chapter 四.
type Group struct {
	Key   string
	Label string
	Also  []string
	Over  string // the heading above the group's own, 行政诉讼, or ""
}

// Part is what a row contributes to the form's own reconciliation
// (勾稽关系): received + carried in = handled + carried over.
type Part uint8

const (
	// Result is a leaf of 三、本年度办理结果.
	Result Part = iota
	Received
	CarriedIn
	TotalHandled
	CarriedOver
)

// CellKind says what kind of number a cell holds.
type CellKind uint8

const (
	// CountCell is a number of things: a non-negative integer.
	CountCell CellKind = iota
	// ChangeCell is a change against last year: an integer that may be negative.
	ChangeCell
	// MoneyCell is money in 万元, not negative, with at most six decimals.
	MoneyCell
	// YuanCell is money in 元.
	YuanCell
)

// editions lists every edition in the order of their definition; define adds to
// it, so that a new edition is one new file.
var editions []*Edition

// define completes an edition's tables and enters it into the list. It panics on
// a code stated twice, which only a mistake in the edition's file can cause.
func define(e Edition) *Edition {
	e.index = make(map[Code]int)
	add := func(code string, kind CellKind) {
		if _, twice := e.index[Code(code)]; twice {
			panic(fmt.Sprintf("report: edition %s states %s twice", e.Name, code))
		}
		e.index[Code(code)] = len(e.codes)
		e.codes = append(e.codes, Code(code))
		e.kinds = append(e.kinds, kind)
	}
	for _, band := range e.Bands {
		for _, item := range band.Items {
			for _, column := range band.Columns {
				add("disclosure."+item.Key+"."+column.Key, column.Kind)
			}
		}
	}
	for _, row := range e.Rows {
		for _, column := range e.Columns {
			add("application."+row.Key+"."+column.Key, column.Kind)
		}
	}
	for _, group := range e.Groups {
		for _, outcome := range e.Outcomes {
			add("remedy."+group.Key+"."+outcome.Key, outcome.Kind)
		}
	}
	e.sorted = sortCodes(e.codes)
	editions = append(editions, &e)
	return &e
}

// Editions returns every edition the program knows.
func Editions() []*Edition { return slices.Clone(editions) }

// FormOf returns the edition in use for reports on a year.
func FormOf(year int) *Edition {
	if year < Form2021.FirstYear {
		return Form2019
	}
	return Form2021
}

// EditionNamed returns the edition that the exchange format writes as name,
// which is the official form of that name, never a variant. It returns nil when
// there is none.
func EditionNamed(name string) *Edition {
	for _, e := range editions {
		if e.Name == name && e.Variant == "" {
			return e
		}
	}
	return nil
}

// Codes returns every cell code of the edition in the order of the form. The
// slice is shared and must not be changed.
func (e *Edition) Codes() []Code { return e.codes }

// code is the code of the cell in a row and a column, given by their codes. Those
// of the edition's own cells need no copy.
func (e *Edition) code(row, column string) Code {
	var room [128]byte
	b := append(append(append(room[:0], row...), '.'), column...)
	if i, ok := e.index[Code(b)]; ok {
		return e.codes[i]
	}
	return Code(b)
}

// Has says that the edition has the cell.
func (e *Edition) Has(code Code) bool { _, ok := e.index[code]; return ok }

// Kind returns what kind of number the cell holds; a code that is not in the
// edition is a count.
func (e *Edition) Kind(code Code) CellKind {
	if i, ok := e.index[code]; ok {
		return e.kinds[i]
	}
	return CountCell
}

// Row returns the row of chapter 三 with the key, or nil.
func (e *Edition) Row(key string) *Row {
	if i := e.rowIndex(key); i >= 0 {
		return &e.Rows[i]
	}
	return nil
}

func (e *Edition) rowIndex(key string) int {
	for i := range e.Rows {
		if e.Rows[i].Key == key {
			return i
		}
	}
	return -1
}

// Label returns the words of the form for a cell, for messages and the CSV
// file: 三（三）1.属于国家秘密·自然人.
func (e *Edition) Label(code Code) string {
	table, rest, _ := strings.Cut(string(code), ".")
	dot := strings.LastIndexByte(rest, '.')
	if dot < 0 {
		return string(code)
	}
	key, column := rest[:dot], rest[dot+1:]
	switch table {
	case "disclosure":
		for _, band := range e.Bands {
			for _, item := range band.Items {
				if item.Key == key {
					return item.Label + "·" + labelOf(band.Columns, column)
				}
			}
		}
	case "application":
		if row := e.Row(key); row != nil {
			return row.Name() + "·" + labelOf(e.Columns, column)
		}
	case "remedy":
		for _, group := range e.Groups {
			if group.Key == key {
				return group.Name() + "·" + labelOf(e.Outcomes, column)
			}
		}
	}
	return string(code)
}

func labelOf(columns []Column, key string) string {
	for _, c := range columns {
		if c.Key == key {
			return c.Label
		}
	}
	return key
}

// Name is the row's label with the heading of its group in front, so that it is
// clear by itself: （三）不予公开1.属于国家秘密.
func (r *Row) Name() string {
	if len(r.Path) < 2 {
		return r.Label
	}
	return r.Path[len(r.Path)-1] + r.Label
}

// Name is the group's label with the heading above it: 行政诉讼（未经复议直接起诉）.
func (g *Group) Name() string {
	if g.Over == "" {
		return g.Label
	}
	return g.Over + "（" + g.Label + "）"
}
