package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/paper"
	"gongkai/paper/xlsx"
)

func write(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, d); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte) *paper.Document {
	t.Helper()
	d, err := xlsx.Read(data)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return d
}

// outline shows a document line by line: text as it is, tables as rows of cells
// with their spans.
func outline(d *paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Table == nil {
			fmt.Fprintf(&b, "%s%q\n", strings.Repeat("#", block.Level), block.Text)
			continue
		}
		for _, row := range block.Table.Rows {
			b.WriteString("|")
			for i := range row.Cells {
				b.WriteString(cellOutline(&row.Cells[i]) + "|")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func cellOutline(c *paper.Cell) string {
	s := c.Text
	if c.Value == paper.NotApplicableValue {
		s = "/"
	}
	if c.ColSpan > 1 {
		s += fmt.Sprintf("<%d", c.ColSpan)
	}
	if c.RowSpan > 1 {
		s += fmt.Sprintf("^%d", c.RowSpan)
	}
	if c.HasPicture {
		s += "*"
	}
	return s
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	d := report()
	data := write(t, d)
	if dir := os.Getenv("XLSX_OUT"); dir != "" {
		os.WriteFile(dir+"/report.xlsx", data, 0o644)
	}
	got := read(t, data)
	if got, want := outline(got), outline(d); got != want {
		t.Errorf("Read(Write(d)) =\n%s\nwant\n%s", got, want)
	}
	if got.Title != d.Title || got.Author != d.Author || len(got.Notices) != 0 {
		t.Errorf("Read(Write(d)) = title %q, author %q, notices %v", got.Title, got.Author, got.Notices)
	}
}

// TestRoundTripBlank leaves every figure blank, as small towns do: numbered
// labels without figures must not be taken for headings.
func TestRoundTripBlank(t *testing.T) {
	t.Parallel()
	d := report()
	for _, table := range d.Tables() {
		for _, row := range table.Rows {
			for i := range row.Cells {
				if row.Cells[i].Value != paper.PlainText {
					row.Cells[i].Value, row.Cells[i].Text, row.Cells[i].Number = paper.BlankValue, "", ""
				}
			}
		}
	}
	if got, want := outline(read(t, write(t, d))), outline(d); got != want {
		t.Errorf("Read(Write(d)) =\n%s\nwant\n%s", got, want)
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(write(t, report()), write(t, report())) {
		t.Error("two writings of one document differ")
	}
}

// TestWriteForOthers opens our workbook with another program's reader.
func TestWriteForOthers(t *testing.T) {
	t.Parallel()
	f, err := excelize.OpenReader(bytes.NewReader(write(t, report())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := fmt.Sprint(f.GetSheetList()), "[正文 主动公开 依申请公开 复议诉讼]"; got != want {
		t.Errorf("sheets = %s, want %s", got, want)
	}
	tests := []struct {
		sheet, cell, raw, shown string
		kind                    excelize.CellType
	}{
		{"主动公开", "B7", "11398889", "11,398,889", excelize.CellTypeUnset},
		{"主动公开", "B14", "4068.208", "4,068.208", excelize.CellTypeUnset},
		{"主动公开", "B11", " ", "未填 ", excelize.CellTypeInlineString},
		{"依申请公开", "H9", "-3", "-3", excelize.CellTypeUnset},
		{"依申请公开", "G9", "/", "/", excelize.CellTypeInlineString},
		{"依申请公开", "A6", "三、本年度办理结果", "三、本年度办理结果", excelize.CellTypeInlineString},
	}
	for _, tt := range tests {
		raw, _ := f.GetCellValue(tt.sheet, tt.cell, excelize.Options{RawCellValue: true})
		shown, _ := f.GetCellValue(tt.sheet, tt.cell)
		kind, _ := f.GetCellType(tt.sheet, tt.cell)
		if raw != tt.raw || shown != tt.shown || kind != tt.kind {
			t.Errorf("%s!%s = %q shown %q type %v, want %q shown %q type %v", tt.sheet, tt.cell, raw, shown, kind, tt.raw, tt.shown, tt.kind)
		}
	}
	names := f.GetDefinedName()
	if len(names) != 2 || names[0].RefersTo != "'依申请公开'!$1:$3" {
		t.Errorf("defined names = %v, want the header rows of two sheets", names)
	}
	if p, err := f.GetDocProps(); err != nil || p.Title != report().Title || p.Creator != report().Author {
		t.Errorf("properties = %+v, %v", p, err)
	}
}

func TestWriteNeverWritesFormulas(t *testing.T) {
	t.Parallel()
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0"}
	d := &paper.Document{}
	for _, s := range texts {
		d.Add(s)
		d.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: s}, {Text: s}}}}})
	}
	data := write(t, d)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		for _, cell := range []string{"A1", "B1"} {
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s!%s holds the formula %q", sheet, cell, formula)
			}
		}
	}
	if got, want := outline(read(t, data)), outline(d); got != want {
		t.Errorf("Read(Write(d)) =\n%s\nwant\n%s", got, want)
	}
	if styles := unzip(t, data)["xl/styles.xml"]; !strings.Contains(styles, `quotePrefix="1"`) {
		t.Error("styles have no quotePrefix")
	}
}

func TestWriteNumbers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		number, cell string
	}{
		{"0", `<v>0</v>`},
		{"-3", `<v>-3</v>`},
		{"0.092", `<v>0.092</v>`},
		{"123456789012345", `<v>123456789012345</v>`},
		{"1234567890123456", `>1234567890123456</t>`},
		{"0.1234567890123456", `>0.1234567890123456</t>`},
		{"007", `>007</t>`},
		{"1e5", `>1e5</t>`},
		{"-0", `>-0</t>`},
		{"1.", `>1.</t>`},
		{"", `>文</t>`},
	}
	for _, tt := range tests {
		d := &paper.Document{}
		d.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "文", Value: paper.NumberValue, Number: tt.number}}}}})
		if sheet := unzip(t, write(t, d))["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, tt.cell) {
			t.Errorf("sheet with number %q = %s, want %s in it", tt.number, sheet, tt.cell)
		}
	}
}

func TestWriteSheetNames(t *testing.T) {
	t.Parallel()
	d := &paper.Document{}
	long := strings.Repeat("很长的表名", 8)
	for _, name := range []string{"a/b:c", "'A/BC'", "", "History", long, long, "𠀀" + long, "正文"} {
		d.AddTable(&paper.Table{Sheet: name, Rows: []paper.Row{row("x", "y")}})
	}
	d.Add("文字")
	f, err := excelize.OpenReader(bytes.NewReader(write(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := "[正文 abc ABC（2） 表3 History（2） " + long[:31*3-9] + "很" + " "
	got := fmt.Sprint(f.GetSheetList())
	for _, name := range f.GetSheetList() {
		if n := len([]rune(name)); n > 31 {
			t.Errorf("sheet name %q has %d characters", name, n)
		}
	}
	if !strings.HasPrefix(got, want[:30]) || !strings.HasSuffix(got, "正文（2）]") {
		t.Errorf("sheets = %s", got)
	}
}

func TestWriteLongText(t *testing.T) {
	t.Parallel()
	d := &paper.Document{}
	d.Add(strings.Repeat("很长的一段。", 400))
	if got, want := outline(read(t, write(t, d))), outline(d); got != want {
		t.Errorf("a paragraph of 2,400 characters changed: %s", got)
	}
	d.Blocks[0].Text = strings.Repeat("很长的一段。", 10_000)
	got := read(t, write(t, d))
	all := ""
	for _, b := range got.Blocks {
		all += b.Text
	}
	if all != d.Blocks[0].Text {
		t.Errorf("a paragraph of 60,000 characters came back as %d characters in %d blocks", len([]rune(all)), len(got.Blocks))
	}
	table := &paper.Document{}
	table.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: strings.Repeat("长", 40_000)}}}}})
	if err := xlsx.Write(&bytes.Buffer{}, table); err == nil {
		t.Error("Write of a cell of 40,000 characters succeeded, want an error")
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	huge := &paper.Document{}
	huge.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "a", ColSpan: 1e9, RowSpan: 1e9}}}}})
	for name, d := range map[string]*paper.Document{"empty": {}, "span of 10⁹": huge} {
		if err := xlsx.Write(&bytes.Buffer{}, d); err == nil {
			t.Errorf("Write(%s) succeeded, want an error", name)
		}
	}
	if err := xlsx.Write(brokenWriter{}, report()); err == nil {
		t.Error("Write to a full disk succeeded, want an error")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteNestedAndLoose(t *testing.T) {
	t.Parallel()
	d := &paper.Document{}
	inner := &paper.Table{Rows: []paper.Row{row("c", "#4"), row("d", "")}}
	d.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "a", Tables: []*paper.Table{inner}}, {Tables: []*paper.Table{inner}}}}}})
	d.AddTable(&paper.Table{Loose: true, Rows: []paper.Row{{Cells: []paper.Cell{{Text: "e", ColSpan: 9}, {Text: "f"}}}}})
	got := outline(read(t, write(t, d)))
	if want := "##\"表1\"\n|a\nc 4\nd |c 4\nd |\n##\"表2\"\n|e|f|\n"; got != want {
		t.Errorf("Read(Write(d)) = %q, want %q", got, want)
	}
}
