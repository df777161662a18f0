package report

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRollUpGenerated adds the children of a generated tree and wants their
// parent's cells.
func TestRollUpGenerated(t *testing.T) {
	t.Parallel()
	trees := 0
	for _, seed := range []string{"1", "2", "3", "4", "5", "6"} {
		dir := generate(t, "--seed", seed, "--n", "1", "--tree", "25")
		u := NewRollUp(RollUpOptions{})
		var parent *Report
		var refused error
		for _, w := range truths(t, dir) {
			r := w.report(t)
			if len(w.Children) > 0 {
				parent = r
			}
			if err := u.Add(r); err != nil {
				refused = err
			}
		}
		if refused != nil { // the generator gives two children one name now and then
			if !strings.Contains(refused.Error(), "有两份报告") {
				t.Errorf("seed %s: %v", seed, refused)
			}
			continue
		}
		trees++
		result := u.Result()
		if len(result.Superiors) != 1 || result.Superiors[0] != parent.Organ || result.Reports != 25 {
			t.Errorf("seed %s: superiors %q, reports %d, want %q and 25", seed, result.Superiors, result.Reports, parent.Organ)
		}
		for _, s := range result.Cells {
			if want := parent.Figure(s.Code).OrZero(); s.Sum != want {
				t.Errorf("seed %s: %s = %v, want %v", seed, s.Code, s.Sum, want)
			}
			if s.Reports+s.Blank+s.Absent != 25 {
				t.Errorf("seed %s: %s: %d reports, %d blank, %d absent; want 25 together", seed, s.Code, s.Reports, s.Blank, s.Absent)
			}
		}
		if findings, err := u.Against(parent); err != nil || len(findings) != 0 {
			t.Errorf("seed %s: against the parent: %v, %v", seed, findings, err)
		}
	}
	if trees == 0 {
		t.Error("no tree was free of equal names")
	}
}

// reportOf is a report with one figure in every cell of its edition.
func reportOf(e *Edition, organ string, n int64) *Report {
	r := New(e)
	r.Organ, r.Year, r.File = organ, 2024, organ+".html"
	for _, code := range e.Codes() {
		r.Set(code, Reports(Count(n)))
	}
	return r
}

func TestRollUpRefuses(t *testing.T) {
	t.Parallel()
	first := reportOf(Form2021, "石桥县审计局", 1)
	other := reportOf(Form2021, "石桥县财政局", 1)
	otherYear := reportOf(Form2021, "石桥县财政局", 1)
	otherYear.Year = 2023
	again := reportOf(Form2021, "石桥县 审计局", 1)
	again.File = "audit.docx"
	nameless := reportOf(Form2021, "", 1)
	undated := reportOf(Form2021, "石桥县财政局", 1)
	undated.Year = 0
	for _, c := range []struct {
		name  string
		r     *Report
		names []string
	}{
		{"同一机关两份", again, []string{"石桥县审计局.html", "audit.docx"}},
		{"年度不同", otherYear, []string{"石桥县审计局.html", "2023", "2024"}},
		{"没有机关", nameless, []string{".html"}},
		{"没有年度", undated, []string{"石桥县财政局.html"}},
		{"没有数字", &Report{File: "a.pdf"}, []string{"a.pdf"}},
	} {
		u := NewRollUp(RollUpOptions{})
		if err := u.Add(first); err != nil {
			t.Fatal(err)
		}
		err := u.Add(c.r)
		for _, name := range c.names {
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: error %v, want one that names %s", c.name, err, name)
			}
		}
		if err := u.Add(other); err != nil || u.Result().Reports != 2 {
			t.Errorf("%s: after a refusal: %v, %d reports", c.name, err, u.Result().Reports)
		}
	}
}

func TestRollUpEditions(t *testing.T) {
	t.Parallel()
	u := NewRollUp(RollUpOptions{Contributors: true})
	old := reportOf(Form2019, "石桥县财政局", 1)
	for _, r := range []*Report{old, reportOf(Form2021, "石桥县审计局", 2), reportOf(FormHybrid, "石桥县民政局", 4)} {
		if err := u.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	result := u.Result()
	sums := make(map[Code]Sum)
	for _, s := range result.Cells {
		sums[s.Code] = s
	}
	for code, want := range map[Code]int64{
		"application.granted.total":                  7,
		"application.otherwise_handled.total":        5,
		"application.otherwise_handled.other.total":  2,
		"application.otherwise_handled.unpaid.total": 2,
		"application.total_handled.total":            7,
		"disclosure.licensing.decisions":             7,
		"remedy.reconsideration.total":               7,
	} {
		if sums[code].Sum != Count(want) {
			t.Errorf("%s = %v, want %d", code, sums[code].Sum, want)
		}
	}
	for _, code := range []Code{"disclosure.fees.amount", "disclosure.normative.made", "disclosure.licensing.change"} {
		if _, ok := sums[code]; ok {
			t.Errorf("%s is added across editions", code)
		}
	}
	apart := make(map[string]Number)
	for _, e := range result.Apart {
		for _, s := range e.Cells {
			apart[e.Edition+" "+string(s.Code)] = s.Sum
		}
	}
	for cell, want := range map[string]int64{"2021 disclosure.fees.amount": 6, "2021 disclosure.normative.issued": 6,
		"2019 disclosure.normative.made": 1, "2019 disclosure.procurement.amount_yuan": 1} {
		if apart[cell] != Count(want) {
			t.Errorf("apart: %s = %v, want %d", cell, apart[cell], want)
		}
	}
	if got := fmt.Sprint(u.Contributors("application.granted.total")); got != "[{石桥县审计局 2 false} {石桥县民政局 4 false} {石桥县财政局 1 false}]" {
		t.Errorf("contributors %s", got)
	}
}

func TestRollUpSubordination(t *testing.T) {
	t.Parallel()
	members := "organ,parent,level\n石桥县人民政府,,county\n县府办,石桥县人民政府,\n青岭镇,石桥县人民政府,township\n白水乡,石桥县人民政府,township\n青岭镇农技站,青岭镇,\n"
	list, err := ReadMembers(strings.NewReader("\ufeff" + members))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name                       string
		list                       []Member
		organs                     []string
		sum                        int64
		superiors, missing, listed string
	}{
		{"清单：政府不与下级相加", list, []string{"石桥县人民政府", "县府办", "青岭镇"}, 2, "[石桥县人民政府]", "[白水乡]", "[]"},
		{"清单：只有镇报，站不单独算缺", list, []string{"县府办", "青岭镇", "白水乡"}, 3, "[]", "[]", "[]"},
		{"清单：站报了，镇不再相加", list, []string{"县府办", "青岭镇", "青岭镇农技站", "白水乡"}, 3, "[青岭镇]", "[]", "[]"},
		{"清单：清单外的机关", list, []string{"县府办", "青岭镇", "白水乡", "黄沙镇"}, 4, "[]", "[]", "[黄沙镇]"},
		{"名称：政府不与部门相加", nil, []string{"淮安市人民政府", "淮安市洪泽区人民政府", "淮安市洪泽区审计局", "淮安市财政局"}, 2, "[淮安市人民政府 淮安市洪泽区人民政府]", "[]", "[]"},
		{"名称：没有下级的政府相加", nil, []string{"淮安市洪泽区人民政府", "淮安市涟水县人民政府"}, 2, "[]", "[]", "[]"},
		{"名称：市场不是市", nil, []string{"吉林市人民政府", "吉林市场监督管理局"}, 2, "[]", "[]", "[]"},
		{"名称：乡镇没有下级", nil, []string{"石桥县青岭镇人民政府", "石桥县青岭镇财政所"}, 2, "[]", "[]", "[]"},
	} {
		u := NewRollUp(RollUpOptions{Organs: c.list})
		for _, organ := range c.organs {
			if err := u.Add(reportOf(Form2021, organ, 1)); err != nil {
				t.Fatal(err)
			}
		}
		r := u.Result()
		if r.Cells[0].Sum != Count(c.sum) || fmt.Sprint(r.Superiors) != c.superiors || fmt.Sprint(r.Missing) != c.missing || fmt.Sprint(r.Unlisted) != c.listed {
			t.Errorf("%s: sum %v, superiors %v, missing %v, unlisted %v; want %d, %s, %s, %s", c.name, r.Cells[0].Sum, r.Superiors, r.Missing, r.Unlisted, c.sum, c.superiors, c.missing, c.listed)
		}
	}
}

func TestRollUpAgainst(t *testing.T) {
	t.Parallel()
	u := NewRollUp(RollUpOptions{Published: "石桥县人民政府"})
	for _, r := range []*Report{reportOf(Form2021, "县府办", 2), reportOf(FormHybrid, "青岭镇", 6), reportOf(Form2021, "石桥县人民政府", 8)} {
		if err := u.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	published := u.Held("石桥县人民政府")
	for _, row := range []string{"uncorrected", "unpaid", "other"} {
		for _, column := range formColumns {
			published.Set(Code("application.otherwise_handled."+row+"."+column.Key), Reports(Count(4)))
		}
	}
	published.Set("application.granted.total", Reports(Count(9)))
	published.Set("application.carried_in.total", Figure{Mark: Blank}) // counts as its six columns: 48
	published.Set("disclosure.penalty.decisions", Figure{})
	findings, err := u.Against(published)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		got = append(got, fmt.Sprintf("%s %s %s", f.At, f.Severity, f.Says))
	}
	want := []string{
		"application.carried_in.total uncertain 二、上年结转政府信息公开申请数量·总计：下级合计8，上级公布48，差40件。",
		"application.granted.total uncertain （一）予以公开·总计：下级合计8，上级公布9，差1件。",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("findings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r := u.Result(); fmt.Sprint(r.Superiors) != "[石桥县人民政府]" || r.Reports != 2 {
		t.Errorf("superiors %v, reports %d", r.Superiors, r.Reports)
	}
}

// TestRollUpProperties: a sum does not depend on the order in which reports
// come, nor on how the work was divided.
func TestRollUpProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var reports []*Report
		for i := range rapid.IntRange(1, 8).Draw(t, "reports") {
			reports = append(reports, drawReport(t, fmt.Sprintf("石桥县第%d局", i)))
		}
		if rapid.Bool().Draw(t, "superior") {
			reports = append(reports, drawReport(t, "石桥县人民政府"))
		}
		want := fmt.Sprintf("%+v", rolled(t, reports).Result())
		shuffled := rapid.Permutation(reports).Draw(t, "order")
		if got := fmt.Sprintf("%+v", rolled(t, shuffled).Result()); got != want {
			t.Fatalf("in another order: %s\nwant %s", got, want)
		}
		i := rapid.IntRange(0, len(shuffled)).Draw(t, "first cut")
		j := rapid.IntRange(i, len(shuffled)).Draw(t, "second cut")
		parts := func() (a, b, c *RollUp) {
			return rolled(t, shuffled[:i]), rolled(t, shuffled[i:j]), rolled(t, shuffled[j:])
		}
		a, b, c := parts()
		left := merged(t, merged(t, a, b), c)
		a, b, c = parts()
		right := merged(t, a, merged(t, b, c))
		for _, u := range []*RollUp{left, right} {
			if got := fmt.Sprintf("%+v", u.Result()); got != want {
				t.Fatalf("merged: %s\nwant %s", got, want)
			}
		}
		for _, s := range rolled(t, reports).Result().Cells {
			var sum Number
			for _, r := range reports {
				if n, ok := r.counted(s.Code); ok && (r.Organ != "石桥县人民政府" || len(reports) == 1) {
					sum = sum.Add(n)
				}
			}
			if s.Sum != sum {
				t.Fatalf("%s = %v, want the children's sum %v", s.Code, s.Sum, sum)
			}
		}
	})
}

func drawReport(t *rapid.T, organ string) *Report {
	e := Form2021
	r := reportOf(e, organ, 0)
	values := rapid.SliceOfN(rapid.Int64Range(-3, 50), 12, 12).Draw(t, "values")
	for i, code := range e.Codes() {
		switch v := values[i%len(values)]; {
		case v == -3:
			r.Set(code, Figure{})
		case v < 0:
			r.Set(code, Figure{Mark: Blank})
		default:
			r.Set(code, Reports(Number{v + 1, 0}))
		}
	}
	return r
}

func rolled(t *rapid.T, reports []*Report) *RollUp {
	u := NewRollUp(RollUpOptions{})
	for _, r := range reports {
		if err := u.Add(r); err != nil {
			t.Fatalf("add %s: %v", r.Organ, err)
		}
	}
	return u
}

func merged(t *rapid.T, a, b *RollUp) *RollUp {
	if err := a.Merge(b); err != nil {
		t.Fatalf("merge: %v", err)
	}
	return a
}

func TestPack(t *testing.T) {
	t.Parallel()
	r := New(Form2021)
	for i := range r.figures {
		switch i % 6 {
		case 0:
			r.figures[i] = Reports(Number{rand.Int64N(1e15) - 5e14, uint8(i % 7)})
		case 1:
			r.figures[i] = Reports(Number{})
		default:
			r.figures[i] = Figure{Mark: Mark(i % 6 % 5)}
		}
	}
	got := pack(r).unpack(Form2021)
	for i, f := range r.figures {
		if got.figures[i] != f {
			t.Errorf("%s: %+v, want %+v", Form2021.codes[i], got.figures[i], f)
		}
	}
}

func TestReadMembersRefusesCircles(t *testing.T) {
	t.Parallel()
	for list, want := range map[string]string{
		"甲,乙\n乙,甲\n":                          "甲→乙→甲",
		"戊,丙\n甲,乙\n乙,丙\n丙,乙\n":                "丙→乙→丙",
		"甲,乙\n乙,丙\n丙,丁\n丁,戊\n戊,己\n己,庚\n庚,甲\n": "甲→乙→丙→丁→戊→己……",
		"甲,甲\n乙,甲\n":                          "", // who states himself states none
		"甲,乙\n丙,乙\n":                          "",
		"甲,\n乙,甲\n丙,乙\n甲,\n":                  "",
	} {
		_, err := ReadMembers(strings.NewReader("organ,parent\n" + list))
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", list, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), "机关清单中的上级绕成了圈："+want)):
			t.Errorf("%q: %v, want %s", list, err, want)
		}
	}
}

func FuzzReadMembers(f *testing.F) {
	f.Add("organ,parent,level\n石桥县审计局,石桥县人民政府,county\n")
	f.Add("机关,上级\n甲,乙\n乙,甲\n")
	f.Add("\ufefforgan\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		members, err := ReadMembers(strings.NewReader(text))
		if err != nil {
			return
		}
		u := NewRollUp(RollUpOptions{Organs: members})
		for _, m := range members {
			_ = u.Add(reportOf(Form2021, m.Organ, 1))
		}
		u.Result()
	})
}

// BenchmarkRollUp adds two hundred thousand reports, a nation's, and settles.
func BenchmarkRollUp(b *testing.B) {
	const reports = 200_000
	r := reportOf(Form2021, "", 3)
	r.Set("disclosure.fees.amount", Reports(Number{12345, 2}))
	for b.Loop() {
		u := NewRollUp(RollUpOptions{Contributors: true})
		for i := range reports {
			r.Organ = fmt.Sprintf("青云省石桥市第%d县第%d镇人民政府", i/60, i)
			if i%60 == 0 {
				r.Organ = fmt.Sprintf("青云省石桥市第%d县人民政府", i/60)
			}
			r.File = r.Organ
			if err := u.Add(r); err != nil {
				b.Fatal(err)
			}
		}
		u.Result()
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-held")
		runtime.KeepAlive(u)
	}
	b.ReportMetric(float64(reports)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
