package xlsx

import (
	"fmt"
	"strings"
)

// A look is how a cell looks; cells of equal looks share one style.
type look struct {
	font    font
	fill    string // a colour, "" for none
	hatched bool   // strokes fill it: the form has no figure there
	boxed   bool
	across  string // horizontal alignment
	down    string // vertical alignment, centre when empty
	wrap    bool
	upright bool // one character below the other
	indent  int
	number  string // a number format, "" for text
	quoted  bool
}

// A font of the workbook. Offices set text in 仿宋 and titles and headers in
// 宋体 (GB/T 9704); both are on every office computer.
type font struct {
	name   string
	size   float64
	bold   bool
	colour string
}

const (
	song     = "宋体"
	fangsong = "仿宋"

	headerFill = "FFEAF0F6"
	bandFill   = "FFF5F7FA"
	lineColour = "FF7F8894"
	linkColour = "FF1F4E79"
	hatch      = "hatch" // stands among the colours of fills for one of strokes
)

// A styleSheet numbers looks and their parts in the order of first use, so that
// the same document gives the same bytes.
type styleSheet struct {
	looks   []look
	numbers map[look]int
	fonts   []font
	fills   []string
	formats []string
}

func newStyleSheet() *styleSheet {
	s := &styleSheet{numbers: map[look]int{}}
	s.index(look{font: font{name: song, size: 11}}) // the style of cells that name none
	return s
}

func (s *styleSheet) index(l look) int {
	if i, ok := s.numbers[l]; ok {
		return i
	}
	s.numbers[l] = len(s.looks)
	s.looks = append(s.looks, l)
	return len(s.looks) - 1
}

// place is the position of v in list, appended if it is not there.
func place[T comparable](list *[]T, v T) int {
	for i, have := range *list {
		if have == v {
			return i
		}
	}
	*list = append(*list, v)
	return len(*list) - 1
}

// Programs reserve the first two fills and the formats below 164.
const (
	firstFill   = 2
	firstFormat = 164
)

func (s *styleSheet) xml() string {
	var xfs strings.Builder
	for _, l := range s.looks {
		xfs.WriteString(s.xf(l))
	}
	var x strings.Builder
	x.WriteString(`<styleSheet xmlns="` + sheetNamespace + `">`)
	if len(s.formats) > 0 {
		fmt.Fprintf(&x, `<numFmts count="%d">`, len(s.formats))
		for i, code := range s.formats {
			fmt.Fprintf(&x, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstFormat+i, escape(code))
		}
		x.WriteString(`</numFmts>`)
	}
	s.writeFonts(&x)
	fmt.Fprintf(&x, `<fills count="%d"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>`, firstFill+len(s.fills))
	for _, colour := range s.fills {
		if colour == hatch {
			x.WriteString(`<fill><patternFill patternType="lightUp"><fgColor rgb="FFBFBAB2"/></patternFill></fill>`)
			continue
		}
		fmt.Fprintf(&x, `<fill><patternFill patternType="solid"><fgColor rgb="%s"/></patternFill></fill>`, colour)
	}
	x.WriteString(`</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>`)
	for _, side := range [...]string{"left", "right", "top", "bottom"} {
		fmt.Fprintf(&x, `<%s style="thin"><color rgb="%s"/></%s>`, side, lineColour, side)
	}
	x.WriteString(`<diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>`)
	fmt.Fprintf(&x, `<cellXfs count="%d">%s</cellXfs>`, len(s.looks), xfs.String())
	x.WriteString(`<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
	return x.String()
}

func (s *styleSheet) writeFonts(x *strings.Builder) {
	fmt.Fprintf(x, `<fonts count="%d">`, len(s.fonts))
	for _, f := range s.fonts {
		x.WriteString(`<font>`)
		if f.bold {
			x.WriteString(`<b/>`)
		}
		fmt.Fprintf(x, `<sz val="%g"/>`, f.size)
		if f.colour != "" {
			fmt.Fprintf(x, `<color rgb="%s"/>`, f.colour)
		}
		fmt.Fprintf(x, `<name val="%s"/><charset val="134"/></font>`, f.name)
	}
	x.WriteString(`</fonts>`)
}

func (s *styleSheet) xf(l look) string {
	fill, format, border := 0, 0, 0
	if l.hatched {
		l.fill = hatch
	}
	if l.fill != "" {
		fill = firstFill + place(&s.fills, l.fill)
	}
	switch l.number {
	case "":
	case "#,##0":
		format = 3
	default:
		format = firstFormat + place(&s.formats, l.number)
	}
	if l.boxed {
		border = 1
	}
	quote := ""
	if l.quoted {
		quote = ` quotePrefix="1"`
	}
	return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"%s applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">%s</xf>`,
		format, place(&s.fonts, l.font), fill, border, quote, l.alignment())
}

func (l look) alignment() string {
	var x strings.Builder
	x.WriteString(`<alignment`)
	if l.across != "" {
		fmt.Fprintf(&x, ` horizontal="%s"`, l.across)
	}
	down := l.down
	if down == "" {
		down = "center"
	}
	fmt.Fprintf(&x, ` vertical="%s"`, down)
	if l.upright {
		x.WriteString(` textRotation="255"`)
	}
	switch {
	case l.wrap:
		x.WriteString(` wrapText="1"`)
	case l.number != "": // a number that is too wide would show as ###
		x.WriteString(` shrinkToFit="1"`)
	}
	if l.indent > 0 {
		fmt.Fprintf(&x, ` indent="%d"`, min(l.indent, 15))
	}
	x.WriteString(`/>`)
	return x.String()
}
