package desk

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// An organsPage lists the organs that the person may see, as a tree.
type organsPage struct {
	web.Page
	Notice   *web.Notice
	Organs   []organLine
	Empty    *web.Empty
	MayFound bool
}

// An organLine is one organ of the tree.
type organLine struct {
	store.Organ
	Address string
	Indent  []bool // one for every level above
	Line    string // who leads it on the other axis
}

func (d *Desk) organs(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	seen, err := d.reached(r.Context(), v, account.OrganView)
	if err != nil {
		return err
	}
	names, err := d.organNames(r.Context())
	if err != nil {
		return err
	}
	p := &organsPage{Page: web.Page{Title: "机关", Current: "/desk/organs"}, Notice: done(r), MayFound: v.May(account.OrganFound)}
	for _, o := range seen {
		p.Organs = append(p.Organs, organLine{o, organAddress(o.ID), make([]bool, o.Depth), names[o.Line]})
	}
	if len(seen) == 0 {
		p.Empty = &web.Empty{Fact: "没有您可以查看的机关。", Next: "请联系安全管理员授予岗位。"}
	}
	return d.area.Render(w, r, http.StatusOK, "organs", p)
}

// reached are the organs at which the person may do the action, each after its
// superior.
func (d *Desk) reached(ctx context.Context, v *visit, a account.Action) (seen []store.Organ, err error) {
	all, err := d.store.Organs(ctx)
	if err != nil {
		return nil, err
	}
	above := make(map[organ.ID]organ.ID, len(all))
	for _, o := range all {
		above[o.ID] = o.Superior
	}
	isBelow := func(ancestor, id organ.ID) bool {
		for range 30 {
			if id = above[id]; id == 0 || id == ancestor {
				break
			}
		}
		return id == ancestor
	}
	for _, o := range all {
		if account.Reaches(v.Posts, a, o.ID, isBelow) {
			seen = append(seen, o)
		}
	}
	return seen, nil
}

// An organPage is all that is known of an organ and what may be done with it.
type organPage struct {
	web.Page
	Notice  *web.Notice
	Organ   store.Organ
	Facts   []web.Fact
	Names   []store.Name // earlier ones, the latest first
	Heirs   []store.Organ
	Before  []store.Organ
	Group   groupShown
	Guide   guideShown
	Units   []organ.Unit
	Staff   []organ.Staffer
	Address string
	Verbs   []verb
	May     struct{ Group, Guide, Unit, Staff, Accounts bool }
}

// A verb is a step that the person may take.
type verb struct {
	Text, Address, Says string
	Primary             bool
}

func (d *Desk) organ(w http.ResponseWriter, r *http.Request) error {
	v, ctx := visitOf(r), r.Context()
	o := v.organ
	p := &organPage{Page: organHead(o, o.Name), Notice: done(r), Organ: o, Address: organAddress(o.ID)}
	p.Crumb = p.Crumb[:1:1]
	p.Crumb = append(p.Crumb, web.Link{Text: o.Shown()})
	var err error
	if p.Facts, err = d.organFacts(ctx, o); err != nil {
		return err
	}
	if p.Names, err = d.store.Names(ctx, o.ID); err != nil {
		return err
	}
	if p.Heirs, err = d.store.Successors(ctx, o.ID); err != nil {
		return err
	}
	if p.Before, err = d.store.Predecessors(ctx, o.ID); err != nil {
		return err
	}
	if p.Group, err = d.groupShown(ctx, o.ID); err != nil {
		return err
	}
	if p.Units, err = d.store.Units(ctx, o.ID); err != nil {
		return err
	}
	if p.Guide, err = d.guideShown(ctx, o.ID, p.Units); err != nil {
		return err
	}
	if p.Staff, err = d.store.Staff(ctx, o.ID); err != nil {
		return err
	}
	d.allow(ctx, v, p)
	return d.area.Render(w, r, http.StatusOK, "organ", p)
}

// organHead is the page about an organ or a part of it.
func organHead(o store.Organ, title string) web.Page {
	return web.Page{Title: title, Current: "/desk/organs",
		Crumb: []web.Link{{Text: "机关", Address: "/desk/organs"}, {Text: o.Shown(), Address: organAddress(o.ID)}, {Text: title}}}
}

func (d *Desk) organFacts(ctx context.Context, o store.Organ) ([]web.Fact, error) {
	names, err := d.organNames(ctx)
	if err != nil {
		return nil, err
	}
	facts := []web.Fact{
		{Name: "全称", Value: o.Name}, {Name: "简称", Value: o.Short}, {Name: "代码", Value: o.Code},
		{Name: "层级", Value: o.Level.Label()}, {Name: "类别", Value: o.Body.Label()},
		{Name: "所属政府（块）", Value: names[o.Superior]}, {Name: "业务主管（条）", Value: names[o.Line]},
		{Name: "设立日期", Value: o.Founded.Chinese()}, {Name: "编号", Value: o.ID.String()},
	}
	if !o.Ended.IsZero() {
		facts = append(facts, web.Fact{Name: o.How.Label() + "日期", Value: o.Ended.Chinese()})
	}
	shown := facts[:0]
	for _, f := range facts {
		if f.Value != "" {
			shown = append(shown, f)
		}
	}
	return shown, nil
}

// allow fills in what the person may do with the organ.
func (d *Desk) allow(ctx context.Context, v *visit, p *organPage) {
	may := func(a account.Action) bool {
		return d.store.May(ctx, v.Account.ID, a, p.Organ.ID) == nil
	}
	p.May.Accounts = may(account.AccountView)
	if may(account.AuditView) {
		p.Verbs = append(p.Verbs, verb{Text: "查看操作记录", Address: p.Address + "/audit"})
	}
	if !p.Organ.Ended.IsZero() {
		return
	}
	p.May.Group, p.May.Guide = may(account.OrganGroup), may(account.OrganGuide)
	p.May.Unit, p.May.Staff = may(account.OrganUnit), may(account.OrganStaff)
	for _, l := range []struct {
		may account.Action
		verb
	}{
		{account.OrganFound, verb{Text: "新建下级机关", Address: "/desk/organs/new?superior=" + p.Organ.ID.String()}},
		{account.OrganRename, verb{Text: "更名", Address: p.Address + "/rename", Says: "旧名称保留，以前的报告仍用旧名称。"}},
		{account.OrganRename, verb{Text: "更正代码", Address: p.Address + "/code"}},
		{account.OrganLink, verb{Text: "调整隶属关系", Address: p.Address + "/move", Says: "块和条分别调整，从某一天起生效。"}},
		{account.OrganSucceed, verb{Text: "合并、分立或撤销", Address: p.Address + "/end", Says: "写明由谁承接。以前的报告仍可查看。"}},
	} {
		if may(l.may) {
			p.Verbs = append(p.Verbs, l.verb)
		}
	}
}

// The forms on an organ.

var documentField = web.Field{Name: "document", Label: "依据文件", Hint: "文件名称和文号，如青溪县机构改革方案（青委〔2019〕3号）。", Optional: true}

func dayField(label string) web.Field {
	return web.Field{Name: "from", Label: label, Hint: "如2024年3月5日或2024.3.5。", Width: "mid"}
}

// choices are organs as options; those that have ended are left out.
func choices(organs []store.Organ, none string) []web.Option {
	options := []web.Option{{Value: "", Label: none}}
	for _, o := range organs {
		if o.Ended.IsZero() {
			options = append(options, web.Option{Value: o.ID.String(), Label: strings.Repeat("　", o.Depth) + o.Name})
		}
	}
	return options
}

// organIn reads an organ chosen; 0 for none.
func organIn(typed func(string) string, field string) organ.ID {
	id, _ := organ.ParseID(typed(field))
	return id
}

func (d *Desk) foundForm(r *http.Request) (*formPage, error) {
	organs, err := d.reached(r.Context(), visitOf(r), account.OrganFound)
	if err != nil {
		return nil, err
	}
	fields := append(organFields(),
		web.Field{Control: web.SelectControl, Name: "superior", Label: "所属政府（块）", Hint: "年度报告按这个关系汇总。", Options: choices(organs, "请选择")},
		web.Field{Name: "code", Label: "代码", Hint: "统一社会信用代码或者区划代码。", Optional: true, Width: "mid"},
		dayField("设立日期"), documentField)
	return &formPage{
		Page: web.Page{Title: "新建机关", Current: "/desk/organs", Crumb: []web.Link{{Text: "机关", Address: "/desk/organs"}, {Text: "新建机关"}}},
		Head: "新建机关", Fields: fields, Verb: "新建机关", Why: "网址中的编号由系统给出，以后更名也不变。建好后再登记领导小组、工作机构，新建账号。",
		Back: web.Link{Text: "返回机关名录", Address: "/desk/organs"},
	}, nil
}

func (d *Desk) showFound(w http.ResponseWriter, r *http.Request) error {
	p, err := d.foundForm(r)
	if err != nil {
		return err
	}
	p.Fields.Fill(func(name string) string { return clean(r.URL.Query().Get(name)) })
	return d.showForm(w, r, p)
}

func (d *Desk) found(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, err := d.foundForm(r)
	if err != nil {
		return err
	}
	f, faults := foundIn(typed)
	if f.Superior = organIn(typed, "superior"); f.Superior == 0 {
		faults = append(faults, noSuperior)
	}
	if len(faults) > 0 {
		return d.refuseForm(w, r, p, typed, store.Faults(faults))
	}
	taken, err := d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{}, f)
	if err != nil {
		return d.refuseForm(w, r, p, typed, err)
	}
	return web.SeeOther(w, r, organAddress(taken.Subject.Organ)+"?done=organ")
}

// An organForm is one of the forms that change one organ: its page, and the
// step made of what was typed.
type organForm struct {
	may  account.Action
	page func(d *Desk, ctx context.Context, v *visit) (*formPage, error)
	step func(v *visit, typed func(string) string) (store.Step, store.Faults)
	done string
}

// organForm makes the page of the form.
func (d *Desk) organForm(f organForm) formMaker {
	return func(r *http.Request) (*formPage, sending, error) {
		v := visitOf(r)
		p, err := f.page(d, r.Context(), v)
		if err != nil {
			return nil, sending{}, err
		}
		on := store.Subject{Kind: store.OrganKind, Organ: v.organ.ID, ID: int64(v.organ.ID), Version: v.organ.Version}
		return p, sending{on: on, next: organAddress(v.organ.ID) + "?done=" + f.done, step: func(typed func(string) string) (store.Step, error) {
			step, faults := f.step(v, typed)
			if len(faults) > 0 {
				return nil, faults
			}
			return step, nil
		}}, nil
	}
}

// organFormPage is the page of a form on an organ.
func organFormPage(o store.Organ, title, verb string, fields web.Fields) *formPage {
	p := &formPage{Page: organHead(o, title), Head: title, Quiet: o.Name, Fields: fields, Verb: verb, Version: o.Version,
		Back: web.Link{Text: "返回" + o.Shown(), Address: organAddress(o.ID)}}
	p.stopEnded(o)
	return p
}

// stopEnded takes the form away from an organ that is no more.
func (p *formPage) stopEnded(o store.Organ) {
	if !o.Ended.IsZero() {
		p.stop(fmt.Sprintf("“%s”已于%s%s，不能再改。请到承接职责的机关办理。", o.Name, o.Ended.Chinese(), o.How.Label()))
	}
}

var renameForm = organForm{
	may: account.OrganRename, done: "organ",
	page: func(_ *Desk, _ context.Context, v *visit) (*formPage, error) {
		p := organFormPage(v.organ, "更名", "登记新名称", web.Fields{
			{Name: "name", Label: "新的全称", Value: v.organ.Name},
			{Name: "short", Label: "新的简称", Value: v.organ.Short, Optional: true, Width: "mid"},
			dayField("从哪一天起使用"), documentField,
		})
		p.Kept = []string{"name", "short"}
		p.Why = "旧名称保留在名称沿革中。以前的报告仍用当时的名称。"
		return p, nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		s := organ.Rename{Name: typed("name"), Short: typed("short"), From: from, Document: typed("document")}
		return s, first(wrong, s.Check())
	},
}

var codeForm = organForm{
	may: account.OrganRename, done: "organ",
	page: func(_ *Desk, _ context.Context, v *visit) (*formPage, error) {
		return organFormPage(v.organ, "更正代码", "保存代码", web.Fields{
			{Name: "code", Label: "代码", Hint: "统一社会信用代码或者区划代码。", Value: v.organ.Code, Optional: true, Width: "mid"},
		}).keepsAll(), nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		if n := len([]rune(typed("code"))); n > maxCode {
			return nil, store.Faults{tooLong("代码", n, maxCode).At("code")}
		}
		return organ.SetCode{Code: typed("code")}, nil
	},
}

var moveForm = organForm{
	may: account.OrganLink, done: "organ",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		organs, err := d.store.Organs(ctx)
		if err != nil {
			return nil, err
		}
		facts, err := d.organFacts(ctx, v.organ)
		if err != nil {
			return nil, err
		}
		p := organFormPage(v.organ, "调整隶属关系", "登记新的隶属关系", web.Fields{
			{Control: web.RadioControl, Name: "axis", Label: "调整哪一个", Options: []web.Option{
				{Value: string(organ.Area), Label: organ.Area.Label(), Hint: present(facts, organ.Area.Label())},
				{Value: string(organ.Line), Label: organ.Line.Label(), Hint: present(facts, organ.Line.Label())}}},
			{Control: web.SelectControl, Name: "superior", Label: "新的上级", Options: slices.Insert(choices(organs, "请选择"), 1, web.Option{Value: noOrgan, Label: "没有上级（解除现在的关系）"})},
			dayField("从哪一天起"), documentField,
		})
		p.Why = "以前年度的汇总仍按当时的关系。"
		return p, nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		s := organ.Move{Axis: organ.Axis(typed("axis")), Superior: organIn(typed, "superior"), From: from, Document: typed("document")}
		faults := first(wrong, s.Check())
		if s.Superior == 0 && typed("superior") != noOrgan {
			faults = append(faults, problem.Invalid("没有选择新的上级").Try("请从列表中选择；解除关系的，选“没有上级”").At("superior"))
		}
		return s, faults
	},
}

// noOrgan is chosen to end a link. Choosing nothing must not.
const noOrgan = "none"

// present says what holds now.
func present(facts []web.Fact, name string) string {
	for _, f := range facts {
		if f.Name == name {
			return "现在：" + f.Value
		}
	}
	return "现在没有"
}

// maxSuccessors is how many fields for successors the form has.
const maxSuccessors = 4

var endForm = organForm{
	may: account.OrganSucceed, done: "organ",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		organs, err := d.store.Organs(ctx)
		if err != nil {
			return nil, err
		}
		fields := web.Fields{{Control: web.RadioControl, Name: "how", Label: "怎样结束", Options: []web.Option{
			{Value: string(organ.Merged), Label: organ.Merged.Label(), Hint: "并入一个机关"},
			{Value: string(organ.Split), Label: organ.Split.Label(), Hint: "分成几个机关，至少选两个承接机关"},
			{Value: string(organ.Abolished), Label: organ.Abolished.Label(), Hint: "职责由其他机关承接"}}}}
		for i := range maxSuccessors {
			f := web.Field{Control: web.SelectControl, Name: "successors", Label: "承接机关", Options: choices(organs, "请选择")}
			if i > 0 {
				f.Name, f.Label, f.Optional = "successors"+strconv.Itoa(i+1), "第"+strconv.Itoa(i+1)+"个承接机关", true
			}
			fields = append(fields, f)
		}
		p := organFormPage(v.organ, "合并、分立或撤销", "登记这次变动", append(fields, dayField("从哪一天起"), documentField))
		p.Why = "登记后不能恢复：不能再登记和填报年度报告。已有的记录和报告仍可查看，公众页面写明由谁承接。"
		return p, nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		s := organ.Succeed{How: organ.Ending(typed("how")), From: from, Document: typed("document")}
		for i := range maxSuccessors {
			name := "successors"
			if i > 0 {
				name += strconv.Itoa(i + 1)
			}
			if id := organIn(typed, name); id != 0 {
				s.Successors = append(s.Successors, id)
			}
		}
		return s, first(wrong, s.Check())
	},
}

// reportDay is the day on which the leading group counts for the next report.
func (d *Desk) reportDay() calendar.Date {
	day, _ := calendar.DateOf(d.store.Today().Year()-1, 12, 31)
	return day
}
