package docx

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"gongkai/paper"
)

// inline reads the children of the current element as parts of a paragraph.
func (r *reader) inline(p *paragraph) {
	for r.x.child() {
		r.inlineChild(p)
	}
}

func (r *reader) inlineChild(p *paragraph) {
	switch r.x.el {
	case elPPr:
		r.paragraphProperties(p)
	case elR:
		r.run(p)
	case elInline, elMath:
		r.inline(p)
	case elMathText:
		r.characters(p)
	case elAlternate:
		r.alternate(func() { r.inline(p) })
	default: // deleted and moved text among them
		r.x.skip()
	}
}

// run reads a run: text of one formatting.
func (r *reader) run(p *paragraph) {
	look := look{hidden: p.style.vanish == on}
	from := -1 // where the text of the run begins
	for r.x.child() {
		switch {
		case r.x.el == elRPr:
			look = r.lookOf(look.hidden)
		case r.x.el == elFldChar:
			r.fieldMark(p.story)
		case look.hidden || p.story.instructed():
			r.x.skip()
		default:
			if from < 0 {
				r.setApart(p, look.struck)
				from = len(r.text)
			}
			r.runChild(p)
		}
	}
	if look.raised && from > p.start {
		r.bracketNote(from)
	}
	if look.framed && from >= 0 && string(r.text[from:]) == paper.BlankMark {
		r.text = r.text[:from] // our own mark of a cell that holds nothing
	}
}

// A look is what the properties of a run say of its text.
type look struct {
	hidden bool
	struck bool // a line goes through it
	raised bool // it stands above or below the line
	framed bool // it stands in a frame of its own
}

// lookOf reads run properties. Text is hidden of itself or by its character style.
func (r *reader) lookOf(hidden bool) look {
	l := look{hidden: hidden}
	byStyle, direct := inherited, inherited
	for r.x.child() {
		switch {
		case r.x.el == elRStyle:
			byStyle = r.styles.find(r.x.attr("val"), noStyle).vanish
		case r.x.el == elVanish && string(r.x.local) == "vanish":
			direct = toggle(r.x)
		default:
			switch string(r.x.local) {
			case "strike", "dstrike":
				l.struck = l.struck || toggle(r.x) == on
			case "bdr":
				l.framed = true
			case "vertAlign":
				l.raised = r.x.attr("val") != "baseline"
			}
		}
		r.x.skip()
	}
	for _, v := range []switchValue{direct, byStyle} {
		if v != inherited {
			l.hidden = v == on
			break
		}
	}
	return l
}

// setApart keeps a figure that is struck through from the one beside it, by which
// it may be replaced.
func (r *reader) setApart(p *paragraph, struck bool) {
	if struck == p.struck {
		return
	}
	p.struck = struck
	if n := len(r.text); n > p.start && isDigit(r.text[n-1]) {
		r.write(p, ' ')
	}
}

// bracketNote puts brackets around a raised number behind a figure: it is a note's
// or an exponent, and no part of the figure.
func (r *reader) bracketNote(from int) {
	if from >= len(r.text) || !isDigit(r.text[from-1]) || !isDigit(r.text[from]) {
		return
	}
	r.text = append(slices.Insert(r.text, from, []byte("（")...), "）"...)
	r.take(0, len("（）"))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (r *reader) fieldMark(s *story) {
	last := len(s.fields) - 1
	switch r.x.attr("fldCharType") {
	case "begin":
		if last+1 < maxDepth {
			s.fields = append(s.fields, instruction)
		}
	case "separate":
		if last >= 0 {
			s.fields[last] = result
		}
	case "end":
		if last >= 0 {
			s.fields = s.fields[:last]
		}
	}
	r.x.skip()
}

func (r *reader) runChild(p *paragraph) {
	switch r.x.el {
	case elT, elMathText:
		r.characters(p)
		return
	case elTab, elPtab:
		r.write(p, '\t')
	case elCr:
		r.write(p, '\n')
	case elBr:
		r.lineBreak(p)
	case elNoBreakHyphen:
		r.write(p, '-')
	case elSym:
		r.write(p, symbol(r.x.attr("font"), r.x.attr("char")))
	case elDrawing, elPict, elObject:
		r.drawing()
		return
	case elRuby:
		r.ruby(p)
		return
	case elAlternate:
		r.alternate(func() {
			for r.x.child() {
				r.runChild(p)
			}
		})
		return
	}
	r.x.skip()
}

// write adds one character to the paragraph.
func (r *reader) write(p *paragraph, c rune) {
	if c == 0 {
		return
	}
	r.breakPage(p)
	r.text = utf8.AppendRune(r.text, c)
	r.take(0, utf8.RuneLen(c))
}

// lineBreak reads a break. One to the next page or column ends the line only
// when text follows in the same paragraph.
func (r *reader) lineBreak(p *paragraph) {
	switch r.x.attr("type") {
	case "page", "column":
		p.broken = true
	default:
		r.write(p, '\n')
	}
}

func (r *reader) breakPage(p *paragraph) {
	if p.broken && len(r.text) > p.start {
		r.text = append(r.text, '\n')
	}
	p.broken = false
}

// characters reads a text element. As Word does, it drops white space at both
// ends unless the file asks to keep it, and takes an end of line for a space.
func (r *reader) characters(p *paragraph) {
	keep := r.x.keepSpace
	if space := r.x.attr("space"); space != "" {
		keep = space == "preserve"
	}
	before := len(r.text)
	r.breakPage(p)
	from := len(r.text)
	r.text = r.x.content(r.text)
	added := r.text[from:]
	if !keep {
		added = bytes.Trim(added, " \t\r\n")
	}
	r.text = append(r.text[:from], plain(added)...)
	r.take(0, len(r.text)-before)
}

// plain replaces, in place, control characters by what Word shows for them.
func plain(text []byte) []byte {
	kept := text[:0]
	for i, c := range text {
		switch {
		case c >= ' ' || c == '\t':
			kept = append(kept, c)
		case c == '\n' && i > 0 && text[i-1] == ' ' && len(kept) > 0:
		case c == '\n' || c == '\r':
			kept = append(kept, ' ')
		}
	}
	return kept
}

// ruby reads text with its pronunciation above and keeps the text.
func (r *reader) ruby(p *paragraph) {
	for r.x.child() {
		if r.x.el == elRubyBase {
			r.inline(p)
		} else {
			r.x.skip()
		}
	}
}

// A picture is what a drawing is found to hold.
type picture struct {
	found bool
	text  string
}

// drawing reads a drawing, picture or embedded object: text boxes in it become
// blocks after the paragraph, an image a Picture.
func (r *reader) drawing() {
	var pic picture
	r.inDrawing(&pic)
	if pic.found {
		r.take(0, len(pic.text))
		r.push(paper.Block{Kind: paper.Picture, Text: pic.text})
	}
}

func (r *reader) inDrawing(pic *picture) {
	for r.x.child() {
		switch r.x.el {
		case elTxbxContent:
			box := story{first: len(r.blocks)}
			r.flow(&box)
			r.settle(&box)
		case elAlternate:
			r.alternate(func() { r.inDrawing(pic) })
		default:
			pic.see(r.x)
			r.inDrawing(pic)
		}
	}
}

// see notes an image (DrawingML blip, VML imagedata), chart or diagram, and the
// text that stands for it.
func (pic *picture) see(x *scanner) {
	switch string(x.local) {
	case "blip", "imagedata", "chart", "relIds":
		pic.found = true
	case "docPr":
		if pic.text = x.attr("descr"); pic.text == "" {
			pic.text = x.attr("title")
		}
	case "shape", "rect":
		if pic.text == "" {
			pic.text = x.attr("alt")
		}
	}
}
