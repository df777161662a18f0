package xlsx

import (
	"bytes"
	"errors"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A token is what a scanner meets next.
type token uint8

const (
	endOfFile token = iota
	startTag
	endTag
	text
)

// maxToken bounds one tag or one run of text; a cell holds 32,767 characters.
const maxToken = 1 << 20

var (
	errTokenTooLong = errors.New("xml token too long")
	errCutOff       = errors.New("xml cut off")
)

// A scanner reads the XML of a worksheet as a stream, in memory that does not
// grow with the file. It knows no entities but the predefined ones, so nothing
// in the file can expand. encoding/xml reads the same files at a tenth of the
// speed.
type scanner struct {
	in       io.Reader
	buf      []byte
	pos      int // of the next byte not yet taken
	full     int // end of what was read into buf
	inErr    error
	name     []byte // local name of a tag; valid until the next token
	attrs    []byte // attributes of a start tag, as they stand
	content  []byte // of text, as it stands
	literal  bool   // content is CDATA
	closeTag bool   // the tag was empty: its end comes next
}

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buf: make([]byte, 32<<10)}
}

// next takes the next token. Comments and processing instructions are skipped.
func (s *scanner) next() (token, error) {
	if s.closeTag {
		s.closeTag = false
		return endTag, nil
	}
	for {
		if s.pos == s.full && !s.fill() {
			return endOfFile, s.readError()
		}
		if s.buf[s.pos] != '<' {
			return text, s.takeText()
		}
		switch {
		case s.begins("<!--"):
			if _, err := s.takeUntil("-->"); err != nil {
				return endOfFile, err
			}
		case s.begins("<![CDATA["):
			return s.takeLiteral()
		case s.begins("<?"), s.begins("<!"):
			if _, err := s.takeUntil(">"); err != nil {
				return endOfFile, err
			}
		default:
			return s.takeTag()
		}
	}
}

// fill reads more, moving or growing the buffer; false at the end.
func (s *scanner) fill() bool {
	if s.inErr != nil {
		return false
	}
	if s.pos > 0 {
		s.full = copy(s.buf, s.buf[s.pos:s.full])
		s.pos = 0
	}
	if s.full == len(s.buf) {
		if len(s.buf) >= maxToken {
			s.inErr = errTokenTooLong
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	before := s.full
	for s.full == before && s.inErr == nil {
		var n int
		n, s.inErr = s.in.Read(s.buf[s.full:])
		s.full += n
	}
	return s.full > before
}

func (s *scanner) readError() error {
	if s.inErr == io.EOF {
		return nil
	}
	return s.inErr
}

// cutOff is the error of a token that has no end.
func (s *scanner) cutOff() error {
	if err := s.readError(); err != nil {
		return err
	}
	return errCutOff
}

func (s *scanner) begins(mark string) bool {
	for s.full-s.pos < len(mark) {
		if !s.fill() {
			return false
		}
	}
	return string(s.buf[s.pos:s.pos+len(mark)]) == mark
}

// takeUntil takes everything up to and with mark.
func (s *scanner) takeUntil(mark string) ([]byte, error) {
	from := 0
	for {
		if i := bytes.Index(s.buf[s.pos+from:s.full], []byte(mark)); i >= 0 {
			taken := s.buf[s.pos : s.pos+from+i]
			s.pos += from + i + len(mark)
			return taken, nil
		}
		from = max(0, s.full-s.pos-len(mark)+1)
		if !s.fill() {
			return nil, s.cutOff()
		}
	}
}

func (s *scanner) takeLiteral() (token, error) {
	s.pos += len("<![CDATA[")
	var err error
	s.content, err = s.takeUntil("]]>")
	s.literal = true
	return text, err
}

func (s *scanner) takeText() error {
	s.literal = false
	from := 0
	for {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.full], '<'); i >= 0 {
			s.content = s.buf[s.pos : s.pos+from+i]
			s.pos += from + i
			return nil
		}
		from = s.full - s.pos
		if !s.fill() {
			s.content = s.buf[s.pos:s.full]
			s.pos = s.full
			return s.readError()
		}
	}
}

// takeTag takes a start or end tag. A > in quotes does not end it.
func (s *scanner) takeTag() (token, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if s.pos+i >= s.full && !s.fill() {
			return endOfFile, s.cutOff()
		}
		switch c := s.buf[s.pos+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			inner := s.buf[s.pos+1 : s.pos+i]
			s.pos += i + 1
			return s.tag(inner), nil
		}
	}
}

func (s *scanner) tag(inner []byte) token {
	kind := startTag
	if rest, ok := bytes.CutPrefix(inner, []byte("/")); ok {
		inner, kind = rest, endTag
	} else if rest, ok := bytes.CutSuffix(inner, []byte("/")); ok {
		inner, s.closeTag = rest, true
	}
	s.name, s.attrs = inner, nil
	if i := bytes.IndexAny(inner, " \t\r\n"); i >= 0 {
		s.name, s.attrs = inner[:i], inner[i:]
	}
	if i := bytes.IndexByte(s.name, ':'); i >= 0 {
		s.name = s.name[i+1:]
	}
	return kind
}

// is says whether the tag has the local name.
func (s *scanner) is(name string) bool { return string(s.name) == name }

// attr is the value of an attribute by its local name, "" without it. The
// result is valid until the next token.
func (s *scanner) attr(name string) []byte {
	rest := s.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:eq])
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+end]
		}
		rest = rest[1+end+1:]
	}
}

// attrText is attr with its entities replaced.
func (s *scanner) attrText(name string) string { return unescape(s.attr(name)) }

// attrInt is attr as a number that is not negative, or -1.
func (s *scanner) attrInt(name string) int { return parseIndex(s.attr(name)) }

func parseIndex(digits []byte) int {
	const most = 1 << 30
	if len(digits) == 0 {
		return -1
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' || n > most {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// appendContent appends the text of a text token.
func (s *scanner) appendContent(to []byte) []byte {
	if !s.literal && bytes.IndexByte(s.content, '&') >= 0 {
		return append(to, unescape(s.content)...)
	}
	if !utf8.Valid(s.content) {
		return append(to, bytes.ToValidUTF8(s.content, []byte("\uFFFD"))...)
	}
	return append(to, s.content...)
}

func unescape(source []byte) string {
	value := string(source)
	if strings.Contains(value, "&") {
		value = html.UnescapeString(value)
	}
	return strings.ToValidUTF8(value, "\uFFFD")
}

// unescapeCell undoes _xHHHH_, by which workbooks hold characters that XML
// cannot.
func unescapeCell(value string) string {
	if !strings.Contains(value, "_x") {
		return value
	}
	var b strings.Builder
	for {
		i := strings.Index(value, "_x")
		if i < 0 || len(value) < i+7 {
			return b.String() + value
		}
		code, err := strconv.ParseUint(value[i+2:i+6], 16, 32)
		if err != nil || value[i+6] != '_' || !utf8.ValidRune(rune(code)) {
			b.WriteString(value[:i+2])
			value = value[i+2:]
			continue
		}
		b.WriteString(value[:i])
		b.WriteRune(rune(code))
		value = value[i+7:]
	}
}
