package register

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/paper"
)

// headWithin is how far down the head of a table is looked for: titles, the
// office and the period stand above it.
const headWithin = 60

// The columns of an exported file that are no fields.
const (
	stateLabel  = "登记状态"
	serialLabel = "序号"
)

// An importSheet is a sheet with its columns recognised.
type importSheet struct {
	*paper.Sheet
	head    []string // the labels as they stand
	first   int      // index of the first line below the head
	width   int      // columns of the widest line
	columns []int    // by field, -1 where the sheet has none
	units   []int    // by field, the power of ten of 元 that its head names
	implied []string // by field, what the head says of one without a column
	state   int      // the column of the state, -1 for none
	number  int      // the column of the number
	matched int      // how many fields have a column
}

// heads finds the head of each sheet. Sheets without one are told and left out,
// unless all are.
func (b *Batch) heads(sheets []*paper.Sheet) error {
	var best *importSheet
	labels := b.description.headLabels()
	for _, sheet := range sheets {
		s := b.description.head(sheet, labels)
		if s == nil || len(b.description.lacking(s)) > 0 {
			if s != nil && (best == nil || s.matched > best.matched) {
				best = s
			}
			if len(sheet.Lines) > 0 {
				b.Skipped = append(b.Skipped, Skipped{Sheet: sheet.Name, Line: sheet.Lines[0].Number, Why: "这张工作表没有本登记簿的表头，整张没有读取"})
			}
			continue
		}
		b.sheets = append(b.sheets, s)
	}
	if len(b.sheets) == 0 {
		return b.description.noHead(best)
	}
	b.tellColumns()
	return nil
}

// noHead says which columns are missing.
func (d *Description) noHead(best *importSheet) error {
	if best == nil {
		return problem.Invalid("没有找到%s的表头", d.Title()).
			Try("表头至少要有这些列：%s。可以下载导入模板照着填写", strings.Join(d.requiredLabels(), "、")).At("file")
	}
	return problem.Invalid("第%d行的表头缺少这些列：%s", best.Lines[best.first-1].Number, strings.Join(d.lacking(best), "、")).
		Try("请补上这些列，或把列名改成导入模板里的名称").At("file")
}

func (d *Description) requiredLabels() []string {
	var labels []string
	for i := range d.Fields {
		if d.Fields[i].Required {
			labels = append(labels, d.Fields[i].Label)
		}
	}
	return labels
}

// isPartial says whether some field has no column, so that a line can only be
// judged together with the entry it belongs to.
func (s *importSheet) isPartial() bool { return slices.Contains(s.columns, -1) }

// lacking lists the required fields that the sheet has no column for.
func (d *Description) lacking(s *importSheet) []string {
	var labels []string
	for k := range d.Fields {
		if d.Fields[k].Required && s.columns[k] < 0 && s.implied[k] == "" {
			labels = append(labels, d.Fields[k].Label)
		}
	}
	return labels
}

// tellColumns lists the columns that are not read and the fields that have none.
func (b *Batch) tellColumns() {
	for _, s := range b.sheets {
		for c, label := range s.head {
			own := []string{"", serialLabel, stateLabel, "行", "问题", "怎样改"}
			if label = tidyLine(label); !slices.Contains(s.columns, c) && !slices.Contains(own, label) && !slices.Contains(b.Ignored, label) {
				b.Ignored = append(b.Ignored, label)
			}
		}
		for k, c := range s.columns {
			label := b.description.Fields[k].Label
			if implied := s.implied[k]; implied != "" {
				b.Notices = append(b.Notices, "文件没有“"+label+"”这一列，从列名认出都是"+b.description.Fields[k].Option(implied).Label+"。")
				continue
			}
			if c < 0 && !slices.Contains(b.Absent, label) {
				b.Absent = append(b.Absent, label)
			}
		}
	}
}

// head finds the line whose cells are the labels of most fields; a head of two
// lines, where one label stands above several, is read as one. It is nil where
// no line names the number and one field more.
func (d *Description) head(sheet *paper.Sheet, labels map[string]heading) *importSheet {
	var best *importSheet
	better := func(s *importSheet) bool {
		return s.number >= 0 && s.matched >= 2 && (best == nil || s.matched > best.matched)
	}
	for i := range min(len(sheet.Lines), headWithin) {
		cells := sheet.Lines[i].Cells
		if s := d.columnsOf(sheet, labels, cells, i+1); better(s) {
			best = s
		}
		if i+1 < len(sheet.Lines) {
			if s := d.columnsOf(sheet, labels, over(cells, sheet.Lines[i+1].Cells), i+2); better(s) {
				best = s
			}
		}
	}
	if best == nil {
		return nil
	}
	for i := range sheet.Lines {
		best.width = max(best.width, len(sheet.Lines[i].Cells))
	}
	return best
}

// over lays the lower line of a head over the upper.
func over(upper, lower []string) []string {
	cells := slices.Clone(upper)
	for c, text := range lower {
		switch {
		case c >= len(cells):
			cells = append(cells, text)
		case strings.TrimSpace(text) != "":
			cells[c] = text
		}
	}
	return cells
}

// columnsOf matches the cells of a line with the fields: by their own labels
// first, then by others.
func (d *Description) columnsOf(sheet *paper.Sheet, labels map[string]heading, cells []string, first int) *importSheet {
	s := &importSheet{Sheet: sheet, head: cells, first: first, state: -1, number: -1,
		columns: make([]int, len(d.Fields)), units: make([]int, len(d.Fields)), implied: make([]string, len(d.Fields))}
	for k := range s.columns {
		s.columns[k] = -1
	}
	isOwn := make([]bool, len(d.Fields))
	for c, cell := range cells {
		label, unit := headLabel(cell)
		if label == stateLabel {
			s.state = c
		}
		h, ok := labels[label]
		if !ok || s.columns[h.field] >= 0 && (isOwn[h.field] || !h.isOwn) {
			continue
		}
		if s.columns[h.field] < 0 {
			s.matched++
		}
		s.columns[h.field], s.units[h.field], isOwn[h.field] = c, unit, h.isOwn
	}
	for k := range d.Fields {
		if f := &d.Fields[k]; f.Implied != nil && s.columns[k] < 0 {
			s.implied[k] = f.Implied(cells)
		}
	}
	s.number = s.columns[d.index(d.Number)]
	return s
}

// headLabel cuts a unit in brackets off a label: 罚款金额（万元） is 罚款金额 in
// 10^4 元.
func headLabel(cell string) (label string, unit int) {
	label = plainLabel(cell)
	open := strings.LastIndexByte(label, '(')
	if open <= 0 || !strings.HasSuffix(label, ")") {
		return label, 0
	}
	note := strings.TrimPrefix(label[open+1:len(label)-1], "单位")
	for _, u := range moneyUnits {
		if note == u.name && u.name != "分" {
			return label[:open], u.power
		}
	}
	return label, 0
}

// A heading is what a label at the head of a column means.
type heading struct {
	field int
	isOwn bool // the field's own label, not another met for it
}

// headLabels are all labels of the register, plain.
func (d *Description) headLabels() map[string]heading {
	labels := map[string]heading{}
	for k := range d.Fields {
		for _, also := range d.Fields[k].Also {
			labels[plainLabel(also)] = heading{k, false}
		}
	}
	for k := range d.Fields {
		labels[plainLabel(d.Fields[k].Label)] = heading{k, true}
	}
	return labels
}

// readIn reads a cell of a column whose head may name the unit.
func (f *Field) readIn(text string, unit int) (string, *problem.Error) {
	if f.Kind != Money || unit == 0 {
		return f.read(text)
	}
	if text = tidyLine(text); text == "" || !f.Required && isPlaceholder(text) {
		return "", nil
	}
	return f.readMoney(text, unit)
}

const whyBlank = "空行"

// whyNoEntry says why a line is no entry, "" for one that is.
func (s *importSheet) whyNoEntry(line *paper.Line, isFirst bool) string {
	if s.isBlank(line) {
		return whyBlank
	}
	number := tidyLine(line.Cell(s.number))
	beginning := plainLabel(s.beginning(line))
	switch {
	case slices.Equal(line.Cells, s.head):
		return "重复的表头"
	case isFirst && s.isNumbering(line):
		return "列的编号"
	case strings.HasPrefix(number, exampleMark):
		return "模板里的示例"
	case s.state >= 0 && tidyLine(line.Cell(s.state)) == Withdrawn.Label():
		return "文件中标明已经作废"
	case number != "" && plainLabel(number) != beginning:
		return ""
	case isTotal(beginning):
		return "合计"
	case isNote(s.beginning(line)):
		return "表下的说明"
	}
	return ""
}

// isBlank says whether no cell of the line below the head is filled.
func (s *importSheet) isBlank(line *paper.Line) bool { return s.beginning(line) == "" }

// beginning is the text of the first filled cell.
func (s *importSheet) beginning(line *paper.Line) string {
	for _, cell := range line.Cells {
		if text := tidyLine(cell); text != "" {
			return text
		}
	}
	return ""
}

// isNumbering says whether the line numbers the columns: 1, 2, 3 …
func (s *importSheet) isNumbering(line *paper.Line) bool {
	n := 0
	for _, cell := range line.Cells {
		text := strings.Trim(narrow(tidyLine(cell)), "()")
		if text == "" {
			continue
		}
		k, err := strconv.Atoi(text)
		if err != nil || n > 0 && k != n+1 || n == 0 && k > 1 {
			return false
		}
		n = k
	}
	return n >= 3
}

func isTotal(beginning string) bool {
	for _, word := range [...]string{"合计", "总计", "小计", "共计", "累计", "本页小计", "本页合计"} {
		if beginning == word {
			return true
		}
	}
	return false
}

// noteWords begin the lines below a table.
var noteWords = []string{"注", "备注", "说明", "填表说明", "填表人", "填报人", "制表人", "审核人", "复核人", "填表日期", "填表时间", "制表时间", "填报单位", "单位负责人", "负责人", "联系人", "联系电话", "联系方式"}

func isNote(beginning string) bool {
	word, _, ok := strings.Cut(narrow(beginning), ":")
	return ok && slices.Contains(noteWords, strings.ReplaceAll(strings.Trim(word, "*※ 0123456789"), " ", ""))
}
