package pdf

import (
	"bytes"
	"strconv"
)

// A sheet is one page being printed: its content stream, in points with the
// origin at the upper left corner.
type sheet struct {
	face    *typeface
	number  int // from 1
	content bytes.Buffer
	owners  []*element // of the marked pieces of content, by their number
	owner   *element   // of the piece that is open, nil for page furniture
	open    bool       // a piece is open
	pen     textState
}

// textState is what the content stream has set, so that it is set only once.
type textState struct {
	size float64
	bold bool
}

// A glyphRun is a text set on one line.
type glyphRun struct {
	x, baseline float64
	size        float64
	spacing     float64 // added beside each Han character, to fill a line
	bold        bool
	tabular     bool // digits of equal width
	upright     bool // set in a vertical cell: brackets take their vertical shapes
}

// boldStroke is the outline, in parts of the type size, that makes the
// regular face bold: one file serves both, as in office software.
const boldStroke = 0.03

// digitWidth is the advance of every digit in columns of figures, the widest
// digit of the face in thousandths.
const digitWidth = 562

// print sets a text for an element of the document's structure; nil is page
// furniture.
func (s *sheet) print(owner *element, run glyphRun, text string) {
	if text == "" {
		return
	}
	s.enter(owner)
	b := &s.content
	b.WriteString("BT ")
	s.set(run)
	writeNumbers(b, run.x, pageHeight-run.baseline)
	b.WriteString("Td [<")
	spacing := int(run.spacing / run.size * 1000)
	before := ' '
	for i, r := range text {
		if i > 0 && spacing != 0 && isWide(before, r) {
			shift(b, spacing)
		}
		shape := r
		if run.upright {
			shape = uprightShape(r)
		}
		lead := 0
		if run.tabular && r >= '0' && r <= '9' {
			lead = digitWidth - s.face.advance(r)
		}
		shift(b, lead/2)
		writeCode(b, s.face.code(shape, r))
		shift(b, lead-lead/2)
		before = r
	}
	b.WriteString(">]TJ ET\n")
}

// set writes what differs from the last text's state.
func (s *sheet) set(run glyphRun) {
	b := &s.content
	if s.pen.size != run.size {
		b.WriteString("/F ")
		writeNumbers(b, run.size)
		b.WriteString("Tf ")
	}
	if run.bold && (!s.pen.bold || s.pen.size != run.size) {
		writeNumbers(b, run.size*boldStroke)
		b.WriteString("w 2 Tr ")
	}
	if !run.bold && s.pen.bold {
		b.WriteString("0 Tr ")
	}
	s.pen = textState{run.size, run.bold}
}

// shift leaves room, in thousandths of the type size, inside a TJ array.
func shift(b *bytes.Buffer, thousandths int) {
	if thousandths != 0 {
		b.WriteByte('>')
		b.WriteString(strconv.Itoa(-thousandths))
		b.WriteByte('<')
	}
}

func writeCode(b *bytes.Buffer, code uint16) {
	const digits = "0123456789ABCDEF"
	b.Write([]byte{digits[code>>12], digits[code>>8&15], digits[code>>4&15], digits[code&15]})
}

// A stroke is a straight rule.
type stroke struct{ x0, y0, x1, y1 float64 }

// ruleWidth is the thickness of table rules in points.
const ruleWidth = 0.5

// rule draws the rules of a table in one path.
func (s *sheet) rule(strokes []stroke) {
	if len(strokes) == 0 {
		return
	}
	s.enter(nil)
	b := &s.content
	b.WriteString("q 2 J ") // projecting ends close the corners
	writeNumbers(b, ruleWidth)
	b.WriteString("w\n")
	for _, k := range strokes {
		writeNumbers(b, k.x0, pageHeight-k.y0)
		b.WriteString("m ")
		writeNumbers(b, k.x1, pageHeight-k.y1)
		b.WriteString("l\n")
	}
	b.WriteString("S Q\n")
}

// frame draws a dashed frame between two corners.
func (s *sheet) frame(left, top, right, bottom float64) {
	s.enter(nil)
	b := &s.content
	b.WriteString("q .54 .52 .48 RG [1.5 1.5] 0 d ")
	writeNumbers(b, ruleWidth)
	b.WriteString("w ")
	writeNumbers(b, left, pageHeight-bottom, right-left, bottom-top)
	b.WriteString("re S Q\n")
}

// hatch fills a cell with thin strokes that rise to the right.
func (s *sheet) hatch(left, top, right, bottom float64) {
	const apart = 5
	s.enter(nil)
	b := &s.content
	b.WriteString("q .8 .78 .75 RG .3 w ")
	writeNumbers(b, left, pageHeight-bottom, right-left, bottom-top)
	b.WriteString("re W n\n")
	height := bottom - top
	for x := left - height; x < right; x += apart {
		writeNumbers(b, x, pageHeight-bottom)
		b.WriteString("m ")
		writeNumbers(b, x+height, pageHeight-top)
		b.WriteString("l\n")
	}
	b.WriteString("S Q\n")
}

// enter opens marked content for an element unless it is open already.
func (s *sheet) enter(owner *element) {
	if s.open && s.owner == owner {
		return
	}
	s.leave()
	s.open, s.owner = true, owner
	if owner == nil {
		s.content.WriteString("/Artifact BMC\n")
		return
	}
	id := len(s.owners)
	s.owners = append(s.owners, owner)
	owner.marks = append(owner.marks, mark{page: s.number, id: id})
	s.content.WriteString("/" + owner.tag + "<</MCID " + strconv.Itoa(id) + ">>BDC\n")
}

// leave closes the marked content that is open; the page ends with it.
func (s *sheet) leave() {
	if s.open {
		s.content.WriteString("EMC\n")
	}
	s.open, s.owner = false, nil
}

// writeNumbers writes numbers to a hundredth of a point, each followed by a
// space.
func writeNumbers(b *bytes.Buffer, numbers ...float64) {
	for _, v := range numbers {
		text := strconv.AppendFloat(nil, v, 'f', 2, 64)
		text = bytes.TrimRight(text, "0")
		text = bytes.TrimSuffix(text, []byte{'.'})
		if len(text) == 0 || string(text) == "-0" || string(text) == "-" {
			text = []byte{'0'}
		}
		b.Write(text)
		b.WriteByte(' ')
	}
}
