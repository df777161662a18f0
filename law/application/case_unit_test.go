package application

import "testing"

// TestUnits: the opinion of an inner office is asked, chased, late, repeated;
// the due date never moves.
func TestUnits(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.due("2024-04-01")
	day := parse("2024-03-08")
	o.refused("2024-03-05", zhou, AskUnits{Until: day}, "没有选择向哪些机构征求意见")
	o.refused("2024-03-05", zhou, AskUnits{Units: []string{"财政所"}}, "没有写明何时以前")
	o.refused("2024-03-11", zhou, AskUnits{Units: []string{"财政所"}, Until: day}, "早于征求意见的日期")
	o.refused("2024-03-05", zhou, AskUnits{Units: []string{"财政所", "财政所"}, Until: day}, "写了两次")
	o.refused("2024-03-05", zhou, AskUnits{Units: []string{" "}, Until: day}, "机构的名称是空的")
	o.refused("2024-03-05", li, AskUnits{Units: []string{"财政所"}, Until: day}, "不能办理")
	o.must("2024-03-05", zhou, AskUnits{Units: []string{"财政所", "农业办"}, Until: day, What: "有没有拨款凭证"})
	o.refused("2024-03-06", road, AskUnits{Units: []string{"农业办"}, Until: day}, "还没有答复")
	o.refused("2024-03-06", road, UnitOpinion{Unit: "档案室", Text: "没有"}, "没有向“档案室”征求过意见")
	o.refused("2024-03-06", road, UnitOpinion{Unit: "财政所"}, "没有填写意见")
	o.refused("2024-03-04", road, UnitOpinion{Unit: "财政所", Text: "有"}, "早于征求意见的日期")
	o.must("2024-03-06", road, UnitOpinion{Unit: "财政所", Text: "有，可以公开"})
	if open := o.c.OpenRequests(); len(open) != 1 || open[0].Unit != "农业办" || open[0].IsOverdue(day) || !open[0].IsOverdue(day+1) {
		t.Errorf("open requests %+v", open)
	}
	if r := o.c.Row(national, day); r.Alarm == nil || r.Alarm.Key != "unit_opinion" || r.Alarm.What != "农业办提出意见" {
		t.Errorf("the alarm on the last day is %+v", r.Alarm)
	}
	o.must("2024-03-11", zhou, Chase{Whom: "农业办"})
	o.must("2024-03-12", timer, Chase{Whom: "农业办"})
	if open := o.c.OpenRequests(); len(open[0].Chased) != 2 || open[0].Chased[1] != parse("2024-03-12") {
		t.Errorf("chased %v", open[0].Chased)
	}
	o.must("2024-03-12", zhou, Draft{Decisions: decisionsFor(1, Granted)}) // an open request blocks nothing
	o.must("2024-03-13", road, UnitOpinion{Unit: "农业办", Text: "无意见"})
	if e := o.events[len(o.events)-1]; e.Mark != Late {
		t.Errorf("the late opinion is marked %q", e.Mark)
	}
	o.must("2024-03-14", road, UnitOpinion{Unit: "农业办", Text: "补充"})
	if e := o.events[len(o.events)-1]; e.Mark != Again || o.c.UnitRequests[1].Text != "无意见" {
		t.Errorf("the second opinion is marked %q, kept %q", e.Mark, o.c.UnitRequests[1].Text)
	}
	o.must("2024-03-15", zhou, AskUnits{Units: []string{"农业办"}, Until: parse("2024-03-20")})
	o.due("2024-04-01")
}
