package html

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A paragraph collects the text of one block as a browser would set it: white
// space of the source collapses, lines have no space at their ends.
type paragraph struct {
	text    []byte
	space   bool // white space stands before what comes next
	newline bool // and it contains a line break of the source
	pre     bool // white space counts, as in <pre>
	raised  int  // where a small figure behind another begins, 0 for none
}

// Classes of first bytes that need care; all other bytes are copied in runs.
const (
	plain  = iota
	blank  // white space
	escape // a character reference
	odd    // a control character, or a character that may have no width
)

var class = [256]uint8{
	' ': blank, '\n': blank, '\t': blank, '\r': blank, '\f': blank, '&': escape,
	0: odd, 1: odd, 2: odd, 3: odd, 4: odd, 5: odd, 6: odd, 7: odd, 8: odd, 0x0b: odd, 0x0e: odd, 0x0f: odd,
	0x10: odd, 0x11: odd, 0x12: odd, 0x13: odd, 0x14: odd, 0x15: odd, 0x16: odd, 0x17: odd,
	0x18: odd, 0x19: odd, 0x1a: odd, 0x1b: odd, 0x1c: odd, 0x1d: odd, 0x1e: odd, 0x1f: odd, 0x7f: odd,
	0xc2: odd, 0xe2: odd, 0xef: odd,
}

// add adds text of the source.
func (p *paragraph) add(s string) {
	for i := 0; i < len(s); {
		switch class[s[i]] {
		case blank:
			p.addSpace(s[i])
			i++
		case escape:
			i += p.addReference(s[i:])
		case odd:
			i += p.addOdd(s[i:])
		default:
			end := i + 1
			for end < len(s) && class[s[end]] == plain {
				end++
			}
			p.put(s[i:end])
			i = end
		}
	}
}

func (p *paragraph) addSpace(c byte) {
	switch {
	case !p.pre:
		p.space = true
		p.newline = p.newline || c == '\n' || c == '\r'
	case c == '\n':
		p.lineBreak()
	case c != '\r':
		p.put(" ")
	}
}

// addReference adds the character reference at the start of s and returns its
// length. A "&" that begins none is text.
func (p *paragraph) addReference(s string) int {
	if strings.HasPrefix(s, "&nbsp;") {
		p.put(" ")
		return len("&nbsp;")
	}
	end := 1
	for end < len(s) && end < 40 && (isLetter(s[end]) || '0' <= s[end] && s[end] <= '9' || s[end] == '#') {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	decoded := html.UnescapeString(s[:end])
	for i := 0; i < len(decoded); {
		if class[decoded[i]] == odd {
			i += p.addOdd(decoded[i:])
			continue
		}
		_, n := utf8.DecodeRuneInString(decoded[i:])
		if isSpace(decoded[i]) {
			p.addSpace(decoded[i])
		} else {
			p.put(decoded[i : i+n])
		}
		i += n
	}
	return end
}

// addOdd adds the character at the start of s unless nobody can see it, and
// returns its length.
func (p *paragraph) addOdd(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '\u00a0':
		p.put(" ")
	case !unseen(r):
		p.put(s[:n])
	}
	return n
}

// unseen says whether r is a control character or has no width: pages carry
// them inside numbers and names, where no reader can see them.
func unseen(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == '\u00ad', r == '\ufeff', r == '\u2060':
		return true
	}
	return r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e'
}

// put appends s, which has no white space of the source in it.
func (p *paragraph) put(s string) {
	if p.space {
		p.settleSpace(s)
	}
	p.text = append(p.text, s...)
}

// settleSpace sets the space that stands before s: none at the start of a line,
// and none for a line break of the source between two Chinese characters.
func (p *paragraph) settleSpace(s string) {
	newline := p.newline
	p.space, p.newline = false, false
	if len(p.text) == 0 || p.text[len(p.text)-1] == '\n' {
		return
	}
	if newline {
		before, _ := utf8.DecodeLastRune(p.text)
		after, _ := utf8.DecodeRuneInString(s)
		if isWide(before) && isWide(after) {
			return
		}
	}
	p.text = append(p.text, ' ')
}

// isWide says whether r fills a square, as Chinese characters and their
// punctuation do.
func isWide(r rune) bool {
	switch {
	case r < 0x2e80:
		return r >= '‘' && r <= '”' || r == '…' || r == '—'
	case r <= 0xa4cf, r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe4f:
		return true
	}
	return r >= 0xff00 && r <= 0xffef || r >= 0x20000 && r <= 0x3ffff
}

// lineBreak ends the line.
func (p *paragraph) lineBreak() {
	p.space, p.newline = false, false
	p.text = append(p.text, '\n')
}

// raise begins text set above or below the line, and lower ends it. Behind a figure
// it is a note's number or an exponent, and gets brackets, for it is no part of the
// figure.
func (p *paragraph) raise() {
	p.raised = 0
	if n := len(p.text); n > 0 && isDigit(p.text[n-1]) && !p.space {
		p.raised = n
	}
}

func (p *paragraph) lower() {
	at := p.raised
	p.raised = 0
	if at == 0 || at >= len(p.text) || !isDigit(p.text[at]) {
		return
	}
	p.text = slices.Insert(p.text, at, []byte("（")...)
	p.text = append(p.text, "）"...)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// take returns the text with its lines trimmed and empties the paragraph. The
// result is good until the next call of add.
func (p *paragraph) take() []byte {
	text := trimLines(p.text)
	p.text, p.space, p.newline = p.text[:0], false, false
	p.raised = 0
	return text
}

// trimLines removes the white space at the ends of lines, in place: indents
// made of U+3000 or no-break spaces, and empty lines at both ends.
func trimLines(text []byte) []byte {
	text = trimSpace(text)
	out := 0
	for from := 0; from < len(text); {
		end := from
		for end < len(text) && text[end] != '\n' {
			end++
		}
		if end == len(text) && from == 0 {
			return text
		}
		out += copy(text[out:], trimSpace(text[from:end]))
		if end < len(text) {
			text[out] = '\n'
			out++
		}
		from = end + 1
	}
	return text[:out]
}

// trimSpace is bytes.TrimSpace without its work on what is most common: text
// that begins and ends with something visible.
func trimSpace(text []byte) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if !unicode.IsSpace(r) {
			break
		}
		text = text[n:]
	}
	for len(text) > 0 {
		r, n := utf8.DecodeLastRune(text)
		if !unicode.IsSpace(r) {
			break
		}
		text = text[:len(text)-n]
	}
	return text
}

// A shelf keeps the strings of a document in a few large pieces.
type shelf struct{ piece strings.Builder }

const shelfSize = 4096

func (s *shelf) keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if s.piece.Cap()-s.piece.Len() < len(text) {
		s.piece = strings.Builder{}
		s.piece.Grow(max(shelfSize, len(text)))
	}
	start := s.piece.Len()
	s.piece.Write(text)
	return s.piece.String()[start:]
}

// addText adds text in which "&" is no markup.
func (p *paragraph) addText(s string) {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			p.add(s)
			return
		}
		p.add(s[:i])
		p.put("&")
		s = s[i+1:]
	}
}
