package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// A task is something to do, by the records of this moment: nobody enters or
// ticks off tasks.
type task struct {
	What, Address string
	Why           string
	Due           calendar.Date // zero where the law sets no day
	Who           string
	Waits         bool // for somebody else
	isToday       bool // the last day
	isCase        bool // about an application
	left          int  // working days until Due, negative when it is past
}

// IsOverdue says that the last day is past.
func (t task) IsOverdue() bool { return !t.Waits && !t.Due.IsZero() && t.left < 0 }

// IsSoon says that three working days or fewer are left.
func (t task) IsSoon() bool { return !t.Waits && !t.Due.IsZero() && t.left >= 0 && t.left <= 3 }

// IsLast says that no working day is left after today, though the last day may
// still be to come: holidays lie between.
func (t task) IsLast() bool { return !t.Due.IsZero() && t.left == 0 }

// IsToday says that today is the last day.
func (t task) IsToday() bool { return t.isToday }

// Left is the number of working days, without its sign.
func (t task) Left() int { return max(t.left, -t.left) }

// A taskList is what a person has to do and waits for.
type taskList []task

// mine are the tasks that do not wait for others.
func (l taskList) mine() taskList {
	return slices.DeleteFunc(slices.Clone(l), func(t task) bool { return t.Waits })
}

// tasks finds what the person of the visit has to do, the most urgent first.
func (d *Desk) tasks(ctx context.Context, v *visit) (taskList, error) {
	if v.tasks != nil {
		return *v.tasks, nil
	}
	f := finder{desk: d, visit: v, today: d.store.Today()}
	if err := f.find(ctx); err != nil {
		return nil, err
	}
	for i := range f.list {
		if !f.list[i].Due.IsZero() { // from no day on, every day of two thousand years would be counted
			f.list[i].left = daysLeft(f.today, f.list[i].Due)
		}
		f.list[i].isToday = f.list[i].Due == f.today
	}
	slices.SortStableFunc(f.list, func(a, b task) int { return a.order() - b.order() })
	v.tasks = &f.list
	return f.list, nil
}

// order sorts by the days left; tasks without a last day come behind those that
// have one.
func (t task) order() int {
	if t.Due.IsZero() {
		return 1 << 30
	}
	return int(t.Due)
}

func daysLeft(today, due calendar.Date) int {
	c := calendar.National()
	if due < today {
		return -max(1, c.Between(due, today))
	}
	return c.Between(today, due)
}

// A finder looks for the tasks of one person.
type finder struct {
	desk  *Desk
	visit *visit
	today calendar.Date
	list  taskList
	many  bool // the person has posts at more than one organ
}

func (f *finder) find(ctx context.Context) error {
	roles := map[organ.ID]map[account.Role]bool{}
	var at []organ.ID
	for _, p := range f.visit.Posts {
		if roles[p.Organ] == nil {
			roles[p.Organ] = map[account.Role]bool{}
			at = append(at, p.Organ)
		}
		roles[p.Organ][p.Role] = true
	}
	f.many = len(at) > 1
	for _, id := range at {
		if err := f.atOrgan(ctx, id, roles[id]); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) atOrgan(ctx context.Context, id organ.ID, roles map[account.Role]bool) error {
	if roles[account.SystemAdmin] || roles[account.SecurityAdmin] {
		return f.administration(ctx, id, roles)
	}
	if err := f.cases(ctx, id); err != nil {
		return err
	}
	if err := f.toAnswer(ctx, id, roles); err != nil {
		return err
	}
	if err := f.supervise(ctx, id); err != nil {
		return err
	}
	if !roles[account.Clerk] && !roles[account.Reviewer] && !roles[account.Approver] {
		return nil
	}
	o, err := f.desk.store.Organ(ctx, id)
	if err != nil || !o.Ended.IsZero() {
		return err
	}
	filings, err := f.desk.store.Filings(ctx, id)
	if err != nil {
		return err
	}
	last := f.today.Year() - 1
	if o.Founded.Year() <= last && !slices.ContainsFunc(filings, func(g store.Filing) bool { return g.Year == last }) {
		filings = append(filings, store.Filing{Organ: id, Filing: filing.Filing{Year: last}})
	}
	for _, g := range filings {
		if err := f.report(ctx, o, g, roles); err != nil {
			return err
		}
	}
	if !roles[account.Clerk] {
		return nil
	}
	if err := f.transfers(ctx, o); err != nil {
		return err
	}
	f.rehearsal(o)
	if err := f.silentMedia(ctx, o); err != nil {
		return err
	}
	return f.workBody(ctx, o)
}

// rehearsal leads to the rehearsal of the running year in its last two months.
func (f *finder) rehearsal(o store.Organ) {
	year := f.today.Year()
	if !rehearses(f.today) {
		return
	}
	due, _ := filing.DueToSubmit(year)
	f.list = append(f.list, task{
		What: fmt.Sprintf("演练%s%d年年度报告", f.of(o), year), Address: reportAddress(o.ID, year) + "/rehearsal", Due: due,
		Why: "看哪些申请要结转、哪些规则通不过、还缺什么，年底前都还来得及。",
	})
}

// silentMedia asks for posts of new-media accounts that are silent: from the
// tenth day, and red from the fourteenth.
func (f *finder) silentMedia(ctx context.Context, o store.Organ) error {
	silent, err := f.desk.store.SilentAccounts(ctx, o.ID)
	if err != nil {
		return err
	}
	limit, _ := register.SilenceLimit.On(f.today.ISO())
	for _, s := range silent {
		f.list = append(f.list, task{
			What: "更新" + f.of(o) + "政务新媒体“" + s.Name + "”（" + s.Platform + "）", Address: organAddress(o.ID) + "/registers/media_post/new", Due: s.Due,
			Why: s.Says() + fmt.Sprintf("两周没有更新的，检查时单项否决（%s，按%d个自然日计）。已经发布的，请登记或导入。", register.NewMediaCheck, limit.Value),
		})
	}
	return nil
}

// report finds what is to do with one report.
func (f *finder) report(ctx context.Context, o store.Organ, g store.Filing, roles map[account.Role]bool) error {
	t := f.reportTask(o, g)
	submitted := int64(f.visit.Account.ID) == g.Submitter
	switch g.State {
	case "", filing.Drafting:
		if !roles[account.Clerk] {
			return nil
		}
		f.draft(t, g)
		if g.Year < f.today.Year() && !g.Adopted {
			return f.leadingGroup(ctx, o, g)
		}
	case filing.Reviewing:
		f.pass(t, roles[account.Reviewer] && !submitted, roles[account.Clerk], "审核", "审核人")
	case filing.Signing:
		f.pass(t, roles[account.Approver] && !submitted, roles[account.Clerk] || roles[account.Reviewer], "签发", "签发人")
	case filing.Signed:
		f.pass(t, roles[account.Approver], roles[account.Clerk] || roles[account.Reviewer], "发布", "签发人")
	}
	return f.handIn(ctx, o, g, roles)
}

// reportTask is a task about a report, with its last day by article 49.
func (f *finder) reportTask(o store.Organ, g store.Filing) task {
	t := task{What: f.of(o) + strconv.Itoa(g.Year) + "年年度报告", Address: reportAddress(o.ID, g.Year)}
	if g.Round > 1 { // the law sets no day for a revision
		t.Why = "订正：" + g.Reason
		return t
	}
	if g.Adopted {
		t.Why = "由原报告导入，补录没有期限。"
		return t
	}
	legal, cite := filing.DueToSubmit(g.Year)
	t.Due, t.Why = legal, fmt.Sprintf("每年1月31日前向主管部门提交并公布上一年度的报告（%s）。", cite)
	if due, cite := filing.DueToPublish(o.Level, o.Body, g.Year); due != legal {
		t.Due, t.Why = due, fmt.Sprintf("每年3月31日前公布本级政府上一年度的报告（%s）。", cite)
	}
	return t
}

// of names the organ where the person works for several.
func (f *finder) of(o store.Organ) string {
	if f.many {
		return o.Shown()
	}
	return ""
}

func (f *finder) draft(t task, g store.Filing) {
	subject := t.What
	switch {
	case g.State == "":
		t.What = "开始填报" + subject
	case g.Note != "":
		t.What, t.Why = "修改并重新送审"+subject, "已退回："+g.Note
		if strings.Contains(g.Note, "退回：") { // the superior organ's, which names it
			t.Why = g.Note
		}
	case g.Round > 1:
		t.What = "订正" + subject
	case g.Adopted:
		t.What, t.Why = "核对导入的"+subject, "与原文件核对后送审核，补录没有期限。"
	case g.Year >= f.today.Year():
		t.What, t.Why = "继续填报"+subject, "年度结束后才能送审核，数字随登记变化。"
	default:
		t.What = "填报" + subject
	}
	f.list = append(f.list, t)
}

// pass adds a step for whoever may take it, and says to the others that they
// wait.
func (f *finder) pass(t task, mine, waits bool, verb, who string) {
	switch {
	case mine:
		t.What = verb + t.What
	case waits:
		t.Who, t.Waits, t.Why = who, true, "等"+who+verb+"，现在不用您办。"
	default:
		return
	}
	f.list = append(f.list, t)
}

// leadingGroup asks for the leading group that the report names.
func (f *finder) leadingGroup(ctx context.Context, o store.Organ, g store.Filing) error {
	last, _ := calendar.DateOf(g.Year, 12, 31)
	_, ok, err := f.desk.store.LeadingGroup(ctx, o.ID, last)
	if err != nil || ok {
		return err
	}
	t := f.reportTask(o, g)
	t.What = fmt.Sprintf("登记%s%d年12月31日在任的领导小组", f.of(o), g.Year)
	t.Why = "年度报告要写明组长、副组长、成员和办公室，现在一个也没有登记。"
	t.Address = organAddress(o.ID) + "/group"
	f.list = append(f.list, t)
	return nil
}

// workBody asks for the office that the law requires every organ to have.
func (f *finder) workBody(ctx context.Context, o store.Organ) error {
	units, err := f.desk.store.Units(ctx, o.ID)
	if err != nil || slices.ContainsFunc(units, func(u organ.Unit) bool { return u.WorkBody && u.Until.IsZero() }) {
		return err
	}
	f.list = append(f.list, task{
		What: "登记" + f.of(o) + "政府信息公开工作机构", Address: organAddress(o.ID) + "/units/new",
		Why: fmt.Sprintf("行政机关应当指定机构负责日常工作（%s），公众页面要写明它的地址和电话。", organ.WorkBody),
	})
	return nil
}

// administration finds what administrators have to do so that others can work.
func (f *finder) administration(ctx context.Context, top organ.ID, roles map[account.Role]bool) error {
	organs, err := f.desk.store.Below(ctx, top)
	if err != nil {
		return err
	}
	accounts, err := f.desk.store.Accounts(ctx, 0)
	if err != nil {
		return err
	}
	s := staffing{organs: organs, accounts: accounts, now: f.desk.store.Now()}
	if roles[account.SystemAdmin] {
		f.system(s)
		if err := f.site(ctx); err != nil {
			return err
		}
		return f.running(ctx)
	}
	f.security(s)
	return nil
}

// A staffing is who works where.
type staffing struct {
	organs   []store.Organ
	accounts []store.Account
	now      time.Time
}

// without are the existing organs for which no account satisfies ok.
func (s staffing) without(ok func(store.Account, organ.ID) bool) (names []string, first organ.ID) {
	for _, o := range s.organs {
		if !o.Ended.IsZero() || slices.ContainsFunc(s.accounts, func(a store.Account) bool { return !a.Disabled && ok(a, o.ID) }) {
			continue
		}
		if first == 0 {
			first = o.ID
		}
		names = append(names, o.Shown())
	}
	return names, first
}

func holdsAt(a store.Account, id organ.ID, role account.Role) bool {
	return slices.ContainsFunc(a.Posts, func(p account.Post) bool { return p.Organ == id && p.Role == role })
}

func (f *finder) system(s staffing) {
	names, first := s.without(func(a store.Account, id organ.ID) bool {
		isAdmin := slices.ContainsFunc(a.Posts, func(p account.Post) bool { return p.Role.IsAdmin() })
		return !isAdmin && (a.Organ == id || slices.ContainsFunc(a.Posts, func(p account.Post) bool { return p.Organ == id }))
	})
	if len(names) > 0 {
		f.list = append(f.list, task{
			What: "为" + several(names) + "的工作人员新建账号", Address: organAddress(first) + "/accounts/new",
			Why: "经办、审核、签发人员各要一个账号。建好后由安全管理员授予岗位。",
		})
	}
}

// several names at most three and counts them all: 石桥镇、白石镇、清河镇等12个机关.
func several(names []string) string {
	if len(names) <= 3 {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d个机关", strings.Join(names[:3], "、"), len(names))
}

func (f *finder) site(ctx context.Context) error {
	site, err := f.desk.store.Site(ctx)
	if err == nil && (site.Phone == "" || site.SiteCode == "" || site.ICP == "") {
		f.list = append(f.list, task{
			What: "填写网站的联系电话、标识码和备案号", Address: "/desk/site", Why: "公众页面的页脚要写明，现在没有填全。",
		})
	}
	return err
}

func (f *finder) security(s staffing) {
	for _, a := range s.accounts {
		switch {
		case a.Disabled:
		case a.LockedUntil.After(s.now):
			f.list = append(f.list, task{What: "核实并解除" + a.Name + "的账号锁定", Address: accountAddress(a), Why: "密码连续输错，" + momentToday(a.LockedUntil) + "自动解除。"})
		case len(a.Posts) == 0:
			f.list = append(f.list, task{What: "给" + a.Name + "授予岗位", Address: accountAddress(a) + "/posts", Why: "账号“" + a.Login + "”还没有岗位，登录后什么也不能办。"})
		}
	}
	for _, role := range []account.Role{account.Clerk, account.Reviewer, account.Approver} {
		names, first := s.without(func(a store.Account, id organ.ID) bool { return holdsAt(a, id, role) })
		if len(names) == 0 {
			continue
		}
		f.list = append(f.list, task{
			What: several(names) + "还没有" + role.Label() + "人员", Address: organAddress(first) + "/accounts",
			Why: role.Label() + "：" + roleDoes[role] + "。没有的话，年度报告走不完流程。",
		})
	}
}

var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

func momentToday(t time.Time) string { return t.In(beijing).Format("15:04") }

// Addresses of the desk.
func organAddress(id organ.ID) string { return "/desk/organs/" + id.String() }

func reportAddress(id organ.ID, year int) string {
	return organAddress(id) + "/reports/" + strconv.Itoa(year)
}

func accountAddress(a store.Account) string {
	return organAddress(a.Organ) + "/accounts/" + a.ID.String()
}
