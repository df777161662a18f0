package report

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/organ"
)

// Circumstances are what a check may know beyond the report itself. The zero
// value is a report about which nothing else is known: the rules that need more
// are then not judged.
type Circumstances struct {
	// Previous is the same organ's report on the year before, or nil.
	Previous *Report
	// Recorded is the organ's level and body as recorded. Where neither is
	// known the organ's name says it, and what rests on it is uncertain.
	Recorded organ.Organ
	// Published is the day the report was published, as 2006-01-02; "" takes
	// what the file says.
	Published string
	// LocalDue is the day by which the report had to be published where local
	// rules set one, as 2006-01-02. Townships have no other.
	LocalDue string
	// Registers is the report on the same year as the registers give it at this
	// moment, for a report that was published before; or nil.
	Registers *Report
	// Strays are single cases that the office's records and the report's tables do
	// not agree about, as whoever keeps the records found them.
	Strays []Stray
}

// A Stray is one case that a table does not count as it should. Rule is the name of
// the rule that it breaks, At the cell beside which it is told.
type Stray struct {
	Rule     string
	At       Code
	Severity Severity // "" for that of the rule
	Says     string   // one Chinese sentence that names the case
}

// A Rule is one thing that a report must keep to. The rules are a table so that
// the manual, the page of findings and the checks say the same.
type Rule struct {
	Name     string       // the code of the exchange format: row_total
	Fact     string       // its number in the fact sheet: R02
	Severity Severity     // what breaking it usually is; a finding may be graded otherwise
	Cite     law.Citation // the text that orders it; zero for a rule of our own
	// Since and Until are the first and last report years it holds for; 0 is no
	// bound.
	Since, Until int
	Blank        bool   // also reported as Name_blank, when a total it judges is null
	At           string // what a finding names: application.<row>.total
	Says         string // what must hold, one Chinese sentence
	Try          string // what to do about a finding

	check func(*checker) // nil for the rule of a roll-up
}

// blankSuffix marks a rule that fails because a total is left blank.
const blankSuffix = "_blank"

// rules are all rules in the order of the form.
var rules = slices.Concat(organRules, disclosureRules, applicationRules, remedyRules, textRules, registerRules, rollUpRules)

// Rules returns every rule in the order of the form.
func Rules() []Rule { return slices.Clone(rules) }

// RuleNamed returns the rule of a finding, whose name may end in _blank. ok is
// false for a name that no rule has.
func RuleNamed(name string) (_ Rule, ok bool) {
	for _, rule := range rules {
		if rule.Name == name || rule.Blank && rule.Name+blankSuffix == name {
			return rule, true
		}
	}
	return Rule{}, false
}

// Holds says that the rule is in force for reports on the year; a report whose
// year is unknown (0) is judged by every rule.
func (r Rule) Holds(year int) bool {
	return year == 0 || year >= r.Since && (r.Until == 0 || year <= r.Until)
}

// Try says what to do about the finding, in one Chinese sentence.
func (f Finding) Try() string {
	rule, _ := RuleNamed(f.Rule)
	return rule.Try
}

// Check judges the report by every rule that holds for its year and returns
// what it breaks, in the order of the form. The report is not changed.
//
// Blank counts as 0, and a blank 总计 as the sum of its columns. A rule one of
// whose cells is absent is not judged: what the reader could not read is told by
// its warnings, never by a finding made up from nothing.
func (r *Report) Check(c Circumstances) []Finding {
	k := &checker{Report: r, Circumstances: c}
	for i := range rules {
		if k.rule = &rules[i]; k.rule.check != nil && k.rule.Holds(r.Year) {
			k.rule.check(k)
		}
	}
	places := make(map[string]int, len(k.findings))
	for _, f := range k.findings {
		places[f.At] = r.place(f.At)
	}
	slices.SortStableFunc(k.findings, func(a, b Finding) int {
		return cmp.Compare(places[a.At], places[b.At])
	})
	return k.findings
}

// A checker is one run of the rules over one report.
type checker struct {
	*Report
	Circumstances
	rule     *Rule
	findings []Finding
	inferred *organ.Organ // what the organ's name tells, once asked
}

// add records a finding of the rule at hand, which supplies whatever the finding
// leaves open.
func (k *checker) add(f Finding) {
	f.Rule = cmp.Or(f.Rule, k.rule.Name)
	f.Severity = cmp.Or(f.Severity, k.rule.Severity)
	f.Source = cmp.Or(f.Source, k.source())
	k.findings = append(k.findings, f)
}

// source is the text that orders the rule at hand for the form the report is on.
func (k *checker) source() string {
	if k.rule.Cite == law.Form2021 && k.Edition != nil && k.Edition.Name == Form2019.Name {
		return law.Form2019.String()
	}
	if k.rule.Cite.IsZero() {
		return ownRule
	}
	return k.rule.Cite.String()
}

// ownRule is the source of a rule that no text orders.
const ownRule = "本程序的提示规则"

// blankIf is the name of the rule at hand, as its _blank variant when a total it
// judges is null.
func (k *checker) blankIf(null bool) string {
	if null {
		return k.rule.Name + blankSuffix
	}
	return k.rule.Name
}

// has says that the rule was broken at the place.
func (k *checker) has(rule, at string) bool {
	return slices.ContainsFunc(k.findings, func(f Finding) bool { return f.Rule == rule && f.At == at })
}

// place is where a finding's At stands in the order of the form: the report as
// a whole, then chapter by chapter its text, its table and the table's cells.
func (r *Report) place(at string) int {
	const chapter = 10_000
	first, rest, _ := strings.Cut(at, ".")
	if first == "narrative" {
		return (1 + chapterIndex(rest)) * chapter
	}
	i := chapterIndex(first)
	if i < 0 {
		return 0
	}
	place := (1+i)*chapter + 1
	if rest == "" || r.Edition == nil {
		return place
	}
	if at, ok := r.Edition.index[Code(at)]; ok {
		return place + 1 + at
	}
	return place + 1 + r.Edition.firstUnder(Code(at))
}

// firstUnder is the index of the first cell of a row or of a group of rows: of
// application.withheld.total, that of the first reason for withholding.
func (e *Edition) firstUnder(code Code) int {
	for prefix := string(code); prefix != ""; prefix = prefix[:max(0, strings.LastIndexByte(prefix, '.'))] {
		for i, c := range e.codes {
			if strings.HasPrefix(string(c), prefix+".") {
				return i
			}
		}
	}
	return 0
}

func chapterIndex(key string) int {
	return slices.IndexFunc(formChapters, func(c Chapter) bool { return c.Key == key })
}
