package csv_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/paper"
	"gongkai/paper/csv"
)

func gb18030(s string) string {
	s, _ = simplifiedchinese.GB18030.NewEncoder().String(s)
	return s
}

// outline shows a document as one string: paragraphs by their text, tables as
// their rows in brackets.
func outline(d *paper.Document) string {
	var parts []string
	for _, block := range d.Blocks {
		if block.Table == nil {
			parts = append(parts, block.Text)
			continue
		}
		var rows []string
		for _, row := range block.Table.Rows {
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, strings.Join(cells, "|"))
		}
		parts = append(parts, "["+strings.Join(rows, " / ")+"]")
	}
	return strings.Join(parts, " ; ")
}

func TestRead(t *testing.T) {
	t.Parallel()
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("行政许可\t4\r\n行政处罚\t-3\r\n")
	tests := []struct{ name, data, want string }{
		{"plain", "行政许可,4\n行政处罚,-3\n", "[行政许可|4 / 行政处罚|-3]"},
		{"byte order mark and CRLF", "\xef\xbb\xbfa,b\r\nc,d\r\n", "[a|b / c|d]"},
		{"CR only", "a,b\rc,d", "[a|b / c|d]"},
		{"gb18030", gb18030("行政许可,4\n行政处罚,0\n"), "[行政许可|4 / 行政处罚|0]"},
		{"utf-16 tabs", utf16, "[行政许可|4 / 行政处罚|-3]"},
		{"semicolon", "许可;4\n处罚;0\n", "[许可|4 / 处罚|0]"},
		{"full-width comma", "项目，数量，备注\n许可，4，无\n", "[项目|数量|备注 / 许可|4|无]"},
		{"full-width comma in text", "说明，甲，乙,1\n说明，丙,2\n", "[说明，甲，乙|1 / 说明，丙|2]"},
		{"sep line", "sep=;\r\na;b\r\n", "[a|b]"},
		{"quotes", `"甲,乙","说""好""","二` + "\r\n" + `行"` + "\n1,2,3\n", "[甲,乙|说\"好\"|二\n行 / 1|2|3]"},
		{"text after closing quote", `"a"b,c` + "\n", "[ab|c]"},
		{"quote inside a field", `5" 管,c` + "\n", `[5" 管|c]`},
		{"quote never closed", `a,"b` + "\nc,d\n", `[a|"b / c|d]`},
		{"ragged", "a,b,c\nd,e\nf,1,2,3\n", "[a|b|c / d|e / f|1|2|3]"},
		{"blank fields stay", "a,b,c\n许可,,0\n", "[a|b|c / 许可||0]"},
		{"last line blank figures", "a,b\n四、结转,\n", "[a|b / 四、结转|]"},
		{"title and notes", "年度报告\n\n项目,数量\n许可,4\n\n注：以上。\n", "年度报告 ; [项目|数量 / 许可|4] ; 注：以上。"},
		{"title padded", "年度报告,,\n项目,数量,\n许可,4,\n", "年度报告 ; [项目|数量 / 许可|4]"},
		{"heading with one field", "a,b\n1,2\n三、申请\nc,d\n", "[a|b / 1|2] ; 三、申请 ; [c|d]"},
		{"blank columns around", ",a,b,\n,1,2,\n", "[a|b / 1|2]"},
		{"guarded text", "'=1+1,'-3,-3\n''@x,'abc,'\n", "[=1+1|-3|-3 / '@x|'abc|']"},
		{"narrative", "一、总体情况\n全年收到申请，共4件。\n", "一、总体情况 ; 全年收到申请，共4件。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := csv.Read([]byte(tt.data))
			if err != nil {
				t.Fatalf("Read(%q): %v", tt.data, err)
			}
			if got := outline(d); got != tt.want {
				t.Errorf("Read(%q) = %s, want %s", tt.data, got, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, data, says string }{
		{"nothing", "", "空"},
		{"blanks", " \r\n\t", "空"},
		{"zip", "PK\x03\x04xxxx", "压缩包"},
		{"old excel", "\xd0\xcf\x11\xe0\xa1\xb1", "旧版"},
		{"pdf", "%PDF-1.7", "PDF"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := csv.Read([]byte(tt.data))
			if !paper.IsUnreadable(err) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Read(%q) error = %v, want it to say %q", tt.data, err, tt.says)
			}
		})
	}
}

func TestReadLimits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, data string
		kind       paper.NoticeKind
	}{
		{"a million commas", strings.Repeat(",", 1<<20), paper.TooLarge},
		{"ten thousand columns", strings.Repeat("甲,", 10_000) + "乙\n1,2\n", paper.TooLarge},
		{"a million lines", strings.Repeat("\n", 1<<20) + "a,b", paper.TooLarge},
		{"many fields", strings.Repeat(strings.Repeat("1,", 500)+"1\n", 1000), paper.TooLarge},
		{"quotes unclosed", strings.Repeat("\"a\n", 300_001), paper.TooLarge},
		{"quotes doubled and unclosed", "x,y\n\"" + strings.Repeat(`"",`, 1000) + "z,1\n", paper.Repaired},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := csv.Read([]byte(tt.data))
			if err != nil {
				t.Fatalf("Read: %v", err)
			}
			if len(d.Notices) == 0 || d.Notices[0].Kind != tt.kind {
				t.Errorf("notices = %v, want %q first", d.Notices, tt.kind)
			}
		})
	}
}

// tricky holds every kind of cell and every kind of dangerous text.
func tricky() *paper.Table {
	text := func(s string) paper.Cell { return paper.Cell{Text: s} }
	number := func(s string) paper.Cell {
		return paper.Cell{Text: "shown " + s, Value: paper.NumberValue, Number: s}
	}
	return &paper.Table{Rows: []paper.Row{
		{Cells: []paper.Cell{text("信息内容"), {Text: "跨列", ColSpan: 2}}},
		{Cells: []paper.Cell{{Text: "跨行", RowSpan: 2}, number("-3"), number("0.092")}},
		{Cells: []paper.Cell{{Value: paper.BlankValue}, {Value: paper.NotApplicableValue}}},
		{Cells: []paper.Cell{text("=SUM(A1)"), text("+1"), text("-3")}},
		{Cells: []paper.Cell{text("@x"), text("'=1"), text("'abc")}},
		{Cells: []paper.Cell{text("\t=1"), text("＝1"), text("''")}},
		{Cells: []paper.Cell{text("a,b"), text("a\"b"), text("a\nb")}},
	}}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := csv.Write(&b, tricky()); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff信息内容,跨列,\r\n跨行,-3,0.092\r\n,,/\r\n'=SUM(A1),'+1,'-3\r\n'@x,''=1,'abc\r\n" +
		"\"'\t=1\",'＝1,''\r\n\"a,b\",\"a\"\"b\",\"a\nb\"\r\n"
	if got := b.String(); got != want {
		t.Errorf("Write = %q, want %q", got, want)
	}
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := csv.Write(&b, tricky()); err != nil {
		t.Fatal(err)
	}
	d, err := csv.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "[信息内容|跨列| / 跨行|-3|0.092 / ||/ / =SUM(A1)|+1|-3 / @x|'=1|'abc / \t=1|＝1|'' / a,b|a\"b|a\nb]"
	if got := outline(d); got != want {
		t.Errorf("Read(Write(t)) = %q, want %q", got, want)
	}
}

func TestWriteLoose(t *testing.T) {
	t.Parallel()
	loose := &paper.Table{Loose: true, Rows: []paper.Row{{Cells: []paper.Cell{{Text: "a", ColSpan: 9}, {Text: "1"}}}, {Cells: []paper.Cell{{}}}}}
	var b bytes.Buffer
	if err := csv.Write(&b, loose); err != nil || b.String() != "\ufeffa,1\r\n\"\"\r\n" {
		t.Errorf("Write(loose) = %q, %v", b.String(), err)
	}
}

func TestWriteRefusesHugeSpans(t *testing.T) {
	t.Parallel()
	table := &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "a", ColSpan: 1e9, RowSpan: 1e9}}}}}
	if err := csv.Write(&bytes.Buffer{}, table); err == nil {
		t.Error("Write of a span of 10⁹ succeeded, want an error")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteReportsErrors(t *testing.T) {
	t.Parallel()
	if err := csv.Write(brokenWriter{}, tricky()); err == nil {
		t.Error("Write to a full disk succeeded, want an error")
	}
}

// TestSpreadsheetProgram opens our file in LibreOffice and exports it again:
// no text may have become a formula or a number.
func TestSpreadsheetProgram(t *testing.T) {
	t.Parallel()
	soffice, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("soffice is not installed or -short is set")
	}
	dir := t.TempDir()
	var b bytes.Buffer
	if err := csv.Write(&b, tricky()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "in.csv"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/lo", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
		"--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "in.csv")).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "out", "in.csv"))
	if err != nil {
		t.Fatal(err)
	}
	first, err := csv.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	again, err := csv.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first.Blocks, again.Blocks) {
		t.Errorf("after LibreOffice = %q, want %q", outline(again), outline(first))
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "sep=;\na;b", "\"", "'=1,x\n", "\xff\xfea\x00", "标题,,\n\n项目\t数量"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := csv.Read(data)
		if err != nil {
			return
		}
		for _, table := range d.Tables() {
			var b bytes.Buffer
			if err := csv.Write(&b, table); err != nil {
				t.Fatalf("Write of what Read gave: %v", err)
			}
			again, err := csv.Read(b.Bytes())
			if err != nil {
				continue // a table of blanks only
			}
			if len(again.Notices) != 0 && len(d.Notices) == 0 {
				t.Errorf("Read(Write(%v)) has notices %v", table, again.Notices)
			}
		}
	})
}

func TestReadSheet(t *testing.T) {
	t.Parallel()
	sheet, err := csv.ReadSheet([]byte("登记簿\n\n文号,,金额\n\"一\n二\",'=1,\n,,\n三,,4,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []paper.Line{
		{Number: 1, Cells: []string{"登记簿"}},
		{Number: 3, Cells: []string{"文号", "", "金额"}},
		{Number: 4, Cells: []string{"一\n二", "=1"}},
		{Number: 6, Cells: []string{"三", "", "4"}},
	}
	if !reflect.DeepEqual(sheet.Lines, want) {
		t.Errorf("ReadSheet = %+v, want %+v", sheet.Lines, want)
	}
}

func TestWriteRows(t *testing.T) {
	t.Parallel()
	rows := [][]paper.Cell{{{Text: "文号"}, {Text: "金额"}}, {{Text: "=1+1"}, {Value: paper.NumberValue, Number: "-3"}}, {{Text: "甲,乙"}, {}}}
	var b bytes.Buffer
	if err := csv.WriteRows(&b, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "\ufeff文号,金额\r\n'=1+1,-3\r\n\"甲,乙\",\r\n"; got != want {
		t.Errorf("WriteRows = %q, want %q", got, want)
	}
}
