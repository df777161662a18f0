package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A pdfFile is a PDF being assembled. Streams are written as they come; other
// objects are gathered and written compressed, hundreds to a stream, since the
// structure of a report's tables is longer than its text.
type pdfFile struct {
	bytes  bytes.Buffer
	places []objectPlace // of object n at n-1
	loose  []looseObject
	packer *zlib.Writer // one for all streams: its tables are a megabyte
}

// An objectPlace is where an object stands: at an offset, or inside a stream
// of objects.
type objectPlace struct {
	offset int
	stream int // number of the stream of objects, 0 for none
	index  int // in that stream
}

type looseObject struct {
	number int
	body   string
}

// objectsPerStream keeps a reader that wants one object from unpacking all.
const objectsPerStream = 200

func newFile() *pdfFile {
	f := &pdfFile{packer: zlib.NewWriter(nil)}
	// The bytes above 127 tell transfer programs that the file is binary.
	f.bytes.WriteString("%PDF-1.7\n%\xE5\x85\xAC\xE5\xBC\x80\n")
	return f
}

// reserve gives out a number for an object that is written later.
func (f *pdfFile) reserve() int {
	f.places = append(f.places, objectPlace{})
	return len(f.places)
}

func (f *pdfFile) put(number int, body string) {
	f.loose = append(f.loose, looseObject{number, body})
}

func (f *pdfFile) add(body string) int {
	n := f.reserve()
	f.put(n, body)
	return n
}

// addStream writes compressed data; entries go into its dictionary.
func (f *pdfFile) addStream(entries string, data []byte) int {
	n := f.reserve()
	f.places[n-1].offset = f.bytes.Len()
	packed := f.deflate(data)
	fmt.Fprintf(&f.bytes, "%d 0 obj\n<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream\nendobj\n",
		n, len(packed), entries, packed)
	return n
}

func (f *pdfFile) deflate(data []byte) []byte {
	var packed bytes.Buffer
	f.packer.Reset(&packed)
	_, _ = f.packer.Write(data) // a buffer does not fail
	_ = f.packer.Close()
	return packed.Bytes()
}

// finish writes the gathered objects and the table of all. The file's
// identifier is a hash of what it holds, so that equal documents make equal
// files.
func (f *pdfFile) finish(w io.Writer, catalog, info int) error {
	for loose := range slices.Chunk(f.loose, objectsPerStream) {
		f.addObjects(loose)
	}
	id := sha256.Sum256(f.bytes.Bytes())
	start := f.bytes.Len()
	number := f.reserve()
	f.places[number-1].offset = start
	table := f.deflate(f.placeTable())
	fmt.Fprintf(&f.bytes, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]"+
		"/Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		number, len(f.places)+1, catalog, info, id[:16], id[:16], len(table), table, start)
	_, err := w.Write(f.bytes.Bytes())
	return err
}

// addObjects writes a stream of objects: first their numbers and places in it.
func (f *pdfFile) addObjects(loose []looseObject) {
	var index, bodies bytes.Buffer
	for _, o := range loose {
		fmt.Fprintf(&index, "%d %d ", o.number, bodies.Len())
		bodies.WriteString(o.body + "\n")
	}
	first := index.Len()
	index.Write(bodies.Bytes())
	stream := f.addStream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(loose), first), index.Bytes())
	for i, o := range loose {
		f.places[o.number-1] = objectPlace{stream: stream, index: i}
	}
}

// placeTable is the cross-reference table: a kind, four bytes, two bytes.
func (f *pdfFile) placeTable() []byte {
	table := []byte{0, 0, 0, 0, 0, 0xFF, 0xFF} // object 0 is free by definition
	for _, p := range f.places {
		kind, place := byte(1), p.offset
		if p.stream != 0 {
			kind, place = 2, p.stream
		}
		table = append(table, kind)
		table = binary.BigEndian.AppendUint32(table, uint32(place))
		table = binary.BigEndian.AppendUint16(table, uint16(p.index))
	}
	return table
}

// addFont embeds the glyphs used.
func (f *pdfFile) addFont(t *typeface) int {
	data := t.subset()
	sum := sha256.Sum256(data)
	name := subsetTag(sum[:]) + "+NotoSerifSC-Regular"
	file := f.addStream(fmt.Sprintf("/Length1 %d", len(data)), data)
	descriptor := f.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 6/FontBBox[-1000 -400 3000 1400]"+
		"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 729/StemV 80/FontFile2 %d 0 R>>", name, file))
	glyphs := f.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDToGIDMap/Identity"+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[%s]/FontDescriptor %d 0 R>>",
		name, t.widths(), descriptor))
	unicode := f.addStream("", t.toUnicode())
	return f.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"+
		"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, glyphs, unicode))
}

// subsetTag is the six capital letters that mark a subset.
func subsetTag(sum []byte) string {
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// A bookmark is an entry of the outline.
type bookmark struct {
	level int // 1 is the highest
	title string
	page  int // from 1
	y     float64
	kids  []*bookmark
}

// nestBookmarks hangs each bookmark under the last one of a higher order.
func nestBookmarks(flat []*bookmark) *bookmark {
	root := &bookmark{}
	path := []*bookmark{root}
	for _, b := range flat {
		for len(path) > 1 && path[len(path)-1].level >= b.level {
			path = path[:len(path)-1]
		}
		parent := path[len(path)-1]
		parent.kids = append(parent.kids, b)
		path = append(path, b)
	}
	return root
}

// addOutline writes the bookmarks and returns the root's number, 0 without any.
func (f *pdfFile) addOutline(flat []*bookmark, pages []int) int {
	root := nestBookmarks(flat)
	if len(root.kids) == 0 {
		return 0
	}
	number := f.reserve()
	first, last, count := f.addBookmarks(root.kids, number, pages)
	f.put(number, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, count))
	return number
}

func (f *pdfFile) addBookmarks(siblings []*bookmark, parent int, pages []int) (first, last, count int) {
	numbers := make([]int, len(siblings))
	for i := range siblings {
		numbers[i] = f.reserve()
	}
	for i, b := range siblings {
		var links strings.Builder
		if i > 0 {
			fmt.Fprintf(&links, "/Prev %d 0 R", numbers[i-1])
		}
		if i+1 < len(siblings) {
			fmt.Fprintf(&links, "/Next %d 0 R", numbers[i+1])
		}
		if len(b.kids) > 0 {
			f1, l1, n := f.addBookmarks(b.kids, numbers[i], pages)
			fmt.Fprintf(&links, "/First %d 0 R/Last %d 0 R/Count %d", f1, l1, n)
			count += n
		}
		f.put(numbers[i], fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ null %.2f null]%s>>",
			textString(b.title), parent, pages[b.page-1], pageHeight-b.y, links.String()))
	}
	return numbers[0], numbers[len(numbers)-1], count + len(siblings)
}

// textString is a text outside the pages, such as a bookmark's title.
func textString(text string) string { return "<FEFF" + utf16Hex(text) + ">" }

// literal escapes a string of bytes, such as an address.
func literal(text string) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, c := range []byte(text) {
		if c < ' ' || c > '~' || strings.IndexByte(`()\`, c) >= 0 {
			fmt.Fprintf(&b, "\\%03o", c)
			continue
		}
		b.WriteByte(c)
	}
	b.WriteByte(')')
	return b.String()
}
