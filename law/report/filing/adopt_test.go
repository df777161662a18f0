package filing

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
)

const (
	penalty  = report.Code("disclosure.penalty.decisions")
	coercion = report.Code("disclosure.coercion.decisions")
	inForce  = report.Code("disclosure.normative.in_force")
	received = report.Code("application.newly_received.total")
	over     = report.Code("application.carried_over.total")
)

// old is a report of an edition whose every cell is 0.
func old(e *report.Edition, year int) *report.Report {
	r := report.New(e)
	r.Organ, r.Title, r.Year = "青溪县石桥镇人民政府", "石桥镇年度报告", year
	r.Narrative, r.Raw = map[string]string{report.Overall: "平稳。"}, map[report.Code]string{}
	for _, c := range e.Chapters {
		r.Chapters = append(r.Chapters, c.Key)
	}
	for _, code := range e.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	return r
}

func doubtOf(all []Doubt, code report.Code) (Doubt, bool) {
	for _, d := range all {
		if d.Code == code {
			return d, true
		}
	}
	return Doubt{}, false
}

func TestMayAdopt(t *testing.T) {
	t.Parallel()
	today := calendar.MustParse("2025-01-10")
	for year, says := range map[int]string{2007: "旧条例", 2018: "旧条例", 2019: "", 2024: "", 2025: "还没有结束", 2031: "还没有结束"} {
		err := MayAdopt(year, today)
		if says == "" && err != nil || says != "" && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("MayAdopt(%d) = %v, want %q", year, err, says)
		}
	}
}

func TestAdoptCourse(t *testing.T) {
	t.Parallel()
	f, err := Filing{Year: 2022}.Take(Adopt{Year: 2022}, clerk)
	if err != nil || !f.Adopted || f.State != Drafting || f.Round != 1 {
		t.Fatalf("Adopt = %+v, %v", f, err)
	}
	for _, tt := range []struct {
		name string
		f    Filing
		step Step
		env  Env
		says string
	}{
		{"没有核对", f, Submit{}, Env{Today: clerk.Today, Undecided: 4}, "4格没有与原文件核对"},
		{"没有确认", f, Submit{}, Env{Today: clerk.Today, Unconfirmed: 2}, "2处不符没有确认"},
		{"没有公布日期", f, Submit{}, Env{Today: clerk.Today, Undated: true}, "没有填写原公布日期"},
		{"再导入一次", f, Adopt{Year: 2022}, clerk, "已经导入"},
		{"正在填报", Filing{Year: 2022, State: Signing}, Adopt{Year: 2022}, clerk, "正在填报，状态是“待签发”"},
		{"已经发布", Filing{Year: 2022, State: Published}, Adopt{Year: 2022}, clerk, "订正"},
		{"撤销没有理由", f, Discard{}, clerk, "没有填写撤销的理由"},
		{"撤销填报：已经填写", Filing{Year: 2022, State: Drafting, Round: 1}, Abandon{}, Env{Account: clerk.Account, Today: clerk.Today, Filled: 2}, "已经填写了2处"},
		{"撤销填报：导入的", f, Abandon{}, clerk, "请撤销导入"},
		{"撤销填报：订正", Filing{Year: 2022, State: Drafting, Round: 2}, Abandon{}, clerk, "已经发布过"},
		{"撤销不是导入的", Filing{Year: 2022, State: Drafting, Round: 1}, Discard{"错了"}, clerk, "不是导入的"},
		{"撤销发布过的", Filing{Year: 2022, State: Drafting, Round: 2, Adopted: true}, Discard{"错了"}, clerk, "已经发布过"},
	} {
		after, err := tt.f.Take(tt.step, tt.env)
		if err == nil || !strings.Contains(err.Error(), tt.says) || after != tt.f {
			t.Errorf("%s: Take(%T) = %+v, %v, want %q", tt.name, tt.step, after, err, tt.says)
		}
	}
	if after, err := f.Take(Discard{"导错了文件"}, clerk); err != nil || after.State != "" {
		t.Errorf("Discard = %+v, %v, want nothing left", after, err)
	}
}

// TestDoubts: what was read plainly needs no act; everything else does.
func TestDoubts(t *testing.T) {
	t.Parallel()
	text := report.Figure{Mark: report.Text}
	for _, tt := range []struct {
		name string
		code report.Code
		do   func(*report.Report)
		why  string // "" where there is no doubt
	}{
		{"就是0", penalty, func(*report.Report) {}, ""},
		{"空白", penalty, func(r *report.Report) { r.Set(penalty, report.Figure{Mark: report.Blank}) }, ""},
		{"不适用", penalty, func(r *report.Report) {
			r.Set(penalty, report.Figure{Mark: report.NotApplicable})
			r.Raw[penalty] = "/"
		}, ""},
		{"没有读到", penalty, func(r *report.Report) { r.Set(penalty, report.Figure{}) }, "没有读到这一格"},
		{"不是数字", penalty, func(r *report.Report) { r.Set(penalty, text); r.Raw[penalty] = "若干" }, "“若干”，不是数字"},
		{"带单位", penalty, func(r *report.Report) { r.Set(penalty, report.Reports(report.Count(12))); r.Raw[penalty] = "１２件" }, ""},
		{"带千分号", penalty, func(r *report.Report) { r.Set(penalty, report.Reports(report.Count(1200))); r.Raw[penalty] = "1,200" }, ""},
		{"带括注", penalty, func(r *report.Report) {
			r.Set(penalty, report.Reports(report.Count(22)))
			r.Raw[penalty] = "22（其中修订16件）"
		}, "按22读取"},
		{"行少了格", "application.granted.total", func(r *report.Report) {
			r.Warnings = []report.Warning{{Code: "row_short", At: "application.granted", Found: "3 3", Says: "这一行只有两个数。"}}
		}, "只有两个数"},
		{"按位置读取", "application.granted.other", func(r *report.Report) {
			r.Warnings = []report.Warning{{Code: "columns_by_position", At: "application.granted", Says: "按七列的顺序读取，请核对。"}}
		}, "七列的顺序"},
		{"表没有找到的不疑读到的格", penalty, func(r *report.Report) {
			r.Warnings = []report.Warning{{Code: "table_missing", At: "disclosure", Says: "没有找到表二。"}}
		}, ""},
		{"合计不符", received, func(r *report.Report) { r.Set(received, report.Reports(report.Count(5))) }, "5"},
		{"别的格的警告", coercion, func(r *report.Report) {
			r.Warnings = []report.Warning{{Code: "number_unclear", At: string(penalty), Says: "请核对。"}}
		}, ""},
	} {
		r := old(report.Form2021, 2022)
		tt.do(r)
		a := Adoption{Year: 2022, Read: r}
		d, ok := doubtOf(a.Doubts(a.Judge(a.Report(), report.Circumstances{}, nil)), tt.code)
		if ok != (tt.why != "") || !strings.Contains(strings.Join(d.Why, ""), tt.why) {
			t.Errorf("%s: doubt of %s = %v %q, want %q", tt.name, tt.code, ok, d.Why, tt.why)
		}
	}
}

// TestNeighbours: the years before and after say what this year must be.
func TestNeighbours(t *testing.T) {
	t.Parallel()
	before, now, after := old(report.Form2021, 2021), old(report.Form2021, 2022), old(report.Form2021, 2023)
	before.Set(inForce, report.Reports(report.Count(3)))
	after.Set("application.carried_in.total", report.Reports(report.Count(2)))
	a := Adoption{Year: 2022, Read: now}
	doubts := a.Doubts(a.Judge(a.Report(), report.Circumstances{Previous: before}, after))
	for _, tt := range []struct {
		code report.Code
		says string
	}{{inForce, "现填0"}, {over, "对照下一年的报告"}} {
		if d, ok := doubtOf(doubts, tt.code); !ok || !strings.Contains(strings.Join(d.Why, ""), tt.says) {
			t.Errorf("doubt of %s = %v, want %q", tt.code, d, tt.says)
		}
	}
	remaining := a.Remaining(a.Judge(a.Report(), report.Circumstances{Previous: before}, after))
	if len(remaining) != 1 || remaining[0].At != string(over) || Unconfirmed(remaining) != 1 {
		t.Fatalf("remaining = %+v, want the carry-over of the next year", remaining)
	}
	a.Confirmed = []Confirmation{{Rule: remaining[0].Rule, At: remaining[0].At, Says: remaining[0].Says, Reason: "原报告如此"}}
	if n := Unconfirmed(a.Remaining(a.Judge(a.Report(), report.Circumstances{Previous: before}, after))); n != 0 {
		t.Errorf("%d unconfirmed after it was confirmed", n)
	}
	after.Set("application.carried_in.total", report.Reports(report.Count(3)))
	if n := Unconfirmed(a.Remaining(a.Judge(a.Report(), report.Circumstances{}, after))); n != 1 {
		t.Errorf("%d unconfirmed after the arithmetic has changed, want 1", n)
	}
}

func TestDecide(t *testing.T) {
	t.Parallel()
	r := old(report.Form2021, 2022)
	r.Set(penalty, report.Figure{Mark: report.Text})
	r.Raw[penalty] = "若干"
	r.Set(coercion, report.Figure{})
	r.Warnings = []report.Warning{{Code: "row_missing", At: "disclosure.coercion", Says: "没有找到“行政强制”一行。"}}
	fees := report.Code("disclosure.fees.amount")
	for _, tt := range []struct {
		name   string
		cell   Deciding
		source string
		want   Choice
		field  string // of the fault
		says   string
	}{
		{"一致", Deciding{penalty, AsRead, ""}, "", AsRead, "", ""},
		{"空白", Deciding{penalty, Emptied, ""}, "", Emptied, "", ""},
		{"改为", Deciding{penalty, Corrected, "１２"}, "第3页", Corrected, "", ""},
		{"改为原来的数", Deciding{received, Corrected, "0"}, "", AsRead, "", ""},
		{"改为负数，历史如此", Deciding{received, Corrected, "-3"}, "第3页", Corrected, "", ""},
		{"金额有小数", Deciding{fees, Corrected, "0.25"}, "第3页", Corrected, "", ""},
		{"没有写来处", Deciding{penalty, Corrected, "12"}, " ", "", "source", "没有写明原报告怎么写"},
		{"来处太长", Deciding{penalty, Corrected, "12"}, strings.Repeat("长", 121), "", "source", "121个字"},
		{"没有填数", Deciding{penalty, Corrected, ""}, "第3页", "", string(penalty), "没有填数"},
		{"不是数字", Deciding{penalty, Corrected, "十二"}, "第3页", "", string(penalty), "不是数字"},
		{"件数有小数", Deciding{penalty, Corrected, "1.5"}, "第3页", "", string(penalty), "整数"},
		{"太大", Deciding{penalty, Corrected, "1234567890123456"}, "第3页", "", string(penalty), ""},
		{"小数太多", Deciding{fees, Corrected, "0.1234567"}, "第3页", "", string(fees), "6位小数"},
		{"没有这一格", Deciding{"disclosure.procurement.projects", AsRead, ""}, "", "", "disclosure.procurement.projects", "没有"},
		{"没有这种选择", Deciding{penalty, "guess", ""}, "", "", string(penalty), "没有这种选择"},
	} {
		decisions, faults := Decide{Cells: []Deciding{tt.cell}, Source: tt.source}.Check(Adoption{Year: 2022, Read: r})
		if tt.field != "" {
			if len(faults) != 1 || faults[0].Field != tt.field || !strings.Contains(faults[0].Sentence(), tt.says) {
				t.Errorf("%s: faults %v, want %q at %s", tt.name, faults, tt.says, tt.field)
			}
			continue
		}
		if len(faults) > 0 || len(decisions) != 1 || decisions[0].Choice != tt.want {
			t.Errorf("%s: %+v, %v, want %s", tt.name, decisions, faults, tt.want)
		}
	}
	if _, faults := (Decide{}).Check(Adoption{Year: 2022, Read: r}); len(faults) != 1 || faults[0].Kind != problem.KindInvalid {
		t.Errorf("nothing decided: %v", faults)
	}
	decided := Adoption{Year: 2022, Read: r, Decisions: map[report.Code]Decision{
		penalty: {Code: penalty, Choice: Corrected, Value: report.Count(12)}, received: {Code: received, Choice: Emptied}, coercion: {Code: coercion, Choice: AsRead}}}
	got := decided.Report()
	if got.Figure(penalty) != report.Reports(report.Count(12)) || got.Raw[penalty] != "" || got.Figure(received).Mark != report.Blank || got.Figure(coercion).Mark != report.Absent {
		t.Errorf("the report does not follow the decisions: %v %q %v", got.Figure(penalty), got.Raw[penalty], got.Figure(received))
	}
	if r.Figure(penalty).Mark != report.Text || len(r.Warnings) != 1 || len(got.Warnings) != 0 {
		t.Errorf("what was read has changed, or a decided warning stands: %v, %v", r.Warnings, got.Warnings)
	}
	if open := decided.Undecided(decided.Doubts(nil)); len(open) != 0 {
		t.Errorf("undecided: %v", open)
	}
}

// TestAdoptionRoundTrip: what is published is read back alike.
func TestAdoptionRoundTrip(t *testing.T) {
	t.Parallel()
	for _, e := range report.Editions() {
		r := old(e, max(e.FirstYear, 2019))
		a := Adoption{Year: r.Year, Read: r, Published: calendar.MustParse("2023-01-20"), Texts: map[string]string{report.Overall: "{{年度}}就是这样写的。"},
			Decisions: map[report.Code]Decision{penalty: {Code: penalty, Choice: Emptied}}}
		want := a.Report()
		got, err := report.ParseJSON(want.JSON())
		if err != nil || got.Edition != e || Digest(got) != Digest(want) && got.Narrative[report.Overall] != want.Narrative[report.Overall] || got.Dates.Published != "2023-01-20" {
			t.Errorf("%s%s comes back as %v, %v", e.Name, e.Variant, got, err)
		}
		for _, code := range e.Codes() {
			if got.Figure(code) != want.Figure(code) {
				t.Errorf("%s: %s = %v, want %v", e.Name, code, got.Figure(code), want.Figure(code))
			}
		}
	}
}

func TestBelong(t *testing.T) {
	t.Parallel()
	own := Records{Name: "青溪县石桥镇人民政府", Founded: calendar.MustParse("2019-05-15"), Names: []Known{{"青溪县石桥镇人民政府", ""}, {"青溪县大石桥乡人民政府", ""}}}
	heir := Records{Name: "青溪县文化旅游局", Founded: calendar.MustParse("2021-03-01"), Predecessors: 1,
		Names: []Known{{"青溪县文化旅游局", ""}, {"青溪县旅游局", "青溪县旅游局"}}}
	neighbour := own
	neighbour.Another = true
	two := heir
	two.Predecessors, two.Names = 2, append([]Known{{"青溪县文化局", "青溪县文化局"}}, heir.Names...)
	government := Records{Name: "青溪县人民政府", Names: []Known{{"青溪县人民政府", ""}}}
	for _, tt := range []struct {
		name, read string
		records    Records
		year       int
		sure       bool
		says       string // of the problem where it is another's
		refused    bool
	}{
		{"同名", "青溪县石桥镇人民政府", own, 2022, true, "", false},
		{"简称", "石桥镇", own, 2022, true, "", false},
		{"更名以前", "青溪县大石桥乡人民政府", own, 2020, true, "原来的名称", false},
		{"只写类别", "镇人民政府", own, 2022, false, "可能是别的机关", false},
		{"没有写", " ", own, 2022, false, "没有读到机关", false},
		{"别的镇", "青溪县白石镇人民政府", own, 2022, false, "更名", true},
		{"别的县的石桥镇", "白水县石桥镇人民政府", own, 2022, false, "不是“青溪县石桥镇人民政府”", true},
		{"承继以前", "青溪县旅游局", heir, 2020, true, "由本机关承继", false},
		{"承继以后", "青溪县旅游局", heir, 2022, false, "有自己的报告", true},
		{"承继两个", "青溪县旅游局", two, 2020, false, "不止一个", false},
		{"办公室代编", "青溪县人民政府办公室", government, 2022, false, "可能是代", false},
		{"差一个字", "青溪县石轿镇人民政府", own, 2022, false, "只差一个字", false},
		{"差一个字的邻镇", "青溪县大桥镇人民政府", neighbour, 2022, false, "不是“青溪县石桥镇人民政府”", true},
		{"乱写", strings.Repeat("长", 400), own, 2022, false, "不是", true},
	} {
		got, err := tt.records.Belong(tt.read, tt.year)
		told := got.Says
		if err != nil {
			told = problem.Of(err).Sentence()
		}
		if (err != nil) != tt.refused || got.Sure != tt.sure || !strings.Contains(told, tt.says) {
			t.Errorf("%s: Belong(%.20q, %d) = %+v, %v, want sure %v, %q", tt.name, tt.read, tt.year, got, err, tt.sure, tt.says)
		}
	}
}

func TestDatePublication(t *testing.T) {
	t.Parallel()
	today := calendar.MustParse("2025-01-10")
	for _, tt := range []struct{ day, says string }{
		{"2023-01-20", ""}, {"2022-12-28", ""}, {"2025-01-10", ""}, {"2022-11-30", "早于2022年12月"}, {"2025-01-11", "今天以后"}, {"", "没有填写"},
	} {
		var day calendar.Date
		if tt.day != "" {
			day = calendar.MustParse(tt.day)
		}
		err := DatePublication{day}.Check(2022, today)
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("Check(%q) = %v, want %q", tt.day, err, tt.says)
		}
	}
}

// TestOpeningStocks: what the register has is never entered again.
func TestOpeningStocks(t *testing.T) {
	t.Parallel()
	r := old(report.Form2021, 2023)
	r.Set(inForce, report.Reports(report.Count(9)))
	for _, tt := range []struct{ recorded, missing, excess int64 }{{0, 9, 0}, {4, 5, 0}, {9, 0, 0}, {11, 0, 2}} {
		all := OpeningStocks(r, map[report.Code]int64{inForce: tt.recorded})
		if len(all) != 2 || all[0].Missing() != 0 || all[1].Missing() != tt.missing || all[1].Excess() != tt.excess {
			t.Errorf("OpeningStocks with %d recorded = %+v, want %d missing, %d more", tt.recorded, all, tt.missing, tt.excess)
		}
	}
	step := OpeningStocks(r, nil)[1].Enter(2023)
	if faults := step.Check(register.Normative, calendar.MustParse("2025-01-10")); len(faults) > 0 {
		t.Errorf("the entry is refused: %v", faults)
	}
	tallies := register.Normative.TalliesOf(step.Values)
	if len(tallies) != 1 || tallies[0].N != 9 || !tallies[0].Counts(register.InForce, 2023) || tallies[0].Counts(register.InForce, 2022) {
		t.Errorf("the entry counts %+v, want 9 from the end of 2023", tallies)
	}
	if all := OpeningStocks(old(report.Form2019, 2020), nil); len(all) != 0 {
		t.Errorf("the form of 2019 has no such cell, got %+v", all)
	}
}
