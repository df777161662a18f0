package html

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/paper"
)

// outline prints a document so that a test can state it: a line each block,
// cells between bars, spans in braces, nested tables in brackets.
func outline(d *paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch block.Kind {
		case paper.Heading:
			fmt.Fprintf(&b, "h%d %s\n", block.Level, quoteLines(block.Text))
		case paper.Picture:
			fmt.Fprintf(&b, "img %s\n", block.Text)
		case paper.TableBlock:
			if block.Table.Caption != "" {
				fmt.Fprintf(&b, "caption %s\n", block.Table.Caption)
			}
			for _, row := range block.Table.Rows {
				b.WriteString(outlineRow(row) + "\n")
			}
		default:
			fmt.Fprintf(&b, "p %s\n", quoteLines(block.Text))
		}
	}
	return b.String()
}

func outlineRow(row paper.Row) string {
	var b strings.Builder
	b.WriteString("|")
	for _, c := range row.Cells {
		b.WriteString(quoteLines(c.Text))
		if c.ColSpan > 1 || c.RowSpan > 1 {
			fmt.Fprintf(&b, "{%d×%d}", max(1, c.RowSpan), max(1, c.ColSpan))
		}
		if c.HasPicture {
			b.WriteString("(img)")
		}
		for _, t := range c.Tables {
			for _, inner := range t.Rows {
				b.WriteString("[" + outlineRow(inner) + "]")
			}
		}
		b.WriteString("|")
	}
	return b.String()
}

func quoteLines(s string) string { return strings.ReplaceAll(s, "\n", "↵") }

func read(t *testing.T, page string) *paper.Document {
	t.Helper()
	d, err := Read([]byte(page))
	if err != nil {
		t.Fatalf("Read(%q): %v", page, err)
	}
	return d
}

func TestReadText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, page, want string }{
		{"段落与标题", "<h1>题</h1><p>甲<p>乙<div>丙</div>丁", "h1 题\np 甲\np 乙\np 丙\np 丁\n"},
		{"空白收缩", "<p>  a \n\t b&nbsp;&nbsp;c  </p>", "p a b  c\n"},
		{"汉字间换行不成空格", "<p>政府\n  信息<span>公</span>\n<span>开</span></p>", "p 政府信息公开\n"},
		{"汉字间空格保留", "<p>总 计</p>", "p 总 计\n"},
		{"数字间换行成空格", "<p>1\n2</p>", "p 1 2\n"},
		{"全角空格保留，缩进去掉", "<p>　　某某　某　</p>", "p 某某　某\n"},
		{"换行", "<p>本年新<br/>制作 <br> 数量</p>", "p 本年新↵制作↵数量\n"},
		{"拆开的字", "<p><span>申</span><span lang=EN-US><o:p></o:p></span><font>请1</font><b>2</b>件</p>", "p 申请12件\n"},
		{"字符引用", "<p>a&lt;b&amp;c&#12288;d &#x4e2d; &copy &notanentity; &", "p a<b&c　d 中 © ¬anentity; &\n"},
		{"没有宽度的字符", "<p>1\u200b2\ufeff3&#8203;4\u00ad5</p>", "p 12345\n"},
		{"裸小于号", "<p>1 < 2 <3 a<b", "p 1 < 2 <3 a\n"},
		{"脚本样式", "<script>if(a<b)'</p>'</script><style>p{}</style><noscript><p>请启用脚本</p></noscript><template><p>x</p></template><p>y", "p y\n"},
		{"注释", "<p>a<!-- <p>x --><!--[if gte mso 9]><xml><w:a>x</w:a></xml><![endif]--><![if !supportLists]>1.<![endif]>b<!-->c<!--x--!>d", "p a1.bcd\n"},
		{"隐藏", `<p>a<span style="display: none">x<b>y</b></span>b<i hidden>x</i>c<p style='DISPLAY:NONE'>x<p>d<div style="display:none"><div>x</div>y</div>e`, "p abc\np d\np e\n"},
		{"隐藏而不关闭", "<p>a<span hidden>x</p><p>b<div hidden><p>x</p>y</div>c<ul><li hidden>x<li>d</ul>", "p a\np b\np c\np d\n"},
		{"删除而不关闭", "<p>a<del>x</p><p>b", "p a\np b\n"},
		{"图形", "<p>a<svg/>b<svg><title>x</title><text>x</text></svg>c<svg><p>d", "p abc\np d\n"},
		{"后声明的显示", `<p style="display:none;display:block">a</p><p style="x-display:none">b`, "p a\np b\n"},
		{"正文初始隐藏", `<body style="display:none"><p>a</p>`, "p a\n"},
		{"装饰与读屏隐藏", `<p><i aria-hidden="true">▶</i>a<span aria-hidden="true">12</span>b`, "p a12b\n"},
		{"删除与删除线", "<p>1<del>2</del><s>3</s>", "p 13\n"},
		{"划去的字", `<p>a<span style="text-decoration:line-through">x</span>b<font style="visibility: hidden">y</font>c</p>`, "p abc\n"},
		{"数字右上角的注号", "<p>5<sup>1</sup> 10<sup>4</sup>元 m<sup>2</sup> 5<sup>a</sup>6<sub>7", "p 5（1） 10（4）元 m2 5a67\n"},
		{"注音", "<p><ruby>规<rp>(</rp><rt>guī</rt><rp>)</rp></ruby>章<ruby>数<rt>shù<rb>量<rt>liàng</ruby>12", "p 规章数量12\n"},
		{"图片", `<p>看<img src=a alt=" 表 ">图</p><img src=b width=16 height=16><img src=c width=1>`, "p 看图\nimg 表\n"},
		{"预排文字", "<pre>a  b\n  c\n\nd</pre>", "p a  b↵c↵↵d\n"},
		{"页尾断开", "<p>甲<td colspan=", "p 甲\n"},
		{"只有行内", "甲<b>乙</b>", "p 甲乙\n"},
		{"表单在格外不读", `<input value=x><textarea>y</textarea><select><option>z</select>甲`, "p 甲\n"},
		{"纯文本元素", "<plaintext>a & b\n<p>", "p a & b↵<p>\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := outline(read(t, tt.page)); got != tt.want {
				t.Errorf("Read(%q)\n got %q\nwant %q", tt.page, got, tt.want)
			}
		})
	}
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, page, want string }{
		{"没有结束标签", "<table><tr><td>1<td>2<tr><td>3</table>4", "|1|2|\n|3|\np 4\n"},
		{"没有行", "<table><td>1<td>2</table>", "|1|2|\n"},
		{"合并单元格", "<table><tr><td colspan=2 rowspan='2'>a<td>b<tr><td>c</table>", "|a{2×2}|b|\n|c|\n"},
		{"荒唐的合并", `<table><tr><td colspan=0>a<td colspan=-3>b<td colspan="2 ">c<td colspan=1e9>d<td colspan=x rowspan=-1>e</table>`, "|a|b|c{1×2}|d|e|\n"},
		{"过大的合并", "<table><tr><td colspan=999999999999 rowspan=99999999>a<tr><td>b</table>", "|a{2×1000}|\n|b|\n"},
		{"合并到组尾", "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d</table>", "|a{2×1}|b|\n|c|\n|d|\n"},
		{"合并不出行组", "<table><thead><tr><td rowspan=9>a<td>b</thead><tr><td>c</table>", "|a|b|\n|c|\n"},
		{"格内段落", "<table><tr><td><p>总</p>\n<p>计</p><td><p>1</p><p>&nbsp;</p><td>&nbsp;</table>", "|总↵计|1||\n"},
		{"格内标题不成块", "<table><tr><td><h3>甲</h3><td>乙</table>", "|甲|乙|\n"},
		{"表题", "<table><caption>表一<tr><td>1</table>", "caption 表一\n|1|\n"},
		{"格间文字移到表前", "<table>前<tr>中<td>1</td>后</tr></table>", "p 前\np 中\np 后\n|1|\n"},
		{"Word对齐行", "<table><tr><td colspan=2>a</td></tr><![if !supportMisalignedColumns]><tr height=0><td width=64 style='border:none'></td><td width=64></td></tr><![endif]></table>", "|a{1×2}|\n"},
		{"只有宽度的行", "<table><tr><td width=10></td><td width=20></td></tr><tr><td>a<td></table>", "|a||\n"},
		{"只有宽度的行被合并格跨过", "<table><tr><td rowspan=3>a<td>b<tr><td width=10></td><tr><td>c</table>", "|a{3×1}|b|\n||\n|c|\n"},
		{"空行是数据", "<table><tr><td>a<td>b<tr><td></td><td></td></table>", "|a|b|\n|||\n"},
		{"没有格的行", "<table><tr><tr><td rowspan=3>a<td>b<tr><tr><td>c<tr></table>", "|a{3×1}|b|\n|\n|c|\n"},
		{"隐藏的行和格", "<table><tr style='display:none'><td>x<td>y<tr><td>a<td style='display:none'>x<table><tr><td>y</table><td>b<tr hidden><td>z</table>", "|a|b|\n"},
		{"格内隐藏而不关闭", "<table><tr><td>a<div hidden>x<td>b<tr><td>c<i hidden>x</table>d", "|a|b|\n|c|\np d\n"},
		{"隐藏的行组和表", "<table><tbody hidden><tr><td>x<td>y<tbody><tr><td>a<table hidden><tr><td>x</table>b<td>c</table>", "|a↵b|c|\n"},
		{"表单里的值", `<table><tr><td><input value="12"><input type=hidden value=x><td><textarea>3
4</textarea></table>`, "|12|3↵4|\n"},
		{"格内图片", `<table><tr><td><img src=a><td><img src=b width=1 height=1>x</table>`, "|(img)|x|\n"},
		{"嵌套的数", "<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>3</table><tr><td>d<td>4</table>", "|a|b|\n|c|3[|3|]|\n|d|4|\n"},
		{"嵌套的几个数", "<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>3<td>5</table><tr><td>d<td>4</table>", "|a|b|\n|c|[|3|5|]|\n|d|4|\n"},
		{"排版表", "<table><tr><td>导航<tr><td><h2>一</h2><p>甲</p><table><tr><td>1<td>2<tr><td>3<td>4</table><p>乙</p></table>丙", "p 导航\nh2 一\np 甲\n|1|2|\n|3|4|\np 乙\np 丙\n"},
		{"排版表里的要目", "<table><tr><td>索引号<td>A-1<tr><td>机构<td>某办<tr><td colspan=2><p>甲<table><tr><td>1<td>2<tr><td>3<td>4</table></table>", "|索引号|A-1|\n|机构|某办|\np 甲\n|1|2|\n|3|4|\n"},
		{"单格框", "<table><tr><td><p>甲</p><p>乙</p></table>", "p 甲\np 乙\n"},
		{"层层排版", "<table><tr><td><table><tr><td><table><tr><td>1<td>2</table></td></tr></table>尾</table>", "|1|2|\np 尾\n"},
		{"表中直接套表", "<table><tr><td>1</td><table><tr><td>2</table>", "|1|\n|2|\n"},
		{"没有表的格", "<td>a</td><td>b</td>", "p a\np b\n"},
		{"写出的空白", `<table><tr><td data-value="blank">未填<td data-value="na">／<td data-number="1286.4">1,286.4<td data-number="9">8<td data-value="blank">0<td data-number="-3">−3</table>`, "||/|1286.4|8|0|-3|\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := outline(read(t, tt.page)); got != tt.want {
				t.Errorf("Read(%q)\n got %q\nwant %q", tt.page, got, tt.want)
			}
		})
	}
}

func TestReadHead(t *testing.T) {
	t.Parallel()
	d := read(t, `<html lang=zh-CN><head><title> 某县
2024年报 &amp; </title><meta charset=utf-8><META NAME="ContentSource" CONTENT="某县 政府办"><meta name=PubDate content='2025-01-20'><meta name=empty content=""></head><body>x`)
	if d.Title != "某县 2024年报 &" || d.Author != "某县 政府办" || d.Language != "zh-CN" {
		t.Errorf("title %q, author %q, language %q", d.Title, d.Author, d.Language)
	}
	if got := fmt.Sprint(d.Fields); got != "[{ContentSource 某县 政府办} {PubDate 2025-01-20}]" {
		t.Errorf("fields %s", got)
	}
}

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("encode %q: %v", s, err)
	}
	return out
}

func TestReadCharset(t *testing.T) {
	t.Parallel()
	const simplified = "政府信息公开工作年度报告，本年新收申请数量为十二件。"
	const traditional = "政府資訊公開工作年度報告，本年新收申請數量為十二件。"
	gb, big5 := simplifiedchinese.GB18030, traditionalchinese.Big5
	for _, tt := range []struct{ name, page, want string }{
		{"UTF-8", "<p>" + simplified, simplified},
		{"UTF-8带标记", "\ufeff<p>" + simplified, simplified},
		{"UTF-8误报GBK", `<meta charset=gbk><p>` + simplified, simplified},
		{"GBK", `<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>` + encode(t, simplifiedchinese.GBK, simplified), simplified},
		{"GB18030四字节", "<p>" + encode(t, gb, simplified+"㐀𠀀"), simplified + "㐀𠀀"},
		{"GBK误报UTF-8", `<meta charset="utf-8"><p>` + encode(t, gb, simplified), simplified},
		{"GBK误报西文", `<meta charset="iso-8859-1"><p>` + encode(t, gb, simplified), simplified},
		{"GBK繁体", `<meta charset=GBK><p>` + encode(t, gb, traditional), traditional},
		{"Big5", `<meta charset=big5><p>` + encode(t, big5, traditional), traditional},
		{"Big5不报", "<p>" + encode(t, big5, traditional), traditional},
		{"UTF-16", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "<p>"+simplified), simplified},
		{"UTF-16大端无标记", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "<html><body><p>"+simplified+"</p></body></html>"), simplified},
		{"UTF-8断字", "<p>" + simplified + simplified + simplified[:2], simplified + simplified + "\uFFFD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := read(t, tt.page)
			if got, want := outline(d), "p "+tt.want+"\n"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if lost := strings.Contains(tt.want, "\uFFFD"); lost != (len(d.Notices) == 1) {
				t.Errorf("notices %v", d.Notices)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, want string }{
		{"空文件", " \n", "空的"},
		{"PDF", "%PDF-1.7\n", "PDF"},
		{"Office", "PK\x03\x04abc", "Office"},
		{"MHT", "MIME-Version: 1.0\r\n", "MHT"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := Read([]byte(tt.file)); !paper.IsUnreadable(err) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Read(%q) error %v, want one about %s", tt.file, err, tt.want)
			}
		})
	}
}

func TestReadHostile(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, page string }{
		{"深层标签", strings.Repeat("<div>", 100_000) + "x"},
		{"深层行内", strings.Repeat("<b>", 100_000) + strings.Repeat("</i>", 100_000) + "x"},
		{"深层表格", strings.Repeat("<table><tr><td>", 50_000) + "x"},
		{"隐藏套隐藏", strings.Repeat("<p hidden>", 50_000) + strings.Repeat("<i aria-hidden=true>", 20_000)},
		{"没有关闭的脚本", strings.Repeat("<script>", 100_000)},
		{"很多属性", "<table><tr><td " + strings.Repeat("colspan=2 ", 100_000) + ">x"},
		{"很多格", "<table><tr>" + strings.Repeat("<td>", 200_000)},
		{"很多游离文字", strings.Repeat("<table>a", 50_000)},
		{"很多引用", strings.Repeat("&amp", 200_000)},
		{"很多小于号", strings.Repeat("<", 1_000_000)},
		{"很多连字符", "<!--" + strings.Repeat("-", 1_000_000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			read(t, tt.page)
		})
	}
}

func TestReadWideRow(t *testing.T) {
	t.Parallel()
	d := read(t, "<table><tr>"+strings.Repeat("<td>1", 10_000)+"<tr><td>2</table>")
	if n := len(d.Tables()[0].Rows[0].Cells); n != paper.MaxColumns {
		t.Errorf("row of 10,000 cells read as %d, want %d", n, paper.MaxColumns)
	}
	if len(d.Notices) != 1 || d.Notices[0].Kind != paper.TooLarge {
		t.Errorf("notices %v, want one of %s", d.Notices, paper.TooLarge)
	}
}

// shared returns a path in the shared material, and skips without it.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		root, err := filepath.Abs("../..")
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "../shared")
	}
	path = filepath.Join(dir, path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("shared material is not at hand (set GONGKAI_SHARED): %v", err)
	}
	return path
}

func TestReadPublished(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                  string
		tables, rows, columns int // of the second table
	}{
		{"shanghai-general-office-2019.html", 3, 26, 10},
		{"zhejiang-style-city-total-2025.html", 3, 28, 10},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(shared(t, "reports/dev/"+tt.name))
			if err != nil {
				t.Fatal(err)
			}
			tables := read(t, string(data)).Tables()
			if len(tables) != tt.tables {
				t.Fatalf("%d tables, want %d", len(tables), tt.tables)
			}
			if g := tables[1].Grid(); g.Rows != tt.rows || g.Columns != tt.columns {
				t.Errorf("table 2 has %d rows and %d columns, want %d and %d", g.Rows, g.Columns, tt.rows, tt.columns)
			}
		})
	}
}
