package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
	}
	return parts
}

// pack makes an archive of names and contents in turn.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		method := zip.Deflate
		if len(parts[i+1]) < 1<<16 { // quick, and open to the fuzzer
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbook makes a workbook of one sheet with the given inside of its
// worksheet element; more are further parts.
func workbook(t testing.TB, worksheet string, more ...string) []byte {
	t.Helper()
	const relation = `<Relationship Id="r%" Type="http://x/%" Target="%.xml"/>`
	relations := "<Relationships>"
	for i, kind := range []string{"worksheet", "sharedStrings", "styles"} {
		relations += strings.NewReplacer("r%", "r"+string(rune('1'+i)), "x/%", "x/"+kind, "%.xml", kind+".xml").Replace(relation)
	}
	return pack(t, append([]string{
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", relations + "</Relationships>",
		"xl/worksheet.xml", "<worksheet>" + worksheet + "</worksheet>",
	}, more...)...)
}
