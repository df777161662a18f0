package application

import "slices"

// personal lists by step the particulars, by their JSON keys, that hold or may
// hold personal data of a natural person: who keeps events seals them, and
// masks them in lists and in the audit. TestPersonal asks of every particular
// whether it belongs here.
var personal = map[string][]string{
	"submit":             {"applicants", "agent", "items", "form"},
	"receive":            {"how"},
	"change-delivery":    {"address"},
	"assign":             {"note"},
	"return":             {"reason"},
	"require-correction": {"what"},
	"correct":            {"items", "note"},
	"lapse":              {"looked"},
	"ask-reasons":        {"why"},
	"give-reasons":       {"said"},
	"defer":              {"why"},
	"consult":            {"name"}, // a third party may be a natural person
	"opinion":            {"name", "reason"},
	"silence":            {"name"},
	"extend":             {"why"},
	"search":             {"where", "by", "terms", "result"},
	"weigh":              {"harm", "public"},
	"draft":              {"decisions", "note"},
	"review":             {"note"},
	"deliver":            {"how", "proof"},
	"withdraw":           {"reason"},
	"amend-reply":        {"reason", "decisions"},
	"reopen":             {"note"},
	"chase":              {"whom", "note"},
	"comment":            {"text"},
}

// IsPersonal says whether a particular of a step, by its JSON key, holds or may
// hold personal data.
func IsPersonal(step, key string) bool { return slices.Contains(personal[step], key) }

// HasPersonal says whether any particular of a step may hold personal data.
func HasPersonal(step string) bool { return len(personal[step]) > 0 }
