package report

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCompareCells(t *testing.T) {
	t.Parallel()
	old, new := clean(Form2021), clean(Form2021)
	set := func(code Code, before, now Figure) { old.Set(code, before); new.Set(code, now) }
	n := func(s string) Figure { v, _ := ParseNumber(s); return Reports(v) }
	set("application.newly_received.total", n("58"), n("72"))
	set("application.granted.total", n("29"), n("58"))
	set("application.carried_in.total", n("40"), n("30"))
	set("application.carried_over.total", Figure{Mark: Blank}, n("3"))
	set("disclosure.fees.amount", n("32.5"), n("32.5"))
	set("disclosure.penalty.decisions", Figure{}, n("3"))
	set("disclosure.coercion.decisions", n("3"), Figure{Mark: Text})
	set("disclosure.licensing.decisions", n("800"), n("801"))
	c := Compare(old, new)
	changes := make(map[Code]Change)
	for _, change := range c.Cells {
		changes[change.Code] = change
	}
	for code, want := range map[Code]string{
		"application.newly_received.total": "一、本年新收政府信息公开申请数量·总计：由58到72，增加14，增长24.1%。",
		"application.granted.total":        "（一）予以公开·总计：由29到58，增加29。",
		"application.carried_in.total":     "二、上年结转政府信息公开申请数量·总计：由40到30，减少10，下降25.0%。",
		"application.carried_over.total":   "四、结转下年度继续办理·总计：由空白到3，增加3。",
		"disclosure.fees.amount":           "行政事业性收费·本年收费金额（单位：万元）：32.5，没有变化。",
		"disclosure.penalty.decisions":     "",
		"disclosure.coercion.decisions":    "",
		"disclosure.licensing.decisions":   "行政许可·本年处理决定数量：由800到801，增加1，增长0.1%。",
	} {
		if got := changes[code].Says(); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if marks := changes["disclosure.penalty.decisions"]; marks.OldMark != "absent" || marks.Old != nil || !marks.IsChanged() {
		t.Errorf("an absent cell: %+v", marks)
	}
	data, err := json.Marshal(changes["application.carried_in.total"])
	want := `{"code":"application.carried_in.total","label":"二、上年结转政府信息公开申请数量·总计","old":40,"old_mark":"reported","new":30,"new_mark":"reported","difference":-10,"percent":-25}`
	if err != nil || string(data) != want {
		t.Errorf("JSON %s, %v\nwant %s", data, err, want)
	}
}

func TestCompareEditions(t *testing.T) {
	t.Parallel()
	c := Compare(clean(Form2019), clean(Form2021))
	if len(c.OnlyOld) == 0 || len(c.OnlyNew) == 0 {
		t.Fatalf("cells of one edition only: %d old, %d new; want some", len(c.OnlyOld), len(c.OnlyNew))
	}
	for _, s := range append(c.OnlyOld, c.OnlyNew...) {
		if strings.HasPrefix(string(s.Code), "remedy.") {
			t.Errorf("%s is said to be in one edition only", s.Code)
		}
	}
	if got := len(c.Cells) + len(c.OnlyNew); got != len(Form2021.Codes()) {
		t.Errorf("%d cells of the new report, want %d", got, len(Form2021.Codes()))
	}
	if nothing := Compare(&Report{}, &Report{}); nothing.Cells == nil || nothing.Texts == nil {
		t.Error("lists of an empty comparison are nil, not empty")
	}
}

func TestCompareTexts(t *testing.T) {
	t.Parallel()
	const copied = "一是公开的内容还不够全面，二是公开的形式还较为单一，三是业务人员的能力还需要继续提高。"
	old, new := clean(Form2021), clean(Form2021)
	old.Narrative[Problems] = copied + "\n下一步将加强对各科室的培训。"
	new.Narrative[Problems] = "今年新设了政策解答专栏，由业务科室每周轮流值守，当天答复群众提问。\n" + copied
	for _, text := range Compare(old, new).Texts {
		if text.Chapter != Problems {
			continue
		}
		if !text.Alike || len(text.Paragraphs) != 2 || text.Paragraphs[0].Share != 0 || text.Paragraphs[1].Share != 1 || text.Paragraphs[1].Previous != copied {
			t.Errorf("%+v", text)
		}
		if got, want := text.Says(0.5), "五、存在的主要问题及改进情况：52.4%与对比的报告相同，超过50%。"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ part, base, want string }{
		{"1", "30", "3.3"}, {"1", "29", ""}, {"5", "8000", "0.1"}, {"4", "8000", "0.1"}, {"3", "8000", "0"},
		{"-5", "8000", "-0.1"}, {"30", "30", "100"}, {"0.5", "40.5", "1.2"}, {"-20", "32", "-62.5"},
	} {
		part, _ := ParseNumber(c.part)
		base, _ := ParseNumber(c.base)
		percent, ok := Rate(part, base)
		if got := percent.String(); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("Rate(%s, %s) = %s, %v; want %q", c.part, c.base, got, ok, c.want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	t.Parallel()
	const text = "2024年，石桥县审计局坚持以公开为常态、不公开为例外，依法做好政府信息主动公开工作，共公开信息120条。"
	for _, c := range []struct {
		name, previous string
		share          float64
	}{
		{"只改年份和数字", strings.NewReplacer("2024", "２０２３", "120", "98", "，", ",").Replace(text), 1},
		{"只改机关名称", strings.ReplaceAll(text, "石桥县审计局", "青岭镇"), 1},
		{"全部新写", "本机关为老年人开设现场查询窗口，由专人帮助检索，全年接待群众三百余人次，办结率提高。", 0},
		{"没有上一年", "", 0},
	} {
		if share, enough := Similarity(text, c.previous, "石桥县审计局", "青岭镇"); share != c.share || !enough {
			t.Errorf("%s: Similarity = %v, %v; want %v", c.name, share, enough, c.share)
		}
	}
	if _, enough := Similarity("无其他需要报告的事项。", "无其他需要报告的事项。"); enough {
		t.Error("a short text is called long enough")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("公开信息申请政府机关甲乙丙丁一二3，")), 0, 300, -1).Draw(t, "text")
		more := rapid.String().Draw(t, "more")
		if share, enough := Similarity(text, more+text); enough && share != 1 {
			t.Fatalf("a text in itself: %v", share)
		}
	})
}

func BenchmarkSimilarity(b *testing.B) {
	text := strings.Repeat("本机关坚持以公开为常态不公开为例外，", 1)
	var sb strings.Builder
	for i := 0; sb.Len() < 10<<10; i++ {
		sb.WriteString(text)
		sb.WriteRune(rune(0x4e00 + i*37%5000))
		sb.WriteRune(rune(0x4e00 + i*91%5000))
	}
	b.SetBytes(int64(sb.Len()))
	for b.Loop() {
		Similarity(sb.String(), sb.String(), "石桥县审计局")
	}
}

func BenchmarkCheck(b *testing.B) {
	r, before := clean(Form2021), clean(Form2021)
	before.Year--
	for b.Loop() {
		r.Check(Circumstances{Previous: before})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
