package store_test

import (
	"context"
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// judged is the finding of a rule on the report of a year, as its page shows it.
func judged(t *testing.T, o *storetest.Office, year int, rule string) filing.Judged {
	t.Helper()
	l, err := o.LiveReport(t.Context(), o.Township, year)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range l.Shown().Judged {
		if j.Rule == rule {
			return j
		}
	}
	t.Fatalf("no finding of %s in %v", rule, l.Shown().Findings)
	return filing.Judged{}
}

// waive explains the finding of a rule.
func waive(t *testing.T, o *storetest.Office, on store.Subject, rule, reason string) store.Subject {
	t.Helper()
	j := judged(t, o, int(on.ID), rule)
	return o.MustTake(t, o.Clerk, on, filing.Waive{Mark: j.Mark, Reason: reason}).Subject
}

// draftSaying is a whole draft on 2024 with one penalty, of which chapter one
// says that there were as many as given.
func draftSaying(t *testing.T, o *storetest.Office, penalties string) store.Subject {
	t.Helper()
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕1号", "2024-03-05"))
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
	on = o.Complete(t, on)
	return o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: report.Overall, Text: "收到政府信息公开申请" + penalties + "件。"}).Subject
}

// TestWaive walks a word from its giving to the frozen version: it survives
// every look at the report while the values stay, lapses when they change and
// is there again when they are what they were.
func TestWaive(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := draftSaying(t, o, "2")
		j := judged(t, o, 2024, "text_mismatch")
		if j.Severity != report.Error || j.Waiver != nil {
			t.Fatalf("the finding is %+v, want an open error", j)
		}
		if _, err := o.Take(t.Context(), o.Clerk, on, filing.Submit{}); err == nil || !strings.Contains(problem.Of(err).Sentence(), "1处错误") {
			t.Fatalf("Submit with an open error: %v", err)
		}
		const reason = "2件是咨询，不是申请"
		waived := o.MustTake(t, o.Clerk, on, filing.Waive{Mark: j.Mark, Reason: " " + reason + "\n"}).Subject
		if again := o.MustTake(t, o.Clerk, on, filing.Waive{Mark: j.Mark, Reason: reason}); again.Seq != 0 {
			t.Errorf("the form sent twice was done twice: %+v", again)
		}
		for range 2 {
			j = judged(t, o, 2024, "text_mismatch")
			if j.Waiver == nil || j.Waiver.Reason != reason || j.Waiver.By != "李敏" || j.Waiver.On.String() != "2025-01-06" {
				t.Fatalf("after Waive: %+v", j.Waiver)
			}
		}
		on = o.MustTake(t, o.Clerk, waived, filing.WriteChapter{Chapter: report.Overall, Text: "收到政府信息公开申请3件。"}).Subject
		if j = judged(t, o, 2024, "text_mismatch"); j.Waiver != nil || j.Lapsed == nil || j.Lapsed.Reason != reason {
			t.Fatalf("after the value has changed: %+v", j)
		}
		if _, err := o.Take(t.Context(), o.Clerk, on, filing.Submit{}); err == nil {
			t.Error("Submit with a lapsed word: done, want it refused")
		}
		on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: report.Overall, Text: "收到政府信息公开申请2件。"}).Subject
		frozenWith(t, o, on, j.At, reason)
	})
}

// frozenWith publishes the draft without another explanation and looks for the
// word beside the version, and not in it.
func frozenWith(t *testing.T, o *storetest.Office, on store.Subject, at, reason string) {
	t.Helper()
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	for _, step := range []store.Step{filing.Waive{Mark: "x", Reason: "没有问题的"}, filing.Unwaive{Waiver: 1, Reason: "没有问题的"}} {
		if _, err := o.Take(t.Context(), o.Clerk, on, step); err == nil || problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("%T under review: %v, want a conflict", step, err)
		}
	}
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	o.MustTake(t, o.Approver, on, filing.Publish{})
	frozen, err := o.VersionWaivers(t.Context(), o.Township, 2024)
	if err != nil || len(frozen) != 1 || frozen[0].N != 1 || frozen[0].Reason != reason || frozen[0].By != "李敏" || frozen[0].At != at {
		t.Errorf("VersionWaivers = %+v, %v", frozen, err)
	}
	v, err := o.Published(t.Context(), o.Township, 2024, 0)
	if err != nil || strings.Contains(string(v.Content), reason) {
		t.Errorf("the public content holds the word: %v\n%s", err, v.Content)
	}
	if v, err := o.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
		t.Errorf("Verify: %v, %v", says(v.Breaks), err)
	}
}

// TestUnwaive: a word taken back answers nothing, stays in the history with its
// reason, and another may be given.
func TestUnwaive(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := waive(t, o, draftSaying(t, o, "2"), "text_mismatch", "2件是咨询，不是申请")
		w := judged(t, o, 2024, "text_mismatch").Waiver
		seen := on
		on = o.MustTake(t, o.Clerk, on, filing.Unwaive{Waiver: w.ID, Reason: "其中1件是申请"}).Subject
		if again := o.MustTake(t, o.Clerk, seen, filing.Unwaive{Waiver: w.ID, Reason: "其中1件是申请"}); again.Seq != 0 {
			t.Errorf("the form sent twice was done twice: %+v", again)
		}
		if j := judged(t, o, 2024, "text_mismatch"); j.Waiver != nil || j.Lapsed != nil {
			t.Errorf("after Unwaive: %+v", j)
		}
		on = waive(t, o, on, "text_mismatch", "1件是咨询，另1件登记在下年")
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil || len(l.Waivers) != 2 || !l.Waivers[0].IsWithdrawn() || l.Waivers[0].Why != "其中1件是申请" || l.Waivers[0].EndedBy != "李敏" || l.Waived() != 1 || l.Errors() != 0 {
			t.Errorf("the history is %+v, %d waived, %d errors, %v", l.Waivers, l.Waived(), l.Errors(), err)
		}
		for _, n := range []int64{w.ID, 7} {
			if _, err := o.Take(t.Context(), o.Clerk, on, filing.Unwaive{Waiver: n, Reason: "再次撤回它"}); err == nil {
				t.Errorf("Unwaive %d: done, want it refused", n)
			}
		}
	})
}

// TestWaiveWho: words are the clerk's of the organ, on what they have seen.
func TestWaiveWho(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := draftSaying(t, o, "2")
		step := filing.Waive{Mark: judged(t, o, 2024, "text_mismatch").Mark, Reason: "2件是咨询，不是申请"}
		for name, by := range map[string]store.Actor{"审核人": o.Reviewer, "签发人": o.Approver, "别的机关": o.OtherClerk, "查看": o.Viewer, "没有岗位": o.Nobody} {
			if _, err := o.Take(t.Context(), by, on, step); err == nil || problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s: %v, want it forbidden", name, err)
			}
		}
		o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: report.Other, Text: "没有收取信息处理费，没有其他事项。"})
		_, err := o.Take(t.Context(), o.Clerk, on, step)
		if err == nil || !strings.Contains(problem.Of(err).Sentence(), "又被改过") {
			t.Errorf("on an old version: %v, want a conflict that says who", err)
		}
	})
}

// TestWaiversAreKept: the database refuses to delete a word, and to change what
// stands beside a version.
func TestWaiversAreKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := waive(t, o, draftSaying(t, o, "2"), "text_mismatch", "2件是咨询，不是申请")
		frozenWith(t, o, on, "application.newly_received.total", "2件是咨询，不是申请")
		for _, statement := range []string{"DELETE FROM waiver", "DELETE FROM version_waiver", "UPDATE version_waiver SET reason = ''"} {
			err := s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, statement)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), "only appended to") {
				t.Errorf("%s: %v, want it refused", statement, err)
			}
		}
	})
}

// TestWordsBesideVersion finds a word beside a published version that was changed or
// taken away behind the program's back.
func TestWordsBesideVersion(t *testing.T) {
	t.Parallel()
	for _, statement := range []string{"UPDATE version_waiver SET reason = '另一句'", "DELETE FROM version_waiver"} {
		t.Run(statement[:6], func(t *testing.T) {
			t.Parallel()
			o := storetest.NewOffice(t, storetest.New(t))
			on := waive(t, o, draftSaying(t, o, "2"), "text_mismatch", "其中1件由县局统计")
			o.MustTake(t, o.Approver, o.Sign(t, on), filing.Publish{})
			if words, err := o.VersionWaivers(t.Context(), o.Township, 2024); err != nil || len(words) != 1 {
				t.Fatalf("VersionWaivers = %v, %v", words, err)
			}
			if v, err := o.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
				t.Fatalf("Verify = %v, %v", v.Breaks, err)
			}
			err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				for _, sql := range []string{"DROP TRIGGER version_waiver_no_update", "DROP TRIGGER version_waiver_no_delete", statement} {
					if _, err := tx.Exec(ctx, sql); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			v, err := o.Verify(t.Context())
			if err != nil || len(v.Breaks) != 1 || !strings.Contains(v.Breaks[0].Error(), "留存的说明与操作记录不符") {
				t.Errorf("Verify = %v, %v, want one break", v.Breaks, err)
			}
		})
	}
}
