package report

import (
	"slices"
	"strings"
	"testing"
)

func TestDictionary(t *testing.T) {
	t.Parallel()
	all := Dictionary()
	seen := map[Code]bool{}
	for _, m := range all {
		if seen[m.Code] {
			t.Errorf("%s stands twice in the dictionary", m.Code)
		}
		seen[m.Code] = true
		if m.Label == "" || m.Label == string(m.Code) || m.Unit == "" || m.Since == 0 || len(m.Editions) == 0 {
			t.Errorf("Dictionary has %+v, want a label, a unit, a year and an edition", m)
		}
		both := slices.Equal(m.Editions, []string{"2019", "2021"})
		if m.Table == Disclosure && (m.Note == "" || both != strings.Contains(m.Note, "可以比较和相加")) {
			t.Errorf("%s of the editions %v: note %q; of table 二 only decisions may be added across editions", m.Code, m.Editions, m.Note)
		}
	}
	for _, e := range []*Edition{Form2021, Form2019} {
		for _, code := range e.Codes() {
			if !seen[code] {
				t.Errorf("the dictionary lacks %s of the form of %s", code, e.Name)
			}
		}
	}
	if all[0].Code != Form2021.Codes()[0] {
		t.Errorf("the dictionary begins with %s, want the form in use", all[0].Code)
	}
}

func TestMetricOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		code         Code
		unit         string
		editions     string
		since, until int
		note         string
	}{
		{"application.newly_received.total", "件", "2019 2021", 2019, 0, ""},
		{"application.otherwise_handled.total", "件", "2019", 2019, 2020, "没有细分"},
		{"application.otherwise_handled.unpaid.total", "件", "2021", 2021, 0, "三行的合计"},
		{"application.total_handled.enterprise", "件", "2019 2021", 2019, 0, "都包括"},
		{"disclosure.penalty.decisions", "件", "2019 2021", 2019, 0, "可以比较"},
		{"disclosure.fees.amount", "万元", "2021", 2021, 0, "不能比较"},
		{"disclosure.procurement.amount_yuan", "元", "2019", 2019, 2020, "取消"},
		{"disclosure.licensing.change", "项", "2019", 2019, 2020, "取消"},
		{"remedy.reconsideration.upheld", "件", "2019 2021", 2019, 0, ""},
	} {
		m, ok := MetricOf(tt.code)
		if !ok || m.Unit != tt.unit || strings.Join(m.Editions, " ") != tt.editions || m.Since != tt.since || m.Until != tt.until || !strings.Contains(m.Note, tt.note) || tt.note == "" && m.Note != "" {
			t.Errorf("MetricOf(%s) = %+v, %v, want %s, %s, %d to %d, %q", tt.code, m, ok, tt.unit, tt.editions, tt.since, tt.until, tt.note)
		}
	}
	if _, ok := MetricOf("application.nonsense.total"); ok {
		t.Error("MetricOf knows application.nonsense.total")
	}
}
