package attachment

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
)

// A part is an entry of an archive to be made.
type part struct{ name, text string }

// archiveOf makes an archive of parts.
func archiveOf(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func typesPart(mainType string) part {
	return part{"[Content_Types].xml", `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.` + mainType + `"/></Types>`}
}

// docx makes a document of Word with more parts.
func docx(t testing.TB, more ...part) []byte {
	t.Helper()
	return archiveOf(t, append([]part{typesPart("wordprocessingml.document.main+xml"), {"word/document.xml", "<w:document/>"}}, more...)...)
}

// compoundOf makes as much of a compound file as is looked at: entries with
// these names.
func compoundOf(names ...string) []byte {
	b := make([]byte, 512, 512+entryBytes*len(names))
	copy(b, compoundSignature)
	for _, name := range names {
		b = append(b, entryOf(name, streamObject, 0, 0)...)
	}
	return b
}

// record makes a record of a workbook.
func record(kind uint16, content string) string {
	head := binary.LittleEndian.AppendUint16(nil, kind)
	return string(binary.LittleEndian.AppendUint16(head, uint16(len(content)))) + content
}

// begins makes the record that a workbook (5) or a sheet (0x10) begins with.
func begins(is uint16) string {
	return record(beginRecord, "\x00\x06"+string(binary.LittleEndian.AppendUint16(nil, is))+"\xbb\x0d\xcc\x07")
}

// sheetOf makes a workbook of one sheet: what its list says it is, and what it
// says itself; before them other records.
func sheetOf(listed byte, is uint16, before ...string) string {
	head := begins(5) + strings.Join(before, "")
	entry := func(offset int) string {
		at := string(binary.LittleEndian.AppendUint32(nil, uint32(offset)))
		return record(sheetRecord, at+"\x00"+string(listed)+"\x01\x00A")
	}
	end := record(endRecord, "")
	offset := len(head) + len(entry(0)) + len(end)
	return head + entry(offset) + end + begins(is) + end
}

// A stored stream is a name and content of a compound file to be made.
type stored struct{ name, content string }

// compoundWith makes a whole compound file. A stream shorter than 4096 bytes is
// kept among the small ones.
func compoundWith(streams ...stored) []byte {
	const free, end, table = 0xffffffff, 0xfffffffe, 0xfffffffd
	var next, smallNext []uint32
	var sectors, small []byte
	put := func(to *[]byte, links *[]uint32, content string, size int) uint32 {
		if content == "" {
			return end
		}
		first := len(*links)
		for len(content) > 0 {
			n := min(len(content), size)
			*to = append(append(*to, content[:n]...), make([]byte, size-n)...)
			*links = append(*links, uint32(len(*links)+1))
			content = content[n:]
		}
		(*links)[len(*links)-1] = end
		return uint32(first)
	}
	numbers := func(all []uint32) (text string) {
		for _, n := range all {
			text += string(binary.LittleEndian.AppendUint32(nil, n))
		}
		return text
	}
	entries := []string{""}
	for _, s := range streams {
		var first uint32
		if len(s.content) < 4096 {
			first = put(&small, &smallNext, s.content, 64)
		} else {
			first = put(&sectors, &next, s.content, 512)
		}
		entries = append(entries, entryOf(s.name, streamObject, first, len(s.content)))
	}
	entries[0] = entryOf("Root Entry", rootObject, put(&sectors, &next, string(small), 512), len(small))
	smallTable := put(&sectors, &next, numbers(smallNext), 512)
	contents := put(&sectors, &next, strings.Join(entries, ""), 512)
	tables := (len(next) + 127) / 127
	first := len(next)
	for range tables {
		next = append(next, table)
	}
	for len(next)%128 != 0 {
		next = append(next, free)
	}
	header := make([]byte, 512)
	copy(header, compoundSignature)
	put16 := func(i int, n uint16) { binary.LittleEndian.PutUint16(header[i:], n) }
	put32 := func(i int, n uint32) { binary.LittleEndian.PutUint32(header[i:], n) }
	put16(26, 3)
	put16(28, 0xfffe)
	put16(30, 9)
	put16(32, smallShift)
	put32(44, uint32(tables))
	put32(48, contents)
	put32(56, 4096)
	put32(60, smallTable)
	put32(68, end)
	for i := range 109 {
		put32(76+4*i, free)
		if i < tables {
			put32(76+4*i, uint32(first+i))
		}
	}
	return append(append(header, sectors...), numbers(next)...)
}

func entryOf(name string, object byte, first uint32, size int) string {
	entry := make([]byte, entryBytes)
	units := append(utf16.Encode([]rune(name)), 0)
	for i, u := range units {
		binary.LittleEndian.PutUint16(entry[2*i:], u)
	}
	binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(units)))
	entry[66] = object
	binary.LittleEndian.PutUint32(entry[116:], first)
	binary.LittleEndian.PutUint32(entry[120:], uint32(size))
	return string(entry)
}

// workbook makes a workbook of the older kind.
func workbook(name string) []byte { return compoundWith(stored{name, sheetOf(0, 0x10)}) }

// pptRecord makes a record of a presentation.
func pptRecord(version, kind uint16, content string) string {
	head := binary.LittleEndian.AppendUint16(nil, version)
	head = binary.LittleEndian.AppendUint16(head, kind)
	return string(binary.LittleEndian.AppendUint32(head, uint32(len(content)))) + content
}

// object makes the record of an object within a presentation, packed or not.
func object(content []byte, packed bool) string {
	if !packed {
		return pptRecord(0, storageRecord, string(content))
	}
	var b bytes.Buffer
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(content))))
	z := zlib.NewWriter(&b)
	z.Write(content) // to memory
	z.Close()
	return pptRecord(0x10, storageRecord, b.String())
}

// slide is a record as long as makes a presentation no small stream.
var slide = pptRecord(0xf, 0x03ee, pptRecord(0, 0x0fa8, strings.Repeat("政务公开 ", 400)))

// vbaProject is the compound file in which a presentation keeps its macros.
var vbaProject = compoundWith(stored{"VBA", "x"}, stored{"PROJECT", "ID=\"{0}\""})

// presentation makes a presentation of the older kind of these records.
func presentation(records ...string) []byte {
	return compoundWith(stored{"Current User", "\x00\x00\xf6\x0f\x20\x00\x00\x00\x14\x00\x00\x00\x5f\xc0\x91\xe3"}, stored{"PowerPoint Document", strings.Join(records, "")})
}

// deepPresentation makes presentations within each other.
func deepPresentation(n int) []byte {
	p := presentation(slide)
	for range n {
		p = presentation(slide, object(p, true))
	}
	return p
}

// noise is what does not pack.
func noise(n int) []byte {
	b := make([]byte, n)
	source := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(source.Uint32())
	}
	return b
}

func picture(t testing.TB, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	img := image.NewPaletted(image.Rect(0, 0, 2, 3), color.Palette{color.Black, color.White})
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, img)
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngOf makes the beginning of a PNG that says it has so many pixels.
func pngOf(width, height uint32) []byte {
	header := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(header[4:], width)
	binary.BigEndian.PutUint32(header[8:], height)
	header[12], header[13] = 8, 2
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, header...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(header))
}

// tiffOf makes the beginning of a TIFF of so many pixels.
func tiffOf(order binary.AppendByteOrder, begins string, width, height uint32) []byte {
	b := order.AppendUint32([]byte(begins), 8)
	b = order.AppendUint16(b, 2)
	for _, field := range []struct {
		tag   uint16
		value uint32
	}{{tiffWidth, width}, {tiffHeight, height}} {
		b = order.AppendUint16(b, field.tag)
		b = order.AppendUint16(b, 4)
		b = order.AppendUint32(b, 1)
		b = order.AppendUint32(b, field.value)
	}
	return order.AppendUint32(b, 0)
}

const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

// blanks is text that packs to nearly nothing.
func blanks(megabytes int) string { return strings.Repeat(" ", megabytes<<20) }
