package desk_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/store"
)

// TestDaysThatAreNone: a filter with a day that does not exist says so, shows
// what was typed, and does not pass for a list of that day.
func TestDaysThatAreNone(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	at := "/desk/organs/{organ}/registers/penalty"
	o.play(t, []scenario{
		{name: "闰日", who: "limin", path: at + "?from=2024-02-29&until=20240229", status: 200, contains: []string{`value="2024-02-29"`}, without: []string{`aria-invalid`}},
		{name: "平年的2月29日", who: "limin", path: at + "?from=2023-02-29", status: 200, contains: []string{`value="2023-02-29"`, "不存在：2023年2月只有28天", "没有按它筛选", `aria-invalid="true"`}},
		{name: "不是日期", who: "limin", path: at + "?until=%3Cb%3E去年", status: 200, contains: []string{"&lt;b&gt;去年", "不是日期"}, without: []string{"<b>去年"}},
		{name: "太早", who: "limin", path: at + "?until=1899-01-01", status: 200, contains: []string{"早于1949年10月1日"}},
	})
}

// TestDaysWithoutHolidays: where the days left reach into a year whose holidays
// are not published, the page says that they are provisional.
func TestDaysWithoutHolidays(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	const says = "2028年的放假安排还没有，剩余的工作日按周末推算"
	if a := o.get("limin", "/desk/"); strings.Contains(a.body, "放假安排") {
		t.Errorf("in a year that is known the page says:\n%s", words(a.body))
	}
	if calendar.National().Known(2028) {
		t.Fatal("take a later year: the holidays of 2028 are known")
	}
	o.Clock.Set("2028-01-04")
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET password_at = $1`, o.Now()) // it is older than passwords may be
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.cookies = map[string]*http.Cookie{}
	if a := o.get("limin", "/desk/"); !strings.Contains(a.body, says) {
		t.Errorf("the page lacks %q:\n%s", says, words(a.body))
	}
}

// TestBeforeTheOrgan: an entry dated before its organ began says so on its page
// and in the dry run.
func TestBeforeTheOrgan(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	v := register.Values{"number": "青石罚〔2019〕1号", "party_kind": "organization", "party": "甲店", "kinds": "warning", "decided_on": "2019-05-14"}
	entered := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "penalty", Values: v}).Subject
	v["number"], v["decided_on"] = "青石罚〔2019〕2号", "2019-05-15"
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "penalty", Values: v})
	const says = "早于“青溪县石桥镇人民政府”的设立日期（2019年5月15日）"
	at := o.fill("/desk/organs/{organ}/registers/penalty")
	if a := o.get("limin", at+"/"+strconv.FormatInt(entered.ID, 10)); !strings.Contains(a.body, says) {
		t.Errorf("the entry's page lacks %q:\n%s", says, words(a.body))
	}
	a := o.upload("limin", at+"/imports", "处罚.csv", "行政处罚决定书文号,当事人类别,当事人名称,处罚类别,罚款金额,处罚决定日期\n青石罚〔2018〕3号,法人及其他组织,甲店,罚款,300,2018-03-05\n青石罚〔2018〕4号,法人及其他组织,甲店,罚款,300,2018-03-06\n")
	if a.status != http.StatusSeeOther {
		t.Fatalf("upload = %d\n%s", a.status, words(a.body))
	}
	if a = o.get("limin", a.location); !strings.Contains(a.body, "其中2条登记的日期"+says) {
		t.Errorf("the dry run lacks %q:\n%s", says, words(a.body))
	}
}

// TestOrganHasEnded: nothing can be entered of the days after, nor a report made
// of a year after, and both say who does it instead.
func TestOrganHasEnded(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2023})
	o.MustTake(t, o.System, on, organ.Succeed{How: organ.Merged, Successors: []organ.ID{o.Other}, From: calendar.MustParse("2023-07-01"), Document: "青政发〔2023〕9号"})
	at := "/desk/organs/{organ}"
	o.play(t, []scenario{
		{name: "登记以后的", who: "limin", method: "POST", path: at + "/registers/penalty/new", form: []string{"number", "青石罚〔2024〕1号", "party_kind", "organization", "party", "甲店", "kinds", "warning", "decided_on", "2024-03-05"},
			status: 409, contains: []string{"已于2023年7月1日", "请在承接职责的机关登记"}},
		{name: "以后年度的报告", who: "limin", method: "POST", path: at + "/reports/2024/begin", status: 409, contains: []string{"没有2024年的年度报告", "请在承接职责的机关填报"}},
	})
}

// TestAfterTheReport: what is registered of a year whose report is published
// says at once that the report does not change, and what to do.
func TestAfterTheReport(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Publish(t, 2024)
	at := "/desk/organs/{organ}/registers/penalty"
	const says = "2024年的年度报告已经发布（第1版），已发布的内容不会改变；要改，请订正报告。"
	form := []string{"number", "青石罚〔2024〕1号", "party_kind", "organization", "party", "甲店", "kinds", "warning", "decided_on", "2024-03-05"}
	a := o.post("limin", o.fill(at+"/new"), form...)
	if a.status != http.StatusSeeOther {
		t.Fatalf("entering = %d\n%s", a.status, words(a.body))
	}
	entry := a.location
	if a = o.get("limin", entry); !strings.Contains(a.body, "已登记。") || !strings.Contains(a.body, says) {
		t.Errorf("the entry lacks %q:\n%s", says, words(a.body))
	}
	if a = o.get("limin", strings.Split(entry, "?")[0]); strings.Contains(a.body, says) {
		t.Errorf("the entry says so for ever:\n%s", words(a.body))
	}
	a = o.upload("limin", o.fill(at+"/imports"), "处罚.csv", "行政处罚决定书文号,当事人类别,当事人名称,处罚类别,罚款金额,处罚决定日期\n青石罚〔2024〕3号,法人及其他组织,甲店,罚款,300,2024-12-31\n青石罚〔2025〕1号,法人及其他组织,甲店,罚款,300,2025-01-02\n")
	if a = o.get("limin", a.location); !strings.Contains(a.body, says) || strings.Contains(a.body, "2025年的年度报告已经发布") {
		t.Errorf("the dry run lacks %q:\n%s", says, words(a.body))
	}
}
