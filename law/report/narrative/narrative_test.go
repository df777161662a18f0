package narrative

import (
	"bufio"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// line is one sentence with what it says, as in the shared sentences.
type line struct {
	ID   string                 `json:"id"`
	Text string                 `json:"text"`
	Said map[string]json.Number `json:"said"`
	Why  string                 `json:"why"`
}

func readLines(t testing.TB, path string) []line {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []line
	in := bufio.NewScanner(file)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if len(in.Bytes()) == 0 {
			continue
		}
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		lines = append(lines, l)
	}
	return lines
}

// shared finds a file of the shared folder, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		dir = filepath.Join(moduleRoot(t), "..", "shared")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here; set GONGKAI_SHARED", path)
	}
	return path
}

func moduleRoot(t testing.TB) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return root
		}
		if filepath.Dir(root) == root {
			t.Skip("no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
}

// judge compares what was read with what is expected.
func judge(l line) (exact bool, invented int, got map[string]string) {
	got = map[string]string{}
	for _, s := range Read(l.Text, About{}) {
		got[s.At] = s.Value
	}
	exact = len(got) == len(l.Said)
	for at, value := range got {
		if want, ok := l.Said[at]; !ok || want.String() != value {
			exact = false
			invented++
		}
	}
	return exact, invented, got
}

// TestSharedSentences holds the limits the product promises on the shared
// sentences: 95 % exact, false figures on at most 1 % of the lines.
func TestSharedSentences(t *testing.T) {
	t.Parallel()
	lines := readLines(t, shared(t, "reports/sentences.jsonl"))
	exact, inventing := 0, 0
	for _, l := range lines {
		ok, invented, got := judge(l)
		if ok {
			exact++
			continue
		}
		if invented > 0 {
			inventing++
		}
		t.Logf("%s %s\n\tgot  %v\n\twant %v", l.ID, l.Text, got, l.Said)
	}
	t.Logf("exact %d of %d, lines with a false figure %d", exact, len(lines), inventing)
	if exact*100 < len(lines)*95 || inventing*100 > len(lines) {
		t.Errorf("exact %d of %d, inventing %d: want at least 95 %% exact and at most 1 %% inventing", exact, len(lines), inventing)
	}
}

// TestOwnSentences holds sentences of our own, with invented names, exactly.
func TestOwnSentences(t *testing.T) {
	t.Parallel()
	for _, l := range readLines(t, "testdata/sentences.jsonl") {
		if ok, _, got := judge(l); !ok {
			t.Errorf("%s %s\n\tgot  %v\n\twant %v (%s)", l.ID, l.Text, got, l.Said, l.Why)
		}
	}
}

// TestAbout shows what knowing the year and the organ changes.
func TestAbout(t *testing.T) {
	t.Parallel()
	const received = "application.newly_received.total"
	tests := []struct {
		name, text string
		about      About
		at, want   string // want is empty where nothing is asserted
	}{
		{"年份以报告为准", "2023年收到政府信息公开申请5件。", About{Year: 2024}, received, ""},
		{"本年", "2024年收到政府信息公开申请5件。", About{Year: 2024}, received, "5"},
		{"来年计划", "2025年收到政府信息公开申请5件。", About{Year: 2024}, received, ""},
		{"本机关全称", "青梧县水务局收到政府信息公开申请5件。", About{Organ: "青梧县水务局"}, received, "5"},
		{"他机关", "青梧县公安局收到政府信息公开申请5件。", About{Organ: "青梧县人民政府"}, received, ""},
		{"县政府即本机关", "县政府收到政府信息公开申请5件。", About{Organ: "青梧县人民政府"}, received, "5"},
		{"数字里有无法识别的字符", "收到政府信息公开申请1\uFFFD2件。", About{}, received, ""},
		{"数字后有无法识别的字符", "收到政府信息公开申请12\uFFFD件。", About{}, received, ""},
		{"别处有无法识别的字符", "收到政府信息公\uFFFD开申请，共收到政府信息公开申请12件。", About{}, received, "12"},
		{"问题一章的零星数字", "五、存在的主要问题及改进情况\n有3件申请不予公开。", About{}, "application.withheld.total", ""},
		{"问题一章的全年数字", "五、存在的主要问题及改进情况\n2024年全年收到政府信息公开申请9件，专业性不强。", About{Year: 2024}, received, "9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			for _, s := range Read(tt.text, tt.about) {
				if s.At == tt.at {
					got = s.Value
				}
			}
			if got != tt.want {
				t.Errorf("Read(%q, %+v) gives %s = %q, want %q", tt.text, tt.about, tt.at, got, tt.want)
			}
		})
	}
}

// TestOr: 受理 without a word on last year's cases may mean both together.
func TestOr(t *testing.T) {
	t.Parallel()
	got := Read("全县共受理政府信息公开申请749件，其中自然人申请741件；共办理718件，结转下一年31件。", About{})
	want := []Statement{
		{At: "application.newly_received.total", Or: "application.received_and_carried.total", Value: "749"},
		{At: "application.newly_received.natural_person", Or: "application.received_and_carried.natural_person", Value: "741"},
		{At: "application.total_handled.total", Value: "718"},
		{At: "application.carried_over.total", Value: "31"},
	}
	for i := range got {
		got[i].Text, got[i].Start, got[i].End = "", 0, 0
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Read = %+v, want %+v", got, want)
	}
}

// TestPlace: a statement carries its clause and the place of its figure.
func TestPlace(t *testing.T) {
	t.Parallel()
	const text = "我局共收到政府信息公开申请１，０\n５２件；未收取信息处理费。"
	got := Read(text, About{})
	if len(got) != 2 {
		t.Fatalf("Read(%q) = %+v, want two statements", text, got)
	}
	if s := got[0]; text[s.Start:s.End] != "１，０\n５２件" || s.Text != "我局共收到政府信息公开申请１，０\n５２件" || s.Value != "1052" {
		t.Errorf("first statement %+v, figure %q", s, text[s.Start:s.End])
	}
	if s := got[1]; text[s.Start:s.End] != "未" || s.Value != "0" {
		t.Errorf("second statement %+v, place %q", s, text[s.Start:s.End])
	}
}

// TestRealNarratives reads the texts of real reports: what they assert stands in
// their tables, but for the differences found by hand.
func TestRealNarratives(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"jiangsu-suqian-city-2023.layout.txt", "jiangsu-suqian-shuyang-county-2025.md", "xinjiang-wusu-xidagou-town-2024.txt"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := shared(t, "reports/dev/"+name)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			cells := truth(t, path)
			got := Read(narrativeOf(string(text)), About{})
			if len(got) < 2 {
				t.Errorf("only %d statements read", len(got))
			}
			for _, s := range got {
				if !agrees(cells, s.At, s.Value) && (s.Or == "" || !agrees(cells, s.Or, s.Value)) {
					t.Errorf("%s = %s (%s) is not in the tables", s.At, s.Value, s.Text)
				}
			}
		})
	}
}

// narrativeOf leaves out the chapters that are tables.
func narrativeOf(text string) string {
	before, rest, _ := strings.Cut(text, "主动公开政府信息情况\n")
	_, after, _ := strings.Cut(rest, "五、")
	return before + "\n\n五、" + after
}

func truth(t *testing.T, path string) map[string]json.Number {
	t.Helper()
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(path, ".txt"), ".md"), ".layout")
	data, err := os.ReadFile(base + ".truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Cells map[string]json.Number `json:"cells"`
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	return report.Cells
}

// agrees tells whether the tables hold value at a cell, a sum of cells, or have
// no such cell.
func agrees(cells map[string]json.Number, at, value string) bool {
	want, ok := new(big.Rat).SetString(value)
	if !ok {
		return false
	}
	sum, found := new(big.Rat), false
	for cell, n := range cells {
		part, _ := new(big.Rat).SetString(n.String())
		if part != nil && covers(at, cell) {
			sum.Add(sum, part)
			found = true
		}
	}
	return !found || sum.Cmp(want) == 0
}

// covers tells whether cell is at, or one of those at is the sum of.
func covers(at, cell string) bool {
	if at == cell {
		return true
	}
	if column, ok := strings.CutPrefix(at, "application.received_and_carried."); ok {
		return cell == "application.newly_received."+column || cell == "application.carried_in."+column
	}
	for _, group := range []string{"withheld", "unavailable", "not_processed", "otherwise_handled"} {
		if at == "application."+group+".total" {
			return strings.HasPrefix(cell, "application."+group+".") && strings.HasSuffix(cell, ".total")
		}
	}
	return at == "remedy.litigation.total" && (cell == "remedy.litigation_direct.total" || cell == "remedy.litigation_after_reconsideration.total")
}

// TestTablesAssertNothing: a table that slipped into the text is no narrative.
func TestTablesAssertNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"行政许可          447228\n\n行政处罚                          3985758\n",
		"行政许可\n47\n行政处罚\n51\n行政强制\n0\n",
		"| 行政许可 | 517645 |\n| 行政处罚 | 693957 |\n",
		"1.属于国家秘密            2          0        0        0        0    0    2\n",
	} {
		if got := Read(text, About{}); len(got) > 0 {
			t.Errorf("Read(%q) = %+v, want nothing", text, got)
		}
	}
}

// TestLarge: a megabyte of noise takes a moment, not minutes.
func TestLarge(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"收到申请1件，", "收到申请1件。共1件。", "办结1件，", "由1件", "1件", "去年", "1 ", "1", "市", "（", "未", "《", "、", "自然人和", "1\n", "分别1件"} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		Read(text, About{})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q a million times takes %v", unit, took)
		}
	}
}

func TestShift(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, digits string
		fraction, by int
		want         string
	}{
		{"1350元为万元", "1350", 0, -4, "0.135"},
		{"1.26亿元为万元", "126", 2, 4, "12600"},
		{"去掉末尾的零", "31860", 2, 0, "318.6"},
		{"零", "000", 2, 0, "0"},
		{"小于一", "5", 0, -4, "0.0005"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := shift(tt.digits, tt.fraction, tt.by); got != tt.want {
				t.Errorf("shift(%q, %d, %d) = %q, want %q", tt.digits, tt.fraction, tt.by, got, tt.want)
			}
		})
	}
}

func TestChineseNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want int
	}{
		{"一百零六", 106}, {"二千零七", 2007}, {"一千九百八十", 1980}, {"十二", 12}, {"两", 2}, {"九十八", 98},
		{"三万五千", 35000}, {"二〇二四", 2024}, {"壹佰贰拾", 120}, {"一亿零三万", 100030000}, {"一百一", 101},
	}
	for _, tt := range tests {
		var sym []uint16
		for _, r := range tt.text {
			sym = append(sym, uint16(r))
		}
		if got, n := chineseNumber(sym); got != tt.want || n != len(sym) {
			t.Errorf("chineseNumber(%s) = %d over %d symbols, want %d over %d", tt.text, got, n, tt.want, len(sym))
		}
	}
}
