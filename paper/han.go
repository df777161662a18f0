package paper

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// supplement pairs the radicals of the block CJK Radicals Supplement with the
// characters they look like, where those are characters in use. Unicode's property
// Equivalent_Unified_Ideograph says so; its normalisation leaves them alone but for
// two.
const supplement = "⺁厂⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳网" +
	"⺶羊⺷羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

// PlainHanRune returns the character that a radical or a compatibility ideograph
// looks like, and every other character as it is. Programs that print by glyph
// (browsers, and what makes PDF of their output) write 人 as the radical ⼈ where a
// font draws both alike, and copies of such files carry it on.
func PlainHanRune(r rune) rune {
	switch {
	case r >= 0x2E80 && r < 0x2F00:
		if at := strings.IndexRune(supplement, r); at >= 0 {
			for _, plain := range supplement[at+len("⺠"):] {
				return plain
			}
		}
	case r >= 0x2F00 && r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF:
		for _, plain := range norm.NFKC.String(string(r)) {
			return plain
		}
	}
	return r
}

// PlainHan is PlainHanRune for a text; one without such characters comes back
// without a copy.
func PlainHan(s string) string {
	if !hasOddHan(s) {
		return s
	}
	return strings.Map(PlainHanRune, s)
}

// hasOddHan says whether a text has a radical or a compatibility ideograph, by the
// first two bytes of their UTF-8: U+2E80 to U+2FFF and U+F900 to U+FAFF.
func hasOddHan(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		switch {
		case s[i] == 0xE2 && s[i+1] >= 0xBA, s[i] == 0xEF && s[i+1] >= 0xA4 && s[i+1] <= 0xAB:
			return true
		}
	}
	return false
}

// PlainHan writes every text of the document with the characters that people mean:
// see PlainHanRune.
func (d *Document) PlainHan() {
	d.Title, d.Author = PlainHan(d.Title), PlainHan(d.Author)
	for i := range d.Fields {
		d.Fields[i].Name, d.Fields[i].Value = PlainHan(d.Fields[i].Name), PlainHan(d.Fields[i].Value)
	}
	for i := range d.Blocks {
		d.Blocks[i].Text = PlainHan(d.Blocks[i].Text)
		d.Blocks[i].Table.plainHan()
	}
}

func (t *Table) plainHan() {
	if t == nil {
		return
	}
	t.Caption = PlainHan(t.Caption)
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			c.Text = PlainHan(c.Text)
			for _, inner := range c.Tables {
				inner.plainHan()
			}
		}
	}
}
