// Package narrative reads what the running text of an annual report (政府信息
// 公开工作年度报告) asserts about the organ's own whole year: the figures that can
// be held against the report's tables.
//
// It promises to say nothing rather than something doubtful. A figure is
// asserted only when the words around it name one cell of the form, the year is
// the report's own and whole, and the organ is the one that reports. Nothing is
// added up, subtracted or concluded; approximations, shares, growth, last
// year's, part-year, cumulative and other organs' figures are left alone. Two
// figures that contradict each other in one text assert neither.
//
// How: the text is normalised with a map back to the input (normal.go), cut into
// words of a fixed vocabulary and figures (token.go, number.go, lexicon.go), and
// walked clause by clause with a small context of topic, row, organ and time
// (clause.go, context.go, speaker.go, meaning.go, behind.go and the files of the
// tables); settle.go weighs what contradicts. The whole is one pass without
// regular expressions.
//
// It knows no tables and judges nothing; comparing with the tables is left to
// the checker, splitting a file into narrative and tables to the reader.
package narrative

import "strings"

// Statement is one figure the text asserts.
type Statement struct {
	// At is the code of the cell, as in the exchange format:
	// application.newly_received.total.
	At string
	// Or is another cell the same words may mean, empty if there is none: 受理
	// can be the new applications or those together with last year's, also
	// application.received_and_carried.natural_person and so on, which stands
	// for the sum of the column's first two rows. A table that agrees with
	// either does not contradict the text.
	Or string
	// Value is the figure in the unit of the cell (件, 万元 for
	// disclosure.fees.amount, 元 for the rest of the money), exact, in canonical
	// decimal notation: no exponent, no separators, no trailing zeros.
	Value string
	// Text is the clause the figure stands in, verbatim from the input.
	Text string
	// Start and End are the byte offsets in the input of the figure itself; of
	// the negation word where a negation asserts zero.
	Start, End int
}

// About is what is known about a report before its text is read. Zero fields
// are inferred from the text.
type About struct {
	Year  int    // the year reported on
	Organ string // the name of the reporting organ
}

// longest is how much text is read, in bytes: a hundred thousand characters, ten
// times what the longest reports write. What goes on beyond is no narrative but
// a file made to fill memory.
const longest = 300_000

// Read returns the figures text asserts, in the order of the text, each cell
// once. It may be given one sentence or a whole narrative.
func Read(text string, about About) []Statement {
	if len(text) > longest {
		end := strings.LastIndexAny(text[:longest], "\n。")
		text = text[:max(end, 0)]
	}
	t := normalise(text)
	tokens, figures := cut(t)
	tokens = settleTime(tokens, figures, ownYear(tokens, figures, about))
	tokens = nameBodies(tokens, t, about.Organ)
	w := walker{text: t, tokens: tokens, figures: figures, about: about, claims: make([]claim, 0, len(figures)+4)}
	w.walk()
	return settle(&w)
}
