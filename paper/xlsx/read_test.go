package xlsx_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"gongkai/paper"
	"gongkai/paper/xlsx"
)

func TestReadValues(t *testing.T) {
	t.Parallel()
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>` +
		`<numFmt numFmtId="165" formatCode="[$-804]yyyy-mm-dd\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="0.0%"/>` +
		`<numFmt numFmtId="167" formatCode="#,##0.00_ ;[Red]\-#,##0.00\ "/><numFmt numFmtId="168" formatCode="[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;;@"/>` +
		`<numFmt numFmtId="169" formatCode="0&quot;件&quot;"/><numFmt numFmtId="170" formatCode="0.00E+00"/><numFmt numFmtId="171" formatCode="[h]:mm"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>` +
		`<xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="170"/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="55"/><xf numFmtId="171"/></cellXfs>` +
		`<dxfs><dxf><numFmt numFmtId="0" formatCode="0%"/></dxf></dxfs></styleSheet>`
	strs := `<sst><si><t>共享</t></si><si><r><rPr><b/></rPr><t>富</t></r><r><t xml:space="preserve">文 本</t></r><rPh sb="0" eb="1"><t>pinyin</t></rPh></si><si><t>a_x000D_b_x005F_x0041_&amp;</t></si><si/></sst>`
	tests := []struct{ name, cell, want string }{
		{"integer", `<c><v>59237</v></c>`, "59237"},
		{"noise of storage", `<c><v>59237.244899999998</v></c>`, "59237.2449"},
		{"exponent", `<c><v>1E+07</v></c>`, "10000000"},
		{"small exponent", `<c><v>9.2E-2</v></c>`, "0.092"},
		{"zeros at the end", `<c><v>12.50</v></c>`, "12.5"},
		{"integer with point", `<c><v>12.0</v></c>`, "12"},
		{"negative", `<c><v>-3</v></c>`, "-3"},
		{"zero", `<c><v>0</v></c>`, "0"},
		{"negative zero", `<c><v>-0</v></c>`, "0"},
		{"long integer", `<c><v>123456789012345678</v></c>`, "123456789012345678"},
		{"noise of calculation", `<c><f>A1+B1</f><v>0.30000000000000004</v></c>`, "0.3"},
		{"not calculated", `<c><v>0.30000000000000004</v></c>`, "0.30000000000000004"},
		{"thousands", `<c s="5"><v>1234.5</v></c>`, "1234.5"},
		{"unit in the format", `<c s="7"><v>22</v></c>`, "22"},
		{"scientific format", `<c s="8"><v>22</v></c>`, "22"},
		{"date", `<c s="1"><v>45292</v></c>`, "2024/1/1"},
		{"chinese date", `<c s="2"><v>45377</v></c>`, "2024年3月26日"},
		{"builtin chinese date", `<c s="10"><v>45377</v></c>`, "2024年3月26日"},
		{"date with characters for digits", `<c s="6"><v>45377</v></c>`, "2024年3月"},
		{"date and time", `<c s="3"><v>45377.520833333336</v></c>`, "2024-03-26 12:30:00"},
		{"half day", `<c s="11"><v>0.52083333333333337</v></c>`, "下午12时30分"},
		{"elapsed", `<c s="12"><v>1.5</v></c>`, "36:00"},
		{"before March 1900", `<c s="1"><v>1</v></c>`, "1900/1/1"},
		{"percent", `<c s="4"><v>0.125</v></c>`, "12.5%"},
		{"percent half up", `<c s="4"><v>0.0125</v></c>`, "1.3%"},
		{"percent below half in binary", `<c s="4"><v>0.2355</v></c>`, "23.6%"},
		{"percent builtin", `<c s="9"><v>-1</v></c>`, "-100.00%"},
		{"shared", `<c t="s"><v>0</v></c>`, "共享"},
		{"rich", `<c t="s"><v>1</v></c>`, "富文 本"},
		{"escapes", `<c t="s"><v>2</v></c>`, "a\rb_x0041_&"},
		{"inline", `<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>`, "甲乙"},
		{"formula text", `<c t="str"><f>A1&amp;B1</f><v>甲&lt;乙</v></c>`, "甲<乙"},
		{"true", `<c t="b"><v>1</v></c>`, "TRUE"},
		{"false", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"error", `<c t="e"><f>#REF!+1</f><v>#REF!</v></c>`, "#REF!"},
		{"iso date", `<c t="d"><v>2024-01-20T00:00:00Z</v></c>`, "2024-01-20"},
		{"cdata and comment", `<c t="str"><v><![CDATA[<甲>]]><!-- x -->乙</v></c>`, "<甲>乙"},
		{"formula not saved", `<c><f>SUM(A1:B1)</f></c>`, "=SUM(A1:B1)"},
		{"wps picture", `<c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>`, "*"},
		{"prefix", `<x:c xmlns:x="y" t="str"><x:v>甲</x:v></x:c>`, "甲"},
		{"not a number", `<c><v>甲</v></c>`, "甲"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data := workbook(t, `<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c t="str"><v>项目</v></c>`+tt.cell+`</row></sheetData>`,
				"xl/styles.xml", styles, "xl/sharedStrings.xml", strs)
			if got, want := outline(read(t, data)), "|项目|"+tt.want+"|\n"; got != want {
				t.Errorf("Read(%s) = %q, want %q", tt.cell, got, want)
			}
		})
	}
}

func TestReadDates1904(t *testing.T) {
	t.Parallel()
	data := pack(t, "xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="1" Type="x/worksheet" Target="/xl/s.xml"/><Relationship Id="2" Type="x/styles" Target="st.xml"/></Relationships>`,
		"xl/st.xml", `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`, "xl/s.xml", `<worksheet><row><c><v>43830</v></c></row></worksheet>`)
	if got, want := outline(read(t, data)), "\"2024/1/1\"\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
}

// A cells table is laid out by TestReadLayout: "B2=text", "[B2=text" with a
// border, "B2:C3" a merged area.
func build(t *testing.T, cells ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	border, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "left", Style: 1}, {Type: "top", Style: 1}, {Type: "right", Style: 1}, {Type: "bottom", Style: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range cells {
		cell, boxed := strings.CutPrefix(cell, "[")
		at, value, isCell := strings.Cut(cell, "=")
		if boxed {
			err = f.SetCellStyle("Sheet1", at, at, border)
		}
		if isCell && err == nil && value != "" {
			err = f.SetCellStr("Sheet1", at, value)
		}
		if from, to, ok := strings.Cut(at, ":"); ok && err == nil {
			err = f.MergeCell("Sheet1", from, to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadLayout(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		cells []string
		want  string
	}{
		{"title, table, note", []string{"A1=标题", "A1:C1", "A2=a", "B2=b", "C2=c", "A3=d", "C3=f", "A5=注"}, "\"标题\"\n|a|b|c|\n|d||f|\n\"注\"\n"},
		{"away from the corner", []string{"C5=a", "D5=b", "C6=c"}, "|a|b|\n|c||\n"},
		{"merged header", []string{"A1=a", "A1:A2", "B1=b", "B1:C1", "B2=c", "C2=d", "A3=1", "B3=2", "C3=3"}, "|a^2|b<2|\n|c|d|\n|1|2|3|\n"},
		{"rows all covered", []string{"A1=a", "A1:A2", "B1=b", "B1:B2", "A3=1", "B3=2"}, "|a^2|b^2|\n|\n|1|2|\n"},
		{"hidden below a merged cell", []string{"A1=a", "B1=x", "A1:B1", "C1=c", "A2=1", "B2=2", "C2=3"}, "|a<2|c|\n|1|2|3|\n"},
		{"blank merged figure", []string{"A1=a", "B1=b", "C1=c", "A2=d", "A3=e", "B3=1", "C3=2", "B2:C2"}, "|a|b|c|\n|d|<2|\n|e|1|2|\n"},
		{"last label blank", []string{"A1=a", "B1=b", "A2=四、结转"}, "|a|b|\n|四、结转||\n"},
		{"band first, boxed", []string{"[A1=第（一）项", "[B1=", "A1:B1", "[A2=a", "[B2=b", "[A3=c", "[B3="}, "|第（一）项<2|\n|a|b|\n|c||\n"},
		{"boxed table and lines", []string{"A1=标题", "[A2=a", "[B2=b", "[A3=c", "[B3=1", "A4=三、申请", "[A5=d", "[B5=e", "A6=注"},
			"\"标题\"\n|a|b|\n|c|1|\n\"三、申请\"\n|d|e|\n\"注\"\n"},
		{"boxed blank row", []string{"[A1=a", "[B1=b", "[A2=", "[B2="}, "|a|b|\n|||\n"},
		{"narrow table above a wide one", []string{"A1=a", "B1=b", "A3=三、申请", "A4=c", "B4=d", "C4=e", "D4=f"}, "|a|b|\n\"三、申请\"\n|c|d|e|f|\n"},
		{"title across the sheet", []string{"A1=标题", "A1:XFD1", "A2=a", "B2=b"}, "\"标题\"\n|a|b|\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := outline(read(t, build(t, tt.cells...))); got != tt.want {
				t.Errorf("Read(%v) =\n%s\nwant\n%s", tt.cells, got, tt.want)
			}
		})
	}
}

func TestReadSheets(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range []string{"Sheet1", "表二", "草稿", "空"} {
		if i > 0 {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		if name != "空" {
			if err := f.SetSheetRow(name, "A1", &[]any{name, i}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SetSheetVisible("草稿", false); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	d := read(t, b.Bytes())
	if got, want := outline(d), "##\"Sheet1\"\n|Sheet1|0|\n##\"表二\"\n|表二|1|\n"; got != want {
		t.Errorf("Read = %q, want %q", got, want)
	}
	if got, want := fmt.Sprint(d.Notices), "[{hidden 3 工作表“草稿”是隐藏的，没有读取；如需读取，请取消隐藏。}]"; got != want {
		t.Errorf("notices = %s, want %s", got, want)
	}
	if got := d.Blocks[3].Page; got != 2 {
		t.Errorf("page of the second table = %d, want 2", got)
	}
}

func TestReadNotices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, worksheet string
		kind            paper.NoticeKind
	}{
		{"formula not saved", `<row><c><f>A1</f></c></row>`, paper.Damaged},
		{"only a picture", `<drawing r:id="r9"/>`, paper.PictureTable},
		{"string missing", `<row><c t="s"><v>7</v></c></row>`, paper.TooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if d := read(t, workbook(t, tt.worksheet)); len(d.Notices) != 1 || d.Notices[0].Kind != tt.kind {
				t.Errorf("notices = %v, want one of %q", d.Notices, tt.kind)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	whole := write(t, report())
	locked := bytes.Clone(whole)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	tests := []struct {
		name string
		data []byte
		says string
	}{
		{"nothing", nil, "空的"},
		{"old excel", []byte(ole + wide("Workbook")), ".xls"},
		{"encrypted", []byte(ole + wide("EncryptedPackage")), "密码"},
		{"old word", []byte(ole + wide("WordDocument")), ".doc"},
		{"other compound file", []byte(ole), "旧版 Office"},
		{"biff without container", []byte("\x09\x08\x10\x00\x00\x06"), ".xls"},
		{"csv", []byte("项目,数量\n许可,4\n"), "CSV"},
		{"html", []byte("<html><table></table></html>"), "网页"},
		{"excel 2003 xml", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`), "2003"},
		{"pdf", []byte("%PDF-1.7"), "PDF"},
		{"picture", []byte("\x89PNG\r\n"), "图片"},
		{"rar", []byte("Rar!\x1a\x07"), "压缩包"},
		{"binary", []byte("abc\x00\x01"), "无法识别"},
		{"zip", pack(t, "a.txt", "x"), "压缩包"},
		{"docx", pack(t, "word/document.xml", "x"), "Word"},
		{"ods", pack(t, "mimetype", "x", "content.xml", "x"), "OpenDocument"},
		{"xlsb", pack(t, "xl/workbook.bin", "x"), "xlsb"},
		{"cut off", whole[:len(whole)/2], "损坏"},
		{"zip with password", locked, "密码"},
		{"xml cut off", workbook(t, `<row><c><v>1`, "xl/styles.xml", "<styleSheet"), "损坏"},
		{"no sheets", pack(t, "xl/workbook.xml", "<workbook/>"), "没有内容"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := xlsx.Read(tt.data)
			if !paper.IsUnreadable(err) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Read error = %v, want it to say %q", err, tt.says)
			}
		})
	}
}

// bombs are small files that ask for much.
func bombs(t testing.TB) map[string][]byte {
	repeat := strings.Repeat
	many := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	cell := `<c t="str"><v>1</v></c>`
	return map[string][]byte{
		"cells at both corners": workbook(t, `<dimension ref="A1:XFD1048576"/><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>`),
		"merge of everything":   workbook(t, `<row><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:XFD1048576"/>`),
		"ten thousand columns":  workbook(t, repeat(`<row>`+repeat(cell, 10_000)+`</row>`, 3)),
		"a million cells":       workbook(t, repeat(`<row>`+repeat(cell, 1000)+`</row>`, 1000)),
		"a million rows":        workbook(t, repeat(`<row>`+cell+`</row>`, 1_000_000)),
		"wide once, then long":  workbook(t, `<row>`+repeat(cell, 1000)+`</row>`+repeat(`<row>`+cell+cell+`</row>`, 90_000)),
		"blank boxed rows": workbook(t, `<row>`+cell+cell+`</row>`+repeat(`<row><c s="1"/><c s="1"/></row>`, 1_000_000),
			"xl/styles.xml", `<styleSheet><borders><border/><border><left style="thin"/></border></borders><cellXfs><xf borderId="0"/><xf borderId="1"/></cellXfs></styleSheet>`),
		"overlapping merges": workbook(t, repeat(`<row>`+repeat(cell, 300)+`</row>`, 300)+many(50_000, func(i int) string {
			return fmt.Sprintf(`<mergeCell ref="A%d:KN300"/>`, i%300+1)
		})),
		"merges in one row":    workbook(t, `<row>`+cell+cell+`</row>`+many(60_000, func(i int) string { return fmt.Sprintf(`<mergeCell ref="A1:B%d"/>`, i+2) })),
		"many shared strings":  workbook(t, `<row>`+cell+`</row>`, "xl/sharedStrings.xml", `<sst>`+repeat(`<si><t>a</t></si>`, 4_000_000)+`</sst>`),
		"long shared strings":  workbook(t, `<row>`+cell+`</row>`, "xl/sharedStrings.xml", `<sst>`+repeat(`<si><t>`+repeat("字", 30_000)+`</t></si>`, 1500)+`</sst>`),
		"one endless string":   workbook(t, `<row>`+cell+`</row>`, "xl/sharedStrings.xml", `<sst><si><t>`+repeat("字", 30<<20)),
		"string in pieces":     workbook(t, `<row><c t="inlineStr"><is>`+repeat(`<t>ab</t>`, 5_000_000)+`</is></c></row>`),
		"endless tag":          workbook(t, `<row `+repeat("a", 20<<20)),
		"deep nesting":         workbook(t, `<row><c>`+repeat(`<x>`, 10_000_000)),
		"huge part":            workbook(t, repeat(" ", 300<<20)),
		"entity bomb":          workbook(t, `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><row><c t="str"><v>&b;&b;</v></c></row>`),
		"long formats":         workbook(t, `<row>`+cell+`</row>`, "xl/styles.xml", `<styleSheet><numFmts>`+repeat(`<numFmt numFmtId="200" formatCode="`+repeat("y", 250)+`"/>`, 300_000)),
		"comments":             workbook(t, repeat(`<!-- x -->`, 10_000_000)),
		"many sheets of nulls": pack(t, "xl/workbook.xml", `<workbook>`+repeat(`<sheet name="a" id="1"/>`, 100_000)+`</workbook>`, "xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="1" Target="s.xml"/></Relationships>`, "xl/s.xml", repeat(" ", 10<<20)),
	}
}

// TestBombs wants each file refused, cut with a notice or read, soon and within
// the memory a reader may take.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("bombs take a while to build")
	}
	for name, data := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			d, err := xlsx.Read(data)
			took := time.Since(start)
			runtime.GC()
			runtime.ReadMemStats(&after)
			blocks, notices := 0, []paper.Notice(nil)
			if d != nil {
				blocks, notices = len(d.Blocks), d.Notices
			}
			t.Logf("%d KB in %v, %d MB allocated, %d blocks, notices %v, error %v", len(data)>>10, took, (after.TotalAlloc-before.TotalAlloc)>>20, blocks, notices, err)
			if err != nil && !paper.IsUnreadable(err) {
				t.Errorf("error = %v, want a paper.Error", err)
			}
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if live := int64(after.HeapAlloc) - int64(before.HeapAlloc); live > 48<<20 {
				t.Errorf("the document holds %d MB, want at most 48", live>>20)
			}
			runtime.KeepAlive(d)
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, report()))
	f.Add(workbook(f, `<row r="2"><c r="B2" t="str"><v>a&amp;</v></c><c><f/></c></row><mergeCell ref="B2:D9"/>`))
	f.Add(workbook(f, `<row><c t="s"><v>0</v></c></row>`, "xl/sharedStrings.xml", `<si><t>_x0041_</t><rPh><t/></rPh></si>`, "xl/styles.xml", `<cellXfs><xf numFmtId="14"/></cellXfs>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := xlsx.Read(data)
		if err != nil && !paper.IsUnreadable(err) {
			t.Errorf("error = %v, want a paper.Error", err)
		}
		if err == nil && d == nil {
			t.Error("neither a document nor an error")
		}
	})
}

// FuzzSheet fuzzes what is inside the archive, which the fuzzer cannot reach by
// itself, and reads what was read and written again.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{
		`<row r="2"><c r="B2" t="str"><v>a&amp;</v></c><c><f/></c></row><mergeCell ref="B2:D9"/>`,
		`<row><c s="1"><v>1.5e3</v></c><c t="inlineStr"><is><t>x</t></is></c></row><row><c s="2"><v>0.5</v></c></row>`,
		`<row><c t="b"/><c t="e"><v>#N/A</v></c></row><!-- --><![CDATA[x]]>`,
	} {
		f.Add(seed, "yyyy/m/d h:mm:ss AM/PM;@")
	}
	f.Fuzz(func(t *testing.T, sheet, format string) {
		data := workbook(t, sheet, "xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="165" formatCode="`+strings.ReplaceAll(format, `"`, "&quot;")+
			`"/></numFmts><borders><border><left style="thin"/></border></borders><cellXfs><xf/><xf numFmtId="165" borderId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>`)
		d, err := xlsx.Read(data)
		if err != nil || len(d.Blocks) == 0 {
			return
		}
		var b bytes.Buffer
		if err := xlsx.Write(&b, d); err != nil {
			return // a cell or table beyond what Write takes
		}
		if _, err := xlsx.Read(b.Bytes()); err != nil {
			t.Errorf("Read(Write(Read(%q))): %v", sheet, err)
		}
	})
}
