package html

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isHidden says whether the element of the current start tag is not displayed,
// or is the key that Write puts below a table.
func (s *scanner) isHidden() bool {
	for i := range s.attrs {
		a := &s.attrs[i]
		switch len(a.name) {
		case len("style"):
			if strings.EqualFold(a.name, "style") && (hidesStyle(a.value) || s.tag == tagOther && unsetsStyle(a.value)) {
				return true
			}
		case len("data-value"):
			if a.name == "data-value" && a.value == dataKey && s.name == "ul" {
				return true
			}
		case len("hidden"):
			if strings.EqualFold(a.name, "hidden") {
				return true
			}
		case len("aria-hidden"):
			if strings.EqualFold(a.name, "aria-hidden") && strings.EqualFold(a.value, "true") && s.isDecoration() {
				return true
			}
		}
	}
	return false
}

// hidesStyle says whether the last display declaration of a style attribute is
// none.
func hidesStyle(style string) bool {
	hidden := false
	for {
		i := strings.Index(style, "isplay")
		if i < 0 {
			if i = strings.Index(style, "ISPLAY"); i < 0 {
				return hidden
			}
		}
		isName := i > 0 && style[i-1]|0x20 == 'd' && (i == 1 || isSpace(style[i-2]) || style[i-2] == ';')
		style = style[i+len("isplay"):]
		if !isName {
			continue
		}
		if value, ok := strings.CutPrefix(strings.TrimLeft(style, " \t\r\n"), ":"); ok {
			value = strings.TrimLeft(value, " \t\r\n")
			hidden = len(value) >= 4 && strings.EqualFold(value[:4], "none")
		}
	}
}

// unsetsStyle says whether a style attribute leaves the place of the text and
// takes the text itself away: by hiding it, or by a line through it, as editors
// write it for text that was replaced.
func unsetsStyle(style string) bool {
	if i := strings.Index(style, "isibility"); i > 0 {
		value := strings.TrimLeft(style[i+len("isibility"):], ": \t\r\n")
		return len(value) >= 6 && strings.EqualFold(value[:6], "hidden")
	}
	return strings.Contains(style, "line-through")
}

// isDrawn says whether the element of the current start tag shows what it holds, but
// not as text that can be read.
func (s *scanner) isDrawn() bool {
	for _, name := range []string{"svg", "select", "canvas"} {
		if strings.EqualFold(s.name, name) {
			return true
		}
	}
	return false
}

// decorationSize bounds how far isDecoration looks: an icon is small.
const decorationSize = 256

// isDecoration says whether the element just opened, hidden from assistive
// technology only, holds neither letter nor digit: an arrow or an icon.
// Anything a reader could see as text is read.
func (s *scanner) isDecoration() bool {
	rest := s.src[s.pos:min(len(s.src), s.pos+decorationSize)]
	for rest != "" {
		if rest[0] == '<' {
			if behind, ok := strings.CutPrefix(rest, "</"); ok && len(behind) > len(s.name) && strings.EqualFold(behind[:len(s.name)], s.name) {
				return true
			}
			i := strings.IndexByte(rest, '>')
			if i < 0 {
				return false
			}
			rest = rest[i+1:]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		if r == '&' || unicode.IsLetter(r) || unicode.IsNumber(r) {
			return false
		}
		rest = rest[n:]
	}
	return false
}

// A hole is an element being skipped with all it holds. It ends with its end
// tag, or where a browser closes it without one.
type hole struct {
	scan   *scanner
	root   tag
	name   string
	inside bool // it stands inside a table
	depth  int  // open elements of its name, itself included
	tables int  // tables open inside it
	blocks int  // other blocks open inside it
}

// skip passes the element of the current start tag and its content.
func (s *scanner) skip(insideTable bool) {
	h := hole{scan: s, root: s.tag, name: s.name, inside: insideTable, depth: 1}
	if s.tag == tagRaw || s.tag == tagTitle || s.tag == tagTextarea {
		s.rawText()
		return
	}
	if h.isDrawing() && s.src[s.pos-2] == '/' {
		return // of all skipped elements only a drawing may close itself
	}
	for {
		before := s.pos
		if !s.next() {
			return
		}
		switch s.kind {
		case startToken:
			if h.endsBefore() {
				s.pos = before
				return
			}
		case endToken:
			over, mine := h.endsWith()
			if over {
				if !mine {
					s.pos = before
				}
				return
			}
		}
	}
}

func (h *hole) isSame() bool {
	return h.scan.tag == h.root && len(h.scan.name) == len(h.name) && strings.EqualFold(h.scan.name, h.name)
}

// isDrawing says whether the hole is an svg element, which any block ends.
func (h *hole) isDrawing() bool { return h.root == tagSkip && strings.EqualFold(h.name, "svg") }

// isReading says whether the hole holds how the characters before it are read, which
// needs no end tag.
func (h *hole) isReading() bool { return h.isReadingOf(h.name) }

func (h *hole) isReadingOf(name string) bool {
	return h.root == tagSkip && (strings.EqualFold(name, "rt") || strings.EqualFold(name, "rp"))
}

// endsBefore says whether the start tag just read closes the hole; otherwise it
// counts the element it opens.
func (h *hole) endsBefore() bool {
	s := h.scan
	t := s.tag
	switch {
	case t == tagRaw || t == tagTextarea || t == tagTitle:
		s.rawText()
	case t.isVoid():
	case t == tagTable:
		if h.root == tagP && h.tables == 0 {
			return true
		}
		h.tables++
	case h.tables > 0: // whatever it is, it belongs to a table inside
	case h.isPart(t):
		return true
	case t.isBlock() && (h.root == tagP || h.isDrawing()):
		return true
	case h.isReading() && (h.isReadingOf(s.name) || strings.EqualFold(s.name, "rb")):
		return true
	case h.isSame():
		if t == tagLi && h.blocks == 0 {
			return true
		}
		h.depth++
	case t.isBlock():
		h.blocks++
	}
	return false
}

// isPart says whether t is a part of the table around the hole that closes it.
func (h *hole) isPart(t tag) bool {
	return h.inside && h.root != tagTable && t.rank() > 0 && t.rank() >= h.root.rank()
}

// endsWith says whether the end tag just read closes the hole, and whether it
// is the hole's own.
func (h *hole) endsWith() (over, mine bool) {
	t := h.scan.tag
	switch {
	case t == tagTable:
		if h.tables > 0 {
			h.tables--
			return false, false
		}
		return h.inside || h.root == tagTable, h.root == tagTable
	case h.tables > 0:
		return false, false
	case h.isReading() && strings.EqualFold(h.scan.name, "ruby"):
		return true, false
	case h.isSame():
		h.depth--
		return h.depth == 0, true
	case h.isPart(t):
		return true, false
	case t.isBlock() && h.blocks > 0:
		h.blocks--
		return false, false
	}
	// The end of a block around it ends an inline element and a paragraph.
	return t.isBlock() && t.rank() == 0 && (!h.root.isBlock() || h.root == tagP), false
}
