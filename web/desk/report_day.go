package desk

import (
	"fmt"
	"net/http"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/web"
)

// A dayForm chooses a day on which the report is looked at as if the year had
// ended.
type dayForm struct {
	Field   web.Field
	Head    string // 假如就在2025年6月30日
	Says    string
	Whole   *web.Link // to the report of the year, nil where it is shown
	IsShown bool      // the page is of a day
}

// liveOn computes the report of the address: of the year, or as it would be on a
// day. Of the running year it is that of today, unless all of it is asked for.
func (d *Desk) liveOn(r *http.Request) (*liveReport, *dayForm, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, nil, err
	}
	today := d.store.Today()
	life := filing.Life{Founded: l.Organ.Founded, Ended: l.Organ.Ended}
	last := life.Last(l.Year, today)
	if last.IsZero() {
		return l, nil, nil
	}
	f := &dayForm{Field: web.Field{Name: "day", Label: "看某一天的样子", Hint: fmt.Sprintf("%d年到%s为止的一天", l.Year, last.Chinese()), Width: "mid", Value: last.Chinese()}}
	day := last
	switch asked, isAsked := r.URL.Query()["day"]; {
	case isAsked:
		f.Field.Value = clean(asked[0])
		if day, err = life.Day(f.Field.Value, l.Year, today); err != nil {
			f.Field.Error = problem.Of(err).Sentence()
			return l, f, nil
		}
	case r.URL.Query().Has("whole"), l.Year != today.Year(), l.Filing.State != "" && l.Filing.State != filing.Drafting:
		return l, f, nil
	}
	l, err = d.liveOnDay(r, day)
	if err != nil {
		return nil, nil, err
	}
	l.isPast = day != today || l.Filing.State != filing.Drafting && l.Filing.State != ""
	f.show(l, day, today)
	return l, f, nil
}

func (d *Desk) liveOnDay(r *http.Request, day calendar.Date) (*liveReport, error) {
	live, err := d.store.ReportOn(r.Context(), visitOf(r).organ.ID, day)
	if err != nil {
		return nil, err
	}
	live.Published = nil // the page is of the records and not of what was published
	l := d.liveOf(r, day.Year(), live)
	l.day = day
	return l, nil
}

// show says plainly that the page is no report.
func (f *dayForm) show(l *liveReport, day, today calendar.Date) {
	f.IsShown, f.Field.Value = true, day.Chinese()
	f.Head = "假如年度就在" + day.Chinese() + "结束"
	if day == today {
		f.Head = "假如年度就在今天（" + day.Chinese() + "）结束"
	}
	f.Says = "下面是按登记推算的样子，不是报告：件数计到这一天，现行有效、结转、尚未审结等是这一天的存量，机关名称和领导小组以这一天为准；人工填写的数字和文字是现在的。"
	f.Whole = &web.Link{Text: fmt.Sprintf("看%d年全年的报告", l.Year), Address: l.Address + "?whole=1"}
}
