package filing

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
)

// TestLacks tells what is missing, each by itself.
func TestLacks(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	calm := Outlook{Today: day("2024-12-31"), Life: Life{Founded: day("2019-05-15")}, Calendar: calendar.National()}
	whole := func() Facts {
		f := facts()
		f.Previous = report.New(Form(2023))
		f.Group = &organ.LeadingGroup{Office: "党政办公室", Seats: []organ.Seat{{Position: organ.Leader, Name: "周海峰"}}}
		return f
	}
	for _, tt := range []struct {
		name string
		do   func(*Facts, *Outlook)
		want string // matter blocks says, "" for nothing at all
	}{
		{"什么也不缺", func(*Facts, *Outlook) {}, ""},
		{"一章没有写", func(f *Facts, _ *Outlook) {
			f.Narrative = map[string]string{report.Overall: "平稳。", report.Other: "没有。"}
		}, "chapter true 第五部分“存在的主要问题及改进情况”还没有写。"},
		{"引用没有的", func(f *Facts, _ *Outlook) {
			f.Group = nil
			f.Narrative = map[string]string{report.Overall: "组长{{领导小组组长}}。", report.Problems: "不全面。", report.Other: "没有。"}
		}, "chapter true 第一部分引用了还没有的内容：领导小组组长。"},
		{"没有领导小组", func(f *Facts, _ *Outlook) { f.Group = nil }, "group false 没有登记2024年12月31日在任的领导小组。"},
		{"没有上年报告", func(f *Facts, _ *Outlook) { f.Previous = nil }, "previous false 没有2023年已发布的报告"},
		{"今年设立的没有上年报告", func(f *Facts, o *Outlook) { f.Previous, o.Life.Founded = nil, day("2024-03-01") }, "organ false 本机关2024年3月1日设立"},
		{"更名", func(_ *Facts, o *Outlook) {
			o.Names = []Renamed{{day("2019-05-15"), "石桥乡"}, {day("2024-07-01"), "大石桥镇"}}
		}, "organ false 本机关2024年7月1日更名为“大石桥镇”"},
		{"撤销", func(_ *Facts, o *Outlook) {
			o.Life.Ended, o.Into = day("2024-09-01"), []string{"白石镇人民政府"}
		}, "organ false 本机关2024年9月1日撤销或者合并，由白石镇人民政府承接"},
		{"并入", func(_ *Facts, o *Outlook) { o.From = []string{"红石乡人民政府"} }, "organ false 红石乡人民政府在2024年并入本机关"},
		{"没有放假安排", func(_ *Facts, o *Outlook) { o.Calendar = calendar.Calendar{} }, "calendar false 2025年的放假安排还没有装入程序"},
		{"新媒体", func(_ *Facts, o *Outlook) {
			o.Media = []register.AccountSilence{{Name: "石桥镇发布", Platform: "微信公众号", Last: day("2024-12-10"), Due: day("2024-12-23"), Silence: register.Silence{Days: 21}}}
		}, "media false 政务新媒体“石桥镇发布”（微信公众号）已经21天没有登记发布，最后一次是2024年12月10日。"},
		{"改进措施", func(f *Facts, _ *Outlook) {
			f.Problems = []register.Values{{"title": "不及时", "owner": "党政办公室", "due_on": "2024-06-30"}, {"title": "完成了", "owner": "党政办公室", "closed_on": "2024-05-06"}}
		}, "problem false “不及时”还没有完成：党政办公室负责，应于2024年6月30日完成，已经过期。"},
		{"登记簿", func(f *Facts, _ *Outlook) { delete(f.Zeros, "licence") }, "register true 行政许可决定登记簿没有2024年的登记"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, o := whole(), calm
			tt.do(&f, &o)
			r, _ := Live(f)
			var got []string
			for _, l := range f.Lacks(r, o) {
				got = append(got, fmt.Sprintf("%s %v %s", l.Matter, l.Blocks, l.Says))
			}
			if tt.want == "" && len(got) > 0 || tt.want != "" && !strings.Contains(strings.Join(got, "\n"), tt.want) {
				t.Errorf("Lacks = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCarryingCodes: what a year hands on is in both editions.
func TestCarryingCodes(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2020, 2024} {
		if n, m := len(CarriedApplications(year)), len(PendingRemedies(year)); n != 6 || m != 3 {
			t.Errorf("%d: %d cells of applications, %d of remedies, want 6 and 3", year, n, m)
		}
	}
}
