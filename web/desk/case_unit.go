package desk

import (
	"fmt"
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

// unitAt is the inner office that the person of the visit handles cases for, ""
// for none.
func (v *visit) unitAt(at organ.ID) string {
	for _, p := range v.Posts {
		if p.Organ == at && p.Role == account.Handler {
			return p.Unit
		}
	}
	return ""
}

// isInPool says that the case waits for somebody of the person's inner office.
func (v *visit) isInPool(c *store.Case) bool {
	unit := v.unitAt(c.Organ)
	return unit != "" && c.Unit == unit && c.Handler == 0
}

// isAskedOnly says that the person sees the case for nothing but to give the
// opinion of the inner office.
func (v *visit) isAskedOnly(c *store.Case) bool {
	own := v.onlyOwn(c.Organ)
	return own != 0 && c.Handler != own && !v.isInPool(c)
}

// wasAsked says that the opinion of the person's inner office was asked.
func (v *visit) wasAsked(c *store.Case) bool {
	unit := v.unitAt(c.Organ)
	for _, t := range c.Course.UnitRequests {
		if unit != "" && t.Unit == unit {
			return true
		}
	}
	return false
}

var onlyOpinion = problem.Forbidden("本机构只是被征求意见，不能查看申请人的信息和材料").Try("需要的，请向承办这件申请的人员了解")

// A unitAsked is one request for the opinion of an inner office.
type unitAsked struct {
	Unit, What, Asked, Until, Opinion, Text, Chased string
	Open, Overdue                                   bool
	Chase, Answer                                   string // addresses, "" for what is not to be done
}

// unitsAsked tells of the requests to inner offices.
func unitsAsked(c *store.Case, today calendar.Date, at string) (all []unitAsked) {
	for i := range c.Course.UnitRequests {
		t := &c.Course.UnitRequests[i]
		line := unitAsked{Unit: t.Unit, What: t.What, Asked: t.AskedOn.Chinese(), Opinion: "等待答复", Text: t.Text, Open: t.IsOpen() && c.State.IsOpen(), Overdue: t.IsOverdue(today) && c.State.IsOpen()}
		if !t.Until.IsZero() {
			line.Until = t.Until.Chinese()
		}
		if n := len(t.Chased); n > 0 {
			line.Chased = fmt.Sprintf("已催办%d次，最近%s", n, t.Chased[n-1].Chinese())
		}
		switch {
		case !t.IsOpen():
			line.Opinion = t.AnsweredOn.Chinese() + "答复"
			if !t.Until.IsZero() && t.AnsweredOn > t.Until {
				line.Opinion += "，逾期"
			}
		case !c.State.IsOpen():
			line.Opinion = "没有答复"
		case line.Overdue:
			line.Opinion = "逾期没有答复"
		}
		if line.Open {
			line.Chase, line.Answer = at+"/chase?whom="+strconv.Itoa(i+1), at+"/unit-opinion?unit="+strconv.Itoa(i+1)
		}
		all = append(all, line)
	}
	return all
}

// stillAsked warns, before a reply is drafted or sent, of opinions that have not
// come. Nobody is kept from going on.
func stillAsked(c *store.Case, today calendar.Date, key string) *web.Notice {
	switch key {
	case application.Name(application.Draft{}), application.Name(application.Review{}), application.Name(application.Approve{}), application.Name(application.Reply{}):
	default:
		return nil
	}
	var says []string
	for _, t := range c.Course.OpenRequests() {
		line := t.Unit + "的意见还没有收到"
		if !t.Until.IsZero() {
			line += "，期限到" + t.Until.Chinese()
		}
		if t.IsOverdue(today) {
			line += "，已经逾期"
		}
		says = append(says, line+"。")
	}
	if len(says) == 0 {
		return nil
	}
	return &web.Notice{Title: "还在等内设机构的意见", Says: append(says, "不影响答复期限，可以继续办理。")}
}

const unitPrefix = "unit."

// askUnitFields choose inner offices and a day.
func askUnitFields(c *store.Case, f *formFacts) (fields web.Fields) {
	for _, u := range f.units {
		if u.Value != "" {
			fields = append(fields, web.Field{Name: unitPrefix + u.Value, Label: u.Label, Control: web.CheckControl})
		}
	}
	other := line("units", "其他机构", "列表中没有的，写它的名称。")
	if len(fields) == 0 {
		other = line("units", "内设机构", "本机关还没有登记内设机构，登记以后可以从列表中选择。")
	} else {
		other.Optional = true
	}
	until := dateField("until", "何时以前提出意见", fmt.Sprintf("默认%d个工作日，由本机关自定。征求内设机构意见的时间计入答复期限。", f.unitDays))
	until.Value = typedDay(f.days.After(f.today, f.unitDays))
	if !c.DueOn.IsZero() {
		until.Hint += "这件申请最迟" + c.DueOn.Chinese() + "答复。"
	}
	return append(fields, other, until, optional(area("what", "请对方就什么提出意见", "")))
}

func askedUnits(_ *store.Case, t *typing) application.Step {
	s := application.AskUnits{Until: t.day("until"), What: t.value("what")}
	for _, f := range t.fields {
		if unit, is := strings.CutPrefix(f.Name, unitPrefix); is && t.value(f.Name) != "" {
			s.Units = append(s.Units, unit)
		}
	}
	if other := t.value("units"); other != "" {
		s.Units = append(s.Units, other)
	}
	return s
}

func noUnitAsked(c *store.Case) bool { return len(c.Course.UnitRequests) == 0 }

// askedUnitField chooses one of the inner offices that were asked.
func askedUnitField(c *store.Case, name, label string) web.Field {
	f := web.Field{Name: name, Label: label, Control: web.SelectControl, Width: "mid"}
	for _, t := range c.Course.UnitRequests {
		option := web.Option{Value: t.Unit, Label: t.Unit}
		if f.Value == "" && t.IsOpen() {
			f.Value = t.Unit
		}
		known := false
		for _, o := range f.Options {
			known = known || o == option
		}
		if !known {
			f.Options = append(f.Options, option)
		}
	}
	return f
}

// prefill puts the inner office that a link names, by its place, into a form.
func prefill(fields web.Fields, c *store.Case, name, place string) {
	n, err := strconv.Atoi(place)
	if err != nil || n < 1 || n > len(c.Course.UnitRequests) {
		return
	}
	for i := range fields {
		if fields[i].Name == name {
			fields[i].Value = c.Course.UnitRequests[n-1].Unit
		}
	}
}
