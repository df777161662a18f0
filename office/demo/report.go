package demo

import (
	"context"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// A course is the making of one report: who has a hand in it and when.
type course struct {
	f    *filling
	o    *office
	year int
}

// reports plans the annual reports of an organ: all up to last year are
// published, whatever day it is.
func (f *filling) reports(o *office) {
	for _, year := range f.years() {
		if !o.reports(year) {
			continue
		}
		c := course{f, o, year}
		begun := c.begun()
		f.surely(begun, 40, c.begin)
		f.surely(c.workdays(begun, 1), 35, c.write)
		f.surely(c.workdays(begun, 2), 55, c.confirm)
		if o.key == "minzheng" && year == firstYear+1 {
			f.surely(c.workdays(begun, 3), 60, c.returned)
		}
		f.surely(c.workdays(begun, 4), 70, c.step(filing.Submit{}, 0))
		f.surely(c.workdays(begun, 5), 80, c.step(filing.Review{}, 1))
		f.surely(c.workdays(begun, 6), 90, c.step(filing.Sign{}, 2))
		published := c.handIn(c.workdays(begun, 6))
		f.surely(published, 120, c.step(filing.Publish{}, 2))
		if o.key == forgetful && year == firstYear {
			c.remember()
		}
	}
}

// begun is the day on which the organ begins with the report: departments and
// towns in the first days of the year, the county government after them.
func (c course) begun() calendar.Date {
	if c.o.key == county {
		return workday(dateOf(c.year+1, 2, 24))
	}
	return c.workdays(dateOf(c.year+1, 1, 4), 2+(len(c.o.key)*3+len(c.o.name)+c.year)%6)
}

func (c course) workdays(day calendar.Date, n int) calendar.Date {
	return calendar.National().After(day, n)
}

// subject is what a step on the report names.
func (c course) subject() store.Subject {
	on := c.o.subject(store.FilingKind)
	on.ID = int64(c.year)
	return on
}

func (c course) begin(ctx context.Context) error {
	return c.f.take(ctx, c.o.clerk, c.o.subject(store.FilingKind), filing.Begin{Year: c.year})
}

// step is a step of the course by the clerk (0), the reviewer (1) or the
// approver (2).
func (c course) step(step store.Step, by int) func(context.Context) error {
	return func(ctx context.Context) error {
		return c.f.take(ctx, [...]person{c.o.clerk, c.o.reviewer, c.o.approver}[by], c.subject(), step)
	}
}

// write writes the three chapters.
func (c course) write(ctx context.Context) error {
	for _, chapter := range filing.WrittenChapters() {
		if err := c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: chapter, Text: c.chapter(chapter)}); err != nil {
			return err
		}
	}
	return nil
}

// confirm has the clerk say of every register that is silent that nothing
// happened.
func (c course) confirm(ctx context.Context) error {
	live, err := c.f.s.LiveReport(ctx, c.o.id, c.year)
	if err != nil {
		return err
	}
	var silent []register.Key
	for _, d := range live.Facts.Silent() {
		if len(d.Figures) > 0 {
			silent = append(silent, d.Key)
		}
	}
	if len(silent) == 0 {
		return nil
	}
	return c.f.take(ctx, c.o.clerk, c.subject(), filing.ConfirmZeros{Registers: silent})
}

// returned submits the report a first time and has it sent back.
func (c course) returned(ctx context.Context) error {
	if err := c.step(filing.Submit{}, 0)(ctx); err != nil {
		return err
	}
	if err := c.step(filing.Return{Reason: "第五部分的改进措施要写明责任单位，请补充后再送"}, 1)(ctx); err != nil {
		return err
	}
	text := c.chapter(report.Problems) + "各项措施由办公室牵头，社会救助股、区划地名股配合落实。"
	return c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: report.Problems, Text: text})
}

// remember enters a decision that was forgotten and corrects the report.
func (c course) remember() {
	day := workday(dateOf(c.year+1, 4, 9))
	c.f.later(day, 150, func(ctx context.Context) error {
		return c.f.enter(ctx, c.o, register.Penalty, c.drawer(register.Penalty.Key).forgotten())
	})
	c.revise(day, fmt.Sprintf("漏登%d年11月作出的行政处罚决定1件", c.year))
}

// revise corrects a published report from a day on.
func (c course) revise(day calendar.Date, reason string) {
	day = workday(day)
	c.f.surely(day, 200, c.step(filing.Revise{Reason: reason}, 0))
	c.f.surely(day, 230, c.step(filing.Submit{}, 0))
	c.f.surely(c.workdays(day, 1), 60, c.step(filing.Review{}, 1))
	c.f.surely(c.workdays(day, 2), 70, c.step(filing.Sign{}, 2))
	c.f.surely(c.workdays(day, 2), 90, c.step(filing.Publish{}, 2))
}

// drafts are what is under way today: reports on the running year with what
// does not agree yet, and corrections that wait for the next person.
func (f *filling) drafts() {
	year := f.today.Year()
	lately := workdayBefore(f.today - 4)
	for i, key := range []string{county, "ziran", seedTown, "liuwan"} {
		c := course{f, f.of(key), year}
		if lately.Year() != year { // in the first days of a year
			continue
		}
		f.later(lately, 60+9*i, c.begin)
		f.later(lately, 64+9*i, c.draft)
	}
	waiting := workdayBefore(f.today - 2)
	for i, w := range []struct {
		key, reason string
		reviewed    bool
	}{{county, "补充说明信息处理费的减免情况", false}, {"shijian", "更正第五部分的文字", false}, {"bailu", "更正第一部分的文字", true}} {
		c := course{f, f.of(w.key), year - 1}
		if waiting <= c.workdays(c.begun(), 7) {
			continue
		}
		f.later(waiting, 100+9*i, c.step(filing.Revise{Reason: w.reason}, 0))
		f.later(waiting, 103+9*i, c.amend)
		f.later(waiting, 105+9*i, c.step(filing.Submit{}, 0))
		if w.reviewed {
			f.later(waiting, 250+9*i, c.step(filing.Review{}, 1))
		}
	}
}

// draft writes two chapters of the running year, one with a figure typed from
// memory.
func (c course) draft(ctx context.Context) error {
	typed := c.typed()
	if err := c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: report.Overall, Text: typed}); err != nil {
		return err
	}
	return c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: report.Problems, Text: c.chapter(report.Problems)})
}

// amend adds a sentence to the last chapter.
func (c course) amend(ctx context.Context) error {
	text := c.chapter(report.Other) + fmt.Sprintf("%d年已公开的年度报告全文可以在本网站查阅、下载。", c.year)
	return c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: report.Other, Text: text})
}
