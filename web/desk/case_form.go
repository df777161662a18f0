package desk

import (
	"fmt"
	"strconv"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A caseForm is one step as a form: its fields and the step they make. The
// table caseForms has all steps that a person takes.
type caseForm struct {
	// probe is a step of the form's kind that says by its problem whether the case
	// takes one at all.
	probe application.Step
	// why says under the button what the step effects; "" where it is plain.
	why    string
	fields func(*store.Case, *formFacts) web.Fields
	step   func(*store.Case, *typing) application.Step
	// hidden says that the form makes no sense for the case, nil for never.
	hidden func(*store.Case) bool
	// day and dayHint tell which day is asked for, "" for that on which it happened;
	// "-" asks for none, and the step is one of today.
	day, dayHint string
}

// dayField asks for the day of the step.
func (f *caseForm) dayField(today calendar.Date) web.Fields {
	switch f.day {
	case "-":
		return nil
	case "":
		hint := "这件事发生的日期。"
		if f.movesPeriod() {
			hint = "这件事发生的日期，期限从它计算。"
		}
		return web.Fields{{Name: "on", Label: "日期", Hint: hint, Control: web.DateControl, Width: "short", Value: typedDay(today)}}
	}
	return web.Fields{{Name: "on", Label: f.day, Hint: f.dayHint, Control: web.DateControl, Width: "short", Value: typedDay(today)}}
}

// movesPeriod says that the period for the reply begins, stops or changes with the
// step, so that its day matters.
func (f *caseForm) movesPeriod() bool {
	switch f.probe.(type) {
	case application.Receive, application.RequireCorrection, application.Correct, application.Consult, application.Opinion, application.Silence,
		application.Defer, application.Extend, application.FeeNotice, application.Paid, application.Reopen:
		return true
	}
	return false
}

// key is the end of the form's address.
func (f *caseForm) key() string { return application.Name(f.probe) }

func (f *caseForm) verb() string { return application.Verb(f.probe) }

// formFacts are what forms offer beyond the case.
type formFacts struct {
	today    calendar.Date
	units    []web.Option
	duties   string // which inner office answers for what, "" where none says so
	handlers []web.Option
	days     *calendar.Counter
	unitDays int // for the opinion of an inner office
	n        int // which of several, as the address says; 0 where it does not
}

// typing reads typed values and keeps what cannot be read.
type typing struct {
	value  func(string) string
	faults store.Faults
	fields web.Fields // of the form
}

func (t *typing) day(field string) calendar.Date {
	day, wrong := dayIn(t.value, field)
	if wrong != nil {
		t.faults = append(t.faults, wrong)
	}
	return day
}

func (t *typing) number(field, label string) int {
	text := t.value(field)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.faults = append(t.faults, problem.Invalid("%s“%s”不是整数", label, text).Try("请写阿拉伯数字").At(field))
	}
	return n
}

// cents reads yuan with at most two decimals.
func (t *typing) cents(field string) int64 {
	text := t.value(field)
	if text == "" {
		return 0
	}
	var yuan, fen int64
	n, _ := fmt.Sscanf(text, "%d.%d", &yuan, &fen)
	plain := strconv.FormatInt(yuan, 10)
	switch {
	case n >= 1 && yuan >= 0 && yuan < 1_000_000_000 && text == plain:
		return yuan * 100
	case n == 2 && text == fmt.Sprintf("%d.%02d", yuan, fen) && fen >= 0 && fen < 100 && yuan >= 0 && yuan < 1_000_000_000:
		return yuan*100 + fen
	case n == 2 && text == fmt.Sprintf("%d.%d", yuan, fen) && fen >= 0 && fen < 10 && yuan >= 0 && yuan < 1_000_000_000:
		return yuan*100 + fen*10
	}
	t.faults = append(t.faults, problem.Invalid("“%s”不是金额", text).Try("请写成元，最多两位小数，例如 40.00").At(field))
	return 0
}

// Fields that return in the table.
func area(name, label, hint string) web.Field {
	return web.Field{Name: name, Label: label, Hint: hint, Control: web.AreaControl, Rows: 3}
}

func optional(f web.Field) web.Field {
	f.Optional = true
	return f
}

func line(name, label, hint string) web.Field {
	return web.Field{Name: name, Label: label, Hint: hint, Width: "mid"}
}

func dateField(name, label, hint string) web.Field {
	return web.Field{Name: name, Label: label, Hint: hint, Control: web.DateControl, Width: "short"}
}

func only(fields ...web.Field) func(*store.Case, *formFacts) web.Fields {
	return func(*store.Case, *formFacts) web.Fields { return fields }
}

// itemField chooses one item, or all.
func itemField(c *store.Case) web.Field {
	f := web.Field{Name: "item", Label: "哪一项", Control: web.SelectControl, Options: []web.Option{{Value: "0", Label: "全部各项"}}, Width: "mid"}
	for _, item := range c.Course.Items {
		f.Options = append(f.Options, web.Option{Value: strconv.Itoa(item.N), Label: fmt.Sprintf("第%d项　%s", item.N, atMost(item.Asked, 30))})
	}
	return f
}

func atMost(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// partyField chooses one of the consultations that wait, or all of them.
func partyField(c *store.Case) web.Field {
	f := web.Field{Name: "name", Label: "谁的意见", Control: web.SelectControl, Width: "mid"}
	for i, t := range c.Course.Consultations {
		f.Options = append(f.Options, web.Option{Value: strconv.Itoa(i + 1), Label: t.Party.Label() + "　" + t.Name + "　" + t.SentOn.Chinese() + "发出"})
	}
	return f
}

// chosenParty is the consultation chosen in partyField.
func chosenParty(c *store.Case, t *typing) (application.Party, string) {
	n, err := strconv.Atoi(t.value("name"))
	if err != nil || n < 1 || n > len(c.Course.Consultations) {
		t.faults = append(t.faults, problem.Invalid("没有选择是谁的意见").Try("请从列表中选择").At("name"))
		return application.ThirdParty, ""
	}
	return c.Course.Consultations[n-1].Party, c.Course.Consultations[n-1].Name
}

func noConsultation(c *store.Case) bool { return len(c.Course.Consultations) == 0 }

func radio(name, label string, options ...web.Option) web.Field {
	return web.Field{Name: name, Label: label, Control: web.RadioControl, Options: options}
}

// assignFields choose an inner office and a person.
func assignFields(c *store.Case, f *formFacts) web.Fields {
	account := ""
	if c.Handler != 0 {
		account = strconv.FormatInt(int64(c.Handler), 10)
	}
	return web.Fields{
		{Name: "unit", Label: "承办机构", Control: web.SelectControl, Options: f.units, Hint: f.duties, Value: c.Unit, Width: "mid", Optional: true},
		{Name: "account", Label: "承办人", Control: web.SelectControl, Options: f.handlers, Value: account, Width: "mid", Optional: true},
		optional(area("note", "要求", "")),
	}
}

func assigned(_ *store.Case, t *typing) application.Step {
	s := application.Assign{Unit: t.value("unit"), Note: t.value("note")}
	if text := t.value("account"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.faults = append(t.faults, problem.Invalid("没有找到这名承办人").Try("请从列表中选择").At("account"))
		}
		s.Account = int64(account.ID(id))
	}
	return s
}

func correctFields(c *store.Case, _ *formFacts) (fields web.Fields) {
	for _, item := range c.Course.Items {
		f := area(itemName(item.N), fmt.Sprintf("第%d项（补正后）", item.N), "")
		f.Value = item.Asked
		fields = append(fields, f)
	}
	return append(fields, optional(area("note", "说明", "")))
}

func corrected(c *store.Case, t *typing) application.Step {
	s := application.Correct{Note: t.value("note")}
	for i := range c.Course.Items {
		s.Items = append(s.Items, application.Item{N: i + 1, Asked: t.value(itemName(i + 1))})
	}
	return s
}

func extendFields(*store.Case, *formFacts) web.Fields {
	return web.Fields{
		{Name: "days", Label: "延长几个工作日", Hint: "最多20个工作日，一件申请只能延长一次。", Mode: "numeric", Width: "short", Value: "20"},
		area("why", "延长的理由", "写进延期答复告知书。"),
	}
}

func untilField(label string, n int) func(*store.Case, *formFacts) web.Field {
	return func(_ *store.Case, f *formFacts) web.Field {
		d := dateField("until", label, "")
		if n > 0 {
			d.Value = typedDay(f.days.After(f.today, n))
		}
		return d
	}
}

func workingDays(n int) law.WorkingDays { return law.WorkingDays(n) }
