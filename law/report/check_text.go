package report

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law"
)

// textRules judge the narrative, and the narrative against the tables.
var textRules = []Rule{
	{Name: "section_missing", Fact: "R14", Severity: Caution, Cite: law.OGI.Para(50, 1, "应当包括下列内容"), At: "narrative.<chapter>",
		Says:  "报告应有格式规定的六个部分",
		Try:   "请按格式补上这一部分，没有内容的写明“无”。",
		check: (*checker).missingSections},
	{Name: "chapter_order", Fact: "R14", Severity: Caution, Cite: law.Form2021, At: "narrative.<chapter>",
		Says:  "六个部分按格式的顺序排列",
		Try:   "请按格式调整顺序。",
		check: (*checker).chapterOrder},
	{Name: "unit_suspect", Fact: "R09", Severity: Error, Cite: law.Form2021, At: "disclosure.fees.amount",
		Says:  "收费金额以万元填写（文字与表格相差约一万倍的，是把元填成了万元或者相反；此时不再报`text_mismatch`）",
		Try:   "请核对金额的单位，表中应为万元。",
		check: (*checker).feeUnit},
	{Name: "text_mismatch", Fact: "R11、R12", Severity: Caution, Cite: law.Form2021, At: "<cell>",
		Says:  "文字部分的数字＝表中的数字（一处说没有申请、一处有申请的，为“错误”）",
		Try:   "请核对文字和表格，改正有误的一处。",
		check: (*checker).saidFigures},
	{Name: "text_silent", Fact: "R11", Severity: Info, Cite: law.OGI.Item(50, 1, 2, "收到和处理政府信息公开申请的情况"), At: "application.newly_received.total",
		Says:  "表中有申请的，文字部分说到依申请公开",
		Try:   "请在第一部分写明依申请公开的情况。",
		check: (*checker).textSilent},
	{Name: "fee_notice", Fact: "R13", Severity: Caution, Cite: feeMeasures, Since: 2021, At: "application.otherwise_handled.unpaid.total",
		Says:  "逾期未缴费不再处理的件数≤第六部分所说的收费通知件数",
		Try:   "请核对收费通知的件数。",
		check: (*checker).feeNotices},
	{Name: "fee_not_stated", Fact: "R13", Severity: Info, Since: 2021, At: "narrative.other",
		Says:  "第六部分说明收取信息处理费的情况（通行做法）",
		Try:   "请写明收取信息处理费的情况，没有收取的也写明。",
		check: (*checker).feeNotStated},
	{Name: "problems_empty", Fact: "R17", Severity: Caution, Cite: law.OGI.Item(50, 1, 4, "存在的主要问题及改进情况"), At: "narrative.problems",
		Says:  "第五部分写明存在的主要问题和改进情况，不只写“无”",
		Try:   "请写明主要问题和改进情况。",
		check: (*checker).problemsEmpty},
	{Name: "similar_text", Fact: "R17", Severity: Caution, Cite: law.Form2021, At: "narrative.<chapter>",
		Says:  "文字部分与上一年度不雷同（连续八个字相同的比例不超过50%；标点、数字和机关名称不计）",
		Try:   "请按本年度的实际情况改写。",
		check: (*checker).similarText},
	{Name: "personal_data", Fact: "R24", Severity: Error, Cite: law.OGI.Art(15, "行政机关不得公开"), At: "narrative.<chapter>",
		Says:  "文字部分没有个人的身份证号码、手机号码、银行卡号、护照和通行证号码、家庭住址、电子邮箱（作为联系电话的手机号码为“请核对”；本机关的地址和邮箱不算）",
		Try:   "请删去或者遮盖后再公布；已经公布的，尽快更换。",
		check: (*checker).personalData},
}

// missingSections finds the chapters of which the file has neither heading nor
// text nor table.
func (k *checker) missingSections() {
	if !k.isReport() || k.FiguresOnly {
		return
	}
	for _, c := range formChapters {
		if slices.Contains(k.Chapters, c.Key) || k.Narrative[c.Key] != "" || k.hasTable(c.Key) {
			continue
		}
		k.add(Finding{At: "narrative." + c.Key, Says: fmt.Sprintf("没有第%s部分“%s”。", c.Number, c.Heading)})
	}
}

// chapterOrder finds the first chapter that stands before one it should follow.
func (k *checker) chapterOrder() {
	for i, key := range k.Chapters {
		if i == 0 || chapterIndex(key) >= chapterIndex(k.Chapters[i-1]) {
			continue
		}
		after, c := formChapters[chapterIndex(k.Chapters[i-1])], chapterIndex(key)
		if c < 0 {
			continue
		}
		k.add(Finding{At: "narrative." + key, Says: fmt.Sprintf("第%s部分“%s”排在第%s部分之后。",
			formChapters[c].Number, formChapters[c].Heading, after.Number)})
		return
	}
}

const feeAmount = Code("disclosure.fees.amount")

// feeUnit finds an amount in 元 under a heading in 万元, or the reverse, by the
// amount that the narrative gives.
func (k *checker) feeUnit() {
	s := k.feeUnitSaid()
	if s == nil {
		return
	}
	table, _ := k.counted(feeAmount)
	k.add(Finding{At: string(feeAmount), Left: s.Value.side(), Right: k.Figure(feeAmount).orNil(),
		Says: fmt.Sprintf("收费金额：文字为%s万元，表中为%s万元，相差约一万倍。", s.Value.show(), table.show())})
}

// feeUnitSaid is the amount in the narrative that shows the table's to be in
// another unit, or nil.
func (k *checker) feeUnitSaid() *Said {
	table, ok := k.counted(feeAmount)
	for i, s := range k.Said {
		if ok && s.At == feeAmount && tenThousandfold(s.Value, table) {
			return &k.Said[i]
		}
	}
	return nil
}

// tenThousandfold says that one of two amounts is about ten thousand times the
// other: within half a percent, because either may have been rounded.
func tenThousandfold(a, b Number) bool {
	if a.Sign() <= 0 || b.Sign() <= 0 {
		return false
	}
	ratio := a.Float64() / b.Float64()
	if ratio < 1 {
		ratio = 1 / ratio
	}
	return ratio >= 9_950 && ratio <= 10_050
}

// saidFigures compares every figure that the narrative asserts with the table.
func (k *checker) saidFigures() {
	for _, s := range k.Said {
		at := string(s.At)
		table, ok := k.counted(s.At)
		if !ok || table == s.Value || k.mayMean(s) || k.has(k.rule.Name, at) || k.has("unit_suspect", at) {
			continue
		}
		if other, ok := k.counted(s.Or); ok && other == s.Value {
			continue // the words may mean that figure as well
		}
		k.add(Finding{At: at, Left: s.Value.side(), Right: k.tableSide(s.At, table), Severity: k.saidSeverity(s, table),
			Says: fmt.Sprintf("%s：文字“%s”为%s，表中%s，差%s%s。", k.name(s.At), MaskPersonal(s.Text),
				s.Value.show(), counting("为", k.Figure(s.At), table), gap(s.Value, table), k.unit(s.At))})
	}
}

// mayMean says that the sentence's other meaning agrees with the table, or
// cannot be judged.
func (k *checker) mayMean(s Said) bool {
	if s.Or == "" {
		return false
	}
	table, ok := k.counted(s.Or)
	return !ok || table == s.Value
}

// saidSeverity makes it an error when one place says that there were no
// applications and the other that there were.
func (k *checker) saidSeverity(s Said, table Number) Severity {
	if s.At == "application.newly_received.total" && s.Value.Sign()*table.Sign() == 0 {
		return Error
	}
	return k.rule.Severity
}

func (k *checker) tableSide(code Code, table Number) *Number {
	if k.Edition.Has(code) {
		return k.Figure(code).orNil()
	}
	return &table
}

// unit is the unit in which the form wants the cell.
func (k *checker) unit(code Code) string {
	switch k.Edition.Kind(code) {
	case MoneyCell:
		return "万元"
	case YuanCell:
		return "元"
	case ChangeCell:
		return "项"
	}
	return "件"
}

// name is the form's words for a cell or for a sum that has a code.
func (k *checker) name(code Code) string {
	if k.Edition.Has(code) {
		return k.Edition.Label(code)
	}
	group := string(code)[:strings.LastIndexByte(string(code), '.')]
	name, ok := summedNames[group]
	if !ok {
		return string(code)
	}
	column := string(code)[len(group)+1:]
	if strings.HasPrefix(group, "remedy.") {
		return name + "·" + labelOf(k.Edition.Outcomes, column)
	}
	return name + "·" + labelOf(k.Edition.Columns, column)
}

// summedNames are the words for the sums that the exchange format gives codes.
var summedNames = map[string]string{
	"application.received_and_carried": "本年新收和上年结转之和",
	"application.withheld":             "（三）不予公开各项之和",
	"application.unavailable":          "（四）无法提供各项之和",
	"application.not_processed":        "（五）不予处理各项之和",
	"application.otherwise_handled":    "（六）其他处理各项之和",
	"remedy.litigation":                "行政诉讼两组之和",
}
