package storetest

import (
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// Publish takes the township's report on a year all the way.
func (o *Office) Publish(t testing.TB, year int) {
	t.Helper()
	on := o.Sign(t, o.Complete(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: year}).Subject))
	o.MustTake(t, o.Approver, on, filing.Publish{})
}

// Sign takes a complete draft of the township to where it can be handed in and
// published.
func (o *Office) Sign(t testing.TB, on store.Subject) store.Subject {
	t.Helper()
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	return o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
}

// Receiver makes an account for somebody at the county to whom reports are handed
// in.
func (o *Office) Receiver(t testing.TB, login, name string) store.Actor {
	t.Helper()
	by := o.person(t, login, name, o.County, account.Post{Role: account.Reviewer})
	o.settle(t)
	return by
}

// Complete fills in what the township's draft lacks: figures that no register
// gives are 0, empty registers are confirmed to be, every chapter says one
// sentence.
func (o *Office) Complete(t testing.TB, on store.Subject) store.Subject {
	t.Helper()
	on = o.CompleteFigures(t, on)
	for _, chapter := range filing.WrittenChapters() {
		on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: chapter, Text: "本年工作平稳开展。"}).Subject
	}
	return on
}

// CompleteFigures does so with the figures alone.
func (o *Office) CompleteFigures(t testing.TB, on store.Subject) store.Subject {
	t.Helper()
	year := int(on.ID)
	figures := filing.EnterFigures{Figures: map[report.Code]string{}, Paper: "台账"}
	for _, code := range filing.ManualCodes(year) {
		figures.Figures[code] = "0"
	}
	if len(figures.Figures) > 0 {
		on = o.MustTake(t, o.Clerk, on, figures).Subject
	}
	return o.ConfirmZeros(t, on)
}

// ConfirmZeros confirms of every silent register for which cells wait that
// nothing happened.
func (o *Office) ConfirmZeros(t testing.TB, on store.Subject) store.Subject {
	t.Helper()
	l, err := o.LiveReport(t.Context(), on.Organ, int(on.ID))
	if err != nil {
		t.Fatal(err)
	}
	var silent []register.Key
	for _, d := range l.Facts.Silent() {
		if d.Cells > 0 {
			silent = append(silent, d.Key)
		}
	}
	if len(silent) == 0 {
		return on
	}
	return o.MustTake(t, o.Clerk, on, filing.ConfirmZeros{Registers: silent}).Subject
}
