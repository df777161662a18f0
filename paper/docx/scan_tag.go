package docx

import (
	"bytes"
	"strings"
)

// closing takes an end tag.
func (s *scanner) closing() token {
	i := bytes.IndexByte(s.window[s.pos:s.fill], '>')
	for i < 0 {
		if !s.more() {
			return s.fail(errCut)
		}
		i = bytes.IndexByte(s.window[s.pos:s.fill], '>')
	}
	name := s.window[s.pos+2 : s.pos+i]
	if len(s.marks) == 0 {
		return s.fail(errMismatch)
	}
	open := s.names[s.marks[len(s.marks)-1]:]
	if !bytes.Equal(name, open) && !bytes.Equal(bytes.TrimRight(name, " \t\r\n"), open) {
		return s.fail(errMismatch)
	}
	s.pos += i + 1
	s.pop()
	return endTag
}

// opening takes a start tag.
func (s *scanner) opening() token {
	name, end, err := s.parseTag()
	for err == errCut && s.more() {
		name, end, err = s.parseTag()
	}
	if err != nil {
		return s.fail(err)
	}
	if len(s.marks) == 0 && s.rootSeen {
		return s.fail(errSyntax)
	}
	if len(s.marks) >= maxDepth {
		return s.fail(errDeep)
	}
	s.rootSeen = true
	s.marks = append(s.marks, len(s.names))
	s.names = append(s.names, name...)
	if err := s.declare(); err != nil {
		return s.fail(err)
	}
	s.resolve(name)
	s.pos = end
	return startTag
}

// parseTag splits the start tag at pos into its name and attributes and returns
// where it ends. It returns errCut when the window does not hold all of it.
func (s *scanner) parseTag() (name []byte, end int, err error) {
	s.attributes = s.attributes[:0]
	w := s.window[:s.fill]
	i := s.pos + 1
	for i < len(w) && !endsName(w[i]) {
		i++
	}
	name = w[s.pos+1 : i]
	if i < len(w) && (len(name) == 0 || !startsName(name[0])) {
		return nil, 0, errSyntax
	}
	for {
		for i < len(w) && isSpace(w[i]) {
			i++
		}
		if i+1 >= len(w) && (i >= len(w) || w[i] != '>') {
			return nil, 0, errCut
		}
		switch w[i] {
		case '>':
			s.selfClosed = false
			return name, i + 1, nil
		case '/':
			if w[i+1] != '>' {
				return nil, 0, errSyntax
			}
			s.selfClosed = true
			return name, i + 2, nil
		}
		if i, err = s.parseAttribute(w, i); err != nil {
			return nil, 0, err
		}
	}
}

// parseAttribute takes name="value" at i and returns the place after it.
func (s *scanner) parseAttribute(w []byte, i int) (int, error) {
	from := i
	for i < len(w) && !endsName(w[i]) {
		i++
	}
	name := w[from:i]
	for i < len(w) && isSpace(w[i]) {
		i++
	}
	if i < len(w) && (w[i] != '=' || len(name) == 0) {
		return 0, errSyntax
	}
	for i++; i < len(w) && isSpace(w[i]); i++ {
	}
	if i >= len(w) {
		return 0, errCut
	}
	quote := w[i]
	if quote != '"' && quote != '\'' {
		return 0, errSyntax
	}
	length := bytes.IndexByte(w[i+1:], quote)
	if length < 0 {
		return 0, errCut
	}
	s.attributes = append(s.attributes, attribute{name, w[i+1 : i+1+length]})
	return i + length + 2, nil
}

// declare notes the namespace prefixes the start tag declares.
func (s *scanner) declare() error {
	for _, a := range s.attributes {
		if len(a.name) < 5 || string(a.name[:5]) != "xmlns" {
			continue
		}
		prefix := ""
		if len(a.name) > 5 {
			if a.name[5] != ':' {
				continue
			}
			prefix = string(a.name[6:])
		}
		if len(s.bindings) >= maxBindings {
			return errBindings
		}
		space := namespaceOf(strings.TrimSpace(string(a.value)))
		s.bindings = append(s.bindings, binding{prefix, space, len(s.marks)})
		s.memoValid = false
	}
	return nil
}

// resolve sets el and local from the name of a start tag.
func (s *scanner) resolve(name []byte) {
	prefix, local := []byte(nil), name
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		prefix, local = name[:i], name[i+1:]
	}
	if !s.memoValid || s.memoPrefix != string(prefix) {
		s.memoPrefix = string(prefix)
		s.memoSpace = s.lookup(s.memoPrefix)
		s.memoValid = true
	}
	s.local = local
	s.el = elementOf(s.memoSpace, local)
}

func (s *scanner) lookup(prefix string) namespace {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			return s.bindings[i].space
		}
	}
	return conventional(prefix)
}

// attr returns the attribute of the last start tag with the local name, whatever
// its prefix, "" if it has none.
func (s *scanner) attr(local string) string {
	for _, a := range s.attributes {
		if localPart(a.name, local) && !bytes.HasPrefix(a.name, []byte("xmlns")) {
			if bytes.IndexByte(a.value, '&') < 0 {
				return string(a.value)
			}
			value, err := unescape(nil, a.value)
			if err != nil {
				s.fail(err)
			}
			return string(value)
		}
	}
	return ""
}

func localPart(name []byte, local string) bool {
	n := len(name) - len(local)
	return n >= 0 && string(name[n:]) == local && (n == 0 || name[n-1] == ':')
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func endsName(c byte) bool {
	return c == ' ' || c == '>' || c == '/' || c == '=' || c == '\n' || c == '\t' || c == '\r'
}

func startsName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}
