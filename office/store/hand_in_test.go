package store_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A handing is the township's report on 2024, signed, and who receives it.
type handing struct {
	*storetest.Office
	t                *testing.T
	receiver, second store.Actor
	on               store.Subject
}

func newHanding(t *testing.T, s *store.Store) *handing {
	t.Helper()
	o := storetest.NewOffice(t, s)
	o.Clock.Set("2025-01-10")
	h := &handing{Office: o, t: t, receiver: o.Receiver(t, "make", "马科"), second: o.Receiver(t, "tianke", "田科")}
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
	h.on = o.Sign(t, o.Complete(t, on))
	h.on.Version = store.AnyVersion
	return h
}

func (h *handing) receive(n int) filing.Receive { return filing.Receive{Superior: h.County, N: n} }

func (h *handing) sendBack(n int, reason string) filing.SendBack {
	return filing.SendBack{Superior: h.County, N: n, Reason: reason}
}

func (h *handing) filing() store.Filing {
	h.t.Helper()
	f, err := h.Filing(h.t.Context(), h.Township, 2024)
	if err != nil {
		h.t.Fatal(err)
	}
	return f
}

func (h *handing) handed() []store.HandedIn {
	h.t.Helper()
	all, err := h.HandedIns(h.t.Context(), h.Township, 2024)
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

func (h *handing) progress() filing.Progress {
	h.t.Helper()
	c, err := h.Collect(h.t.Context(), h.County, 2024)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, b := range c.Reports {
		if b.ID == h.Township {
			return b.Progress
		}
	}
	h.t.Fatal("the township is not among the county's organs")
	return ""
}

func (h *handing) refused(by store.Actor, step store.Step, want string) {
	h.t.Helper()
	_, err := h.Take(h.t.Context(), by, h.on, step)
	if err == nil || !strings.Contains(problem.Of(err).Sentence(), want) {
		h.t.Errorf("%s takes %T: %v, want %q", by.Name, step, err, want)
	}
}

func (h *handing) whole() {
	h.t.Helper()
	v, err := h.Verify(h.t.Context())
	if err != nil || len(v.Breaks) > 0 {
		h.t.Errorf("Verify = %v, %v", v.Breaks, err)
	}
}

// TestHandIn takes a report to the county, back, mended to the county again, and
// to the public: both that were handed in stay as they were.
func TestHandIn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHanding(t, s)
		if got := h.progress(); got != filing.NotHandedIn {
			t.Errorf("progress = %q before", got)
		}
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{}) // clicked twice
		h.refused(h.Approver, filing.HandIn{}, "已由李敏于2025年1月10日报送")
		if n := len(h.handed()); n != 1 || h.progress() != filing.ToAnswer {
			t.Errorf("handed in %d times, progress %q", n, h.progress())
		}
		h.refused(h.receiver, h.sendBack(1, " "), "没有填写退回的理由")
		h.MustTake(t, h.receiver, h.on, h.sendBack(1, "第五部分请写明责任单位"))
		if f := h.filing(); f.State != filing.Drafting || f.Note != "青溪县退回：第五部分请写明责任单位" {
			t.Errorf("filing after it was sent back = %+v", f.Filing)
		}
		if h.progress() != filing.Returned {
			t.Errorf("progress = %q after it was sent back", h.progress())
		}
		h.refused(h.Clerk, filing.HandIn{}, "签发以后才能报送")

		h.Clock.Set("2025-01-14")
		h.MustTake(t, h.Clerk, h.on, filing.WriteChapter{Chapter: "problems", Text: "专职人员不足，由党政办公室负责，2025年增加1名。"})
		h.Sign(t, h.filing().Subject())
		h.MustTake(t, h.Approver, h.on, filing.HandIn{})
		h.refused(h.receiver, h.receive(1), "现在是第2次报送（周海峰，2025年1月14日）")
		h.MustTake(t, h.receiver, h.on, h.receive(2))
		h.MustTake(t, h.receiver, h.on, h.receive(2)) // clicked twice
		h.refused(h.second, h.sendBack(2, "数字不符"), "已由马科于2025年1月14日接收")
		h.refused(h.second, h.receive(2), "已由马科于2025年1月14日接收")
		h.refused(h.Clerk, filing.HandIn{}, "内容没有变化")
		if h.progress() != filing.InOrder || h.filing().State != filing.Signed {
			t.Errorf("progress = %q, filing %+v after it was received", h.progress(), h.filing().Filing)
		}
		h.MustTake(t, h.Approver, h.on, filing.Publish{})
		if h.progress() != filing.Public {
			t.Errorf("progress = %q after it was published", h.progress())
		}
		all := h.handed()
		if len(all) != 2 || all[0].Answer != filing.SentBack || all[1].Answer != filing.Received || all[0].SHA256 == all[1].SHA256 {
			t.Fatalf("handed in: %+v", all)
		}
		v, err := h.Published(t.Context(), h.Township, 2024, 1)
		last, err2 := h.HandedIn(t.Context(), h.Township, 2024, 2)
		if err != nil || err2 != nil || string(v.Content) != string(last.Content) || v.SHA256 != last.SHA256 {
			t.Errorf("what was published is not what was handed in: %v, %v", err, err2)
		}
		h.whole()
	})
}

// TestHandInPublished sends back what is public already: it stays public, and its
// organ corrects it.
func TestHandInPublished(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHanding(t, s)
		h.MustTake(t, h.Approver, h.on, filing.Publish{})
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
		h.MustTake(t, h.receiver, h.on, h.sendBack(1, "数字不符"))
		if f := h.filing(); f.State != filing.Published {
			t.Errorf("filing = %+v, want it published still", f.Filing)
		}
		h.refused(h.Clerk, filing.HandIn{}, "没有改动")
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{Explanation: "已与马科核实，数字没有错"})
		h.MustTake(t, h.receiver, h.on, h.receive(2))
		h.MustTake(t, h.Clerk, h.on, filing.Revise{Reason: "更正文字"})
		h.MustTake(t, h.Clerk, h.on, filing.WriteChapter{Chapter: "other", Text: "没有其他需要报告的事项。"})
		h.Sign(t, h.filing().Subject())
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
		if all := h.handed(); len(all) != 3 || all[2].Round != 2 || all[1].Note == "" {
			t.Errorf("handed in: %+v", all)
		}
		h.whole()
	})
}

// TestHandInRefused is who may not, and what cannot be handed in.
func TestHandInRefused(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	h := newHanding(t, s)
	h.refused(h.Reviewer, filing.HandIn{}, "您的岗位不能“报送”")
	h.refused(h.receiver, h.receive(1), "没有找到报送的这份报告")
	h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
	for _, by := range []store.Actor{h.Viewer, h.Clerk, h.Reviewer, h.Approver, h.OtherClerk, h.System, h.Nobody} {
		h.refused(by, h.receive(1), "您的岗位不能“接收下级报告”")
		h.refused(by, h.sendBack(1, "数字不符"), "您的岗位不能“退回下级报告”")
	}
	// Naming one's own organ as the superior opens nothing.
	h.refused(h.Reviewer, filing.Receive{Superior: h.Township, N: 1}, "没有找到报送的这份报告")
	h.refused(h.Reviewer, filing.SendBack{Superior: h.Township, N: 1, Reason: "数字不符"}, "没有找到报送的这份报告")
	if h.filing().State != filing.Signed || h.handed()[0].Answer != filing.Waiting {
		t.Errorf("the report was answered: %+v", h.handed()[0])
	}

	county := store.Subject{Kind: store.FilingKind, Organ: h.County, ID: 2024, Version: store.AnyVersion}
	clerk := h.clerkOf(h.County, "xianban")
	h.MustTake(t, clerk, store.Subject{Organ: h.County}, filing.Begin{Year: 2024})
	if _, err := s.Take(t.Context(), clerk, county, filing.HandIn{}); err == nil || !strings.Contains(problem.Of(err).Sentence(), "没有上级机关") {
		t.Errorf("the topmost organ hands in: %v", err)
	}

	other := store.Subject{Kind: store.FilingKind, Organ: h.Other, ID: 2024, Version: store.AnyVersion}
	h.MustTake(t, h.OtherClerk, store.Subject{Organ: h.Other}, filing.Begin{Year: 2024})
	h.MustTake(t, h.System, store.Subject{Kind: store.OrganKind, Organ: h.Other, ID: int64(h.Other), Version: store.AnyVersion},
		organ.Succeed{How: organ.Merged, Successors: []organ.ID{h.Township}, From: calendar.MustParse("2025-01-08"), Document: "县政发〔2025〕1号"})
	if _, err := s.Take(t.Context(), h.OtherClerk, other, filing.HandIn{}); err == nil || !strings.Contains(problem.Of(err).Sentence(), "请由承接职责的青溪县石桥镇人民政府报送") {
		t.Errorf("an organ that has ended hands in: %v", err)
	}
	c, err := s.Collect(t.Context(), h.County, 2024)
	if err != nil || len(c.Reports) != 2 || c.Reports[0].ID != h.Township || c.Reports[1].ID != h.Other || c.Reports[1].Progress != filing.Exempt {
		t.Errorf("Collect = %+v, %v, want the township and then the organ that has ended", c.Reports, err)
	}
}

func (h *handing) clerkOf(id organ.ID, login string) store.Actor {
	h.t.Helper()
	by := h.Receiver(h.t, login, "县经办")
	h.MustTake(h.t, h.Security, store.Subject{Kind: store.AccountKind, Organ: h.County, ID: int64(by.Account), Version: store.AnyVersion}, account.Grant{Post: account.Post{Role: account.Clerk, Organ: id}})
	return by
}

// TestHandInTwoAtOnce lets two officers answer the same report at once: one is
// done, the other is told who was first.
func TestHandInTwoAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHanding(t, s)
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
		steps := []struct {
			by   store.Actor
			step store.Step
		}{{h.receiver, h.receive(1)}, {h.second, h.sendBack(1, "数字不符")}}
		errs := make([]error, len(steps))
		var wg sync.WaitGroup
		for i, st := range steps {
			wg.Go(func() { _, errs[i] = s.Take(context.WithoutCancel(t.Context()), st.by, h.on, st.step) })
		}
		wg.Wait()
		won := 0
		for i, err := range errs {
			if err == nil {
				won++
				continue
			}
			if first := steps[1-i].by.Name; !strings.Contains(problem.Of(err).Sentence(), "已由"+first) {
				t.Errorf("the second is told %q, want who was first: %s", problem.Of(err).Sentence(), first)
			}
		}
		if won != 1 {
			t.Errorf("%d of two answers were taken: %v", won, errs)
		}
		h.whole()
	})
}

// TestReceipt has the county ask for reports before they are published, until the
// day set by law.
func TestReceipt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHanding(t, s)
		county := store.Subject{Kind: store.OrganKind, Organ: h.County, ID: int64(h.County), Version: store.AnyVersion}
		set := filing.SetReceipt{Since: 2024, Receipt: filing.Receipt{First: true, Day: "01-20"}}
		if _, err := s.Take(t.Context(), h.receiver, county, set); err == nil || problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("a reviewer sets what is asked for: %v", err)
		}
		h.MustTake(t, h.Security, store.Subject{Kind: store.AccountKind, Organ: h.County, ID: int64(h.second.Account), Version: store.AnyVersion}, account.Grant{Post: account.Post{Role: account.Approver, Organ: h.County}})
		h.MustTake(t, h.second, county, set)
		h.refused(h.Approver, filing.Publish{}, "请先报送")
		h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
		h.refused(h.Approver, filing.Publish{}, "请等上级接收")
		h.MustTake(t, h.receiver, h.on, h.receive(1))
		if rule, err := s.Receipt(t.Context(), h.County, 2023); err != nil || rule != (filing.Receipt{}) {
			t.Errorf("Receipt for 2023 = %+v, %v, want none", rule, err)
		}
		h.MustTake(t, h.Approver, h.on, filing.Publish{})
		c, err := s.Collect(t.Context(), h.County, 2024)
		if err != nil || c.Due.String() != "2025-01-20" {
			t.Errorf("due %v, %v, want 20 January", c.Due, err)
		}
		if all, err := s.Receipts(t.Context(), h.County); err != nil || len(all) != 1 || all[0].SetReceipt != set || all[0].By != "田科" {
			t.Errorf("Receipts = %+v, %v", all, err)
		}
	})
}

// TestHandInTampered finds what was changed behind the program's back.
func TestHandInTampered(t *testing.T) {
	t.Parallel()
	for name, sql := range map[string]string{
		"内容":    `UPDATE hand_in SET content = content || ' '`,
		"接收":    `UPDATE hand_in SET answer = 'returned'`,
		"报送的机关": `UPDATE hand_in SET superior_id = organ_id`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHanding(t, storetest.New(t))
			h.MustTake(t, h.Clerk, h.on, filing.HandIn{})
			h.MustTake(t, h.receiver, h.on, h.receive(1))
			write := func(text string) error {
				return h.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, text)
					return err
				})
			}
			if err := write(sql); err == nil {
				t.Errorf("%s was taken", sql)
			}
			if err := write("DROP TRIGGER hand_in_frozen"); err != nil {
				t.Fatal(err)
			}
			if err := write(sql); err != nil {
				t.Fatal(err)
			}
			v, err := h.Verify(t.Context())
			if err != nil || len(v.Breaks) != 1 || !strings.Contains(v.Breaks[0].Error(), "第1次报送") {
				t.Errorf("Verify = %v, %v, want one break", v.Breaks, err)
			}
		})
	}
}
