package store_test

import (
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestOvertakenReport: the second of two people who work on a report is told
// that it is under review, where it is; otherwise who came first, when, and
// with which step.
func TestOvertakenReport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		seen := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
		chapter := filing.WriteChapter{Chapter: filing.WrittenChapters()[0], Text: "本年工作平稳开展。"}
		figure := filing.ConfirmZeros{Registers: []register.Key{"licence"}}
		refused := func(by store.Actor, on store.Subject, step store.Step, want ...string) {
			t.Helper()
			_, err := o.Take(t.Context(), by, on, step)
			p := problem.Of(err)
			if p == nil || p.Kind != problem.KindConflict {
				t.Fatalf("%T on an old version: %v, want a conflict", step, err)
			}
			for _, w := range want {
				if !strings.Contains(p.Says, w) {
					t.Errorf("%T on an old version is told “%s”, want …%s…", step, p.Says, w)
				}
			}
		}

		written := o.MustTake(t, o.Clerk, seen, chapter).Subject
		refused(o.Clerk, seen, chapter, "报告在您打开以后又被改过", "李敏", "撰写文字部分")
		refused(o.Clerk, seen, figure, "李敏", "撰写文字部分")
		refused(o.Clerk, seen, filing.Submit{}, "李敏", "撰写文字部分")

		submitted := submit(t, o, written)
		refused(o.Clerk, seen, chapter, "待审核", "不能修改")
		refused(o.Clerk, seen, figure, "待审核", "不能修改")
		refused(o.Clerk, submitted, chapter, "待审核", "不能修改")

		returned := o.MustTake(t, o.Reviewer, submitted, filing.Return{Reason: "处罚数请核对"}).Subject
		refused(o.Reviewer, submitted, filing.Review{}, "报告在您打开以后又被改过", "王静", "退回")
		refused(o.Clerk, written, chapter, "王静", "退回")
		o.MustTake(t, o.Clerk, returned, chapter)
	})
}

// submit fills in what the report lacks and submits it.
func submit(t *testing.T, o *storetest.Office, on store.Subject) store.Subject {
	t.Helper()
	on = o.Complete(t, on)
	return o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
}
