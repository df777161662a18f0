package calendar

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/law/problem"
)

// TestBuiltIn reads every table in the program and looks at its notice.
func TestBuiltIn(t *testing.T) {
	t.Parallel()
	files, err := holidayFiles.ReadDir("holidays")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := holidayFiles.ReadFile("holidays/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		table, err := ReadTable(string(data))
		if err != nil {
			t.Errorf("%s: %v", file.Name(), err)
			continue
		}
		if want := fmt.Sprintf("%d.txt", table.Year); file.Name() != want {
			t.Errorf("%s holds the year %d", file.Name(), table.Year)
		}
		if !strings.HasPrefix(table.Notice, "国办发明电〔") || table.Tentative {
			t.Errorf("%s: notice %q, tentative %v", file.Name(), table.Notice, table.Tentative)
		}
		if len(table.Holidays) < 6 || len(table.Shifted) < 4 {
			t.Errorf("%s: %d holidays, %d shifted days", file.Name(), len(table.Holidays), len(table.Shifted))
		}
	}
}

// TestHolidaysPage: docs/holidays.md tells the notice of every built-in year.
func TestHolidaysPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "holidays.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := holidayFiles.ReadDir("holidays")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := holidayFiles.ReadFile("holidays/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		table, err := ReadTable(string(data))
		if err != nil {
			t.Fatal(err)
		}
		if row := fmt.Sprintf("| %d | %s", table.Year, table.Notice); !strings.Contains(string(page), row) {
			t.Errorf("docs/holidays.md has no row %q", row)
		}
	}
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	table, err := ReadTable("\ufeff# 示例\r\n年份 2027\r\n通知 国办发明电〔2026〕1号 2026-11-03\r\n暂定\r\n放假 元旦 2027-01-01\r\n上班 2027-01-09\r\n")
	if err != nil {
		t.Fatal(err)
	}
	want := MustParse("2027-01-01")
	if table.Year != 2027 || table.Notice != "国办发明电〔2026〕1号" || table.Published.String() != "2026-11-03" || !table.Tentative ||
		len(table.Holidays) != 1 || table.Holidays[0] != (Holiday{"元旦", want, want}) || len(table.Shifted) != 1 {
		t.Errorf("ReadTable = %+v", table)
	}
}

func TestReadTableRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"empty", "", "没有写年份"},
		{"no holiday", "年份 2027", "没有放假的日子"},
		{"unknown word", "年份 2027\n休息 2027-01-01", "第2行：“休息”不是"},
		{"year twice", "年份 2027\n年份 2028", "第2行：年份写了两次"},
		{"no year", "年份 今年", "第1行：“今年”不是年份"},
		{"year without a number", "年份", "应写一个年份"},
		{"notice without a number", "通知", "应写文号"},
		{"notice of no day", "通知 甲 昨天", "“昨天”不是日期"},
		{"holiday without a day", "放假 元旦", "第1行：应写节日"},
		{"no date", "放假 元旦 1月1日", "“1月1日”不是日期"},
		{"backwards", "放假 春节 2027-02-09 2027-02-05", "最后一天应在第一天之后"},
		{"too long", "放假 春节 2027-02-09 2027-12-05", "最长20天"},
		{"shifted to a Wednesday", "上班 2027-02-10", "2027-02-10是星期三"},
		{"another year", "年份 2027\n放假 元旦 2028-01-01", "2028-01-01不在2027年"},
		{"too early", "年份 2027\n放假 元旦 2026-12-01", "2026-12-01不在2027年"},
		{"off twice", "年份 2027\n放假 国庆节 2027-10-01 2027-10-07\n放假 中秋节 2027-10-07", "2027-10-07出现了两次"},
		{"off and worked", "年份 2027\n放假 国庆节 2027-10-01 2027-10-07\n上班 2027-10-02", "2027-10-02出现了两次"},
		{"too large", strings.Repeat("#", mostTableBytes+1), "超过16KB"},
	}
	for _, test := range tests {
		table, err := ReadTable(test.text)
		var p *problem.Error
		if !errors.As(err, &p) || !strings.Contains(p.Sentence(), test.want) || p.Advice == "" {
			t.Errorf("%s: ReadTable(%.40q) = %+v, %v; want a problem with %q", test.name, test.text, table, err, test.want)
		}
	}
}

func FuzzReadTable(f *testing.F) {
	f.Add("年份 2027\n通知 国办发明电〔2026〕1号 2026-11-03\n放假 元旦 2027-01-01\n上班 2027-01-09\n")
	f.Add("放假 春节 0001-01-01 9999-12-31")
	f.Add("上班")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := ReadTable(text)
		if err != nil {
			return
		}
		c := Calendar{}.With(table)
		if c.After(table.Holidays[0].First, 1) <= table.Holidays[0].First {
			t.Errorf("After does not move in the table %q", text)
		}
	})
}
