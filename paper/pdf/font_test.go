package pdf

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func TestFontHasTheCharactersOfNames(t *testing.T) {
	t.Parallel()
	for _, r := range "旸堃喆䶮㛃𬭎𫖯鿏囍（）《》“”—…〔〕︵︶︑①②㎡℃±×" {
		if commonFont().find(r) == 0 && rareFont().find(r) == 0 {
			t.Errorf("no glyph for %q (U+%04X)", r, r)
		}
	}
	if commonFont().find('政') == 0 || rareFont().find('政') != 0 {
		t.Error("政 is not in the common font alone")
	}
	if got := commonFont().find('\U0010FFFF'); got != 0 {
		t.Errorf("glyph of U+10FFFF = %d, want none", got)
	}
}

// The writer reads our own fonts and no others; these are its premises.
func TestFontPremises(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]*fontFile{"common": commonFont(), "rare": rareFont()} {
		if got := binary.BigEndian.Uint16(f.tables["head"][18:]); got != 1000 {
			t.Errorf("%s: %d units in the type size, want 1000", name, got)
		}
		for g := range f.glyphs {
			if o := f.outline(g); len(o) > 0 && int16(binary.BigEndian.Uint16(o)) < 0 {
				t.Fatalf("%s: glyph %d is a composite", name, g)
			}
		}
	}
	for r := rune(0x4E00); r <= 0x9FFF; r++ {
		if f, g := locate(r); f.advance(g) != 1000 {
			t.Errorf("advance of %q = %d, want 1000", r, f.advance(g))
		}
	}
	for r := '0'; r <= '9'; r++ {
		if got := commonFont().advance(commonFont().find(r)); got > digitWidth {
			t.Errorf("advance of %q = %d, more than %d", r, got, digitWidth)
		}
	}
}

func TestSubsetIsAFont(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	for _, r := range "政府䶮𬭎" {
		face.code(r, r)
	}
	if again := face.code('政', '政'); again != 1 {
		t.Errorf("code of a character seen before = %d, want 1", again)
	}
	data := face.subset()
	if got := fontChecksum(data); got != 0xB1B0AFBA {
		t.Errorf("checksum of the font = %08X, want B1B0AFBA", got)
	}
	if len(data) > 8000 {
		t.Errorf("a font of four characters has %d bytes", len(data))
	}
	glyphs := 0
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		if string(entry[:4]) == "maxp" {
			glyphs = int(binary.BigEndian.Uint16(data[binary.BigEndian.Uint32(entry[8:])+4:]))
		}
	}
	if glyphs != 5 {
		t.Errorf("font holds %d glyphs, want .notdef and four", glyphs)
	}
}

func TestToUnicode(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	face.code('政', '政')
	face.code('𬭎', '𬭎')
	face.code('︵', '（')
	face.code('\U000F0000', '\U000F0000') // no font has it: prints as 〓, copies as itself
	got := face.toUnicode()
	for _, want := range []string{"<0001><653F>", "<0002><D872DF4E>", "<0003><FF08>", "<0004><DB80DC00>"} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("ToUnicode has no %s:\n%s", want, got)
		}
	}
	for r := rune(0x4E00); r < 0x4E00+250; r++ {
		face.code(r, r)
	}
	if got := strings.Count(string(face.toUnicode()), "100 beginbfchar"); got != 2 {
		t.Errorf("254 characters have %d blocks of 100, want 2", got)
	}
}

func TestTypefaceIsFull(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	for r := rune(1); r < 70_000; r++ {
		face.code('a', r)
	}
	if got := face.code('b', 'b'); got != maxCodes {
		t.Errorf("code beyond the last = %d, want %d", got, maxCodes)
	}
}
