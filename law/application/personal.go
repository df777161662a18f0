package application

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// personal lists by step the particulars, by their JSON keys, that hold or may
// hold personal data of a natural person: who keeps events seals them, and
// masks them in lists and in the audit. TestPersonal asks of every particular
// whether it belongs here.
var personal = map[string][]string{
	"submit":             {"applicants", "agent", "items", "form"},
	"receive":            {"how"},
	"transfer":           {"applicants", "items", "note"},
	"complete":           {"items", "identity", "phone", "email", "address", "postcode"},
	"change-delivery":    {"address"},
	"assign":             {"note"},
	"return":             {"reason"},
	"join-group":         {"reason"},
	"leave-group":        {"reason"},
	"split-off":          {"consent"},
	"require-correction": {"what"},
	"correct":            {"items", "note"},
	"lapse":              {"looked"},
	"ask-reasons":        {"why"},
	"give-reasons":       {"said"},
	"defer":              {"why"},
	"consult":            {"name"}, // a third party may be a natural person
	"opinion":            {"name", "reason"},
	"silence":            {"name"},
	"ask-units":          {"what"},
	"unit-opinion":       {"text"},
	"extend":             {"why"},
	"search":             {"where", "by", "terms", "result"},
	"weigh":              {"harm", "public"},
	"draft":              {"decisions", "note"},
	"review":             {"note"},
	"deliver":            {"how", "proof"},
	"withdraw":           {"reason"},
	"amend-reply":        {"reason", "decisions"},
	"reopen":             {"note"},
	"settle":             {"cause"},
	"amend-contest":      {"cause", "reason"},
	"chase":              {"whom", "note"},
	"comment":            {"text"},
}

// IsPersonal says whether a particular of a step, by its JSON key, holds or may
// hold personal data.
func IsPersonal(step, key string) bool { return slices.Contains(personal[step], key) }

// HasPersonal says whether any particular of a step may hold personal data.
func HasPersonal(step string) bool { return len(personal[step]) > 0 }

// Split returns the particulars of a step as two JSON objects: what holds no
// personal data, for the record, the audit and lists, and what may hold some,
// to be sealed; nil where there is none.
func Split(s Step) (plain, sealed []byte, err error) {
	data, err := Encode(s)
	if err != nil {
		return nil, nil, fmt.Errorf("encode %s: %w", s.name(), err)
	}
	all := make(map[string]json.RawMessage)
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, nil, fmt.Errorf("split %s: %w", s.name(), err)
	}
	secret := make(map[string]json.RawMessage)
	for key, value := range all {
		if IsPersonal(s.name(), key) {
			secret[key] = value
			delete(all, key)
		}
	}
	if plain, err = json.Marshal(all); err != nil || len(secret) == 0 {
		return plain, nil, err
	}
	sealed, err = json.Marshal(secret)
	return plain, sealed, err
}

// Join makes the step again from what [Split] returned; sealed is nil where
// there was none. What was destroyed at the end of its time is passed as nil
// too: the step is then without it.
func Join(name string, plain, sealed []byte) (Step, error) {
	if len(sealed) == 0 {
		return Decode(name, plain)
	}
	all, secret := make(map[string]json.RawMessage), make(map[string]json.RawMessage)
	if err := json.Unmarshal(plain, &all); err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	if err := json.Unmarshal(sealed, &secret); err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	maps.Copy(all, secret)
	data, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("join %s: %w", name, err)
	}
	return Decode(name, data)
}
