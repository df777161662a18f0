package register

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// PenaltyLaw is the law on which penalty decisions rest.
var PenaltyLaw = law.Unread("行政处罚法", "2021年修订",
	"处罚的种类（第九条），处罚决定书应当载明的事项（第五十九条），具有一定社会影响的决定应当公开、被撤销的三日内撤回公开（第四十八条）")

// Penalty is the register of penalty decisions (行政处罚决定).
var Penalty = &Description{
	Key:  "penalty",
	Name: "行政处罚决定",
	Noun: "件",
	Deed: "处理决定",
	Basis: []law.Citation{
		law.OGI.Item(20, 0, 6, "本行政机关认为具有一定社会影响的行政处罚决定"),
		PenaltyLaw,
	},
	Fields: slices.Concat(penaltyFields, extentFields("件")),
	Number: "number", Day: "decided_on", Party: "party", Kind: "kinds", Amount: "fine",
	Figures: []Figure{{
		Code: "disclosure.penalty.decisions", Editions: []string{"2021", "2019"}, Measure: Counted, Noun: "件",
		Cite:       law.OGI.Item(20, 0, 6, "实施行政处罚"),
		Unverified: "统一格式的填报说明全文未取得：按处罚决定日期计入年度，不论是否公示；作废的不计。",
	}},
	Tallies: func(v Values) []Tally {
		return []Tally{{Code: "disclosure.penalty.decisions", Day: v.Date("decided_on"), N: extentOf(v)}}
	},
	Span:  spanBy("decided_on", nil),
	Check: checkPenalty,
}

var penaltyFields = []Field{
	{
		Key: "number", Label: "行政处罚决定书文号", Kind: Text, Required: true, Max: 64,
		Example: "青市监罚〔2024〕12号", Hint: "按决定书填写，同一文号只能登记一次；期间合计写“2024年合计”",
		Also: []string{"处罚决定书文号", "决定书文号", "行政处罚决定文书号", "处罚决定文号", "处罚文号", "决定文号", "文书号", "文号", "行政处罚决定文号", "案号"},
		List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
	},
	{
		Key: "case", Label: "案件名称", Kind: Text, Max: 200,
		Example: "某商店销售超过保质期食品案", Also: []string{"案由", "处罚名称", "行政处罚名称", "项目名称"},
		List: true, Search: true, Public: true,
	},
	{
		Key: "party_kind", Label: "当事人类别", Kind: Choice, Required: true, Single: true,
		Example: "法人及其他组织", Also: []string{"行政相对人类别", "相对人类别", "当事人类型", "被处罚人类别", "处罚对象类别", "处罚对象类型"},
		Choices: partyKinds, Public: true,
	},
	{
		Key: "party", Label: "当事人名称", Kind: Text, Required: true, Single: true, Max: 100,
		Example: "青溪县某某商店", Hint: "自然人填写姓名，对外只显示姓，例如“周*”",
		Also: []string{"当事人", "当事人姓名", "当事人姓名或名称", "当事人名称(姓名)", "行政相对人名称", "相对人名称", "被处罚人", "被处罚人名称", "被处罚人姓名(名称)", "处罚对象", "被处罚单位", "行政相对人"},
		List: true, Search: true, Public: true, Personal: isNaturalPerson,
	},
	{
		Key: "credit_code", Label: "统一社会信用代码", Kind: Text, Cite: CreditCode,
		Example: "91350100M000100Y43", Hint: "自然人不填",
		Also:   []string{"行政相对人代码_1(统一社会信用代码)", "行政相对人代码", "社会信用代码", "信用代码", "统一信用代码"},
		Search: true, Public: true, Tidy: tidyCreditCode, Check: checkCreditCode,
	},
	{
		Key: "facts", Label: "违法事实", Kind: LongText, Max: 4000,
		Example: "销售超过保质期的食品", Also: []string{"主要违法事实", "违法事实及证据", "违法行为", "违法行为类型"}, Public: true,
	},
	{
		Key: "basis", Label: "处罚依据", Kind: LongText, Max: 2000,
		Example: "《食品安全法》第一百二十四条", Also: []string{"行政处罚依据", "处罚的法律依据", "法律依据", "处罚的种类和依据"}, Public: true,
	},
	{
		Key: "kinds", Label: "处罚类别", Kind: Choices, Required: true, Single: true, Cite: PenaltyLaw,
		Example: "警告、罚款", Hint: "可以选择多项",
		Also: []string{"处罚种类", "行政处罚种类", "行政处罚类别", "处罚类型"}, Choices: penaltyKinds, List: true, Public: true,
	},
	{
		Key: "content", Label: "处罚内容", Kind: LongText, Max: 2000,
		Example: "警告，罚款5000元", Also: []string{"处罚结果", "行政处罚内容", "处罚决定内容"}, Public: true,
	},
	{
		Key: "fine", Label: "罚款金额", Kind: Money, Example: "5000",
		Also: []string{"罚款", "罚款数额"}, List: true, Public: true,
	},
	{
		Key: "confiscated", Label: "没收金额", Kind: Money, Example: "",
		Hint: "没收违法所得、没收非法财物的金额，财物没有作价的留空",
		Also: []string{"没收违法所得、没收非法财物的金额", "没收违法所得金额", "没收违法所得和非法财物金额", "没收数额"}, Public: true,
	},
	{
		Key: "decided_on", Label: "处罚决定日期", Kind: Date, Required: true,
		Example: "2024-03-05", Hint: "决定书上的日期，按它计入年度报告；期间合计填截止日期",
		Also: []string{"行政处罚决定日期", "决定日期", "作出决定日期", "作出决定的日期", "作出处罚决定日期", "作出处罚决定的日期", "作出行政处罚决定的日期", "处罚日期", "决定时间", "处罚决定时间", "处罚时间"},
		List: true, Public: true,
	},
	{
		Key: "unit", Label: "作出机关（机构）", Kind: Text, Max: 100,
		Example: "综合行政执法大队", Hint: "以本机关名义作出的，填承办的内设机构或受委托单位",
		Also: []string{"处罚机关", "作出机关", "作出处罚决定的机关", "行政处罚机关", "处罚机关名称", "作出机关内设机构", "委托单位", "受委托单位", "承办机构", "承办单位", "办案机构"}, Search: true, Public: true,
	},
	{
		Key: "published_on", Label: "公示日期", Kind: Date,
		Example: "2024-03-12", Hint: "在网站公开的日期，没有公开的留空",
		Also: []string{"公开日期", "公示时间", "公开时间"}, Public: true,
	},
	{
		Key: "published_until", Label: "公示截止期", Kind: Date, Future: true,
		Also: []string{"公示截止日期", "公示期限", "公示截止时间"}, Public: true,
	},
	{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
}

// penaltyKinds are the kinds of article 9 of the law in its order.
var penaltyKinds = []Option{
	{Key: "warning", Label: "警告", Group: "申诫罚"},
	{Key: "criticism", Label: "通报批评", Group: "申诫罚"},
	{Key: "fine", Label: "罚款", Group: "财产罚"},
	{Key: "illegal_gains", Label: "没收违法所得", Group: "财产罚", Also: []string{"没收非法所得"}},
	{Key: "illegal_property", Label: "没收非法财物", Group: "财产罚", Also: []string{"没收违法财物"}},
	{Key: "permit_suspended", Label: "暂扣许可证件", Group: "资格罚", Also: []string{"暂扣许可证", "暂扣执照"}},
	{Key: "grade_lowered", Label: "降低资质等级", Group: "资格罚"},
	{Key: "permit_revoked", Label: "吊销许可证件", Group: "资格罚", Also: []string{"吊销许可证", "吊销执照", "吊销营业执照"}},
	{Key: "business_restricted", Label: "限制开展生产经营活动", Group: "行为罚"},
	{Key: "business_suspended", Label: "责令停产停业", Group: "行为罚", Also: []string{"停产停业"}},
	{Key: "closed", Label: "责令关闭", Group: "行为罚"},
	{Key: "occupation_restricted", Label: "限制从业", Group: "行为罚"},
	{Key: "detention", Label: "行政拘留", Group: "人身自由罚", Also: []string{"拘留"}},
	{Key: "other", Label: "其他", Group: "其他", Also: []string{"法律、行政法规规定的其他行政处罚", "其他行政处罚"}},
}

// partyKinds are the kinds of persons a decision is addressed to.
var partyKinds = []Option{
	{Key: "organization", Label: "法人及其他组织", Also: []string{"法人", "其他组织", "非法人组织", "法人及非法人组织", "法人和其他组织", "法人或者其他组织", "法人或其他组织", "企业", "单位", "公司"}},
	{Key: "individual_business", Label: "个体工商户", Also: []string{"个体户", "个体"}},
	{Key: "natural_person", Label: "自然人", Also: []string{"公民", "个人"}},
}

func isNaturalPerson(v Values) bool { return v["party_kind"] == "natural_person" }

// yearBrackets are the brackets people put around the year of a document number.
var yearBrackets = regexp.MustCompile(`[\[(【〔〈<{]((?:19|20)\d\d)[\])】〕〉>}]`)

// tidyDocumentNumber writes a document number (文号) as documents do: half-width
// digits, no spaces, the year in 〔〕.
func tidyDocumentNumber(text string) string {
	text = strings.NewReplacer("﹝", "[", "﹞", "]", "［", "[", "］", "]").Replace(text)
	text = strings.ReplaceAll(narrow(text), " ", "")
	return yearBrackets.ReplaceAllString(text, "〔$1〕")
}

// checkDocumentNumber refuses what no document has for a number.
func checkDocumentNumber(number string) *problem.Error {
	switch {
	case strings.HasPrefix(number, exampleMark):
		return problem.Invalid("“%s”是模板里的示例", shorten(number)).Try("请填写决定书上的文号")
	case !strings.ContainsAny(number, "0123456789") && !strings.ContainsAny(number, "一二三四五六七八九十〇"):
		return problem.Invalid("文号“%s”里没有数字", shorten(number)).Try("请按决定书填写完整的文号，例如“青市监罚〔2024〕12号”")
	}
	return nil
}

// checkPenalty looks at the fields of a penalty decision together.
func checkPenalty(d *Description, v Values, _ calendar.Date) []*problem.Error {
	faults := d.checkExtent(v)
	add := func(p *problem.Error, key string) {
		if p != nil {
			faults = append(faults, p.At(key))
		}
	}
	add(d.notBefore(v, "published_on", "decided_on"), "published_on")
	add(d.notBefore(v, "published_until", "decided_on"), "published_until")
	add(d.notBefore(v, "published_until", "published_on"), "published_until")
	if isNaturalPerson(v) && v["credit_code"] != "" {
		add(problem.Invalid("当事人类别是自然人，却填了统一社会信用代码").Try("请核对当事人类别，或清空统一社会信用代码"), "credit_code")
	}
	kinds := "," + v["kinds"] + ","
	add(moneyFits(v, "fine", "罚款金额", "罚款", strings.Contains(kinds, ",fine,"), true), "fine")
	takes := strings.Contains(kinds, ",illegal_gains,") || strings.Contains(kinds, ",illegal_property,")
	add(moneyFits(v, "confiscated", "没收金额", "没收违法所得或没收非法财物", takes, false), "confiscated")
	return faults
}

// notBefore refuses a date that lies before another of the entry.
func (d *Description) notBefore(v Values, key, earlier string) *problem.Error {
	day, before := v.Date(key), v.Date(earlier)
	if day.IsZero() || before.IsZero() || day >= before {
		return nil
	}
	return problem.Invalid("%s（%s）早于%s（%s）", d.Field(key).Label, day.Chinese(), d.Field(earlier).Label, before.Chinese()).
		Try("请对照原件核对这两个日期")
}

// moneyFits holds an amount against the kind of penalty it belongs to.
func moneyFits(v Values, key, label, kind string, isOfKind, needed bool) *problem.Error {
	n, filled := v.Int(key)
	switch {
	case isOfKind && needed && (!filled || n == 0):
		return problem.Invalid("处罚类别有“%s”，%s没有填写", kind, label).Try("请按决定书填写金额，以元为单位")
	case !isOfKind && n > 0:
		return problem.Invalid("%s是%s元，处罚类别没有“%s”", label, grouped(yuan(v[key])), kind).Try("请补选处罚类别，或清空金额")
	}
	return nil
}
