package html

import (
	"html"
	"strings"
)

type tokenKind uint8

const (
	textToken tokenKind = iota
	startToken
	endToken
)

// An attribute is one attribute of a start tag as the source writes it.
type attribute struct{ name, value string }

// A scanner parts a page into text, start tags and end tags as the HTML
// standard's tokenizer does; comments and declarations it passes over. It keeps
// one token and allocates nothing for it.
type scanner struct {
	src string
	pos int

	kind  tokenKind
	text  string // of a text token, character references unresolved
	name  string // of a tag, as written
	tag   tag
	attrs []attribute // of a start tag
	cut   bool        // the page ends inside a comment, a tag or a raw element
}

// next moves to the next token and says whether there is one.
func (s *scanner) next() bool {
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' || !s.opensMarkup(s.pos) {
			s.scanText()
			return true
		}
		switch c := s.src[s.pos+1]; {
		case c == '/':
			if s.scanEnd() {
				return true
			}
		case c == '!' || c == '?':
			s.passDeclaration()
		default:
			if s.scanStart() {
				return true
			}
		}
	}
	return false
}

// opensMarkup says whether the "<" at i begins a tag or a declaration; a "<"
// before anything else is text.
func (s *scanner) opensMarkup(i int) bool {
	if i+1 >= len(s.src) {
		return false
	}
	c := s.src[i+1]
	if c == '/' {
		return i+2 < len(s.src)
	}
	return isLetter(c) || c == '!' || c == '?'
}

func (s *scanner) scanText() {
	start := s.pos
	for i := start + 1; ; i++ {
		next := strings.IndexByte(s.src[i:], '<')
		if next < 0 {
			s.pos = len(s.src)
			break
		}
		i += next
		if s.opensMarkup(i) {
			s.pos = i
			break
		}
	}
	s.kind, s.text = textToken, s.src[start:s.pos]
}

// scanEnd scans what begins with "</": an end tag, or a comment when no letter
// follows.
func (s *scanner) scanEnd() bool {
	if !isLetter(s.src[s.pos+2]) {
		s.passUntil(s.pos+2, ">")
		return false
	}
	s.kind = endToken
	p, ok := s.scanAttributes(s.scanName(s.pos + 2))
	s.pos = p
	return ok
}

func (s *scanner) scanStart() bool {
	s.kind = startToken
	p, ok := s.scanAttributes(s.scanName(s.pos + 1))
	s.pos = p
	return ok
}

// scanName reads the name at p and returns the place behind it.
func (s *scanner) scanName(p int) int {
	var lower [longestName]byte
	i := p
	for ; i < len(s.src); i++ {
		c := s.src[i]
		if isSpace(c) || c == '>' || c == '/' {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if i-p < longestName {
			lower[i-p] = c
		}
	}
	s.name, s.tag = s.src[p:i], tagOther
	if i-p <= longestName {
		s.tag = tagOf(lower[:i-p])
	}
	return i
}

// scanAttributes reads the attributes from p on and returns the place behind
// the tag. A tag that the page's end cuts off is no tag.
func (s *scanner) scanAttributes(p int) (int, bool) {
	s.attrs = s.attrs[:0]
	for {
		for p < len(s.src) && (isSpace(s.src[p]) || s.src[p] == '/') {
			p++
		}
		if p >= len(s.src) {
			s.cut = true
			return p, false
		}
		if s.src[p] == '>' {
			return p + 1, true
		}
		p = s.scanAttribute(p)
	}
}

// maxAttributes bounds the attributes kept of one tag; a thousand of them are
// an attack, and looking one up walks them all.
const maxAttributes = 64

func (s *scanner) scanAttribute(p int) int {
	src, start := s.src, p
	for p++; p < len(src) && !isSpace(src[p]) && src[p] != '/' && src[p] != '>' && src[p] != '='; {
		p++
	}
	a := attribute{name: src[start:p]}
	p = passSpace(src, p)
	if p < len(src) && src[p] == '=' {
		a.value, p = scanValue(src, passSpace(src, p+1))
	}
	if len(s.attrs) < maxAttributes {
		s.attrs = append(s.attrs, a)
	}
	return p
}

// scanValue reads the attribute value at p and returns the place behind it.
func scanValue(src string, p int) (string, int) {
	if p >= len(src) || src[p] == '>' {
		return "", p
	}
	if quote := src[p]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(src[p+1:], quote)
		if end < 0 {
			return "", len(src)
		}
		return src[p+1 : p+1+end], p + 2 + end
	}
	start := p
	for p < len(src) && !isSpace(src[p]) && src[p] != '>' {
		p++
	}
	return src[start:p], p
}

// passDeclaration passes what begins with "<!" or "<?": a comment, a doctype,
// or a mark of Word such as <![if !supportLists]>, whose content browsers show.
func (s *scanner) passDeclaration() {
	rest := s.src[s.pos+2:]
	if s.src[s.pos+1] == '?' || !strings.HasPrefix(rest, "--") {
		s.passUntil(s.pos+2, ">")
		return
	}
	switch {
	case strings.HasPrefix(rest, "-->"):
		s.pos += len("<!-->")
	case strings.HasPrefix(rest, "--->"):
		s.pos += len("<!--->")
	default:
		s.passComment(s.pos + len("<!--"))
	}
}

// passComment passes a comment whose text begins at p; it ends with "-->" or
// "--!>".
func (s *scanner) passComment(p int) {
	for {
		i := strings.Index(s.src[p:], "--")
		if i < 0 {
			s.pos, s.cut = len(s.src), true
			return
		}
		p += i + 2
		for p < len(s.src) && s.src[p] == '-' {
			p++
		}
		if rest := s.src[p:]; strings.HasPrefix(rest, ">") {
			s.pos = p + 1
			return
		} else if strings.HasPrefix(rest, "!>") {
			s.pos = p + 2
			return
		}
	}
}

func (s *scanner) passUntil(p int, end string) {
	i := strings.Index(s.src[p:], end)
	if i < 0 {
		s.pos, s.cut = len(s.src), true
		return
	}
	s.pos = p + i + len(end)
}

// rawText returns the content of the raw element just opened, in which only the
// element's own end tag is markup, and moves behind that tag.
func (s *scanner) rawText() string {
	name, start := s.name, s.pos
	for p := start; ; {
		i := strings.Index(s.src[p:], "</")
		if i < 0 {
			s.pos, s.cut = len(s.src), true
			return s.src[start:]
		}
		p += i
		if behind := p + 2 + len(name); behind < len(s.src) && strings.EqualFold(s.src[p+2:behind], name) {
			if c := s.src[behind]; isSpace(c) || c == '>' || c == '/' {
				s.passUntil(behind, ">")
				return s.src[start:p]
			}
		}
		p += 2
	}
}

// attr returns the value of an attribute of the tag, its character references
// resolved, and whether the tag has it. Of two with one name the first counts.
func (s *scanner) attr(name string) (string, bool) {
	for i := range s.attrs {
		if a := &s.attrs[i]; len(a.name) == len(name) && strings.EqualFold(a.name, name) {
			return unescape(a.value), true
		}
	}
	return "", false
}

func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

func passSpace(s string, p int) int {
	for p < len(s) && isSpace(s[p]) {
		p++
	}
	return p
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
