package desk

import (
	"context"
	"slices"
	"strings"

	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A guideShown is an organ's public guide as far as it is recorded.
type guideShown struct {
	Guide *organ.Guide // the version of today, or the next to come; nil for none
	Facts []web.Fact
	Lacks string // what the guide must say and cannot, 、 between them
}

func (d *Desk) guideShown(ctx context.Context, id organ.ID, units []organ.Unit) (g guideShown, err error) {
	guides, err := d.store.Guides(ctx, id)
	if err != nil {
		return g, err
	}
	today := d.store.Today()
	for i := range guides {
		if guides[i].From <= today || g.Guide == nil {
			g.Guide = &guides[i]
		}
	}
	g.Lacks = strings.Join(organ.Lacks(g.Guide, organ.InformationOffice(units, today)), "、")
	if g.Guide == nil {
		return g, nil
	}
	var channels []string
	for _, c := range g.Guide.Channels {
		channels = append(channels, c.Label())
	}
	for _, f := range []web.Fact{
		{Name: "申请渠道", Value: strings.Join(channels, "、")}, {Name: "网上申请", Value: g.Guide.ApplyAt}, {Name: "邮政编码", Value: g.Guide.Postcode},
		{Name: "传真号码", Value: g.Guide.Fax}, {Name: "电子邮箱", Value: g.Guide.Email}, {Name: "网站", Value: g.Guide.Website},
		{Name: "查阅场所", Value: strings.Join(strings.Fields(g.Guide.Places), "；")}, {Name: "主管部门", Value: g.Guide.Overseer}, {Name: "主管部门电话", Value: g.Guide.OverseerPhone},
		{Name: "行政复议机关", Value: g.Guide.Reconsiderer}, {Name: "其他", Value: g.Guide.Note},
	} {
		if f.Value != "" {
			g.Facts = append(g.Facts, f)
		}
	}
	return g, nil
}

// guideForm starts from the latest version: most changes replace one number.
var guideForm = organForm{
	may: account.OrganGuide, done: "guide",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		guides, err := d.store.Guides(ctx, v.organ.ID)
		if err != nil {
			return nil, err
		}
		var last organ.Guide
		if len(guides) > 0 {
			last = guides[len(guides)-1]
		}
		p := organFormPage(v.organ, "登记公开指南", "保存公开指南", guideFields(last))
		p.Why = "公众页面的指南由这里和政府信息公开工作机构的地址、电话、办公时间组成，没有登记的不写。以前的版本保留，同一天的以后保存的为准。"
		return p, nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		s := organ.SetGuide{Guide: organ.Guide{From: from, Postcode: typed("postcode"), Fax: typed("fax"), Email: typed("email"), Website: typed("website"),
			ApplyAt: typed("apply_at"), Places: strings.ReplaceAll(typed("places"), "\r\n", "\n"), Overseer: typed("overseer"), OverseerPhone: typed("overseer_phone"),
			Reconsiderer: typed("reconsiderer"), Note: strings.ReplaceAll(typed("note"), "\r\n", "\n")}}
		for _, c := range organ.Channels() {
			if typed(c.Field()) != "" {
				s.Channels = append(s.Channels, c)
			}
		}
		return s, first(wrong, s.Check())
	},
}

func guideFields(last organ.Guide) web.Fields {
	fields := web.Fields{{Name: "from", Label: "从哪一天起", Hint: "如2024年3月5日。", Width: "mid"}}
	for i, c := range organ.Channels() {
		f := web.Field{Control: web.CheckControl, Name: c.Field(), Label: "可以" + c.Label() + "申请", Value: yes(last.Has(c))}
		if i == 0 {
			f.Hint = "选开通的申请渠道。"
		}
		fields = append(fields, f)
	}
	return slices.Concat(fields, web.Fields{
		{Name: "apply_at", Label: "网上申请的网址", Value: last.ApplyAt, Hint: "从https://写起。", Optional: true},
		{Name: "postcode", Label: "邮政编码", Value: last.Postcode, Mode: "numeric", Optional: true, Width: "short"},
		{Name: "fax", Label: "传真号码", Value: last.Fax, Mode: "tel", Optional: true, Width: "mid"},
		{Name: "email", Label: "电子邮箱", Value: last.Email, Mode: "email", Optional: true, Width: "mid"},
		{Name: "website", Label: "主动公开信息的网站", Value: last.Website, Hint: "从https://写起。", Optional: true},
		{Control: web.AreaControl, Name: "places", Label: "查阅场所", Value: last.Places, Hint: "一行一处，写名称和地址，如青溪县档案馆，青溪县人民路8号。", Rows: 3, Optional: true},
		{Name: "overseer", Label: "政府信息公开工作主管部门", Value: last.Overseer, Hint: "受理投诉、举报，如青溪县人民政府办公室。", Optional: true},
		{Name: "overseer_phone", Label: "主管部门的电话", Value: last.OverseerPhone, Mode: "tel", Optional: true, Width: "mid"},
		{Name: "reconsiderer", Label: "行政复议机关", Value: last.Reconsiderer, Hint: "如青溪县人民政府。", Optional: true},
		{Control: web.AreaControl, Name: "note", Label: "其他需要说明的事项", Value: last.Note, Rows: 3, Optional: true},
	})
}
