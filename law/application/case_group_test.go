package application

import (
	"slices"
	"testing"

	"gongkai/law/calendar"
)

func parse(day string) calendar.Date { return calendar.MustParse(day) }

// decisionsFor gives every item the same outcome.
func decisionsFor(items int, o Outcome) (all []Decision) {
	for n := range items {
		d := Decision{Item: n + 1, Outcome: o, Reasons: "依照条例办理。"}
		if articles := o.Articles(); len(articles) > 0 {
			d.Articles = []string{articles[0].String()}
		}
		all = append(all, d)
	}
	return all
}

func TestGroup(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.refused("2024-03-05", zhou, JoinGroup{Reason: "内容相同"}, "没有写明与哪些申请并案")
	o.refused("2024-03-05", zhou, JoinGroup{Group: 7}, "没有填写并案的理由")
	o.refused("2024-03-05", zhou, LeaveGroup{Reason: "内容不同"}, "没有并案")
	o.refused("2024-03-05", road, JoinGroup{Group: 7, Reason: "内容相同"}, "不能办理")
	o.must("2024-03-05", zhou, JoinGroup{Group: 7, Reason: "内容相同"})
	o.refused("2024-03-05", zhou, JoinGroup{Group: 8, Reason: "内容相同"}, "已经并案")
	o.refused("2024-03-05", zhou, LeaveGroup{}, "没有填写退出并案的理由")
	o.must("2024-03-06", zhou, LeaveGroup{Reason: "内容不同"})
	o.due("2024-04-01")
	o.must("2024-03-06", zhou, JoinGroup{Group: 9, Reason: "内容相同"})
	if o.c.Group != 9 {
		t.Errorf("in group %d", o.c.Group)
	}
	o.must("2024-03-07", zhou, Withdraw{})
	o.refused("2024-03-08", zhou, LeaveGroup{Reason: "迟了"}, "案件现在的状态是“已结束”")
}

// TestSplitOff: only before anything was done for all items together, only with
// consent, and the records of searching follow the items.
func TestSplitOff(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 3)
	for i := range 3 {
		o.must("2024-03-05", zhou, Search{Item: i + 1, Where: "档案室", By: "周某", Terms: "养护", Result: string(rune('甲' + i))})
	}
	off := SplitOff{Items: []int{2}, To: "石桥公开申〔2024〕8号", Consent: "3月5日电话同意"}
	for _, bad := range []struct {
		step  SplitOff
		words string
	}{
		{SplitOff{To: off.To, Consent: off.Consent}, "没有选择分出哪些内容"},
		{SplitOff{Items: []int{1, 2, 3}, To: off.To, Consent: off.Consent}, "原编号下没有内容"},
		{SplitOff{Items: []int{4}, To: off.To, Consent: off.Consent}, "没有第4项内容"},
		{SplitOff{Items: []int{2, 2}, To: off.To, Consent: off.Consent}, "写了两次"},
		{SplitOff{Items: []int{2}, To: off.To}, "没有写明申请人怎样同意"},
		{SplitOff{Items: []int{2}, Consent: off.Consent}, "没有新的编号"},
	} {
		o.refused("2024-03-06", zhou, bad.step, bad.words)
	}
	o.must("2024-03-06", zhou, off)
	o.due("2024-04-01")
	if !slices.Equal(o.c.SplitTo, []string{off.To}) || len(o.c.Items) != 2 || o.c.Items[1].N != 2 || len(o.c.Searches) != 2 || o.c.Searches[1].Item != 2 {
		t.Errorf("left %+v, split to %v, searched %+v", o.c.Items, o.c.SplitTo, o.c.Searches)
	}
	o.must("2024-03-06", timer, SplitFrom{From: "石桥公开申〔2024〕6号"})
	o.refused("2024-03-06", timer, SplitFrom{From: "石桥公开申〔2024〕7号"}, "已经从石桥公开申〔2024〕6号分出")
	o.must("2024-03-07", zhou, Consult{Party: ThirdParty, Name: "甲公司"})
	o.refused("2024-03-07", zhou, off, "已经征求意见，不能再分别编号")
	if one := receivedOn(t, "2024-03-04", 1); one.c.Splits() == nil || o.c.Splits() == nil {
		t.Error("a case of one item, or with an opinion asked, says that it can be split")
	}
	for _, before := range []struct {
		by    Actor
		step  Step
		words string
	}{
		{zhou, AskReasons{Why: "量大"}, "已经要求说明理由"}, {li, Extend{Days: 5, Why: "量大"}, "已经延长"},
		{zhou, JoinGroup{Group: 1, Reason: "相同"}, "已经并案"}, {zhou, Draft{Decisions: decisionsFor(2, Granted)}, "正在审核"},
	} {
		o := receivedOn(t, "2024-03-04", 2)
		o.must("2024-03-05", before.by, before.step)
		o.refused("2024-03-06", zhou, SplitOff{Items: []int{1}, To: "8号", Consent: "同意"}, before.words)
	}
}
