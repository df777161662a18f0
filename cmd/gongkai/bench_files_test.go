package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/report"
	"gongkai/paper"
)

// A benchFile is one file held in memory.
type benchFile struct {
	source
	data []byte
}

func sizeOf(files []benchFile) int {
	n := 0
	for i := range files {
		n += len(files[i].data)
	}
	return n
}

// realFiles are the real reports of each kind in ../shared.
var realFiles = map[string]string{
	"text": "*.txt", "markdown": "*.md", "html": "*.html", "pdf": "*.pdf", "wpsdocx": "*-wpsdocx.docx",
}

// writtenAs are the kinds we can write ourselves, by extension.
var writtenAs = map[string]string{
	"text": ".txt", "html": ".html", "docx": ".docx", "xlsx": ".xlsx", "csv": ".csv", "pdf": ".pdf", "json": ".json",
}

// benchFiles returns the files of a kind: those of the folder of that name in
// GONGKAI_BENCH, which .ci/bench fills; else the real ones; else one of our own.
func benchFiles(b *testing.B, kind string) []benchFile {
	b.Helper()
	var names []string
	if folder := os.Getenv("GONGKAI_BENCH"); folder != "" {
		names, _ = filepath.Glob(filepath.Join(folder, kind, "*"))
	}
	if pattern := realFiles[kind]; len(names) == 0 && pattern != "" {
		names, _ = filepath.Glob(filepath.Join(benchShared(), "reports", "dev", pattern))
	}
	if ext := writtenAs[kind]; len(names) == 0 && ext != "" {
		return []benchFile{{source{path: "bench" + ext, name: "bench" + ext}, writtenReport(b, ext)}}
	}
	var files []benchFile
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, benchFile{source{path: name, name: filepath.Base(name)}, data})
	}
	if len(files) == 0 {
		b.Skipf("no files of kind %s: .ci/bench makes them with the generator", kind)
	}
	return files
}

// benchShared is the folder of the real reports: GONGKAI_SHARED, else ../shared
// beside the module.
func benchShared() string {
	if folder := os.Getenv("GONGKAI_SHARED"); folder != "" {
		return folder
	}
	return filepath.Join("..", "..", "..", "shared")
}

// writtenReport writes a whole report in the format of the extension.
func writtenReport(b *testing.B, ext string) []byte {
	b.Helper()
	r := report.New(report.Form2021)
	r.Organ, r.Year, r.Title = "青梧县人民政府", 2024, "青梧县人民政府2024年政府信息公开工作年度报告"
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	for _, row := range []string{"newly_received", "granted", "total_handled"} {
		for _, column := range []string{"natural_person", "total"} {
			r.Set(report.Code("application."+row+"."+column), report.Reports(report.Count(1)))
		}
	}
	r.Narrative = map[string]string{report.Disclosure: "", report.Problems: strings.Repeat("公开的时效性还不够强，下一步将加强培训。\n", 12)}
	for _, key := range []string{report.Preface, report.Other} {
		r.Narrative[key] = strings.Repeat("本年度新收政府信息公开申请1件，上年结转0件，均已按期答复。\n", 12)
	}
	var out bytes.Buffer
	write := writers[ext[1:]]
	if ext == ".txt" {
		write = writeLines
	}
	if err := write(&out, r); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// writeLines writes a report as flattened text: each cell a line.
func writeLines(w io.Writer, r *report.Report) error {
	var out strings.Builder
	for _, block := range r.Compose().Blocks {
		if block.Table == nil {
			out.WriteString(block.Text + "\n")
			continue
		}
		writeCells(&out, block.Table)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func writeCells(out *strings.Builder, t *paper.Table) {
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			text := cell.Text
			if text == "" {
				text = strconv.Itoa(0)
			}
			out.WriteString(text + "\n")
		}
	}
}
