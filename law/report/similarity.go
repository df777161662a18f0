package report

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
)

// window is how many characters in a row must agree to count as copied.
const window = 8

// enoughWindows is the least number of windows a text must have for its share to
// say anything: 无其他需要报告的事项 is the same every year and copied from
// nobody.
const enoughWindows = 20

// Similarity returns what share of the text's windows of eight characters is
// found in the previous text: 0 for all new, 1 for nothing new. Punctuation,
// spaces and digits do not count, nor do the names, which are those of the organ
// in both texts. enough is false for a text so short that its share says
// nothing.
func Similarity(text, previous string, names ...string) (share float64, enough bool) {
	old := newWindowSet(len(previous) / 3)
	eachWindow(without(previous, names), old.add)
	total, found := 0, 0
	eachWindow(without(text, names), func(w uint64) {
		total++
		if old.has(w) {
			found++
		}
	})
	if total == 0 {
		return 0, false
	}
	return float64(found) / float64(total), total >= enoughWindows
}

// without takes the names out of a text, the longest first, so that a name does
// not survive by half because another is part of it.
func without(text string, names []string) string {
	names = slices.Clone(names)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		if name != "" {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	return text
}

// eachWindow calls do with a 64-bit digest of every window of the text's
// letters. The window itself is kept exactly, sixteen bits a character, so that
// no text can be written to collide with another on purpose and cheaply.
func eachWindow(text string, do func(uint64)) {
	var high, low uint64
	n := 0
	for _, c := range text {
		if !isLetter(c) {
			continue
		}
		high = high<<16 | low>>48
		low = low<<16 | uint64(uint16(c^c>>16))
		if n++; n >= window {
			do(digest(high, low))
		}
	}
}

// isLetter says that the character counts. Nearly all characters of a report
// are common Han, which need no table.
func isLetter(c rune) bool {
	return c >= 0x4e00 && c <= 0x9fff || c > ' ' && unicode.IsLetter(c)
}

// digest mixes a window into 64 bits, none of which is 0 for the whole: the set
// uses 0 for an empty place.
func digest(high, low uint64) uint64 {
	a, b := bits.Mul64(high^0x9e3779b97f4a7c15, low^0xe7037ed1a0b428db)
	c, d := bits.Mul64(a^b^low, 0x8ebc6af09c88c6e3^high)
	return (c ^ d) | 1
}

// A windowSet is a set of digests in one slice with open addressing: a map costs
// three times as much, and a national check compares hundreds of thousands of
// texts.
type windowSet struct {
	places []uint64
	used   int
}

func newWindowSet(expected int) *windowSet {
	return &windowSet{places: make([]uint64, 1<<bits.Len(uint(expected*2|15)))}
}

func (s *windowSet) place(w uint64) int {
	mask := uint64(len(s.places) - 1)
	i := w >> 1 & mask
	for s.places[i] != 0 && s.places[i] != w {
		i = (i + 1) & mask
	}
	return int(i)
}

func (s *windowSet) has(w uint64) bool { return s.places[s.place(w)] == w }

func (s *windowSet) add(w uint64) {
	i := s.place(w)
	if s.places[i] == w {
		return
	}
	s.places[i] = w
	if s.used++; s.used*2 > len(s.places) {
		s.grow()
	}
}

func (s *windowSet) grow() {
	old := s.places
	s.places = make([]uint64, 2*len(old))
	for _, w := range old {
		if w != 0 {
			s.places[s.place(w)] = w
		}
	}
}

// A ParagraphMatch tells how much of one paragraph stands in a previous text.
type ParagraphMatch struct {
	Text     string  `json:"text"`
	Share    float64 `json:"share"`              // of its windows, in the previous paragraph most like it
	Previous string  `json:"previous,omitempty"` // that paragraph; "" when none is like it
	Enough   bool    `json:"enough"`             // the paragraph is long enough for its share to say something
}

// MatchParagraphs compares the text paragraph by paragraph: for each, the
// previous paragraph that holds most of it. Lines are paragraphs; empty ones are
// left out.
func MatchParagraphs(text, previous string, names ...string) []ParagraphMatch {
	old := paragraphs(previous)
	index := indexWindows(old, names)
	var matches []ParagraphMatch
	counts := make([]int, len(old))
	for _, p := range paragraphs(text) {
		clear(counts)
		total := 0
		eachWindow(without(p, names), func(w uint64) {
			total++
			for _, i := range index[w] {
				counts[i]++
			}
		})
		m := ParagraphMatch{Text: p, Enough: total >= enoughWindows}
		for i, n := range counts {
			if share := float64(n) / float64(max(1, total)); share > m.Share {
				m.Share, m.Previous = share, old[i]
			}
		}
		matches = append(matches, m)
	}
	return matches
}

// windowParagraphs bounds in how many paragraphs one window is looked for, so
// that a text of one line repeated ten thousand times takes no longer than
// another.
const windowParagraphs = 16

func indexWindows(paragraphs []string, names []string) map[uint64][]int32 {
	index := make(map[uint64][]int32)
	for i, p := range paragraphs {
		eachWindow(without(p, names), func(w uint64) {
			in := index[w]
			if len(in) < windowParagraphs && (len(in) == 0 || in[len(in)-1] != int32(i)) {
				index[w] = append(in, int32(i))
			}
		})
	}
	return index
}

func paragraphs(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// names are the names by which a report calls its own organ.
func (r *Report) names() []string {
	if r.Organ == "" {
		return nil
	}
	names := []string{r.Organ}
	if short := strings.TrimSuffix(r.Organ, "人民政府"); short != r.Organ {
		names = append(names, short)
	}
	return names
}
