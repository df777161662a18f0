package report

import (
	"fmt"
	"strings"

	"gongkai/law"
)

// publishedLate compares the day of publication with the day it was due: the
// local one where it is given, otherwise that of article 49 for the kind of
// organ. A date of signature stands in for an unknown day of publication, which
// cannot be earlier; it makes the finding uncertain, as a level does that was
// taken from the organ's name.
func (k *checker) publishedLate() {
	published, certain := k.published()
	due, cite, sure := k.due()
	if published == "" || due == "" || published <= due {
		return
	}
	severity := Error
	if !certain || !sure {
		severity = Uncertain
	}
	word := "公布"
	if published == k.Dates.Signed && !certain {
		word = "成文"
	}
	k.add(Finding{At: "published", Severity: severity, Source: cite,
		Says: fmt.Sprintf("%s%s，应在%s前公布。", chineseDate(published), word, chineseDate(due))})
}

func (k *checker) published() (date string, certain bool) {
	switch {
	case k.Published != "":
		return k.Published, true
	case k.Dates.Published != "":
		return k.Dates.Published, true
	}
	return k.Dates.Signed, false
}

// due is the day by which the report had to be published; "" when no rule at
// hand gives one. sure is false when the organ's level was taken from its name.
func (k *checker) due() (date, cite string, sure bool) {
	if k.LocalDue != "" {
		return k.LocalDue, "本地规定的公布期限", true
	}
	if k.Year == 0 {
		return "", "", false
	}
	level, sure := k.level()
	var p law.Dated[law.MonthDay]
	switch {
	case level == Department:
		p = law.DepartmentReportDue
	case level == Township:
		p = law.TownshipReportDue
	case level == Rulemaking, level == County, strings.HasSuffix(k.Organ, "人民政府"):
		p = law.GovernmentReportDue
	default:
		return "", "", false
	}
	row, ok := p.On(law.Day(fmt.Sprintf("%04d-01-01", k.Year+1)), k.Organ)
	if !ok {
		return "", "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", k.Year+1, row.Value.Month, row.Value.Day), row.Cite.String(), sure
}
