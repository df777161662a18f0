package pdf

import (
	"strconv"
	"strings"

	"gongkai/paper"
)

// A textStyle is how a kind of paragraph is set.
type textStyle struct {
	size, pitch   float64
	indent        float64 // of the first line, in characters
	before, after float64 // room above and below, in points
	bold          bool
	heads         bool // stays on the page of what follows
	place         paper.Align
	inset         float64 // room kept free at the right, in characters
}

// The sizes and indents are those of GB/T 9704; one face stands for the four
// it names, so rank is shown by weight.
var textStyles = map[paper.Role]textStyle{
	paper.Body:          {size: bodySize, pitch: linePitch, indent: 2},
	paper.DocumentTitle: {size: 22, pitch: 34, after: linePitch / 2, bold: true, heads: true, place: paper.AlignCenter},
	paper.Subtitle:      {size: 14, pitch: 24, after: linePitch / 4, place: paper.AlignCenter, heads: true},
	paper.Chapter:       {size: bodySize, pitch: linePitch, before: 4, after: 4, indent: 2, bold: true, heads: true},
	paper.Signature:     {size: bodySize, pitch: linePitch, before: linePitch, place: paper.AlignRight, inset: 2, heads: true},
	paper.SignatureDate: {size: bodySize, pitch: linePitch, place: paper.AlignRight, inset: 2},
	paper.TableNote:     {size: 10.5, pitch: 17, before: 4, after: 4},
}

// A textPiece is a paragraph or heading broken into lines.
type textPiece struct {
	block *paper.Block
	style textStyle
	tag   string
	lines []textLine
	level int // in the outline, 0 is not in it
	// signed is the height of the signature below, which never stands on a page
	// without the end of the text.
	signed float64
}

// newTextPiece returns nil for a block without anything to print.
func newTextPiece(t *typeface, b *paper.Block) *textPiece {
	p := &textPiece{block: b, style: textStyles[b.Role], tag: "P"}
	text := strings.Trim(cleanText(b.Text), " \n\u3000")
	switch {
	case text == "":
		return nil
	case b.Kind == paper.Picture:
		text = "〔图：" + text + "〕"
	case b.Role == paper.DocumentTitle:
		p.tag = "H1"
	case b.Role == paper.Chapter:
		p.tag, p.level = "H2", 1
	case b.Kind == paper.Heading:
		p.level = min(max(1, b.Level), 6)
		p.tag = "H" + strconv.Itoa(min(p.level+1, 6))
		p.style = textStyles[paper.Chapter]
	}
	if p.style.place == paper.AlignCenter {
		p.lines = breakTitle(t, text, p.style.size, textWidth)
	} else {
		p.lines = breakLines(t, text, p.style.size, textWidth-p.style.inset*p.style.size, p.style.indent*p.style.size)
	}
	return p
}

func (p *textPiece) height() float64 {
	return p.style.before + float64(len(p.lines))*p.style.pitch + p.style.after
}

// start keeps two lines of a paragraph together.
func (p *textPiece) start() float64 { return p.style.before + p.together(0) }

func (p *textPiece) heads() bool { return p.style.heads }

func (p *textPiece) print(c *composer) {
	if !c.isFresh() {
		c.y += p.style.before
	}
	e := c.root.child(p.tag)
	for i, line := range p.lines {
		if c.room() < p.together(i)-0.01 && !c.isFresh() {
			c.newPage()
		}
		if i == 0 {
			c.record(p.block.ID, p.level, p.block.Text)
		}
		c.sheet().print(e, p.run(c, i, line), line.text)
		c.y += p.style.pitch
	}
	c.y = min(c.y+p.style.after, textBottom)
}

// together is the height that line i and what must stand on its page need: a
// paragraph has neither its first nor its last line alone on a page.
func (p *textPiece) together(i int) float64 {
	last := len(p.lines) - 1
	switch {
	case i == max(0, last-1):
		return float64(last-i+1)*p.style.pitch + p.signed
	case i == 0:
		return 2 * p.style.pitch
	}
	return p.style.pitch
}

// run places one line.
func (p *textPiece) run(c *composer, i int, line textLine) glyphRun {
	s := p.style
	run := glyphRun{x: textLeft, baseline: baseline(c.y, s.pitch, s.size), size: s.size, bold: s.bold}
	indent := 0.0
	if i == 0 {
		indent = s.indent * s.size
	}
	switch s.place {
	case paper.AlignCenter:
		run.x += (textWidth - line.width) / 2
	case paper.AlignRight:
		run.x = max(textLeft, textRight-s.inset*s.size-line.width)
	default:
		run.x += indent
		run.spacing = line.stretch(textWidth-indent, s.size)
	}
	return run
}

// baseline of a line of type in the middle of its pitch: the square of a Han
// character reaches 0.88 of the size above the baseline.
func baseline(top, pitch, size float64) float64 { return top + (pitch-size)/2 + 0.88*size }

// sign places a signature and its date as GB/T 9704 has it for a document
// without a seal: the date begins two characters right of the name, and
// whichever reaches farther right leaves two characters free.
func sign(name, date *textPiece) {
	if len(name.lines) != 1 || len(date.lines) != 1 {
		return
	}
	size := name.style.size
	overhang := 2 + (date.lines[0].width-name.lines[0].width)/size // of the date, in characters
	if overhang > 0 {
		name.style.inset += overhang
	} else {
		date.style.inset -= overhang
	}
}
