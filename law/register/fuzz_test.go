package register

import (
	"strings"
	"testing"

	"gongkai/paper"
	"gongkai/paper/csv"
)

// FuzzRead: nothing typed panics, what is read has no faults of its own and
// reads again as itself.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"2024.3.5", "45356", "1,234.50元", "1.2万元", "警告、罚款", "９１３５", "甲[2024]1号", "\x00\xff", "二〇二四年三月五日"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := coercion()
		d.Fields = append(d.Fields, Field{Key: "choices", Label: "多选", Kind: Choices, Choices: penaltyKinds}, *Penalty.Field("credit_code"))
		v, _ := d.Read(func(string) string { return text }, today)
		for key := range v {
			field := d.Field(key)
			again, p := field.read(d.Typed(key, v))
			if p != nil || again != v[key] {
				t.Errorf("%s: %q is read as %q, which is read as %q, %v", key, text, v[key], again, p)
			}
			if p := field.fault(v[key], IsTotal(v), today); p != nil {
				t.Errorf("%s: %q is read as %q, which is at fault: %v", key, text, v[key], p)
			}
			field.show(v[key])
		}
		Penalty.Masked(Values{"party_kind": "natural_person", "party": text, "facts": text})
	})
}

// FuzzImport: no file panics, every line below the head is told of once.
func FuzzImport(f *testing.F) {
	head := strings.ReplaceAll(head, "|", ",") + "\n"
	for _, seed := range []string{
		head + "1,甲罚〔2024〕1号,法人,甲公司,罚款,5000,2024.3.5,某某\n",
		head + "合计,,,,,5000\n注：以上\n",
		"文号,当事人,,,\n,当事人类别,当事人名称,处罚类别,决定日期\n", "a,b\n1,2\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := csv.ReadSheet(data)
		if err != nil {
			return
		}
		b, err := Penalty.Import([]*paper.Sheet{s}, today)
		if err != nil {
			return
		}
		run, err := b.Against(nothing)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := run.Lines()+len(run.Skipped), len(s.Lines)-b.sheets[0].first; got != want {
			t.Errorf("%d lines told, want %d of %q", got, want, data)
		}
		for range run.BadRows() {
		}
		run.Digest()
	})
}
