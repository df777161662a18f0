package pdf

import (
	"fmt"
	"sort"
	"strings"

	"gongkai/paper"
)

// A composer sets blocks one below the other and begins pages.
type composer struct {
	face      *typeface
	sheets    []*sheet
	y         float64 // where the next block begins, from the top of the page
	root      *element
	bookmarks []*bookmark
	addresses map[string]address
}

// An address is where a block with an ID stands.
type address struct {
	page int
	y    float64
}

// A piece is a block made ready: its height is known, it can be printed.
// Paragraphs and tables are pieces.
type piece interface {
	height() float64
	// start is the least room the piece needs at the foot of a page.
	start() float64
	// heads says that the piece stays on the page of what follows.
	heads() bool
	// print sets the piece at the composer's place and moves it on.
	print(c *composer)
}

// roomFor is the room the first piece needs together with what it heads.
func roomFor(pieces []piece) float64 {
	need := 0.0
	for _, p := range pieces {
		if !p.heads() || need > textHeight {
			return need + p.start()
		}
		need += p.height()
	}
	return need
}

func newComposer() *composer {
	c := &composer{face: newTypeface(), root: &element{tag: "Document"}, addresses: make(map[string]address)}
	c.newPage()
	return c
}

func (c *composer) newPage() *sheet {
	s := &sheet{face: c.face, number: len(c.sheets) + 1}
	c.sheets = append(c.sheets, s)
	c.y = textTop
	return s
}

func (c *composer) sheet() *sheet { return c.sheets[len(c.sheets)-1] }

func (c *composer) room() float64 { return textBottom - c.y }

func (c *composer) isFresh() bool { return c.y == textTop }

func (c *composer) compose(blocks []paper.Block) {
	pieces := c.prepare(blocks)
	for i, p := range pieces {
		if roomFor(pieces[i:]) > c.room()+0.01 && !c.isFresh() {
			c.newPage()
		}
		p.print(c)
	}
	for _, s := range c.sheets {
		s.leave()
	}
}

// prepare breaks every block into lines or rows. A table is set as large as
// lets it share a page with its headings.
func (c *composer) prepare(blocks []paper.Block) []piece {
	var pieces []piece
	heading := 0.0 // height of the headings just above
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.Kind == paper.TableBlock && b.Table != nil:
			pieces = append(pieces, newTablePiece(c.face, b, heading, c.noteHeight(blocks[i+1:])))
			heading = 0
		default:
			p := newTextPiece(c.face, b)
			if p == nil {
				continue
			}
			if heading += p.height(); !p.heads() {
				heading = 0
			}
			if above := lastText(pieces); above != nil && b.Role == paper.SignatureDate && above.block.Role == paper.Signature {
				sign(above, p)
			}
			keepSigned(pieces, p)
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// keepSigned makes room for a signature, and its date, below the last
// paragraph of the text.
func keepSigned(pieces []piece, p *textPiece) {
	if p.block.Role != paper.Signature && p.block.Role != paper.SignatureDate {
		return
	}
	for i := len(pieces) - 1; i >= max(0, len(pieces)-2); i-- {
		above, ok := pieces[i].(*textPiece)
		if !ok {
			return
		}
		if above.block.Role == paper.Body {
			above.signed += p.height()
			return
		}
	}
}

// lastText is the last piece when it is text.
func lastText(pieces []piece) *textPiece {
	if len(pieces) == 0 {
		return nil
	}
	p, _ := pieces[len(pieces)-1].(*textPiece)
	return p
}

// noteHeight is the height of the note that follows a table, 0 without one.
func (c *composer) noteHeight(next []paper.Block) float64 {
	if len(next) == 0 || next[0].Role != paper.TableNote {
		return 0
	}
	note := newTextPiece(c.face, &next[0])
	if note == nil {
		return 0
	}
	return note.height()
}

// record notes where a block with an ID, or one of the outline, begins.
func (c *composer) record(id string, level int, title string) {
	y := c.y
	if id != "" {
		if _, twice := c.addresses[id]; !twice {
			c.addresses[id] = address{page: len(c.sheets), y: y}
		}
	}
	if level > 0 {
		title = strings.ReplaceAll(title, "\n", "")
		c.bookmarks = append(c.bookmarks, &bookmark{level: level, title: title, page: len(c.sheets), y: y})
	}
}

// destinations is the sorted list of named places.
func (c *composer) destinations(pages []int) string {
	ids := make([]string, 0, len(c.addresses))
	for id := range c.addresses {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var b strings.Builder
	for _, id := range ids {
		a := c.addresses[id]
		fmt.Fprintf(&b, "%s[%d 0 R/XYZ null %.2f null]", literal(id), pages[a.page-1], pageHeight-a.y)
	}
	return b.String()
}

// numberPages prints — 1 — below the text block, 7 mm down and a character in
// from the outer edge: odd pages right, even pages left.
func (c *composer) numberPages() {
	for _, s := range c.sheets {
		text := fmt.Sprintf("— %d —", s.number)
		x := textLeft + numberSize
		if s.number%2 == 1 {
			x = textRight - numberSize - c.face.width(text, numberSize)
		}
		s.print(nil, glyphRun{x: x, baseline: textBottom + 7*millimetre + numberSize, size: numberSize}, text)
		s.leave()
	}
}
