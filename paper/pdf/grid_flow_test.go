package pdf

import (
	"slices"
	"strings"
	"testing"
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
	var got []string
	for _, row := range tables[0].Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		got = append(got, strings.Join(cells, "|"))
	}
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
