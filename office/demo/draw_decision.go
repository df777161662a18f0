package demo

import (
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/register"
)

// total is all that another system counted in a period.
func (d *drawer) total(number string, day string, from, until calendar.Date, n int, source string) *record {
	return once(until, register.Values{"number": number, day: until.String(), "extent": "total", "from_on": from.String(), "quantity": fmt.Sprint(n), "source": source})
}

// totalsOf are the totals of each quarter.
func (d *drawer) totalsOf(n int, source string) (all []*record) {
	for i, q := range d.quarters() {
		k := d.around(n / 4)
		if k == 0 { // nothing happened: that is said by the nil return
			continue
		}
		all = append(all, d.total(fmt.Sprintf("%d年%s合计", d.year, quarterNames[i]), "decided_on", q[0], q[1], k, fmt.Sprintf("%s%d年%s统计表", source, d.year, quarterNames[i])))
	}
	return all
}

// licencesOf are decisions one by one, or the totals of the licensing system.
func (d *drawer) licencesOf() (all []*record) {
	if d.totals {
		return d.totalsOf(d.around(d.licences), "行政许可系统")
	}
	matters := map[string][]string{
		"fagai": {"政府投资项目可行性研究报告审批", "固定资产投资项目核准"}, "jiaoti": {"民办学校设立审批", "校车使用许可"},
		"minzheng": {"社会团体成立登记", "民办非企业单位登记"}, "renshe": {"劳务派遣经营许可", "人力资源服务许可"},
		"ziran": {"建设用地规划许可证核发", "建设工程规划许可证核发", "临时用地审批"}, "zhujian": {"建筑工程施工许可证核发", "商品房预售许可", "城镇污水排入排水管网许可"},
		"chengguan": {"临时占用城市道路许可", "城市建筑垃圾处置核准"}, "nongye": {"农药经营许可", "动物防疫条件合格证核发", "兽药经营许可"},
		"shijian": {"食品经营许可", "食品小作坊登记", "特种设备使用登记"}, "qixiang": {"升放无人驾驶气球作业审批", "雷电防护装置设计审核"},
	}[d.key]
	if matters == nil {
		matters = []string{"农村村民宅基地审批", "设施农业用地备案核准"}
	}
	for i, day := range d.days(d.around(d.licences)) {
		v := register.Values{
			"number": d.number("许", d.year, i+1), "matter": d.pick(matters...), "outcome": "granted", "decided_on": day.String(), "unit": d.units[0],
			"party_kind": "organization", "party": d.firm(companies...),
		}
		if d.isTown() || d.IntN(5) == 0 {
			v["party_kind"], v["party"] = "natural_person", d.someone()
		}
		switch d.IntN(20) {
		case 0:
			v["outcome"] = "refused"
		case 1:
			v["outcome"] = "changed"
		case 2:
			v["outcome"] = "extended"
		}
		all = append(all, once(day, v))
	}
	return all
}

// An offence is what a penalty is for: what the case is called, what happened
// and what the law says.
type offence struct{ name, facts, basis string }

var offences = map[string][]offence{
	"shijian": {
		{"销售超过保质期食品案", "货架上陈列待售的食品超过保质期", "《食品安全法》第一百二十四条第一款第五项"},
		{"未明码标价案", "销售商品未标明价格", "《价格法》第四十二条"},
		{"未取得食品经营许可从事经营案", "未取得许可制售热食", "《食品安全法》第一百二十二条第一款"},
		{"使用未经检定的计量器具案", "使用超过检定周期的电子秤", "《计量法实施细则》第四十三条"},
	},
	"ziran":     {{"非法占用土地案", "未经批准占用耕地堆放砂石", "《土地管理法》第七十七条"}, {"未取得采矿许可证采矿案", "在河滩采挖砂石", "《矿产资源法》第三十九条"}},
	"zhujian":   {{"未取得施工许可证擅自施工案", "未取得施工许可证进场施工", "《建筑法》第六十四条"}, {"未办理工程质量监督手续案", "开工前未办理工程质量监督手续", "《建设工程质量管理条例》第五十六条"}},
	"chengguan": {{"擅自占用城市道路案", "未经批准占道堆放物料", "《城市道路管理条例》第四十二条"}, {"随意倾倒建筑垃圾案", "向路边空地倾倒装修垃圾", "《城市建筑垃圾管理规定》第二十六条"}},
	"nongye":    {{"经营劣质农药案", "销售超过质量保证期的农药", "《农药管理条例》第五十六条"}, {"未按规定检疫案", "运输的生猪没有检疫证明", "《动物防疫法》第一百条"}},
	"renshe":    {{"未及时足额支付工资案", "责令限期支付后仍未支付", "《劳动保障监察条例》第二十六条"}},
	"caizheng":  {{"代理记账机构违规执业案", "未按规定报送相关资料", "《代理记账管理办法》第二十二条"}},
	"": {
		{"擅自露天焚烧秸秆案", "在禁烧区露天焚烧秸秆", "《大气污染防治法》第一百一十九条"},
		{"占用乡村道路堆放物料案", "在村道上堆放砂石影响通行", "《公路法》第七十六条"},
		{"野外违规用火案", "森林防火期内在林区边缘烧荒", "《森林防火条例》第五十条"},
	},
}

// penaltiesOf are decisions one by one, or the totals of another system.
func (d *drawer) penaltiesOf() (all []*record) {
	if d.totals {
		return d.totalsOf(d.around(d.penalties), "执法办案系统")
	}
	cases := offences[d.key]
	if cases == nil {
		cases = offences[""]
	}
	n := d.around(d.penalties)
	if d.key == seedTown && d.year == 2024 {
		n = 4
	}
	for i, day := range d.days(n) {
		r := once(day, d.penalty(i+1, cases[d.IntN(len(cases))], day))
		if published := workday(day + 3); published <= d.until() {
			r.then(published, register.Values{"published_on": published.String()})
		}
		all = append(all, r)
	}
	return all
}

// forgotten is the decision of which a town thinks when its first report is
// published.
func (d *drawer) forgotten() register.Values {
	n := len(d.penaltiesOf())
	return d.penalty(n+1, offences[""][0], dateOf(firstYear, 11, 21))
}

func (d *drawer) penalty(n int, c offence, day calendar.Date) register.Values {
	v := register.Values{
		"number": d.number("罚决", d.year, n), "facts": c.facts, "basis": c.basis, "decided_on": day.String(),
		"unit": d.units[len(d.units)-1], "party_kind": "organization", "party": d.firm(shops...),
	}
	if d.isTown() {
		v["unit"] = d.units[2]
	}
	if d.isTown() || d.IntN(4) == 0 {
		v["party_kind"], v["party"] = "natural_person", d.someone()
	} else if d.IntN(2) == 0 {
		v["party_kind"] = "individual_business"
	}
	v["case"] = v["party"] + c.name
	if v["party_kind"] == "natural_person" {
		v["case"] = c.name
	}
	switch d.IntN(6) {
	case 0:
		v["kinds"], v["content"] = "warning", "警告"
	case 1:
		fine := 1000 * (1 + d.IntN(5))
		v["kinds"], v["fine"], v["content"] = "warning,fine", fmt.Sprint(100*fine), fmt.Sprintf("警告，罚款%d元", fine)
	default:
		fine := 200 * (1 + d.IntN(30))
		v["kinds"], v["fine"], v["content"] = "fine", fmt.Sprint(100*fine), fmt.Sprintf("罚款%d元", fine)
	}
	return v
}

// coercionsOf are decisions one by one, or the totals of another system.
func (d *drawer) coercionsOf() (all []*record) {
	if d.totals {
		return d.totalsOf(d.around(d.coercions), "执法办案系统")
	}
	for i, day := range d.days(d.around(d.coercions)) {
		v := register.Values{
			"number": d.number("强", d.year, i+1), "kind": d.pick("seize", "seal", "seize", "restore"), "decided_on": day.String(),
			"party_kind": "organization", "party": d.firm(shops...), "unit": d.units[len(d.units)-1],
		}
		r := once(day, v)
		if lifted := workday(day.AddDays(15 + d.IntN(20))); lifted <= d.until() {
			r.then(lifted, register.Values{"lifted_on": lifted.String()})
		}
		all = append(all, r)
	}
	return all
}

// feesOf is what the organ collected in each quarter.
func (d *drawer) feesOf() (all []*record) {
	if d.fee == "" {
		return nil
	}
	for i, q := range d.quarters() {
		cents := d.fees*100*int64(85+d.IntN(30))/100 + int64(d.IntN(90))*50
		all = append(all, once(q[1], register.Values{
			"number": fmt.Sprintf("%d-%s", d.year, quarterNames[i]), "item": d.fee, "amount": fmt.Sprint(cents), "from_on": q[0].String(), "collected_on": q[1].String(),
			"basis": "省发展改革委、财政厅收费目录清单", "source": fmt.Sprintf("非税收入收缴系统%d年%s报表", d.year, quarterNames[i]),
		}))
	}
	return all
}
