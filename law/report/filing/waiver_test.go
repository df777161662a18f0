package filing

import (
	"maps"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// brokenBy is a report that says figures otherwise than its table, and its
// findings.
func brokenBy(penalties int64, text string) (*report.Report, []report.Finding) {
	f := facts()
	f.Counted = maps.Clone(f.Counted)
	f.Counted["disclosure.penalty.decisions"] = penalties
	f.Narrative = map[string]string{report.Overall: text, report.Problems: "公开的内容还不够全面，下一步将加强培训。", report.Other: "没有收取信息处理费。"}
	r, _ := Live(f)
	return r, r.Check(report.Circumstances{})
}

func waiverOf(r *report.Report, f report.Finding, id int64) Waiver {
	return Waiver{ID: id, Rule: f.Rule, At: f.At, Mark: Mark(r, f), Says: f.Says, Reason: "其中1件由上级机关统计", By: "李敏", On: calendar.MustParse("2025-01-10")}
}

// TestWaiverRemembers is the anchor: computing unchanged data again changes no
// verdict; changing one digit brings the finding back and says that the word has
// lapsed.
func TestWaiverRemembers(t *testing.T) {
	t.Parallel()
	const text = "全年作出行政处罚决定3件。"
	r, found := brokenBy(4, text)
	if len(found) != 1 || found[0].Rule != "text_mismatch" {
		t.Fatalf("findings = %v, want one text_mismatch", found)
	}
	waivers := []Waiver{waiverOf(r, found[0], 1)}
	for _, tt := range []struct {
		name      string
		penalties int64
		text      string
		holds     bool
		lapsed    bool
		standing  Standing
	}{
		{"没有变", 4, text, true, false, Holds},
		{"表中多一件", 5, text, false, true, Lapsed},
		{"文字改了数字", 4, "全年作出行政处罚决定2件。", false, true, Lapsed},
		{"文字换了说法", 4, "本年度，共作出行政处罚决定3件。", true, false, Holds},
		{"改对了", 3, text, false, false, Settled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, found := brokenBy(tt.penalties, tt.text)
			judged := Judge(r, found, waivers)
			if got := waivers[0].StandingOf(judged); got != tt.standing {
				t.Errorf("StandingOf = %s, want %s", got, tt.standing)
			}
			if len(judged) == 0 {
				return
			}
			if holds, lapsed := judged[0].Waiver != nil, judged[0].Lapsed != nil; holds != tt.holds || lapsed != tt.lapsed {
				t.Errorf("%+v: holds %v, lapsed %v, want %v, %v", judged[0].Finding, holds, lapsed, tt.holds, tt.lapsed)
			}
		})
	}
}

// TestWaiverWithdrawn: a word taken back answers nothing and has not lapsed.
func TestWaiverWithdrawn(t *testing.T) {
	t.Parallel()
	r, found := brokenBy(4, "全年作出行政处罚决定3件。")
	w := waiverOf(r, found[0], 1)
	w.Ended, w.EndedBy, w.Why = w.On, "李敏", "登记有误"
	judged := Judge(r, found, []Waiver{w})
	if judged[0].Waiver != nil || judged[0].Lapsed != nil || w.StandingOf(judged) != Withdrawn {
		t.Errorf("a withdrawn word: %+v stands %s", judged[0], w.StandingOf(judged))
	}
	again := waiverOf(r, found[0], 2)
	if judged = Judge(r, found, []Waiver{w, again}); judged[0].Waiver == nil || judged[0].Waiver.ID != 2 {
		t.Errorf("given again: %+v", judged[0])
	}
}

// TestWaiverOfText: what is said of a text lapses with the text.
func TestWaiverOfText(t *testing.T) {
	t.Parallel()
	r, found := brokenBy(4, "值班电话13800138000。")
	i := 0
	for found[i].Rule != "personal_data" {
		i++
	}
	w := waiverOf(r, found[i], 1)
	r, found = brokenBy(4, "值班电话13811118000。") // masked alike
	if judged := Judge(r, found[i:i+1], []Waiver{w}); judged[0].Waiver != nil || judged[0].Lapsed == nil {
		t.Errorf("another telephone number: %+v, want the word lapsed", judged[0])
	}
}

// TestWaiverApart: a word about one of two findings at a place says nothing of
// the other, which is not called lapsed.
func TestWaiverApart(t *testing.T) {
	t.Parallel()
	four, three := report.Count(4), report.Count(3)
	found := []report.Finding{{Rule: "x", At: "a", Left: &four, Says: "4"}, {Rule: "x", At: "a", Left: &three, Says: "3"}, {Rule: "y", At: "a", Left: &four, Says: "4"}}
	r := report.New(Form(2024))
	judged := Judge(r, found, []Waiver{waiverOf(r, found[0], 1)})
	if judged[0].Waiver == nil || judged[1].Waiver != nil || judged[1].Lapsed != nil || judged[2].Waiver != nil || judged[2].Lapsed != nil {
		t.Errorf("Judge = %+v", judged)
	}
}

func TestWaiveCheck(t *testing.T) {
	t.Parallel()
	r, found := brokenBy(4, "全年作出行政处罚决定3件。")
	open := Judge(r, found, nil)
	done := Judge(r, found, []Waiver{waiverOf(r, found[0], 1)})
	mark := Mark(r, found[0])
	ended := waiverOf(r, found[0], 1)
	ended.Ended, ended.EndedBy = ended.On, "李敏"
	for _, tt := range []struct {
		name string
		err  error
		kind problem.Kind
		says string
	}{
		{"没有说明", second(Waive{mark, " \n　"}.Check(open)), problem.KindInvalid, "没有填写说明"},
		{"太短", second(Waive{mark, "属实"}.Check(open)), problem.KindInvalid, "只有2个字"},
		{"太长", second(Waive{mark, strings.Repeat("长", 501)}.Check(open)), problem.KindInvalid, "501个字"},
		{"没有这处问题", second(Waive{"abc", "数字属实无误"}.Check(open)), problem.KindConflict, "已经变了"},
		{"已经说明", second(Waive{mark, "数字属实无误"}.Check(done)), problem.KindConflict, "李敏已于2025年1月10日说明"},
		{"撤回没有理由", Unwaive{1, ""}.Check(waiverOf(r, found[0], 1)), problem.KindInvalid, "没有填写撤回的理由"},
		{"撤回两次", Unwaive{1, "登记有误了"}.Check(ended), problem.KindConflict, "已由李敏"},
		{"审核中", Filing{Year: 2024, State: Reviewing}.Explains(), problem.KindConflict, "待审核"},
		{"没有开始", Filing{Year: 2024}.Explains(), problem.KindConflict, "还没有开始填报"},
	} {
		if p := problem.Of(tt.err); p == nil || p.Kind != tt.kind || !strings.Contains(p.Sentence(), tt.says) {
			t.Errorf("%s: %v, want %s with %q", tt.name, tt.err, tt.kind, tt.says)
		}
	}
	if _, err := (Waive{mark, "其中1件由上级机关统计"}).Check(open); err != nil {
		t.Errorf("a word in order is refused: %v", err)
	}
}

func second(_ Judged, err error) error { return err }
