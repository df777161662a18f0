package narrative

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// FuzzRead: no text makes Read fail, its answer is always the same, and every
// statement points into the input.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "《", "（（（（（（（（（（（（", "）））", "1.", "2024年", "2024年1月1日至", "零", "一件", "收到1，", "上年无结转",
		"我局2024年共收到政府信息公开申请13件，其中自然人12件（含上年结转1件）；结转下年0件。",
		"行政复议、行政诉讼分别为1件、2件。\n五、\n共 1 0 6 件", "由38件调整为41件", "收取信息处理费1,350.50元，约3万余元", "\xff\xfe件1件",
		"未未未无无收到", "1-12月1至", strings.Repeat("收到申请、", 40) + "5件", "999999999999999999999999999999件",
	} {
		f.Add(seed, 2024, "青梧县人民政府")
	}
	value := regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)
	f.Fuzz(func(t *testing.T, text string, year int, organ string) {
		got := Read(text, About{Year: year, Organ: organ})
		if again := Read(text, About{Year: year, Organ: organ}); !reflect.DeepEqual(got, again) {
			t.Fatalf("Read(%q) differs from call to call", text)
		}
		seen := map[string]bool{}
		for _, s := range got {
			if seen[s.At] || !value.MatchString(s.Value) {
				t.Errorf("statement %+v: cell twice or value not canonical", s)
			}
			seen[s.At] = true
			if s.Start < 0 || s.End <= s.Start || s.End > len(text) || !strings.Contains(text, s.Text) {
				t.Fatalf("statement %+v does not lie in the text", s)
			}
			if s.Value != "0" && !strings.ContainsAny(text[s.Start:s.End], "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟貳陸萬億兩") {
				t.Errorf("statement %+v points at %q, which is no figure", s, text[s.Start:s.End])
			}
		}
	})
}
