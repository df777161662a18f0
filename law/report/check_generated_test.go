package report

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// truth is the part of a truth file of the shared generator that a check needs.
type truth struct {
	Organ    string                      `json:"organ"`
	Year     int                         `json:"year"`
	Edition  string                      `json:"edition"`
	Variant  string                      `json:"form_variant"`
	Cells    map[Code]*json.Number       `json:"cells"`
	Raw      map[Code]string             `json:"raw"`
	Findings []struct{ Rule, At string } `json:"findings"`
	Parent   string                      `json:"parent"`
	Children []string                    `json:"children"`
	Previous string                      `json:"previous"`
	file     string
}

// TestCheckGenerated holds the judged rules against the findings that the
// generator of test reports expects of its own faults.
func TestCheckGenerated(t *testing.T) {
	t.Parallel()
	for _, years := range []string{"1", "3"} {
		faults := "all"
		if years != "1" {
			faults = "cross_year"
		}
		dir := generate(t, "--n", "150", "--faults", faults, "--blank", ".5", "--years", years)
		for _, want := range truths(t, dir) {
			r := want.report(t)
			r.Said = saidIn(narrativeOf(t, dir, want.file))
			c := Circumstances{}
			if want.Previous != "" {
				before := truthOf(t, filepath.Join(dir, strings.TrimSuffix(want.Previous, filepath.Ext(want.Previous))+".truth.json"))
				c.Previous = before.report(t)
			}
			compareFindings(t, want, r.Check(c))
		}
	}
}

// TestCheckPublished holds the judged rules against the real reports.
func TestCheckPublished(t *testing.T) {
	t.Parallel()
	for _, want := range truths(t, filepath.Join(shared(t), "reports", "dev")) {
		compareFindings(t, want, want.report(t).Check(Circumstances{}))
	}
}

// judged are the rules that the truths decide.
var judged = []string{"row_total", "handled_total", "balance", "remedy_total", "negative", "missing_row", "non_numeric",
	"unit_suspect", "text_mismatch", "row_total_blank", "handled_total_blank", "balance_blank", "remedy_total_blank"}

func compareFindings(t *testing.T, want truth, got []Finding) {
	t.Helper()
	rules := judged
	if want.Previous != "" {
		rules = slices.Concat(judged, []string{"carry_over", "in_force"})
	}
	var have, expected []string
	for _, f := range got {
		if slices.Contains(rules, f.Rule) {
			have = append(have, f.Rule+" "+f.At)
		}
		if f.Says == "" || f.Source == "" || f.Try() == "" {
			t.Errorf("%s: %s at %s says %q, source %q, try %q", want.file, f.Rule, f.At, f.Says, f.Source, f.Try())
		}
	}
	for _, f := range want.Findings {
		expected = append(expected, f.Rule+" "+f.At)
	}
	slices.Sort(have)
	slices.Sort(expected)
	if !slices.Equal(have, slices.Compact(expected)) {
		t.Errorf("%s: findings\n got %q\nwant %q", want.file, have, expected)
	}
}

// report builds the report that a correct reader would have read.
func (w truth) report(t *testing.T) *Report {
	t.Helper()
	e := EditionNamed(w.Edition)
	if _, one := w.Cells["application.otherwise_handled.total"]; one && w.Edition == "2021" {
		e = FormHybrid
	}
	r := New(e)
	r.File, r.Organ, r.Year, r.Raw = w.file, w.Organ, w.Year, w.Raw
	for code, n := range w.Cells {
		f := Figure{Mark: Blank}
		if n != nil {
			value, ok := ParseNumber(n.String())
			if !ok {
				t.Fatalf("%s: %s: %s is not a number", w.file, code, n)
			}
			f = Reports(value)
		} else if raw := w.Raw[code]; raw != "" {
			f.Mark = Text
			if strings.ContainsAny(raw, "/-—无") {
				f.Mark = NotApplicable
			}
		}
		if !r.Set(code, f) {
			t.Fatalf("%s: edition %s has no cell %s", w.file, e.Name, code)
		}
	}
	r.Chapters = []string{Overall, Disclosure, Application, Remedy, Problems, Other}
	return r
}

func truths(t *testing.T, dir string) []truth {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.truth.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no truth files in %s: %v", dir, err)
	}
	var all []truth
	for _, file := range files {
		all = append(all, truthOf(t, file))
	}
	return all
}

func truthOf(t *testing.T, file string) truth {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w := truth{file: filepath.Base(file)}
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return w
}

// generate runs the shared generator and returns the folder it filled with
// Markdown reports and their truths.
func generate(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	tool := filepath.Join(shared(t), "tools", "gen.py")
	args = append([]string{tool, "--render", "md", "--out", dir}, args...)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("the generator of test reports: %v\n%s", err, out)
	}
	return dir
}

// shared is the folder of shared material, beside the module unless
// GONGKAI_SHARED names it.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		root, _ := filepath.Abs(".")
		for !exists(filepath.Join(root, "go.mod")) && root != "/" {
			root = filepath.Dir(root)
		}
		dir = filepath.Join(root, "..", "shared")
	}
	if !exists(filepath.Join(dir, "tools", "gen.py")) {
		t.Skip("no shared material: set GONGKAI_SHARED")
	}
	return dir
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func narrativeOf(t *testing.T, dir, truthFile string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(truthFile, ".truth.json")+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// saidPatterns read the generator's own sentences and nothing else.
var saidPatterns = map[Code]*regexp.Regexp{
	"application.newly_received.total": regexp.MustCompile(`本年新收政府信息公开申请(-?\d+)件`),
	"application.carried_in.total":     regexp.MustCompile(`上年结转(-?\d+)件`),
	"application.total_handled.total":  regexp.MustCompile(`办理结果总计(-?\d+)件`),
	"application.carried_over.total":   regexp.MustCompile(`结转下年度继续办理(-?\d+)件`),
	feeAmount:                          regexp.MustCompile(`本年收取行政事业性收费([0-9.]+)万元`),
}

func saidIn(text string) (said []Said) {
	for code, pattern := range saidPatterns {
		if m := pattern.FindStringSubmatch(text); m != nil {
			n, _ := ParseNumber(m[1])
			said = append(said, Said{At: code, Value: n, Text: m[0]})
		}
	}
	if strings.Contains(text, "本年度未收到政府信息公开申请") {
		said = append(said, Said{At: "application.newly_received.total", Text: "未收到政府信息公开申请"})
	}
	return said
}

// TestBlocks: the tables stand in an edition's cells where the checks look.
func TestBlocks(t *testing.T) {
	t.Parallel()
	for _, e := range Editions() {
		for i, row := range e.Rows {
			for j, column := range e.Columns {
				if got, want := e.codes[e.applications().at(i, j)], Code("application."+row.Key+"."+column.Key); got != want {
					t.Errorf("%s%s: cell %d,%d is %s, want %s", e.Name, e.Variant, i, j, got, want)
				}
			}
		}
		for i, group := range e.Groups {
			for j, outcome := range e.Outcomes {
				if got, want := e.codes[e.remedies().at(i, j)], Code("remedy."+group.Key+"."+outcome.Key); got != want {
					t.Errorf("%s%s: cell %d,%d is %s, want %s", e.Name, e.Variant, i, j, got, want)
				}
			}
		}
	}
}
