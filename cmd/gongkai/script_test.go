package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gongkai/law/report"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": main})
}

// TestScript runs testdata/script: what a person types, and what must come of
// it. Besides the usual commands the scripts have
//
//	exits STATUS PROGRAM ARGUMENT…   run it; it must end with the status
//	report FILE KEY=VALUE…           write a report as JSON; see writeReport
//	same A B…                        the JSON reports have equal cells and raw
//	bytes FILE KIND SIZE             a file of that many random, zero or a bytes
//	bomb FILE PART SIZE              an archive whose part unpacks to SIZE zeros
//	office DATABASE FILES            an office with people, a report, an attachment
//	sql DATABASE STATEMENT           something done to the records by hand
//	postgres VARIABLE                the address of an empty database
//	port VARIABLE                    a free port of this machine
//	fetch STATUS URL [HEADER…]       ask until somebody answers; the body is stdout
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "report": writeReport, "same": same, "bytes": writeBytes, "bomb": writeBomb,
			"office": makeOffice, "sql": runSQL, "port": freePort, "fetch": fetch,
			"postgres": func(ts *testscript.TestScript, neg bool, args []string) { emptyPostgres(t, ts, args) },
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Getuid() == 0, nil
			case "postgres":
				return os.Getenv("GONGKAI_TEST_POSTGRES") != "", nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			// The engine that reads PDF is compiled once, not once a script.
			if dir, err := os.UserCacheDir(); err == nil {
				env.Setenv("XDG_CACHE_HOME", dir)
			}
			return nil
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGUMENT…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// writeReport writes a report in which every cell is 0 but those given. Keys are
// organ, year, edition (2021, 2019, hybrid), narrative.<chapter>, or cell codes;
// the value of a cell may be empty, words, or - to leave the cell out. A code
// that ends in * stands for all that begin like it.
func writeReport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: report FILE KEY=VALUE…")
	}
	values := make(map[string]string)
	var cells [][2]string
	for _, arg := range args[1:] {
		key, value, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("%q is not KEY=VALUE", arg)
		}
		values[key] = value
		cells = append(cells, [2]string{key, value})
	}
	r := report.New(editionCalled(values["edition"]))
	r.Organ, r.Raw = values["organ"], make(map[report.Code]string)
	r.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	r.Narrative = map[string]string{
		report.Overall:  "本机关按规定公开政府信息，依申请公开渠道畅通。",
		report.Problems: "公开内容还不够及时，明年每季度检查一次。",
		report.Other:    "没有需要报告的其他事项。",
	}
	r.Year, _ = strconv.Atoi(values["year"])
	r.Title = fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Organ, r.Year)
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	for _, kv := range cells {
		key, value := kv[0], kv[1]
		if chapter, ok := strings.CutPrefix(key, "narrative."); ok {
			r.Narrative[chapter] = value
		} else if strings.Contains(key, ".") && !setCells(r, key, value) {
			ts.Fatalf("no cell %q", key)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(r.JSON(), '\n'), 0o644))
}

func editionCalled(name string) *report.Edition {
	switch name {
	case "2019":
		return report.Form2019
	case "hybrid":
		return report.FormHybrid
	}
	return report.Form2021
}

// setCells sets the cell, or all that a pattern with * stands for.
func setCells(r *report.Report, pattern, value string) bool {
	prefix, isPattern := strings.CutSuffix(pattern, "*")
	any := false
	for _, code := range r.Edition.Codes() {
		if string(code) == pattern || isPattern && strings.HasPrefix(string(code), prefix) {
			any = true
			setCell(r, code, value)
		}
	}
	return any
}

// setCell puts what an office may have written into a cell; "absent" takes the
// cell away.
func setCell(r *report.Report, code report.Code, value string) {
	f := report.Figure{Mark: report.Text}
	plain := strings.TrimSuffix(strings.TrimSuffix(value, "（其中修订16件）"), "元")
	if n, ok := report.ParseNumber(plain); ok {
		f = report.Reports(n)
		if n.String() != value {
			r.Raw[code] = value
		}
		r.Set(code, f)
		return
	}
	switch value {
	case "absent":
		f.Mark = report.Absent
	case "":
		f.Mark = report.Blank
	case "/", "-", "—", "无":
		f.Mark = report.NotApplicable
	}
	if f.Mark == report.Text || f.Mark == report.NotApplicable {
		r.Raw[code] = value
	}
	r.Set(code, f)
}

// same compares what must survive every format: the cells and what stood in
// them. Files may hold several reports, one a line.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: same A B…")
	}
	want := figuresOf(ts, args[0])
	for _, name := range args[1:] {
		if got := figuresOf(ts, name); !reflect.DeepEqual(got, want) {
			ts.Fatalf("%s and %s differ:\n%s", args[0], name, strings.Join(differences(want, got), "\n"))
		}
	}
}

func figuresOf(ts *testscript.TestScript, name string) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(name)))
	decoder.UseNumber()
	var r struct{ Edition, Cells, Raw any }
	if err := decoder.Decode(&r); err != nil {
		ts.Fatalf("%s: %v", name, err)
	}
	all := map[string]any{"edition": r.Edition}
	for prefix, part := range map[string]any{"cells ": r.Cells, "raw ": r.Raw} {
		part, ok := part.(map[string]any)
		if !ok {
			ts.Fatalf("%s: no %s", name, prefix)
		}
		for code, value := range part {
			all[prefix+code] = value
		}
	}
	return all
}

func differences(want, got map[string]any) []string {
	var list []string
	for key, w := range want {
		if g, ok := got[key]; !ok || g != w {
			list = append(list, fmt.Sprintf("%s: want %v, got %v", key, w, g))
		}
	}
	for key, g := range got {
		if _, ok := want[key]; !ok {
			list = append(list, fmt.Sprintf("%s: want nothing, got %v", key, g))
		}
	}
	return list[:min(len(list), 20)]
}

func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bytes FILE random|zero|a SIZE")
	}
	size, err := strconv.Atoi(args[2])
	ts.Check(err)
	data := make([]byte, size)
	switch args[1] {
	case "random":
		random := rand.NewChaCha8([32]byte{1})
		random.Read(data)
	case "a":
		data = bytes.Repeat([]byte("a"), size)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// writeBomb writes an Office file one part of which is far larger unpacked.
func writeBomb(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bomb FILE PART SIZE")
	}
	size, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	types, err := archive.Create("[Content_Types].xml")
	ts.Check(err)
	types.Write([]byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>`))
	part, err := archive.Create(args[1])
	ts.Check(err)
	block := make([]byte, 1<<20)
	for written := 0; written < size; written += len(block) {
		_, err := part.Write(block)
		ts.Check(err)
	}
	ts.Check(archive.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}
