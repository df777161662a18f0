package main

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	// mostMemory is what a file of a megabyte may cost, in megabytes at the
	// peak of the process. The program is held to 64; the test's own code and
	// the noise of the collector take a few more.
	mostMemory = 64 + 10
	// mostForPDF is what a document adds to the floor of a started PDFium.
	mostForPDF = 18
	measured   = "GONGKAI_MEASURED"
	// hostile names a folder in which the files stay, for .ci/memory, which holds
	// the program as it is shipped to the 64.
	hostile = "GONGKAI_HOSTILE"
)

// TestMeasured is the process that TestMemory measures: it checks one file and
// prints how much memory it had at its peak. Alone it does nothing.
func TestMeasured(t *testing.T) {
	file := os.Getenv(measured)
	if file == "" {
		return // run by TestMemory
	}
	status := run([]string{"report", "check", file}, strings.NewReader(""), io.Discard, io.Discard)
	peak, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("status %d %s\n", status, peak)
}

// hostileFolder is where the files are written.
func hostileFolder(t *testing.T) string {
	if folder := os.Getenv(hostile); folder != "" {
		return folder
	}
	return t.TempDir()
}

// TestMemory checks files made to fill memory, each in a process of its own,
// for what a process had at its peak is not to be told otherwise.
func TestMemory(t *testing.T) {
	skipUnmeasured(t)
	folder := hostileFolder(t)
	for name, data := range hostileFiles(t) {
		t.Run(name, func(t *testing.T) {
			if len(data) > 1<<20 {
				t.Fatalf("%d bytes, want at most a megabyte", len(data))
			}
			if mb := peakOf(t, folder, name, data); mb > mostMemory {
				t.Errorf("took %d MB, want at most %d", mb, mostMemory)
			}
		})
	}
}

func TestMemoryPDF(t *testing.T) {
	skipUnmeasured(t)
	folder := hostileFolder(t)
	line := "BT /F 9 Tf 10 10 Td (abcdefghij) Tj ET\n"
	tiny := onePage(t, line, 1)
	peakOf(t, folder, "first.pdf", tiny) // compiles PDFium where it was not
	floor := peakOf(t, folder, "tiny.pdf", tiny)
	if floor > 100 {
		t.Skipf("PDFium takes %d MB: its compiled code is not kept on this machine", floor)
	}
	for name, data := range map[string][]byte{
		"paths.pdf":    onePage(t, "0 0 m 9 9 l S\n", 4_000_000),
		"one_path.pdf": onePage(t, "9 9 l ", 6_000_000),
		"texts.pdf":    onePage(t, line, 1_000_000),
		"states.pdf":   onePage(t, "q ", 30_000_000),
		"arrays.pdf":   onePage(t, "[", 50_000_000),
		"pages.pdf":    pagesOf(t, strings.Repeat("1 0 0 1 0 -9 Tm (abcdefghij) Tj\n", 400), 3000),
		"blanks.pdf":   onePage(t, " ", 60_000_000),
	} {
		t.Run(name, func(t *testing.T) {
			if len(data) > 1<<20 {
				t.Fatalf("%d bytes, want at most a megabyte", len(data))
			}
			if mb := peakOf(t, folder, name, data); mb > floor+mostForPDF {
				t.Errorf("took %d MB, want at most %d more than the %d of a PDF with one line", mb, mostForPDF, floor)
			}
		})
	}
}

// skipUnmeasured skips where a process cannot be measured, or tells nothing: the
// race detector takes several times the memory.
func skipUnmeasured(t *testing.T) {
	t.Helper()
	info, _ := debug.ReadBuildInfo()
	race := info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
	if runtime.GOOS != "linux" || race || testing.Short() {
		t.Skip("measures processes by /proc and takes seconds")
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakOf checks a file in a process of its own and returns its peak in MB.
func peakOf(t *testing.T, folder, name string, data []byte) int {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestMeasured$")
	cmd.Env = append(os.Environ(), measured+"="+file)
	out, err := cmd.CombinedOutput()
	found := highWater.FindSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("check of %s: %v: %.2000s", name, err, out)
	}
	kb, _ := strconv.Atoi(string(found[1]))
	t.Logf("%s: %d KB, peak %d MB", name, len(data)>>10, kb>>10)
	return kb >> 10
}

// hostileFiles are files of at most a megabyte that ask for much, by name.
func hostileFiles(t *testing.T) map[string][]byte {
	fill := func(head, unit string) []byte {
		return []byte(head + strings.Repeat(unit, (1<<20-len(head))/len(unit)))
	}
	body := func(xml string) []byte {
		const word = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
		return zipped(t, "word/document.xml", word+xml+"</w:body></w:document>")
	}
	sheet := func(rows string, others ...string) []byte {
		return zipped(t, append([]string{
			"xl/workbook.xml", `<workbook><sheet name="a" id="1"/></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="1" Target="s.xml"/><Relationship Id="2" Type="x/styles" Target="t.xml"/><Relationship Id="3" Type="x/sharedStrings" Target="u.xml"/></Relationships>`,
			"xl/s.xml", rows,
		}, others...)...)
	}
	many := strings.Repeat
	paragraph := "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
	cell := `<c t="str"><v>1</v></c>`
	files := map[string][]byte{
		"paragraphs.docx":   body(many(paragraph, 220_000)),
		"cells.docx":        body("<w:tbl>" + many("<w:tr>"+many("<w:tc/>", 20)+"</w:tr>", 40_000) + "</w:tbl>"),
		"spans.docx":        body(many("<w:tbl>"+many(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>`+paragraph+"</w:tc></w:tr>", 400)+"</w:tbl>", 100)),
		"tables.docx":       body(many("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", 180_000)),
		"cells.xlsx":        sheet(many("<row>"+many(cell, 20)+"</row>", 60_000)),
		"rows.xlsx":         sheet(many("<row>"+many(cell, 2)+"</row>", 200_000)),
		"wide.xlsx":         sheet("<row>" + many(cell, 1000) + "</row>" + many("<row>"+many(cell, 2)+"</row>", 100_000)),
		"texts.xlsx":        sheet(many(`<row><c t="str"><v>`+many("字", 30_000)+`</v></c></row>`, 1000)),
		"shared_texts.xlsx": sheet(many(`<row><c t="s"><v>0</v></c></row>`, 100_000), "xl/u.xml", "<sst><si><t>"+many("字", 30_000)+"</t></si></sst>"),
		"strings.xlsx":      sheet("<row>"+cell+"</row>", "xl/u.xml", "<sst>"+many("<si><t>a</t></si>", 4_000_000)+"</sst>"),
		"formats.xlsx":      sheet("<row>"+cell+"</row>", "xl/t.xml", formats()),
	}
	for name, unit := range map[string]string{
		"td": "<td>", "rows": "<tr><td>1", "tables": "<table><td>1", "paragraphs": "<p>a", "nested": "<table>", "pictures": "<img>",
		"spans": "<tr><td colspan=1000 rowspan=65000>1", "entities": "&lt;&#x4e00;", "hanging": "<tr><td rowspan=0>1",
	} {
		head := "<!doctype html><html><body>"
		if strings.HasPrefix(unit, "<t") && !strings.HasPrefix(unit, "<table") {
			head += "<table>"
		}
		files[name+".html"] = fill(head, unit)
	}
	for name, unit := range map[string]string{
		"newlines": "\n", "pipes": "|", "tabs": "\t", "commas": ",", "lines": "a\n", "cells": "a|", "numbers": "1 2\n", "rows": "a,b\n", "columns": "a\tb\n", "table": "|a|b|\n",
	} {
		for _, ext := range []string{".txt", ".csv", ".md"} {
			files[name+ext] = fill("", unit)
		}
	}
	files["arrays.json"] = fill("", "[")
	files["objects.json"] = fill("[", "{},")
	files["objects.jsonl"] = fill("", "{}\n")
	return files
}

// formats are the styles of a workbook with long date formats, each used often.
func formats() string {
	var b strings.Builder
	b.WriteString("<styleSheet><numFmts>")
	for i := range 4000 {
		fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, strings.Repeat("ymd", 80))
	}
	b.WriteString("</numFmts><cellXfs>")
	for i := range 60_000 {
		fmt.Fprintf(&b, `<xf numFmtId="%d"/>`, 200+i%4000)
	}
	return b.String() + "</cellXfs></styleSheet>"
}

// zipped packs parts, given as names and contents.
func zipped(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func onePage(t *testing.T, unit string, n int) []byte {
	return pagesOf(t, strings.Repeat(unit, n), 1)
}

// pagesOf is a PDF whose n pages all show the content.
func pagesOf(t *testing.T, content string, n int) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\n", strings.Repeat("3 0 R ", n), n)
	fmt.Fprint(&b, "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n")
	fmt.Fprintf(&b, "4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n", packed.Len(), packed.Bytes())
	fmt.Fprint(&b, "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>")
	return b.Bytes()
}
