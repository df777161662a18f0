package application

import (
	"slices"

	"gongkai/law"
)

// An Effect is what a step does to the reply period.
type Effect string

// The effects.
const (
	Runs     Effect = "runs"     // 不影响期限
	Starts   Effect = "starts"   // 开始计算
	Stops    Effect = "stops"    // 停止计算: the applicant has to act
	Restarts Effect = "restarts" // 重新计算
	Pauses   Effect = "pauses"   // 不计算征求意见的时间
	Resumes  Effect = "resumes"  // 继续计算
	Extends  Effect = "extends"  // 延长
	Defers   Effect = "defers"   // 另定日期
	Ends     Effect = "ends"     // 不再计算
)

// Label returns the effect in the words of docs/procedure.md.
func (e Effect) Label() string {
	switch e {
	case Starts:
		return "开始计算"
	case Stops:
		return "停止计算"
	case Restarts:
		return "重新计算"
	case Pauses:
		return "扣除征求意见的时间"
	case Resumes:
		return "继续计算"
	case Extends:
		return "延长"
	case Defers:
		return "另定日期"
	case Ends:
		return "结束"
	}
	return "照常计算"
}

// A rule is one row of the procedure.
type rule struct {
	step   Step // of the variant that the row is about
	roles  []Role
	from   []State
	to     State // "" leaves the state as it is
	effect Effect
	cite   law.Citation
	// own says why the office needs the step where no provision speaks of it; ""
	// where cite quotes one.
	own string
}

// Sets of roles and states that return in the table.
var (
	office    = []Role{ByClerk, ByUnit, ByReviewer, ByApprover}
	everybody = []Role{ByApplicant, ByClerk, ByUnit, ByReviewer, ByApprover}
	handlers  = []Role{ByClerk, ByUnit}
	applicant = []Role{ByApplicant, ByClerk} // the clerk records what came on paper
	clerk     = []Role{ByClerk}
	approver  = []Role{ByApprover}
	machine   = []Role{ByClerk, ByTimer}

	notYet            = []State{""}
	inOffice          = []State{Processing}
	received          = []State{Processing, Correcting, AwaitingPayment}
	open              = []State{Submitted, Processing, Correcting, AwaitingPayment}
	ended             = []State{Replied, Closed}
	contestableStates = []State{Processing, Correcting, AwaitingPayment, Replied, Closed}
	existing          = []State{Submitted, Processing, Correcting, AwaitingPayment, Replied, Closed}
)

// The provisions that several steps or messages rest on.
var (
	elements   = law.OGI.Item(29, 2, 1, "申请人的姓名或者名称、身份证明、联系方式")
	form       = law.OGI.Item(29, 2, 3, "申请公开的政府信息的形式要求，包括获取信息的方式、途径")
	described  = law.OGI.Item(29, 2, 2, "申请公开的政府信息的名称、文号或者便于行政机关查询的其他特征性描述")
	workSystem = law.OGI.Art(45, "登记、审核、办理、答复、归档的工作制度")
	once       = law.OGI.Art(30, "7个工作日内一次性告知申请人作出补正")
	abandoned  = law.OGI.Art(30, "申请人无正当理由逾期不补正的，视为放弃申请")
	reasonsAsk = law.OGI.Art(35, "可以要求申请人说明理由")
	deferral   = law.OGI.Art(35, "可以确定延迟答复的合理期限并告知申请人")
	thirdParty = law.OGI.Art(32, "应当书面征求第三方的意见")
	coMaker    = law.OGI.Art(34, "牵头制作的行政机关收到政府信息公开申请后可以征求相关行政机关的意见")
	excluded   = law.OGI.Para(33, 3, "征求第三方和其他机关意见所需时间不计算在前款规定的期限内")
	extension  = law.OGI.Para(33, 2, "延长的期限最长不得超过20个工作日")
	replies    = law.OGI.Art(36, "行政机关根据下列情况分别作出答复")
	notFound   = law.OGI.Item(36, 0, 4, "经检索没有所申请公开信息的")
	publicGood = law.OGI.Art(15, "行政机关认为不公开会对公共利益造成重大影响的，予以公开")
)

// procedure is Chapter IV as a table: what may be done, by whom, from where to
// where, what it does to the reply period, and which words allow it. Of the
// rows of a step the first that fits its variant and the state counts.
var procedure = []rule{
	{Submit{}, applicant, notYet, Submitted, Runs, law.OGI.Para(29, 1, "应当向行政机关的政府信息公开工作机构提出"), ""},
	{Receive{}, machine, []State{"", Submitted}, Processing, Starts, law.OGI.Art(31, "行政机关收到政府信息公开申请的时间，按照下列规定确定"), ""},
	{Transfer{}, clerk, notYet, Processing, Starts, law.OGI.Art(31, "行政机关收到政府信息公开申请的时间，按照下列规定确定"), ""},
	{Complete{}, clerk, received, "", Runs, workSystem, ""},
	{ChangeDelivery{}, applicant, open, "", Runs, form, ""},
	{Register{}, machine, received, "", Runs, workSystem, ""},
	{Assign{}, clerk, received, "", Runs, workSystem, ""},
	{TakeOver{}, handlers, received, "", Runs, workSystem, ""},
	{Return{}, office, received, "", Runs, workSystem, ""},
	{JoinGroup{}, clerk, received, "", Runs, workSystem, ""},
	{LeaveGroup{}, clerk, received, "", Runs, workSystem, ""},
	{SplitOff{}, clerk, inOffice, "", Runs, law.FeeMeasure, "办法没有取得原文：一张申请表有多项内容的，申请人同意后可以一事一申请分别编号"},
	{SplitFrom{}, []Role{ByTimer}, inOffice, "", Runs, law.FeeMeasure, "办法没有取得原文：分出的申请收到日期不变，另计一件"},

	{RequireCorrection{}, clerk, inOffice, Correcting, Stops, once, ""},
	{Correct{}, applicant, []State{Correcting}, Processing, Restarts, law.OGI.Art(30, "答复期限自行政机关收到补正的申请之日起计算"), ""},
	{Correct{}, applicant, []State{Processing, AwaitingPayment, Replied, Closed}, "", Runs, law.OGI.Art(30, "一次性告知申请人作出补正"), ""},
	{ProposeLapse{}, machine, []State{Correcting, AwaitingPayment}, "", Runs, law.OGI.Art(30, "无正当理由逾期不补正"), ""},
	{Lapse{}, clerk, []State{Correcting}, Closed, Ends, abandoned, ""},
	{Lapse{}, clerk, []State{AwaitingPayment}, Closed, Ends, law.FeeMeasure, "办法没有取得原文：逾期未缴费的，不再处理"},

	{AskReasons{}, clerk, inOffice, "", Runs, reasonsAsk, ""},
	{GiveReasons{}, applicant, inOffice, "", Runs, law.OGI.Art(35, "要求申请人说明理由"), ""},
	{Defer{}, approver, inOffice, "", Defers, deferral, ""},

	{Consult{Party: ThirdParty}, clerk, inOffice, "", Pauses, thirdParty, ""},
	{Consult{Party: CoMaker}, clerk, inOffice, "", Pauses, coMaker, ""},
	{Consult{Party: OtherOrgan}, clerk, inOffice, "", Pauses, excluded, ""},
	{Opinion{}, clerk, existing, "", Resumes, excluded, ""},
	{Silence{Party: ThirdParty}, machine, open, "", Resumes, law.OGI.Art(32, "第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开"), ""},
	{Silence{Party: CoMaker}, machine, open, "", Resumes, law.OGI.Art(34, "逾期未提出意见的视为同意公开"), ""},

	{AskUnits{}, handlers, received, "", Runs, workSystem, ""},
	{UnitOpinion{}, handlers, existing, "", Runs, workSystem, ""},

	{Extend{}, approver, inOffice, "", Extends, law.OGI.Para(33, 2, "应当经政府信息公开工作机构负责人同意并告知申请人"), ""},
	{FeeNotice{}, clerk, inOffice, AwaitingPayment, Stops, law.OGI.Para(42, 1, "行政机关可以收取信息处理费"), ""},
	{Paid{}, applicant, []State{AwaitingPayment}, Processing, Restarts, law.FeeMeasure, "办法没有取得原文：缴费完成次日起重新计算"},
	{Paid{}, applicant, []State{Processing, Correcting, Replied, Closed}, "", Runs, law.FeeMeasure, "再次缴费或者逾期缴费，如实登记"},

	{Search{}, handlers, received, "", Runs, notFound, ""},
	{Weigh{}, handlers, received, "", Runs, publicGood, ""},
	{Draft{}, handlers, inOffice, "", Runs, workSystem, ""},
	{Review{}, []Role{ByReviewer}, inOffice, "", Runs, law.OGI.Para(17, 1, "明确审查的程序和责任"), ""},
	{Approve{}, approver, inOffice, "", Runs, workSystem, ""},
	{Reply{}, machine, inOffice, Replied, Ends, replies, ""},
	{Deliver{}, machine, ended, "", Runs, law.Reconsideration.Art(20, "自知道或者应当知道该行政行为之日起"), ""},

	{Withdraw{}, applicant, open, Closed, Ends, law.Citation{}, "条例没有写明撤回；申请人可以放弃自己的申请，计入“其他处理”"},
	{AmendReply{}, approver, []State{Replied}, "", Runs, replies, ""},
	{Reopen{}, approver, ended, Processing, Restarts, law.Litigation.Art(70, "可以判决被告重新作出行政行为"), ""},
	{Contest{}, clerk, contestableStates, "", Runs, law.OGI.Art(51, "也可以依法申请行政复议或者提起行政诉讼"), ""},
	{Settle{}, clerk, contestableStates, "", Runs, contested, ""},
	{AmendContest{}, clerk, contestableStates, "", Runs, contested, ""},
	{Archive{}, clerk, ended, "", Runs, workSystem, ""},
	{Chase{}, machine, open, "", Runs, workSystem, ""},
	{Comment{}, everybody, existing, "", Runs, workSystem, ""},
}

// byName finds the rows of a step without looking at all.
var byName = func() map[string][]*rule {
	rows := make(map[string][]*rule)
	for i := range procedure {
		r := &procedure[i]
		rows[r.step.name()] = append(rows[r.step.name()], r)
	}
	return rows
}()

// ruleFor returns the row that lets the step be taken in a state, nil for none.
func ruleFor(s Step, state State) *rule {
	for _, r := range byName[s.name()] {
		if r.step.variant() == s.variant() && slices.Contains(r.from, state) {
			return r
		}
	}
	return nil
}

// citeOf returns the provision of a step, of its first row where the state has
// none.
func citeOf(s Step, state State) law.Citation {
	if r := ruleFor(s, state); r != nil {
		return r.cite
	}
	rows := byName[s.name()]
	for _, r := range rows {
		if r.step.variant() == s.variant() {
			return r.cite
		}
	}
	return law.Citation{}
}

// Allows says whether the procedure lets a role take a step in a state. It is
// what buttons and the matrix of docs/procedure.md ask; whether the step is
// lawful in this case is for [Case.Take].
func Allows(s Step, role Role, state State) bool {
	r := ruleFor(s, state)
	return r != nil && slices.Contains(r.roles, role)
}

// RolesOf returns who may take a step in some state.
func RolesOf(name string) (all []Role) {
	for _, role := range Roles() {
		if slices.ContainsFunc(byName[name], func(r *rule) bool { return slices.Contains(r.roles, role) }) {
			all = append(all, role)
		}
	}
	return all
}
