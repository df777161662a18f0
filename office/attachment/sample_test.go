package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
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
		entry := make([]byte, entryBytes)
		units := append(utf16.Encode([]rune(name)), 0)
		for i, u := range units {
			binary.LittleEndian.PutUint16(entry[2*i:], u)
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(units)))
		entry[66] = 2
		b = append(b, entry...)
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
