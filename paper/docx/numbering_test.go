package docx

import (
	"fmt"
	"strings"
	"testing"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// lists is a numbering part: list 1 with levels 一、（一）1. ; list 2 the same
// definition beginning anew; list 3 by style; list 4 bullets; list 5 legal.
const lists = `<w:numbering ` + wordNS + ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="japaneseCounting"/><w:pStyle w:val="chapter"/><w:suff w:val="space"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="clause"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="linked"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
<w:abstractNum w:abstractNumId="4">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:numFmt w:val="lowerLetter"/><w:suff w:val="nothing"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:suff w:val="nothing"/><w:lvlText w:val="%3、"/></w:lvl>
</w:abstractNum>
<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="第%1条　"/></w:lvl></w:lvlOverride><w:lvlOverride w:ilvl="12"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>`

const listStyles = `<w:styles ` + wordNS + `>
<w:style w:type="paragraph" w:styleId="chapter"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="clause"><w:name w:val="clause"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="second"><w:name w:val="second"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="6"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="linked"><w:name w:val="linked"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>`

func TestReadNumbering(t *testing.T) {
	t.Parallel()
	in := func(list, level int, text string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, list, text)
	}
	styled := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	tests := []struct{ name, body, want string }{
		{"chapters", in(1, 0, "总体情况") + p("文") + in(1, 0, "主动公开"), `"一、总体情况" "文" "二、主动公开"`},
		{"levels begin anew", in(1, 0, "a") + in(1, 1, "b") + in(1, 1, "c") + in(1, 0, "d") + in(1, 1, "e"), `"一、a" "（一） b" "（二） c" "二、d" "（一） e"`},
		{"level above never shown", in(1, 2, "甲") + in(1, 2, "乙"), `"1.甲" "2.乙"`},
		{"figure after a number", in(1, 2, "27件"), `"1. 27件"`},
		{"list begun anew", in(1, 0, "甲") + in(2, 0, "乙") + in(2, 0, "丙"), `"一、甲" "一、乙" "二、丙"`},
		{"by style", styled("chapter", "总则") + styled("clause", "甲") + styled("clause", "乙"), `"第三章 总则" "3.1 甲" "3.2 乙"`},
		{"taken away", `<w:p><w:pPr><w:pStyle w:val="chapter"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, `"甲"`},
		{"bullet", in(4, 0, "甲"), `"甲"`},
		{"linked to a style", in(5, 0, "甲") + in(1, 0, "乙"), `"一、甲" "二、乙"`},
		{"level that never begins anew", in(6, 0, "甲") + in(6, 1, "乙") + in(6, 0, "丙") + in(6, 1, "丁"), `"I.甲" "a)乙" "II.丙" "b)丁"`},
		{"format with an older one to fall back on", in(6, 2, "甲"), `"01、甲"`},
		{"changed level", in(7, 0, "甲") + in(7, 0, "乙"), `"第5条\u3000甲" "第6条\u3000乙"`},
		{"level by style", styled("second", "甲"), `"a)甲"`},
		{"level out of range", in(6, 11, "甲"), `"甲"`},
		{"unknown list", in(9, 0, "甲"), `"甲"`},
		{"number alone in a cell", "<w:tbl>" + tr("<w:tc>"+in(1, 2, "")+"</w:tc>") + "</w:tbl>", `"1."`},
		{"joined paragraph counts once", `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>` + in(1, 0, "乙"), `"一、甲乙"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := mustRead(t, pack(t, mainPart, wrap(tt.body), "word/numbering.xml", lists, "word/styles.xml", listStyles))
			var got []string
			for _, b := range d.Blocks {
				text := b.Text
				if b.Table != nil {
					text = b.Table.Rows[0].Cells[0].Text
				}
				got = append(got, fmt.Sprintf("%q", text))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("read %s, want %s", s, tt.want)
			}
		})
	}
}

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"", 3, "3"}, {"decimalZero", 3, "03"}, {"decimalZero", 12, "12"}, {"none", 3, ""},
		{"chineseCounting", 1, "一"}, {"chineseCounting", 10, "十"}, {"chineseCounting", 11, "十一"}, {"chineseCounting", 20, "二十"}, {"chineseCounting", 35, "三十五"}, {"chineseCounting", 105, "一〇五"},
		{"chineseCountingThousand", 10, "十"}, {"chineseCountingThousand", 105, "一百零五"}, {"chineseCountingThousand", 110, "一百一十"}, {"chineseCountingThousand", 1005, "一千零五"}, {"chineseCountingThousand", 10010, "一万零一十"}, {"chineseCountingThousand", 120000, "十二万"}, {"chineseCountingThousand", 100_000_001, "一亿零一"},
		{"japaneseCounting", 21, "二十一"}, {"taiwaneseCounting", 12, "十二"}, {"taiwaneseCountingThousand", 101, "一百零一"},
		{"chineseLegalSimplified", 12, "壹拾贰"}, {"ideographLegalTraditional", 3, "參"},
		{"ideographDigital", 10, "一〇"}, {"taiwaneseDigital", 2, "二"}, {"ideographTraditional", 3, "丙"}, {"ideographZodiac", 12, "亥"}, {"ideographZodiac", 13, "13"},
		{"upperRoman", 14, "XIV"}, {"lowerRoman", 9, "ix"}, {"upperLetter", 3, "C"}, {"lowerLetter", 28, "bb"}, {"lowerLetter", 0, "0"},
		{"decimalEnclosedCircleChinese", 3, "③"}, {"decimalEnclosedCircle", 21, "21"}, {"decimalEnclosedParen", 2, "⑵"}, {"decimalEnclosedFullstop", 1, "⒈"}, {"ideographEnclosedCircle", 2, "㊁"},
		{"decimalFullWidth", 12, "１２"}, {"numberInDash", 5, "- 5 -"}, {"chineseCounting", 0, "〇"}, {"decimal", -1, "-1"},
	}
	for _, tt := range tests {
		if got := formatNumber(tt.format, tt.n); got != tt.want {
			t.Errorf("formatNumber(%q, %d) = %q, want %q", tt.format, tt.n, got, tt.want)
		}
	}
}
