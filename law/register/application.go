package register

import (
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// Application is the register of applications for information (政府信息公开申请), for
// an office that does not handle them in the program: who applied, by which
// channel, when, and how it was answered. Table 三 is a count of it.
var Application = &Description{
	Key: "application", Name: "政府信息公开申请", Noun: "件", Deed: "新收申请",
	Basis: []law.Citation{
		law.OGI.Art(31, "收到政府信息公开申请的时间"),
		law.OGI.Art(45, "建立健全政府信息公开申请登记、审核、办理、答复、归档的工作制度"),
	},
	Fields: []Field{
		{
			Key: "number", Label: "申请编号", Kind: Text, Required: true, Max: 64,
			Example: "青石公开申〔2024〕1号", Hint: "按登记的编号填写，一件申请一个编号",
			Also: []string{"编号", "登记编号", "受理编号", "申请号", "流水号", "登记号"},
			List: true, Search: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{
			Key: "kind", Label: "申请人类别", Kind: Choice, Required: true, Example: "自然人",
			Hint: "代理人申请的，按委托人填写；几个人共同申请的，按第一个人填写，算一件",
			Also: []string{"申请人类型", "申请主体", "申请人性质"}, Choices: applicantKinds(), List: true, Public: true,
		},
		{
			Key: "applicant", Label: "申请人", Kind: Text, Required: true, Max: 100, Example: "周某",
			Also: []string{"申请人姓名", "申请人名称", "申请人姓名或名称", "姓名"}, List: true, Search: true,
			Personal: func(v Values) bool { return v["kind"] == "natural_person" || v["kind"] == "" },
		},
		{
			Key: "asked", Label: "申请公开的内容", Kind: LongText, Max: 2000, Example: "石桥镇2023年农村公路养护资金使用情况",
			Also: []string{"申请内容", "所需政府信息", "信息内容描述", "申请事项"}, Search: true,
		},
		{
			Key: "channel", Label: "申请渠道", Kind: Choice, Required: true, Example: "信函",
			Also: []string{"申请方式", "提交方式", "渠道", "收件方式"}, Public: true,
			Choices: []Option{
				{Key: "counter", Label: "当面提交", Also: []string{"当面", "现场", "窗口"}},
				{Key: "registered_mail", Label: "邮寄（签收）", Also: []string{"挂号信", "特快专递", "EMS", "邮政快递", "邮寄", "邮政寄送"}},
				{Key: "letter", Label: "平常信函", Also: []string{"平信", "信函"}},
				{Key: "online", Label: "网络", Also: []string{"网上", "网站", "在线", "互联网", "网络申请"}},
				{Key: "email", Label: "电子邮件", Also: []string{"邮件", "邮箱"}},
				{Key: "fax", Label: "传真"},
				{Key: "other", Label: "其他"},
			},
		},
		{
			Key: "received_on", Label: "收到申请日期", Kind: Date, Required: true, Example: "2024-03-05", Cite: law.OGI.Art(31, "收到政府信息公开申请的时间"),
			Hint: "当面提交的填提交之日，邮寄签收的填签收之日，平常信函、网络、传真的填双方确认之日；按它计入“本年新收”",
			Also: []string{"收到日期", "收件日期", "申请日期", "受理日期", "收到时间", "申请时间"}, List: true, Public: true,
		},
		{
			Key: "result", Label: "办理结果", Kind: Choice, Example: "予以公开",
			Hint: "还没有答复的留空，12月31日仍没有答复的结转下年度；几项内容答复不同，既有给的又有不给的，选部分公开",
			Also: []string{"答复结果", "答复类型", "处理结果", "答复情况", "办理情况"}, Choices: resultOptions(), List: true, Public: true,
		},
		{
			Key: "replied_on", Label: "答复发出日期", Kind: Date, Example: "2024-03-28", Hint: "答复书发出的日期，不是签发的日期；按它计入办理结果",
			Also: []string{"答复日期", "答复时间", "办结日期", "发出日期", "回复日期"}, List: true, Public: true,
		},
		{Key: "reply_number", Label: "答复书文号", Kind: Text, Max: 64, Example: "青石公开答〔2024〕1号", Also: []string{"答复文号", "告知书文号"}, Search: true, Tidy: tidyDocumentNumber},
		{Key: "extended", Label: "是否延期", Kind: YesNo, Example: "否", Also: []string{"延期答复"}},
		{Key: "unit", Label: "承办机构", Kind: Text, Max: 100, Example: "党政办公室", Also: []string{"承办单位", "办理机构", "承办科室"}, Search: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开"},
	},
	Number: "number", Day: "received_on", Until: "replied_on", Party: "applicant", Kind: "kind",
	Tallies: applicationTallies,
	Figures: applicationFigures(),
	Check:   checkApplication,
}

const (
	newlyReceived = "newly_received"
	carriedIn     = "carried_in"
	carriedOver   = "carried_over"
)

func applicationCode(row, kind string) report.Code {
	return report.Code("application." + row + "." + kind)
}

// applicantKinds are the columns of table 三 without its sum.
func applicantKinds() (all []Option) {
	also := map[string][]string{
		"natural_person": {"公民", "个人"}, "enterprise": {"企业", "公司", "法人商业企业"},
		"legal_service": {"律师事务所", "律所"}, "welfare": {"社会组织", "公益组织"}, "research": {"科研单位", "高校"},
	}
	for _, c := range report.Form2021.Columns {
		if c.Key != "total" {
			all = append(all, Option{Key: c.Key, Label: c.Label, Also: also[c.Key]})
		}
	}
	return all
}

// resultRows are the rows of table 三 in which a reply counts, of every edition.
func resultRows() (rows []report.Row) {
	for _, e := range []*report.Edition{report.Form2021, report.Form2019} {
		for _, r := range e.Rows {
			isNew := !slices.ContainsFunc(rows, func(have report.Row) bool { return have.Key == r.Key })
			if r.Part == report.Result && isNew {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func resultOptions() (all []Option) {
	for _, r := range resultRows() {
		o := Option{Key: r.Key, Label: bareLabel(r.Label), Also: []string{r.Label}}
		if n := len(r.Path); n > 0 {
			o.Group = bareLabel(r.Path[n-1])
		}
		switch r.Key {
		case "otherwise_handled":
			o.Label, o.Group = "其他处理（2020年度以前的统一格式）", "其他处理"
		case "otherwise_handled.other":
			o.Label = "其他处理：其他"
		}
		all = append(all, o)
	}
	return all
}

// bareLabel is the label of a row without its number.
func bareLabel(label string) string {
	for _, sep := range []string{"）", "."} {
		if head, rest, ok := strings.Cut(label, sep); ok && len([]rune(head)) <= 2 {
			return rest
		}
	}
	return label
}

func applicationFigures() (all []Figure) {
	add := func(row string, m Measure, cite law.Citation, unverified string) {
		for _, kind := range applicantKinds() {
			f := Figure{Code: applicationCode(row, kind.Key), Measure: m, Noun: "件", Cite: cite, Unverified: unverified}
			for _, e := range []*report.Edition{report.Form2021, report.Form2019} {
				if e.Has(f.Code) {
					f.Editions = append(f.Editions, e.Name)
				}
			}
			all = append(all, f)
		}
	}
	art := law.OGI.Art
	add(newlyReceived, Counted, art(31, "收到政府信息公开申请的时间"), "统一格式的填报说明全文未取得：按收到申请之日计入年度，补正、征求意见、缴费不改变年度。")
	add(carriedIn, InForceBefore, law.Citation{}, "上年已发布报告的，取上年报告的结转数；没有的，取上年12月31日没有答复的件数。")
	for _, r := range resultRows() {
		add(r.Key, Counted, art(36, "行政机关根据下列情况分别作出答复"), "统一格式的填报说明全文未取得：按答复发出之日计入年度。")
	}
	add(carriedOver, InForce, law.Citation{}, "12月31日没有答复的件数。")
	return all
}

func applicationTallies(v Values) []Tally {
	kind, received, replied := v["kind"], v.Date("received_on"), v.Date("replied_on")
	all := []Tally{
		{Code: applicationCode(newlyReceived, kind), Day: received, N: 1},
		{Code: applicationCode(carriedIn, kind), Day: received, Until: replied, N: 1},
		{Code: applicationCode(carriedOver, kind), Day: received, Until: replied, N: 1},
	}
	if !replied.IsZero() {
		all = append(all, Tally{Code: applicationCode(v["result"], kind), Day: replied, N: 1})
	}
	return all
}

func checkApplication(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	if p := d.notBefore(v, "replied_on", "received_on"); p != nil {
		faults = append(faults, p.At("replied_on"))
	}
	result, replied := v["result"], v.Date("replied_on")
	switch {
	case result != "" && replied.IsZero():
		faults = append(faults, problem.Invalid("有办理结果，没有答复发出日期").Try("请填写答复发出的日期；还没有发出的，把办理结果留空").At("replied_on"))
	case result == "" && !replied.IsZero():
		faults = append(faults, problem.Invalid("有答复发出日期，没有办理结果").Try("请按答复书选择办理结果").At("result"))
	case result != "" && !report.FormOf(replied.Year()).Has(applicationCode(result, v["kind"])):
		faults = append(faults, problem.Invalid("%d年的统一格式没有“%s”这一项", replied.Year(), d.Field("result").Option(result).Label).Try("请按%d年的格式选择", replied.Year()).At("result"))
	}
	return faults
}
