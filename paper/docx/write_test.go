package docx

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack returns one part of a DOCX.
func unpack(t testing.TB, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	part, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

// lines breaks the XML of a part into lines that a person can review.
func lines(part string) string {
	return strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tr>", "\n<w:tr>", "<w:tbl>", "\n<w:tbl>", "<w:tc>", "\n  <w:tc>", "<w:sectPr>", "\n<w:sectPr>").Replace(part)
}

func TestWriteGolden(t *testing.T) {
	t.Parallel()
	got := lines(unpack(t, written(t, sample()), mainPart))
	path := filepath.Join("testdata", "report.document.xml")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("document.xml of the sample differs from %s; run with -update and review the difference", path)
	}
}
