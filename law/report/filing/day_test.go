package filing

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

func TestDay(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	life := Life{Founded: day("2024-03-01"), Ended: day("2025-09-01")}
	today := day("2025-10-15")
	for _, tt := range []struct {
		name, typed string
		year        int
		says        string // "" for a day that is taken
	}{
		{"闰日", "2024-02-29", 2024, "2024年3月1日才设立"},
		{"闰年的2月29日", "2024年2月29日", 2024, "才设立"},
		{"平年没有2月29日", "2025-02-29", 2025, "“2025-02-29”不存在"},
		{"不是日期", "春节前", 2025, "“春节前”不是日期"},
		{"空的", "", 2025, "不是日期"},
		{"别的年份", "2024-05-06", 2025, "不在2025年"},
		{"还没有到", "2025-10-16", 2025, "还没有到"},
		{"撤销以后", "2025-09-01", 2025, "最晚可以看2025年8月31日"},
		{"设立那一天", "2024-03-01", 2024, ""},
		{"撤销前一天", "2025-08-31", 2025, ""},
		{"随手写的", "2025.6.30", 2025, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := life.Day(tt.typed, tt.year, today)
			if tt.says == "" {
				if err != nil || got.Year() != tt.year {
					t.Errorf("Day(%q) = %v, %v", tt.typed, got, err)
				}
				return
			}
			if p := problem.Of(err); err == nil || p.Field != "day" || !strings.Contains(p.Sentence(), tt.says) {
				t.Errorf("Day(%q) = %v, %v, want %q at day", tt.typed, got, err, tt.says)
			}
		})
	}
	if got, err := (Life{}).Day("2024-02-29", 2024, today); err != nil || got.String() != "2024-02-29" {
		t.Errorf("29 February of a leap year = %v, %v", got, err)
	}
}

func TestLastDay(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	for _, tt := range []struct {
		name        string
		life        Life
		year        int
		today, want string
	}{
		{"过去的年份", Life{}, 2024, "2025-10-15", "2024-12-31"},
		{"今年", Life{}, 2025, "2025-10-15", "2025-10-15"},
		{"已经撤销", Life{Ended: day("2025-09-01")}, 2025, "2025-10-15", "2025-08-31"},
		{"撤销以后的年份", Life{Ended: day("2025-01-01")}, 2025, "2025-10-15", ""},
		{"设立以前的年份", Life{Founded: day("2025-01-01")}, 2024, "2025-10-15", ""},
		{"还没有到的年份", Life{}, 2026, "2025-10-15", ""},
	} {
		if got := tt.life.Last(tt.year, day(tt.today)); got.String() != tt.want {
			t.Errorf("%s: Last(%d) = %q, want %q", tt.name, tt.year, got, tt.want)
		}
	}
}
