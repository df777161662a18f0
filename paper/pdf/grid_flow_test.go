package pdf

import (
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
)

// A centredRow is a row of a table without lines whose cells stand in the middle of
// its height: the lines of its label and its figures.
type centredRow struct {
	label   []string
	figures []string
}

var centredRows = []centredRow{
	{[]string{"item"}, []string{"aa", "bb", "cc", "dd", "ee"}},
	{[]string{"1.short"}, []string{"10", "2", "3", "4", "19"}},
	{[]string{"2.a label that", "goes over three", "lines"}, []string{"7", "", "5", "", "12"}},
	{[]string{"3.empty"}, []string{"", "", "", "", ""}},
	{[]string{"4.two lines", "of label"}, []string{"1", "0", "", "0", "1"}},
}

// printCentred prints the rows as a browser does, cell by cell, or by columns.
func printCentred(t *testing.T, rows []centredRow, byColumn bool) []byte {
	t.Helper()
	f := newPDF()
	const line, left, width = 14.0, 50.0, 40.0
	f.Text(left, 30, "A paragraph above the table.")
	f.Text(left, 44, "It has two lines that are one close above the other.")
	var later []func()
	y := 100.0
	for _, r := range rows {
		height := float64(len(r.label)) * line
		for i, part := range r.label {
			f.Text(left, y+line*float64(i)+10, part)
		}
		for i, figure := range r.figures {
			at := y + (height-line)/2 + 10
			put := func() { f.Text(left+130+width*float64(i), at, figure) }
			if byColumn {
				later = append(later, put)
			} else {
				put()
			}
		}
		y += height + 5
	}
	for _, put := range later {
		put()
	}
	return bytesOf(t, f)
}

func TestFlowedTables(t *testing.T) {
	t.Parallel()
	tables := mustRead(t, printCentred(t, centredRows, false)).Tables()
	if len(tables) != 1 || !tables[0].Loose {
		t.Fatalf("read %d tables, want one that is loose", len(tables))
	}
	got := rowsOf(tables[0])
	want := []string{
		"item|aa|bb|cc|dd|ee",
		"1.short|10|2|3|4|19",
		"2.a label that goes over three lines|7||5||12",
		"3.empty|||||",
		"4.two lines of label|1|0||0|1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFlowedTablesOfAnotherOrder asks that a file written column by column is left as
// text: its order does not tell rows.
func TestFlowedTablesOfAnotherOrder(t *testing.T) {
	t.Parallel()
	if n := len(mustRead(t, printCentred(t, centredRows, true)).Tables()); n != 0 {
		t.Errorf("read %d tables", n)
	}
}

// TestFlowedHeads reads a table whose head goes over two levels in an order that PDFium
// changes, with a word spelt with a blank, a column without figures, a figure broken in
// a narrow column and the heading of the next chapter close below.
func TestFlowedHeads(t *testing.T) {
	t.Parallel()
	f := newPDF()
	put := func(x, y float64, text string) { f.Text(x, y, text) }
	f.Text(50, 30, "A paragraph above the table.")
	f.Text(50, 44, "It has two lines that are one close above the other.")
	put(60, 107, "item") // the first row of the head, over two rows
	put(180, 107, "aa")
	put(262, 100, "group of them")
	put(420, 107, "ee")
	put(220, 114, "b") // the second
	put(229, 114, "b")
	put(260, 107, "cc")
	put(260, 121, "c2")
	put(300, 114, "dd")
	put(340, 114, "ff")
	for i, row := range [][]string{{"1.one", "10", "2", "", "4", "5", "19"}, {"2.two", "7", "", "", "3", "", "12"}, {"3.six", "1", "1", "", "", "2", "12345"}} {
		y := 140 + 24*float64(i)
		put(60, y, row[0])
		for k, x := range []float64{180, 224, 260, 300, 340, 420} {
			if text := row[k+1]; len(text) > 3 {
				put(x, y-7, text[:3])
				put(x, y+7, text[3:])
			} else if text != "" {
				put(x, y, text)
			}
		}
	}
	tables := mustRead(t, bytesOf(t, f)).Tables()
	if len(tables) != 1 {
		t.Fatalf("read %d tables, want one", len(tables))
	}
	want := []string{"aa|bb|cc c2|dd|ff|ee", "1.one|10|2||4|5|19", "2.two|7|||3||12", "3.six|1|1|||2|12345"}
	if got := rowsOf(tables[0]); len(got) < len(want) || !slices.Equal(got[len(got)-len(want):], want) {
		t.Errorf("rows\n%s\nwant at the end\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFlowedFigureWithRoom asks that two figures one below the other stay two where the
// upper one had room for more digits.
func TestFlowedFigureWithRoom(t *testing.T) {
	t.Parallel()
	f := newPDF()
	f.Text(50, 30, "A paragraph above the table.")
	f.Text(50, 44, "It has two lines that are one close above the other.")
	for i, row := range [][]string{{"1.one", "10", "1900"}, {"2.two", "7", "12"}, {"", "", "3"}, {"3.six", "7", "12"}} {
		y := 100 + 14*float64(i)
		for k, x := range []float64{60, 180, 240} {
			if row[k] != "" {
				f.Text(x, y, row[k])
			}
		}
	}
	for _, table := range mustRead(t, bytesOf(t, f)).Tables() {
		for _, row := range rowsOf(table) {
			if strings.Contains(row, "123") {
				t.Errorf("two figures became one: %s", row)
			}
		}
	}
}

// rowsOf are the texts of a table's rows, its cells parted by |.
func rowsOf(table *paper.Table) (rows []string) {
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}
