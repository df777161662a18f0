package storetest

import (
	"testing"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// Publish takes the township's report on a year all the way: every figure that
// no register gives is 0, every chapter says one sentence.
func (o *Office) Publish(t testing.TB, year int) {
	t.Helper()
	figures := filing.EnterFigures{Figures: map[report.Code]string{}, Paper: "台账"}
	for _, code := range filing.ManualCodes(year) {
		figures.Figures[code] = "0"
	}
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: year}).Subject
	on = o.MustTake(t, o.Clerk, on, figures).Subject
	for _, chapter := range filing.WrittenChapters() {
		on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: chapter, Text: "本年工作平稳开展。"}).Subject
	}
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	o.MustTake(t, o.Approver, on, filing.Publish{})
}
