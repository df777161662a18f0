package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
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

func enterIn(t *testing.T, o *storetest.Office, key register.Key, v register.Values) store.Subject {
	t.Helper()
	return o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: key, Values: v}).Subject
}

// TestReportOn: on any day every figure is what replaying the entries gives: what
// has its day up to it, and the stock of the day.
func TestReportOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		random := rand.New(rand.NewPCG(20, 24))
		first := calendar.MustParse("2023-06-01")
		var entries []register.Values
		for i := range 40 {
			received := first.AddDays(random.IntN(550))
			v := register.Values{"number": fmt.Sprintf("石申〔%d〕%d号", received.Year(), i+1), "kind": "natural_person", "applicant": "周某", "channel": "counter", "received_on": received.String()}
			if i%3 > 0 {
				v["result"], v["replied_on"] = "granted", received.AddDays(1+random.IntN(30)).String()
			}
			enterIn(t, o, "application", v)
			entries = append(entries, v)
		}
		for _, day := range []string{"2024-01-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-06-30", "2024-12-31"} {
			on := calendar.MustParse(day)
			l, err := o.ReportOn(t.Context(), o.Township, on)
			if err != nil {
				t.Fatal(err)
			}
			for code, want := range replayed(entries, on) {
				if got := l.Report.Figure(code); got.Mark == report.Reported && got.Number != report.Count(want) {
					t.Errorf("%s on %s = %v, want %d", code, day, got.Number, want)
				}
			}
			for _, f := range l.Findings {
				if f.Rule == "balance" || f.Rule == "row_total" || f.Rule == "handled_total" {
					t.Errorf("on %s the table does not balance: %s", day, f.Says)
				}
			}
			h, err := o.Rehearse(t.Context(), o.Township, on)
			open := l.Report.Figure("application.carried_over.total").Number
			if err != nil || report.Count(int64(len(h.Applications))) != open {
				t.Errorf("on %s the rehearsal lists %d applications, the cell says %v, %v", day, len(h.Applications), open, err)
			}
		}
	})
}

// replayed is what the entries give on a day, the plain way.
func replayed(entries []register.Values, day calendar.Date) map[report.Code]int64 {
	n := map[report.Code]int64{"application.newly_received.natural_person": 0, "application.granted.natural_person": 0, "application.carried_over.natural_person": 0}
	for _, v := range entries {
		received, replied := v.Date("received_on"), v.Date("replied_on")
		if received.Year() == day.Year() && received <= day {
			n["application.newly_received.natural_person"]++
		}
		if replied.Year() == day.Year() && replied <= day {
			n["application.granted.natural_person"]++
		}
		if received <= day && (replied.IsZero() || replied > day) {
			n["application.carried_over.natural_person"]++
		}
	}
	return n
}

// TestRehearse: in December everything is told that January would find.
func TestRehearse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		enterIn(t, o, "media_account", register.Values{"name": "石桥镇发布", "platform": "wechat", "owner": "石桥镇人民政府", "opened_on": "2021-03-05"})
		enterIn(t, o, "problem", register.Values{"title": "信息发布不及时", "found_on": "2024-03-20", "origin": "own", "measure": "每月核对", "owner": "党政办公室", "due_on": "2024-12-31"})
		enterIn(t, o, "application", register.Values{"number": "石申〔2024〕1号", "kind": "enterprise", "applicant": "青溪县乙商贸有限公司", "channel": "counter", "received_on": "2024-12-20"})
		enterIn(t, o, "remedy", register.Values{"number": "石复〔2024〕1号", "group": "reconsideration", "party": "周某", "accepted_on": "2024-11-06"})
		o.MustTake(t, o.System, store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion},
			organ.Rename{Name: "青溪县大石桥镇人民政府", Short: "大石桥镇", From: calendar.MustParse("2024-07-01")})
		h, err := o.Rehearse(t.Context(), o.Township, calendar.MustParse("2024-12-31"))
		if err != nil || len(h.Applications) != 1 || len(h.Remedies) != 1 {
			t.Fatalf("Rehearse: %d applications, %d remedies, %v", len(h.Applications), len(h.Remedies), err)
		}
		var got strings.Builder
		for _, lack := range h.Lacks {
			fmt.Fprintf(&got, "%s %v %s\n", lack.Matter, lack.Blocks, lack.Says)
		}
		for _, want := range []string{
			"chapter true 第一部分“总体情况”还没有写。", "register true 行政处罚决定登记簿没有2024年的登记", "group false 没有登记2024年12月31日在任的领导小组。", "previous false 没有2023年已发布的报告",
			"organ false 本机关2024年7月1日更名为“青溪县大石桥镇人民政府”", "media false 政务新媒体“石桥镇发布”（微信公众号）的发布从来没有登记过，看不出是否按时更新。",
			"problem false “信息发布不及时”还没有完成：党政办公室负责，2024年12月31日前完成。",
		} {
			if !strings.Contains(got.String(), want) {
				t.Errorf("the lacks have no %q:\n%s", want, got.String())
			}
		}
		for _, not := range []string{"calendar", "申请登记簿没有"} {
			if strings.Contains(got.String(), not) {
				t.Errorf("the lacks have %q:\n%s", not, got.String())
			}
		}
	})
}

// TestRehearseWhole: the rehearsal of 31 December and the report of January
// differ in nothing where nothing happens between.
func TestRehearseWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕1号", "2024-03-05"))
		on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
		o.Complete(t, on)
		h, err := o.Rehearse(t.Context(), o.Township, calendar.MustParse("2024-12-31"))
		if err != nil {
			t.Fatal(err)
		}
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil || h.Digest != l.Digest || len(h.Findings) != len(l.Findings) {
			t.Errorf("the rehearsal has %d findings, the report %d; digests equal: %v, %v", len(h.Findings), len(l.Findings), h.Digest == l.Digest, err)
		}
		if blocked := slices.ContainsFunc(h.Lacks, func(l filing.Lack) bool { return l.Blocks }); blocked {
			t.Errorf("a whole report lacks %v", h.Lacks)
		}
	})
}

// TestSilentAccounts moves the clock past ten and fourteen days.
func TestSilentAccounts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		none := func() {
			t.Helper()
			if all, err := o.SilentAccounts(t.Context(), o.Township); err != nil || len(all) > 0 {
				t.Errorf("on %s: %+v, %v, want none", o.Today(), all, err)
			}
		}
		none()
		enterIn(t, o, "media_account", register.Values{"name": "石桥镇发布", "platform": "wechat", "owner": "石桥镇人民政府", "opened_on": "2021-03-05"})
		enterIn(t, o, "media_account", register.Values{"name": "石桥微博", "platform": "weibo", "owner": "石桥镇人民政府", "opened_on": "2021-03-05", "closed_on": "2024-12-01"})
		enterIn(t, o, "media_post", register.Values{"title": "汛期提示", "published_on": "2025-01-05", "platform": "wechat"})
		none()
		for _, tt := range []struct {
			day   string
			days  int
			alarm register.Alarm
		}{{"2025-01-15", 10, register.Silent}, {"2025-01-19", 14, register.TooLong}, {"2025-03-05", 59, register.TooLong}} {
			o.Clock.Set(tt.day)
			all, err := o.SilentAccounts(t.Context(), o.Township)
			if err != nil || len(all) != 1 || all[0].Days != tt.days || all[0].Alarm != tt.alarm || all[0].Due.String() != "2025-01-18" {
				t.Errorf("on %s: %+v, %v, want %d days %s", tt.day, all, err, tt.days, tt.alarm)
			}
		}
		enterIn(t, o, "media_post", register.Values{"title": "春耕提示", "published_on": "2025-03-04", "platform": "wechat"})
		none()
	})
}

// TestPostWithoutPlatform: what was entered before the platform was asked for is
// not entered a second time with one.
func TestPostWithoutPlatform(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		post := register.Values{"title": "汛期提示", "published_on": "2025-01-05", "platform": "weibo"}
		enterIn(t, o, "media_post", post)
		spoil(t, s, `UPDATE entry SET number = '汛期提示 2025-01-05 ', fields = '{"title":"汛期提示","published_on":"2025-01-05"}'`)
		post["platform"] = "wechat"
		_, err := o.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "media_post", Values: post})
		if p := problem.Of(err); err == nil || p.Kind != problem.KindConflict || !strings.Contains(p.Sentence(), "已经登记过，没有写平台") {
			t.Errorf("the same post with a platform: %v, want a conflict", err)
		}
		post["title"] = "秋收提示"
		enterIn(t, o, "media_post", post)
	})
}
