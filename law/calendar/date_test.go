package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"gongkai/law/problem"
	"pgregory.net/rapid"
)

func TestDate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		iso, chinese, weekday string
		days                  Date // since the zero Date
	}{
		{"0001-01-01", "1年1月1日", "星期一", 1},
		{"1970-01-01", "1970年1月1日", "星期四", 719_163},
		{"2024-02-29", "2024年2月29日", "星期四", 738_945},
		{"2026-03-05", "2026年3月5日", "星期四", 739_680},
		{"9999-12-31", "9999年12月31日", "星期五", 3_652_059},
	}
	for _, test := range tests {
		d, err := Parse(test.iso)
		if err != nil || d != test.days {
			t.Errorf("Parse(%q) = %d, %v; want %d", test.iso, int32(d), err, int32(test.days))
		}
		if d.String() != test.iso || d.Chinese() != test.chinese || d.WeekdayName() != test.weekday {
			t.Errorf("%q prints as %q, %q, %q; want %q, %q", test.iso, d, d.Chinese(), d.WeekdayName(), test.chinese, test.weekday)
		}
	}
	var none Date
	if !none.IsZero() || none.String() != "" || none.Chinese() != "" || none.WeekdayName() != "" || none.ISO() != "" {
		t.Errorf("the zero Date prints as %q, %q, %q, %q", none.String(), none.Chinese(), none.WeekdayName(), none.ISO())
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2024-2-29", "2024-02-30", "2023-02-29", "2024/02/29", "2024-02-29 ", "0000-01-01", "24-02-29", "2024-02-29T00:00:00Z"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, d)
		}
	}
}

func TestParseWritten(t *testing.T) {
	t.Parallel()
	leap := MustParse("2024-02-29")
	for _, s := range []string{
		"2024-02-29", "2024-2-29", "2024/2/29", "2024.02.29", "20240229", "2024年2月29日", "2024年02月29日",
		"２０２４年２月２９日", " 2024 年 2 月 29 日 ", "2024年2月29", "2024年2月29号", "2024—2—29",
		"二〇二四年二月二十九日", "二○二四年二月廿九日", "二零二四年二月二十九日",
	} {
		if d, err := ParseWritten(s); err != nil || d != leap {
			t.Errorf("ParseWritten(%q) = %v, %v; want %v", s, d, err, leap)
		}
	}
	others := map[string]string{
		"二〇二〇年一月十五日": "2020-01-15", "二〇一九年十二月三十一日": "2019-12-31", "二〇二一年元月十日": "2021-01-10",
		"二〇二一年十月卅日": "2021-10-30",
	}
	for s, want := range others {
		if d, err := ParseWritten(s); err != nil || d.String() != want {
			t.Errorf("ParseWritten(%q) = %v, %v; want %s", s, d, err, want)
		}
	}
}

func TestParseWrittenRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", "“”不是日期。请写成 2024-02-29、2024/2/29、20240229 或 2024年2月29日。"},
		{"明天", "“明天”不是日期。请写成 2024-02-29、2024/2/29、20240229 或 2024年2月29日。"},
		{"2024-02-30", "日期“2024-02-30”不存在：2024年2月只有29天。请核对年、月、日。"},
		{"20230229", "日期“20230229”不存在：2023年2月只有28天。请核对年、月、日。"},
		{"2024-13-01", "日期“2024-13-01”不存在：月份须在1至12之间。请核对年、月、日。"},
		{"2024-12-00", "日期“2024-12-00”不存在：日须从1开始。请核对年、月、日。"},
		{"0000-01-01", "日期“0000-01-01”不存在：年份须在1至9999之间。请核对年、月、日。"},
		{"二〇二四年十十月一日", "日期“二〇二四年十十月一日”不存在：月份须在1至12之间。请核对年、月、日。"},
	}
	for _, test := range tests {
		_, err := ParseWritten(test.in)
		var p *problem.Error
		if !errors.As(err, &p) || p.Sentence() != test.want || p.Kind != problem.KindInvalid || p.Field != "date" {
			t.Errorf("ParseWritten(%q): %v, want %s", test.in, err, test.want)
		}
	}
}

func TestDateOf(t *testing.T) {
	t.Parallel()
	if d, ok := DateOf(2024, 2, 29); !ok || d.Year() != 2024 || d.Month() != 2 || d.Day() != 29 {
		t.Errorf("DateOf(2024, 2, 29) = %v, %v", d, ok)
	}
	for _, none := range [][3]int{{2023, 2, 29}, {2024, 4, 31}, {2024, 0, 1}, {2024, 13, 1}, {0, 1, 1}, {10000, 1, 1}, {2024, 1, 0}} {
		if d, ok := DateOf(none[0], none[1], none[2]); ok {
			t.Errorf("DateOf(%v) = %v, want none", none, d)
		}
	}
}

func TestBeijingDate(t *testing.T) {
	t.Parallel()
	for instant, want := range map[string]string{
		"2024-12-31T15:59:59Z": "2024-12-31", "2024-12-31T16:00:00Z": "2025-01-01", "2025-01-01T00:00:00+08:00": "2025-01-01",
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := BeijingDate(at); got.String() != want {
			t.Errorf("BeijingDate(%s) = %v, want %s", instant, got, want)
		}
	}
}

func TestDateJSON(t *testing.T) {
	t.Parallel()
	type dates struct{ A, B Date }
	text, err := json.Marshal(dates{A: MustParse("2024-02-29")})
	if err != nil || string(text) != `{"A":"2024-02-29","B":""}` {
		t.Errorf("Marshal = %s, %v", text, err)
	}
	got := dates{B: 7}
	if err := json.Unmarshal(text, &got); err != nil || got.A.String() != "2024-02-29" || !got.B.IsZero() {
		t.Errorf("Unmarshal(%s) = %+v, %v", text, got, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"2024-02-30"}`), &got); err == nil {
		t.Errorf("Unmarshal of 30 February = %+v, want an error", got)
	}
}

func TestDateScan(t *testing.T) {
	t.Parallel()
	want := MustParse("2024-02-29")
	for _, src := range []any{"2024-02-29", []byte("2024-02-29"), time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 0, 0, 0, 0, beijing)} {
		var d Date
		if err := d.Scan(src); err != nil || d != want {
			t.Errorf("Scan(%v) = %v, %v; want %v", src, d, err, want)
		}
	}
	d := want
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("Scan(nil) = %v, %v; want the zero Date", d, err)
	}
	for _, src := range []any{"2024", 20240229, true} {
		if err := d.Scan(src); err == nil {
			t.Errorf("Scan(%v) = %v, want an error", src, d)
		}
	}
	if v, err := want.Value(); v != "2024-02-29" || err != nil {
		t.Errorf("Value() = %v, %v", v, err)
	}
	if v, err := Date(0).Value(); v != nil || err != nil {
		t.Errorf("Value() of the zero Date = %v, %v; want NULL", v, err)
	}
}

// TestDateRoundTrip: a date survives every way of writing it, and agrees with
// package time.
func TestDateRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(1, 3_652_059).Draw(t, "date"))
		for _, s := range []string{d.String(), d.Chinese(), d.utc().Format("20060102"), d.utc().Format("2006/1/2")} {
			if s == d.Chinese() && d.Year() < 1000 {
				continue // a year is written with four digits
			}
			if back, err := ParseWritten(s); err != nil || back != d {
				t.Fatalf("ParseWritten(%q) = %v, %v; want %v", s, back, err, d)
			}
		}
		if back, ok := DateOf(d.Year(), d.Month(), d.Day()); !ok || back != d {
			t.Fatalf("DateOf of the parts of %v = %v, %v", d, back, ok)
		}
		if d.Weekday() != d.utc().Weekday() {
			t.Fatalf("%v: Weekday() = %v, want %v", d, d.Weekday(), d.utc().Weekday())
		}
		if next := d.AddDays(1); next.utc() != d.utc().AddDate(0, 0, 1) {
			t.Fatalf("the day after %v = %v", d, next)
		}
	})
}

func FuzzParseWritten(f *testing.F) {
	for _, s := range []string{"2024-02-29", "20240229", "2024年2月29日", "二〇二四年二月二十九日", "二〇二四年十十月十十日", "9999-12-31", "0000-00-00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseWritten(s)
		if err == nil && (d < 1 || d.Year() > 9999) {
			t.Errorf("ParseWritten(%q) = %d, outside the years 1 to 9999", s, int32(d))
		}
	})
}
