package application

// A State says who has to act next. Its value is part of the exchange format;
// never change one.
type State string

// The states, in the order of the procedure. The empty State is that of a case
// that does not exist yet.
const (
	Submitted       State = "Submitted"       // handed in; the date of receipt is not settled
	Processing      State = "Processing"      // received; the office has to reply
	Correcting      State = "Correcting"      // the applicant has to correct the application (补正)
	AwaitingPayment State = "AwaitingPayment" // the applicant has to pay the processing fee
	Replied         State = "Replied"         // answered
	Closed          State = "Closed"          // ended without a reply: lapsed or withdrawn
)

// Unsupported is what the exchange format calls a case received before the
// Regulations of 2019 were in force. No case is ever in it.
const Unsupported State = "unsupported"

// States lists the states in the order of the procedure.
func States() []State {
	return []State{Submitted, Processing, Correcting, AwaitingPayment, Replied, Closed}
}

// Label returns the state's Chinese name.
func (s State) Label() string {
	switch s {
	case "":
		return "未提交"
	case Submitted:
		return "待确认收到"
	case Processing:
		return "办理中"
	case Correcting:
		return "待补正"
	case AwaitingPayment:
		return "待缴费"
	case Replied:
		return "已答复"
	case Closed:
		return "已结束"
	}
	return "不支持"
}

// IsOpen says whether the case still waits for its reply.
func (s State) IsOpen() bool {
	return s == Submitted || s == Processing || s == Correcting || s == AwaitingPayment
}

// A Stage says how far the reply has come inside the office while the case is
// being processed.
type Stage string

// The stages.
const (
	Unassigned Stage = ""          // nobody has taken it
	Handling   Stage = "handling"  // an inner office or a clerk has it
	Reviewing  Stage = "reviewing" // drafted, waiting for the reviewer
	Approving  Stage = "approving" // reviewed, waiting for the approver
	Approved   Stage = "approved"  // approved, waiting to be sent
)

// Label returns the stage's Chinese name.
func (s Stage) Label() string {
	switch s {
	case Unassigned:
		return "待分办"
	case Handling:
		return "拟办"
	case Reviewing:
		return "待审核"
	case Approving:
		return "待签发"
	}
	return "待发出"
}

// A Role is in whose part somebody takes a step. Those of the office are also
// the roles of its posts.
type Role string

// The roles.
const (
	ByApplicant Role = "applicant" // 申请人, or an agent
	ByClerk     Role = "clerk"     // 经办: the information office
	ByUnit      Role = "unit"      // 承办机构: the inner office that holds the information
	ByReviewer  Role = "reviewer"  // 审核
	ByApprover  Role = "approver"  // 签发: the head of the information office
	ByTimer     Role = "timer"     // 系统自动
)

// Roles lists the roles in the order of the tables.
func Roles() []Role {
	return []Role{ByApplicant, ByClerk, ByUnit, ByReviewer, ByApprover, ByTimer}
}

// Label returns the role's Chinese name, "" for none.
func (r Role) Label() string {
	switch r {
	case ByApplicant:
		return "申请人"
	case ByClerk:
		return "经办"
	case ByUnit:
		return "承办机构"
	case ByReviewer:
		return "审核"
	case ByApprover:
		return "签发"
	case ByTimer:
		return "系统自动"
	}
	return ""
}
