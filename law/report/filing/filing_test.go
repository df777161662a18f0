package filing

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
)

var (
	clerk    = Env{Account: 1, Today: calendar.MustParse("2025-01-10"), Digest: "a"}
	reviewer = Env{Account: 2, Today: clerk.Today, Digest: "a"}
	approver = Env{Account: 3, Today: clerk.Today, Digest: "a"}
)

func TestCourse(t *testing.T) {
	t.Parallel()
	f := Filing{Year: 2024}
	for _, s := range []struct {
		step Step
		env  Env
		want State
	}{
		{Begin{2024}, clerk, Drafting},
		{Submit{}, clerk, Reviewing},
		{Return{"第二章的处罚数请核对"}, reviewer, Drafting},
		{Submit{}, clerk, Reviewing},
		{Recall{}, clerk, Drafting},
		{Submit{}, clerk, Reviewing},
		{Review{}, reviewer, Signing},
		{Sign{}, approver, Signed},
		{Publish{}, clerk, Published},
		{Revise{"漏登2件处罚决定"}, clerk, Drafting},
	} {
		var err error
		if f, err = f.Take(s.step, s.env); err != nil || f.State != s.want {
			t.Fatalf("Take(%T) = %v, %v, want %v", s.step, f.State, err, s.want)
		}
	}
	if f.Round != 2 || f.Reason != "漏登2件处罚决定" {
		t.Errorf("after Revise: round %d, reason %q", f.Round, f.Reason)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	reviewing := Filing{Year: 2024, State: Reviewing, Round: 1, Submitter: 1, Digest: "a"}
	signing := Filing{Year: 2024, State: Signing, Round: 1, Submitter: 1, Reviewer: 2, Digest: "a"}
	changed := Env{Account: 2, Today: clerk.Today, Digest: "b", Changed: []string{"行政处罚由4件变为5件"}}
	tests := []struct {
		name string
		f    Filing
		step Step
		env  Env
		kind problem.Kind
		says string
	}{
		{"没有开始", Filing{Year: 2024}, Submit{}, clerk, problem.KindConflict, "还没有开始填报"},
		{"年份太早", Filing{}, Begin{2018}, clerk, problem.KindInvalid, "2018年"},
		{"年度没有结束", Filing{Year: 2025, State: Drafting}, Submit{}, clerk, problem.KindRefused, "还没有结束"},
		{"没有填完", Filing{Year: 2024, State: Drafting}, Submit{}, Env{Today: clerk.Today, Empty: 3}, problem.KindRefused, "3处没有填写"},
		{"有错误没有说明", Filing{Year: 2024, State: Drafting}, Submit{" "}, Env{Today: clerk.Today, Errors: 2}, problem.KindRefused, "2处错误"},
		{"自己审核", reviewing, Review{}, clerk, problem.KindForbidden, "送审人不能审核"},
		{"自己签发", signing, Sign{}, clerk, problem.KindForbidden, "送审人不能签发"},
		{"别人撤回", reviewing, Recall{}, reviewer, problem.KindForbidden, "不是您送审的"},
		{"审核前有变化", reviewing, Review{}, changed, problem.KindConflict, "由4件变为5件"},
		{"签发前有变化", signing, Sign{}, changed, problem.KindConflict, "送审以后有变化"},
		{"退回没有理由", reviewing, Return{"　"}, reviewer, problem.KindInvalid, "没有填写退回的理由"},
		{"订正理由太长", Filing{Year: 2024, State: Published}, Revise{strings.Repeat("长", 501)}, clerk, problem.KindInvalid, "501个字"},
		{"跳过审核", reviewing, Sign{}, approver, problem.KindConflict, "不能签发"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			after, err := tt.f.Take(tt.step, tt.env)
			p := problem.Of(err)
			if p == nil || p.Kind != tt.kind || !strings.Contains(p.Sentence(), tt.says) {
				t.Fatalf("Take(%#v) = %v, want %s with %q", tt.step, err, tt.kind, tt.says)
			}
			if after != tt.f {
				t.Errorf("a refused step changed the filing: %+v, was %+v", after, tt.f)
			}
		})
	}
}

// TestCourseIsWhole sees that every state can be reached and left.
func TestCourseIsWhole(t *testing.T) {
	t.Parallel()
	left := map[State]bool{}
	for _, s := range Steps() {
		for _, state := range s.from() {
			left[state] = true
		}
		if Verb(s) == "" {
			t.Errorf("%T has no verb", s)
		}
	}
	for _, state := range States() {
		if !left[state] {
			t.Errorf("nothing leads out of %s", state)
		}
	}
}

func facts() Facts {
	f := Facts{Organ: "青溪县石桥镇人民政府", Year: 2024, Counted: map[report.Code]int64{"disclosure.penalty.decisions": 4},
		Manual: map[report.Code]ManualFigure{}, Narrative: map[string]string{report.Overall: "作出行政处罚决定4件。", report.Problems: "队伍不稳。", report.Other: "没有收取信息处理费。"}}
	f.Zeros = map[register.Key]Zero{}
	for _, d := range register.All() {
		f.Zeros[d.Key] = Zero{By: "李敏"}
	}
	return f
}

func TestLive(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Counted["application.newly_received.natural_person"] = 7
	f.Counted["application.granted.natural_person"] = 7
	r, origins := Live(f)
	for _, want := range []struct {
		code   report.Code
		n      int64
		origin Origin
	}{
		{"disclosure.penalty.decisions", 4, Counted},
		{"disclosure.licensing.decisions", 0, Confirmed},
		{"application.newly_received.natural_person", 7, Counted},
		{"application.newly_received.enterprise", 0, Counted},
		{"application.newly_received.total", 7, Summed},
		{"application.total_handled.natural_person", 7, Summed},
		{"application.total_handled.total", 7, Summed},
		{"remedy.reconsideration.total", 0, Summed},
	} {
		if got := r.Figure(want.code); got != report.Reports(report.Count(want.n)) || origins[want.code] != want.origin {
			t.Errorf("%s = %v (%s), want %d (%s)", want.code, got, origins[want.code].Label(), want.n, want.origin.Label())
		}
	}
	if empty := Empty(r); len(empty) != 0 {
		t.Errorf("Empty = %v", empty)
	}
	if findings := r.Check(report.Circumstances{}); slices.ContainsFunc(findings, func(f report.Finding) bool { return f.Severity == report.Error }) {
		t.Errorf("a report that agrees has findings: %v", findings)
	}
	back, err := report.ParseJSON(r.JSON())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range r.Edition.Codes() {
		if back.Figure(code) != r.Figure(code) {
			t.Errorf("%s reads back as %v, was %v", code, back.Figure(code), r.Figure(code))
		}
	}
}

// TestLiveBlank sees that an empty register says nothing, also in sums, until
// somebody confirms that nothing happened; that what is there from years before
// says nothing of this year; and that money stands in 万元.
func TestLiveBlank(t *testing.T) {
	t.Parallel()
	f := facts()
	for _, key := range []register.Key{"licence", "remedy", "normative"} {
		delete(f.Zeros, key)
	}
	f.Counted["disclosure.normative.in_force"], f.Counted["disclosure.fees.amount"] = 3, 123_450_000
	r, origins := Live(f)
	for _, code := range []report.Code{"disclosure.licensing.decisions", "remedy.reconsideration.upheld", "remedy.reconsideration.total", "disclosure.normative.issued"} {
		if r.Figure(code).Mark != report.Blank || origins[code] != Missing {
			t.Errorf("%s = %v, want blank", code, r.Figure(code))
		}
	}
	if n := r.Figure("disclosure.normative.in_force"); n != report.Reports(report.Count(3)) {
		t.Errorf("in force = %v, want 3", n)
	}
	if n := r.Figure("disclosure.fees.amount").Number.String(); n != "123.45" {
		t.Errorf("fees = %s 万元, want 123.45", n)
	}
	var silent []register.Key
	for _, d := range f.Silent() {
		silent = append(silent, d.Key)
		if want := len(d.FiguresIn("2021")); d.Cells != want || want == 0 {
			t.Errorf("%s: %d cells wait for it, want %d", d.Key, d.Cells, want)
		}
	}
	if want := []register.Key{"normative", "licence", "remedy"}; !slices.Equal(silent, want) {
		t.Errorf("Silent = %v, want %v", silent, want)
	}
	if n := len(Empty(r)); n != 1+15+5 {
		t.Errorf("Empty tells %d cells, want 21: %v", n, Empty(r))
	}
}

func TestCarriedIn(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Previous = report.New(report.Form2021)
	f.Previous.Set("application.carried_over.natural_person", report.Reports(report.Count(2)))
	r, origins := Live(f)
	const code = "application.carried_in.natural_person"
	if r.Figure(code) != report.Reports(report.Count(2)) || origins[code] != Carried {
		t.Errorf("%s = %v from %s", code, r.Figure(code), origins[code].Label())
	}
	if origins["application.carried_in.enterprise"] != Confirmed {
		t.Error("a column that last year's report does not give is not counted")
	}
}

// TestManualCodes sees that no step enters a figure that is computed.
func TestManualCodes(t *testing.T) {
	t.Parallel()
	codes := ManualCodes(2024)
	for _, computed := range []report.Code{"disclosure.penalty.decisions", "application.total_handled.enterprise", "application.granted.total", "remedy.litigation_direct.total"} {
		if slices.Contains(codes, computed) {
			t.Errorf("%s is computed and may not be entered", computed)
		}
		if _, err := (EnterFigure{Code: computed, Typed: "3", Paper: "台账"}).Check(2024); err == nil {
			t.Errorf("EnterFigure took a figure for %s", computed)
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// TestManualList keeps the cells that a person enters under review, for every
// edition in use: a cell that comes to be counted or summed leaves its list.
func TestManualList(t *testing.T) {
	t.Parallel()
	for _, year := range []int{report.Form2019.FirstYear, report.Form2021.FirstYear} {
		e := Form(year)
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			var got strings.Builder
			for _, code := range ManualCodes(year) {
				fmt.Fprintf(&got, "%s\t%s\n", code, e.Label(code))
			}
			path := filepath.Join("testdata", "manual-"+e.Name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("%s differs; run with -update and read the difference.\ngot:\n%s\nwant:\n%s", path, got.String(), want)
			}
		})
	}
}

func TestEnterFigure(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, code, typed, paper, want, says string
	}{
		{"整数", "disclosure.rules.made", "12", "台账", "12", ""},
		{"全角和分隔", "disclosure.rules.made", "１，２３４", "台账", "1234", ""},
		{"元", "disclosure.procurement.amount_yuan", "12.5", "台账", "12.5", ""},
		{"空", "disclosure.rules.made", " ", "台账", "", "没有填写"},
		{"文字", "disclosure.rules.made", "若干", "台账", "", "不是数字"},
		{"负数", "disclosure.rules.made", "-1", "台账", "", "不能小于0"},
		{"小数件", "disclosure.rules.made", "1.5", "台账", "", "应是整数"},
		{"没有依据", "disclosure.rules.made", "1", " ", "", "依据"},
		{"没有这一格", "disclosure.nonsense", "1", "台账", "", "没有这一格"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, err := EnterFigure{Code: report.Code(tt.code), Typed: tt.typed, Paper: tt.paper}.Check(2020)
			if tt.says != "" {
				if p := problem.Of(err); p == nil || !strings.Contains(p.Sentence(), tt.says) {
					t.Errorf("Check = %v, want %q", err, tt.says)
				}
				return
			}
			if err != nil || m.Value.String() != tt.want {
				t.Errorf("Check = %v, %v, want %s", m.Value, err, tt.want)
			}
		})
	}
}
