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

// The articles that say to whom a report is handed in.
var (
	toCompetent = law.OGI.Para(49, 1, "向本级政府信息公开工作主管部门提交本行政机关上一年度政府信息公开工作年度报告并向社会公布")
	ofSystem    = law.OGI.Para(3, 4, "实行垂直领导的部门的办公厅（室）主管本系统的政府信息公开工作")
)

// ToCompetent is why a report is handed in.
func ToCompetent() law.Citation { return toCompetent }

// Overseer is the organ to which an organ of this body hands its report in: the
// government it belongs to, whose office is the competent department; for an organ
// under vertical leadership its own system, where that is entered. 0 for none.
func Overseer(body organ.Body, area, line organ.ID) (organ.ID, law.Citation) {
	if body == organ.Vertical && line != 0 {
		return line, ofSystem
	}
	return area, toCompetent
}

// An Answer is what the superior organ has said of a report handed in.
type Answer string

const (
	Waiting  Answer = ""         // nothing yet
	Received Answer = "received" // 接收
	SentBack Answer = "returned" // 上级退回
)

// Label returns how a report with this answer stands.
func (a Answer) Label() string {
	switch a {
	case Received:
		return "已接收"
	case SentBack:
		return "已退回"
	}
	return "已报送"
}

// A Handed is a report as it was handed in (报送). Its content is frozen: it is
// what had been signed, and what the superior organ sees. The zero Handed is none.
type Handed struct {
	N      int // counted from 1 for an organ and year
	Round  int // which version it is, or will be when it is published
	To     organ.ID
	By     string
	On     calendar.Date
	SHA256 string // of the content in the exchange format
	Note   string // what was explained when it was handed in
	Answer Answer
	// AnsweredBy, Answered and Reason tell of the answer; Reason is empty for
	// a receipt.
	AnsweredBy string
	Answered   calendar.Date
	Reason     string
}

// told says who answered, and how.
func (h Handed) told() string {
	if h.Answer == SentBack {
		return fmt.Sprintf("第%d次报送的报告已由%s于%s退回：%s", h.N, h.AnsweredBy, h.Answered.Chinese(), h.Reason)
	}
	return fmt.Sprintf("第%d次报送的报告已由%s于%s接收", h.N, h.AnsweredBy, h.Answered.Chinese())
}

type (
	// HandIn hands what was signed to the superior organ (报送).
	HandIn struct {
		// Explanation says why the report is right as it is; needed where findings
		// are open, or where a report that was sent back is handed in unchanged.
		Explanation string `json:"explanation"`
	}
	// Receive says that the superior organ has a report in order (接收). N is the
	// one the person has seen.
	Receive struct {
		Superior organ.ID `json:"superior"`
		N        int      `json:"n"`
	}
	// SendBack sends a report handed in back to its organ (上级退回).
	SendBack struct {
		Superior organ.ID `json:"superior"`
		N        int      `json:"n"`
		Reason   string   `json:"reason"`
	}
	// SetReceipt sets, from the reports on a year on, what a superior organ asks
	// of those below.
	SetReceipt struct {
		Since int `json:"since"`
		Receipt
	}
)

// A Receipt is what a superior organ asks of the reports handed to it. The law
// leaves it open; the zero Receipt asks for nothing beyond it.
type Receipt struct {
	// First says that a report is published only when it has been received, as
	// long as the day set by law is still to come.
	First bool `json:"first"`
	// Day is the month and day, 01-20, by which reports are asked for; "" for
	// the day set by law.
	Day string `json:"day"`
}

// HandingIn is what the handing in of a report may know beyond it.
type HandingIn struct {
	Superior organ.ID
	// Successors are those that took over from an organ that has ended, Ended the
	// day; zero where it has not.
	Ended      calendar.Date
	Successors []string
	SHA256     string // of what was signed
	Errors     int    // findings of severity error that nobody has explained
	Last       Handed // what was handed in before
}

// HandIn says whether the report may be handed in now.
func (f Filing) HandIn(s HandIn, env HandingIn) error {
	switch {
	case f.State == "":
		return f.impossibleTo("报送")
	case f.Adopted:
		return problem.Refused("%d年的报告由原报告导入，不需要报送", f.Year).Try("当年已经报送过的，不用重复")
	case !env.Ended.IsZero():
		return problem.Refused("本机关已于%s撤销或者合并，不能报送", env.Ended.Chinese()).Try("请由承接职责的%s报送", strings.Join(env.Successors, "、"))
	case env.Superior == 0:
		return problem.Refused("本机关没有上级机关，没有可以报送的地方").Try("有上级机关的，请系统管理员在“机关”中登记隶属关系").Because(toCompetent)
	case f.State != Signed && f.State != Published:
		return f.impossibleTo("报送")
	case utf8.RuneCountInString(s.Explanation) > maxReason:
		return tooLong("说明", s.Explanation, "explanation")
	}
	return f.handInAgain(s, env)
}

func (f Filing) impossibleTo(verb string) error {
	if f.State == "" {
		return problem.Conflict("%d年的年度报告还没有开始填报", f.Year).Try("请先点“开始填报”")
	}
	return problem.Conflict("报告现在的状态是“%s”，签发以后才能%s", f.State.Label(), verb).Try("请先办完审核、签发")
}

// handInAgain judges a report against what was handed in before, and its open
// findings.
func (f Filing) handInAgain(s HandIn, env HandingIn) error {
	silent := strings.TrimSpace(s.Explanation) == ""
	if last := env.Last; last.N > 0 && last.SHA256 == env.SHA256 && last.To == env.Superior {
		switch last.Answer {
		case Waiting:
			return problem.Conflict("同样的报告已由%s于%s报送，等上级接收", last.By, last.On.Chinese()).Try("不用再次报送")
		case Received:
			return problem.Conflict("%s", last.told()).Try("内容没有变化，不用再次报送")
		}
		if silent {
			return problem.Refused("报告退回以后没有改动").Try("请先修改；确实不用改的，写明理由").At("explanation")
		}
	}
	if env.Errors > 0 && f.Note == "" && silent {
		return problem.Refused("还有%d处错误没有说明", env.Errors).Try("请写明数字为什么是对的").At("explanation")
	}
	return nil
}

// NeedsExplanation says that [Filing.HandIn] asks for an explanation, and of what.
func (f Filing) NeedsExplanation(env HandingIn) string {
	last := env.Last
	switch {
	case last.Answer == SentBack && last.SHA256 == env.SHA256 && last.To == env.Superior:
		return "退回以后没有改动的理由"
	case env.Errors > 0 && f.Note == "":
		return fmt.Sprintf("对%d处错误的说明", env.Errors)
	}
	return ""
}

// Take says whether the report may be received; last is the one handed in last.
func (s Receive) Take(last Handed) error { return answerable(s.N, last) }

// Take says whether the report may be sent back.
func (s SendBack) Take(last Handed) error {
	if err := answerable(s.N, last); err != nil {
		return err
	}
	return needsReason(s.Reason, "退回")
}

// answerable tells the second of two people who was first.
func answerable(n int, last Handed) error {
	switch {
	case last.N == 0:
		return problem.Conflict("这份报告还没有报送").Try("请回到报送情况查看")
	case n != last.N:
		return problem.Conflict("报告在您打开以后又报送过，现在是第%d次报送（%s，%s）", last.N, last.By, last.On.Chinese()).Try("请查看新报送的报告再办理")
	case last.Answer != Waiting:
		return problem.Conflict("%s", last.told()).Try("不用再办理；有不同意见的，请与其联系")
	}
	return nil
}

// SentBack is the report after its superior has sent back what was handed in. What
// waits to be published goes back to the clerk. A published version stays as it is,
// for that it is corrected, and why, is said to the public by the organ itself.
func (f Filing) SentBack(s SendBack, by string, last Handed, sha256 string) Filing {
	if f.State != Signed || last.SHA256 != sha256 {
		return f
	}
	return f.back(by + "退回：" + strings.TrimSpace(s.Reason))
}

// AwaitsReceipt refuses to publish what the superior organ wants to receive first.
// On the last day set by law it asks no longer: the law wants the report published
// by then, whoever has not found the time.
func (r Receipt) AwaitsReceipt(last Handed, sha256 string, today, due calendar.Date) error {
	if !r.First || today >= due || last.Answer == Received && last.SHA256 == sha256 {
		return nil
	}
	p := problem.Refused("上级机关规定接收以后再发布，这份报告还没有接收").Because(dueToSubmit)
	switch {
	case last.SHA256 != sha256:
		return p.Try("请先报送；到%s仍没有接收的，可以发布", due.Chinese())
	case last.Answer == SentBack:
		return p.Try("已退回，请修改后重新报送")
	}
	return p.Try("已经报送，请等上级接收；到%s仍没有接收的，可以发布", due.Chinese())
}

// Check says what is wrong with the setting.
func (s SetReceipt) Check(today calendar.Date) error {
	if s.Since < firstYear || s.Since > today.Year() {
		return problem.Invalid("没有选择从哪一年的报告起").Try("请选择%d年至%d年", firstYear, today.Year()).At("since")
	}
	if s.Day == "" {
		return nil
	}
	day, err := calendar.Parse(fmt.Sprintf("%04d-%s", s.Since+1, s.Day))
	if legal, cite := DueToSubmit(s.Since); err != nil || day > legal {
		return problem.Invalid("报送日期应当在1月1日至1月31日之间").Because(cite).Try("请填写如1月20日；不另外规定的，不填").At("day")
	}
	return nil
}

// Due is the last day for handing the report on a year in.
func (r Receipt) Due(year int) calendar.Date {
	legal, _ := DueToSubmit(year)
	if r.Day == "" {
		return legal
	}
	day, err := calendar.Parse(fmt.Sprintf("%04d-%s", year+1, r.Day))
	if err != nil {
		return legal
	}
	return min(day, legal)
}
