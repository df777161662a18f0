package docx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of the scanner. Word's own files stay far below each of them.
const (
	windowSize  = 32 << 10
	maxTagBytes = 1 << 20
	maxDepth    = 256
	maxBindings = 256
)

var (
	errDeep     = errors.New("elements are nested too deeply")
	errLongTag  = errors.New("a tag is too long")
	errDTD      = errors.New("the part has a document type declaration")
	errEntity   = errors.New("the part uses an entity of its own")
	errCut      = errors.New("the part ends in the middle")
	errMismatch = errors.New("an end tag does not match its start tag")
	errSyntax   = errors.New("the part is not well-formed XML")
	errBindings = errors.New("the part declares too many namespaces")
)

type token uint8

const (
	atEnd token = iota
	startTag
	endTag
	charData
)

// A scanner is a pull scanner over the XML of one part. It holds a window of
// the part, never the whole, and knows as much XML as the parts of an office
// document may use: no document types, no entities but the five of XML. It
// exists because encoding/xml spends most of the reading time on names and
// attributes that nobody asks for.
//
// Slices it hands out are valid until the next token.
type scanner struct {
	src       io.Reader
	window    []byte
	pos, fill int   // window[pos:fill] is not yet read
	base      int64 // offset of window[0] in the part
	drained   bool
	err       error // sticks; the scanner then is at its end

	el         element     // of the last start tag
	local      []byte      // its name without prefix
	attributes []attribute // and its attributes, as written
	chars      []byte      // of the last character data, decoded
	decoded    []byte      // room for chars

	selfClosed bool // the last start tag was <a/>: its end tag is still due
	inCDATA    bool
	keepSpace  bool // set by the reader: white space at the ends of texts counts
	rootSeen   bool
	names      []byte // names of the open elements, one after the other
	marks      []int  // where each begins in names
	bindings   []binding
	memoPrefix string // the last prefix looked up, and what it means
	memoSpace  namespace
	memoValid  bool
}

type attribute struct{ name, value []byte }

// A binding is a namespace prefix declared on the element at depth.
type binding struct {
	prefix string
	space  namespace
	depth  int
}

func newScanner(src io.Reader) *scanner {
	return &scanner{src: src, window: make([]byte, windowSize)}
}

func (s *scanner) fail(err error) token {
	if s.err == nil {
		s.err = fmt.Errorf("byte %d: %w", s.base+int64(s.pos), err)
	}
	return atEnd
}

// more reads on, keeping what is not yet read, and says whether anything came.
func (s *scanner) more() bool {
	if s.drained || s.err != nil {
		return false
	}
	if s.pos > 0 {
		copy(s.window, s.window[s.pos:s.fill])
		s.base += int64(s.pos)
		s.fill -= s.pos
		s.pos = 0
	}
	if s.fill == len(s.window) {
		if len(s.window) >= maxTagBytes {
			s.fail(errLongTag)
			return false
		}
		s.window = append(s.window, make([]byte, len(s.window))...)
	}
	before := s.fill
	for s.fill < len(s.window) && !s.drained {
		n, err := s.src.Read(s.window[s.fill:])
		s.fill += n
		if err == io.EOF {
			s.drained = true
		} else if err != nil {
			s.fail(err)
			return false
		}
	}
	return s.fill > before
}

// next returns the next start tag, end tag or piece of character data; a text
// may come in several pieces.
func (s *scanner) next() token {
	if s.selfClosed {
		s.selfClosed = false
		s.pop()
		return endTag
	}
	for s.err == nil {
		if s.inCDATA {
			if s.cdata() {
				return charData
			}
			continue
		}
		if s.pos == s.fill && !s.more() {
			return s.finish()
		}
		if s.window[s.pos] != '<' {
			if s.text() {
				return charData
			}
			continue
		}
		if s.fill-s.pos < 2 && !s.more() {
			return s.fail(errCut)
		}
		switch s.window[s.pos+1] {
		case '/':
			return s.closing()
		case '!':
			s.declaration()
		case '?':
			s.skipPast("?>")
		default:
			return s.opening()
		}
	}
	return atEnd
}

func (s *scanner) finish() token {
	if s.err == nil && (len(s.marks) > 0 || !s.rootSeen) {
		s.fail(errCut)
	}
	return atEnd
}

// text takes character data up to the next tag or the end of the window. It
// says false when there was nothing to hand out.
func (s *scanner) text() bool {
	raw := s.window[s.pos:s.fill]
	if i := bytes.IndexByte(raw, '<'); i >= 0 {
		raw = raw[:i]
	} else if amp := bytes.LastIndexByte(raw, '&'); amp >= 0 && len(raw)-amp <= maxReference && bytes.IndexByte(raw[amp:], ';') < 0 {
		if amp == 0 { // a reference broken by the end of the window
			if !s.more() {
				s.fail(errEntity)
			}
			return false
		}
		raw = raw[:amp]
	}
	s.pos += len(raw)
	if len(s.marks) == 0 {
		if len(bytes.Trim(raw, " \t\r\n\ufeff")) > 0 {
			s.fail(errSyntax)
		}
		return false
	}
	if bytes.IndexByte(raw, '&') < 0 {
		s.chars = raw
		return true
	}
	var err error
	if s.decoded, err = unescape(s.decoded[:0], raw); err != nil {
		s.fail(err)
		return false
	}
	s.chars = s.decoded
	return true
}

// cdata takes a piece of a CDATA section; false when there was nothing.
func (s *scanner) cdata() bool {
	raw := s.window[s.pos:s.fill]
	if i := bytes.Index(raw, []byte("]]>")); i >= 0 {
		s.chars, s.inCDATA = raw[:i], false
		s.pos += i + 3
		return i > 0
	}
	if len(raw) <= 2 { // may be the beginning of the end
		if !s.more() {
			s.fail(errCut)
		}
		return false
	}
	s.chars = raw[:len(raw)-2]
	s.pos += len(raw) - 2
	return true
}

// declaration handles what begins with <! : a comment, a CDATA section, or a
// document type, which an office document must not have.
func (s *scanner) declaration() {
	const cdata = "<![CDATA["
	for s.fill-s.pos < len(cdata) && s.more() {
	}
	rest := s.window[s.pos:s.fill]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.pos += 4
		s.skipPast("-->")
	case bytes.HasPrefix(rest, []byte(cdata)) && len(s.marks) > 0:
		s.pos += len(cdata)
		s.inCDATA = true
	case len(rest) < len(cdata):
		s.fail(errCut)
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		s.fail(errDTD)
	default:
		s.fail(errSyntax)
	}
}

func (s *scanner) skipPast(mark string) {
	for {
		rest := s.window[s.pos:s.fill]
		if i := bytes.Index(rest, []byte(mark)); i >= 0 {
			s.pos += i + len(mark)
			return
		}
		s.pos += max(0, len(rest)-len(mark)+1)
		if !s.more() {
			s.fail(errCut)
			return
		}
	}
}

// pop leaves the innermost open element.
func (s *scanner) pop() {
	depth := len(s.marks)
	for n := len(s.bindings); n > 0 && s.bindings[n-1].depth == depth; n-- {
		s.bindings = s.bindings[:n-1]
		s.memoValid = false
	}
	s.names = s.names[:s.marks[depth-1]]
	s.marks = s.marks[:depth-1]
}

// child moves to the next child of the element entered last. It returns false
// after the end tag of that element; whoever gets true must read the child to
// its end, with child, content or skip.
func (s *scanner) child() bool {
	for {
		switch s.next() {
		case startTag:
			return true
		case endTag, atEnd:
			return false
		}
	}
}

// skip reads to the end of the element just entered.
func (s *scanner) skip() {
	for depth := 1; depth > 0; {
		switch s.next() {
		case startTag:
			depth++
		case endTag:
			depth--
		case atEnd:
			return
		}
	}
}

// content appends the text of the element just entered to dst and reads to its
// end; elements inside are left out.
func (s *scanner) content(dst []byte) []byte {
	for {
		switch s.next() {
		case charData:
			dst = append(dst, s.chars...)
		case startTag:
			s.skip()
		default:
			return dst
		}
	}
}
