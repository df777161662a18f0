package filing

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
)

// A Value is what a chapter tells by a name in double braces: the sentence
// 主动公开政府信息{{主动公开政府信息}}条 holds the number of this moment, and the
// published text a plain number.
type Value struct {
	Name string
	Text string // "" while nothing is known
	Noun string // what it is counted in, "" of what is no number
	From string // what gives it: 机关, 领导小组, a register or the tables
	Code report.Code
}

// The names that no register gives.
const (
	theYear  = "年度"
	theOrgan = "机关"
	theGroup = "领导小组"
)

// FromTables is the source of the cells of the form.
const FromTables = "报告的表"

// named finds names in a text, also in the braces that Chinese keyboards give.
var named = regexp.MustCompile(`(?:\{\{|｛｛)([^{}｛｝\n]*)(?:\}\}|｝｝)`)

// halfWritten finds braces that belong to no name.
var halfWritten = regexp.MustCompile(`\{\{|\}\}|｛｛|｝｝`)

// Placeholder writes a name as chapters hold it.
func Placeholder(name string) string { return "{{" + name + "}}" }

// unfilled stands in the text where nothing is known yet.
const unfilled = "【未填："

// unfilledName finds what is left open in a text.
var unfilledName = regexp.MustCompile(unfilled + `([^】\n]*)】`)

// Unfilled lists the names that a computed text leaves open, each once.
func Unfilled(text string) (names []string) {
	for _, m := range unfilledName.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Values returns everything a chapter of the report can tell, in the order in
// which it is shown. The report gives the values of its cells.
func (f Facts) Values(r *report.Report) []Value {
	all := append([]Value{
		{Name: theYear, Text: strconv.Itoa(f.Year), From: theOrgan},
		{Name: theOrgan, Text: f.Organ, From: theOrgan},
	}, f.groupValues()...)
	for _, figure := range register.Facts() {
		d, _, _ := register.Computed(figure.Code)
		v := Value{Name: figure.Name, Noun: figure.Noun, From: d.Title(), Code: figure.Code}
		if n := f.Counted[figure.Code]; n != 0 || f.knows(d) {
			v.Text = plainText(figure.Unit, n)
		}
		all = append(all, v)
	}
	return append(all, cellValues(r)...)
}

// plainText writes a sum as a report does: no separators, 分 as 元.
func plainText(u register.Unit, n int64) string {
	return strings.ReplaceAll(u.Text(n), ",", "")
}

// groupValues tells the leading group valid on 31 December.
func (f Facts) groupValues() (all []Value) {
	for _, p := range organ.Positions() {
		v := Value{Name: theGroup + p.Label(), From: theGroup}
		if f.Group != nil {
			v.Text = seats(f.Group.Named(p))
		}
		all = append(all, v)
	}
	office := Value{Name: theGroup + "办公室", From: theGroup}
	if f.Group != nil {
		office.Text = f.Group.Office
	}
	return append(all, office)
}

func seats(all []organ.Seat) string {
	var names []string
	for _, s := range all {
		if s.Title != "" {
			s.Name += "（" + s.Title + "）"
		}
		names = append(names, s.Name)
	}
	return strings.Join(names, "、")
}

// cellValues are the cells of the form and the sums that texts speak of.
func cellValues(r *report.Report) (all []Value) {
	for _, code := range r.Edition.Codes() {
		v := Value{Name: cellName(r.Edition, code), Noun: "件", From: FromTables, Code: code}
		if kind := r.Edition.Kind(code); kind == report.MoneyCell {
			v.Noun = "万元"
		} else if kind == report.YuanCell {
			v.Noun = "元"
		}
		if figure := r.Figure(code); figure.Mark == report.Reported {
			v.Text = figure.Number.String()
		}
		all = append(all, v)
	}
	for _, g := range sumNames {
		if !slices.ContainsFunc(all, func(v Value) bool { return v.Name == g.name }) { // a cell of its own in the form of 2019
			all = append(all, g.of(r))
		}
	}
	return all
}

// A sumName names several cells together that every text counts as one.
type sumName struct{ name, prefix, suffix string }

var sumNames = []sumName{
	{"不予公开", "application.withheld.", ".total"},
	{"无法提供", "application.unavailable.", ".total"},
	{"不予处理", "application.not_processed.", ".total"},
	{"其他处理", "application.otherwise_handled.", ".total"},
	{"行政诉讼", "remedy.litigation_", ".total"},
}

// of adds the cells up; a blank one leaves the sum unknown.
func (s sumName) of(r *report.Report) Value {
	v, total, any := Value{Name: s.name, Noun: "件", From: FromTables}, report.Count(0), false
	for _, code := range r.Edition.Codes() {
		if !strings.HasPrefix(string(code), s.prefix) || !strings.HasSuffix(string(code), s.suffix) {
			continue
		}
		figure := r.Figure(code)
		if figure.Mark != report.Reported {
			return v
		}
		total, any = total.Add(figure.Number), true
	}
	if any {
		v.Text = total.String()
	}
	return v
}

// rowNames are the rows of the table of chapter 三 that texts call otherwise
// than the form does.
var rowNames = map[string]string{
	"newly_received": "新收申请", "carried_in": "上年结转申请", "total_handled": "办结申请", "carried_over": "结转下年申请",
}

// numbering is what stands before the labels of rows, remark what explains them.
var (
	numbering = regexp.MustCompile(`^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[0-9]+[.．、])`)
	remark    = regexp.MustCompile(`（(?:区分处理|单位：)[^）]*）`)
)

// cellName is the name of a cell in chapters: 行政处罚, 行政规范性文件制发,
// 新收申请, 新收申请·自然人, 行政复议结果维持.
func cellName(e *report.Edition, code report.Code) string {
	table, rest, _ := strings.Cut(string(code), ".")
	at := strings.LastIndexByte(rest, '.')
	row, column := rest[:at], rest[at+1:]
	switch table {
	case report.Application:
		return applicationName(e, row, column)
	case report.Remedy:
		group, outcome, _ := strings.Cut(e.Label(code), "·")
		if column == totalKey {
			return group
		}
		return group + outcome
	}
	item, what, _ := strings.Cut(e.Label(code), "·")
	if isAlone(e, table+"."+row+".") {
		return item
	}
	what = remark.ReplaceAllString(what, "")
	return item + strings.TrimSuffix(strings.TrimPrefix(what, "本年"), "件数")
}

func applicationName(e *report.Edition, row, column string) string {
	name := rowNames[row]
	for _, r := range e.Rows {
		if name == "" && r.Key == row {
			name = remark.ReplaceAllString(numbering.ReplaceAllString(r.Label, ""), "")
		}
	}
	if column == totalKey {
		return name
	}
	for _, c := range e.Columns {
		if c.Key == column {
			return name + "·" + c.Label
		}
	}
	return name
}

// isAlone says that one cell only begins so.
func isAlone(e *report.Edition, prefix string) bool {
	n := 0
	for _, code := range e.Codes() {
		if strings.HasPrefix(string(code), prefix) {
			n++
		}
	}
	return n == 1
}

// tell puts the values in the place of their names. What is not known is left
// open and named.
func (f Facts) tell(r *report.Report) {
	var known map[string]string
	for key, text := range r.Narrative {
		if !named.MatchString(text) {
			continue
		}
		if known == nil {
			known = map[string]string{}
			for _, v := range f.Values(r) {
				known[v.Name] = v.Text
			}
		}
		r.Narrative[key] = fill(text, known)
	}
}

// Fill puts values in the place of their names, for a text that is not saved.
func Fill(text string, values []Value) string {
	known := make(map[string]string, len(values))
	for _, v := range values {
		known[v.Name] = v.Text
	}
	return fill(text, known)
}

// A Span is a piece of a text, in bytes.
type Span struct{ Start, End int }

// FillMarked is Fill that tells where in the text the values stand.
func FillMarked(text string, values []Value) (filled string, told []Span) {
	known := make(map[string]string, len(values))
	for _, v := range values {
		known[v.Name] = v.Text
	}
	var b strings.Builder
	last := 0
	for _, at := range named.FindAllStringIndex(text, -1) {
		b.WriteString(text[last:at[0]])
		start := b.Len()
		b.WriteString(fill(text[at[0]:at[1]], known))
		told = append(told, Span{start, b.Len()})
		last = at[1]
	}
	b.WriteString(text[last:])
	return b.String(), told
}

func fill(text string, known map[string]string) string {
	return named.ReplaceAllStringFunc(text, func(m string) string {
		name := nameIn(m)
		if value := known[name]; value != "" {
			return value
		}
		return unfilled + name + "】"
	})
}

func nameIn(placeholder string) string {
	return strings.TrimSpace(named.FindStringSubmatch(placeholder)[1])
}

// Names lists the names that the chapters of a year's report may hold.
func Names(year int) (names []string) {
	f := Facts{Year: year}
	for _, v := range f.Values(report.New(Form(year))) {
		names = append(names, v.Name)
	}
	return names
}

// CheckNames refuses names that nothing gives a value, and braces left open. It
// tells the names that are nearest.
func (s WriteChapter) CheckNames(year int) error {
	rest := named.ReplaceAllString(s.Text, "")
	if halfWritten.MatchString(rest) {
		return problem.Invalid("有一处“{{”没有写完").Try("请写成%s的样子，名称和两边的括号写在同一行", Placeholder(theYear)).At("text")
	}
	var names []string
	for _, m := range named.FindAllString(s.Text, -1) {
		if names == nil {
			names = Names(year)
		}
		name := nameIn(m)
		switch {
		case name == "":
			return problem.Invalid("有一处“{{}}”里没有写名称").Try("请写上名称，例如%s", Placeholder(theYear)).At("text")
		case !slices.Contains(names, name):
			e := problem.Invalid("没有叫“%s”的数字", shorten(name)).At("text")
			if near := nearest(name, names); len(near) > 0 {
				return e.Try("相近的有%s", strings.Join(near, "、"))
			}
			return e.Try("可以写的名称见本页“可以引用的数字”")
		}
	}
	return nil
}

// nearest returns up to three names most like one that does not exist, as they
// are written in a chapter.
func nearest(name string, names []string) (near []string) {
	type scored struct {
		name  string
		score int // of a thousand
	}
	var all []scored
	typed := []rune(name)
	typed = typed[:min(len(typed), 30)]
	for _, n := range names {
		other := []rune(n)
		if score := 2000 * common(typed, other) / max(1, len(typed)+len(other)); score >= 500 {
			all = append(all, scored{n, score})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	for _, s := range all[:min(3, len(all))] {
		near = append(near, Placeholder(s.name))
	}
	return near
}

// common is the length of the longest sequence that both hold in order.
func common(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
