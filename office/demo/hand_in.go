package demo

import (
	"context"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/law/report/filing"
)

// The organs whose last report differs from the others' on its way to the county:
// one was sent back and mended, one waits to be received, one was not handed in.
const (
	sentBack    = "shigu"
	unanswered  = "dongdu"
	notHandedIn = "lishu"
)

// handIn plans the way of a signed report to the county and returns the day on which
// it is published.
func (c course) handIn(signed calendar.Date) (published calendar.Date) {
	years := c.f.years()
	isLast := c.year == years[len(years)-1]
	switch {
	case c.o.key == county, isLast && c.o.key == notHandedIn:
		return signed
	case isLast && c.o.key == unanswered:
		c.f.surely(signed, 100, c.step(filing.HandIn{}, 0))
		return signed
	case isLast && c.o.key == sentBack:
		c.f.surely(signed, 100, c.step(filing.HandIn{}, 0))
		c.f.surely(c.workdays(signed, 1), 50, c.answer(filing.SentBack))
		c.f.surely(c.workdays(signed, 1), 90, c.mend)
		c.f.surely(c.workdays(signed, 1), 100, c.step(filing.Submit{}, 0))
		c.f.surely(c.workdays(signed, 2), 60, c.step(filing.Review{}, 1))
		c.f.surely(c.workdays(signed, 2), 70, c.step(filing.Sign{}, 2))
		signed = c.workdays(signed, 2)
	}
	c.f.surely(signed, 100, c.step(filing.HandIn{}, 0))
	c.f.surely(c.workdays(signed, 2), 150+len(c.o.key), c.answer(filing.Received))
	return signed
}

// answer has the county's reviewer answer what was handed in last.
func (c course) answer(a filing.Answer) func(context.Context) error {
	return func(ctx context.Context) error {
		above := c.f.of(county)
		last, err := c.f.s.LastHandedIn(ctx, c.o.id, c.year)
		if err != nil {
			return err
		}
		if a == filing.Received {
			return c.f.take(ctx, above.reviewer, c.subject(), filing.Receive{Superior: above.id, N: last.N})
		}
		return c.f.take(ctx, above.reviewer, c.subject(), filing.SendBack{Superior: above.id, N: last.N, Reason: "第五部分没有写明责任单位和完成时间，请补充后重新报送"})
	}
}

// mend adds to the chapter of problems what the county has missed.
func (c course) mend(ctx context.Context) error {
	text := c.chapter(report.Problems) + "各项措施由党政办公室牵头，下一年度6月底前完成。"
	return c.f.take(ctx, c.o.clerk, c.subject(), filing.WriteChapter{Chapter: report.Problems, Text: text})
}
