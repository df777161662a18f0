package filing

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
)

// told is the sentence of a problem, "" for none.
func toldBy(err error) string {
	if err == nil {
		return ""
	}
	return problem.Of(err).Sentence()
}

func TestHandIn(t *testing.T) {
	t.Parallel()
	signed := Filing{Year: 2024, State: Signed, Round: 1}
	day := calendar.MustParse("2025-01-20")
	sent := Handed{N: 1, To: 7, By: "李敏", On: day, SHA256: "aa"}
	received, returned := sent, sent
	received.Answer, received.AnsweredBy, received.Answered = Received, "马科", day
	returned.Answer, returned.AnsweredBy, returned.Answered, returned.Reason = SentBack, "马科", day, "请写明责任单位"
	drafting, noted, adopted, published := signed, signed, signed, signed
	drafting.State, noted.Note, adopted.Adopted, published.State = Drafting, "上年多计", true, Published
	ok := HandingIn{Superior: 7, SHA256: "aa"}
	with := func(change func(*HandingIn)) HandingIn {
		env := ok
		change(&env)
		return env
	}
	for _, tt := range []struct {
		name   string
		f      Filing
		env    HandingIn
		says   string
		want   string // part of the problem, "" for none
		asks   string // what an explanation is asked of
		kind   problem.Kind
		mended bool // an explanation mends it
	}{
		{name: "签发以后", f: signed, env: ok},
		{name: "发布以后", f: published, env: ok},
		{name: "没有开始", f: Filing{Year: 2024}, env: ok, want: "还没有开始填报", kind: problem.KindConflict},
		{name: "还在填报", f: drafting, env: ok, want: "签发以后才能报送", kind: problem.KindConflict},
		{name: "没有上级", f: signed, env: with(func(e *HandingIn) { e.Superior = 0 }), want: "没有上级机关", kind: problem.KindRefused},
		{name: "机关已经撤销", f: signed, env: with(func(e *HandingIn) { e.Ended, e.Successors = day, []string{"县农业农村局"} }), want: "请由承接职责的县农业农村局报送", kind: problem.KindRefused},
		{name: "导入的历年报告", f: adopted, env: ok, want: "由原报告导入", kind: problem.KindRefused},
		{name: "重复报送", f: signed, env: with(func(e *HandingIn) { e.Last = sent }), want: "已由李敏于2025年1月20日报送", kind: problem.KindConflict},
		{name: "已经接收", f: signed, env: with(func(e *HandingIn) { e.Last = received }), want: "已由马科于2025年1月20日接收", kind: problem.KindConflict},
		{name: "退回后没有改", f: signed, env: with(func(e *HandingIn) { e.Last = returned }), want: "没有改动", kind: problem.KindRefused, mended: true, asks: "退回以后没有改动的理由"},
		{name: "退回后改了", f: signed, env: with(func(e *HandingIn) { e.Last, e.SHA256 = returned, "bb" })},
		{name: "接收后订正", f: published, env: with(func(e *HandingIn) { e.Last, e.SHA256 = received, "bb" })},
		{name: "没有接收又改了", f: signed, env: with(func(e *HandingIn) { e.Last, e.SHA256 = sent, "bb" })},
		{name: "换了上级", f: signed, env: with(func(e *HandingIn) { e.Last, e.Superior = received, 8 })},
		{name: "有错误没有说明", f: signed, env: with(func(e *HandingIn) { e.Errors = 2 }), want: "还有2处错误没有说明", kind: problem.KindRefused, mended: true, asks: "对2处错误的说明"},
		{name: "送审时已经说明", f: noted, env: with(func(e *HandingIn) { e.Errors = 2 })},
		{name: "说明太长", f: signed, env: ok, says: strings.Repeat("长", 501), want: "最多500个字", kind: problem.KindInvalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.f.HandIn(HandIn{Explanation: tt.says}, tt.env)
			if got := toldBy(err); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
				t.Errorf("HandIn = %q, want %q", got, tt.want)
			}
			if err != nil && problem.Of(err).Kind != tt.kind {
				t.Errorf("HandIn is of kind %v, want %v", problem.Of(err).Kind, tt.kind)
			}
			if got := tt.f.NeedsExplanation(tt.env); got != tt.asks {
				t.Errorf("NeedsExplanation = %q, want %q", got, tt.asks)
			}
			if err := tt.f.HandIn(HandIn{Explanation: "已与县政府办公室核实"}, tt.env); (err == nil) != (tt.want == "" || tt.mended || tt.says != "") {
				t.Errorf("HandIn with an explanation = %v", err)
			}
		})
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse("2025-01-20")
	waiting := Handed{N: 2, By: "李敏", On: day, SHA256: "aa"}
	received, returned := waiting, waiting
	received.Answer, received.AnsweredBy, received.Answered = Received, "马科", day
	returned.Answer, returned.AnsweredBy, returned.Answered, returned.Reason = SentBack, "马科", day, "请写明责任单位"
	for _, tt := range []struct {
		name string
		n    int
		last Handed
		want string
	}{
		{"待接收", 2, waiting, ""},
		{"没有报送", 1, Handed{}, "还没有报送"},
		{"又报送过", 1, waiting, "现在是第2次报送（李敏，2025年1月20日）"},
		{"已由别人接收", 2, received, "已由马科于2025年1月20日接收"},
		{"已由别人退回", 2, returned, "已由马科于2025年1月20日退回：请写明责任单位"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for verb, err := range map[string]error{"Receive": Receive{N: tt.n}.Take(tt.last), "SendBack": SendBack{N: tt.n, Reason: "数字不符"}.Take(tt.last)} {
				if got := toldBy(err); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
					t.Errorf("%s = %q, want %q", verb, got, tt.want)
				}
			}
		})
	}
	if got := toldBy(SendBack{N: 2, Reason: " "}.Take(waiting)); !strings.Contains(got, "没有填写退回的理由") {
		t.Errorf("SendBack without a reason = %q", got)
	}
}

func TestSentBack(t *testing.T) {
	t.Parallel()
	last := Handed{N: 1, SHA256: "aa"}
	s := SendBack{N: 1, Reason: "请写明责任单位"}
	for _, state := range States() {
		f := Filing{Year: 2024, State: state, Round: 1, Submitter: 4, Digest: "d"}
		want := f
		if state == Signed {
			want = Filing{Year: 2024, State: Drafting, Round: 1, Note: "青溪县退回：请写明责任单位"}
		}
		if got := f.SentBack(s, "青溪县", last, "aa"); got != want {
			t.Errorf("%s sent back = %+v, want %+v", state, got, want)
		}
	}
	newer := Filing{Year: 2024, State: Signed, Round: 1}
	if got := newer.SentBack(s, "青溪县", last, "bb"); got != newer {
		t.Errorf("signed anew since, sent back = %+v, want it as it is", got)
	}
}

func TestReceipt(t *testing.T) {
	t.Parallel()
	due := calendar.MustParse("2025-01-31")
	on := func(day string) calendar.Date { return calendar.MustParse(day) }
	received := Handed{N: 1, SHA256: "aa", Answer: Received}
	for _, tt := range []struct {
		name  string
		r     Receipt
		last  Handed
		today string
		want  string
	}{
		{"没有规定", Receipt{}, Handed{}, "2025-01-10", ""},
		{"没有报送", Receipt{First: true}, Handed{}, "2025-01-10", "请先报送"},
		{"等接收", Receipt{First: true}, Handed{N: 1, SHA256: "aa"}, "2025-01-10", "请等上级接收"},
		{"已经接收", Receipt{First: true}, received, "2025-01-10", ""},
		{"接收的是别的内容", Receipt{First: true}, Handed{N: 1, SHA256: "bb", Answer: Received}, "2025-01-10", "请先报送"},
		{"退回后没有改", Receipt{First: true}, Handed{N: 1, SHA256: "aa", Answer: SentBack}, "2025-01-10", "请修改后重新报送"},
		{"期限前一日", Receipt{First: true}, Handed{N: 1, SHA256: "aa"}, "2025-01-30", "到2025年1月31日仍没有接收的，可以发布"},
		{"期限当日", Receipt{First: true}, Handed{N: 1, SHA256: "aa"}, "2025-01-31", ""},
		{"期限以后", Receipt{First: true}, Handed{}, "2025-02-10", ""},
	} {
		if got := toldBy(tt.r.AwaitsReceipt(tt.last, "aa", on(tt.today), due)); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: AwaitsReceipt = %q, want %q", tt.name, got, tt.want)
		}
	}
	for day, want := range map[string]string{"": "2025-01-31", "01-20": "2025-01-20", "03-20": "2025-01-31", "x": "2025-01-31"} {
		if got := (Receipt{Day: day}).Due(2024).String(); got != want {
			t.Errorf("Due of %q = %s, want %s", day, got, want)
		}
	}
	for _, tt := range []struct {
		s    SetReceipt
		want string
	}{
		{SetReceipt{Since: 2024, Receipt: Receipt{First: true, Day: "01-20"}}, ""},
		{SetReceipt{Since: 2024}, ""},
		{SetReceipt{Since: 2018}, "没有选择从哪一年"},
		{SetReceipt{Since: 2026}, "没有选择从哪一年"},
		{SetReceipt{Since: 2024, Receipt: Receipt{Day: "02-10"}}, "1月1日至1月31日"},
		{SetReceipt{Since: 2024, Receipt: Receipt{Day: "01-32"}}, "1月1日至1月31日"},
	} {
		if got := toldBy(tt.s.Check(on("2025-01-10"))); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("Check(%+v) = %q, want %q", tt.s, got, tt.want)
		}
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	before, due, after := calendar.MustParse("2025-01-10"), calendar.MustParse("2025-01-31"), calendar.MustParse("2025-02-01")
	handed := func(a Answer) Handed { return Handed{N: 1, Answer: a} }
	for _, tt := range []struct {
		name  string
		c     Course
		today calendar.Date
		want  Progress
	}{
		{"没有开始", Course{}, before, NotHandedIn},
		{"期限当日", Course{State: Signed}, due, NotHandedIn},
		{"逾期", Course{State: Signed}, after, Overdue},
		{"发布了没有报送", Course{State: Published, Version: 1}, after, Overdue},
		{"待接收", Course{State: Published, Version: 1, Last: handed(Waiting)}, after, ToAnswer},
		{"退回", Course{State: Drafting, Last: handed(SentBack)}, after, Returned},
		{"接收", Course{State: Signed, Last: handed(Received)}, after, InOrder},
		{"接收并发布", Course{State: Published, Version: 1, Last: handed(Received)}, after, Public},
		{"导入", Course{State: Published, Adopted: true, Version: 1}, after, Exempt},
		{"撤销", Course{Ended: true}, after, Exempt},
		{"报送以后撤销", Course{Ended: true, Last: handed(Waiting)}, after, ToAnswer},
	} {
		if got := tt.c.Progress(tt.today, due); got != tt.want {
			t.Errorf("%s: Progress = %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, p := range Progresses() {
		if p.Label() == "" {
			t.Errorf("%q has no name", p)
		}
	}
}

func TestOverseer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name             string
		body             organ.Body
		area, line, want organ.ID
	}{
		{"县政府部门", organ.Department, 7, 8, 7},
		{"垂直领导部门", organ.Vertical, 7, 8, 8},
		{"没有登记条的垂直领导部门", organ.Vertical, 7, 0, 7},
		{"最上级", organ.Government, 0, 0, 0},
	} {
		if got, cite := Overseer(tt.body, tt.area, tt.line); got != tt.want || cite.String() == "" {
			t.Errorf("%s: Overseer = %v, want %v", tt.name, got, tt.want)
		}
	}
}
