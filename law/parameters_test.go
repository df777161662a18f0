package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// A fact is one row of a parameter without its type.
type fact struct {
	Parameter  string
	From       Day
	Cite       Citation
	Unverified string
}

func facts[T any](p Dated[T]) []fact {
	var all []fact
	for _, row := range p.Rows {
		all = append(all, fact{p.Name, row.From, row.Cite, row.Unverified})
	}
	if len(p.Rows) == 0 {
		all = append(all, fact{Parameter: p.Name, Unverified: p.Note})
	}
	return all
}

// parameters lists the rows of every parameter by the parameter's name in
// code. TestParametersListed fails when one is missing.
func parameters() map[string][]fact {
	return map[string][]fact{
		"ReplyPeriod":         facts(ReplyPeriod),
		"ExtensionLimit":      facts(ExtensionLimit),
		"CorrectionNotice":    facts(CorrectionNotice),
		"CorrectionRestarts":  facts(CorrectionRestarts),
		"ThirdPartyOpinion":   facts(ThirdPartyOpinion),
		"CoMakerOpinion":      facts(CoMakerOpinion),
		"ExcludeStartDay":     facts(ExcludeStartDay),
		"ExtendOnDueDay":      facts(ExtendOnDueDay),
		"ExtensionSpent":      facts(ExtensionSpent),
		"OtherOrganAlarm":     facts(OtherOrganAlarm),
		"ConfirmationAlarm":   facts(ConfirmationAlarm),
		"ReopenedPeriod":      facts(ReopenedPeriod),
		"FeeByItem":           facts(FeeByItem),
		"FeeByPage":           facts(FeeByPage),
		"PaymentPeriod":       facts(PaymentPeriod),
		"PaymentRestarts":     facts(PaymentRestarts),
		"ProactivePeriod":     facts(ProactivePeriod),
		"DepartmentReportDue": facts(DepartmentReportDue),
		"GovernmentReportDue": facts(GovernmentReportDue),
		"TownshipReportDue":   facts(TownshipReportDue),
		"SimilarityLimit":     facts(SimilarityLimit),
		"RateBase":            facts(RateBase),
		"FeeDecimals":         facts(FeeDecimals),
		"YearOnYearJump":      facts(YearOnYearJump),
		"ShortChapterFive":    facts(ShortChapterFive),
		"FeePlausible":        facts(FeePlausible),
	}
}

func TestParametersListed(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "parameters.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	listed := parameters()
	for _, declaration := range file.Decls {
		general, ok := declaration.(*ast.GenDecl)
		if !ok || general.Tok != token.VAR {
			continue
		}
		for _, spec := range general.Specs {
			name := spec.(*ast.ValueSpec).Names[0].Name
			if listed[name] == nil {
				t.Errorf("parameter %s is not listed in parameters_test.go", name)
			}
		}
	}
}

// TestParametersVerified: a row rests on a quotation or says what is not
// verified; days are days.
func TestParametersVerified(t *testing.T) {
	t.Parallel()
	day := regexp.MustCompile(`^(\d{4}-\d\d-\d\d)?$`)
	for name, rows := range parameters() {
		for _, row := range rows {
			if row.Parameter == "" || !day.MatchString(string(row.From)) {
				t.Errorf("%s: name %q, from %q", name, row.Parameter, row.From)
			}
			if !row.Cite.Quotes() && row.Unverified == "" {
				t.Errorf("%s from %q quotes no text and does not say so in Unverified", name, row.From)
			}
			if row.Unverified != "" {
				if !strings.HasSuffix(row.Unverified, "。") {
					t.Errorf("%s: Unverified %q is not a whole sentence", name, row.Unverified)
				}
				t.Logf("unverified: %s（%s）%s", row.Parameter, name, row.Unverified)
			}
		}
	}
}

func TestOn(t *testing.T) {
	t.Parallel()
	period := Dated[WorkingDays]{Rows: []Row[WorkingDays]{
		{From: "2008-05-01", Value: 15},
		{From: "2019-05-15", Value: 20},
		{From: "2022-01-01", Value: 10, Organ: "甲省"},
		{From: "2024-01-01", Value: 12, Organ: "甲省"},
		{From: "2023-01-01", Value: 5, Organ: "乙市"},
	}}
	tests := []struct {
		name   string
		day    Day
		organs []string
		want   WorkingDays
		ok     bool
	}{
		{"before every row", "2008-04-30", nil, 0, false},
		{"first day", "2008-05-01", nil, 15, true},
		{"last day before the amendment", "2019-05-14", nil, 15, true},
		{"first day of the amendment", "2019-05-15", nil, 20, true},
		{"local row is not national", "2025-01-01", nil, 20, true},
		{"province", "2022-06-01", []string{"丙县", "甲省"}, 10, true},
		{"province, later row", "2024-06-01", []string{"丙县", "甲省"}, 12, true},
		{"before the province's row", "2021-06-01", []string{"丙县", "甲省"}, 20, true},
		{"nearer organ wins", "2024-06-01", []string{"乙市", "甲省"}, 5, true},
		{"nearer organ has no row yet", "2022-06-01", []string{"乙市", "甲省"}, 10, true},
	}
	for _, test := range tests {
		got, ok := period.On(test.day, test.organs...)
		if got.Value != test.want || ok != test.ok {
			t.Errorf("%s: On(%q, %v) = %v, %v; want %v, %v", test.name, test.day, test.organs, got.Value, ok, test.want, test.ok)
		}
	}
	if row, ok := TownshipReportDue.On("2025-01-01"); ok {
		t.Errorf("TownshipReportDue has a national row %v; article 49 sets none", row)
	}
	if row, ok := ReplyPeriod.On("2019-05-14"); ok {
		t.Errorf("ReplyPeriod.On the day before the statute = %v, want none", row)
	}
}
