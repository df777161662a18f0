// Package filing is the course of an annual report inside the organ that makes
// it: 填报 → 审核 → 签发 → 发布, and what its figures are made of. The
// Regulations ask every organ for the report by 31 January and name what it
// must hold (art. 49, 50); the course through the three posts 经办, 审核 and
// 签发 is how offices sign any document.
//
// The package promises that a computed figure cannot be typed: [Live] takes it
// from the registers and the other cells, and [Manual] refuses its code. What
// is signed is what was reviewed: when the facts behind the figures change in
// between, the next step is refused and says so. A published version is never
// changed; a revision (订正) is a new one with its reason.
//
// Steps are plain values; taking one is pure. Keeping the result, and who may
// take it, are left to the store and to package account.
package filing

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A State says what has to happen next with the report.
type State string

const (
	Drafting  State = "drafting"  // the clerk fills it in
	Reviewing State = "reviewing" // submitted, waiting for the reviewer
	Signing   State = "signing"   // reviewed, waiting for the approver
	Signed    State = "signed"    // signed, waiting to be published
	Published State = "published" // the latest version is public
)

// States lists the states in the order of the course.
func States() []State { return []State{Drafting, Reviewing, Signing, Signed, Published} }

// Label returns the state's Chinese name.
func (s State) Label() string {
	switch s {
	case Drafting:
		return "填报"
	case Reviewing:
		return "待审核"
	case Signing:
		return "待签发"
	case Signed:
		return "待发布"
	}
	return "已发布"
}

// The articles the course rests on.
var (
	dueToPublish = law.OGI.Para(49, 2, "每年3月31日前")
	dueToSubmit  = law.OGI.Para(49, 1, "每年1月31日前")
)

// A Filing is where the report of one organ and year stands.
type Filing struct {
	Year  int
	State State
	// Round is the number that the version being worked on gets when it is
	// published: 1, and one more for every revision.
	Round int
	// Submitter and Reviewer are the accounts that submitted and reviewed this
	// round; 0 before they did.
	Submitter, Reviewer int64
	// Digest is the hash of the content that was submitted; it binds what is
	// reviewed, signed and published to it. It is empty while drafting.
	Digest string
	// Reason says why this round exists, for a revision.
	Reason string
	// Note is what the submitter explained about findings that remain, or why the
	// report was returned.
	Note string
	// Adopted says that it is an old report taken over from its file, see
	// [Adoption].
	Adopted bool
}

// Env is what a step may know beyond the filing.
type Env struct {
	Account int64
	Today   calendar.Date
	// Digest is the hash of the content as the facts give it at this moment.
	Digest string
	// Changed tells which cells differ from what was submitted, for the message;
	// only read when the digests differ.
	Changed []string
	// Errors counts the findings of severity error, Empty the cells and chapters
	// without content.
	Errors, Empty int
	// Filled counts what people have put into the draft: chapters, figures, zeros,
	// words on findings.
	Filled int
	// Of an adopted report: the cells in doubt of which nothing is decided, the
	// findings that nobody confirmed, and whether the day of its publication is
	// missing.
	Undecided, Unconfirmed int
	Undated                bool
}

// A Step moves the report on. Its implementations are the steps below.
type Step interface {
	take(Filing, Env) (Filing, error)
	// from lists the states in which the step is possible.
	from() []State
	// verb names the step as its button does.
	verb() string
}

type (
	// Begin opens the report of a year.
	Begin struct{ Year int }
	// Submit hands the draft to the reviewer (送审核).
	Submit struct {
		// Explanation says why findings of severity error stand; needed when there
		// are any.
		Explanation string
	}
	// Recall takes a submission back before it is signed (撤回修改).
	Recall struct{}
	// Return sends the report back to the clerk (退回修改).
	Return struct{ Reason string }
	// Review passes the report on to the approver (审核通过).
	Review struct{}
	// Sign approves it for publication (签发).
	Sign struct{}
	// Publish makes the signed content the latest public version (发布).
	Publish struct{}
	// Abandon drops a draft begun by mistake, into which nobody has written anything
	// (撤销填报).
	Abandon struct{}
	// Revise opens a new round of a published report (订正).
	Revise struct{ Reason string }
)

// Steps lists a value of every step in the order of the course, for tables and
// buttons.
func Steps() []Step {
	return []Step{Begin{}, Adopt{}, Submit{}, Recall{}, Return{}, Review{}, Sign{}, Publish{}, Revise{}, Discard{}, Abandon{}}
}

// Verb names a step as its button does.
func Verb(s Step) string { return s.verb() }

// Allows says whether the state lets the step be taken; who may take it is
// another question.
func (f Filing) Allows(s Step) bool {
	for _, state := range s.from() {
		if f.State == state {
			return true
		}
	}
	return false
}

// Take returns the filing after the step, or the problem that forbids it.
func (f Filing) Take(s Step, env Env) (Filing, error) {
	if !f.Allows(s) {
		return f, f.impossible(s)
	}
	return s.take(f, env)
}

func (f Filing) impossible(s Step) error {
	if _, ok := s.(Adopt); ok {
		return f.taken()
	}
	if f.State == "" {
		return problem.Conflict("%d年的年度报告还没有开始填报", f.Year).Try("请先点“开始填报”")
	}
	return problem.Conflict("报告现在的状态是“%s”，不能%s", f.State.Label(), s.verb()).
		Try("可能已由他人办理，请刷新页面查看")
}

func (Begin) from() []State   { return []State{""} }
func (Submit) from() []State  { return []State{Drafting} }
func (Recall) from() []State  { return []State{Reviewing, Signing} }
func (Return) from() []State  { return []State{Reviewing, Signing, Signed} }
func (Review) from() []State  { return []State{Reviewing} }
func (Sign) from() []State    { return []State{Signing} }
func (Publish) from() []State { return []State{Signed} }
func (Revise) from() []State  { return []State{Published} }
func (Abandon) from() []State { return []State{Drafting} }

func (Begin) verb() string   { return "开始填报" }
func (Submit) verb() string  { return "送审核" }
func (Recall) verb() string  { return "撤回修改" }
func (Return) verb() string  { return "退回修改" }
func (Review) verb() string  { return "审核通过" }
func (Sign) verb() string    { return "签发" }
func (Publish) verb() string { return "发布" }
func (Revise) verb() string  { return "订正" }
func (Abandon) verb() string { return "撤销填报" }

// firstYear is the first year whose reports the editions know.
const firstYear = 2019

func (s Begin) take(f Filing, env Env) (Filing, error) {
	if s.Year < firstYear || s.Year > env.Today.Year() {
		return f, problem.Invalid("%d年的报告不能在这里填报", s.Year).
			Try("请选择%d年至%d年", firstYear, env.Today.Year()).At("year")
	}
	return Filing{Year: s.Year, State: Drafting, Round: 1}, nil
}

func (s Submit) take(f Filing, env Env) (Filing, error) {
	switch {
	case env.Today.Year() <= f.Year:
		return f, problem.Refused("%d年还没有结束，数字还会变化", f.Year).Because(dueToSubmit).
			Try("请在%d年1月1日以后送审核", f.Year+1)
	case env.Undecided > 0:
		return f, problem.Refused("还有%d格没有与原文件核对", env.Undecided).Try("请逐格核对后再送审核").At("undecided")
	case env.Unconfirmed > 0:
		return f, problem.Refused("还有%d处不符没有确认", env.Unconfirmed).Try("请改正，或者确认原报告如此并写明理由").At("unconfirmed")
	case env.Undated:
		return f, problem.Refused("没有填写原公布日期").Try("请照原网页或者原文件填写；查不到的，填成文日期").At("published")
	case env.Empty > 0:
		return f, problem.Refused("还有%d处没有填写", env.Empty).Try("请填写后再送审核；确实没有的填0").At("empty")
	case env.Errors > 0 && strings.TrimSpace(s.Explanation) == "":
		return f, problem.Refused("还有%d处错误没有改正，也没有说明", env.Errors).
			Try("请改正，或者写明数字为什么是对的").At("explanation")
	case utf8.RuneCountInString(s.Explanation) > maxReason:
		return f, tooLong("说明", s.Explanation, "explanation")
	}
	f.State, f.Submitter, f.Reviewer = Reviewing, env.Account, 0
	f.Digest, f.Note = env.Digest, strings.TrimSpace(s.Explanation)
	return f, nil
}

func (Recall) take(f Filing, env Env) (Filing, error) {
	if f.Submitter != env.Account {
		return f, problem.Forbidden("这份报告不是您送审的").Try("请由送审人撤回，或由审核人、签发人退回")
	}
	return f.back(""), nil
}

func (s Return) take(f Filing, _ Env) (Filing, error) {
	if err := needsReason(s.Reason, "退回"); err != nil {
		return f, err
	}
	return f.back(strings.TrimSpace(s.Reason)), nil
}

func (f Filing) back(note string) Filing {
	f.State, f.Digest, f.Note = Drafting, "", note
	f.Submitter, f.Reviewer = 0, 0
	return f
}

func (Review) take(f Filing, env Env) (Filing, error) {
	if err := f.unchanged(env, "审核"); err != nil {
		return f, err
	}
	if env.Account == f.Submitter {
		return f, problem.Forbidden("送审人不能审核自己送审的报告").Try("请由另一名审核人办理")
	}
	f.State, f.Reviewer = Signing, env.Account
	return f, nil
}

func (Sign) take(f Filing, env Env) (Filing, error) {
	if err := f.unchanged(env, "签发"); err != nil {
		return f, err
	}
	if env.Account == f.Submitter {
		return f, problem.Forbidden("送审人不能签发自己送审的报告").Try("请由另一名签发人办理")
	}
	f.State = Signed
	return f, nil
}

// Publish takes what was signed, whatever the registers say by now: the
// signature is on the content.
func (Publish) take(f Filing, _ Env) (Filing, error) {
	f.State = Published
	return f, nil
}

func (s Revise) take(f Filing, _ Env) (Filing, error) {
	if err := needsReason(s.Reason, "订正"); err != nil {
		return f, err
	}
	f = f.back("")
	f.Round, f.Reason = f.Round+1, strings.TrimSpace(s.Reason)
	return f, nil
}

func (Abandon) take(f Filing, env Env) (Filing, error) {
	switch {
	case f.Adopted:
		return f, problem.Refused("%d年的报告由原报告导入，不是填报的", f.Year).Try("导错了的，请撤销导入")
	case f.Round > 1:
		return f, problem.Refused("%d年的报告已经发布过，不能撤销", f.Year).Try("不订正的，请与上一版保持一致")
	case env.Filled > 0:
		return f, problem.Refused("已经填写了%d处，不能撤销", env.Filled).Try("可以继续填报；没有送审核的不会公开")
	}
	return Filing{Year: f.Year}, nil
}

// unchanged refuses a step when the facts have changed since the submission.
func (f Filing) unchanged(env Env, verb string) error {
	if env.Digest == f.Digest {
		return nil
	}
	says := fmt.Sprintf("送审以后数字或文字有变化，不能%s", verb)
	if len(env.Changed) > 0 {
		shown := env.Changed[:min(5, len(env.Changed))]
		says = fmt.Sprintf("送审以后有变化，不能%s：%s", verb, strings.Join(shown, "；"))
	}
	return problem.Conflict("%s", says).Try("请退回，由经办人核对后重新送审核")
}

// maxReason bounds reasons and explanations, in characters.
const maxReason = 500

func needsReason(reason, verb string) error {
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n == 0:
		return problem.Invalid("没有填写%s的理由", verb).Try("请写明要改什么、为什么").At("reason")
	case n > maxReason:
		return tooLong("理由", reason, "reason")
	}
	return nil
}

func tooLong(what, text, field string) error {
	return problem.Invalid("%s有%d个字，最多%d个字", what, utf8.RuneCountInString(text), maxReason).
		Try("请缩短").At(field)
}

// DueToPublish is the last day for publishing the report on a year of an organ of
// this level and body. Article 49 names the departments from the county up, and the
// governments whose report the competent department publishes. It does not name
// townships: for them the day of the departments is ours, and on the safe side.
func DueToPublish(level organ.Level, body organ.Body, year int) (calendar.Date, law.Citation) {
	if body == organ.Government && level != organ.Township {
		day, _ := calendar.DateOf(year+1, 3, 31)
		return day, dueToPublish
	}
	return DueToSubmit(year)
}

// DueToSubmit is the last day for handing the report on the year to the
// competent department, or, where there is none above, for publishing it.
func DueToSubmit(year int) (calendar.Date, law.Citation) {
	day, _ := calendar.DateOf(year+1, 1, 31)
	return day, dueToSubmit
}
