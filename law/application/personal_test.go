package application

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// unpersonal lists by step the particulars that hold none.
var unpersonal = map[string][]string{
	"submit":             {"channel", "oral", "delivery"},
	"receive":            {"channel"},
	"change-delivery":    {"delivery"},
	"register":           {"number"},
	"assign":             {"unit", "account"},
	"take-over":          {"unit"},
	"require-correction": {"until"},
	"defer":              {"until"},
	"consult":            {"party", "received"},
	"opinion":            {"party", "stance"},
	"silence":            {"party"},
	"extend":             {"days"},
	"fee-notice":         {"received", "cents"},
	"paid":               {"waived"},
	"search":             {"item", "from", "to"},
	"weigh":              {"item", "disclose"},
	"approve":            {"principal"},
	"reply":              {"outcome", "number"},
	"amend-reply":        {"outcome", "number", "principal"},
	"reopen":             {"cause", "until"},
	"archive":            {"file"},
}

// TestPersonal asks of every particular of every step that somebody has decided
// whether it is personal.
func TestPersonal(t *testing.T) {
	t.Parallel()
	for _, s := range Steps() {
		kind := reflect.TypeOf(s)
		for i := range kind.NumField() {
			key, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			if key == "" {
				t.Errorf("%T.%s has no JSON key", s, kind.Field(i).Name)
			}
			if IsPersonal(Name(s), key) == slices.Contains(unpersonal[Name(s)], key) {
				t.Errorf("%s.%s must stand in exactly one of personal and unpersonal", Name(s), key)
			}
		}
		if HasPersonal(Name(s)) != (len(personal[Name(s)]) > 0) {
			t.Errorf("HasPersonal(%q) = %v", Name(s), HasPersonal(Name(s)))
		}
	}
	for step := range personal {
		if _, err := Decode(step, []byte("{}")); err != nil {
			t.Errorf("personal names the step %q: %v", step, err)
		}
	}
}
