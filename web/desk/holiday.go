package desk

import (
	"fmt"
	"io"
	"net/http"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// A holidayPage enters the holiday arrangement of a year: first what it would
// do, then the confirmation.
type holidayPage struct {
	web.Page
	Notice *web.Notice
	Fields web.Fields
	Effect *store.HolidayEffect // nil before the preview
	Days   []string             // of the table, in words
	Years  []holidayYear
}

// A holidayYear is a year whose arrangement the program has.
type holidayYear struct {
	Year   int
	Notice string
}

// More is how many cases the preview does not list.
func (p *holidayPage) More() int { return p.Effect.Moves - len(p.Effect.Moved) }

func (d *Desk) holidayPage(r *http.Request) (*holidayPage, error) {
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return nil, err
	}
	p := &holidayPage{Page: web.Page{Title: "节假日安排", Current: "/desk/holidays", Crumb: []web.Link{{Text: "今日", Address: "/desk/"}, {Text: "节假日安排"}}},
		Fields: web.Fields{
			{Name: "table", Label: "一年的节假日安排", Control: web.AreaControl, Rows: 12, Hint: "一行一条：年份、通知、放假、上班，日期写成2027-01-01。例如“放假 元旦 2027-01-01 2027-01-03”。"},
			{Name: "file", Label: "或者选择文本文件", Control: web.FileControl, Hint: "UTF-8文本，不超过16 KB。", Optional: true},
		}}
	if r.URL.Query().Get("done") == "set" {
		p.Notice = &web.Notice{Kind: "ok", Says: []string{"已导入。没有办结的申请按新的安排重新计算了期限，已办结的不变。"}}
	}
	c := clock.Days().Calendar()
	years := c.Years()
	for i := len(years) - 1; i >= 0; i-- {
		p.Years = append(p.Years, holidayYear{years[i], c.Notice(years[i])})
	}
	return p, nil
}

func (d *Desk) showHolidays(w http.ResponseWriter, r *http.Request) error {
	p, err := d.holidayPage(r)
	if err != nil {
		return err
	}
	if typed, ok := visitOf(r).typed(); ok {
		p.Fields.Fill(typed)
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "holiday", p)
}

// setHolidays previews a table, and enters the one that was previewed.
func (d *Desk) setHolidays(w http.ResponseWriter, r *http.Request) error {
	p, err := d.holidayPage(r)
	if err != nil {
		return err
	}
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	table, err := tableIn(r, typed)
	if err == nil && typed("do") == "set" {
		moved, _ := strconv.Atoi(typed("moved")) // what is no number is another preview
		step := store.SetHolidays{Table: table, Moved: moved}
		if _, err = d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: visitOf(r).home.ID}, step); err == nil {
			return web.SeeOther(w, r, "/desk/holidays?done=set")
		}
	}
	failed := err
	if failed == nil || problem.Of(failed).Kind == problem.KindConflict {
		if err := d.preview(r, p, table); err != nil && failed == nil {
			failed = err
		}
	}
	p.Fields.Fill(func(string) string { return table })
	if failed == nil {
		return d.area.Render(w, r, http.StatusOK, "holiday", p)
	}
	told := problem.Of(failed)
	if told.Field == "" && told.Kind == problem.KindInvalid {
		failed = told.At("table")
	}
	notice, code, ok := d.blame(r, failed, p.Fields)
	if !ok {
		return failed
	}
	p.Notice = notice
	return d.area.Render(w, r, code, "holiday", p)
}

func (d *Desk) preview(r *http.Request, p *holidayPage, table string) error {
	e, err := d.store.PreviewHolidays(r.Context(), table)
	if err != nil {
		return err
	}
	p.Effect = &e
	for _, h := range e.Table.Holidays {
		p.Days = append(p.Days, h.Name+"　"+h.First.Chinese()+"至"+h.Last.Chinese())
	}
	for _, day := range e.Table.Shifted {
		p.Days = append(p.Days, "上班　"+day.Chinese()+"（"+day.WeekdayName()+"）")
	}
	return nil
}

// mostTable is the largest file that is read; the calendar bounds the table.
const mostTable = 64 << 10

// tableIn is the table that was typed, or else that of the file.
func tableIn(r *http.Request, typed func(string) string) (string, error) {
	if r.MultipartForm != nil && len(r.MultipartForm.File["file"]) > 0 {
		file, err := r.MultipartForm.File["file"][0].Open()
		if err != nil {
			return "", fmt.Errorf("open uploaded table: %w", err)
		}
		defer file.Close()
		text, err := io.ReadAll(io.LimitReader(file, mostTable))
		if err != nil {
			return "", fmt.Errorf("read uploaded table: %w", err)
		}
		return clean(string(text)), nil
	}
	if text := typed("table"); text != "" {
		return text, nil
	}
	return "", problem.Invalid("没有填写节假日安排").Try("请粘贴一年的安排，或者选择文本文件").At("table")
}

// movedSays tells a due date that changes.
func movedSays(from, to calendar.Date) string {
	if from.IsZero() {
		return "定为" + to.Chinese()
	}
	return from.Chinese() + "改为" + to.Chinese()
}

// Moved tells the cases of the preview.
func (p *holidayPage) Moved() (lines []string) {
	for _, m := range p.Effect.Moved {
		lines = append(lines, m.Number+"　"+movedSays(m.From, m.To))
	}
	return lines
}
