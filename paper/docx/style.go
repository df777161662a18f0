package docx

import (
	"strconv"
	"strings"
)

// A switchValue is a property that may be on, off, or left to the style below.
type switchValue uint8

const (
	inherited switchValue = iota
	on
	off
)

// toggle reads an on/off property of the current element.
func toggle(x *scanner) switchValue {
	switch x.attr("val") {
	case "0", "false", "off":
		return off
	}
	return on
}

// Values of a property that is not given.
const (
	noOutline   = -1
	bodyOutline = 9 // explicitly body text
	noNumber    = -1
)

// A style is a named set of properties, as far as they change the text.
type style struct {
	basedOn string
	outline int // 0–8 is a heading, bodyOutline is text, noOutline not given
	list    list
	vanish  switchValue
	merged  bool // properties of the styles it is based on are filled in
}

// A list is a reference into the numbering: which list, and which level of it.
type list struct{ id, level int }

// maxStyles bounds the styles of a document; WPS leaves some hundred behind.
const maxStyles = 20_000

// A styleSheet is the styles of a document by their ids.
type styleSheet struct {
	byID   map[string]*style
	normal *style // the default paragraph style
}

var noStyle = &style{outline: noOutline, list: list{noNumber, noNumber}, merged: true}

func (r *reader) readStyles() *styleSheet {
	sheet := &styleSheet{byID: map[string]*style{}, normal: noStyle}
	f := r.parts.relative(r.main, "/styles", "word/styles.xml")
	r.support(f, "文档的样式部分已损坏，标题级别可能没有认出。", func(x *scanner) {
		for x.child() {
			if x.el == elStyle {
				sheet.read(x)
			} else {
				x.skip()
			}
		}
	})
	return sheet
}

func (s *styleSheet) read(x *scanner) {
	id, isDefault := x.attr("styleId"), x.attr("default")
	isParagraph := x.attr("type") == "paragraph"
	st := &style{outline: noOutline, list: list{noNumber, noNumber}}
	name := ""
	for x.child() {
		switch x.el {
		case elName:
			name = x.attr("val")
			x.skip()
		case elBasedOn:
			st.basedOn = x.attr("val")
			x.skip()
		case elPPr:
			st.readParagraph(x)
		case elRPr:
			st.vanish = readVanish(x)
		default:
			x.skip()
		}
	}
	if st.outline == noOutline && isParagraph {
		st.outline = headingName(name)
	}
	if _, taken := s.byID[id]; !taken {
		s.byID[id] = st
	}
	if len(s.byID) > maxStyles {
		x.fail(errTooMuch)
	}
	if isParagraph && (isDefault == "1" || isDefault == "true" || isDefault == "on") {
		s.normal = st
	}
}

func (st *style) readParagraph(x *scanner) {
	for x.child() {
		switch x.el {
		case elOutlineLvl:
			st.outline = outlineLevel(x)
			x.skip()
		case elNumPr:
			st.list.read(x)
		default:
			x.skip()
		}
	}
}

func readVanish(x *scanner) switchValue {
	v := inherited
	for x.child() {
		if x.el == elVanish && string(x.local) == "vanish" {
			v = toggle(x)
		}
		x.skip()
	}
	return v
}

// read reads a numPr element.
func (l *list) read(x *scanner) {
	for x.child() {
		switch x.el {
		case elNumID:
			l.id = number(x, "val", noNumber)
		case elIlvl:
			l.level = number(x, "val", noNumber)
		}
		x.skip()
	}
}

func outlineLevel(x *scanner) int {
	if n := number(x, "val", noOutline); n >= 0 && n <= bodyOutline {
		return n
	}
	return noOutline
}

// number reads a whole number, other when there is none.
func number(x *scanner, attr string, other int) int {
	n, err := strconv.Atoi(strings.TrimSpace(x.attr(attr)))
	if err != nil {
		return other
	}
	return n
}

// headingName is the outline level of the built-in heading styles, whose level
// programs may leave out of the file.
func headingName(name string) int {
	lower := strings.ToLower(strings.TrimSpace(name))
	rest, found := strings.CutPrefix(lower, "heading")
	if !found {
		rest, found = strings.CutPrefix(lower, "标题")
	}
	if rest = strings.TrimSpace(rest); found && len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' {
		return int(rest[0] - '1')
	}
	return noOutline
}

// find returns a style with the properties it inherits, the given one when the
// document has none of that id.
func (s *styleSheet) find(id string, other *style) *style {
	st := s.byID[id]
	if st == nil {
		return other
	}
	s.merge(st)
	return st
}

// merge fills in what st inherits. Chains are followed in a loop, marked as
// they go, so that styles based on each other end.
func (s *styleSheet) merge(st *style) {
	var chain []*style
	for st != nil && !st.merged {
		st.merged = true
		chain = append(chain, st)
		st = s.byID[st.basedOn]
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if st != nil {
			chain[i].inherit(st)
		}
		st = chain[i]
	}
}

func (st *style) inherit(from *style) {
	if st.outline == noOutline {
		st.outline = from.outline
	}
	if st.list.id == noNumber {
		st.list.id = from.list.id
	}
	if st.list.level == noNumber {
		st.list.level = from.list.level
	}
	if st.vanish == inherited {
		st.vanish = from.vanish
	}
}

// normalStyle is the style of a paragraph that names none.
func (s *styleSheet) normalStyle() *style {
	s.merge(s.normal)
	return s.normal
}
