package desk

import (
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law/application"
	"gongkai/office/store"
	"gongkai/web"
)

// feeFields are what a processing fee is reckoned from, and the amount.
func feeFields(*store.Case, *formFacts) web.Fields {
	return web.Fields{
		radio("mode", "怎样计收",
			web.Option{Value: string(application.ByPage), Label: application.ByPage.Label(), Hint: "提供纸质件、电子邮件或者复制电子数据的，按这一件提供的页数；A4及以下幅面单面为一页。"},
			web.Option{Value: string(application.ByItem), Label: application.ByItem.Label(), Hint: "按同一申请人一个自然月内的件数累计。"},
			web.Option{Value: "", Label: "不由程序计算", Hint: "直接填写金额。"}),
		optional(web.Field{Name: "units", Label: "页数或者件数", Hint: "按量的填页数；按件的填这次计收的件数，一般是1。", Mode: "numeric", Width: "short"}),
		optional(web.Field{Name: "before", Label: "本月以前的件数", Hint: "按件的才用：这名申请人本月在这一件以前申请了几件，程序按登记填写。", Mode: "numeric", Width: "short"}),
		{Name: "cents", Label: "应收金额（元）", Hint: "可以先按“计算”，核对以后再发出。", Mode: "decimal", Width: "short"},
		optional(dateField("received", "申请人收到通知的日期", "")),
	}
}

func feeNoticed(_ *store.Case, t *typing) application.Step {
	s := application.FeeNotice{Cents: t.cents("cents"), Received: t.day("received"), Mode: application.FeeMode(t.value("mode"))}
	if s.Mode != "" {
		s.Units = t.number("units", "页数或者件数")
	}
	if s.Mode == application.ByItem {
		s.Before = t.number("before", "本月以前的件数")
	}
	return s
}

// feeSays tells an amount and what it was reckoned from.
func feeSays(s application.FeeNotice) string {
	says := application.Yuan(s.Cents) + "元"
	switch s.Mode {
	case application.ByPage:
		says += fmt.Sprintf("，按量计收，%d页", s.Units)
	case application.ByItem:
		says += fmt.Sprintf("，按件计收，本月第%d件起%d件", s.Before+1, s.Units)
	}
	return says
}

// knowBefore fills in how many the applicant asked this month before the case.
func (d *Desk) knowBefore(r *http.Request, c store.Case, fields web.Fields) error {
	n, err := d.store.Earlier(r.Context(), c)
	for i := range fields {
		if fields[i].Name == "before" {
			fields[i].Value = strconv.Itoa(n)
		}
	}
	return err
}

// reckonFee shows the form again with the reckoning, line by line, and its sum.
func (d *Desk) reckonFee(w http.ResponseWriter, r *http.Request, p *formPage, t *typing) error {
	without := &typing{value: func(name string) string {
		if name == "cents" {
			return "" // what is being reckoned
		}
		return t.value(name)
	}}
	s := feeNoticed(nil, without).(application.FeeNotice)
	t.faults = append(t.faults, without.faults...)
	on := t.day("on")
	if on.IsZero() {
		on = d.store.Today()
	}
	if len(t.faults) > 0 {
		return d.refuseForm(w, r, p, t.value, t.faults)
	}
	fee, wrong := application.ReckonFee(s.Mode, s.Before, s.Units, on)
	if wrong != nil {
		return d.refuseForm(w, r, p, t.value, wrong)
	}
	p.Fields.Fill(func(name string) string {
		if name == "cents" {
			return application.Yuan(fee.Cents)
		}
		return t.value(name)
	})
	p.Version = versionIn(t.value, p.Version)
	p.Notice = &web.Notice{Kind: "ok", Title: fee.Mode.Label() + "，合计" + application.Yuan(fee.Cents) + "元"}
	for _, l := range fee.Lines {
		p.Notice.Says = append(p.Notice.Says, fee.Says(l))
	}
	if fee.Cents == 0 {
		p.Notice.Says = append(p.Notice.Says, "不收费的，不发收费通知。")
	} else {
		p.Notice.Says = append(p.Notice.Says, "还没有发出。请核对，金额已经填在下面。")
	}
	return d.area.Render(w, r, http.StatusOK, "form", p)
}
