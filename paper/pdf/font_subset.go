package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
)

// geta is what Chinese printing sets for a character it has no type for.
const geta = '〓'

// maxCodes is the most characters one font of a PDF can hold.
const maxCodes = 65535 - 1

// A typeface collects the glyphs one document uses. Its codes are the glyph
// numbers of the subset that goes into the file, so that the file needs no
// further table and characters beyond the first plane are as good as others.
type typeface struct {
	codes    map[glyphUse]uint16
	uses     []glyphSource // by code, from 1
	measured map[rune]int
}

// A glyphUse is a shape and the character it stands for: in a vertical cell
// the shape of ︵ stands for （ and must be copied as （.
type glyphUse struct{ shape, means rune }

type glyphSource struct {
	font  *fontFile
	glyph int
	means rune
}

func newTypeface() *typeface {
	return &typeface{codes: make(map[glyphUse]uint16, 512), measured: make(map[rune]int, 512)}
}

// locate finds the font that has the character, or the geta mark.
func locate(r rune) (*fontFile, int) {
	if r == longDash {
		r = '─' // as wide as its square, so that two of them join
	}
	if g := commonFont().find(r); g != 0 {
		return commonFont(), g
	}
	if g := rareFont().find(r); g != 0 {
		return rareFont(), g
	}
	return commonFont(), commonFont().find(geta)
}

// code returns the number by which the file calls the shape, taking it into
// the subset when it is new.
func (t *typeface) code(shape, means rune) uint16 {
	use := glyphUse{shape, means}
	if c, ok := t.codes[use]; ok {
		return c
	}
	if len(t.uses) == maxCodes {
		return maxCodes // every further character prints and copies as the last
	}
	font, glyph := locate(shape)
	if means == longDash {
		means = '—'
	}
	t.uses = append(t.uses, glyphSource{font, glyph, means})
	c := uint16(len(t.uses))
	t.codes[use] = c
	return c
}

// advance is the width of a character in thousandths of the type size.
func (t *typeface) advance(r rune) int {
	if r >= 0x4E00 && r <= 0x9FFF {
		return 1000 // every Han character is a square; saves the search
	}
	if w, ok := t.measured[r]; ok {
		return w
	}
	font, glyph := locate(r)
	w := font.advance(glyph)
	t.measured[r] = w
	return w
}

// width is the width of a text set solid.
func (t *typeface) width(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		sum += t.advance(r)
	}
	return float64(sum) * size / 1000
}

// subset builds the TrueType font of the glyphs used. Code 0 is .notdef.
func (t *typeface) subset() []byte {
	all := append([]glyphSource{{font: commonFont()}}, t.uses...)
	var glyf, loca, hmtx bytes.Buffer
	for _, s := range all {
		_ = binary.Write(&loca, binary.BigEndian, uint32(glyf.Len()))
		_ = binary.Write(&hmtx, binary.BigEndian, uint16(s.font.advance(s.glyph)))
		hmtx.Write(s.font.bearing(s.glyph))
		glyf.Write(s.font.outline(s.glyph))
		glyf.Write(make([]byte, -glyf.Len()&3))
	}
	_ = binary.Write(&loca, binary.BigEndian, uint32(glyf.Len()))
	base := commonFont().tables
	hhea, head := bytes.Clone(base["hhea"]), bytes.Clone(base["head"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all)))
	binary.BigEndian.PutUint32(head[8:], 0) // the whole file's checksum, set by assembleFont
	return assembleFont(map[string][]byte{
		"glyf": glyf.Bytes(), "loca": loca.Bytes(), "hmtx": hmtx.Bytes(),
		"head": head, "hhea": hhea, "maxp": t.maxp(len(all)),
	})
}

// maxp states the limits of both fonts: a reader may reserve room by it.
func (t *typeface) maxp(glyphs int) []byte {
	maxp := bytes.Clone(commonFont().tables["maxp"])
	for _, s := range t.uses {
		if s.font == commonFont() {
			continue
		}
		rare := s.font.tables["maxp"]
		for at := 6; at < len(maxp); at += 2 {
			larger := max(binary.BigEndian.Uint16(maxp[at:]), binary.BigEndian.Uint16(rare[at:]))
			binary.BigEndian.PutUint16(maxp[at:], larger)
		}
		break
	}
	binary.BigEndian.PutUint16(maxp[4:], uint16(glyphs))
	return maxp
}

func assembleFont(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	const six = 4 * 16 // searchRange for six tables, the greatest power of two below
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []uint16{uint16(len(names)), six, 2, uint16(len(names)*16 - six)} {
		out = binary.BigEndian.AppendUint16(out, v)
	}
	at, head := uint32(12+16*len(names)), uint32(0)
	for _, name := range names {
		if name == "head" {
			head = at
		}
		out = append(out, name...)
		for _, v := range []uint32{fontChecksum(tables[name]), at, uint32(len(tables[name]))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += uint32(len(tables[name])+3) &^ 3
	}
	for _, name := range names {
		out = append(out, tables[name]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-fontChecksum(out))
	return out
}

func fontChecksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + binary.BigEndian.Uint32(rest[:])
}

// widths is the W array of the file's font: each code's advance where it is
// not the 1,000 that DW states.
func (t *typeface) widths() string {
	var b strings.Builder
	for i, s := range t.uses {
		if w := s.font.advance(s.glyph); w != 1000 {
			fmt.Fprintf(&b, "%d[%d]", i+1, w)
		}
	}
	return b.String()
}

// toUnicode is the character map by which readers copy and search the text.
func (t *typeface) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for from := 0; from < len(t.uses); from += 100 { // the most a block may hold
		block := t.uses[from:min(from+100, len(t.uses))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, s := range block {
			fmt.Fprintf(&b, "<%04X><%s>\n", from+i+1, utf16Hex(string(s.means)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// utf16Hex is the text in UTF-16BE as hexadecimal digits.
func utf16Hex(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}
