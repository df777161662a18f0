package register

import "strings"

// plainLabel brings a label or an option into the form in which two are
// compared: half-width small letters, no spaces, no stars of required columns.
func plainLabel(text string) string {
	text = strings.ToLower(narrow(tidyRunes(text)))
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "", "*", "", ":", "", "：", "").Replace(text)
}

// splitKinds takes the keys out of [Row.Kind].
func splitKinds(kinds string) []string { return strings.Split(strings.Trim(kinds, ","), ",") }
