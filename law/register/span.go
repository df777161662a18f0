package register

import "gongkai/law/calendar"

// A Span is the days an entry speaks for.
type Span struct {
	// Group keeps apart what may lie over each other: totals of licences and of
	// another kind of the same register. "" is a group of its own.
	Group       string
	From, Until calendar.Date // both included
	// Total says that the entry stands for everything of its group in the span.
	Total bool
}

// Overlaps says whether two entries would count the same thing twice: their
// days meet, and one of them is a total.
func (s Span) Overlaps(t Span) bool {
	return s.Group == t.Group && (s.Total || t.Total) && s.From <= t.Until && t.From <= s.Until
}
