package register

import (
	"strconv"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// Item is the register of what the office disclosed on its own (主动公开). An
// item is one piece of information: put out through several channels it counts
// once as published and once in each of them.
var Item = &Description{
	Key: "item", Name: "主动公开信息", Noun: "条", Deed: "主动公开",
	Basis: []law.Citation{
		law.OGI.Art(20, "主动公开本行政机关的下列政府信息"),
		law.OGI.Art(21, "还应当根据本地方的具体情况，主动公开"),
		law.OGI.Art(23, "将主动公开的政府信息通过政府公报、政府网站或者其他互联网政务媒体、新闻发布会以及报刊、广播、电视等途径予以公开"),
	},
	Fields: []Field{
		{
			Key: "title", Label: "信息标题", Kind: Text, Required: true, Max: 200,
			Example: "关于2024年度农村危房改造对象的公示", Hint: "同一条信息在几个渠道公开的，只登记一次，渠道选几项",
			Also: []string{"标题", "信息名称", "文章标题", "名称", "题目", "公开内容"},
			List: true, Search: true, Public: true, Check: checkTitle,
		},
		{
			Key: "category", Label: "信息类别", Kind: Choice, Required: true, Example: "公告公示",
			Also: []string{"类别", "分类", "信息分类", "栏目", "所属栏目", "公开类别"}, Choices: itemCategories, List: true, Public: true,
		},
		{
			Key: "channels", Label: "公开渠道", Kind: Choices, Required: true, Example: "政府网站、政务新媒体",
			Hint: "可以选择多项", Also: []string{"渠道", "公开方式", "发布渠道", "公开途径", "公开形式", "公开载体"},
			Choices: itemChannels, List: true, Public: true, Cite: law.OGI.Art(23, "等途径予以公开"),
		},
		{
			Key: "published_on", Label: "公开日期", Kind: Date, Required: true,
			Example: "2024-03-05", Hint: "最先公开的那一日，按它计入年度",
			Also: []string{"发布日期", "发布时间", "公开时间", "发布日"}, List: true, Public: true,
		},
		{
			Key: "number", Label: "文号或者索引号", Kind: Text, Max: 64, Example: "青政发〔2024〕3号", Hint: "没有的留空",
			Also: []string{"文号", "索引号", "发文字号", "信息编号"}, List: true, Search: true, Public: true, Tidy: tidyDocumentNumber,
		},
		{
			Key: "clause", Label: "公开的依据", Kind: Choice, Example: "第二十条第（十）项",
			Also: []string{"法定公开内容", "条例条款", "公开依据"}, Choices: itemClauses, Public: true,
		},
		{
			Key: "made_on", Label: "形成日期", Kind: Date, Example: "2024-03-01", Hint: "形成或者变更的日期，自它起20个工作日内公开",
			Also: []string{"成文日期", "生成日期", "制作日期"}, Public: true, Cite: law.OGI.Art(26, "应当自该政府信息形成或者变更之日起20个工作日内及时公开"),
		},
		{Key: "unit", Label: "提供单位", Kind: Text, Max: 100, Example: "党政办公室", Also: []string{"责任单位", "发布机构", "发布单位", "来源", "信息来源", "公开单位"}, Search: true, Public: true},
		{Key: "address", Label: "网址", Kind: Text, Max: 500, Example: "https://www.example.gov.cn/gk/2024/0305/1.html", Also: []string{"链接", "链接地址", "URL"}, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	},
	Number: "title", With: []string{"published_on", "number"}, Day: "published_on", Kind: "category",
	Tallies: itemTallies,
	Figures: itemFigures(),
	Check: func(d *Description, v Values, _ calendar.Date) []*problem.Error {
		if p := d.notBefore(v, "published_on", "made_on"); p != nil {
			return []*problem.Error{p.At("published_on")}
		}
		return nil
	},
}

// itemCategories are the kinds of information that reports of townships tell of.
var itemCategories = []Option{
	{Key: "notice", Label: "公告公示", Also: []string{"公示公告", "政府公告公示", "公告", "公示", "通知公告"}},
	{Key: "project", Label: "重大建设项目", Also: []string{"重大项目", "建设项目", "重点建设项目"}},
	{Key: "rural", Label: "乡村振兴", Also: []string{"扶贫", "扶贫信息", "扶贫/乡村振兴", "脱贫攻坚", "巩固脱贫成果"}},
	{Key: "emergency", Label: "应急管理", Also: []string{"突发公共事件", "应急", "安全生产应急"}},
	{Key: "livelihood", Label: "为民办实事", Also: []string{"民生实事", "为民办实事项目", "惠民"}},
	{Key: "other", Label: "其他", Also: []string{"其他主动公开的政府信息", "其他信息", "其他主动公开信息"}},
}

// categoryNames are what chapters call the information of each category.
var categoryNames = map[string]string{
	"notice": "公告公示信息", "project": "重大建设项目信息", "rural": "乡村振兴信息",
	"emergency": "应急管理信息", "livelihood": "为民办实事信息", "other": "其他主动公开信息",
}

// itemChannels are the ways of articles 23 and 25.
var itemChannels = []Option{
	{Key: "website", Label: "政府网站", Also: []string{"门户网站", "政府门户网站", "网站", "官网", "信息公开平台"}},
	{Key: "new_media", Label: "政务新媒体", Also: []string{"新媒体", "微信公众号", "公众号", "微信", "微博", "抖音", "客户端"}},
	{Key: "gazette", Label: "政府公报", Also: []string{"公报"}},
	{Key: "board", Label: "公告栏", Also: []string{"信息公告栏", "公开栏", "政务公开栏", "信息公开栏", "村务公开栏", "宣传栏"}},
	{Key: "screen", Label: "电子屏", Also: []string{"电子信息屏", "电子显示屏", "LED屏"}},
	{Key: "reading_place", Label: "查阅场所", Also: []string{"查阅点", "档案馆", "公共图书馆", "图书馆", "政务服务场所", "政务服务大厅", "便民服务中心"}},
	{Key: "press", Label: "报刊广播电视", Also: []string{"报刊", "报纸", "广播", "电视", "新闻媒体"}},
	{Key: "press_conference", Label: "新闻发布会", Also: []string{"发布会"}},
	{Key: "other", Label: "其他渠道", Also: []string{"其他", "其他方式", "其他途径"}},
}

// itemClauses are the items of article 20, and article 21.
var itemClauses = clausesOf("行政法规、规章和规范性文件", "机关职能、机构设置和联系方式", "规划及相关政策", "统计信息",
	"行政许可和其他对外管理服务事项", "行政处罚、行政强制", "财政预算、决算", "行政事业性收费", "政府集中采购", "重大建设项目",
	"扶贫、教育、医疗、社会保障、促进就业", "突发公共事件", "监督检查情况", "公务员招考", "其他应当主动公开的政府信息")

func clausesOf(contents ...string) (all []Option) {
	for i, content := range contents {
		label := "第二十条第（" + itemNumerals[i] + "）项"
		all = append(all, Option{Key: "20_" + strconv.Itoa(i+1), Label: label, Group: content, Also: []string{"条例" + label, content}})
	}
	return append(all, Option{Key: "21", Label: "第二十一条", Group: "本地方应当公开的其他内容", Also: []string{"条例第二十一条"}})
}

var itemNumerals = [...]string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"}

// itemTallies: an item counts once, once in its category and once in each
// channel.
func itemTallies(v Values) []Tally {
	day := v.Date("published_on")
	all := []Tally{{Code: ItemsDisclosed, Day: day, N: 1}, {Code: CategoryCode(v["category"]), Day: day, N: 1}}
	for _, channel := range v.Keys("channels") {
		all = append(all, Tally{Code: ChannelCode(channel), Day: day, N: 1})
	}
	return all
}

// ItemsDisclosed is the code under which items of information count, each once.
const ItemsDisclosed report.Code = "fact.item.published"

// CategoryCode is the code under which items of a category count, ChannelCode
// that of those put out through a channel.
func CategoryCode(category string) report.Code { return report.Code("fact.item." + category) }

// ChannelCode is the code under which items put out through a channel count.
func ChannelCode(channel string) report.Code { return report.Code("fact.item.channel." + channel) }

func itemFigures() []Figure {
	const once = "同一条信息在几个渠道公开只计一条；怎样算一条没有找到统一规定，以登记的一条为一条。"
	cite := law.OGI.Item(50, 1, 1, "行政机关主动公开政府信息的情况")
	all := []Figure{{Code: ItemsDisclosed, Measure: Counted, Name: "主动公开政府信息", Noun: "条", Cite: cite, Unverified: once}}
	for _, o := range itemCategories {
		all = append(all, Figure{Code: CategoryCode(o.Key), Measure: Counted, Name: categoryNames[o.Key], Noun: "条", Cite: cite,
			Unverified: "类别按年度报告常见的写法划分，没有找到统一规定；一条信息只归一类。"})
	}
	for _, o := range itemChannels {
		all = append(all, Figure{Code: ChannelCode(o.Key), Measure: Counted, Name: "通过" + o.Label + "公开信息", Noun: "条", Cite: law.OGI.Art(23, "等途径予以公开"),
			Unverified: "在几个渠道公开的，每个渠道各计一条，各渠道相加会多于公开总数。"})
	}
	return all
}

// checkTitle refuses the example of the template.
func checkTitle(title string) *problem.Error {
	if strings.HasPrefix(title, exampleMark+"：") {
		return problem.Invalid("“%s”是模板里的示例", shorten(title)).Try("请填写实际的内容，或者删去这一行")
	}
	return nil
}
