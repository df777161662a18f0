package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// caseRoutes are the pages of applications, from the counter to the archive.
func (d *Desk) caseRoutes() []route {
	const (
		all  = "/desk/organs/{organ}/cases"
		one  = all + "/{case}"
		file = one + "/files/{attachment}"
	)
	rows := []route{
		{pattern: "GET " + all, may: account.CaseView, handle: d.cases},
		{pattern: "GET " + all + "/new", may: account.CaseOpen, handle: d.showIntake},
		{pattern: "POST " + all + "/new", may: account.CaseOpen, handle: d.intake},
		{pattern: "GET " + all + "/due", may: account.CaseView, handle: d.casesDue},
		{pattern: "GET " + one, may: account.CaseView, handle: d.showCase},
		{pattern: "GET " + one + "/slip", may: account.CaseOpen, handle: d.slip},
		{pattern: "POST " + one + "/applicant", may: account.CaseApplicant, handle: d.showApplicant},
		{pattern: "GET " + one + "/letter", may: account.CaseView, handle: d.letter},
		{pattern: "POST " + one + "/letter", may: account.CaseApplicant, handle: d.namedLetter},

		{pattern: "POST " + one + "/files", may: account.CaseFile, handle: d.uploads.Keep(d.addCaseFile), most: d.uploadLimit(), sealed: true},
		{pattern: "GET " + file, may: account.CaseApplicant, handle: d.caseFile},

		{pattern: "GET " + one + "/group", may: account.CaseGroup, handle: d.showJoin},
		{pattern: "POST " + one + "/group", may: account.CaseGroup, handle: d.join},
		{pattern: "GET " + one + "/together/{act}", may: account.CaseStep, handle: d.showAlike},
		{pattern: "POST " + one + "/together/{act}", may: account.CaseStep, handle: d.alike},

		{pattern: "GET " + one + "/{step}", may: account.CaseStep, handle: d.showCaseStep},
		{pattern: "POST " + one + "/{step}", may: account.CaseStep, handle: d.takeCaseStep},

		{pattern: "GET /desk/retention", may: account.CaseRetention, handle: d.showRetention},
		{pattern: "POST /desk/retention", may: account.CaseRetention, handle: d.setRetention},
		{pattern: "GET /desk/holidays", may: account.CaseHolidays, handle: d.showHolidays},
		{pattern: "POST /desk/holidays", may: account.CaseHolidays, handle: d.setHolidays},
	}
	rows = append(rows, d.form(file+"/remove", account.CaseFile, d.removeCaseFileForm)...)
	rows = append(rows, d.form(one+"/hold", account.CaseHold, d.holdForm)...)
	rows = append(rows, d.form(one+"/lift", account.CaseHold, d.liftForm)...)
	rows = append(rows, d.form(one+"/ungroup", account.CaseGroup, d.leavePage)...)
	rows = append(rows, d.form(one+"/split", account.CaseGroup, d.splitPage)...)
	return append(rows, d.form(one+"/link-remedy", account.CaseStep, d.linkForm)...)
}

func casesAddress(id organ.ID) string { return organAddress(id) + "/cases" }

func caseAddress(c store.CaseRow) string {
	return casesAddress(c.Organ) + "/" + strconv.FormatInt(c.ID, 10)
}

// caseRoles are the parts in which the person of the visit takes steps at an
// organ, in the order of the procedure.
func (v *visit) caseRoles(at organ.ID) (all []application.Role) {
	for _, r := range []struct {
		post account.Role
		role application.Role
	}{{account.Clerk, application.ByClerk}, {account.Handler, application.ByUnit}, {account.Reviewer, application.ByReviewer}, {account.Approver, application.ByApprover}} {
		if slices.ContainsFunc(v.Posts, func(p account.Post) bool { return p.Organ == at && p.Role == r.post }) {
			all = append(all, r.role)
		}
	}
	return all
}

// onlyOwn is the person where they see only the cases that were given to them,
// 0 where they see all of the organ's.
func (v *visit) onlyOwn(at organ.ID) account.ID {
	if roles := v.caseRoles(at); len(roles) == 1 && roles[0] == application.ByUnit {
		return v.Account.ID
	}
	return 0
}

var noCase = problem.NotFound("没有找到这件申请").Try("请从申请列表中查找")

// caseOf finds the case of the address, which the person may see.
func (d *Desk) caseOf(r *http.Request) (store.Case, error) {
	v := visitOf(r)
	n, err := strconv.ParseInt(r.PathValue("case"), 10, 64)
	if err != nil {
		return store.Case{}, noCase
	}
	c, err := d.store.Case(r.Context(), v.organ.ID, n)
	if own := v.onlyOwn(v.organ.ID); err == nil && own != 0 && c.Handler != own && !v.isInPool(&c) && !v.wasAsked(&c) {
		return store.Case{}, problem.Forbidden("这件申请没有分给您办理").Try("需要办理的，请由经办人分办")
	}
	return c, err
}

// casePersonal is caseOf for what tells of persons.
func (d *Desk) casePersonal(r *http.Request) (store.Case, error) {
	c, err := d.caseOf(r)
	if err == nil && visitOf(r).isAskedOnly(&c) {
		err = onlyOpinion
	}
	return c, err
}

// casePage is a page about cases: the last of the crumb.
func casePage(id organ.ID, title string, crumb ...web.Link) web.Page {
	at := casesAddress(id)
	p := web.Page{Title: title, Column: "申请办理", Current: at, Crumb: []web.Link{{Text: "今日", Address: "/desk/"}}}
	if title != "申请办理" {
		p.Crumb = append(p.Crumb, web.Link{Text: "申请办理", Address: at})
	}
	p.Crumb = append(p.Crumb, crumb...)
	p.Crumb = append(p.Crumb, web.Link{Text: title})
	return p
}

// A caseDue says in words how long a case has, and why.
type caseDue struct {
	Head string // 还剩12个工作日
	Says string // 最迟2026年3月5日（星期四）答复
	Red  bool
	Mark string
}

// dueOf tells a case's due date on a day.
func dueOf(c store.CaseRow, days *calendar.Counter, today calendar.Date) caseDue {
	switch {
	case !c.ErasedAt.IsZero():
		return caseDue{Head: "资料已删除"}
	case !c.State.IsOpen() && c.Late:
		return caseDue{Head: "逾期办结", Says: c.DecidedOn.Chinese() + "办结，应于" + c.DueOn.Chinese(), Red: true, Mark: "tri red"}
	case !c.State.IsOpen():
		return caseDue{Head: c.State.Label(), Says: c.DecidedOn.Chinese(), Mark: "full"}
	case c.DueOn.IsZero():
		return caseDue{Head: standingSays(c.State), Says: "期限没有计算", Mark: "bars"}
	}
	due := caseDue{Says: "最迟" + c.DueOn.Chinese() + "（" + c.DueOn.WeekdayName() + "）答复"}
	if c.Provisional {
		due.Says += "，暂定"
	}
	if c.Waiting {
		due.Says += "；正在征求意见，时间不计算"
	}
	left := days.Between(today, c.DueOn)
	switch {
	case c.DueOn < today:
		due.Head, due.Red, due.Mark = "逾期"+strconv.Itoa(max(1, days.Between(c.DueOn, today)))+"个工作日", true, "tri red"
		due.Says = strings.Replace(due.Says, "最迟", "应于", 1)
	case c.DueOn == today:
		due.Head, due.Mark = "今天到期", "square"
	case left == 0:
		due.Head, due.Mark = "最后一个工作日", "square"
	default:
		due.Head = "还剩" + strconv.Itoa(left) + "个工作日"
		if left <= soonDays {
			due.Mark = "square"
		}
	}
	return due
}

// soonDays is how many working days before its due date a case is due soon.
const soonDays = 3

// standingSays tells whom the clock waits for.
func standingSays(s application.State) string {
	switch s {
	case application.Correcting:
		return application.ForCorrection.Label()
	case application.AwaitingPayment:
		return application.ForPayment.Label()
	}
	return application.ForConfirmation.Label()
}
