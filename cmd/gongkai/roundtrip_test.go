package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/report"
	"gongkai/paper"
)

// cellTexts are texts that offices put into cells where a plain number stands
// elsewhere.
var cellTexts = []string{"", "/", "-", "—", "无", "若干", "约30", "22（其中修订16件）", "１２", "+3", "-3", "减4", "1,286", "12件", "#REF!", "O"}

// TestRoundTrip holds that every format gives back the cells, and the words and
// notes that stood in them, of any report.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"json", "csv", "html", "docx", "xlsx", "pdf"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			if format != "json" && testing.Short() {
				t.Skip("a hundred documents take long to write and read")
			}
			rapid.Check(t, func(t *rapid.T) { roundTrip(t, format) })
		})
	}
}

func roundTrip(t *rapid.T, format string) {
	want := drawReport(t)
	var b bytes.Buffer
	if err := writers[format](&b, want); err != nil {
		t.Fatalf("write: %v", err)
	}
	got, err := readBytes("r."+format, b.Bytes())
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if got.Edition != want.Edition {
		t.Fatalf("edition %v, want %v; warnings %v", editionName(got), editionName(want), got.Warnings)
	}
	if got.Organ != want.Organ || got.Year != want.Year {
		t.Errorf("read %q %d, want %q %d", got.Organ, got.Year, want.Organ, want.Year)
	}
	isExact := format == "json" || format == "csv"
	for _, code := range want.Edition.Codes() {
		g, w := got.Figure(code), want.Figure(code)
		if g != w || (isExact || !isDress(w, want.Raw[code])) && got.Raw[code] != want.Raw[code] {
			t.Errorf("%s: read %v %q, want %v %q", code, g, got.Raw[code], w, want.Raw[code])
		}
	}
	if t.Failed() {
		t.Logf("warnings %v", got.Warnings)
	}
}

// isDress says that what stood in the cell is the number and no more, written
// otherwise: １２, +3, 减4, 12件. The statutory table is set with the number.
func isDress(f report.Figure, raw string) bool {
	return f.Mark == report.Reported && !strings.ContainsAny(raw, "（(")
}

func editionName(r *report.Report) string {
	if r.Edition == nil {
		return "none"
	}
	return r.Edition.Name + r.Edition.Variant
}

// readBytes reads a file's bytes as check does.
func readBytes(name string, data []byte) (*report.Report, error) {
	if strings.HasSuffix(name, ".json") {
		return report.ParseJSON(data)
	}
	r := parse(source{path: name, name: name}, data)
	if r.Edition == nil {
		return nil, fmt.Errorf("%s", firstWarning(r))
	}
	return r, nil
}

// drawReport draws a report on any edition: mostly numbers, some rows as offices
// leave them, some rows missing. What stands in a cell is decided by the reader,
// so that the report is one that could have been read.
func drawReport(t *rapid.T) *report.Report {
	edition := rapid.SampledFrom(report.Editions()).Draw(t, "edition")
	organ := rapid.SampledFrom([]string{"青溪县审计局", "青溪县石桥镇人民政府", "乌苏市人民政府办公室"}).Draw(t, "organ")
	year := rapid.IntRange(2019, 2030).Draw(t, "year")
	missing := drawMissing(t, edition)
	odd := rapid.IntRange(0, 3).Draw(t, "odd")
	table := &paper.Table{Rows: []paper.Row{rowOf("organ", "year", "cell", "label", "value", "mark")}}
	for _, code := range edition.Codes() {
		if !isMissing(code, missing) {
			table.Rows = append(table.Rows, rowOf(organ, fmt.Sprint(year), string(code), "", drawText(t, edition.Kind(code), odd), ""))
		}
	}
	r := report.Read(&paper.Document{Blocks: []paper.Block{{Table: table}}})
	if r.Edition != edition || len(r.Warnings) > 0 {
		t.Fatalf("the long form gave edition %s and %v", editionName(r), r.Warnings)
	}
	r.FiguresOnly = false
	r.Title = fmt.Sprintf("%s%d年政府信息公开工作年度报告", organ, year)
	r.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	r.Narrative = map[string]string{report.Overall: "本机关按规定公开政府信息。", report.Problems: "还不够及时。", report.Other: "没有其他事项。"}
	return r
}

func rowOf(texts ...string) paper.Row {
	var row paper.Row
	for _, text := range texts {
		row.Cells = append(row.Cells, paper.Cell{Text: text})
	}
	return row
}

// drawMissing draws what the report does not have: rows of tables 二 and 三 or
// the whole of table 四. The rows by which editions differ stay.
func drawMissing(t *rapid.T, edition *report.Edition) []string {
	if rapid.IntRange(0, 2).Draw(t, "loses") > 0 {
		return nil
	}
	parts := []string{"remedy"}
	for _, code := range edition.Codes() {
		row := string(code[:strings.LastIndexByte(string(code), '.')])
		if !strings.HasPrefix(row, "remedy.") && !strings.Contains(row, "otherwise_handled") && row != "disclosure.fees" && !slices.Contains(parts, row) {
			parts = append(parts, row)
		}
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(parts), 0, 4, rapid.ID[string]).Draw(t, "missing")
}

func isMissing(code report.Code, missing []string) bool {
	return slices.ContainsFunc(missing, func(part string) bool { return strings.HasPrefix(string(code), part+".") })
}

// drawText draws what stands in a cell: of ten cells, as many odd ones as said.
func drawText(t *rapid.T, kind report.CellKind, odd int) string {
	if rapid.IntRange(0, 9).Draw(t, "kind") < odd {
		if kind == report.YuanCell { // a number needs its unit there
			return rapid.SampledFrom([]string{"", "/", "若干", "1,286万元"}).Draw(t, "text")
		}
		return rapid.SampledFrom(cellTexts).Draw(t, "text")
	}
	switch kind {
	case report.MoneyCell:
		return rapid.SampledFrom([]string{"0", "78.8735", "0.000001", "118.9", "52540.694", "3"}).Draw(t, "money")
	case report.YuanCell:
		return rapid.SampledFrom([]string{"0", "12345678.9元", "3元", "250000元"}).Draw(t, "yuan")
	}
	return fmt.Sprint(rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, 99999999)).Draw(t, "n"))
}

// TestShortReport holds that the chapters of a report of few words come back
// from every format that has text: no line of it is full, and the period under
// the title is the longest.
func TestShortReport(t *testing.T) {
	t.Parallel()
	want := report.New(report.Form2021)
	want.Organ, want.Year = "青溪县石桥镇人民政府", 2024
	want.Dates.From, want.Dates.To = "2024-01-01", "2024-12-31"
	want.Narrative = map[string]string{report.Overall: "本年工作平稳开展。", report.Problems: "人手不足。", report.Other: "没有收取信息处理费。"}
	want.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	for _, code := range want.Edition.Codes() {
		want.Set(code, report.Reports(report.Count(0)))
	}
	for _, format := range []string{"json", "html", "docx", "pdf"} {
		var b bytes.Buffer
		if err := writers[format](&b, want); err != nil {
			t.Fatalf("write %s: %v", format, err)
		}
		got, err := readBytes("r."+format, b.Bytes())
		if err != nil {
			t.Fatalf("read %s: %v", format, err)
		}
		for chapter, text := range want.Narrative {
			if got.Narrative[chapter] != text {
				t.Errorf("%s: chapter %s reads %q, want %q", format, chapter, got.Narrative[chapter], text)
			}
		}
	}
}
