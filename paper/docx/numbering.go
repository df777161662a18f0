package docx

import (
	"strings"
	"unicode/utf8"
)

const (
	levels    = 9
	maxLists  = 4096 // definitions, and as many lists; a definition takes 1 KB
	noRestart = -1   // lvlRestart is not given
)

// A level says how one level of a list is numbered.
type level struct {
	known   bool
	start   int
	format  string
	text    string // with %1 … %9 for the numbers of the levels
	suffix  string // tab, space or nothing
	style   string // the paragraph style that goes with the level
	restart int    // 0: never; n: after level n (from 1)
	legal   bool   // all numbers in Arabic digits
}

// An abstractList is a list definition with the numbers counted so far; lists
// made from one definition count on together.
type abstractList struct {
	levels    [levels]level
	styleLink string // the definition is that of this style's list
	count     [levels]int
	begun     [levels]bool
}

// A numberedList is a list paragraphs refer to: a definition and what it
// changes.
type numberedList struct {
	abstract *abstractList
	changed  [levels]*level
	start    [levels]*int // begins there when the list is first met
}

// numbering is the lists of a document.
type numbering struct {
	abstract map[int]*abstractList
	lists    map[int]*numberedList
}

func (r *reader) readNumbering() *numbering {
	n := &numbering{map[int]*abstractList{}, map[int]*numberedList{}}
	f := r.parts.relative(r.main, "/numbering", "word/numbering.xml")
	r.support(f, "文档的自动编号部分已损坏，段落前的自动编号可能没有读出。", func(x *scanner) {
		for x.child() {
			switch x.el {
			case elAbstractNum:
				n.readAbstract(x)
			case elNum:
				n.readList(x)
			default:
				x.skip()
			}
		}
	})
	n.link(r.styles)
	return n
}

func (n *numbering) readAbstract(x *scanner) {
	id := number(x, "abstractNumId", noNumber)
	a := &abstractList{}
	for x.child() {
		switch x.el {
		case elLvl:
			if i := number(x, "ilvl", noNumber); i >= 0 && i < levels {
				a.levels[i].read(x)
				continue
			}
		case elNumStyleLink:
			a.styleLink = x.attr("val")
		}
		x.skip()
	}
	if n.abstract[id] = a; len(n.abstract) > maxLists {
		x.fail(errTooMuch)
	}
}

func (n *numbering) readList(x *scanner) {
	id := number(x, "numId", noNumber)
	l := &numberedList{}
	for x.child() {
		switch x.el {
		case elAbstractNumID:
			l.abstract = n.abstract[number(x, "val", noNumber)]
			x.skip()
		case elLvlOverride:
			l.readOverride(x)
		default:
			x.skip()
		}
	}
	if l.abstract != nil {
		n.lists[id] = l
	}
	if len(n.lists) > maxLists {
		x.fail(errTooMuch)
	}
}

func (l *numberedList) readOverride(x *scanner) {
	i := number(x, "ilvl", noNumber)
	for x.child() {
		switch {
		case i < 0 || i >= levels:
			x.skip()
		case x.el == elStartOverride:
			start := number(x, "val", 0)
			l.start[i] = &start
			x.skip()
		case x.el == elLvl:
			l.changed[i] = &level{}
			l.changed[i].read(x)
		default:
			x.skip()
		}
	}
}

func (v *level) read(x *scanner) {
	*v = level{known: true, format: "decimal", suffix: "tab", restart: noRestart}
	for x.child() {
		switch x.el {
		case elStart:
			v.start = number(x, "val", 0)
		case elNumFmt:
			v.format = x.attr("val")
		case elLvlText:
			v.text = x.attr("val")
		case elSuff:
			v.suffix = x.attr("val")
		case elPStyle:
			v.style = x.attr("val")
		case elLvlRestart:
			v.restart = number(x, "val", noRestart)
		case elIsLgl:
			v.legal = toggle(x) == on
		case elAlternate: // number formats of later Word, with an older one to fall back on
			v.readAlternate(x)
			continue
		}
		x.skip()
	}
}

func (v *level) readAlternate(x *scanner) {
	for x.child() {
		for isChoice := x.el == elChoice; x.child(); {
			if x.el == elNumFmt && (isChoice || v.format == "custom") {
				v.format = x.attr("val")
			}
			x.skip()
		}
	}
}

// link gives definitions that only refer to a style's list that list.
func (n *numbering) link(styles *styleSheet) {
	for _, l := range n.lists {
		for range levels { // a chain longer than that is a ring
			if l.abstract.styleLink == "" {
				break
			}
			target := n.lists[styles.find(l.abstract.styleLink, noStyle).list.id]
			if target == nil || target == l {
				break
			}
			l.abstract = target.abstract
		}
	}
}

// label counts the paragraph in its list and returns its number with the gap
// after it, "" if it has none. Bullets are not text.
func (r *reader) label(p *paragraph, text string) string {
	id := p.list.id
	if id == noNumber {
		id = p.style.list.id
	}
	if id <= 0 {
		return ""
	}
	if r.numbers == nil {
		r.numbers = r.readNumbering()
	}
	l := r.numbers.lists[id]
	if l == nil {
		return ""
	}
	at := p.list.level
	if at == noNumber {
		at = l.levelOf(p)
	}
	if at < 0 || at >= levels {
		return ""
	}
	l.advance(at)
	label := l.render(at)
	r.take(0, len(label))
	if label == "" {
		return ""
	}
	return label + gap(l.level(at).suffix, label, text)
}

// levelOf is the level of a paragraph numbered by its style alone.
func (l *numberedList) levelOf(p *paragraph) int {
	if p.style.list.level != noNumber {
		return p.style.list.level
	}
	for i := range levels {
		if s := l.level(i).style; s != "" && s == p.styleID {
			return i
		}
	}
	return 0
}

func (l *numberedList) level(i int) *level {
	if l.changed[i] != nil {
		return l.changed[i]
	}
	return &l.abstract.levels[i]
}

// advance counts one paragraph at the level.
func (l *numberedList) advance(at int) {
	a := l.abstract
	for i := range levels { // a list met for the first time begins where it says
		if l.start[i] != nil && i <= at {
			a.count[i], a.begun[i] = *l.start[i]-1, true
			if i < at {
				a.count[i]++
			}
			l.start[i] = nil
		}
	}
	for i := range at { // levels above that were skipped count as begun
		if !a.begun[i] {
			a.count[i], a.begun[i] = l.level(i).start, true
		}
	}
	if a.begun[at] {
		a.count[at] = min(a.count[at]+1, 1<<30)
	} else {
		a.count[at], a.begun[at] = l.level(at).start, true
	}
	for i := at + 1; i < levels; i++ {
		if after := l.level(i).restart; after == noRestart || after > at {
			a.begun[i] = false
		}
	}
}

// render writes the number of the level as its pattern says.
func (l *numberedList) render(at int) string {
	v := l.level(at)
	if !v.known || v.format == "bullet" {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(v.text); i++ {
		c := v.text[i]
		if c != '%' || i+1 >= len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		of := int(v.text[i] - '1')
		format := l.level(of).format
		if v.legal {
			format = "decimal"
		}
		b.WriteString(formatNumber(format, l.abstract.count[of]))
	}
	return b.String()
}

// gap is what stands between a number and the text. A tab after 一、 or 1. is
// only room on the page; it becomes a space where number and text would run
// into each other.
func gap(suffix, label, text string) string {
	if text == "" || suffix == "nothing" {
		return ""
	}
	if suffix == "space" {
		return " "
	}
	last, _ := utf8.DecodeLastRuneInString(label)
	if isPlainCharacter(rune(text[0])) || isPlainCharacter(last) {
		return " "
	}
	return ""
}

func isPlainCharacter(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
