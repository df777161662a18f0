package markdown

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inline reduces marked-up text to the text a reader of the page sees, and
// returns the alternative texts of the pictures in it.
func inline(source string) (text string, pictures []string) {
	if !strings.ContainsAny(source, "\\`*_~[<&") {
		return source, nil
	}
	s := span{source: source, out: make([]byte, 0, len(source))}
	s.scan()
	s.emphasis()
	return s.text(), s.pictures
}

// A span is text being reduced. What must go is remembered as cuts of out,
// because a mark means something only when its partner is found.
type span struct {
	source   string
	at       int
	out      []byte
	cuts     []cut
	runs     []run
	brackets []bracket
	pictures []string
	noTicks  int // no closing run of this many backquotes or fewer follows
}

type cut struct{ start, end int }

// A run is a row of equal emphasis marks.
type run struct {
	mark          byte
	start, end    int // in out, shrinking as marks find partners
	opens, closes bool
}

// A bracket is a [ that may begin a link or picture.
type bracket struct {
	start      int // in out
	cuts, runs int // how many there were before
	picture    bool
}

func (s *span) scan() {
	for s.at < len(s.source) {
		next := strings.IndexAny(s.source[s.at:], "\\`*_~[]!<&")
		if next < 0 {
			s.out = append(s.out, s.source[s.at:]...)
			return
		}
		s.out = append(s.out, s.source[s.at:s.at+next]...)
		s.at += next
		if !s.mark() {
			s.out = append(s.out, s.source[s.at])
			s.at++
		}
	}
}

// mark takes what begins at a mark; false leaves the mark as text.
func (s *span) mark() bool {
	rest := s.source[s.at:]
	switch rest[0] {
	case '\\':
		return s.escape(rest)
	case '`':
		return s.code(rest)
	case '*', '_', '~':
		return s.run(rest)
	case '!':
		return strings.HasPrefix(rest, "![") && s.open("![")
	case '[':
		return s.open("[")
	case ']':
		return s.close(rest)
	case '<':
		return s.tag(rest)
	case '&':
		return s.entity(rest)
	}
	return false
}

func (s *span) escape(rest string) bool {
	switch {
	case len(rest) == 1:
		return false
	case rest[1] == '\n': // a forced line break
		s.at++
		return true
	case !isPunctuation(rest[1]):
		return false
	}
	s.out = append(s.out, rest[1])
	s.at += 2
	return true
}

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !('0' <= c && c <= '9') && !('a' <= c|0x20 && c|0x20 <= 'z')
}

// code takes a code span: text between two equal runs of backquotes.
func (s *span) code(rest string) bool {
	n := len(rest) - len(strings.TrimLeft(rest, "`"))
	ticks, body := rest[:n], rest[n:]
	end := -1
	if s.noTicks == 0 || n < s.noTicks {
		end = strings.Index(body, ticks)
	}
	if end < 0 {
		if s.noTicks == 0 || n < s.noTicks {
			s.noTicks = n
		}
		s.out = append(s.out, ticks...)
		s.at += n
		return true
	}
	s.out = append(s.out, strings.TrimSpace(body[:end])...)
	s.at += n + end + n
	return true
}

// run remembers a row of emphasis marks. Rows of four or more are lines to
// write on, and one between digits is a sign of multiplication.
func (s *span) run(rest string) bool {
	mark := rest[0]
	n := len(rest) - len(strings.TrimLeft(rest, string(mark)))
	before, _ := utf8.DecodeLastRuneInString(s.source[:s.at])
	after, _ := utf8.DecodeRuneInString(rest[n:])
	r := run{mark: mark, start: len(s.out), end: len(s.out) + n}
	s.out = append(s.out, rest[:n]...)
	s.at += n
	if n > 3 || mark == '~' && n != 2 || n == 1 && unicode.IsDigit(before) && unicode.IsDigit(after) {
		return true
	}
	r.opens = n < len(rest) && !unicode.IsSpace(after)
	r.closes = r.start > 0 && !unicode.IsSpace(before)
	if mark == '_' {
		r.opens = r.opens && !isWord(before)
		r.closes = r.closes && !isWord(after)
	}
	s.runs = append(s.runs, r)
	return true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (s *span) open(mark string) bool {
	const deepest = 1000
	if len(s.brackets) == deepest {
		return false
	}
	s.brackets = append(s.brackets, bracket{len(s.out), len(s.cuts), len(s.runs), mark == "!["})
	s.out = append(s.out, mark...)
	s.at += len(mark)
	return true
}

// close ends a link or picture, whose address must follow in parentheses.
func (s *span) close(rest string) bool {
	if len(s.brackets) == 0 {
		return false
	}
	open := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	const longestAddress = 4096
	end := -1
	if strings.HasPrefix(rest, "](") {
		end = strings.IndexByte(rest[:min(len(rest), longestAddress)], ')')
	}
	if end < 0 {
		return false
	}
	s.at += end + 1
	if open.picture {
		s.pictures = append(s.pictures, string(s.out[open.start+2:]))
		s.out, s.cuts, s.runs = s.out[:open.start], s.cuts[:open.cuts], s.runs[:open.runs]
		return true
	}
	s.cuts = append(s.cuts, cut{open.start, open.start + 1})
	return true
}

// tag takes an HTML tag: a break is a line break, an img a picture, other tags
// are nothing. An address in angle brackets is its own text.
func (s *span) tag(rest string) bool {
	const longestTag = 1024
	if strings.HasPrefix(rest, "<!--") {
		end := strings.Index(rest[:min(len(rest), longestTag)], "-->")
		s.at += max(end+len("-->"), 0)
		return end >= 0
	}
	end := strings.IndexByte(rest[:min(len(rest), longestTag)], '>')
	if end < 2 {
		return false
	}
	inner := rest[1:end]
	if strings.HasPrefix(inner, "http://") || strings.HasPrefix(inner, "https://") || strings.HasPrefix(inner, "mailto:") {
		s.out = append(s.out, inner...)
		s.at += end + 1
		return true
	}
	name := strings.ToLower(tagName(inner))
	switch name {
	case "":
		return false
	case "br":
		s.out = append(s.out, '\n')
	case "img":
		s.pictures = append(s.pictures, "")
	}
	s.at += end + 1
	return true
}

// tagName is the name of a tag, "" if inner is not the inside of a tag.
func tagName(inner string) string {
	inner = strings.TrimPrefix(inner, "/")
	n := 0
	for n < len(inner) && ('a' <= inner[n]|0x20 && inner[n]|0x20 <= 'z' || n > 0 && '0' <= inner[n] && inner[n] <= '9') {
		n++
	}
	if n < len(inner) && strings.IndexByte(" \t\n/", inner[n]) < 0 {
		return ""
	}
	return inner[:n]
}

func (s *span) entity(rest string) bool {
	const longestEntity = 32
	end := strings.IndexByte(rest[:min(len(rest), longestEntity)], ';')
	if end < 0 {
		return false
	}
	text := html.UnescapeString(rest[:end+1])
	s.out = append(s.out, text...)
	s.at += end + 1
	return true
}

// emphasis pairs the rows of marks: a row that can close takes marks from the
// nearest row before it that can open, until one of them is used up.
func (s *span) emphasis() {
	open := map[byte][]*run{}
	for i := range s.runs {
		r := &s.runs[i]
		for r.closes && r.start < r.end && len(open[r.mark]) > 0 {
			stack := open[r.mark]
			opener := stack[len(stack)-1]
			n := min(opener.end-opener.start, r.end-r.start)
			s.cuts = append(s.cuts, cut{opener.end - n, opener.end}, cut{r.start, r.start + n})
			opener.end -= n
			r.start += n
			if opener.start == opener.end {
				open[r.mark] = stack[:len(stack)-1]
			}
		}
		if r.opens && r.start < r.end {
			open[r.mark] = append(open[r.mark], r)
		}
	}
}

// text is out without the cuts.
func (s *span) text() string {
	if len(s.cuts) == 0 {
		return string(s.out)
	}
	slices.SortFunc(s.cuts, func(a, b cut) int { return a.start - b.start })
	kept, from := s.out[:0], 0
	for _, c := range s.cuts {
		kept = append(kept, s.out[from:c.start]...)
		from = c.end
	}
	return string(append(kept, s.out[from:]...))
}
