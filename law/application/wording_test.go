package application

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/law/calendar"
)

// fullSteps are one of every step with every particular.
func fullSteps() []Step {
	day := calendar.MustParse("2024-03-20")
	decisions := []Decision{{Item: 1, Outcome: NotHeld, Articles: []string{"《政府信息公开条例》第三十六条第（四）项"}, Statute: "甲 法", Reasons: "经\"检索\"，没有。\n#第二段"}}
	return []Step{
		Submit{
			Channel: Letter, Oral: true, Applicants: []Applicant{{NaturalPerson, "周 某", "1", "2", "3", "4", "5"}},
			Agent: &Agent{"吴某", "1", "2", "3"}, Items: []Item{{1, "甲=乙 # 丙"}}, Delivery: DeliverPost, Form: "纸质 \"复印件\"",
		},
		Receive{Channel: Fax, How: "电话 确认"},
		Transfer{
			Channel: Fax, Number: "青石公开申〔2024〕7号", Applicants: []Applicant{{NaturalPerson, "周 某", "1", "2", "3", "4", "5"}}, Items: []Item{{1, "甲=乙 # 丙"}},
			Delivery: DeliverPost, Unit: "交通 运输股", Extended: 20, Note: "电话 催过",
		},
		Complete{Items: []Item{{1, "甲"}}, Identity: "1", Phone: "2", Email: "3", Address: "4 号", Postcode: "5", Delivery: DeliverFax},
		ChangeDelivery{Delivery: DeliverEmail, Address: "a@example.cn"},
		Register{Number: "青石公开申〔2024〕7号"},
		Assign{Unit: "交通 运输股", Account: 7, Note: "急"},
		TakeOver{Unit: "股"},
		Return{Reason: "不归\t本股"},
		JoinGroup{Group: 7, Reason: "内容 相同"},
		LeaveGroup{Reason: "申请人 补正"},
		SplitOff{Items: []int{2}, To: "青石公开申〔2024〕8号", Consent: "电话 同意"},
		SplitFrom{From: "青石公开申〔2024〕7号"},
		RequireCorrection{Until: day, What: "文号"},
		Correct{Items: []Item{{1, "甲"}}, Note: "乙"},
		ProposeLapse{},
		Lapse{Looked: "无"},
		AskReasons{Why: "量大"},
		GiveReasons{Said: "研究"},
		Defer{Until: day, Why: "量大"},
		Consult{Party: CoMaker, Name: "县 水利局", Received: day},
		Opinion{Party: OtherOrgan, Name: "县档案馆", Stance: Objects, Reason: "过程性"},
		Silence{Party: ThirdParty, Name: "甲公司"},
		AskUnits{Units: []string{"交通 运输股", "财政所"}, Until: day, What: "有没有"},
		UnitOpinion{Unit: "交通 运输股", Text: "没有 \"这份\""},
		Extend{Days: 20, Why: "量大"},
		FeeNotice{Received: day, Cents: 10_000, Mode: ByItem, Before: 10, Units: 1},
		Paid{Waived: true},
		Search{2, "档案室", "周某", "养护 资金", day, day, "没有"},
		Weigh{1, "对甲公司", "没有", true},
		Draft{Decisions: decisions, Note: "请审"},
		Review{Note: "同意"},
		Approve{Principal: NotHeld},
		Reply{Outcome: NotHeld, Number: "青石公开答〔2024〕7号"},
		Deliver{How: "邮寄", Proof: "EMS 1"},
		Withdraw{Reason: "已取得"},
		AmendReply{Outcome: NotHeld, Number: "8", Reason: "漏页", Decisions: decisions, Principal: NotHeld},
		Reopen{Cause: AfterJudgment, Until: day, Note: "（2024）1号"},
		Contest{Group: Reconsideration, Number: "青府复〔2024〕3号", Body: "青溪县 人民政府"},
		Settle{N: 1, Outcome: "annulled", Cause: "没有 说明理由"},
		AmendContest{1, DirectSuit, "（2024）行初3号", "县 法院", day, "annulled", day, "漏 项", true, "写 错"},
		Archive{File: "2024-7"},
		Chase{Whom: "交通股", Note: "三日内"},
		Comment{Text: "来电 \\ 询问�"},
	}
}

// TestFullSteps: every particular of every step survives a line of a history,
// its record, and the split in two.
func TestFullSteps(t *testing.T) {
	t.Parallel()
	steps := fullSteps()
	if len(steps) != len(Steps()) {
		t.Fatalf("%d full steps, %d steps", len(steps), len(Steps()))
	}
	for i, s := range steps {
		if Name(s) != Name(Steps()[i]) {
			t.Errorf("full step %d is %s, want %s", i, Name(s), Name(Steps()[i]))
		}
		v := reflect.ValueOf(s)
		for f := range v.NumField() {
			if v.Field(f).IsZero() {
				t.Errorf("%s.%s is not filled", Name(s), v.Type().Field(f).Name)
			}
		}
		line := Line{On: calendar.MustParse("2024-03-04"), Step: s}.String()
		h, err := ParseHistory([]byte(line))
		if err != nil || len(h) != 1 || !cmp.Equal(h[0].Step, s) {
			t.Errorf("%s is read as %+v, %v", line, h, err)
		}
		data, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Decode(Name(s), data); err != nil || !cmp.Equal(s, again) {
			t.Errorf("%s is decoded as %+v, %v", data, again, err)
		}
		plain, sealed, err := Split(s)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Join(Name(s), plain, sealed); err != nil || !cmp.Equal(s, again) {
			t.Errorf("%s and %s are joined as %+v, %v", plain, sealed, again, err)
		}
	}
}

// TestBounds: what is too long, negative or before its time is refused at its
// field.
func TestBounds(t *testing.T) {
	t.Parallel()
	long := string(make([]rune, maxText+1))
	early := calendar.MustParse("2024-03-01")
	tests := []struct {
		field string
		by    Actor
		step  Step
		words string
	}{
		{"text", zhou, Comment{}, "备注是空的"},
		{"text", citizen, Comment{Text: long}, "最多2000个字"},
		{"whom", zhou, Chase{}, "没有写明催办谁"},
		{"reason", zhou, Return{Reason: long}, "最多2000个字"},
		{"delivery", citizen, ChangeDelivery{}, "没有选择获取方式"},
		{"delivery", citizen, ChangeDelivery{Delivery: "drone"}, "没有“drone”这种获取方式"},
		{"address", citizen, ChangeDelivery{Delivery: DeliverPost, Address: long}, "最多200个字"},
		{"name", zhou, Consult{Party: ThirdParty}, "没有写明向谁征求意见"},
		{"name", zhou, Consult{Party: ThirdParty, Name: long}, "最多100个字"},
		{"received", zhou, Consult{Party: ThirdParty, Name: "甲", Received: early}, "早于发出的日期"},
		{"received", zhou, FeeNotice{Received: early, Cents: 1}, "早于发出的日期"},
		{"cents", zhou, FeeNotice{}, "没有填写收费金额"},
		{"cents", zhou, FeeNotice{Cents: -1}, "收费金额是负数"},
		{"what", zhou, RequireCorrection{Until: calendar.MustParse("2024-03-20")}, "没有写明需要补正的事项"},
		{"why", li, Extend{Days: 5}, "没有写明延长的理由"},
		{"days", li, Extend{Days: 21, Why: "甲"}, "最长不得超过20个工作日"},
		{"days", li, Extend{Days: -1, Why: "甲"}, "没有写明延长几个工作日"},
		{"to", zhou, Search{Where: "甲", By: "乙", Terms: "丙", Result: "丁", From: calendar.MustParse("2024-01-02"), To: early - 100}, "起止日期颠倒"},
		{"where", zhou, Search{Where: long, By: "乙", Terms: "丙", Result: "丁"}, "最多2000个字"},
		{"public", zhou, Weigh{Harm: "甲"}, "对公共利益的考虑"},
		{"decisions", zhou, Draft{}, "有0项决定"},
		{"items", citizen, Correct{Items: []Item{{N: 1}}}, "第1项内容是空的"},
	}
	for _, test := range tests {
		o := receivedOn(t, "2024-03-04", 1)
		o.refused("2024-03-06", test.by, test.step, test.words)
		if p := o.try("2024-03-06", test.by, test.step); p == nil || p.Field != test.field {
			t.Errorf("%s: %+v at %q, want %q", Name(test.step), p, p.Field, test.field)
		}
	}
	o := receivedOn(t, "2024-03-04", 1)
	o.must("2024-03-05", zhou, AskReasons{})
	o.refused("2024-03-06", li, Defer{}, "没有写明延迟到哪一天")
	o.refused("2024-03-06", li, Defer{Until: calendar.MustParse("2024-06-01")}, "是休息日")
	o.decided("2024-03-06", "", granted(1))
	o.refused("2024-03-07", zhou, Reply{Outcome: PartlyGranted}, "签发的是“予以公开”")
	o.must("2024-03-07", zhou, Reply{})
	o.refused("2024-03-08", zhou, Deliver{}, "没有写明怎样送达")
	o.refused("2024-03-08", li, AmendReply{Decisions: []Decision{granted(1)}}, "没有填写更改答复的理由")
	o.refused("2024-03-08", li, AmendReply{Reason: "漏页", Outcome: NotHeld, Decisions: []Decision{granted(1)}}, "不是“无法提供")
	o.must("2024-03-08", zhou, Archive{})
	o.refused("2024-03-09", zhou, Archive{}, "已经在2024年3月8日归档")
}

// TestSays: steps, deadlines and days as people read them.
func TestSays(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		step Step
		want string
	}{
		{Receive{Channel: Counter}, "确认收到（当面提交）"},
		{Receive{}, "确认收到"},
		{Extend{Days: 20}, "延长答复期限20个工作日"},
		{Opinion{Party: ThirdParty, Name: "甲公司", Stance: Objects}, "收到第三方甲公司的意见（不同意公开）"},
		{Opinion{Party: OtherOrgan, Name: "乙局"}, "收到其他机关乙局的意见（没有表明是否同意）"},
		{Silence{Party: CoMaker, Name: "乙局"}, "共同制作机关乙局逾期未提出意见"},
		{Reply{Outcome: NotHeld}, "发出答复（无法提供：本机关不掌握相关政府信息）"},
		{Reopen{Cause: AfterJudgment}, "重新办理（人民法院判决）"},
		{Defer{Until: calendar.MustParse("2024-05-31")}, "延迟答复到2024年5月31日"},
		{Paid{}, "缴费"},
	} {
		if got := Says(test.step); got != test.want {
			t.Errorf("Says(%+v) = %q, want %q", test.step, got, test.want)
		}
	}
	for _, test := range []struct{ history, want string }{
		{"2024-03-04 submit channel=letter", "待确认收到。等待确认收到申请之日，期限还没有开始计算。"},
		{"2024-03-04 receive", "办理中。应当在2024年4月1日以前答复（含当日）。"},
		{"2024-03-04 receive\n2024-03-05 require-correction until=2024-03-20", "待补正。等待申请人补正，期限停止计算。"},
		{"2024-03-04 receive\n2024-03-05 require-correction until=2024-03-20\n2024-03-21 lapse", "已结束。2024年3月21日结束。"},
		{"2024-03-04 receive\n2024-04-02 reply outcome=granted", "已答复。应当在2024年4月1日以前答复，2024年4月2日办结，已经逾期。"},
		{"2026-12-21 receive", "办理中。应当在2027年1月18日（暂定：有的年份还没有公布放假安排，按周末推算）以前答复（含当日）。"},
	} {
		c := taken(t, test.history)
		if got := c.Deadline(national).Sentence(c.State); got != test.want {
			t.Errorf("%s: %s, want %s", test.history, got, test.want)
		}
	}
	c := taken(t, "2023-12-28 receive\n2024-01-03 consult third-party=甲\n2024-01-05 opinion third-party=甲")
	got := Explain(c.Trace(national))[:6]
	want := []string{
		"2023年12月29日　第1个工作日",
		"2023年12月30日至31日　休息日（周末）",
		"2024年1月1日　法定节假日（元旦）",
		"2024年1月2日至3日　第2至3个工作日",
		"2024年1月4日至5日　征求第三方意见（甲），不计算",
		"2024年1月6日至7日　休息日（周末）",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Explain:\n%s", diff)
	}
	if r := NotSupported(); r.State != Unsupported || r.Trace == nil {
		t.Errorf("NotSupported() = %+v", r)
	}
}

// TestTraceNames: two consultations on one day are both named, and a day of a
// year without an arrangement says so.
func TestTraceNames(t *testing.T) {
	t.Parallel()
	c := taken(t, "2026-12-21 receive\n2026-12-29 consult third-party=甲\n2026-12-29 consult co-maker=乙")
	why := map[string]string{}
	for _, day := range c.Trace(national) {
		why[day.Date.String()] = day.Why
	}
	for day, want := range map[string]string{
		"2026-12-29": "工作日",
		"2026-12-30": "征求第三方意见（甲），征求共同制作机关意见（乙），不计算",
		"2027-01-02": "休息日（周末）（暂定）",
	} {
		if why[day] != want {
			t.Errorf("%s: %q, want %q", day, why[day], want)
		}
	}
}

// TestRules: the periods of a case are those of its day of receipt.
func TestRules(t *testing.T) {
	t.Parallel()
	r, ok := national.Rules(calendar.MustParse("2024-03-04"))
	if !ok || r.Reply != 20 || r.ExtensionLimit != 20 || r.CorrectionNotice != 7 || r.ThirdParty != 15 || r.CoMaker != 15 || r.Payment != 20 ||
		!r.ExcludeStartDay || r.ExtendOnDueDay || !r.ExtensionSpent || !r.CorrectionRestarts || !r.PaymentRestarts {
		t.Errorf("rules of 2024: %+v, %v", r, ok)
	}
	if national.Supports(calendar.MustParse("2019-05-14")) || !national.Supports(calendar.MustParse("2019-05-15")) {
		t.Error("the Regulations hold from 2019-05-15")
	}
	// What a province might set: the day of receipt counts, corrections and
	// payments resume, an extension may be decided on the due day.
	local := *r
	local.ExcludeStartDay, local.CorrectionRestarts, local.PaymentRestarts, local.ExtendOnDueDay = false, false, false, true
	k := &Clock{days: national.days, rules: []Rules{local}}
	for _, test := range []struct{ history, want string }{
		{"2024-03-04 receive", "2024-03-29"},
		{"2024-03-04 receive\n2024-03-05 require-correction until=2024-03-20\n2024-03-12 correct", "2024-04-08"}, // without 6 to 12 March
		{"2024-03-04 receive\n2024-03-05 fee-notice\n2024-03-12 paid", "2024-04-08"},
		{"2024-03-04 receive\n2024-03-29 extend days=1", "2024-04-01"},
	} {
		h, err := ParseHistory([]byte(test.history))
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := h.Run(k)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Deadline(k).Due.String(); got != test.want {
			t.Errorf("%s: due %s, want %s", test.history, got, test.want)
		}
		if trace := c.Trace(k); trace[len(trace)-1].Date.String() != test.want {
			t.Errorf("%s: the trace ends on %v", test.history, trace[len(trace)-1])
		}
	}
}
