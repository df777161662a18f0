package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A togetherPage chooses cases with which something is done at once, each on
// its own.
type togetherPage struct {
	web.Page
	Head, Quiet string
	Notice      *web.Notice
	Says        []string
	Rows        []togetherRow
	Numbers     bool // each gets a letter with a number of its own
	Fields      web.Fields
	Version     int64
	Verb, Why   string
	Back        web.Link
	Error       string // at the rows
	stopping
}

// A togetherRow is one of the cases.
type togetherRow struct {
	ID, Version             int64
	Case                    string // its number
	Address, Title          string
	Party, Kind, State, Due string
	Red                     bool
	Refused                 string // why it cannot be chosen, "" where it can
	Ticked                  bool
	Letter                  string // the number of its letter, as typed
}

// withPrefix and letterPrefix begin the names of the boxes and of the letters'
// numbers.
const (
	withPrefix   = "with."
	letterPrefix = "letter."
)

func (d *Desk) togetherRow(c store.Case, clock *application.Clock) togetherRow {
	due := dueOf(c.CaseRow, clock.Days(), d.store.Today())
	row := togetherRow{ID: c.ID, Version: c.Version, Case: c.Number, Address: caseAddress(c.CaseRow), Title: c.Title, Party: c.Party, Kind: c.Kind.Label(),
		State: answerOf(c.CaseRow), Due: due.Head, Red: due.Red}
	if c.State == application.Processing {
		row.State = c.Course.Stage.Label()
	}
	return row
}

// tick keeps what was typed.
func (p *togetherPage) tick(typed func(string) string) {
	p.Fields.Fill(typed)
	for i := range p.Rows {
		id := strconv.FormatInt(p.Rows[i].ID, 10)
		p.Rows[i].Ticked, p.Rows[i].Letter = typed(withPrefix+id) != "", cmp.Or(typed(letterPrefix+id), p.Rows[i].Letter)
		if n, err := strconv.ParseInt(typed(withPrefix+id), 10, 64); err == nil && n > 0 {
			p.Rows[i].Version = n
		}
	}
	p.Version = versionIn(typed, p.Version)
}

// chosen are the cases that were ticked, with the version that was seen.
func (p *togetherPage) chosen() (all []store.CaseAlike) {
	for _, row := range p.Rows {
		if row.Ticked {
			all = append(all, store.CaseAlike{CaseSeen: store.CaseSeen{ID: row.ID, Version: row.Version}, Number: strings.TrimSpace(row.Letter)})
		}
	}
	return all
}

// Takes says that there is something to choose.
func (p *togetherPage) Takes() bool {
	return len(p.Fields) > 0 || slices.ContainsFunc(p.Rows, func(row togetherRow) bool { return row.Refused == "" })
}

// showTogether answers GET, with what was typed before the session ended.
func (d *Desk) showTogether(w http.ResponseWriter, r *http.Request, p *togetherPage) error {
	typed, ok := visitOf(r).typed()
	switch {
	case ok && p.Stopped != nil:
		p.lose(p.Fields, typed)
	case ok:
		p.tick(typed)
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "case_together", p)
}

// refuseTogether shows the page again with what is wrong.
func (d *Desk) refuseTogether(w http.ResponseWriter, r *http.Request, p *togetherPage, err error) error {
	if p.Stopped != nil {
		if code := d.refuseStopped(r, &p.stopping, err); code != 0 {
			return d.area.Render(w, r, code, "case_together", p)
		}
		return err
	}
	if told := problem.Of(err); told != nil && (told.Field == "with" || told.Field == "number") {
		p.Error = told.Sentence()
		return d.area.Render(w, r, told.Kind.Status(), "case_together", p)
	}
	notice, code, ok := d.blame(r, err, p.Fields)
	if !ok {
		return err
	}
	p.Notice = notice
	return d.area.Render(w, r, code, "case_together", p)
}

// joinPage offers the cases that ask for the same in the same words; others can
// be named by their numbers. Nothing is chosen beforehand.
func (d *Desk) joinPage(r *http.Request) (*togetherPage, store.Case, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, c, err
	}
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return nil, c, err
	}
	at := caseAddress(c.CaseRow)
	p := &togetherPage{Page: casePage(c.Organ, "并案办理", web.Link{Text: c.Number, Address: at}), Head: "并案办理", Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Says: []string{"内容相同的申请可以一次拟定、审核、签发，再逐件答复、逐件计数。是不是相同，由您核对后决定；每件的期限各自计算。"},
		Verb: "并案办理", Back: web.Link{Text: "返回案件", Address: at}, Why: "作出决定以前可以退出。依据：" + application.Cite(application.JoinGroup{}).String() + "。",
		Fields: web.Fields{optional(line("numbers", "其他申请的编号", "文字不同而内容相同的，填写编号；几个编号用空格隔开。")), area("reason", "并案的理由", "")}}
	same, err := d.store.SameAsked(r.Context(), c)
	switch {
	case err != nil:
		return nil, c, err
	case !c.ErasedAt.IsZero():
		p.halt(p.Verb, erasedSays)
	case !application.Allows(application.JoinGroup{}, application.ByClerk, c.State):
		p.halt(p.Verb, stateSays(&c))
	}
	if p.Stopped != nil {
		return p, c, nil
	}
	for _, s := range same {
		one, err := d.store.Case(r.Context(), c.Organ, s.ID)
		if err != nil {
			return nil, c, err
		}
		if one.Group != 0 && one.Group == c.Group {
			continue
		}
		row := d.togetherRow(one, clock)
		switch {
		case !application.Allows(application.JoinGroup{}, application.ByClerk, one.State):
			row.Refused = "状态是“" + one.State.Label() + "”，不能并案"
		case one.Group != 0 && c.Group != 0:
			row.Refused = "已经与别的申请并案"
		}
		p.Rows = append(p.Rows, row)
	}
	return p, c, nil
}

func (d *Desk) showJoin(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.joinPage(r)
	if err != nil {
		return err
	}
	return d.showTogether(w, r, p)
}

func (d *Desk) join(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, c, err := d.joinPage(r)
	if err != nil {
		return err
	}
	if p.Stopped != nil {
		p.lose(p.Fields, typed)
	}
	p.tick(typed)
	step := store.JoinCases{Reason: typed("reason")}
	for _, one := range p.chosen() {
		step.With = append(step.With, one.CaseSeen)
	}
	named := strings.FieldsFunc(typed("numbers"), func(r rune) bool { return strings.ContainsRune(" 　,，、;；\n\r\t", r) })
	for _, number := range named[:min(len(named), mostNamed)] {
		found, err := d.store.Numbered(r.Context(), c.Organ, []string{number})
		switch {
		case err != nil:
			return err
		case len(found) == 0:
			return d.refuseTogether(w, r, p, problem.Invalid("没有找到编号是“%s”的申请", atMost(number, 40)).Try("请核对编号").At("numbers"))
		case found[0].ID == c.ID:
			return d.refuseTogether(w, r, p, problem.Invalid("%s是这一件自己的编号", c.Number).Try("请填写其他申请的编号").At("numbers"))
		}
		step.With = append(step.With, store.CaseSeen{ID: found[0].ID, Version: found[0].Version})
	}
	if _, err := d.store.Take(r.Context(), visitOf(r).Actor(), caseSubject(c, p.Version), step); err != nil {
		return d.refuseTogether(w, r, p, err)
	}
	return web.SeeOther(w, r, caseAddress(c.CaseRow)+"?done=join-group")
}

// mostNamed bounds the numbers that are typed at once.
const mostNamed = 50

func caseSubject(c store.Case, version int64) store.Subject {
	on := c.Subject()
	on.Version = version
	return on
}

// leavePage asks why the case leaves its group.
func (d *Desk) leavePage(r *http.Request) (*formPage, sending, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	at := caseAddress(c.CaseRow)
	p := &formPage{Page: casePage(c.Organ, "退出并案", web.Link{Text: c.Number, Address: at}), Head: "退出并案", Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Fields: web.Fields{area("reason", "退出并案的理由", "")}, Verb: "退出并案", Why: "以后单独办理，期限和计数不变。只剩一件的，那一件也不再并案。", Back: web.Link{Text: "返回案件", Address: at}}
	switch {
	case !c.ErasedAt.IsZero():
		p.stop(erasedSays)
	case c.Group == 0:
		p.stop("这件申请没有并案。")
	case !application.Allows(application.LeaveGroup{}, application.ByClerk, c.State):
		p.stop(stateSays(&c))
	}
	return p, sending{on: c.Subject(), next: at + "?done=leave-group",
		step: because(func(reason string) store.Step { return store.LeaveCases{Reason: reason} })}, nil
}

// alikeSteps are the steps that cases of a group can be taken through together.
var alikeSteps = []application.Step{application.Draft{}, application.Review{}, application.Approve{}, application.Reply{}}

// alikePage offers the other cases of the group, and says of each that cannot
// follow why.
func (d *Desk) alikePage(r *http.Request) (*togetherPage, store.Case, string, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, c, "", err
	}
	i := slices.IndexFunc(alikeSteps, func(s application.Step) bool { return application.Name(s) == r.PathValue("act") })
	if i < 0 {
		return nil, c, "", problem.NotFound("没有这个步骤").Try("请从案件页面办理")
	}
	act, verb, at := application.Name(alikeSteps[i]), application.Verb(alikeSteps[i]), caseAddress(c.CaseRow)
	p := &togetherPage{Page: casePage(c.Organ, "一并"+verb, web.Link{Text: c.Number, Address: at}), Head: "一并" + verb, Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Numbers: act == application.Name(application.Reply{}), Verb: "对选中的各件" + verb, Back: web.Link{Text: "返回案件", Address: at},
		Says: []string{"下面是与" + c.Number + "并案的申请。选中的各件照" + c.Number + "的决定办理，每件各有自己的记录、期限和答复书，分别计数。"},
		Why:  "各件一起办理：有一件不能办的，都不办，并说明哪一件、为什么。"}
	if act == application.Name(application.Draft{}) {
		p.Says = append(p.Says, "检索记录、衡量记录一并记入各件；补正、征求第三方意见等须逐件办理。")
	}
	return p, c, act, d.alikeRows(r, p, c, act)
}

func (d *Desk) alikeRows(r *http.Request, p *togetherPage, c store.Case, act string) error {
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	group, err := d.store.Group(r.Context(), c.Organ, c.Group)
	if err != nil {
		return err
	}
	v := visitOf(r)
	for i := range group {
		one := &group[i]
		if one.ID == c.ID {
			continue
		}
		row := d.togetherRow(*one, clock)
		if why := d.notAlike(v, one, &c, act, clock); why != nil {
			row.Refused = why.Sentence()
		} else {
			row.Ticked = true
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

// notAlike tries the steps on a case and says what forbids them, nil for
// nothing.
func (d *Desk) notAlike(v *visit, c, from *store.Case, act string, clock *application.Clock) *problem.Error {
	steps, wrong := c.Course.Alike(&from.Course, act, "-")
	if wrong != nil {
		return wrong
	}
	course := c.Course
	for _, s := range steps {
		role, ok := roleFor(s, v.caseRoles(c.Organ), course.State)
		if !ok {
			role = application.ByClerk
		}
		today := d.store.Today()
		after, _, err := course.Take(s, application.Env{On: today, Today: today, Clock: clock, Actor: application.Actor{Role: role, Account: int64(v.Account.ID)}})
		if err != nil {
			return problem.Of(err)
		}
		course = after
	}
	return nil
}

func (d *Desk) showAlike(w http.ResponseWriter, r *http.Request) error {
	p, _, _, err := d.alikePage(r)
	if err != nil {
		return err
	}
	return d.showTogether(w, r, p)
}

func (d *Desk) alike(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, c, act, err := d.alikePage(r)
	if err != nil {
		return err
	}
	p.tick(typed)
	if _, err := d.store.Take(r.Context(), visitOf(r).Actor(), caseSubject(c, p.Version), store.CasesAlike{Do: act, With: p.chosen()}); err != nil {
		return d.refuseTogether(w, r, p, err)
	}
	return web.SeeOther(w, r, caseAddress(c.CaseRow)+"?done=together")
}

// splitPage chooses the items that get a number of their own.
func (d *Desk) splitPage(r *http.Request) (*formPage, sending, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	at := caseAddress(c.CaseRow)
	p := &formPage{Page: casePage(c.Organ, "分别编号", web.Link{Text: c.Number, Address: at}), Head: "分别编号", Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Verb: "分别编号", Back: web.Link{Text: "返回案件", Address: at},
		Why: "选中的内容另给一个编号，申请人、收到日期和答复期限不变，另计一件；没有选中的留在原编号。没有申请人同意的，一张申请表计一件，在同一编号下逐项决定。"}
	for _, item := range c.Course.Items {
		p.Fields = append(p.Fields, web.Field{Name: itemName(item.N), Label: fmt.Sprintf("第%d项　%s", item.N, atMost(item.Asked, 120)), Control: web.CheckControl})
	}
	p.Fields = append(p.Fields, area("consent", "申请人怎样同意", "例如“3月5日电话同意，经办人李敏”。"))
	switch {
	case !c.ErasedAt.IsZero():
		p.stop(erasedSays)
	case !application.Allows(application.SplitOff{}, application.ByClerk, c.State):
		p.stop(stateSays(&c))
	default:
		p.stopFor(c.Course.Splits())
	}
	return p, sending{on: c.Subject(), next: at + "?done=split-off", step: func(typed func(string) string) (store.Step, error) {
		step := store.SplitCase{Consent: typed("consent")}
		for _, item := range c.Course.Items {
			if typed(itemName(item.N)) != "" {
				step.Items = append(step.Items, item.N)
			}
		}
		return step, nil
	}}, nil
}

// A caseGroup is what a case has to do with others.
type caseGroup struct {
	Cases []caseLine // of the group, without the case itself
	Links []caseButton
	From  []caseLine // the case that this one was split from
	To    []caseLine // the cases that were split off
}

// groupOf tells what the case has to do with others, and adds the buttons.
func (d *Desk) groupOf(r *http.Request, p *caseView, c *store.Case, clock *application.Clock) (g caseGroup, err error) {
	lineOf := func(row store.CaseRow) caseLine {
		return caseLine{row, caseAddress(row), dueOf(row, clock.Days(), d.store.Today()), answerOf(row)}
	}
	for _, set := range []struct {
		numbers []string
		to      *[]caseLine
	}{{[]string{c.Course.SplitFrom}, &g.From}, {c.Course.SplitTo, &g.To}} {
		rows, err := d.store.Numbered(r.Context(), c.Organ, set.numbers)
		if err != nil {
			return g, err
		}
		for _, row := range rows {
			*set.to = append(*set.to, lineOf(row))
		}
	}
	if c.Group != 0 {
		rows, err := d.store.GroupRows(r.Context(), c.Organ, c.Group)
		if err != nil {
			return g, err
		}
		for _, row := range rows {
			if row.ID != c.ID {
				g.Cases = append(g.Cases, lineOf(row))
			}
		}
		g.Links = alikeLinks(visitOf(r), c)
	}
	if c.ErasedAt.IsZero() && d.store.May(r.Context(), visitOf(r).Account.ID, account.CaseGroup, c.Organ) == nil {
		p.groupButtons(c)
	}
	return g, nil
}

// alikeLinks lead to what the other cases of the group can be taken through.
func alikeLinks(v *visit, c *store.Case) (links []caseButton) {
	stage := map[application.Stage]int{application.Reviewing: 1, application.Approving: 2, application.Approved: 4}[c.Course.Stage]
	for i, s := range alikeSteps {
		if _, ok := roleFor(s, v.caseRoles(c.Organ), application.Processing); ok && i < stage {
			links = append(links, caseButton{Verb: "一并" + application.Verb(s), Address: caseAddress(c.CaseRow) + "/together/" + application.Name(s)})
		}
	}
	return links
}

// groupButtons lead to joining, leaving and splitting.
func (p *caseView) groupButtons(c *store.Case) {
	add := func(verb, path, why string) {
		p.Steps = append(p.Steps, caseButton{Verb: verb, Address: p.Address + path, Why: why})
	}
	if application.Allows(application.JoinGroup{}, application.ByClerk, c.State) {
		if c.Group == 0 {
			add("并案办理", "/group", "与内容相同的申请一并决定，逐件答复、逐件计数。")
		} else {
			add("退出并案", "/ungroup", "")
		}
	}
	if !application.Allows(application.SplitOff{}, application.ByClerk, c.State) || len(c.Course.Items) < 2 {
		return
	}
	if why := c.Course.Splits(); why != nil {
		p.Not = append(p.Not, caseWhyNot{"分别编号", why.Sentence()})
		return
	}
	add("分别编号", "/split", "申请人同意的，部分内容另给编号，另计一件。")
}
