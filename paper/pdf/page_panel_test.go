package pdf

import (
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// drawTable draws three columns and four rows, each cell by the function given,
// and says in every cell which it is.
func drawTable(f *fpdf.Fpdf, cell func(x, y, w, h float64)) {
	const left, top, width, height = 50, 60, 90, 24
	for row := range 4 {
		for column := range 3 {
			x, y := left+float64(column)*width, top+float64(row)*height
			cell(x, y, width, height)
			f.Text(x+6, y+16, string(rune('a'+row))+string(rune('1'+column)))
		}
	}
}

func TestReadTablesWithoutInk(t *testing.T) {
	t.Parallel()
	dots := func(f *fpdf.Fpdf, x0, y0, x1, y1, size, step float64) {
		for x, y := x0, y0; x <= x1 && y <= y1; {
			f.Rect(x, y, size, size, "F")
			if x1 > x0 {
				x += step
			} else {
				y += step
			}
		}
	}
	tests := map[string]func(f *fpdf.Fpdf) func(x, y, w, h float64){
		"dotted": func(f *fpdf.Fpdf) func(x, y, w, h float64) {
			return func(x, y, w, h float64) {
				dots(f, x, y, x+w, y, 0.75, 1.5)
				dots(f, x, y+h, x+w, y+h, 0.75, 1.5)
				dots(f, x, y, x, y+h, 0.75, 1.5)
				dots(f, x+w, y, x+w, y+h, 0.75, 1.5)
			}
		},
		"dashed": func(f *fpdf.Fpdf) func(x, y, w, h float64) {
			return func(x, y, w, h float64) {
				for at := 0.0; at < w-4; at += 7 {
					f.Line(x+at, y, x+at+4, y)
					f.Line(x+at, y+h, x+at+4, y+h)
				}
				for at := 0.0; at < h-3; at += 4 {
					f.Line(x, y+at, x, y+at+3)
					f.Line(x+w, y+at, x+w, y+at+3)
				}
			}
		},
		"shaded cells": func(f *fpdf.Fpdf) func(x, y, w, h float64) {
			f.SetFillColor(230, 230, 230)
			return func(x, y, w, h float64) { f.Rect(x+0.8, y+0.8, w-1.6, h-1.6, "F") }
		},
		"white lines on a shade": func(f *fpdf.Fpdf) func(x, y, w, h float64) {
			f.SetFillColor(200, 210, 230)
			f.Rect(50, 60, 270, 96, "F")
			f.SetFillColor(255, 255, 255)
			return func(x, y, w, h float64) {
				f.Rect(x-0.7, y, 1.4, h, "F")
				f.Rect(x, y-0.7, w, 1.4, "F")
			}
		},
	}
	for name, draw := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newPDF()
			drawTable(f, draw(f))
			tables := mustRead(t, bytesOf(t, f)).Tables()
			if len(tables) != 1 || len(tables[0].Rows) != 4 {
				t.Fatalf("read %d tables, want one of four rows", len(tables))
			}
			for i, row := range tables[0].Rows {
				if len(row.Cells) != 3 || row.Cells[2].Text != string(rune('a'+i))+"3" {
					t.Errorf("row %d = %+v, want three cells", i, row.Cells)
				}
			}
		})
	}
}

// TestReadShadesThatAreNoTable asks that stripes and a shaded heading part nothing,
// and that a shade inside a cell with lines does not.
func TestReadShadesThatAreNoTable(t *testing.T) {
	t.Parallel()
	stripes := newPDF()
	stripes.SetFillColor(230, 230, 230)
	for row := range 8 {
		if row%2 == 0 {
			for column := range 3 {
				stripes.Rect(50+90*float64(column), 60+24*float64(row), 89, 24, "F")
			}
		}
		stripes.Text(56, 76+24*float64(row), "a b c")
	}
	if n := len(mustRead(t, bytesOf(t, stripes)).Tables()); n != 0 {
		t.Errorf("stripes make %d tables", n)
	}

	ruled := newPDF()
	ruled.SetFillColor(255, 240, 180)
	drawTable(ruled, func(x, y, w, h float64) {
		ruled.Rect(x+5, y+6, 20, 12, "F") // a marked word
		ruled.Rect(x, y, w, h, "D")
	})
	tables := mustRead(t, bytesOf(t, ruled)).Tables()
	if len(tables) != 1 || len(tables[0].Rows) != 4 || len(tables[0].Rows[0].Cells) != 3 {
		t.Errorf("marked words part cells: %v", tables)
	}
}
