package register

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
)

var today = calendar.MustParse("2024-12-31")

// typed is an entry in order, as a clerk types it, with some fields changed.
func typed(changes ...string) func(string) string {
	form := map[string]string{
		"number": "青市监罚〔2024〕12号", "case": "某商店销售超过保质期食品案", "party_kind": "法人及其他组织",
		"party": "青溪县某某商店", "kinds": "警告、罚款", "fine": "5000", "decided_on": "2024-03-05",
	}
	for i := 0; i < len(changes); i += 2 {
		form[changes[i]] = changes[i+1]
	}
	return func(key string) string { return form[key] }
}

func TestReadValue(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, typed, want string }{
		{"iso", "decided_on", "2024-03-05", "2024-03-05"},
		{"dots", "decided_on", "2024.3.5", "2024-03-05"},
		{"slashes", "decided_on", "2024/3/5", "2024-03-05"},
		{"chinese", "decided_on", "2024年3月5日", "2024-03-05"},
		{"chinese numerals", "decided_on", "二〇二四年三月五日", "2024-03-05"},
		{"compact", "decided_on", "20240305", "2024-03-05"},
		{"full width", "decided_on", "２０２４．３．５", "2024-03-05"},
		{"time behind it", "decided_on", "2024-03-05 00:00:00", "2024-03-05"},
		{"time of a spreadsheet", "decided_on", "2024/3/5 9:30", "2024-03-05"},
		{"serial day", "decided_on", "45356", "2024-03-05"},
		{"spaces", "decided_on", " 2024年 3月 5日 ", "2024-03-05"},
		{"yuan", "fine", "5000", "500000"},
		{"thousands", "fine", "1,234.5", "123450"},
		{"unit", "fine", "1234.50元", "123450"},
		{"ten thousands", "fine", "1.2万元", "1200000"},
		{"ten thousands short", "fine", "3万", "3000000"},
		{"full width money", "fine", "１，２３４．５０元", "123450"},
		{"currency", "fine", "¥ 1 234.5", "123450"},
		{"words around", "fine", "人民币2000元整", "200000"},
		{"one fen", "fine", "0.01", "1"},
		{"brackets", "number", "青市监罚[2024]12号", "青市监罚〔2024〕12号"},
		{"round brackets", "number", "青市监罚（２０２４）１２号", "青市监罚〔2024〕12号"},
		{"spaces in a number", "number", " 青市监罚 〔2024〕 12 号", "青市监罚〔2024〕12号"},
		{"kind by another word", "party_kind", "企业", "organization"},
		{"kind by key", "party_kind", "natural_person", "natural_person"},
		{"kinds in any order", "kinds", "罚款；警告", "warning,fine"},
		{"kinds by their keys", "kinds", "fine,warning", "warning,fine"},
		{"kinds twice", "kinds", "罚款、罚款", "fine"},
		{"credit code", "credit_code", "9135 0100 m000 100y43", "91350100M000100Y43"},
		{"no credit code", "credit_code", "无", ""},
		{"stroke", "published_on", "——", ""},
		{"lines", "facts", " 甲\r\n\r\n\r\n乙 \x00 ", "甲\n\n乙"},
		{"one line", "party", "甲\n 乙\u200b", "甲 乙"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v, faults := Penalty.Read(typed(tt.field, tt.typed), today)
			if got := v[tt.field]; got != tt.want {
				t.Errorf("Read(%s = %q) = %q, want %q; faults %v", tt.field, tt.typed, got, tt.want, faults)
			}
		})
	}
}

func TestReadFaults(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, field, typed, want string }{
		{"no such day", "decided_on", "2024.2.30", "2024年2月只有29天"},
		{"no day", "decided_on", "2024年3月", "没有写明哪一日"},
		{"short year", "decided_on", "24.3.5", "四位年份"},
		{"words", "decided_on", "三月初", "不是日期"},
		{"tomorrow", "decided_on", "2025-01-01", "晚于今天（2024年12月31日）"},
		{"before 1949", "decided_on", "1924-03-05", "早于1949年10月1日"},
		{"blank", "decided_on", "", "没有填写处罚决定日期"},
		{"stroke in a required field", "decided_on", "/", "不是日期"},
		{"about", "fine", "约5000", "不是金额"},
		{"comma astray", "fine", "12,34", "不是金额"},
		{"part of a fen", "fine", "0.005", "不足一分"},
		{"negative", "fine", "-3", "不能小于0"},
		{"too much", "fine", "99999999万元", ""},
		{"far too much", "fine", "999999999万元", "超过上限"},
		{"digits without end", "fine", "123456789012345678901234567890", "不是金额"},
		{"kind unknown", "kinds", "罚款、罚站", "没有“罚站”这一项"},
		{"no kind", "kinds", "", "请选择处罚类别"},
		{"code too short", "credit_code", "9135010", "有7位，应当是18位"},
		{"code mistyped", "credit_code", "91350100M000100Y44", "校验码不对"},
		{"code with O", "credit_code", "9135O100M000100Y43", "0写成O"},
		{"code of a spreadsheet", "credit_code", "9.13501E+17", "科学记数"},
		{"identity number", "credit_code", "11010519491231002X", "不记身份证号码"},
		{"text too long", "party", strings.Repeat("长", 101), "有101个字，最多100个字"},
		{"published before decided", "published_on", "2024-03-04", "早于处罚决定日期（2024年3月5日）"},
		{"until before decided", "published_until", "2024-03-04", "早于处罚决定日期"},
		{"until in the future", "published_until", "2027-03-05", ""},
		{"fine without amount", "fine", "", "罚款金额没有填写"},
		{"amount without fine", "kinds", "警告", "处罚类别没有“罚款”"},
		{"taken without kind", "confiscated", "3", "没收违法所得或没收非法财物"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, faults := Penalty.Read(typed(tt.field, tt.typed), today)
			var said []string
			for _, p := range faults {
				said = append(said, p.Sentence())
				if p.Field == "" || p.Advice == "" {
					t.Errorf("fault %q has field %q, advice %q", p.Says, p.Field, p.Advice)
				}
			}
			got := strings.Join(said, "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("Read(%s = %q) says %q, want %q", tt.field, tt.typed, got, tt.want)
			}
		})
	}
}

func TestReadTellsAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	_, faults := Penalty.Read(func(string) string { return "" }, today)
	var fields []string
	for _, p := range faults {
		fields = append(fields, p.Field)
	}
	if got, want := strings.Join(fields, " "), "number party_kind party kinds decided_on"; got != want {
		t.Errorf("fields at fault in a blank form = %q, want %q", got, want)
	}
}
