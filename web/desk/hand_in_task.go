package desk

import (
	"context"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// handIn finds what is to do with a report between an organ and its superior: to
// hand it in, to wait, to answer why it was sent back. Only last year's report is
// asked for, and only where somebody at the superior organ can receive it.
func (f *finder) handIn(ctx context.Context, o store.Organ, g store.Filing, roles map[account.Role]bool) error {
	isSigned := g.State == filing.Signed || g.State == filing.Published
	if g.State == filing.Published && g.Year != f.today.Year()-1 {
		return nil
	}
	if !isSigned || g.Adopted || o.Overseer() == 0 || !roles[account.Clerk] && !roles[account.Approver] {
		return nil
	}
	h, err := f.desk.store.Handing(ctx, g)
	if err != nil {
		return err
	}
	t := task{What: f.of(o) + fmt.Sprintf("%d年年度报告", g.Year), Address: reportAddress(o.ID, g.Year)}
	isLast := h.Last.N > 0 && h.Last.SHA256 == h.SHA256
	switch {
	case isLast && h.Last.Answer == filing.SentBack:
		t.What, t.Why = "修改并重新报送"+t.What, h.Superior.Shown()+"退回："+h.Last.Reason
	case isLast && h.Last.Answer == filing.Waiting:
		t.Who, t.Waits, t.Why = h.Superior.Shown(), true, "已报送，等"+h.Superior.Shown()+"接收，现在不用您办。"
	case isLast:
		return nil
	default:
		ok, err := f.desk.store.HasReceivers(ctx, h.Superior.ID)
		if err != nil || !ok {
			return err
		}
		t.What, t.Why, t.Address = "报送"+t.What, "签发以后报送给"+h.Superior.Shown()+"。", t.Address+"/hand-in"
		if h.Last.N > 0 {
			t.Why = "报送以后又改过，现在签发的还没有报送给" + h.Superior.Shown() + "。"
		}
		if g.State == filing.Signed && g.Round == 1 {
			t.Due = h.Receipt.Due(g.Year)
		}
	}
	f.list = append(f.list, t)
	return nil
}

// toAnswer leads to the reports that organs have handed in.
func (f *finder) toAnswer(ctx context.Context, id organ.ID, roles map[account.Role]bool) error {
	if !roles[account.Reviewer] && !roles[account.Approver] {
		return nil
	}
	piles, err := f.desk.store.ToAnswer(ctx, id)
	if err != nil {
		return err
	}
	for _, p := range piles {
		f.list = append(f.list, task{
			What: fmt.Sprintf("接收报送的%d年年度报告%d份", p.Year, p.N), Address: belowAddress(id, p.Year) + "?show=" + string(filing.ToAnswer),
			Why: "最早的一份" + calendar.BeijingDate(p.Oldest).Chinese() + "报送。接收，或者写明理由退回。",
		})
	}
	return nil
}

// handInOf is the handing in as a step of the course of an organ's report, none
// where there is nobody to hand it to.
func (d *Desk) handInOf(ctx context.Context, o store.Organ, f store.Filing) ([]courseStep, error) {
	if o.Overseer() == 0 || f.Adopted {
		return nil, nil
	}
	h, err := d.store.Handing(ctx, f)
	if err != nil {
		return nil, err
	}
	s := handInStep(f, h.Last, h.Last.N > 0 && h.Last.SHA256 == h.SHA256)
	switch {
	case s.Says == "已退回":
		s.Mark = "back red"
	case s.Says == "等接收":
		s.Mark = "half"
	case s.Mark == "done":
		s.Mark = "full"
	case f.State == filing.Signed || f.State == filing.Published:
		s.Says = "还没有报送"
	default:
		s.Says = ""
	}
	return []courseStep{*s}, nil
}
