package desk

import (
	"fmt"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/web"
)

// whyNotChecked says what of an old report has to be done before it is
// submitted, "" for any other report.
func (l *liveReport) whyNotChecked() string {
	if l.Adoption == nil {
		return ""
	}
	switch open, left := len(l.Adoption.Undecided()), l.Adoption.Unconfirmed(); {
	case open > 0:
		return fmt.Sprintf("还有%d格没有与原文件核对。", open)
	case left > 0:
		return fmt.Sprintf("还有%d处不符没有确认。", left)
	case l.Adoption.Published.IsZero():
		return "没有填写原公布日期。"
	}
	return ""
}

// checkedSays tells whoever reviews or signs an old report what was done to it.
func (l *liveReport) checkedSays() string {
	corrected := 0
	for _, x := range l.Adoption.Decisions {
		if x.Choice != filing.AsRead {
			corrected++
		}
	}
	return fmt.Sprintf("由原报告导入：经办人与原文件核对了%d格，更正%d格；不符的%d处已确认原报告如此。核对的经过在“与原文件核对”的各页。",
		len(l.Adoption.Decisions), corrected, len(l.Adoption.Remaining))
}

// historyVerbs adds what can be done to an old report beside the course.
func (l *liveReport) historyVerbs(verbs []verb) []verb {
	if l.mayEdit(account.ReportDecide) {
		says := l.whyNotChecked()
		if says == "" {
			says = "都已核对。与原文件不符的仍可更正。"
		}
		check := verb{Text: "与原文件核对", Address: l.checkAddress(""), Says: says, Primary: l.whyNotChecked() != ""}
		verbs = append([]verb{check}, verbs...)
	}
	if state := l.Filing.State; state == filing.Reviewing || state == filing.Signing {
		verbs = append(verbs, verb{Text: "看核对的经过", Address: l.checkAddress(""), Says: "每一格原来是什么、谁核对的，原文件在旁边。"})
	}
	if l.mayEdit(account.ReportDiscard) && l.Filing.Round == 1 {
		verbs = append(verbs, verb{Text: "撤销导入", Address: l.Address + "/discard", Says: "导错了文件的，撤销后重新导入。"})
	}
	if l.Filing.State == filing.Published && l.may[account.RegisterEnter] && l.Report.Edition.Name == report.Form2021.Name {
		verbs = append(verbs, verb{Text: "登记期初存量", Address: l.Address + "/stock", Says: "把报告里现行有效的规章和规范性文件接到登记簿。"})
	}
	return verbs
}

// historyPart is one chapter of an old report as the whole shows it.
func (l *liveReport) historyPart(c report.Chapter, table *web.Table) reportPart {
	part := reportPart{ID: c.Key, Heading: c.Number + "、" + c.Heading, Table: table, Text: l.textOf(c.Key, l.Report.Narrative[c.Key])}
	if written, ok := l.Chapters[c.Key]; ok {
		part.Written = "文字由" + written.Name + "改于" + web.Moment(written.At)
	}
	if len(part.Text) == 0 && table == nil {
		part.Empty = "原文件里没有读到这一部分的文字。"
	}
	if l.mayEdit(account.ReportDecide) {
		part.Edit = &web.Link{Text: "核对这一部分", Address: l.checkAddress(c.Key)}
		if n := l.openIn(c.Key); n > 0 {
			part.Edit.Text = fmt.Sprintf("核对这一部分，还有%d格", n)
		}
	}
	return part
}
