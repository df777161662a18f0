package report

import (
	"fmt"
	"strings"

	"gongkai/law"
)

// registerRules hold a published report against the registers of the office that
// made it. A draft is computed from them and cannot differ.
var registerRules = []Rule{
	{Name: "register_mismatch", Fact: "R20", Severity: Error, Cite: law.OGI.Para(50, 1, "应当包括下列内容"), At: "<cell>",
		Says:  "已发布的每一格＝登记簿现在得出的数字（只核对由本程序的登记簿得出的报告）",
		Try:   "请核对登记：登记有误的，更正登记；登记属实的，订正报告。",
		check: (*checker).registers},
	{Name: "case_uncounted", Fact: "R20", Severity: Error, Cite: law.OGI.Para(50, 1, "应当包括下列内容"), At: "application.<row>.total",
		Says:  "办理的每一件申请都计入第三部分的表",
		Try:   "请打开这一件，补办缺少的步骤。",
		check: (*checker).strays},
	{Name: "carried_lost", Fact: "R21", Severity: Caution, Cite: law.Form2021, At: "<cell>",
		Says:  "上年已发布报告中结转、尚未审结的每一件，本年有结果或者仍在办理",
		Try:   "请核对这一件：登记有误的，更正登记；登记属实的，订正上一年度的报告，或者在报告中说明。",
		check: (*checker).strays},
}

// registers compares every cell with what the registers give at this moment.
// What is carried in comes from last year's report and is told by carry_over.
func (k *checker) registers() {
	if k.Registers == nil || k.Edition == nil {
		return
	}
	for i, code := range k.Edition.codes {
		now := k.Registers.Figure(code)
		if !k.figures[i].IsThere() || !now.IsThere() || strings.HasPrefix(string(code), "application.carried_in.") {
			continue
		}
		was, have := k.figures[i].OrZero(), now.OrZero()
		if was == have {
			continue
		}
		says := "是" + have.show()
		if now.IsNull() {
			says = "没有数字"
		}
		k.add(Finding{At: string(code), Left: now.orNil(), Right: was.side(),
			Says: fmt.Sprintf("%s：登记簿现在%s，已发布的是%s，差%s%s。", k.Edition.Label(code), says, was.show(), gap(was, have), k.unit(code))})
	}
}

// strays tells the cases that break the rule at hand.
func (k *checker) strays() {
	for _, s := range k.Strays {
		if s.Rule == k.rule.Name {
			k.add(Finding{At: string(s.At), Severity: s.Severity, Says: s.Says})
		}
	}
}
