package application

import (
	"fmt"
	"slices"
	"strings"
)

// A Rule is one row of the procedure as tables show it.
type Rule struct {
	Step   Step
	Verb   string // with the party where a step has several rows
	Roles  []Role
	From   []State // the empty State is that of a case that does not exist yet
	To     State   // "" leaves the state as it is
	Effect Effect
	// Basis is the provision, as letters print it, "" for none; Words are the words
	// it is quoted with, or why the step is needed where nothing is quoted.
	Basis, Words string
}

// Procedure returns the rows of the procedure in their order, for the page that
// explains it, for buttons and for documents.
func Procedure() (all []Rule) {
	for _, r := range procedure {
		rule := Rule{Step: r.step, Verb: Verb(r.step), Roles: slices.Clone(r.roles), From: slices.Clone(r.from), To: r.to, Effect: r.effect, Basis: r.cite.String(), Words: r.own}
		if label := Party(r.step.variant()).Label(); label != "" {
			rule.Verb += "（" + label + "）"
		}
		if r.cite.Quotes() {
			rule.Words = "“" + r.cite.Quote + "”"
		}
		all = append(all, rule)
	}
	return all
}

// Matrix tells as text who may take which step in which state: a line for every
// step and role that has any, a column for every state.
func Matrix() string {
	var b strings.Builder
	columns := append([]State{""}, States()...)
	fmt.Fprintf(&b, "%-20s %-12s %-10s", "step", "", "role")
	for _, s := range columns {
		fmt.Fprintf(&b, " %-15s", orStart(s))
	}
	b.WriteString("\n")
	for _, v := range variants() {
		for _, role := range Roles() {
			var cells strings.Builder
			for _, s := range columns {
				cells.WriteString(" " + fmt.Sprintf("%-15s", cell(v, role, s)))
			}
			if strings.TrimSpace(strings.ReplaceAll(cells.String(), "-", "")) != "" {
				b.WriteString(strings.TrimRight(fmt.Sprintf("%-20s %-12s %-10s%s", Name(v), v.variant(), role, cells.String()), " ") + "\n")
			}
		}
	}
	return b.String()
}

// variants lists every step with every variant that has rows of its own.
func variants() (all []Step) {
	for i := range procedure {
		s := procedure[i].step
		known := slices.ContainsFunc(all, func(v Step) bool { return v.name() == s.name() && v.variant() == s.variant() })
		if !known {
			all = append(all, s)
		}
	}
	return all
}

func orStart(s State) string {
	if s == "" {
		return "(none)"
	}
	return string(s)
}

// cell is the state that a step leads to, = for the same one, - for none.
func cell(s Step, role Role, from State) string {
	r := ruleFor(s, from)
	switch {
	case r == nil || !slices.Contains(r.roles, role):
		return "-"
	case r.to == "":
		return "="
	}
	return string(r.to)
}
