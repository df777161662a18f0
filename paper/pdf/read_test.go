package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"gongkai/paper"
)

// newPDF returns a page of A4 in points with a font of Latin letters.
func newPDF() *fpdf.Fpdf {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetFont("Helvetica", "", 10)
	f.AddPage()
	return f
}

func bytesOf(t testing.TB, f *fpdf.Fpdf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawCell draws one cell with its border and text.
func drawCell(f *fpdf.Fpdf, x, y, w, h float64, text string) {
	f.SetXY(x, y)
	f.CellFormat(w, h, text, "1", 0, "C", false, 0, "")
}

func mustRead(t testing.TB, data []byte) *paper.Document {
	t.Helper()
	doc, err := Read(data)
	if err != nil {
		t.Fatalf("Read() = %v", err)
	}
	return doc
}

// sketch writes a table with one line a row: cells parted by |, spans as <
// (from the left) and ^ (from above).
func sketch(table *paper.Table) string {
	var b strings.Builder
	g := table.Grid()
	for r := range g.Rows {
		for c := range g.Columns {
			p := g.At(r, c)
			switch {
			case p == nil:
				b.WriteString("nil")
			case p.IsCorner(r, c):
				b.WriteString(p.Text)
			case p.Row == r:
				b.WriteString("<")
			default:
				b.WriteString("^")
			}
			if c < g.Columns-1 {
				b.WriteString("|")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wantSketch(t *testing.T, doc *paper.Document, want ...string) {
	t.Helper()
	tables := doc.Tables()
	if len(tables) != len(want) {
		t.Fatalf("%d tables, want %d: %+v", len(tables), len(want), doc.Blocks)
	}
	for i, table := range tables {
		if got := sketch(table); got != want[i] {
			t.Errorf("table %d =\n%swant\n%s", i, got, want[i])
		}
	}
}

func TestReadSpans(t *testing.T) {
	t.Parallel()
	f := newPDF()
	drawCell(f, 50, 50, 100, 40, "group")
	drawCell(f, 150, 50, 100, 20, "first")
	drawCell(f, 250, 50, 100, 20, "1")
	drawCell(f, 150, 70, 100, 20, "second")
	drawCell(f, 250, 70, 100, 20, "")
	drawCell(f, 50, 90, 200, 20, "two words")
	drawCell(f, 250, 90, 100, 20, "1 2")
	f.Text(50, 200, "A paragraph of the text below the table.")
	doc := mustRead(t, bytesOf(t, f))
	wantSketch(t, doc, "group|first|1\n^|second|\ntwo words|<|1 2\n")
	if last := doc.Blocks[len(doc.Blocks)-1]; last.Text != "A paragraph of the text below the table." || last.Page != 1 {
		t.Errorf("last block = %+v", last)
	}
}

func TestReadOverPages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		draw func(f *fpdf.Fpdf)
		want string
	}{
		{"续表", func(f *fpdf.Fpdf) {
			drawCell(f, 50, 780, 100, 20, "a")
			drawCell(f, 150, 780, 100, 20, "1")
			f.AddPage()
			drawCell(f, 50, 40, 100, 20, "c")
			drawCell(f, 150, 40, 100, 20, "3")
		}, "a|1\nc|3\n"},
		{"表头重复", func(f *fpdf.Fpdf) {
			for page := range 2 {
				y := 740.0
				if page == 1 {
					f.AddPage()
					y = 40
				}
				drawCell(f, 50, y, 100, 20, "name")
				drawCell(f, 150, y, 100, 20, "count")
				drawCell(f, 50, y+20, 100, 20, []string{"a", "b"}[page])
				drawCell(f, 150, y+20, 100, 20, "0")
			}
		}, "name|count\na|0\nb|0\n"},
		{"分组跨页", func(f *fpdf.Fpdf) {
			drawCell(f, 50, 740, 100, 40, "group")
			drawCell(f, 150, 740, 100, 20, "a")
			drawCell(f, 250, 740, 100, 20, "1")
			drawCell(f, 150, 760, 100, 20, "b")
			drawCell(f, 250, 760, 100, 20, "2")
			f.AddPage()
			drawCell(f, 50, 40, 100, 40, "")
			drawCell(f, 150, 40, 100, 20, "c")
			drawCell(f, 250, 40, 100, 20, "3")
			drawCell(f, 150, 60, 100, 20, "d")
			drawCell(f, 250, 60, 100, 20, "")
		}, "group|a|1\n^|b|2\n^|c|3\n^|d|\n"},
		{"分组名重复", func(f *fpdf.Fpdf) {
			drawCell(f, 50, 740, 100, 40, "3. group")
			drawCell(f, 150, 740, 100, 20, "a")
			drawCell(f, 250, 740, 100, 20, "1")
			drawCell(f, 150, 760, 100, 20, "b")
			drawCell(f, 250, 760, 100, 20, "2")
			f.AddPage()
			drawCell(f, 50, 40, 100, 40, "3. group")
			drawCell(f, 150, 40, 100, 20, "c")
			drawCell(f, 250, 40, 100, 20, "3")
			drawCell(f, 150, 60, 100, 20, "d")
			drawCell(f, 250, 60, 100, 20, "")
		}, "3. group|a|1\n^|b|2\n^|c|3\n^|d|\n"},
		{"行被分页切断", func(f *fpdf.Fpdf) {
			drawCell(f, 50, 760, 60, 20, "label goes")
			drawCell(f, 110, 760, 100, 20, "7")
			f.AddPage()
			drawCell(f, 50, 40, 60, 20, "on")
			drawCell(f, 110, 40, 100, 20, "")
			drawCell(f, 50, 60, 60, 20, "next")
			drawCell(f, 110, 60, 100, 20, "8")
		}, "label goes on|7\nnext|8\n"},
		{"空行不是续行", func(f *fpdf.Fpdf) {
			drawCell(f, 50, 760, 100, 20, "label")
			drawCell(f, 150, 760, 100, 20, "7")
			f.AddPage()
			drawCell(f, 50, 40, 100, 20, "blank")
			drawCell(f, 150, 40, 100, 20, "")
		}, "label|7\nblank|\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newPDF()
			test.draw(f)
			wantSketch(t, mustRead(t, bytesOf(t, f)), test.want)
		})
	}
}

func TestReadOtherColumnsStayApart(t *testing.T) {
	t.Parallel()
	f := newPDF()
	drawCell(f, 50, 760, 100, 20, "a")
	drawCell(f, 150, 760, 100, 20, "1")
	f.AddPage()
	drawCell(f, 50, 40, 90, 20, "b")
	drawCell(f, 140, 40, 80, 20, "2")
	wantSketch(t, mustRead(t, bytesOf(t, f)), "a|1\n", "b|2\n")
}

func TestReadNumberBrokenInCell(t *testing.T) {
	t.Parallel()
	f := newPDF()
	drawCell(f, 50, 50, 100, 40, "count")
	f.Rect(150, 50, 45, 40, "D")
	f.Text(155, 65, "1139888")
	f.Text(168, 80, "9")
	wantSketch(t, mustRead(t, bytesOf(t, f)), "count|11398889\n")
}

func TestReadLinesAsFilledBars(t *testing.T) {
	t.Parallel()
	f := newPDF()
	f.SetFillColor(0, 0, 0)
	for _, x := range []float64{50, 150, 250} {
		f.Rect(x, 50, 0.5, 40, "F")
	}
	for _, y := range []float64{50, 70, 90} {
		f.Rect(50, y, 200, 0.5, "F")
	}
	f.SetFillColor(255, 255, 255)
	f.Rect(100, 50, 0.5, 40, "F") // white on white is no line
	f.Text(60, 64, "a")
	f.Text(160, 64, "1")
	f.Text(60, 84, "b")
	wantSketch(t, mustRead(t, bytesOf(t, f)), "a|1\nb|\n")
}

func TestReadTurnedPage(t *testing.T) {
	t.Parallel()
	f := newPDF()
	f.TransformBegin()
	f.TransformRotate(90, 300, 300)
	drawCell(f, 250, 250, 100, 20, "left")
	drawCell(f, 350, 250, 100, 20, "right")
	f.TransformEnd()
	data := bytes.Replace(bytesOf(t, f), []byte("/Type /Page\n"), []byte("/Type /Page /Rotate 90\n"), 1)
	wantSketch(t, mustRead(t, data), "left|right\n")
}

func TestReadFurniture(t *testing.T) {
	t.Parallel()
	f := newPDF()
	for page := range 3 {
		if page > 0 {
			f.AddPage()
		}
		f.Text(200, 30, "Running header of all pages")
		f.Text(60, 400, []string{"first body", "second body", "third body"}[page])
		f.Text(290, 810, []string{"- 1 -", "- 2 -", "- 3 -"}[page])
	}
	var got []string
	for _, b := range mustRead(t, bytesOf(t, f)).Blocks {
		got = append(got, b.Text)
	}
	if want := "first body/second body/third body"; strings.Join(got, "/") != want {
		t.Errorf("blocks = %q, want %q", got, want)
	}
}

// picture puts a grey picture on the page.
func picture(t testing.TB, f *fpdf.Fpdf, x, y, w, h float64) {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 8, 8))
	m.Set(3, 3, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	options := fpdf.ImageOptions{ImageType: "PNG"}
	f.RegisterImageOptionsReader("grey", options, &b)
	f.ImageOptions("grey", x, y, w, h, false, options, 0, "")
}

func TestReadPictures(t *testing.T) {
	t.Parallel()
	f := newPDF()
	f.Text(50, 50, "Text above the picture of a table")
	picture(t, f, 50, 100, 500, 300)
	f.Text(50, 500, "Text below the picture of a table")
	f.AddPage()
	picture(t, f, 0, 0, 595, 842)
	doc := mustRead(t, bytesOf(t, f))
	var kinds []paper.NoticeKind
	for _, n := range doc.Notices {
		kinds = append(kinds, n.Kind)
	}
	if len(kinds) != 2 || kinds[0] != paper.ScannedPage || kinds[1] != paper.PictureTable {
		t.Errorf("notices = %+v", doc.Notices)
	}
	if len(doc.Blocks) != 3 || doc.Blocks[1].Kind != paper.Picture {
		t.Errorf("blocks = %+v", doc.Blocks)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	scan := newPDF()
	picture(t, scan, 0, 0, 595, 842)
	locked := newPDF()
	locked.SetProtection(fpdf.CnProtectPrint, "secret", "owner")
	locked.Text(50, 50, "locked")
	fine := newPDF()
	fine.Text(50, 50, "fine")
	tests := []struct {
		name string
		data []byte
		says string
	}{
		{"扫描件", bytesOf(t, scan), "扫描件"},
		{"有密码", bytesOf(t, locked), "密码"},
		{"不是PDF", []byte("<html></html>"), "不是PDF"},
		{"空文件", nil, "不是PDF"},
		{"已损坏", bytesOf(t, fine)[:60], "损坏"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(test.data)
			var e *paper.Error
			if !errors.As(err, &e) || !strings.Contains(e.Says, test.says) || e.Try == "" {
				t.Errorf("Read() = %v, want an error about %s", err, test.says)
			}
		})
	}
}

func TestReadProperties(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, title, want string }{
		{"真标题", "某县2024年政府信息公开工作年度报告", "某县2024年政府信息公开工作年度报告"},
		{"Word的文件名", "Microsoft Word - 年度报告.doc", "年度报告"},
		{"无意义", "Untitled", ""},
		{"未命名", "未命名文档", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newPDF()
			f.SetTitle(test.title, true)
			f.SetAuthor("某县人民政府", true)
			f.Text(50, 50, "text")
			doc := mustRead(t, bytesOf(t, f))
			if doc.Title != test.want {
				t.Errorf("title = %q, want %q", doc.Title, test.want)
			}
			if len(doc.Fields) != 1 || doc.Fields[0].Value != "某县人民政府" {
				t.Errorf("fields = %+v", doc.Fields)
			}
		})
	}
}

func TestReadAfterStop(t *testing.T) {
	t.Parallel()
	r := NewReader()
	defer r.Close()
	f := newPDF()
	for range 20_000 {
		f.Line(10, 10, 90, 90)
	}
	data := bytesOf(t, f) // more than passes between two pulses
	e, err := r.borrow()
	if err != nil {
		t.Fatal(err)
	}
	e.stop.Store(true)
	job := &reading{data: data, allowance: allowanceOf(len(data))}
	if err := job.readOn(e); !errors.Is(cmp.Or(err, e.err), errEngineStopped) {
		t.Errorf("a stopped engine says %v", err)
	}
	r.giveBack(e)
	if _, err := r.Read(data); err != nil {
		t.Errorf("Read after a stopped engine = %v", err)
	}
}

// TestReadTooSlow reads a page of a hundred thousand lines, which takes a second, in
// two milliseconds.
func TestReadTooSlow(t *testing.T) {
	t.Parallel()
	r := NewReader()
	defer r.Close()
	f := newPDF()
	for range 100_000 {
		f.Line(10, 10, 90, 90)
	}
	data := bytesOf(t, f)
	e, err := r.borrow()
	if err != nil {
		t.Fatal(err)
	}
	inTime := e.watch(2 * time.Millisecond)
	job := &reading{data: data, allowance: allowance{memory: engineMemory, marks: 1_000_000}}
	err = job.readOn(e)
	if stopped := cmp.Or(err, e.err); inTime() || !errors.Is(stopped, errEngineStopped) {
		t.Errorf("read %d pages in time: %v", len(job.pages), stopped)
	}
	if !e.isWorn() {
		t.Error("the stopped engine is used again")
	}
	r.giveBack(e)
}

func TestReaderIsConcurrent(t *testing.T) {
	t.Parallel()
	r := NewReader()
	f := newPDF()
	drawCell(f, 50, 50, 100, 20, "a")
	drawCell(f, 150, 50, 100, 20, "1")
	data := bytesOf(t, f)
	failed := make(chan error, 8)
	for range 8 {
		go func() {
			doc, err := r.Read(data)
			if err == nil && len(doc.Tables()) != 1 {
				err = errors.New("no table")
			}
			failed <- err
		}()
	}
	for range 8 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Errorf("Close() = %v", err)
	}
}

// TestExports asks that the module exports every function the package names: one
// that no test happens to reach would fail in front of a reader.
func TestExports(t *testing.T) {
	t.Parallel()
	exports := strings.Fields(string(readFile(t, "../../third_party/pdfium/exports.txt")))
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, source := range sources {
		for _, name := range regexp.MustCompile(`"FPDF\w+"`).FindAllString(string(readFile(t, source)), -1) {
			named++
			if !slices.Contains(exports, strings.Trim(name, `"`)) {
				t.Errorf("%s calls %s, which third_party/pdfium/exports.txt does not name", source, name)
			}
		}
	}
	if named < 33 {
		t.Errorf("found %d names, want at least 33", named)
	}
}
