package application

import (
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A bureau takes steps as the program does: with roles, and late acts marked.
type bureau struct {
	t      *testing.T
	c      Case
	events []Event
	told   []Follow
	frozen int // the last year whose report is frozen
}

// The people of the office.
var (
	citizen = Actor{Role: ByApplicant}
	zhou    = Actor{Role: ByClerk, Account: 1}
	road    = Actor{Role: ByUnit, Account: 2}
	wang    = Actor{Role: ByReviewer, Account: 3}
	li      = Actor{Role: ByApprover, Account: 4}
	timer   = Actor{Role: ByTimer}
)

// submission is an application with some items.
func submission(items int) Submit {
	s := Submit{Channel: Online, Applicants: []Applicant{{Kind: NaturalPerson, Name: "周某"}}}
	for n := range items {
		s.Items = append(s.Items, Item{N: n + 1, Asked: "石桥镇2023年农村公路养护资金使用情况"})
	}
	return s
}

// receivedOn is an office with a case received on a day.
func receivedOn(t *testing.T, day string, items int) *bureau {
	t.Helper()
	o := &bureau{t: t}
	o.must(day, citizen, submission(items))
	o.must(day, timer, Receive{})
	return o
}

func (o *bureau) try(day string, by Actor, s Step) *problem.Error {
	o.t.Helper()
	on := calendar.MustParse(day)
	after, taken, err := o.c.Take(s, Env{On: on, Today: on, Actor: by, Clock: national, Frozen: func(y int) bool { return y <= o.frozen }})
	if err != nil {
		return problem.Of(err)
	}
	o.c, o.events, o.told = after, append(o.events, taken.Event), taken.Follows
	return nil
}

func (o *bureau) must(day string, by Actor, s Step) {
	o.t.Helper()
	if p := o.try(day, by, s); p != nil {
		o.t.Fatalf("%s %s by %s: %v", day, Name(s), by.Role, p)
	}
}

// refused wants the step to be refused, with words of the sentence, and the
// case left as it was.
func (o *bureau) refused(day string, by Actor, s Step, words string) {
	o.t.Helper()
	before := o.c.Events
	p := o.try(day, by, s)
	switch {
	case p == nil:
		o.t.Errorf("%s %s by %s is taken, want %q", day, Name(s), by.Role, words)
	case !strings.Contains(p.Sentence(), words) || !strings.HasPrefix(p.Advice, "请"):
		o.t.Errorf("%s %s by %s: %s; want %q and what to do", day, Name(s), by.Role, p.Sentence(), words)
	}
	if o.c.Events != before {
		o.t.Errorf("%s %s was refused and taken", day, Name(s))
	}
}

func (o *bureau) due(want string) {
	o.t.Helper()
	if got := orDash(o.c.Deadline(national).Due); got != want {
		o.t.Errorf("due %s, want %s", got, want)
	}
}

func (o *bureau) mark(want Mark) {
	o.t.Helper()
	if got := o.events[len(o.events)-1].Mark; got != want {
		o.t.Errorf("%s is marked %q, want %q", o.events[len(o.events)-1].Name(), got, want)
	}
}

// decided drafts, reviews and approves.
func (o *bureau) decided(day string, principal Outcome, all ...Decision) {
	o.t.Helper()
	o.must(day, road, Draft{Decisions: all})
	o.must(day, wang, Review{})
	o.must(day, li, Approve{Principal: principal})
}

func granted(item int) Decision {
	return Decision{Item: item, Outcome: Granted, Articles: []string{"《政府信息公开条例》第三十六条第（二）项"}}
}

func decision(item int, o Outcome) Decision {
	d := Decision{Item: item, Outcome: o, Reasons: "经审查。", Statute: "《保守国家秘密法》第九条"}
	for _, a := range o.Articles() {
		d.Articles = append(d.Articles, a.String())
	}
	return d
}

// TestCourse is a case from the portal to the archive.
func TestCourse(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-09", 1) // a Saturday
	o.due("2024-04-08")                 // 15 in March, 1, 2, 3, 7 and 8 April
	o.must("2024-03-11", zhou, Register{Number: "青石公开申〔2024〕7号"})
	o.must("2024-03-11", zhou, Assign{Unit: "交通运输股"})
	if o.c.Next() != ByUnit {
		t.Errorf("next %s, want the inner office", o.c.Next())
	}
	o.must("2024-03-12", road, TakeOver{})
	o.decided("2024-03-14", "", granted(1))
	if o.c.Next() != ByClerk || o.c.Stage != Approved {
		t.Errorf("next %s, stage %s", o.c.Next(), o.c.Stage)
	}
	o.must("2024-03-15", zhou, Reply{Number: "青石公开答〔2024〕7号"})
	o.must("2024-03-18", timer, Deliver{How: "网上下载", Proof: "下载记录"})
	o.must("2024-04-30", zhou, Archive{File: "2024-7"})
	if o.c.State != Replied || o.c.Outcome() != Granted || o.c.Next() != "" || o.c.ArchivedOn.IsZero() {
		t.Errorf("case %+v", o.c)
	}
	again, err := Replay(o.events, national)
	if err != nil || again.Deadline(national) != o.c.Deadline(national) || again.Outcome() != Granted || again.Number != o.c.Number {
		t.Errorf("replayed %+v, %v", again, err)
	}
}

// TestRoles: nobody takes another's step, and nobody reviews or signs what he
// drafted.
func TestRoles(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.refused("2024-03-05", citizen, Extend{Days: 5, Why: "量大"}, "“申请人”不能办理“延长答复期限”")
	o.refused("2024-03-05", zhou, Extend{Days: 5, Why: "量大"}, "请由签发办理")
	o.refused("2024-03-05", wang, Review{}, "没有等待审核的答复")
	o.must("2024-03-05", zhou, Draft{Decisions: []Decision{granted(1)}})
	o.refused("2024-03-05", zhou, Draft{Decisions: []Decision{granted(1)}}, "答复正在审核、签发")
	o.refused("2024-03-05", Actor{Role: ByReviewer, Account: zhou.Account}, Review{}, "不能审核自己拟的答复")
	o.must("2024-03-05", wang, Review{})
	o.refused("2024-03-05", Actor{Role: ByApprover, Account: zhou.Account}, Approve{}, "不能签发自己拟的答复")
	o.refused("2024-03-05", zhou, Reply{}, "答复还没有签发")
	o.refused("2024-03-05", li, Return{}, "没有填写退回的理由")
	o.must("2024-03-05", li, Return{Reason: "理由不全"})
	if o.c.Stage != Handling || o.c.Proposal.ReturnedFor != "理由不全" {
		t.Errorf("stage %s, returned for %q", o.c.Stage, o.c.Proposal.ReturnedFor)
	}
}

// TestIntake: what an application must say.
func TestIntake(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		spoil func(*Submit)
		words string
	}{
		{"no channel", func(s *Submit) { s.Channel = "" }, "没有选择申请渠道"},
		{"unknown channel", func(s *Submit) { s.Channel = "pigeon" }, "没有“pigeon”这种申请渠道"},
		{"no applicant", func(s *Submit) { s.Applicants = nil }, "没有填写申请人"},
		{"no name", func(s *Submit) { s.Applicants[0].Name = "" }, "没有填写申请人的姓名或者名称"},
		{"long name", func(s *Submit) { s.Applicants[0].Name = strings.Repeat("长", 101) }, "最多100个字"},
		{"no kind", func(s *Submit) { s.Applicants[0].Kind = "total" }, "没有选择申请人类别"},
		{"too many applicants", func(s *Submit) { s.Applicants = make([]Applicant, 51) }, "最多50个"},
		{"no items", func(s *Submit) { s.Items = nil }, "没有填写申请公开的内容"},
		{"empty item", func(s *Submit) { s.Items[0].Asked = "" }, "第1项内容是空的"},
		{"long item", func(s *Submit) { s.Items[0].Asked = strings.Repeat("长", 5001) }, "最多5000个字"},
		{"number of an item", func(s *Submit) { s.Items[0].N = 2 }, "第1项内容的序号是2"},
		{"too many items", func(s *Submit) { s.Items = make([]Item, 51) }, "最多50项"},
		{"unknown delivery", func(s *Submit) { s.Delivery = "drone" }, "没有“drone”这种获取方式"},
	}
	for _, test := range tests {
		o := &bureau{t: t}
		s := submission(1)
		test.spoil(&s)
		t.Run(test.name, func(t *testing.T) { o.t = t; o.refused("2024-03-04", citizen, s, test.words) })
	}
	o := &bureau{t: t}
	o.refused("2024-03-04", zhou, Receive{Channel: Counter}, "还没有申请的内容")
	s := submission(1)
	s.Channel = Letter
	o.must("2024-03-04", zhou, s)
	o.refused("2024-03-05", zhou, Receive{}, "没有写明怎样与申请人确认")
	o.must("2024-03-05", zhou, Receive{How: "电话"})
	o.due("2024-04-02") // 20 working days after 5 March
	o.refused("2024-03-05", zhou, Register{}, "没有填写登记编号")
	o.must("2024-03-05", zhou, Register{Number: "一"})
	o.refused("2024-03-05", zhou, Register{Number: "二"}, "已经登记为一")
	o.refused("2024-03-05", zhou, Assign{}, "没有写明分给谁")
	old := &bureau{t: t}
	old.must("2019-05-14", citizen, submission(1))
	old.refused("2019-05-15", timer, Receive{}, "2019年5月15日以前")
}

// TestDays: a step is neither in the future nor before the application; what
// came from outside may be recorded later.
func TestDays(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	on, today := calendar.MustParse("2024-03-08"), calendar.MustParse("2024-03-07")
	if _, _, err := o.c.Take(Comment{Text: "甲"}, Env{On: on, Today: today, Actor: zhou, Clock: national}); err == nil || !strings.Contains(err.Error(), "还没有到") {
		t.Errorf("a step of tomorrow: %v", err)
	}
	if _, _, err := o.c.Take(Comment{Text: "甲"}, Env{Actor: zhou, Clock: national}); err == nil || !strings.Contains(err.Error(), "没有写“备注”的日期") {
		t.Errorf("a step without a day: %v", err)
	}
	o.refused("2024-03-01", zhou, Comment{Text: "甲"}, "早于申请的日期")
	o.must("2024-03-06", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	o.must("2024-03-15", zhou, Comment{Text: "甲"})
	o.must("2024-03-14", zhou, Opinion{Party: ThirdParty, Name: "甲公司"}) // it came the day before
	o.due("2024-04-10")                                                 // 5, 6, 15 to 29 March are 13; 1, 2, 3, 7 to 10 April
}

// TestLate: a late act is recorded as it happened, marked, and moves no due
// date.
func TestLate(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.due("2024-04-01")
	o.must("2024-03-20", zhou, RequireCorrection{Until: calendar.MustParse("2024-03-29"), What: "文号"})
	o.mark(Late)
	o.due("2024-04-01")
	if o.c.State != Correcting {
		t.Errorf("state %s, want Correcting: the notice left", o.c.State)
	}
	o.must("2024-03-25", citizen, Correct{Note: "文号是〔2023〕5号"})
	o.due("2024-04-01")
	o.must("2024-04-02", li, Extend{Days: 10, Why: "量大"})
	o.mark(Late)
	o.due("2024-04-01")
	o.refused("2024-04-02", li, Extend{Days: 10, Why: "量大"}, "只能延长一次")
	o.must("2024-04-03", zhou, AskReasons{Why: "本月第三十件"})
	o.must("2024-04-07", li, Defer{Until: calendar.MustParse("2024-05-31"), Why: "量大"})
	o.mark(Late)
	o.due("2024-04-01")
	o.decided("2024-04-08", "", granted(1))
	o.must("2024-04-09", zhou, Reply{})
	o.mark(Late)
	if d := o.c.Deadline(national); !d.Late || d.Due.String() != "2024-04-01" {
		t.Errorf("deadline %+v", d)
	}
}

// TestAgain: what comes twice or after the end is recorded and changes nothing.
func TestAgain(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.refused("2024-03-05", citizen, Correct{}, "没有要求申请人补正")
	o.refused("2024-03-05", citizen, Paid{}, "没有发出过收费通知")
	o.must("2024-03-05", zhou, RequireCorrection{Until: calendar.MustParse("2024-03-15"), What: "文号"})
	o.must("2024-03-16", citizen, Correct{}) // a Saturday, and late: still accepted
	o.mark("")
	o.due("2024-04-15") // 20 working days after 16 March, 7 April worked
	o.must("2024-03-18", citizen, Correct{})
	o.mark(Again)
	o.due("2024-04-15")
	o.must("2024-03-19", zhou, FeeNotice{Cents: 10_000})
	o.must("2024-03-21", citizen, Paid{})
	o.due("2024-04-19")
	o.must("2024-03-22", citizen, Paid{})
	o.mark(Again)
	o.must("2024-03-25", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	o.must("2024-03-26", zhou, Opinion{Party: ThirdParty, Name: "甲公司", Stance: Objects})
	o.must("2024-03-27", zhou, Opinion{Party: ThirdParty, Name: "甲公司", Stance: Consents})
	o.mark(Again)
	o.due("2024-04-22") // without 26 March
	if o.c.Consultations[0].Stance != Objects {
		t.Errorf("the second opinion replaced the first: %+v", o.c.Consultations[0])
	}
	o.must("2024-03-28", citizen, Withdraw{Reason: "已经取得"})
	o.must("2024-03-29", citizen, Paid{})
	o.mark(Again)
	if o.c.State != Closed || o.c.Outcome() != OtherHandling {
		t.Errorf("state %s, outcome %s", o.c.State, o.c.Outcome())
	}
}

// TestLapseNeedsALook: the timer proposes, a clerk confirms having looked.
func TestLapseNeedsALook(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.must("2024-03-05", zhou, RequireCorrection{Until: calendar.MustParse("2024-03-15"), What: "文号"})
	o.refused("2024-03-15", timer, ProposeLapse{}, "还没有届满")
	o.must("2024-03-16", timer, ProposeLapse{})
	if o.c.State != Correcting || o.c.LapseProposed.IsZero() {
		t.Errorf("after the proposal: %s", o.c.State)
	}
	o.refused("2024-03-18", timer, Lapse{Looked: "无"}, "不能办理")
	o.refused("2024-03-18", zhou, Lapse{}, "没有写明是否查过正当理由")
	o.must("2024-03-18", zhou, Lapse{Looked: "电话联系，无正当理由；没有在途邮件"})
	if o.c.Outcome() != Uncorrected || o.c.Deadline(national).DecidedOn.String() != "2024-03-18" {
		t.Errorf("outcome %s", o.c.Outcome())
	}
	fee := receivedOn(t, "2020-06-01", 1)
	fee.must("2020-06-02", zhou, FeeNotice{Cents: 100})
	fee.must("2020-07-31", zhou, Lapse{Looked: "无"})
	if fee.c.Outcome() != OtherwiseHandled { // the form of 2020 has one row
		t.Errorf("outcome %s in 2020", fee.c.Outcome())
	}
}

// TestDecisions: what must have come before a decision, and what it must say.
func TestDecisions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		d     Decision
		words string
	}{
		{"no outcome", Decision{Item: 1}, "没有选择决定"},
		{"no such row", decision(1, OtherwiseHandled), "2024年的统一格式没有"},
		{"no such outcome", decision(1, "given"), "没有“given”这一项"},
		{"another item", granted(2), "第1项决定写的是第2项"},
		{"no article", Decision{Item: 1, Outcome: Granted}, "的依据与“予以公开”不符"},
		{"article of another", Decision{Item: 1, Outcome: Granted, Articles: []string{"《政府信息公开条例》第十四条"}}, "第三十六条第（一）项或者"},
		{"no reasons", Decision{Item: 1, Outcome: PartlyGranted, Articles: decision(1, PartlyGranted).Articles}, "没有写明理由"},
		{"no statute", Decision{Item: 1, Outcome: "withheld.prohibited_by_law", Reasons: "甲", Articles: decision(1, "withheld.prohibited_by_law").Articles}, "没有写明所依据的法律、行政法规"},
		{"no search", decision(1, NotHeld), "没有检索记录"},
		{"no search for creation", decision(1, NeedsCreation), "没有检索记录"},
		{"no weighing", decision(1, "withheld.deliberative"), "没有衡量记录"},
		{"not corrected", decision(1, StillUnclear), "没有经过补正"},
		{"not asked for reasons", decision(1, excessive), "没有要求申请人说明理由"},
		{"a lapse is no reply", decision(1, Uncorrected), "不是答复"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := receivedOn(t, "2024-03-04", 1)
			o.refused("2024-03-06", zhou, Draft{Decisions: []Decision{test.d}}, test.words)
		})
	}
	o := receivedOn(t, "2024-03-04", 2)
	o.refused("2024-03-06", zhou, Draft{Decisions: []Decision{granted(1)}}, "申请有2项内容，有1项决定")
	o.refused("2024-03-06", zhou, Search{Item: 3}, "没有第3项内容")
	o.refused("2024-03-06", zhou, Search{Where: "档案室"}, "没有写明“由谁检索”")
	o.must("2024-03-06", zhou, Search{Where: "档案室", By: "周某", Terms: "养护", Result: "没有"})
	o.refused("2024-03-06", zhou, Weigh{}, "没有写明公开会造成什么损害")
	o.must("2024-03-06", zhou, Weigh{Item: 1, Harm: "影响讨论", Public: "没有重大影响"})
	o.decided("2024-03-07", NotHeld, decision(1, "withheld.deliberative"), decision(2, NotHeld))
	if o.c.Proposal.Outcome != NotHeld {
		t.Errorf("outcome %s, want the principal", o.c.Proposal.Outcome)
	}
}

// TestThirdParty: consulted before it is relied on, awaited before giving,
// overridden only with a record and a letter.
func TestThirdParty(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.must("2024-03-05", zhou, Weigh{Harm: "商业秘密", Public: "没有重大影响"})
	o.refused("2024-03-06", zhou, Draft{Decisions: []Decision{decision(1, thirdPartyRights)}}, "没有征求第三方的意见")
	o.must("2024-03-06", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	if !slices.ContainsFunc(o.told, func(f Follow) bool { return f.What == "第三方意见征询书" && f.Name == "甲公司" }) ||
		!slices.ContainsFunc(o.told, func(f Follow) bool { return f.What == "征求意见告知书" && f.To == ByApplicant }) {
		t.Errorf("a consultation calls for %+v", o.told)
	}
	o.refused("2024-03-06", zhou, Consult{Party: ThirdParty, Name: "甲公司"}, "还没有收到答复")
	o.decided("2024-03-07", "", granted(1))
	o.refused("2024-03-08", zhou, Reply{}, "第三方甲公司提出意见的期限到2024年3月27日，还没有届满")
	o.must("2024-03-11", zhou, Opinion{Party: ThirdParty, Name: "甲公司", Stance: Objects, Reason: "商业秘密"})
	o.refused("2024-03-12", zhou, Reply{}, "没有公共利益的衡量记录")
	o.must("2024-03-12", zhou, Weigh{Harm: "商业秘密", Public: "涉及公共安全", Disclose: true})
	o.must("2024-03-13", zhou, Reply{})
	if !slices.ContainsFunc(o.told, func(f Follow) bool { return f.What == "第三方告知书" && f.Name == "甲公司" }) {
		t.Errorf("disclosing against an objection calls for %+v", o.told)
	}
}

// TestTakeLeavesTheCase: a step taken twice from one case does not leak from
// one into the other.
func TestTakeLeavesTheCase(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.must("2024-03-06", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	before := o.c
	due := before.due(national)
	for range 2 {
		o.c = before
		o.must("2024-03-08", zhou, Opinion{Party: ThirdParty, Name: "甲公司", Stance: Objects})
		o.must("2024-03-08", zhou, FeeNotice{Cents: 1})
		o.must("2024-03-11", citizen, Paid{})
	}
	if before.due(national) != due || before.Consultations[0].Stance != "" || before.Fee != nil {
		t.Errorf("the case before changed: %+v", before)
	}
}

// TestRow: what a list shows.
func TestRow(t *testing.T) {
	t.Parallel()
	o := &bureau{t: t}
	s := submission(1)
	s.Channel = Email
	o.must("2024-03-04", citizen, s)
	today := calendar.MustParse("2024-03-06")
	if r := o.c.Row(national, today); r.State != Submitted || r.Next != ByClerk || !r.Due.IsZero() || r.Alarm == nil || r.Alarm.Key != "confirmation" || r.Alarm.Due.String() != "2024-03-05" {
		t.Errorf("unconfirmed: %+v", r)
	}
	o.must("2024-03-06", zhou, Receive{How: "电话"})
	if r := o.c.Row(national, today); r.Left != 20 || r.Overdue || r.Alarm != nil {
		t.Errorf("received: %+v", r)
	}
	if r := o.c.Row(national, calendar.MustParse("2024-03-13")); r.Alarm == nil || r.Alarm.Key != "correction_notice" {
		t.Errorf("two days before the notice is due: %+v", r)
	}
	if r := o.c.Row(national, calendar.MustParse("2024-04-08")); r.Left != -2 || !r.Overdue || r.Alarm != nil { // due on 3 April; 7 and 8 are worked
		t.Errorf("overdue: %+v", r)
	}
	o.must("2024-03-07", zhou, Consult{Party: OtherOrgan, Name: "县档案馆"})
	if r := o.c.Row(national, calendar.MustParse("2024-04-08")); r.Alarm == nil || r.Alarm.Key != "opinion" || !r.Alarm.Cite.IsZero() {
		t.Errorf("an organ that does not answer: %+v", r)
	}
	o.must("2024-03-08", zhou, FeeNotice{Cents: 1})
	if r := o.c.Row(national, today); r.Next != ByApplicant || r.Standing != ForPayment || !r.Due.IsZero() {
		t.Errorf("waiting for payment: %+v", r)
	}
}

// TestSilence: a third party's silence is no consent, a co-maker's is; an opinion
// that comes after all is still kept.
func TestSilence(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.must("2024-03-06", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	o.must("2024-03-06", zhou, Consult{Party: CoMaker, Name: "县水利局"})
	o.refused("2024-03-27", timer, Silence{Party: ThirdParty, Name: "甲公司"}, "还没有届满")
	o.must("2024-03-28", timer, Silence{Party: ThirdParty, Name: "甲公司"})
	o.must("2024-03-28", timer, Silence{Party: CoMaker, Name: "县水利局"})
	if a, b := o.c.Consultations[0], o.c.Consultations[1]; a.Stance != "" || b.Stance != Consents || a.IsOpen() || b.IsOpen() {
		t.Errorf("silent: %+v, %+v", a, b)
	}
	o.refused("2024-03-28", timer, Silence{Party: ThirdParty, Name: "甲公司"}, "没有等待第三方“甲公司”答复")
	o.refused("2024-03-28", timer, Silence{Party: OtherOrgan, Name: "甲公司"}, "没有法定期限")
	due := orDash(o.c.Deadline(national).Due)
	o.must("2024-03-29", zhou, Opinion{Party: ThirdParty, Name: "甲公司", Stance: Objects})
	o.due(due)
	if o.c.Consultations[0].Stance != Objects {
		t.Errorf("the late opinion is lost: %+v", o.c.Consultations[0])
	}
}
