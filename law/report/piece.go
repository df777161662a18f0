package report

// A piece is the text of a cell or a line, with what several passes over the
// document ask of it: each is found when first asked.
type piece struct {
	text      string
	whole     string // text folded
	outcome   string // the column of chapter 四 it names, or ""
	numbering int16  // bytes of whole that number the label
	row       int16  // of the lexicon, -1 for none
	known     uint8  // which of the above are found
	near      bool   // it is like some row's label
}

const (
	knowsWhole = 1 << iota
	knowsRow
	knowsOutcome
	knowsNear
)

// foldedAll returns the text folded with its numbering.
func (p *piece) foldedAll() string {
	if p.known&knowsWhole == 0 {
		whole, numbering := foldNumbered(p.text)
		p.whole, p.numbering = whole, int16(numbering)
		p.known |= knowsWhole
	}
	return p.whole
}

// folded returns the text folded without its numbering.
func (p *piece) folded() string { return p.foldedAll()[p.numbering:] }

// rowOf returns the row whose label is exactly the text, or -1.
func (p *piece) rowOf(w *lexicon) int {
	if p.known&knowsRow == 0 {
		p.row = -1
		if mayNameRow(p.text) {
			p.row = int16(w.rowNamed(p.text, p.folded()))
		}
		p.known |= knowsRow
	}
	return int(p.row)
}

// isNearRow says that the text is like some row's label, though it may be none.
func (p *piece) isNearRow(w *lexicon) bool {
	if p.known&knowsNear == 0 {
		folded := []rune(p.folded())
		p.near = len(folded) >= 2 && w.isNearRow(folded, 0.55)
		p.known |= knowsNear
	}
	return p.near
}

// outcomeOf returns the key of the outcome column that a head cell names.
func (p *piece) outcomeOf(w *lexicon) string {
	if p.known&knowsOutcome == 0 {
		p.outcome = w.outcomeOf(p.text)
		p.known |= knowsOutcome
	}
	return p.outcome
}
