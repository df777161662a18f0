package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/law/organ"
)

var update = flag.Bool("update", false, "write the expected findings and the generated documents anew")

// TestCheckFixtures runs every file of testdata/checks. A file is a report as a
// clerk would note it down: all cells are 0 and all chapters have text unless a
// line says otherwise. After "findings:" stands what the checks must say, word
// for word; -update writes it.
func TestCheckFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/checks/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			facts, want, _ := bytes.Cut(data, []byte("findings:\n"))
			r, c := fixture(t, string(facts))
			var got strings.Builder
			for _, f := range r.Check(c) {
				fmt.Fprintf(&got, "%s %s %s\n  %s\n", f.Rule, f.At, f.Severity, f.Says)
			}
			if *update {
				data = append(append(facts, "findings:\n"...), got.String()...)
				if err := os.WriteFile(file, data, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.String() != string(want) {
				t.Errorf("%s\ngot:\n%swant:\n%s", facts, got.String(), want)
			}
		})
	}
}

// TestRulesHaveFixtures wants for every rule one report that breaks it and one
// that keeps it.
func TestRulesHaveFixtures(t *testing.T) {
	t.Parallel()
	for _, rule := range Rules() {
		if rule.check == nil {
			continue // needs several reports; see TestRollUpAgainst
		}
		for _, kind := range []string{"good", "bad"} {
			data, err := os.ReadFile(filepath.Join("testdata", "checks", rule.Name+"_"+kind+".txt"))
			if err != nil {
				t.Errorf("rule %s: %v", rule.Name, err)
				continue
			}
			_, findings, _ := strings.Cut(string(data), "findings:\n")
			found := strings.HasPrefix(findings, rule.Name+" ") || strings.Contains(findings, "\n"+rule.Name+" ")
			if found != (kind == "bad") {
				t.Errorf("rule %s: the %s fixture finds it: %v\n%s", rule.Name, kind, found, findings)
			}
		}
	}
}

// fixture reads the notes of a fixture.
func fixture(t *testing.T, notes string) (*Report, Circumstances) {
	t.Helper()
	var c Circumstances
	r := clean(Form2021)
	current := r
	for n, line := range strings.Split(notes, "\n") {
		line = strings.TrimSpace(line)
		word, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		ok := true
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "previous:":
			c.Previous = clean(r.Edition)
			c.Previous.Organ, c.Previous.Year = r.Organ, r.Year-1
			current = c.Previous
		case line == "registers:":
			c.Registers = clean(r.Edition)
			current = c.Registers
		case word == "stray":
			part := strings.SplitN(rest, " ", 3)
			if ok = len(part) == 3; ok {
				c.Strays = append(c.Strays, Stray{Rule: part[0], At: Code(part[1]), Says: part[2]})
			}
		case word == "recorded":
			c.Recorded, ok = recorded[rest]
		case word == "published":
			c.Published = rest
		case word == "local-due":
			c.LocalDue = rest
		default:
			ok = note(current, word, rest)
		}
		if !ok {
			t.Fatalf("line %d: %q is not understood", n+1, line)
		}
	}
	return r, c
}

// recorded are the kinds of organ that a fixture can record.
var recorded = map[string]organ.Organ{
	"city government":     {Level: organ.City, Body: organ.Government},
	"county department":   {Level: organ.County, Body: organ.Department},
	"township government": {Level: organ.Township, Body: organ.Government},
}

// note enters one line of a fixture into the report.
func note(r *Report, word, rest string) bool {
	switch {
	case word == "edition":
		for _, e := range Editions() {
			if rest == e.Name+e.Variant {
				*r = *clean(e)
				return true
			}
		}
		return false
	case word == "organ":
		r.Organ = rest
	case word == "title":
		r.Title = rest
	case word == "year":
		n, ok := ParseNumber(rest)
		r.Year = int(n.Int64())
		return ok
	case word == "chapters":
		r.Chapters = strings.Fields(rest)
	case word == "signed":
		r.Dates.Signed = rest
	case word == "page-date":
		r.Dates.Published = rest
	case word == "period":
		r.Dates.From, r.Dates.To, _ = strings.Cut(rest, " ")
	case word == "warning":
		code, at, _ := strings.Cut(rest, " ")
		r.warn(code, at, "", "")
	case word == "said":
		at, value, _ := strings.Cut(rest, " = ")
		value, text, _ := strings.Cut(value, " ")
		n, ok := ParseNumber(value)
		at, or, _ := strings.Cut(at, " or ")
		r.Said = append(r.Said, Said{At: Code(at), Or: Code(or), Value: n, Text: text})
		return ok
	case strings.HasPrefix(word, "narrative."):
		key := strings.TrimPrefix(word, "narrative.")
		if delete(r.Narrative, key); rest != "absent" {
			r.Narrative[key] = rest
		}
	default:
		values, isCell := strings.CutPrefix(rest, "= ")
		return isCell && noteCells(r, word, strings.Fields(values))
	}
	return true
}

// noteCells enters one value into a cell, into every cell of a row or table, or
// a row's values in its columns.
func noteCells(r *Report, at string, values []string) bool {
	var cells []Code
	for _, code := range r.Edition.Codes() {
		if string(code) == at || strings.HasPrefix(string(code), at+".") {
			cells = append(cells, code)
		}
	}
	if len(cells) == 0 || len(values) != 1 && len(values) != len(cells) {
		return false
	}
	for i, code := range cells {
		value := values[i%len(values)]
		r.Set(code, noted(value))
		if f := r.Figure(code); f.Mark == Text || f.Mark == NotApplicable {
			r.setRaw(code, value)
		}
	}
	return true
}

func noted(value string) Figure {
	switch value {
	case "absent":
		return Figure{}
	case "blank":
		return Figure{Mark: Blank}
	case "/", "-", "—", "无":
		return Figure{Mark: NotApplicable}
	}
	if n, ok := ParseNumber(value); ok {
		return Reports(n)
	}
	return Figure{Mark: Text}
}

// clean is a report that breaks no rule: nothing happened in the year.
func clean(e *Edition) *Report {
	r := New(e)
	r.Year, r.Organ = 2024, "石桥市"
	if e == Form2019 {
		r.Year = 2020
	}
	for _, code := range e.Codes() {
		r.Set(code, Reports(Number{}))
	}
	r.Chapters = []string{Overall, Disclosure, Application, Remedy, Problems, Other}
	r.Narrative = map[string]string{
		Overall:  "本年度没有收到政府信息公开申请。",
		Problems: "公开的内容还不够全面，下一步将加强对各科室的培训。",
		Other:    "本年度没有收取信息处理费。",
	}
	return r
}

// TestCheckNothing judges reports of which nothing could be read.
func TestCheckNothing(t *testing.T) {
	t.Parallel()
	if got := (&Report{}).Check(Circumstances{Previous: &Report{}}); len(got) != 0 {
		t.Errorf("an unreadable file: findings %v, want none", got)
	}
	headings := &Report{Year: 2019, Chapters: []string{Overall, Disclosure, Application, Remedy, Problems, Other}}
	for _, table := range []string{"disclosure", "application", "remedy"} {
		found := false
		for _, f := range headings.Check(Circumstances{}) {
			found = found || f.Rule == "table_missing" && f.At == table
		}
		if !found {
			t.Errorf("headings without tables: no table_missing at %s", table)
		}
	}
	for _, e := range Editions() {
		for _, f := range clean(e).Check(Circumstances{}) {
			t.Errorf("a clean report on %s%s: %s at %s: %s", e.Name, e.Variant, f.Rule, f.At, f.Says)
		}
	}
}
