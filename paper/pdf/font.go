package pdf

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	notoserif "gongkai/third_party/noto-serif-sc"
)

// commonFont and rareFont unpack the embedded typeface when the first document
// needs it. Most documents need only the common one, a seventh of the whole.
var (
	commonFont = sync.OnceValue(func() *fontFile { return mustOpenFont(notoserif.Common) })
	rareFont   = sync.OnceValue(func() *fontFile { return mustOpenFont(notoserif.Rare) })
)

// A fontFile is a TrueType font of ours: outlines without instructions and
// composites, long offsets, one character map of format 12.
type fontFile struct {
	tables map[string][]byte
	groups []byte // of the character map: first and last character, first glyph
	wide   int    // glyphs that have an advance of their own in hmtx
	glyphs int
}

// mustOpenFont panics on a damaged font: the files are embedded and their
// hashes tested.
func mustOpenFont(packed []byte) *fontFile {
	f, err := openFont(packed)
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err))
	}
	return f
}

func openFont(packed []byte) (*fontFile, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(packed[len(packed)-4:]) // gzip ends with it
	data := bytes.NewBuffer(make([]byte, 0, int(size)+bytes.MinRead))
	if _, err := io.Copy(data, unzip); err != nil {
		return nil, err
	}
	return parseFont(data.Bytes())
}

func parseFont(data []byte) (*fontFile, error) {
	f := &fontFile{tables: make(map[string][]byte)}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		start, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		f.tables[string(entry[:4])] = data[start : start+size]
	}
	for _, name := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf"} {
		if f.tables[name] == nil {
			return nil, fmt.Errorf("no table %s", name)
		}
	}
	if binary.BigEndian.Uint16(f.tables["head"][50:]) != 1 {
		return nil, fmt.Errorf("short offsets to outlines")
	}
	f.wide = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	f.glyphs = int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	cmap := f.tables["cmap"]
	chart := cmap[binary.BigEndian.Uint32(cmap[8:]):]
	if binary.BigEndian.Uint16(chart) != 12 {
		return nil, fmt.Errorf("character map is not of format 12")
	}
	f.groups = chart[16 : 16+12*binary.BigEndian.Uint32(chart[12:])]
	return f, nil
}

// find returns the glyph of a character; 0 is none.
func (f *fontFile) find(r rune) int {
	low, high := 0, len(f.groups)/12
	for low < high {
		middle := (low + high) / 2
		group := f.groups[12*middle:]
		first, last := rune(binary.BigEndian.Uint32(group)), rune(binary.BigEndian.Uint32(group[4:]))
		switch {
		case r < first:
			high = middle
		case r > last:
			low = middle + 1
		default:
			return int(binary.BigEndian.Uint32(group[8:])) + int(r-first)
		}
	}
	return 0
}

// advance is the width of a glyph in thousandths of the type size.
func (f *fontFile) advance(glyph int) int {
	return int(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(glyph, f.wide-1):]))
}

// bearing is the space left of the outline, as hmtx holds it.
func (f *fontFile) bearing(glyph int) []byte {
	hmtx := f.tables["hmtx"]
	if glyph < f.wide {
		return hmtx[4*glyph+2 : 4*glyph+4]
	}
	at := 4*f.wide + 2*(glyph-f.wide)
	return hmtx[at : at+2]
}

// outline is the glyph's entry in glyf, empty for a space.
func (f *fontFile) outline(glyph int) []byte {
	loca := f.tables["loca"][4*glyph:]
	return f.tables["glyf"][binary.BigEndian.Uint32(loca):binary.BigEndian.Uint32(loca[4:])]
}
