package xlsx_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
	"gongkai/paper/xlsx"
)

func cells(texts ...string) []paper.Cell {
	row := make([]paper.Cell, len(texts))
	for i, text := range texts {
		row[i].Text = text
	}
	return row
}

// TestRows: what WriteRows writes, ReadSheets reads and Read too.
func TestRows(t *testing.T) {
	t.Parallel()
	rows := [][]paper.Cell{
		cells("文号", "当事人", "金额"),
		append(cells("一", "=1+1\n<甲>"), paper.Cell{Value: paper.NumberValue, Number: "1234.5"}),
		cells("", "", ""),
		cells("", "@乙", ""),
	}
	var b bytes.Buffer
	if err := xlsx.WriteRows(&b, xlsx.Sheet{Name: "登记簿", Title: "登记簿", HeaderRows: 1, Widths: []float64{20, 30}}, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	sheets, err := xlsx.ReadSheets(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Line{
		{Number: 1, Cells: []string{"文号", "当事人", "金额"}},
		{Number: 2, Cells: []string{"一", "=1+1\n<甲>", "1234.5"}},
		{Number: 4, Cells: []string{"", "@乙"}},
	}
	if len(sheets) != 1 || sheets[0].Name != "登记簿" || !reflect.DeepEqual(sheets[0].Lines, want) {
		t.Errorf("ReadSheets(WriteRows) = %+v, want lines %+v", sheets, want)
	}
	if d, err := xlsx.Read(b.Bytes()); err != nil || len(d.Tables()) != 1 {
		t.Errorf("Read(WriteRows) = %v, %v; want one table", d, err)
	}
	var again bytes.Buffer
	if err := xlsx.WriteRows(&again, xlsx.Sheet{Name: "登记簿", Title: "登记簿", HeaderRows: 1, Widths: []float64{20, 30}}, slices.Values(rows)); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same rows gave other bytes, error %v", err)
	}
}

// TestReadSheetsHangs: lines that a merged cell reaches into are marked.
func TestReadSheetsHangs(t *testing.T) {
	t.Parallel()
	d := &paper.Document{}
	d.AddTable(&paper.Table{Rows: []paper.Row{
		{Cells: []paper.Cell{{Text: "甲", RowSpan: 2}, {Text: "一"}}},
		{Cells: []paper.Cell{{Text: "二"}}},
		{Cells: []paper.Cell{{Text: "乙"}, {Text: "三"}}},
	}})
	var b bytes.Buffer
	if err := xlsx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	sheets, err := xlsx.ReadSheets(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Line{{Number: 1, Cells: []string{"甲", "一"}}, {Number: 2, Cells: []string{"", "二"}, Hangs: true}, {Number: 3, Cells: []string{"乙", "三"}}}
	if !reflect.DeepEqual(sheets[0].Lines, want) {
		t.Errorf("lines = %+v, want %+v", sheets[0].Lines, want)
	}
}

func TestReadSheetsDates(t *testing.T) {
	t.Parallel()
	tests := []struct{ format, stored, want string }{
		{"yyyy/m/d", "45356", "2024-03-05"},
		{`m"月"d"日"`, "45356", "2024-03-05"},
		{"d-mmm-yy", "45356", "2024-03-05"},
		{"yyyy-mm-dd hh:mm", "45356.5", "2024-03-05 12:00:00"},
		{`yyyy"年"m"月"`, "45356", "2024年3月"},
		{"General", "45356", "45356"},
	}
	for _, tt := range tests {
		t.Run(tt.format, func(t *testing.T) {
			t.Parallel()
			sheets, err := xlsx.ReadSheets(bookOf(t, tt.format, tt.stored))
			if err != nil {
				t.Fatal(err)
			}
			if got := sheets[0].Lines[0].Cell(1); got != tt.want {
				t.Errorf("%s in the format %q = %q, want %q", tt.stored, tt.format, got, tt.want)
			}
		})
	}
}

// bookOf packs a workbook whose cell B3 is a number in a format.
func bookOf(t *testing.T, format, stored string) []byte {
	t.Helper()
	return workbook(t, fmt.Sprintf(`<sheetData><row r="3"><c r="B3" s="0"><v>%s</v></c></row></sheetData>`, stored),
		"xl/styles.xml", fmt.Sprintf(`<styleSheet><numFmts><numFmt numFmtId="170" formatCode="%s"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`, strings.ReplaceAll(format, `"`, "&quot;")))
}

func FuzzReadSheets(f *testing.F) {
	f.Add(workbook(f, `<sheetData><row r="3"><c r="XFD3"><v>1</v></c><c r="B3"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1048576"/></mergeCells>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := xlsx.ReadSheets(data)
		if err != nil {
			return
		}
		for _, sheet := range sheets {
			last := 0
			for _, line := range sheet.Lines {
				if line.Number <= last || len(line.Cells) == 0 || line.Cells[len(line.Cells)-1] == "" {
					t.Fatalf("line %d after %d has cells %q", line.Number, last, line.Cells)
				}
				last = line.Number
			}
		}
	})
}
