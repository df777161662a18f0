package desk

import (
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/web"
)

// receiptForm is the page of what a superior organ asks for, with what it has set.
func (d *Desk) receiptForm(r *http.Request) (*formPage, sending, error) {
	v := visitOf(r)
	set, err := d.store.Receipts(r.Context(), v.organ.ID)
	if err != nil {
		return nil, sending{}, err
	}
	last := d.store.Today().Year() - 1
	now, err := d.store.Receipt(r.Context(), v.organ.ID, last)
	if err != nil {
		return nil, sending{}, err
	}
	var years []web.Option
	for year := last + 1; year >= max(last-2, firstReport); year-- {
		years = append(years, web.Option{Value: strconv.Itoa(year), Label: fmt.Sprintf("%d年的报告", year)})
	}
	p := &formPage{Head: "规定报送日期和先后", Quiet: v.organ.Name, Verb: "保存规定", Version: v.organ.Version,
		Why:  "法律没有规定接收在先，也没有规定乡镇、街道报送的日期；这是本机关的规定。到1月31日仍没有接收的，下级可以发布，不因等待而逾期。",
		Back: web.Link{Text: "返回报送情况", Address: belowAddress(v.organ.ID, last)}}
	p.Page = web.Page{Title: "规定报送日期和先后", Column: "年度报告", Current: organAddress(v.organ.ID) + "/reports",
		Crumb: []web.Link{{Text: "年度报告", Address: organAddress(v.organ.ID) + "/reports"}, {Text: fmt.Sprintf("%d年报送情况", last), Address: p.Back.Address}, {Text: "规定"}}}
	p.Fields = web.Fields{
		{Control: web.SelectControl, Name: "since", Label: "从哪一年的报告起", Options: years, Value: strconv.Itoa(last), Width: "mid"},
		{Name: "day", Label: "几月几日以前报送", Hint: "如1月20日，不晚于1月31日；不另外规定的，不填。", Value: receiptDay(now.Day), Optional: true, Width: "mid"},
		{Control: web.RadioControl, Name: "first", Label: "下级发布以前", Options: []web.Option{{Value: "no", Label: "不用等接收"}, {Value: "yes", Label: "要先接收", Hint: "到1月31日仍没有接收的，可以发布"}}, Value: map[bool]string{false: "no", true: "yes"}[now.First]},
	}
	p.stopEnded(v.organ)
	p.FactsHead = "已有的规定"
	for _, s := range set {
		says := fmt.Sprintf("%d年的报告起：", s.Since)
		if s.Day != "" {
			says += receiptDay(s.Day) + "以前报送，"
		}
		says += map[bool]string{false: "发布不用等接收", true: "接收以后再发布"}[s.First]
		p.Running = append(p.Running, web.Fact{Name: says, Value: s.By + "，" + web.Moment(s.At)})
	}
	on := store.Subject{Kind: store.OrganKind, Organ: v.organ.ID, ID: int64(v.organ.ID), Version: v.organ.Version}
	return p, sending{on: on, next: p.Back.Address + "?done=receipt", step: func(typed func(string) string) (store.Step, error) {
		step, fault := receiptIn(typed)
		if fault != nil {
			return nil, store.Faults{fault}
		}
		return step, nil
	}}, nil
}

// receiptDay writes 01-20 as people do.
func receiptDay(day string) string {
	var m, n int
	if _, err := fmt.Sscanf(day, "%d-%d", &m, &n); err != nil {
		return day
	}
	return fmt.Sprintf("%d月%d日", m, n)
}

// receiptIn reads what was typed; the day is within the January after a year, with
// or without the year.
func receiptIn(typed func(string) string) (filing.SetReceipt, *problem.Error) {
	since, _ := strconv.Atoi(typed("since"))
	s := filing.SetReceipt{Since: since, Receipt: filing.Receipt{First: typed("first") == "yes"}}
	text := typed("day")
	if text == "" {
		return s, nil
	}
	day, err := calendar.ParseWritten(fmt.Sprintf("%d年%s", since+1, text))
	if err != nil {
		if day, err = calendar.ParseWritten(text); err != nil {
			return s, problem.Invalid("“%s”不是几月几日", text).Try("请写成1月20日").At("day")
		}
	}
	s.Day = fmt.Sprintf("%02d-%02d", day.Month(), day.Day())
	return s, nil
}
