package report

// A Mark says what stands in a cell.
type Mark uint8

const (
	// Absent: the report has no such cell, or it could not be read.
	Absent Mark = iota
	// Reported: a number stands there; Figure.Number holds it, 0 included.
	Reported
	// Blank: the cell is there and empty. It counts as 0 in sums and is never
	// turned into 0.
	Blank
	// NotApplicable: one of / - — 无 不适用 stands there. It counts as 0 in
	// sums; Report.Raw keeps what stood there.
	NotApplicable
	// Text: words stand where a number must; Report.Raw keeps them.
	Text
)

// A Figure is what one cell of a report holds. The zero value is absent.
type Figure struct {
	Number Number // meaningful only when Mark is Reported
	Mark   Mark
}

// Reports returns the Figure of a number that was reported.
func Reports(n Number) Figure { return Figure{n, Reported} }

// IsNull says that the cell is in the report and holds no number; the exchange
// format writes null.
func (f Figure) IsNull() bool { return f.Mark >= Blank }

// IsThere says that the report has the cell, with a number or without.
func (f Figure) IsThere() bool { return f.Mark != Absent }

// OrZero returns the number of the cell, and 0 where none stands.
func (f Figure) OrZero() Number {
	if f.Mark != Reported {
		return Number{}
	}
	return f.Number
}
