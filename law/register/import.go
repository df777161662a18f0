package register

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/paper"
)

// MaxImport is how many entries one file may hold.
const MaxImport = 100_000

// maxBad is how many faults of a file are told; more help nobody.
const maxBad = 5_000

// A Batch is what a file holds for a register, read and checked line by line.
type Batch struct {
	// Bad are the faults of its lines, at most 5,000 of them; BadLines is how
	// many lines have any.
	Bad      []BadLine
	BadLines int
	// Ignored are columns that are none of the register's, Absent the labels of
	// fields without a column: in entries there are they stay as they are.
	Ignored, Absent []string
	Skipped         []Skipped // lines that are no entries: totals, notes, examples
	Notices         []string  // what the reader of the file told
	// Keeper is the organ that is to have the entries, for [Batch.Against].
	Keeper Keeper

	description *Description
	today       calendar.Date
	sheets      []*importSheet
	records     []record
	lines       map[string]int // the record that has a number, by it
	readings    map[reading]string
	lastBad     [2]int // sheet and line of the last fault
	badRows     []badRow
}

// A BadLine is one fault in a line of a file. A line may have several.
type BadLine struct {
	Sheet string // "" where the file has no sheets
	Line  int    // as the spreadsheet program shows it
	Key   string // the field
	Label string
	Found string // what stands in the cell
	Says  string
	Try   string
}

// A Skipped is a line of a file that is no entry, and why.
type Skipped struct {
	Sheet string
	Line  int
	Text  string // how it begins
	Why   string
}

// A record is a line that is in order by itself.
type record struct {
	sheet  *importSheet
	line   int
	values []string // by field
}

// A badRow is a line with faults, for the file that is given back.
type badRow struct {
	sheet     *importSheet
	line      int // index in the sheet
	says, try []string
}

// Import reads the sheets of a file. What is wrong with single lines stands in
// the batch; the error is for a file that is not for this register as a whole.
func (d *Description) Import(sheets []*paper.Sheet, today calendar.Date) (*Batch, error) {
	b := &Batch{description: d, today: today, lines: map[string]int{}, readings: map[reading]string{}}
	for _, sheet := range sheets {
		if err := b.notices(sheet); err != nil {
			return nil, err
		}
	}
	if err := b.heads(sheets); err != nil {
		return nil, err
	}
	for _, s := range b.sheets {
		for i := s.first; i < len(s.Lines); i++ {
			b.line(s, i)
		}
	}
	switch n := len(b.records) + b.BadLines; {
	case n > MaxImport:
		return nil, problem.TooLarge("文件中的登记超过%d条，没有导入", MaxImport).Try("请按年份或月份拆成几个文件，分别导入").At("file")
	case n == 0:
		return nil, problem.Invalid("表头下面没有登记内容").Try("请确认选对了文件和工作表").At("file")
	}
	return b, nil
}

// notices refuses a sheet of which a part could not be read: half a file must
// not pass for the whole.
func (b *Batch) notices(sheet *paper.Sheet) error {
	for _, n := range sheet.Notices {
		if n.Kind == paper.TooLarge || n.Kind == paper.Damaged {
			return problem.Invalid("%s", n.Says).Try("请处理后重新选择文件；没有导入任何内容").At("file")
		}
		b.Notices = append(b.Notices, n.Says)
	}
	return nil
}

// line reads one line below the head.
func (b *Batch) line(s *importSheet, i int) {
	line := &s.Lines[i]
	if why := s.whyNoEntry(line, i == s.first); why != "" {
		if why != whyBlank {
			b.Skipped = append(b.Skipped, Skipped{s.Name, line.Number, shorten(s.beginning(line)), why})
		}
		return
	}
	if len(b.records)+b.BadLines > MaxImport { // refused as a whole
		return
	}
	if line.Hangs {
		b.bad(s, i, "", problem.Invalid("这一行有从上面合并下来的单元格").Try("请取消合并单元格，每一行都填写完整"))
		return
	}
	d := b.description
	values, isBad := make([]string, len(d.Fields)), false
	isTotal := false
	if k := d.index(extentKey); k >= 0 {
		isTotal = d.Fields[k].isTotal(line.Cell(s.columns[k]))
	}
	for k := range d.Fields {
		f := &d.Fields[k]
		text, p := b.read(k, line.Cell(s.columns[k]), s.units[k])
		if s.implied[k] != "" {
			text = s.implied[k]
		}
		if p == nil {
			p = f.fault(text, isTotal, b.today)
		}
		if p != nil && s.columns[k] >= 0 {
			b.bad(s, i, f.Key, p)
			isBad = true
		}
		values[k] = text
	}
	if isBad {
		return
	}
	b.record(record{s, i, values})
}

// mostRead is how many readings a batch remembers.
const mostRead = 50_000

// read reads a cell. Dates and options repeat from line to line, so what they
// were read as is remembered.
func (b *Batch) read(k int, text string, unit int) (string, *problem.Error) {
	f := &b.description.Fields[k]
	if f.Kind == Text || f.Kind == LongText || f.Kind == Money || f.Kind == Number || len(text) > maxText {
		return f.readIn(text, unit)
	}
	at := reading{k, text}
	if was, ok := b.readings[at]; ok {
		return was, nil
	}
	was, p := f.readIn(text, unit)
	if p == nil && len(b.readings) < mostRead {
		b.readings[at] = was
	}
	return was, p
}

// A reading is what was read: the text of a field.
type reading struct {
	field int
	text  string
}

// record keeps a line that is in order by itself, unless its number stands in
// the file before.
func (b *Batch) record(r record) {
	d := b.description
	if !r.sheet.isPartial() && b.isAtFault(r, b.values(r.values)) {
		return
	}
	number := d.identityOf(r.values)
	if k, ok := b.lines[number]; ok {
		b.bad(r.sheet, r.line, d.Number, b.twice(b.records[k], r))
		return
	}
	b.lines[number] = len(b.records)
	b.records = append(b.records, r)
}

// isAtFault notes what is wrong with the fields of a line together.
func (b *Batch) isAtFault(r record, v Values) bool {
	faults := b.description.Faults(v, b.today)
	for _, p := range faults {
		b.bad(r.sheet, r.line, p.Field, p)
	}
	return len(faults) > 0
}

func (b *Batch) twice(first, second record) *problem.Error {
	where := fmt.Sprintf("第%d行", first.sheet.Lines[first.line].Number)
	if first.sheet != second.sheet {
		where = "工作表“" + first.sheet.Name + "”" + where
	}
	label := b.description.Field(b.description.Number).Label
	if slices.Equal(first.values, second.values) {
		return problem.Invalid("与%s完全相同", where).Try("请删去重复的一行")
	}
	return problem.Invalid("%s与%s相同，其他内容不同", label, where).Try("请核对原件，改正其中一个文号，或删去多余的一行")
}

// bad notes a fault of a line.
func (b *Batch) bad(s *importSheet, i int, key string, p *problem.Error) {
	line := &s.Lines[i]
	fault := BadLine{Sheet: s.Name, Line: line.Number, Key: key, Says: p.Says, Try: p.Advice}
	if f := b.description.Field(key); f != nil {
		fault.Label = f.Label
		fault.Found = shorten(line.Cell(s.columns[b.description.index(key)]))
	}
	if at := [2]int{slices.Index(b.sheets, s), i}; b.BadLines == 0 || at != b.lastBad {
		b.lastBad = at
		b.BadLines++
		b.badRows = append(b.badRows, badRow{sheet: s, line: i})
	}
	row := &b.badRows[len(b.badRows)-1]
	row.says = append(row.says, p.Says)
	row.try = append(row.try, p.Advice)
	if len(b.Bad) < maxBad {
		b.Bad = append(b.Bad, fault)
	}
}

// index is the place of a field in the description, -1 where there is none.
func (d *Description) index(key string) int {
	return slices.IndexFunc(d.Fields, func(f Field) bool { return f.Key == key })
}

// values makes values of the texts of the fields.
func (b *Batch) values(texts []string) Values {
	v := make(Values, len(texts))
	for k, text := range texts {
		if text != "" {
			v[b.description.Fields[k].Key] = text
		}
	}
	return v
}

// BadRows returns the lines with faults as they stand in the file, with what is
// wrong and how to put it right behind them, to be given back as a file.
func (b *Batch) BadRows() func(yield func([]paper.Cell) bool) {
	return func(yield func([]paper.Cell) bool) {
		var of *importSheet
		for _, row := range b.badRows {
			if row.sheet != of {
				of = row.sheet
				if !yield(cellsOf(of.head, of.width, "行", "问题", "怎样改")) {
					return
				}
			}
			line := &of.Lines[row.line]
			if !yield(cellsOf(line.Cells, of.width, fmt.Sprint(line.Number), strings.Join(row.says, "；"), strings.Join(row.try, "；"))) {
				return
			}
		}
	}
}

// cellsOf makes a row of texts, the last ones behind a width.
func cellsOf(texts []string, width int, last ...string) []paper.Cell {
	cells := make([]paper.Cell, width, width+len(last))
	for c := range min(width, len(texts)) {
		cells[c].Text = texts[c]
	}
	for _, text := range last {
		cells = append(cells, paper.Cell{Text: text})
	}
	return cells
}
