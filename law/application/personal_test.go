package application

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// unpersonal lists by step the particulars that hold none.
var unpersonal = map[string][]string{
	"submit":             {"channel", "oral", "delivery"},
	"receive":            {"channel"},
	"transfer":           {"channel", "number", "delivery", "unit", "extended"},
	"complete":           {"delivery"},
	"change-delivery":    {"delivery"},
	"register":           {"number"},
	"assign":             {"unit", "account"},
	"take-over":          {"unit"},
	"join-group":         {"group"},
	"split-off":          {"items", "to"},
	"split-from":         {"from"},
	"require-correction": {"until"},
	"defer":              {"until"},
	"consult":            {"party", "received"},
	"opinion":            {"party", "stance"},
	"silence":            {"party"},
	"ask-units":          {"units", "until"},
	"unit-opinion":       {"unit"},
	"extend":             {"days"},
	"fee-notice":         {"received", "cents", "mode", "before", "units"},
	"paid":               {"waived"},
	"search":             {"item", "from", "to"},
	"weigh":              {"item", "disclose"},
	"approve":            {"principal"},
	"reply":              {"outcome", "number"},
	"amend-reply":        {"outcome", "number", "principal"},
	"reopen":             {"cause", "until"},
	"contest":            {"group", "number", "body"},
	"settle":             {"n", "outcome"},
	"amend-contest":      {"n", "group", "number", "body", "accepted", "outcome", "concluded", "strike"},
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

// TestSplit: a step comes back whole, and nothing personal stays in the plain
// half.
func TestSplit(t *testing.T) {
	t.Parallel()
	s := submission(2)
	s.Agent = &Agent{Name: "吴某"}
	steps := append(Steps(), s, Consult{Party: ThirdParty, Name: "周某"}, Comment{Text: "周某来电"}, ChangeDelivery{Delivery: DeliverPost, Address: "周某家"})
	for _, s := range steps {
		plain, sealed, err := Split(s)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(plain), "某") {
			t.Errorf("%s: the plain half is %s", Name(s), plain)
		}
		again, err := Join(Name(s), plain, sealed)
		if err != nil || !cmp.Equal(s, again) {
			t.Errorf("%s: %s and %s make %+v, %v", Name(s), plain, sealed, again, err)
		}
	}
	plain, _, err := Split(s)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Join("submit", plain, nil); err != nil || again.(Submit).Channel != Online || again.(Submit).Applicants != nil {
		t.Errorf("destroyed: %+v, %v", again, err)
	}
	for _, bad := range [][2]string{{"[", "{}"}, {"{}", "["}, {"{}", `{"weeks":1}`}} {
		if s, err := Join("extend", []byte(bad[0]), []byte(bad[1])); err == nil {
			t.Errorf("Join(%v) = %+v, want an error", bad, s)
		}
	}
}
