package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/paper"
)

func write(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

// inflate returns the file's streams unpacked.
func inflate(t *testing.T, file []byte) string {
	t.Helper()
	var all strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(file, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			t.Fatalf("stream: %v", err)
		}
		if _, err := io.Copy(&all, z); err != nil {
			t.Fatalf("stream: %v", err)
		}
	}
	return all.String()
}

// program runs a reader of PDFs that is not ours on the file.
func program(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		if arg == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("Error")) {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestWriteIsDeterministic(t *testing.T) {
	t.Parallel()
	if first, second := write(t, sampleReport()), write(t, sampleReport()); !bytes.Equal(first, second) {
		t.Error("two files of one document differ")
	}
}

func TestWriteIsSmall(t *testing.T) {
	t.Parallel()
	if got := len(write(t, sampleReport())); got > 150_000 {
		t.Errorf("the report has %d bytes, want at most 150,000", got)
	}
}

func TestWriteCatalog(t *testing.T) {
	t.Parallel()
	got := inflate(t, write(t, sampleReport()))
	for _, want := range []string{
		"/Lang(zh-CN)", "/Marked true", "/PageMode/UseOutlines", "/Count 6>>", "/Creator" + textString("Gongkai"),
		"/Title" + textString("一、总体情况"), "/Author" + textString("青溪县人民政府"), "(application)[",
		"/Keywords" + textString("政府信息公开,年度报告"), "/Subject" + textString("2024年度"),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the file has no %s", want)
		}
	}
	if strings.Contains(got, "CreationDate") {
		t.Error("the file carries a date")
	}
}

type fullDisk struct{}

var errFull = errors.New("disk is full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteReportsTheWriter(t *testing.T) {
	t.Parallel()
	if err := Write(fullDisk{}, &paper.Document{}); !errors.Is(err, errFull) {
		t.Errorf("Write = %v, want %v", err, errFull)
	}
}

func TestWrittenTextReadsBack(t *testing.T) {
	t.Parallel()
	d := sampleReport()
	got := squeeze(program(t, write(t, d), "pdftotext", "-raw", "FILE", "-"))
	for _, b := range d.Blocks {
		if b.Role == paper.Body && strings.Contains(b.Text, "赵𬭎") {
			continue // runs over a page, whose number stands between
		}
		if want := squeeze(b.Text); b.Table == nil && !strings.Contains(got, want) {
			t.Errorf("the text lacks %q", b.Text)
		}
	}
	for _, want := range []string{"旸", "堃", "喆", "䶮", "𬭎", "三、本年度办理结果", "（三）不予公开"} {
		if !strings.Contains(got, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
}

func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "　", "")), "")
}

func TestWrittenFiguresReadBack(t *testing.T) {
	t.Parallel()
	d := sampleReport()
	got := program(t, write(t, d), "pdftotext", "-layout", "FILE", "-")
	for _, table := range d.Tables() {
		for _, row := range table.Rows {
			var figures []string
			for _, cell := range row.Cells {
				if cell.Value == paper.NumberValue {
					figures = append(figures, regexp.QuoteMeta(cell.Number))
				}
			}
			if line := `\s` + strings.Join(figures, `\s+`) + `\s`; len(figures) > 0 && !regexp.MustCompile(line).MatchString(got) {
				t.Errorf("no line with the figures %v", figures)
			}
		}
	}
}

func TestWrittenStructure(t *testing.T) {
	t.Parallel()
	got := program(t, write(t, sampleReport()), "pdfinfo", "-struct-text", "FILE")
	for _, want := range []string{"H1 (block)\n    \"青溪县2024年政府信息公开工作年度报告\"", "/RowSpan 22", "/ColSpan 10", "Table (block)"} {
		if !strings.Contains(got, want) {
			t.Errorf("the structure lacks %q", want)
		}
	}
}

func TestWriteOddDocuments(t *testing.T) {
	t.Parallel()
	span := paper.Cell{Text: "大", ColSpan: 1 << 30, RowSpan: 1 << 30}
	vertical := paper.Cell{Text: strings.Repeat("竖", 500), Vertical: true, RowSpan: 2}
	figures := paper.Cell{Text: strings.Repeat("9", 60), Number: "9", Value: paper.NumberValue}
	tests := []struct {
		name   string
		blocks []paper.Block
		pages  int
	}{
		{"空文档", nil, 1},
		{"空段落", []paper.Block{{}, {Role: paper.Chapter}, {Kind: paper.Picture}}, 1},
		{"没有表的表块", []paper.Block{{Kind: paper.TableBlock}}, 1},
		{"没有单元格的表", []paper.Block{{Kind: paper.TableBlock, Table: &paper.Table{Rows: make([]paper.Row, 3), HeaderRows: 9}}}, 1},
		{"巨大的跨度", tableOf(paper.Row{Cells: []paper.Cell{span}}), 1},
		{"过长的竖排", tableOf(paper.Row{Cells: []paper.Cell{vertical, {Text: "一"}}}, paper.Row{Cells: []paper.Cell{{Text: "二"}}}), 1},
		{"过长的数字", tableOf(paper.Row{Cells: []paper.Cell{figures, figures, figures}}), 1},
		{"只有标题", []paper.Block{{Role: paper.Chapter, Text: "一、总体情况"}}, 1},
		{"坏的列宽", []paper.Block{{Kind: paper.TableBlock, Table: &paper.Table{Widths: []float64{-1, 0, 1e300, 3, 4, 5},
			Rows: []paper.Row{{Cells: []paper.Cell{{Text: "一"}, {Text: "二"}, {Text: "三"}}}}}}}, 1},
		{"坏的字节", []paper.Block{{Text: "a\xff\xfeb\xe4\xb8"}}, 1},
		{"连续的章标题", headings(2000), 0},
		{"图片", []paper.Block{{Kind: paper.Picture, Text: "办理流程图"}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file := write(t, &paper.Document{Blocks: tt.blocks})
			got := strings.Count(inflate(t, file), "/Type/Page/")
			if tt.pages > 0 && got != tt.pages {
				t.Errorf("%d pages, want %d", got, tt.pages)
			}
			program(t, file, "pdftotext", "FILE", "-")
		})
	}
}

func tableOf(rows ...paper.Row) []paper.Block {
	return []paper.Block{{Kind: paper.TableBlock, Table: &paper.Table{Rows: rows}}}
}

func headings(n int) []paper.Block {
	blocks := make([]paper.Block, n)
	for i := range blocks {
		blocks[i] = paper.Block{Kind: paper.Heading, Level: 1 + i%3, Text: "标题"}
	}
	return blocks
}
