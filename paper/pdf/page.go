package pdf

import (
	"slices"

	"gongkai/paper"
)

// Limits on one page. A statutory page has 2,000 characters and 500 rules.
const (
	maxPageGlyphs   = 200_000
	maxPageObjects  = 200_000
	maxPageSegments = 200_000
	maxPageRules    = 3_000 // after joining those in one line
	maxFormDepth    = 4
	unknownGlyph    = '\uFFFD'
	suspiciousGlyph = 40 // points; text is seldom larger
)

// A glyph is one visible character, the box it takes on the page, and the
// height of the line it is written on.
type glyph struct {
	char rune
	box
	base  float32
	order int32 // in the file, among those of the page
}

// size is the size of the glyph's type in points: a Chinese character is as
// wide as it is high, and Latin boxes are a fifth higher than the type.
func (g glyph) size() float32 {
	if !isNarrow(g.char) && g.char > 0x2E7F {
		return g.width()
	}
	return g.height() / 1.2
}

// A box is a rectangle on a page, in points from the upper left corner.
type box struct{ x0, y0, x1, y1 float32 }

func (b box) width() float32   { return b.x1 - b.x0 }
func (b box) height() float32  { return b.y1 - b.y0 }
func (b box) middleX() float32 { return (b.x0 + b.x1) / 2 }
func (b box) middleY() float32 { return (b.y0 + b.y1) / 2 }

// contains says whether the point lies inside b.
func (b box) contains(x, y float32) bool {
	return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1
}

func (b box) union(o box) box {
	return box{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

// A pageContent is what a page shows, before anything is made of it.
type pageContent struct {
	number        int // from 1
	width, height float32
	glyphs        []glyph // in the order of the file
	rules         []rule
	pictures      []box
	garbled       int // characters without a known meaning
	unmapped      int // those of them whose font does not tell it
	cut           bool
	lost          bool // the engine could not read it
}

// marks counts what of a page is kept.
func (p *pageContent) marks() int { return len(p.glyphs) + len(p.rules) + len(p.pictures) }

// An extractor reads one page through an engine.
type extractor struct {
	e        *engine
	content  *pageContent
	turn     func(box) box // page space → upright, from the upper left corner
	segments int

	// What is a line only beside others: see joinDashes and panelRules.
	dots   []rule
	pale   []rule
	panels []box
}

// extractPage reads the page with the given index of an open document.
func extractPage(e *engine, doc uint64, index int) *pageContent {
	p := &pageContent{number: index + 1}
	page := e.call("FPDF_LoadPage", doc, uint64(index))
	if page == 0 {
		return p
	}
	defer e.call("FPDF_ClosePage", page)
	x := &extractor{e: e, content: p}
	x.orient(page)
	x.readGlyphs(page)
	x.readObjects(page)
	p.rules, p.cut = x.joined()
	return p
}

// joined are the lines of the page, and whether something was left out.
func (x *extractor) joined() ([]rule, bool) {
	cut := x.content.cut
	dots := slices.DeleteFunc(x.dots, func(r rule) bool { return !r.finite() })
	sortRules(dots)
	lines, _ := joinDashes(dots)
	rules, tooMany := joinRules(append(x.content.rules, lines...))
	if more := x.panelRules(rules); len(more) > 0 {
		rules, tooMany = joinRules(append(rules, more...))
	}
	rules, frames := withoutFrames(rules)
	x.content.glyphs = withoutBlankMarks(x.content.glyphs, frames)
	return rules, cut || tooMany
}

// orient prepares the way from page space, whose origin is below and which the
// page may show turned, to boxes as a reader sees them.
func (x *extractor) orient(page uint64) {
	var b [4]float32 // left, top, right, bottom
	x.e.call("FPDF_GetPageBoundingBox", page, uint64(x.e.scratch))
	x.e.floats(x.e.scratch, b[:])
	left, top, right, bottom := b[0], b[1], b[2], b[3]
	turns := x.e.call("FPDFPage_GetRotation", page) & 3
	x.content.width, x.content.height = right-left, top-bottom
	if turns&1 == 1 {
		x.content.width, x.content.height = x.content.height, x.content.width
	}
	x.turn = func(r box) box {
		switch turns { // r has y upwards; quarter turns clockwise
		case 1:
			return box{r.y0 - bottom, r.x0 - left, r.y1 - bottom, r.x1 - left}
		case 2:
			return box{right - r.x1, r.y0 - bottom, right - r.x0, r.y1 - bottom}
		case 3:
			return box{top - r.y1, right - r.x1, top - r.y0, right - r.x0}
		default:
			return box{r.x0 - left, top - r.y1, r.x1 - left, top - r.y0}
		}
	}
}

// readGlyphs reads the visible characters. Blanks are left out, also those
// PDFium makes up: the distance between characters says more.
func (x *extractor) readGlyphs(page uint64) {
	e := x.e
	text := e.call("FPDFText_LoadPage", page)
	if text == 0 {
		return
	}
	defer e.call("FPDFText_ClosePage", text)
	count := int(int32(e.call("FPDFText_CountChars", text)))
	if count > maxPageGlyphs {
		count, x.content.cut = maxPageGlyphs, true
	}
	var b [4]float32
	x.content.glyphs = make([]glyph, 0, max(0, count))
	for i := range max(0, count) {
		char := rune(e.call("FPDFText_GetUnicode", text, uint64(i)))
		unmapped := e.call("FPDFText_HasUnicodeMapError", text, uint64(i)) == 1
		if isBlank(char) && !(unmapped && x.hasInk(text, uint64(i))) {
			continue
		}
		if e.call("FPDFText_GetLooseCharBox", text, uint64(i), uint64(e.scratch)) == 0 {
			continue
		}
		if unmapped {
			char = unknownGlyph // PDFium gives its number in the font, which may look like a digit or a blank
			x.content.unmapped++
		}
		if isGarbled(char) {
			x.content.garbled++
		}
		e.floats(e.scratch, b[:]) // left, top, right, bottom
		if max(b[2]-b[0], b[1]-b[3]) > suspiciousGlyph {
			x.tightBox(text, uint64(i), &b)
		}
		g := glyph{char: paper.PlainHanRune(char), order: int32(i), box: x.turn(upward(b[0], b[3], b[2], b[1]))}
		g.base = x.baseline(text, uint64(i), g.box)
		if g.x1 >= 0 && g.x0 <= x.content.width && g.y1 >= 0 && g.y0 <= x.content.height {
			x.content.glyphs = append(x.content.glyphs, g)
		}
	}
}

// hasInk says whether a character can be seen.
func (x *extractor) hasInk(text, i uint64) bool {
	at := x.e.scratch + 32
	if x.e.call("FPDFText_GetCharBox", text, i, uint64(at), uint64(at)+8, uint64(at)+16, uint64(at)+24) == 0 {
		return false
	}
	memory := x.e.mod.Memory()
	left, _ := memory.ReadFloat64Le(at)
	right, _ := memory.ReadFloat64Le(at + 8)
	return right > left
}

// baseline is the height at which a glyph is set, the same for all fonts of a
// line, as their boxes are not.
func (x *extractor) baseline(text, i uint64, b box) float32 {
	at := x.e.scratch + 64
	if x.e.call("FPDFText_GetCharOrigin", text, i, uint64(at), uint64(at)+8) == 0 {
		return b.y1
	}
	memory := x.e.mod.Memory()
	across, _ := memory.ReadFloat64Le(at)
	up, _ := memory.ReadFloat64Le(at + 8)
	origin := x.turn(box{float32(across), float32(up), float32(across), float32(up)})
	if origin.y0 < b.y0-b.height() || origin.y0 > b.y1+b.height() {
		return b.y1
	}
	return origin.y0
}

// tightBox replaces the box of a glyph's line by the box of its ink where the
// former is out of proportion, as it is in fonts for vertical writing.
func (x *extractor) tightBox(text, i uint64, b *[4]float32) {
	at := uint64(x.e.scratch) + 32
	if x.e.call("FPDFText_GetCharBox", text, i, at, at+8, at+16, at+24) == 0 {
		return
	}
	memory := x.e.mod.Memory()
	var v [4]float32 // left, right, bottom, top
	for k := range v {
		wide, _ := memory.ReadFloat64Le(uint32(at) + uint32(k)*8)
		v[k] = float32(wide)
	}
	if v[1]-v[0] < (b[2]-b[0])/2 && v[3]-v[2] < (b[1]-b[3])/2 {
		*b = [4]float32{v[0], v[3], v[1], v[2]}
	}
}

// upward orders the corners of a box whose y axis points upwards.
func upward(xa, ya, xb, yb float32) box {
	return box{min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)}
}

func isBlank(r rune) bool {
	switch r {
	case 0xA0, 0x3000, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD, 0x2002, 0x2003, 0x2009, 0x202F:
		return true
	}
	return r <= ' ' || r == 0x7F
}

// isGarbled says whether a character stands for a glyph whose meaning the file
// does not tell.
func isGarbled(r rune) bool {
	return r == 0xFFFD || r == 0xFFFE || r == 0xFFFF || r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000
}
