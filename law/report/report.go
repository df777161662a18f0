package report

// A Report is what one organ reported for one year.
type Report struct {
	File    string // where it was read from, as the caller names it
	Title   string // as printed
	Organ   string // the fullest name of the reporting organ the file gives; "" when it gives none
	Year    int    // the year reported on; 0 when the file does not say
	Edition *Edition
	// Raw keeps what stood in a cell whose text is not the plain number:
	// 22（其中修订16件）, １２, +3, 减4, /, 若干.
	Raw map[Code]string
	// Narrative holds the text of the chapters, by chapter key, and under
	// Preface what stands between the title and chapter 一.
	Narrative map[string]string
	// Chapters are the keys of the chapters whose headings the file has, in the
	// order met.
	Chapters []string
	// Dates are the dates the file gives, as 2006-01-02; "" when it gives none.
	Dates Dates
	// Said are the figures the narrative asserts about the organ's own year.
	Said     []Said
	Warnings []Warning
	Findings []Finding

	// FiguresOnly says that the file is of a kind that holds figures and no text
	// (the long form), so that nothing can be said about chapters.
	FiguresOnly bool

	figures []Figure // by the edition's cell index
}

// Preface is the key in Report.Narrative of the text before chapter 一.
const Preface = "preface"

// Dates are the dates of a report as ISO 8601 civil dates.
type Dates struct {
	Signed    string // under the signature (成文日期)
	Published string // on the page around it (发布日期)
	From, To  string // the statistical period (统计期限)
}

// A Said is one figure that the narrative asserts.
type Said struct {
	At    Code
	Value Number
	Text  string // the words it was read from
	// Or is another figure the same words may mean, "" if there is none: 受理749件
	// may be the new applications or those together with last year's. A table
	// that agrees with either does not contradict the text.
	Or Code
}

// A Warning is something that could not be read or was read on an assumption.
// At names the cell, row or table concerned; it is "" for the whole file.
type Warning struct {
	Code  string // row_short, table_missing, …
	At    string
	Found string // what stands there, "" when nothing does
	Says  string // one Chinese sentence
}

// Severity grades a finding.
type Severity string

const (
	// Error is a contradiction the form or the law forbids.
	Error Severity = "error"
	// Caution is something a person must look at.
	Caution Severity = "warning"
	// Info is worth knowing.
	Info Severity = "info"
	// Uncertain is a finding whose premise (the level of the organ, the date of
	// publication) is inferred.
	Uncertain Severity = "uncertain"
)

// A Finding is one rule that a report breaks. Left and Right are the two sides
// of the comparison where the rule has one.
type Finding struct {
	Rule     string
	At       string
	Left     *Number
	Right    *Number // nil also where the cell is null
	Severity Severity
	Says     string // one Chinese sentence with the arithmetic in it
	Source   string // the text that orders the rule
}

// New returns an empty report on the edition: every cell is absent.
func New(e *Edition) *Report {
	return &Report{Edition: e, figures: make([]Figure, len(e.codes))}
}

// Figure returns what the cell holds; a code that is not in the edition is
// absent.
func (r *Report) Figure(code Code) Figure {
	if r.Edition == nil {
		return Figure{}
	}
	if i, ok := r.Edition.index[code]; ok {
		return r.figures[i]
	}
	return Figure{}
}

// Set puts a figure into a cell. It reports false, and changes nothing, when the
// edition has no such cell.
func (r *Report) Set(code Code, f Figure) bool {
	if r.Edition == nil {
		return false
	}
	i, ok := r.Edition.index[code]
	if ok {
		r.figures[i] = f
	}
	return ok
}

// Cells returns how many cells the report has, with a number or without.
func (r *Report) Cells() int {
	n := 0
	for _, f := range r.figures {
		if f.IsThere() {
			n++
		}
	}
	return n
}

func (r *Report) setRaw(code Code, text string) {
	if r.Raw == nil {
		r.Raw = make(map[Code]string)
	}
	r.Raw[code] = text
}

func (r *Report) warn(code, at, found, says string) {
	r.Warnings = append(r.Warnings, Warning{Code: code, At: at, Found: found, Says: says})
}

// Text returns the whole narrative in the order of the chapters, for looking for
// what it asserts.
func (r *Report) Text() string {
	size := 0
	for _, t := range r.Narrative {
		size += len(t) + 1
	}
	b := make([]byte, 0, size)
	for _, key := range [...]string{Preface, Overall, Disclosure, Application, Remedy, Problems, Other} {
		if t := r.Narrative[key]; t != "" {
			if len(b) > 0 {
				b = append(b, '\n')
			}
			b = append(b, t...)
		}
	}
	return string(b)
}
