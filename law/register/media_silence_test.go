package register

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/law/calendar"
)

func TestSilences(t *testing.T) {
	t.Parallel()
	today := calendar.MustParse("2025-03-20")
	account := func(name, platform string) Values {
		return Values{"name": name, "platform": platform, "opened_on": "2021-03-05"}
	}
	post := func(day, name, platform string) Values {
		return Values{"title": "一则消息", "published_on": day, "account": name, "platform": platform}
	}
	total := post("2025-02-28", "青石镇发布", "wechat")
	total["extent"] = "total"
	one := []Values{account("青石镇发布", "wechat")}
	two := append(one, account("青石镇发布", "weibo"))
	for _, tt := range []struct {
		name            string
		accounts, posts []Values
		want            string // name platform days alarm due
	}{
		{"没有账号", nil, nil, ""},
		{"刚发布", one, []Values{post("2025-03-20", "青石镇发布", "wechat")}, ""},
		{"9天", one, []Values{post("2025-03-11", "青石镇发布", "wechat")}, ""},
		{"10天提醒", one, []Values{post("2025-03-10", "青石镇发布", "wechat")}, "青石镇发布 微信公众号 10 notice 2025-03-23"},
		{"13天还是提醒", one, []Values{post("2025-03-07", "青石镇发布", "wechat")}, "青石镇发布 微信公众号 13 notice 2025-03-20"},
		{"14天变红", one, []Values{post("2025-03-06", "青石镇发布", "wechat")}, "青石镇发布 微信公众号 14 overdue 2025-03-19"},
		{"只看最近的", one, []Values{post("2025-03-19", "青石镇发布", "wechat"), post("2025-01-01", "青石镇发布", "wechat")}, ""},
		{"从来没有发布", one, nil, "青石镇发布 微信公众号 1476 notice "},
		{"开设20天没有发布", []Values{{"name": "新号", "platform": "douyin", "opened_on": "2025-02-28"}}, nil, "新号 抖音 20 overdue 2025-03-13"},
		{"刚开设", []Values{{"name": "新号", "platform": "douyin", "opened_on": "2025-03-15"}}, nil, ""},
		{"没有写账号和平台，只有一个账号", one, []Values{post("2025-03-19", "", "")}, ""},
		{"没有写账号，按平台", two, []Values{post("2025-03-19", "", "weibo"), post("2025-03-01", "", "wechat")}, "青石镇发布 微信公众号 19 overdue 2025-03-14"},
		{"分不清是哪个账号的", two, []Values{post("2025-03-19", "青石镇发布", "")}, ""},
		{"别的账号的", one, []Values{post("2025-03-19", "白石镇发布", "wechat")}, "青石镇发布 微信公众号 1476 notice "},
		{"只有期间合计", one, []Values{total}, ""},
		{"合计以后逐条", one, []Values{post("2025-03-05", "青石镇发布", "wechat"), total}, "青石镇发布 微信公众号 15 overdue 2025-03-18"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range Silences(tt.accounts, tt.posts, today) {
				got = append(got, fmt.Sprintf("%s %s %d %s %s", s.Name, s.Platform, s.Days, s.Alarm, s.Due))
			}
			if strings.Join(got, ";") != tt.want {
				t.Errorf("Silences = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestSilenceByDate: before the indicators were published no account failed, and
// a county that wants an update each ten days has its own row.
func TestSilenceByDate(t *testing.T) {
	t.Parallel()
	last := calendar.MustParse("2019-03-01")
	if s := SilenceOf(last, calendar.MustParse("2019-03-20")); s.Alarm == TooLong {
		t.Errorf("before the indicators: %+v", s)
	}
	if s := SilenceOf(last, calendar.MustParse("2019-04-01")); s.Alarm != TooLong {
		t.Errorf("under the indicators: %+v", s)
	}
	if s := SilenceOf(0, last); s != (Silence{}) {
		t.Errorf("nothing known: %+v", s)
	}
}
