package store_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// refused takes a step that must be refused at a field, with a sentence that
// holds the words and says what to do.
func refused(t *testing.T, o *storetest.Office, by store.Actor, on store.Subject, step store.Step, field string, words ...string) {
	t.Helper()
	_, err := o.Take(t.Context(), by, on, step)
	if err == nil {
		t.Errorf("%T was done, want it refused: %q", step, words)
		return
	}
	told := problem.Of(err)
	if told.Field != field || told.Advice == "" {
		t.Errorf("%T: %v at %q, advice %q; want it at %q", step, err, told.Field, told.Advice, field)
	}
	for _, w := range words {
		if !strings.Contains(told.Sentence(), w) {
			t.Errorf("%T says %q, lacks %q", step, told.Sentence(), w)
		}
	}
}

// ended records that the township was merged into the other on a day.
func ended(on string, o *storetest.Office) organ.Succeed {
	return organ.Succeed{How: organ.Merged, Successors: []organ.ID{o.Other}, From: calendar.MustParse(on), Document: "青政发〔2024〕9号"}
}

// TestOrganEnds: nothing is registered of the days after an organ has ended, by
// any way in, and what is registered of them must be gone before it ends.
func TestOrganEnds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		before := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕1号", "2024-06-30")).Subject
		late := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕2号", "2024-07-01")).Subject
		version := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
		refused(t, o, o.System, version, ended("2024-07-01", o), "from", "有1条登记的日期在2024年7月1日或者以后")
		o.MustTake(t, o.Clerk, late, register.Withdraw{Register: "penalty", Reason: "移交承接机关"})
		o.MustTake(t, o.System, version, ended("2024-07-01", o))

		refused(t, o, o.Clerk, at, penalty("青石罚〔2024〕3号", "2024-07-01"), "decided_on", "已于2024年7月1日", "承接职责的机关")
		o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕4号", "2024-06-30"))
		later := register.Correct{Register: "penalty", Values: penalty("青石罚〔2024〕1号", "2024-07-02").Values, Reason: "日期有误"}
		refused(t, o, o.Clerk, before, later, "decided_on", "已于2024年7月1日")
		late.Version = store.AnyVersion
		refused(t, o, o.Clerk, late, register.Reinstate{Register: "penalty", Reason: "作废有误"}, "decided_on", "已于2024年7月1日")

		file := penaltyFile(t, "青石罚〔2024〕1号 青溪县甲商店 300 2024-07-03", "青石罚〔2024〕5号 青溪县乙商店 300 2024-06-03", "青石罚〔2024〕6号 青溪县丙商店 300 2024-12-31")
		run, err := o.PlanImport(t.Context(), o.Township, "penalty", file)
		if err != nil || run.BadLines != 2 || len(run.New) != 1 || len(run.Bad) != 2 || run.Bad[0].Line != 2 || !strings.Contains(run.Bad[1].Says, "已于2024年7月1日") {
			t.Errorf("dry run = %+v, %v, want lines 2 and 4 at fault", run.Bad, err)
		}
		refused(t, o, o.Clerk, at, filing.Begin{Year: 2025}, "year", "没有2025年的年度报告")
		if n := penalties(t, o); n != 2 {
			t.Errorf("figure = %d, want 2", n)
		}
	})
}

// TestOrganBegins: what is dated before an organ began may be of one whose duties
// it has taken over. It counts, and whoever imports it is told.
func TestOrganBegins(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		found := organ.Found{Name: "青溪县新桥镇人民政府", Short: "新桥镇", Level: organ.Township, Body: organ.Government, Superior: o.County, From: calendar.MustParse("2024-07-01")}
		o.Township = o.MustTake(t, o.System, store.Subject{}, found).Subject.Organ
		file := penaltyFile(t, "青石罚〔2024〕1号 青溪县甲商店 300 2024-06-30", "青石罚〔2024〕2号 青溪县乙商店 300 2024-07-01")
		run, err := o.PlanImport(t.Context(), o.Township, "penalty", file)
		if err != nil || run.Before != 1 || len(run.New) != 2 {
			t.Fatalf("dry run = %d before, %d new, %v; want 1 and 2", run.Before, len(run.New), err)
		}
		if says := run.Keeper.PrecedesSays(register.Penalty, run.Before); !strings.Contains(says, "早于“青溪县新桥镇人民政府”的设立日期（2024年7月1日）") {
			t.Errorf("it says %q", says)
		}
		l, err := o.LiveReport(t.Context(), o.Township, 2023)
		if err != nil || l.Report.Figure("disclosure.penalty.decisions").Mark != report.Blank {
			t.Errorf("the report on a year before it began counts: %v, %v", l.Report.Figure("disclosure.penalty.decisions"), err)
		}
	})
}

// TestRulesOfATownship: who may make no government rules has none to register.
func TestRulesOfATownship(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		v := register.Values{"number": "石桥镇令1号", "title": "管理办法", "kind": "rule", "issued_on": "2024-03-05"}
		refused(t, o, o.Clerk, at, register.Enter{Register: "normative", Values: v}, "kind", "不能制定规章", "行政规范性文件")
		run, err := o.PlanImport(t.Context(), o.Township, "normative", o.ReadRows(t, register.Normative, []register.Values{v}))
		if err != nil || run.BadLines != 1 || run.Bad[0].Key != "kind" {
			t.Errorf("dry run = %+v, %v", run.Bad, err)
		}
		v["kind"] = "normative"
		o.MustTake(t, o.Clerk, at, register.Enter{Register: "normative", Values: v})
	})
}

// TestNameOfTheYear: a report is on the organ as it was called on the last day
// of its year.
func TestNameOfTheYear(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2025-03-03")
		on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
		for _, r := range []struct{ from, name string }{{"2024-07-01", "青溪县石桥街道办事处"}, {"2025-01-01", "青溪县新石桥街道办事处"}} {
			o.MustTake(t, o.System, on, organ.Rename{Name: r.name, Short: "石桥街道", From: calendar.MustParse(r.from), Document: "青政发〔2024〕9号"})
		}
		for year, want := range map[int]string{2023: "青溪县石桥镇人民政府", 2024: "青溪县石桥街道办事处", 2025: "青溪县新石桥街道办事处"} {
			l, err := o.LiveReport(t.Context(), o.Township, year)
			if err != nil || l.Report.Organ != want || l.Report.Title != fmt.Sprintf("%s%d年政府信息公开工作年度报告", want, year) {
				t.Errorf("report on %d is by %q, %v, titled %q; want %q", year, l.Report.Organ, err, l.Report.Title, want)
			}
		}
	})
}

// TestGroupOfTheYear: the leading group of a report is the one of 31 December;
// without one nothing is told of it, and no sentence offered.
func TestGroupOfTheYear(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
		for from, leader := range map[string]string{"2023-03-01": "周海峰", "2025-01-01": "王静"} {
			group := organ.LeadingGroup{From: calendar.MustParse(from), Office: "党政办公室", Seats: organ.ReadSeats(organ.Leader, leader+" 镇长")}
			o.MustTake(t, o.Clerk, on, organ.SetLeadingGroup{LeadingGroup: group})
		}
		for year, want := range map[int]string{2022: "", 2023: "周海峰（镇长）", 2024: "周海峰（镇长）"} {
			l, err := o.LiveReport(t.Context(), o.Township, year)
			if err != nil {
				t.Fatal(err)
			}
			values := l.Facts.Values(l.Report)
			for _, v := range values {
				if v.Name == "领导小组组长" && v.Text != want {
					t.Errorf("the leader of %d is %q, want %q", year, v.Text, want)
				}
			}
			offered := strings.Contains(strings.Join(l.Facts.Suggestions(report.Overall, values), ""), "领导小组")
			if offered != (want != "") {
				t.Errorf("a sentence on the group of %d is offered: %v", year, offered)
			}
		}
	})
}

// TestNoReportLastYear: what a year begins with is then counted from the
// register, and the cell says so.
func TestNoReportLastYear(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		v := register.Values{"number": "青石公开申〔2023〕1号", "kind": "enterprise", "applicant": "甲公司", "channel": "counter", "received_on": "2023-12-31"}
		open := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: v}).Subject
		const in, over = "application.carried_in.enterprise", "application.carried_over.enterprise"
		look := func(n int64, origin filing.Origin) {
			t.Helper()
			l, err := o.LiveReport(t.Context(), o.Township, 2024)
			if err != nil || l.Report.Figure(in) != report.Reports(report.Count(n)) || l.Origins[in] != origin || l.Errors() > 0 {
				t.Errorf("carried in = %v by %v, %v, findings %+v; want %d by %v", l.Report.Figure(in), l.Origins[in], err, l.Findings, n, origin)
			}
		}
		look(1, filing.Counted)
		o.Publish(t, 2023)
		look(1, filing.Carried)
		// Found afterwards: it had been answered in 2023. What was published stands.
		v["replied_on"], v["result"] = "2023-12-31", "granted"
		o.MustTake(t, o.Clerk, open, register.Correct{Register: "application", Values: v, Reason: "漏登答复"})
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil || l.Origins[in] != filing.Carried || l.Errors() == 0 {
			t.Errorf("carried in by %v, %d errors, %v; want the published figure and a broken balance", l.Origins[in], l.Errors(), err)
		}
		if was, err := o.Published(t.Context(), o.Township, 2023, 0); err != nil || !strings.Contains(string(was.Content), `"`+over+`":1`) && !strings.Contains(string(was.Content), `"`+over+`": 1`) {
			t.Errorf("what was published has changed: %v", err)
		}
	})
}

// TestAfterTheReport: an entry dated in a year whose report is published changes
// the live report and nothing that is public; one that comes while the report is
// under way stops it.
func TestAfterTheReport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕1号", "2024-03-05"))
		on := o.Complete(t, o.MustTake(t, o.Clerk, at, filing.Begin{Year: 2024}).Subject)
		on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
		late := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕2号", "2024-12-31")).Subject
		refused(t, o, o.Reviewer, on, filing.Review{}, "", "送审以后有变化", "行政处罚", "退回")
		o.MustTake(t, o.Clerk, late, register.Withdraw{Register: "penalty", Reason: "重复登记"})
		on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
		on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
		o.MustTake(t, o.Approver, on, filing.Publish{})
		o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕3号", "2024-12-31"))
		was, err := o.Published(t.Context(), o.Township, 2024, 0)
		if err != nil {
			t.Fatal(err)
		}
		frozen, err := report.ParseJSON(was.Content)
		l, also := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil || also != nil {
			t.Fatal(err, also)
		}
		const cell = "disclosure.penalty.decisions"
		if frozen.Figure(cell) != report.Reports(report.Count(1)) || l.Report.Figure(cell) != report.Reports(report.Count(2)) || l.Digest == l.Filing.Digest {
			t.Errorf("published %v, live %v, want 1 and 2", frozen.Figure(cell), l.Report.Figure(cell))
		}
	})
}

// TestLeapDay: 29 February is a day like others, between the days around it and
// in no other year.
func TestLeapDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		for i, day := range []string{"2024-02-28", "2024-02-29", "2024-03-01"} {
			o.MustTake(t, o.Clerk, at, penalty(fmt.Sprintf("青石罚〔2024〕%d号", i+1), day))
		}
		never := penalty("青石罚〔2023〕9号", "2023-02-28")
		never.Values["decided_on"] = "2023-02-29"
		refused(t, o, o.Clerk, at, never, "decided_on", "不是日期")
		for _, c := range []struct {
			from, until string
			want        int
		}{{"2024-02-29", "2024-02-29", 1}, {"2024-02-28", "2024-02-29", 2}, {"2024-02-29", "2024-03-01", 2}, {"2024-02-01", "2024-02-28", 1}, {"2023-02-28", "2023-03-01", 0}} {
			q := register.Query{From: calendar.MustParse(c.from), Until: calendar.MustParse(c.until), Page: 1}
			page, err := o.Entries(t.Context(), store.EntryFilter{Organ: o.Township, Register: "penalty", Query: q})
			if err != nil || page.Total != c.want {
				t.Errorf("from %s until %s are %d, %v, want %d", c.from, c.until, page.Total, err, c.want)
			}
		}
		total := register.Values{"number": "2024年2月合计", "extent": "total", "from_on": "2024-02-29", "decided_on": "2024-02-29", "quantity": "3", "source": "统计表"}
		refused(t, o, o.Clerk, at, register.Enter{Register: "penalty", Values: total}, "decided_on", "2024年2月29日至2024年2月29日", "重复计数")
		o.MustTake(t, o.Clerk, at, register.Enter{Register: "licence", Values: total})
		total["from_on"], total["decided_on"], total["number"] = "2023-12-31", "2024-02-29", "2023年12月至2024年2月合计"
		refused(t, o, o.Clerk, at, register.Enter{Register: "coercion", Values: total}, "from_on", "2023年", "2024年", "按年分开")
	})
}
