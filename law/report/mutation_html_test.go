package report

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
	htmlfile "gongkai/paper/html"
)

// A cms writes the blocks of a specimen as the page of a site does, in one of the
// ways in which editors and programs are met to write tables.
type cms struct {
	random *rand.Rand
	b      strings.Builder
	wrap   string // what stands around the text of a cell
	blank  string
	breaks bool // labels are broken at any place
	heads  bool // th where the form has heads
	spans  bool // figures are split over runs
	digits string
	spare  string // "", "left", "right": an empty column
	bare   bool   // end tags are left out
	bodies bool   // thead and tbody
	pretty bool   // white space between tags
}

var (
	cellWraps  = []string{"%s", "<p>%s</p>", "<div align=center><span lang=EN-US>%s</span></div>", "\n<p class=MsoNormal><o:p></o:p><b>%s</b></p>\n", "<font><a href=\"#\">%s</a></font>", "&nbsp;%s&nbsp;", "\u200b%s\ufeff", "<!-- 1 -->%s<script>var n=1;</script>"}
	blankCells = []string{"", "&nbsp;", "<br>", "<p>&nbsp;</p>", "<p><span><br/></span></p>", "\u3000", "<o:p></o:p>", "&#8203;"}
)

func (s *specimen) newCMS(spare bool) *cms {
	r := s.random
	side := ""
	if spare {
		side = []string{"left", "right"}[r.IntN(2)]
	}
	return &cms{random: r, wrap: cellWraps[r.IntN(len(cellWraps))], blank: blankCells[r.IntN(len(blankCells))], breaks: r.IntN(2) == 0, heads: r.IntN(2) == 0,
		spans: r.IntN(2) == 0, digits: []string{"", "wide", "comma"}[r.IntN(3)], spare: side, bare: r.IntN(4) == 0, bodies: r.IntN(2) == 0, pretty: r.IntN(2) == 0}
}

func (s *specimen) site() *paper.Document { return readPage(s.page(false)) }

// spacedSite has a column without text at one side of its tables.
func (s *specimen) spacedSite() *paper.Document { return readPage(s.page(true)) }

func readPage(page string) *paper.Document {
	doc, err := htmlfile.Read([]byte(page))
	if err != nil {
		panic(err)
	}
	return doc
}

// page writes the blocks with a table around them or none.
func (s *specimen) page(spare bool) string {
	c := s.newCMS(spare)
	w := &c.b
	w.WriteString("<!DOCTYPE html><html><head><title>青溪县教育局</title><style>.pc{color:red}</style></head><body><div class=nav><a href=/>首页</a>&gt;<a>政府信息公开</a></div>")
	around := s.random.IntN(4)
	w.WriteString([]string{"<div class=content>", "<table width=100%><tr><td>", "<table><tbody><tr><td width=20>&nbsp;</td><td><table><tr><td>", "<div><div>"}[around])
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Table == nil {
			fmt.Fprintf(w, []string{"<p>%s</p>\n", "<div>%s</div>", "<p style='text-indent:2em'><span>%s</span></p>", "%s<br/>\n"}[around], html.EscapeString(b.Text))
			continue
		}
		c.tables(b.Table)
	}
	w.WriteString([]string{"</div>", "</td></tr></table>", "</td></tr></table></td></tr></tbody></table>", "</div></div>"}[around])
	w.WriteString("<div class=foot>主办：青溪县人民政府 网站标识码：3200000001</div></body></html>")
	return w.String()
}

// tables writes a table, whole or in the parts in which editors paste it.
func (c *cms) tables(t *paper.Table) {
	switch c.random.IntN(6) {
	case 0: // hidden beside the one shown, or the reverse
		hide := []string{"<div style='display:none'>", "<div hidden>", "<div style=\"DISPLAY : NONE;\">"}[c.random.IntN(3)]
		c.b.WriteString(hide)
		c.table(other(t))
		c.b.WriteString("</div>")
		c.table(t)
	case 1: // for a phone and for a desk, the same
		c.b.WriteString("<div class=pc>")
		c.table(t)
		c.b.WriteString("</div><div class=mobile>")
		c.table(t)
		c.b.WriteString("</div>")
	case 2:
		for _, part := range bands(t) {
			c.table(part)
		}
	default:
		c.table(t)
	}
}

// other is the table with other figures.
func other(t *paper.Table) *paper.Table {
	copied := &paper.Table{Rows: cloneRows(t.Rows)}
	for i := range copied.Rows {
		for j := range copied.Rows[i].Cells {
			if c := &copied.Rows[i].Cells[j]; isFigure(c) {
				c.Text = "1"
			}
		}
	}
	return copied
}

// bands cuts a table where a row of one cell begins a part of it.
func bands(t *paper.Table) []*paper.Table {
	var parts []*paper.Table
	for i := range t.Rows {
		if i == 0 || len(t.Rows[i].Cells) == 1 {
			parts = append(parts, &paper.Table{})
		}
		last := parts[len(parts)-1]
		last.Rows = append(last.Rows, t.Rows[i])
	}
	return parts
}

func (c *cms) table(t *paper.Table) {
	w := &c.b
	w.WriteString("<table border=1>")
	if c.bodies {
		w.WriteString("<tbody>")
	}
	for i := range t.Rows {
		w.WriteString("<tr>")
		c.line()
		if c.spare == "left" {
			w.WriteString("<td></td>")
		}
		for j := range t.Rows[i].Cells {
			c.cell(&t.Rows[i].Cells[j])
		}
		if c.spare == "right" {
			w.WriteString("<td>&nbsp;</td>")
		}
		if !c.bare {
			w.WriteString("</tr>")
		}
		c.line()
	}
	if c.bodies {
		w.WriteString("</tbody>")
	}
	w.WriteString("</table>\n")
}

func (c *cms) line() {
	if c.pretty {
		c.b.WriteString("\n\t  ")
	}
}

func (c *cms) cell(cell *paper.Cell) {
	tag := "td"
	if c.heads && cell.Header != 0 {
		tag = "th"
	}
	fmt.Fprintf(&c.b, "<%s", tag)
	if n := cell.ColSpan; n > 1 {
		fmt.Fprintf(&c.b, ` colspan="%d"`, n)
	}
	if n := cell.RowSpan; n > 1 {
		fmt.Fprintf(&c.b, " rowspan=%d", n)
	}
	c.b.WriteString(" style='width:38px'>")
	for _, inner := range cell.Tables {
		c.table(inner)
	}
	if len(cell.Tables) == 0 {
		c.b.WriteString(c.text(cell))
	}
	if !c.bare {
		fmt.Fprintf(&c.b, "</%s>", tag)
	}
	c.line()
}

func (c *cms) text(cell *paper.Cell) string {
	text := html.EscapeString(cell.Text)
	switch {
	case text == "":
		return c.blank
	case isFigure(cell):
		text = c.figure(text)
	case c.breaks && c.random.IntN(3) == 0 && utf8.RuneCountInString(cell.Text) > 2 && !strings.ContainsAny(text, "&\n"):
		head, rest := halvesOf(c.random, cell.Text)
		text = head + []string{"<br>", "<br/>\n", "</p><p>", "\n", "<span><br></span>"}[c.random.IntN(5)] + rest
	}
	return fmt.Sprintf(c.wrap, strings.ReplaceAll(text, "\n", "<br>"))
}

func halvesOf(r *rand.Rand, text string) (head, rest string) {
	runes := []rune(text)
	at := 1 + r.IntN(len(runes)-1)
	return string(runes[:at]), string(runes[at:])
}

func (c *cms) figure(text string) string {
	switch {
	case c.digits == "wide":
		text = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r + 0xFEE0
			}
			return r
		}, text)
	case c.digits == "comma" && len(text) > 3 && strings.Trim(text, "0123456789") == "":
		text = text[:len(text)-3] + "," + text[len(text)-3:]
	}
	if runes := []rune(text); c.spans && len(runes) > 1 {
		at := 1 + c.random.IntN(len(runes)-1)
		text = string(runes[:at]) + "<span>" + string(runes[at:]) + "</span>"
	}
	return text
}
