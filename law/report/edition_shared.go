package report

// What every edition so far has in common: the chapters, the applicant columns,
// the rows of results down to （五）, and the remedy table. An edition that
// differs states its own.

// formColumns are the seven columns of the table of chapter 三.
var formColumns = []Column{
	{Key: "natural_person", Label: "自然人", Also: []string{"公民"}},
	{Key: "enterprise", Label: "商业企业", Also: []string{"企业"}},
	{Key: "research", Label: "科研机构"},
	{Key: "welfare", Label: "社会公益组织", Also: []string{"社会公益"}},
	{Key: "legal_service", Label: "法律服务机构", Also: []string{"法律服务"}},
	{Key: "other", Label: "其他"},
	{Key: "total", Label: "总计", Also: []string{"合计", "共计"}},
}

// formOutcomes are the five columns of each group of the table of chapter 四.
var formOutcomes = []Column{
	{Key: "upheld", Label: "结果维持", Also: []string{"维持"}},
	{Key: "overturned", Label: "结果纠正", Also: []string{"纠正"}},
	{Key: "other", Label: "其他结果", Also: []string{"其他"}},
	{Key: "pending", Label: "尚未审结", Also: []string{"未审结"}},
	{Key: "total", Label: "总计", Also: []string{"合计", "共计"}},
}

var formGroups = []Group{
	{Key: "reconsideration", Label: "行政复议"},
	{Key: "litigation_direct", Label: "未经复议直接起诉", Over: "行政诉讼"},
	{Key: "litigation_after_reconsideration", Label: "复议后起诉", Over: "行政诉讼"},
}

const (
	handledResults = "三、本年度办理结果"
	withheldGroup  = "（三）不予公开"
	unavailable    = "（四）无法提供"
	notProcessed   = "（五）不予处理"
	otherHandling  = "（六）其他处理"
	reconciliation = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
)

// rowsUntilFive are the rows from 一 to the end of （五）.
var rowsUntilFive = []Row{
	{Key: "newly_received", Label: "一、本年新收政府信息公开申请数量", Also: []string{"本年新收件数"}, Part: Received},
	{Key: "carried_in", Label: "二、上年结转政府信息公开申请数量", Also: []string{"上年结转件数"}, Part: CarriedIn},
	{Key: "granted", Label: "（一）予以公开", Path: []string{handledResults}},
	{Key: "partly_granted", Label: "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
		Also: []string{"（二）部分公开"}, Path: []string{handledResults}},
	result("withheld.state_secret", withheldGroup, "1.属于国家秘密"),
	result("withheld.prohibited_by_law", withheldGroup, "2.其他法律行政法规禁止公开"),
	result("withheld.security_stability", withheldGroup, "3.危及“三安全一稳定”"),
	result("withheld.third_party_rights", withheldGroup, "4.保护第三方合法权益"),
	result("withheld.internal_affairs", withheldGroup, "5.属于三类内部事务信息"),
	result("withheld.deliberative", withheldGroup, "6.属于四类过程性信息"),
	result("withheld.enforcement_file", withheldGroup, "7.属于行政执法案卷"),
	result("withheld.inquiry", withheldGroup, "8.属于行政查询事项"),
	result("unavailable.not_held", unavailable, "1.本机关不掌握相关政府信息"),
	result("unavailable.needs_creation", unavailable, "2.没有现成信息需要另行制作"),
	result("unavailable.still_unclear", unavailable, "3.补正后申请内容仍不明确"),
	result("not_processed.petition", notProcessed, "1.信访举报投诉类申请"),
	result("not_processed.repeated", notProcessed, "2.重复申请"),
	result("not_processed.publication", notProcessed, "3.要求提供公开出版物"),
	result("not_processed.excessive", notProcessed, "4.无正当理由大量反复申请"),
	result("not_processed.reissue", notProcessed, "5.要求行政机关确认或重新出具已获取信息"),
}

// rowsAfterResults are （七） and 四.
var rowsAfterResults = []Row{
	{Key: "total_handled", Label: "（七）总计", Path: []string{handledResults}, Part: TotalHandled},
	{Key: "carried_over", Label: "四、结转下年度继续办理", Part: CarriedOver},
}

// rowOtherwiseHandled is （六） as one row, as the 2019 form has it.
var rowOtherwiseHandled = Row{Key: "otherwise_handled", Label: otherHandling, Path: []string{handledResults}}

func result(key, group, label string) Row {
	return Row{Key: key, Label: label, Path: []string{handledResults, group}}
}

func joinRows(parts ...[]Row) []Row {
	var all []Row
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// Keys of the six chapters.
const (
	Overall     = "overall"
	Disclosure  = "disclosure"
	Application = "application"
	Remedy      = "remedy"
	Problems    = "problems"
	Other       = "other"
)

var formChapters = []Chapter{
	{Key: Overall, Number: "一", Heading: "总体情况", Also: []string{"概述", "工作概述", "基本情况", "工作基本情况", "工作总体情况", "总体概况", "总体工作情况", "政府信息公开工作总体情况"}},
	{Key: Disclosure, Number: "二", Heading: "主动公开政府信息情况", Also: []string{"主动公开情况", "行政机关主动公开政府信息情况"}},
	{Key: Application, Number: "三", Heading: "收到和处理政府信息公开申请情况",
		Also: []string{"行政机关收到和处理政府信息公开申请情况", "依申请公开政府信息情况", "依申请公开情况"}},
	{Key: Remedy, Number: "四", Heading: "政府信息公开行政复议、行政诉讼情况",
		Also: []string{"因政府信息公开工作被申请行政复议、提起行政诉讼情况", "行政复议和行政诉讼情况"}},
	{Key: Problems, Number: "五", Heading: "存在的主要问题及改进情况",
		Also: []string{"政府信息公开工作存在的主要问题及改进情况", "主要问题和改进情况", "存在问题及改进情况", "存在问题和改进措施", "存在的问题及改进措施", "工作中存在的主要问题及改进情况"}},
	{Key: Other, Number: "六", Heading: "其他需要报告的事项", Also: []string{"其他需要报告事项", "需要报告的其他事项", "其他需要说明的事项", "其他事项"}},
}
