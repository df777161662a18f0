package application

import (
	"bytes"
	"encoding/json"
	"io"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Step is something done to a case: a plain struct named by a verb. The same
// value comes from a form, a timer, an import and a line of a history, and is
// what the audit keeps as JSON. Its zero value stands for the step itself.
type Step interface {
	// name is the step's word in histories and its key in records.
	name() string
	// variant tells apart the rows of the procedure that one step has, "" where
	// there is one.
	variant() string
	// check says what the table of the procedure cannot: the problem that forbids
	// the step, and how the event is to be marked.
	check(*Case, *Env) (Mark, *problem.Error)
	// apply changes the case, which is the step's own copy.
	apply(*Case, *Event, *Clock)
	// words carries the particulars between the step and a line of a history.
	words(*wording) Step
}

// A Mark says what is remarkable about an event. It is decided when the step is
// taken and kept, so that a calendar or a report published later never turns
// what was in time into what was late.
type Mark string

// The marks.
const (
	Late   Mark = "late"   // 逾期: after its period; it moves no due date
	Again  Mark = "again"  // 再次: it had come before; it changes nothing
	Beside Mark = "beside" // 另列: a reply given after the report of its year was frozen
)

// Label returns the Chinese name of the mark, "" for none.
func (m Mark) Label() string {
	switch m {
	case Late:
		return "逾期"
	case Again:
		return "再次收到"
	case Beside:
		return "另列，不计入第三张表"
	}
	return ""
}

// An Actor is who takes a step.
type Actor struct {
	Role    Role  `json:"role"`
	Account int64 `json:"account,omitempty"` // 0 for an applicant and for the program
}

// An Event is a step that was taken.
type Event struct {
	On calendar.Date // the day it happened; periods are reckoned from it
	// Recorded is the day it was written down: later than On for what came on
	// paper or was told afterwards; zero where it is not known.
	Recorded calendar.Date
	Actor    Actor
	Mark     Mark
	Step     Step
}

// Name returns the step's key for records, JSON and histories.
func (e Event) Name() string { return e.Step.name() }

// Name returns a step's key for records, JSON and histories.
func Name(s Step) string { return s.name() }

// Encode returns the particulars of a step as JSON.
func Encode(s Step) ([]byte, error) { return json.Marshal(s) }

// Decode reads what [Encode] wrote for the step of that name. Unknown fields
// are an error: a record is never half understood.
func Decode(name string, data []byte) (Step, error) {
	for i := range kinds {
		if kinds[i].zero.name() == name {
			return kinds[i].decode(data)
		}
	}
	return nil, problem.Invalid("没有“%s”这个步骤", name).At("step")
}

// Steps lists the zero value of every step in the order of the procedure.
func Steps() (all []Step) {
	for i := range kinds {
		all = append(all, kinds[i].zero)
	}
	return all
}

// A kind of step is what cannot be asked of a zero value.
type kind struct {
	zero   Step
	verb   string // as its button says
	decode func([]byte) (Step, error)
}

func decode[S Step](data []byte) (Step, error) {
	var s S
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&s)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = problem.Invalid("步骤的内容后面还有别的文字").At("step")
		}
	}
	return s, err
}

// kinds lists the steps in the order of the procedure.
var kinds = []kind{
	{Submit{}, "提交申请", decode[Submit]},
	{Receive{}, "确认收到", decode[Receive]},
	{Transfer{}, "转入申请办理", decode[Transfer]},
	{Complete{}, "补录", decode[Complete]},
	{ChangeDelivery{}, "变更获取方式", decode[ChangeDelivery]},
	{Register{}, "登记", decode[Register]},
	{Assign{}, "分办", decode[Assign]},
	{TakeOver{}, "认领", decode[TakeOver]},
	{Return{}, "退回", decode[Return]},
	{JoinGroup{}, "并案办理", decode[JoinGroup]},
	{LeaveGroup{}, "退出并案", decode[LeaveGroup]},
	{SplitOff{}, "分别编号", decode[SplitOff]},
	{SplitFrom{}, "从原编号分出", decode[SplitFrom]},
	{RequireCorrection{}, "要求补正", decode[RequireCorrection]},
	{Correct{}, "补正", decode[Correct]},
	{ProposeLapse{}, "提议不再处理", decode[ProposeLapse]},
	{Lapse{}, "不再处理", decode[Lapse]},
	{AskReasons{}, "要求说明理由", decode[AskReasons]},
	{GiveReasons{}, "说明理由", decode[GiveReasons]},
	{Defer{}, "延迟答复", decode[Defer]},
	{Consult{}, "征求意见", decode[Consult]},
	{Opinion{}, "收到意见", decode[Opinion]},
	{Silence{}, "逾期未提出意见", decode[Silence]},
	{AskUnits{}, "征求内设机构意见", decode[AskUnits]},
	{UnitOpinion{}, "登记内设机构意见", decode[UnitOpinion]},
	{Extend{}, "延长答复期限", decode[Extend]},
	{FeeNotice{}, "发出收费通知", decode[FeeNotice]},
	{Paid{}, "缴费", decode[Paid]},
	{Search{}, "记录检索", decode[Search]},
	{Weigh{}, "记录衡量", decode[Weigh]},
	{Draft{}, "拟答复", decode[Draft]},
	{Review{}, "审核通过", decode[Review]},
	{Approve{}, "签发", decode[Approve]},
	{Reply{}, "发出答复", decode[Reply]},
	{Deliver{}, "送达", decode[Deliver]},
	{Withdraw{}, "撤回申请", decode[Withdraw]},
	{AmendReply{}, "更改答复", decode[AmendReply]},
	{Reopen{}, "重新办理", decode[Reopen]},
	{Contest{}, "登记复议诉讼", decode[Contest]},
	{Settle{}, "登记复议诉讼结果", decode[Settle]},
	{AmendContest{}, "更正复议诉讼", decode[AmendContest]},
	{Archive{}, "归档", decode[Archive]},
	{Chase{}, "催办", decode[Chase]},
	{Comment{}, "备注", decode[Comment]},
}

// Verb names a step as its button does.
func Verb(s Step) string {
	for i := range kinds {
		if kinds[i].zero.name() == s.name() {
			return kinds[i].verb
		}
	}
	return ""
}
