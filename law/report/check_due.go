package report

import (
	"fmt"

	"gongkai/law"
	"gongkai/law/organ"
)

// publishedLate compares the day of publication with the day it was due: the
// local one where it is given, otherwise that of article 49 for the kind of
// organ. A date of signature stands in for an unknown day of publication, which
// cannot be earlier; it makes the finding uncertain, as a level does that was
// taken from the organ's name.
func (k *checker) publishedLate() {
	published, certain := k.published()
	due, cite, recorded := k.due()
	if published == "" || due == "" || published <= due {
		return
	}
	severity := Error
	if !certain || !recorded {
		severity = Uncertain
	}
	word := "公布"
	if published == k.Dates.Signed && !certain {
		word = "成文"
	}
	premise := ""
	if !recorded {
		o, _ := k.organ()
		premise = "（按机关名称推断为" + o.Level.Label() + o.Body.Label() + "）"
	}
	k.add(Finding{At: "published", Severity: severity, Source: cite,
		Says: fmt.Sprintf("%s%s，应在%s前公布%s。", chineseDate(published), word, chineseDate(due), premise)})
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
// hand gives one. recorded is false when the organ's level was taken from its name.
func (k *checker) due() (date, cite string, recorded bool) {
	if k.LocalDue != "" {
		return k.LocalDue, "本地规定的公布期限", true
	}
	o, recorded := k.organ()
	p, ok := dueOf(o)
	if !ok || k.Year == 0 {
		return "", "", false
	}
	row, ok := p.On(law.Day(fmt.Sprintf("%04d-01-01", k.Year+1)), k.Report.Organ)
	if !ok {
		return "", "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", k.Year+1, row.Value.Month, row.Value.Day), row.Cite.String(), recorded
}

// dueOf is the parameter that gives the organ's due day. A general office also
// compiles its government's report, so it has the government's. Article 49 does
// not speak of townships, subdistricts and committees of zones.
func dueOf(o organ.Organ) (_ law.Dated[law.MonthDay], ok bool) {
	switch {
	case o.Level == organ.Township:
		return law.TownshipReportDue, true
	case o.Body == organ.Department, o.Body == organ.Vertical:
		return law.DepartmentReportDue, true
	case o.Body == organ.Government, o.Body == organ.GeneralOffice:
		return law.GovernmentReportDue, true
	}
	return law.Dated[law.MonthDay]{}, false
}
