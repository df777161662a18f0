package report

import (
	"strings"
	"testing"
)

func TestEditions(t *testing.T) {
	t.Parallel()
	want := map[*Edition]int{Form2021: 200, FormHybrid: 186, Form2019: 198}
	for e, cells := range want {
		if got := len(e.Codes()); got != cells {
			t.Errorf("edition %s %s has %d cells, want %d", e.Name, e.Variant, got, cells)
		}
		for _, code := range e.Codes() {
			if label := e.Label(code); label == string(code) || strings.Contains(label, ".d") {
				t.Errorf("%s has no label", code)
			}
		}
	}
	if len(Editions()) != len(want) {
		t.Errorf("there are %d editions, want %d", len(Editions()), len(want))
	}
	if EditionNamed("2021") != Form2021 || EditionNamed("2019") != Form2019 || EditionNamed("hybrid") != nil {
		t.Error("EditionNamed does not find the official forms and only these")
	}
}

func TestDefineRefusesTwice(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("an edition that states a cell twice was accepted")
		}
	}()
	define(Edition{Columns: formColumns, Rows: []Row{{Key: "granted"}, {Key: "granted"}}})
}
