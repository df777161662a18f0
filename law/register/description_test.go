package register

import (
	"slices"
	"strings"
	"testing"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/report"
)

// coercion is a register as the next one will be written: a description and
// nothing else.
func coercion() *Description {
	return &Description{
		Key: "coercion", Name: "行政强制决定", Noun: "件", Deed: "处理决定",
		Basis: []law.Citation{law.OGI.Item(20, 0, 6, "行政强制的依据、条件、程序")},
		Fields: []Field{
			{Key: "number", Label: "决定书文号", Kind: Text, Required: true, Example: "甲强〔2024〕1号", Also: []string{"文号"},
				List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: nil},
			{Key: "party", Label: "当事人", Kind: Text, Required: true, Example: "甲公司", List: true, Search: true},
			{Key: "kind", Label: "强制种类", Kind: Choice, Required: true, Example: "查封场所", List: true, Choices: []Option{
				{Key: "seal", Label: "查封场所"}, {Key: "detain", Label: "扣押财物"}, {Key: "other", Label: "其他"}}},
			{Key: "decided_on", Label: "决定日期", Kind: Date, Required: true, Example: "2024-03-05", List: true},
			{Key: "days", Label: "期限（日）", Kind: Number, Max: 90, Example: "30"},
			{Key: "fee", Label: "代履行费用", Kind: Money, Example: "100"},
			{Key: "urgent", Label: "是否紧急", Kind: YesNo, Example: "否"},
			{Key: "note", Label: "备注", Kind: LongText},
		},
		Number: "number", Day: "decided_on", Party: "party", Kind: "kind",
		Figures: []Figure{{Code: "disclosure.coercion.decisions", Editions: []string{"2021", "2019"}, Measure: Counted}},
		Tallies: func(v Values) []Tally {
			return []Tally{{Code: "disclosure.coercion.decisions", Day: v.Date("decided_on"), N: 1}}
		},
	}
}

// TestNextRegisterCostsADescription: everything works for a register that is no
// more than its description.
func TestNextRegisterCostsADescription(t *testing.T) {
	t.Parallel()
	d := coercion()
	describes(t, d)
	everything(t, d)
	v, faults := d.Read(func(key string) string {
		return map[string]string{"number": "甲强(2024)1号", "party": "甲", "kind": "查封场所", "decided_on": "2024.3.5", "days": "91日", "urgent": "√"}[key]
	}, today)
	if len(faults) != 1 || faults[0].Field != "days" {
		t.Errorf("faults = %v, want one at days", faults)
	}
	if got := d.Show("urgent", v) + d.Show("kind", v) + d.Show("decided_on", v); got != "是查封场所2024年3月5日" {
		t.Errorf("shows %q", got)
	}
	if !d.SortsBy(SortParty) || d.SortsBy(SortAmount) || d.SortOf("party") != SortParty || d.SortOf("note") != "" {
		t.Error("sorts by columns it does not have")
	}
	if row := d.Row(v); row.Kind != ",seal," || row.Amount != nil || row.Count != 1 || row.Number != "甲强〔2024〕1号" {
		t.Errorf("row = %+v", row)
	}
	if s := d.Summary(Counts{Today: today, ThisYear: 2}); s[0].Label != "2024年处理决定" || s[0].Value != "2" {
		t.Errorf("summary = %+v", s)
	}
}

func TestDescriptions(t *testing.T) {
	t.Parallel()
	keys := map[Key]bool{}
	for _, d := range All() {
		if got, ok := Of(d.Key); !ok || got != d || keys[d.Key] {
			t.Errorf("Of(%q) = %v, %v", d.Key, got, ok)
		}
		keys[d.Key] = true
		describes(t, d)
	}
	if _, ok := Of("unknown"); ok {
		t.Error("Of an unknown key reports a register")
	}
	if d, f, ok := Computed("disclosure.penalty.decisions"); !ok || d != Penalty || f.Measure != Counted {
		t.Errorf("Computed = %v, %v, %v; want the penalty register", d, f, ok)
	}
	if _, _, ok := Computed("disclosure.rules.made"); ok {
		t.Error("a typed cell is reported as computed")
	}
}

// describes checks that a description is whole and without contradiction.
func describes(t *testing.T, d *Description) {
	t.Helper()
	if d.Key == "" || d.Name == "" || d.Noun == "" || d.Deed == "" || len(d.Basis) == 0 {
		t.Errorf("%s: key, name, noun, deed or basis is missing", d.Key)
	}
	for _, role := range []struct {
		key  string
		kind []Kind
	}{
		{d.Number, []Kind{Text}}, {d.Day, []Kind{Date}}, {d.Until, []Kind{Date, ""}}, {d.Party, []Kind{Text, ""}},
		{d.Kind, []Kind{Choice, Choices, ""}}, {d.Amount, []Kind{Money, ""}},
	} {
		kind := Kind("")
		if f := d.Field(role.key); f != nil {
			kind = f.Kind
		}
		if !slices.Contains(role.kind, kind) {
			t.Errorf("%s: field %q is of kind %q, want one of %q", d.Key, role.key, kind, role.kind)
		}
	}
	if !d.Field(d.Number).Required || !d.Field(d.Day).Required {
		t.Errorf("%s: number and day must be required", d.Key)
	}
	labels := map[string]string{}
	for i := range d.Fields {
		f := &d.Fields[i]
		for _, label := range append([]string{f.Label}, f.Also...) {
			if other := labels[plainLabel(label)]; other != "" {
				t.Errorf("%s: the label %q belongs to %s and %s", d.Key, label, other, f.Key)
			}
			labels[plainLabel(label)] = f.Key
		}
		if f.Required && f.Example == "" {
			t.Errorf("%s: %s has no example", d.Key, f.Key)
		}
		if (f.Kind == Choice || f.Kind == Choices) != (len(f.Choices) > 0) {
			t.Errorf("%s: %s of kind %s has %d options", d.Key, f.Key, f.Kind, len(f.Choices))
		}
		options(t, f)
	}
	for _, f := range d.Figures {
		for _, name := range f.Editions {
			if e := report.EditionNamed(name); e == nil || !e.Has(f.Code) {
				t.Errorf("%s: edition %s has no cell %s", d.Key, name, f.Code)
			}
		}
	}
}

// options: every word for an option finds it, alone and among others.
func options(t *testing.T, f *Field) {
	t.Helper()
	for _, o := range f.Choices {
		if strings.Contains(o.Key, ",") {
			t.Errorf("%s: the key %q has a comma", f.Key, o.Key)
		}
		for _, word := range append([]string{o.Key, o.Label}, o.Also...) {
			if got, p := f.read(word); p != nil || got != o.Key {
				t.Errorf("%s: %q is read as %q, %v; want %q", f.Key, word, got, p, o.Key)
			}
		}
	}
}

func TestConstants(t *testing.T) {
	t.Parallel()
	if EarliestDay != calendar.MustParse("1949-10-01") || serialEpoch != calendar.MustParse("1899-12-30") {
		t.Errorf("EarliestDay = %s, serialEpoch = %s", EarliestDay, serialEpoch)
	}
}
