package docx

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"gongkai/paper"
)

const rootTag = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">`

func wrap(body string) string { return rootTag + "<w:body>" + body + "</w:body></w:document>" }

// pack makes an archive of parts given as name, content, name, content…
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustRead(t testing.TB, data []byte) *paper.Document {
	t.Helper()
	d, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const styleSheetXML = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/><w:basedOn w:val="base"/></w:style>
<w:style w:type="paragraph" w:styleId="base"><w:name w:val="x"/><w:basedOn w:val="own"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="hiddenp"><w:name w:val="hiddenp"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
</w:styles>`

// p is a paragraph of one run.
func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func TestReadText(t *testing.T) {
	t.Parallel()
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	tests := []struct{ name, body, want string }{
		{"runs joined", `<w:p><w:r><w:t>政府</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>信息</w:t></w:r></w:p>`, `p "政府信息"`},
		{"entities, CDATA and comments", `<w:p><w:r><w:t>a&lt;b&amp;&#20013;&#x56FD;<!-- x --><![CDATA[<&>]]></w:t></w:r></w:p>`, `p "a<b&中国<&>"`},
		{"tab, break, hyphens", `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>e</w:t></w:r></w:p>`, `p "a\tb\nc\nd-e"`},
		{"tab stops are no text", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, `p "a"`},
		{"page break alone", `<w:p><w:r><w:br w:type="page"/></w:r></w:p>` + p("a"), `p "a"`},
		{"page break between", `<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>`, `p "a\nb"`},
		{"white space kept only on demand", `<w:p><w:r><w:t> a </w:t><w:t xml:space="preserve"> b </w:t><w:t> </w:t></w:r></w:p>`, `p "a b "`},
		{"line end in text is a space", "<w:p><w:r><w:t>a\r\nb</w:t></w:r></w:p>", `p "a b"`},
		{"symbols", `<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="X" w:char="F8F0"/><w:sym w:font="宋体" w:char="2103"/></w:r></w:p>`, "p \"☑□\ufffd℃\""},
		{"insertion kept, deletion dropped", `<w:p><w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>文</w:t></w:r></w:p>`, `p "新文"`},
		{"moved text once", `<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo></w:p>`, `p "甲"`},
		{"deleted mark joins", `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>收到27件，</w:t></w:r></w:p>` + p("办结27件。"), `p "收到27件，办结27件。"`},
		{"two deleted marks", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>` + p("c"), `p "abc"`},
		{"deleted mark before a table", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc>` + p("b") + `</w:tc></w:tr></w:tbl>`, "p \"a\"\ntable\n  \"b\""},
		{"inserted mark", `<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>` + p("b"), "p \"a\"\np \"b\""},
		{"old properties do not count", `<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>`, `p "a"`},
		{"figure struck through", `<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>6</w:t></w:r><w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t>7</w:t></w:r></w:p>`, `p "5 67"`},
		{"raised number", `<w:p><w:r><w:t>5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r><w:r><w:t>件，m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>`, `p "5（12）件，m2"`},
		{"hidden text", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:rStyle w:val="secret"/></w:rPr><w:t>c</w:t></w:r></w:p>`, `p "b"`},
		{"hidden by paragraph style", `<w:p><w:pPr><w:pStyle w:val="hiddenp"/></w:pPr><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>b</w:t></w:r></w:p>`, `p "b"`},
		{"containers", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:smartTagPr/><w:r><w:t>b</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t>c</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple w:instr="PAGE"><w:r><w:t>d</w:t></w:r></w:fldSimple><w:bdo><w:r><w:t>e</w:t></w:r></w:bdo></w:p></w:sdtContent></w:sdt>`, `p "abcde"`},
		{"complex field", `<w:p>` + field("begin") + `<w:r><w:instrText>IF </w:instrText></w:r>` + field("begin") + `<w:r><w:instrText>X</w:instrText></w:r>` + field("separate") + `<w:r><w:t>inner</w:t></w:r>` + field("end") + field("separate") + `<w:r><w:t>result</w:t></w:r>` + field("end") + `<w:r><w:t>after</w:t></w:r></w:p>`, `p "resultafter"`},
		{"field never ended", `<w:p>` + field("begin") + `<w:r><w:t>x</w:t></w:r></w:p>` + p("a"), `p "a"`},
		{"ruby", `<w:p><w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, `p "汉"`},
		{"formula", `<w:p><m:oMath><m:r><m:rPr/><m:t>1+2</m:t></m:r></m:oMath></w:p>`, `p "1+2"`},
		{"text box once, after its paragraph", `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + p("框") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("框") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>文</w:t></w:r></w:p>`, "p \"文\"\np \"框\""},
		{"pictures", `<w:p><w:r><w:t>图</w:t><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="表三"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r></w:p><w:p><w:r><w:pict><v:shape alt="x"><v:imagedata/></v:shape></w:pict></w:r></w:p>`, "p \"图\"\npicture \"表三\"\npicture \"x\""},
		{"headings", `<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>二</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="own"/></w:pPr><w:r><w:t>三</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="2"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>四</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr><w:r><w:t>五</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val="8"/></w:pPr><w:r><w:t>六</w:t></w:r></w:p>`, "h1 \"一\"\nh2 \"二\"\nh1 \"三\"\np \"四\"\np \"五\"\nh6 \"六\""},
		{"notes and comments", `<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/><w:commentReference w:id="0"/></w:r></w:p>`, `p "a"`},
		{"another prefix", `<x:p xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:r><x:t>a</x:t></x:r></x:p>`, `p "a"`},
		{"a prefix bound to something else", `<w:p xmlns:w="urn:other"><w:r><w:t>a</w:t></w:r></w:p>` + p("b"), `p "b"`},
		{"hidden paragraph mark joins", `<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>标题。</w:t></w:r></w:p>` + p("正文"), `p "标题。正文"`},
		{"alternatives around blocks and runs", `<mc:AlternateContent><mc:Choice>` + p("a") + `</mc:Choice><mc:Fallback>` + p("b") + `</mc:Fallback></mc:AlternateContent><w:p><mc:AlternateContent><mc:Fallback><w:r><w:t>c</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`, "p \"a\"\np \"c\""},
		{"another file inside", `<w:altChunk r:id="x"/>`, "notice damaged 文中嵌入了另一个文件的内容，没有读取；请用 Word 打开后另存为 .docx。"},
		{"chart with a title", `<w:p><w:r><w:drawing><wp:docPr title="柱状图"/><c:chart/></w:drawing></w:r></w:p>`, `picture "柱状图"`},
		{"text box in a group", `<w:p><w:r><w:pict><v:group><mc:AlternateContent><mc:Choice><v:shape><w:txbxContent>` + p("a") + `</w:txbxContent></v:shape></mc:Choice></mc:AlternateContent></v:group></w:pict></w:r></w:p>`, `p "a"`},
		{"unknown styles", `<w:p><w:pPr><w:pStyle w:val="none"/><w:outlineLvl w:val="x"/></w:pPr><w:r><w:rPr><w:rStyle w:val="none"/></w:rPr><w:t>a</w:t></w:r></w:p>`, `p "a"`},
		{"bytes that are no UTF-8", p("a\xff"), "p \"a\ufffd\"\nnotice repaired 文中有编码错误的字符，已用“\ufffd”代替。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := mustRead(t, pack(t, mainPart, wrap(tt.body), "word/styles.xml", styleSheetXML))
			if got := strings.TrimSpace(dump(d)); got != tt.want {
				t.Errorf("Read(%s)\n got %s\nwant %s", tt.body, got, tt.want)
			}
		})
	}
}

// tc is a cell with properties.
func tc(properties, text string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func TestReadTables(t *testing.T) {
	t.Parallel()
	const (
		begin = `<w:vMerge w:val="restart"/>`
		down  = `<w:vMerge/>`
		two   = `<w:gridSpan w:val="2"/>`
	)
	tests := []struct{ name, rows, want string }{
		{"spans", tr(tc(two+begin, "a"), tc("", "b")) + tr(tc(two+`<w:vMerge w:val="continue"/>`, "lost"), tc("", "c")), `  "a"(2x2) "b"|  "c"`},
		{"two merges below each other", tr(tc(begin, "a")) + tr(tc(down, "")) + tr(tc(begin, "b")) + tr(tc(down, "")), `  "a"(2x1)|  |  "b"(2x1)|`},
		{"a merge of a row between", tr(tc(begin, "a"), tc("", "1")) + tr(tc("", "b"), tc("", "2")) + tr(tc(down, "c"), tc("", "3")), `  "a" "1"|  "b" "2"|  "c" "3"`},
		{"merge that fits nothing", tr(tc("", "a"), tc("", "b")) + tr(tc(two+down, "c")), `  "a" "b"|  "c"(1x2)`},
		{"merge after spans", tr(tc(two, "a"), tc(begin, "b")) + tr(tc("", "c"), tc("", "d"), tc(down, "")), `  "a"(1x2) "b"(2x1)|  "c" "d"`},
		{"old horizontal merge", tr(tc(`<w:hMerge w:val="restart"/>`, "a"), tc(`<w:hMerge/>`, ""), tc("", "b")), `  "a"(1x2) "b"`},
		{"both merges of old files", tr(tc(`<w:hMerge w:val="restart"/>`+begin, "a"), tc(`<w:hMerge/>`+begin, "")) + tr(tc(`<w:hMerge w:val="restart"/>`+down, ""), tc(`<w:hMerge/>`+down, "")), `  "a"(2x2)|`},
		{"grid before", tr(tc("", "a"), tc(begin, "b")) + `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + tc(down, "") + `</w:tr>`, `  "a" "b"(2x1)|  ""`},
		{"grid after", `<w:tr><w:trPr><w:gridAfter w:val="1"/></w:trPr>` + tc("", "a") + `</w:tr>` + tr(tc("", "b"), tc("", "c")), `  "a"|  "b" "c"`},
		{"deleted and inserted rows", `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + tc("", "a") + `</w:tr><w:tr><w:trPr><w:ins w:id="2"/></w:trPr>` + tc("", "b") + `</w:tr>`, `  "b"`},
		{"deleted row inside a merge", tr(tc(begin, "a")) + `<w:tr><w:trPr><w:del/></w:trPr>` + tc(down, "") + `</w:tr>` + tr(tc(down, "")), `  "a"(2x1)|`},
		{"deleted cell", tr(tc(`<w:cellDel/>`, "a"), tc("", "b")), `  "b"`},
		{"tracked merge", tr(tc(`<w:cellMerge w:vMerge="rest"/>`, "a")) + tr(tc(`<w:cellMerge w:vMerge="cont"/>`, "b")), `  "a"(2x1)|`},
		{"paragraphs in a cell", tr("<w:tc>" + p("a") + "<w:p/>" + p("b") + "</w:tc>"), `  "a\nb"`},
		{"picture in a cell", tr(`<w:tc><w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p></w:tc>`), `  ""[picture]`},
		{"content controls around rows and cells", `<w:sdt><w:sdtContent>` + tr(`<w:sdt><w:sdtContent>`+tc("", "a")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, `  "a"`},
		{"nested", tr("<w:tc>" + p("a") + "<w:tbl>" + tr(tc("", "b"), tc("", "c")) + "</w:tbl><w:p/></w:tc>"), `  "a"|    table|       "b" "c"`},
		{"frame of a page", tr("<w:tc>"+p("甲")+"</w:tc>") + tr("<w:tc>"+p("乙")+"<w:tbl>"+tr(tc("", "1"), tc("", "2"))+tr(tc("", "3"), tc("", "4"))+"</w:tbl>"+p("丙")+"</w:tc>"), `p "甲"|p "乙"|table|"1" "2"|"3" "4"|p "丙"`},
		{"frame", tr("<w:tc><w:tbl>" + tr(tc("", "b")) + "</w:tbl><w:p/></w:tc>"), `  "b"|    table|       "b"`},
		{"hidden row", `<w:tr><w:trPr><w:hidden/></w:trPr>` + tc("", "a") + `</w:tr>` + tr(tc("", "b")), `  "b"`},
		{"alternatives around rows and cells", `<mc:AlternateContent><mc:Choice>` + tr(`<mc:AlternateContent><mc:Choice>`+tc("", "a")+`</mc:Choice></mc:AlternateContent>`) + `</mc:Choice></mc:AlternateContent>`, `  "a"`},
		{"no cells", `<w:tr/>`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := mustRead(t, pack(t, mainPart, wrap("<w:tbl>"+tt.rows+"</w:tbl>")))
			got := strings.TrimPrefix(strings.TrimSpace(dump(d)), "table")
			want := strings.TrimSpace("\n " + strings.ReplaceAll(tt.want, "|", "\n "))
			if simple(got) != simple(want) {
				t.Errorf("rows %s\n got %q\nwant %q", tt.rows, simple(got), simple(want))
			}
		})
	}
}

// simple drops the indentation and empty lines of a dump.
func simple(s string) string {
	var kept []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func TestReadTableProperties(t *testing.T) {
	t.Parallel()
	d := mustRead(t, pack(t, mainPart, wrap(`<w:tbl><w:tblPr><w:tblCaption w:val="表三"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="300"/></w:tblGrid>`+
		`<w:tr><w:trPr><w:tblHeader/></w:trPr>`+tc("", "a")+tc("", "b")+`</w:tr>`+tr(tc("", "c"), tc("", "d"))+`</w:tbl>`)))
	table := d.Blocks[0].Table
	if table.Caption != "表三" || table.HeaderRows != 1 || len(table.Widths) != 2 || table.Widths[1] != 300 {
		t.Errorf("read caption %q, %d header rows, widths %v; want 表三, 1, [100 300]", table.Caption, table.HeaderRows, table.Widths)
	}
}

func TestReadProperties(t *testing.T) {
	t.Parallel()
	d := mustRead(t, pack(t, mainPart, wrap(p("a")), "docProps/core.xml",
		`<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>年度&amp;报告</dc:title><dc:creator>县政府办</dc:creator><cp:lastModifiedBy>张三</cp:lastModifiedBy></cp:coreProperties>`))
	if d.Title != "年度&报告" || len(d.Fields) != 1 || d.Fields[0] != (paper.Field{Name: "creator", Value: "县政府办"}) {
		t.Errorf("read title %q and fields %v", d.Title, d.Fields)
	}
}

func TestReadOtherLayouts(t *testing.T) {
	t.Parallel()
	rels := `<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`
	wide := "\xff\xfe"
	for _, r := range `<w:document><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>` {
		wide += string([]byte{byte(r), byte(r >> 8)})
	}
	tests := []struct {
		name string
		data []byte
	}{
		{"main part by relationship", pack(t, "_rels/.rels", rels, "word/document2.xml", wrap(p("甲")))},
		{"backslashes", pack(t, `word\document.xml`, wrap(p("甲")))},
		{"UTF-16", pack(t, mainPart, wide)},
		{"byte order mark", pack(t, mainPart, "\ufeff<?xml version=\"1.0\"?>\n"+wrap(p("甲"))+"\n")},
		{"prefix never declared", pack(t, mainPart, `<w:document><w:body><w:p><w:r><w:t>甲</w:t></w:r><mc:AlternateContent/><m:oMath/></w:p></w:body></w:document>`)},
		{"styles elsewhere", pack(t, mainPart, wrap(`<w:p><w:pPr><w:pStyle w:val="own"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`),
			"word/_rels/document.xml.rels", `<Relationships><Relationship Type="http://x/styles" Target="styles7.xml"/></Relationships>`, "word/styles7.xml", styleSheetXML)},
		{"default namespace", pack(t, mainPart, `<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>甲</t></r></p></body></document>`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := dump(mustRead(t, tt.data)); got != "p \"甲\"\n" {
				t.Errorf("read %q, want one paragraph 甲", got)
			}
		})
	}
}
