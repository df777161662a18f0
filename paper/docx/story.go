package docx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// A story is one flow of paragraphs and tables: the body, a cell, a text box.
type story struct {
	first  int     // where its blocks begin on the reader's stack
	joined bool    // the last paragraph's mark is deleted: its text, left on the
	from   int     // reader's stack from here on, joins the paragraph that follows
	fields []field // complex fields open at this point
}

// A field is the part of a complex field we are in; only its result is seen.
type field uint8

const (
	instruction field = iota
	result
)

// instructed says whether text here belongs to the instruction of a field.
func (s *story) instructed() bool { return slices.Contains(s.fields, instruction) }

// flow reads the children of the current element as part of the story.
func (r *reader) flow(s *story) {
	for r.x.child() {
		r.flowChild(s)
	}
}

func (r *reader) flowChild(s *story) {
	switch r.x.el {
	case elP:
		r.paragraph(s)
	case elTbl:
		r.settle(s)
		if t := r.table(); len(t.Rows) > 0 {
			r.push(paper.Block{Kind: paper.TableBlock, Table: t})
		}
	case elInline:
		r.flow(s)
	case elAlternate:
		r.alternate(func() { r.flow(s) })
	case elAltChunk:
		if !r.embeds {
			r.embeds = true
			r.doc.Note(paper.Damaged, 0, "文中嵌入了另一个文件的内容，没有读取；请用 Word 打开后另存为 .docx。")
		}
		r.x.skip()
	default:
		r.x.skip()
	}
}

// alternate reads one of the alternatives of an AlternateContent with read: the
// first choice, or the fallback when there is no choice.
func (r *reader) alternate(read func()) {
	taken := false
	for r.x.child() {
		if taken || r.x.el != elChoice && r.x.el != elFallback {
			r.x.skip()
			continue
		}
		taken = true
		read()
	}
}

func (r *reader) push(b paper.Block) {
	r.take(1, 0)
	r.blocks = append(r.blocks, b)
}

// settle ends a paragraph that waits for the next one where none can follow.
func (r *reader) settle(s *story) {
	if s.joined {
		s.joined = false
		if text := r.popText(s.from); text != "" {
			r.push(paper.Block{Kind: paper.Paragraph, Text: text})
		}
	}
	s.fields = s.fields[:0]
}

// A paragraph is what is known of the paragraph being read.
type paragraph struct {
	story   *story
	start   int // of its text on the reader's stack
	first   int // of the blocks anchored in it: text boxes, pictures
	style   *style
	styleID string
	outline int
	list    list
	joined  bool // its mark is deleted or hidden: the next paragraph goes on
	broken  bool // a page break is due before the next text
	struck  bool // the run before is struck through
}

func (r *reader) paragraph(s *story) {
	p := paragraph{
		story: s, start: len(r.text), first: len(r.blocks),
		style: r.styles.normalStyle(), outline: noOutline, list: list{noNumber, noNumber},
	}
	if s.joined {
		s.joined, p.start = false, s.from
	}
	r.inline(&p)
	r.endParagraph(&p)
}

func (r *reader) endParagraph(p *paragraph) {
	p.story.fields = slices.DeleteFunc(p.story.fields, func(f field) bool { return f == instruction })
	if p.joined {
		p.story.joined, p.story.from = true, p.start
		return
	}
	text := r.popText(p.start)
	if label := r.label(p, text); label != "" {
		text = label + text
	}
	if text == "" {
		return
	}
	block := paper.Block{Kind: paper.Paragraph, Text: text}
	if level := p.level(); level < bodyOutline {
		block.Kind, block.Level = paper.Heading, min(level+1, 6)
	}
	if p.styleID == "Title" {
		block.Text = joinTitle(text)
	}
	r.push(block)
	if last := len(r.blocks) - 1; p.first < last { // before what is anchored in it
		copy(r.blocks[p.first+1:], r.blocks[p.first:last])
		r.blocks[p.first] = block
	}
}

// popText takes the text from start on off the stack.
func (r *reader) popText(start int) string {
	text := string(r.text[start:])
	r.text = r.text[:start]
	if !utf8.ValidString(text) {
		text, r.patched = strings.ToValidUTF8(text, "\ufffd"), true
	}
	return text
}

// level is the outline level: the paragraph's own, or that of its style.
func (p *paragraph) level() int {
	switch {
	case p.outline != noOutline:
		return p.outline
	case p.style.outline != noOutline:
		return p.style.outline
	}
	return bodyOutline
}

func (r *reader) paragraphProperties(p *paragraph) {
	for r.x.child() {
		switch r.x.el {
		case elPStyle:
			p.styleID = r.x.attr("val")
			p.style = r.styles.find(p.styleID, p.style)
			r.x.skip()
		case elOutlineLvl:
			p.outline = outlineLevel(r.x)
			r.x.skip()
		case elNumPr:
			p.list.read(r.x)
		case elRPr:
			r.markProperties(p)
		default:
			r.x.skip()
		}
	}
}

// markProperties reads the properties of the paragraph mark.
func (r *reader) markProperties(p *paragraph) {
	for r.x.child() {
		switch r.x.el {
		case elDel, elMoveFrom:
			p.joined = true
		case elVanish:
			p.joined = toggle(r.x) == on
		}
		r.x.skip()
	}
}
