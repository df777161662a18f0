package organ

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
)

func guide(change func(*Guide)) Guide {
	g := Guide{From: calendar.MustParse("2024-03-05"), Postcode: "450000", Fax: "0000-6213015", Email: "gkb@qingxi.example", Website: "https://www.qingxi.example",
		Channels: Channels(), ApplyAt: "https://www.qingxi.example/apply", Places: "县档案馆", Overseer: "青溪县人民政府办公室", OverseerPhone: "0000-6210000"}
	if change != nil {
		change(&g)
	}
	return g
}

func TestSetGuide(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", 3000)
	for _, tt := range []struct {
		name   string
		change func(*Guide)
		fields []string // that are at fault
	}{
		{"完整", nil, nil},
		{"只有日期", func(g *Guide) { *g = Guide{From: g.From} }, nil},
		{"没有日期", func(g *Guide) { g.From = 0 }, []string{"from"}},
		{"邮政编码五位", func(g *Guide) { g.Postcode = "45000" }, []string{"postcode"}},
		{"邮政编码有字母", func(g *Guide) { g.Postcode = "45000a" }, []string{"postcode"}},
		{"邮箱没有域名", func(g *Guide) { g.Email = "gkb@" }, []string{"email"}},
		{"两个邮箱", func(g *Guide) { g.Email = "a@b.cn,c@d.cn" }, []string{"email"}},
		{"网址没有协议", func(g *Guide) { g.Website = "www.qingxi.example" }, []string{"website"}},
		{"网址是脚本", func(g *Guide) { g.ApplyAt = "javascript:alert(1)" }, []string{"apply_at"}},
		{"网址过长", func(g *Guide) { g.ApplyAt = "https://a.cn/" + strings.Repeat("a", 200) }, []string{"apply_at"}},
		{"没有这个渠道", func(g *Guide) { g.Channels = []Channel{"pigeon"} }, []string{"by_counter"}},
		{"渠道没有地址", func(g *Guide) { g.Postcode, g.Fax, g.Email, g.ApplyAt = "", "", "", "" }, []string{"apply_at", "email", "fax", "postcode"}},
		{"各项过长", func(g *Guide) {
			g.Fax, g.Places, g.Note, g.Overseer, g.OverseerPhone, g.Reconsiderer = long, long, long, long, long, long
		},
			[]string{"fax", "note", "overseer", "overseer_phone", "places", "reconsiderer"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := guide(tt.change)
			var fields []string
			for _, p := range (SetGuide{g}).Check() {
				fields = append(fields, p.Field)
			}
			if !slices.Equal(fields, tt.fields) {
				t.Errorf("Check(%.300s) is at fault at %v, want %v", fmt.Sprint(g), fields, tt.fields)
			}
		})
	}
}

func TestLacks(t *testing.T) {
	t.Parallel()
	whole := guide(nil)
	office := &Unit{Name: "党政办公室", Address: "人民路1号", Hours: "工作日", Phone: "0000-6213014"}
	for _, tt := range []struct {
		name   string
		guide  *Guide
		office *Unit
		want   string
	}{
		{"什么都没有", nil, nil, "政府信息公开工作机构 传真号码 互联网联系方式 申请渠道 主管部门"},
		{"只有机构名称", nil, &Unit{Name: "党政办公室"}, "办公地址 办公时间 联系电话 传真号码 互联网联系方式 申请渠道 主管部门"},
		{"只有指南", &whole, nil, "政府信息公开工作机构"},
		{"空的指南", &Guide{}, office, "传真号码 互联网联系方式 申请渠道 主管部门"},
		{"有网站就有互联网联系方式", &Guide{Fax: "1", Website: "https://a.cn", Channels: []Channel{Mail}, Overseer: "县政府办公室"}, office, "邮政编码"},
		{"齐全", &whole, office, ""},
	} {
		if got := strings.Join(Lacks(tt.guide, tt.office), " "); got != tt.want {
			t.Errorf("%s: Lacks = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestReceivedOn(t *testing.T) {
	t.Parallel()
	for _, c := range Channels() {
		if says, cite := c.ReceivedOn(); says == "" || !cite.Quotes() || c.Label() == string(c) {
			t.Errorf("%s: %q, %v, %q, want words, a quotation and a label", c, says, cite, c.Label())
		}
	}
}
