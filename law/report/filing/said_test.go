package filing

import (
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
)

// TestSaidFacts: typing 13 in the text where the register has 12 is found, as is
// the seed's sentence of the 102 posts; what is doubtful is left alone.
func TestSaidFacts(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Counted = map[report.Code]int64{
		"fact.item.published": 12, "fact.media_post.published": 130, "fact.media_post.wechat": 102, "fact.activity.training": 2, "fact.activity.trained": 61,
		"fact.processing_fee.received": 21050,
	}
	for _, tt := range []struct{ name, text, says string }{
		{"相同", "2024年，我镇共主动公开政府信息12条。", ""},
		{"不同", "2024年度我镇共主动公开政府信息13条。", "主动公开政府信息：文字“主动公开政府信息13条”为13，登记簿为12，差1条。"},
		{"带分位", "全年主动公开政府信息1,012条。", "为1012，登记簿为12，差1000条"},
		{"公众号", "通过微信公众平台发布信息102条。", ""},
		{"公众号不同", "微信公众号“青石镇发布”推送图文103篇。", "微信公众号发布信息：文字“微信公众号“青石镇发布”推送图文103篇”为103，登记簿为102"},
		{"新媒体合计", "政务新媒体全年发布信息131条。", "登记簿为130"},
		{"培训", "组织政务公开培训3次，培训61人次。", "举办培训：文字“组织政务公开培训3次”为3，登记簿为2"},
		{"人次", "开展信息公开工作培训2期，培训60人次。", "培训人次：文字“培训60人次”"},
		{"处理费", "收取信息处理费210.5元。", ""},
		{"处理费不同", "收取信息处理费210元。", "登记簿为210.5，差0.5元"},
		{"上年", "上年主动公开政府信息13条，今年更多。", ""},
		{"别的年份", "2023年主动公开政府信息13条。", ""},
		{"以来", "条例修订以来，累计主动公开政府信息500条。", ""},
		{"别人的", "各村（社区）主动公开信息500条。", ""},
		{"约数", "主动公开政府信息410余条，共38.6万条。", ""},
		{"不是公开工作的会", "召开党政联席会议40次。", ""},
		{"前一句说上年", "上年公开得不够。今年主动公开政府信息13条。", "登记簿为12"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := f
			g.Narrative = map[string]string{report.Overall: tt.text}
			r, _ := Live(g)
			var got []string
			for _, found := range g.saidFacts(r) {
				got = append(got, found.Says)
			}
			if tt.says == "" && len(got) > 0 || tt.says != "" && (len(got) != 1 || !strings.Contains(got[0], tt.says)) {
				t.Errorf("%q: %q, want %q", tt.text, got, tt.says)
			}
			if tt.says != "" && len(SaidIn(r, g.Check(r, report.Circumstances{}))) == 0 {
				t.Errorf("%q: the sentence is not found again", tt.text)
			}
		})
	}
}

// TestSaidUnknown: an empty register that nobody has confirmed says nothing;
// one that was confirmed to be empty does.
func TestSaidUnknown(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Counted, f.Zeros = nil, nil
	f.Narrative = map[string]string{report.Overall: "主动公开政府信息13条。"}
	r, _ := Live(f)
	if found := f.saidFacts(r); len(found) > 0 {
		t.Errorf("of a silent register: %v", found)
	}
	f.Zeros = map[register.Key]Zero{"item": {By: "李敏"}}
	if found := f.saidFacts(r); len(found) != 1 || !strings.Contains(found[0].Says, "登记簿为0") {
		t.Errorf("of a confirmed zero: %v", found)
	}
}

// TestPhrasesAreFacts: every phrase is of a fact, and what the program suggests
// itself is read without a finding.
func TestPhrasesAreFacts(t *testing.T) {
	t.Parallel()
	for _, p := range phrases {
		if _, _, ok := register.Computed(p.code); !ok || !register.IsFact(p.code) {
			t.Errorf("%s is no fact of a register", p.code)
		}
	}
	f := facts()
	for _, v := range register.Facts() {
		f.Counted[v.Code] = 7
	}
	var all []string
	for _, s := range suggestions {
		all = append(all, s.text)
	}
	f.Narrative = map[string]string{report.Overall: strings.Join(all, "\n")}
	r, _ := Live(f)
	if found := f.saidFacts(r); len(found) > 0 {
		t.Errorf("the program's own sentences are wrong: %v", found)
	}
}

func TestSaidIn(t *testing.T) {
	t.Parallel()
	r, found := brokenBy(4, "全年平稳。\n作出行政处罚决定3件，其余为0。")
	said := SaidIn(r, found)
	if len(said) != 1 {
		t.Fatalf("SaidIn(%v) = %v", found, said)
	}
	if got := r.Narrative[said[0].Chapter][said[0].Start:said[0].End]; !strings.Contains(got, "3件") || said[0].Finding != 0 {
		t.Errorf("SaidIn marks %q", got)
	}
	if none := SaidIn(r, []report.Finding{{Says: "文字“没有这句”为1"}, {Says: "没有引用"}}); len(none) > 0 {
		t.Errorf("SaidIn finds what is not there: %v", none)
	}
}
