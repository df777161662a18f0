package report

import (
	"fmt"
	"slices"

	"gongkai/law"
)

// ComparisonSchema names the form in which a comparison is written as JSON.
const ComparisonSchema = "gongkai.compare/1"

// A Comparison sets two reports side by side, mostly one organ's of two years:
// cell by cell, and chapter by chapter what was copied. Its fields are written
// as JSON under the names given and never change their meaning.
type Comparison struct {
	Schema string `json:"schema"` // gongkai.compare/1
	Old    Side   `json:"old"`
	New    Side   `json:"new"`
	// Cells are the cells that both editions have, in the order of the form.
	Cells []Change `json:"cells"`
	// OnlyOld and OnlyNew are the cells that one edition has and the other has
	// not, as far as the report has them.
	OnlyOld []Standing       `json:"only_old"`
	OnlyNew []Standing       `json:"only_new"`
	Texts   []TextComparison `json:"texts"`
	// Limit is the share above which a text is called alike.
	Limit float64 `json:"limit"`
}

// A Side says which report stands on one side.
type Side struct {
	File    string `json:"file"`
	Organ   string `json:"organ"`
	Year    int    `json:"year"`
	Edition string `json:"edition"` // "" when nothing could be read
}

// A Change is one cell of both reports. Difference and Percent are nil where one
// of the cells is absent or holds words; a blank cell counts as 0.
type Change struct {
	Code       Code    `json:"code"`
	Label      string  `json:"label"`
	Old        *Number `json:"old"` // nil unless OldMark is reported
	OldMark    string  `json:"old_mark"`
	New        *Number `json:"new"`
	NewMark    string  `json:"new_mark"`
	Difference *Number `json:"difference"` // new − old
	// Percent is the difference as a percentage of old, half up with one
	// decimal; nil when old is under 30.
	Percent *Number `json:"percent"`
}

// A Standing is a cell that only one edition has.
type Standing struct {
	Code  Code    `json:"code"`
	Label string  `json:"label"`
	Value *Number `json:"value"`
	Mark  string  `json:"mark"`
}

// A TextComparison tells how much of a chapter's text stood in the old report.
type TextComparison struct {
	Chapter    string           `json:"chapter"`
	Heading    string           `json:"heading"`
	Share      float64          `json:"share"`  // of the windows of eight characters
	Enough     bool             `json:"enough"` // long enough for the share to say something
	Alike      bool             `json:"alike"`  // enough, and above the limit
	Paragraphs []ParagraphMatch `json:"paragraphs"`
}

// String returns the mark's name in the JSON of a comparison: absent, reported,
// blank, not_applicable, text.
func (m Mark) String() string {
	names := [...]string{"absent", "reported", "blank", "not_applicable", "text"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("mark(%d)", uint8(m))
}

// alikeLimit is the share above which a text of the report is called alike.
func (r *Report) alikeLimit() float64 {
	row, _ := law.SimilarityLimit.On("9999-12-31", r.names()...)
	return row.Value
}

// AlikeParagraphs returns the paragraphs of a text of the report that are alike
// to a paragraph of the previous text (雷同).
func (r *Report) AlikeParagraphs(text, previous string) []ParagraphMatch {
	limit := r.alikeLimit()
	return slices.DeleteFunc(MatchParagraphs(text, previous, r.names()...), func(m ParagraphMatch) bool {
		return !m.Enough || m.Share <= limit
	})
}

// Compare compares an old report with a new one.
func Compare(old, new *Report) *Comparison {
	c := &Comparison{Schema: ComparisonSchema, Old: sideOf(old), New: sideOf(new), Limit: new.alikeLimit(),
		Cells: []Change{}, OnlyOld: []Standing{}, OnlyNew: []Standing{}, Texts: []TextComparison{}}
	if new.Edition != nil {
		for _, code := range new.Edition.codes {
			if old.Edition == nil || !old.Edition.Has(code) {
				c.OnlyNew = appendStanding(c.OnlyNew, new, code)
				continue
			}
			c.Cells = append(c.Cells, changeOf(old, new, code))
		}
	}
	if old.Edition != nil {
		for _, code := range old.Edition.codes {
			if new.Edition == nil || !new.Edition.Has(code) {
				c.OnlyOld = appendStanding(c.OnlyOld, old, code)
			}
		}
	}
	names := append(new.names(), old.names()...)
	for _, chapter := range formChapters {
		text, before := new.Narrative[chapter.Key], old.Narrative[chapter.Key]
		if text == "" {
			continue
		}
		t := TextComparison{Chapter: chapter.Key, Heading: chapter.Number + "、" + chapter.Heading,
			Paragraphs: MatchParagraphs(text, before, names...)}
		t.Share, t.Enough = Similarity(text, before, names...)
		t.Alike = t.Enough && t.Share > c.Limit
		c.Texts = append(c.Texts, t)
	}
	return c
}

func sideOf(r *Report) Side {
	s := Side{File: r.File, Organ: r.Organ, Year: r.Year}
	if r.Edition != nil {
		s.Edition = r.Edition.Name
	}
	return s
}

func appendStanding(list []Standing, r *Report, code Code) []Standing {
	f := r.Figure(code)
	if !f.IsThere() {
		return list
	}
	return append(list, Standing{code, r.Edition.Label(code), f.orNil(), f.Mark.String()})
}

func changeOf(old, new *Report, code Code) Change {
	before, now := old.Figure(code), new.Figure(code)
	c := Change{Code: code, Label: new.Edition.Label(code),
		Old: before.orNil(), OldMark: before.Mark.String(), New: now.orNil(), NewMark: now.Mark.String()}
	if !before.counts() || !now.counts() {
		return c
	}
	difference := now.OrZero().Sub(before.OrZero())
	c.Difference = &difference
	if percent, ok := Rate(difference, before.OrZero()); ok {
		c.Percent = &percent
	}
	return c
}

// counts says that the figure is a number or stands for 0.
func (f Figure) counts() bool { return f.IsThere() && f.Mark != Text }

// IsChanged says that the two cells do not hold the same.
func (c Change) IsChanged() bool {
	return c.OldMark != c.NewMark || c.Difference != nil && c.Difference.Sign() != 0
}

// Says is the change as one sentence: 总计由58增加到72，增加14，增长24.1%。 It
// is "" where nothing can be reckoned.
func (c Change) Says() string {
	if c.Difference == nil {
		return ""
	}
	old, new := c.shown(c.Old, c.OldMark), c.shown(c.New, c.NewMark)
	d := c.Difference
	if d.Sign() == 0 {
		if c.IsChanged() { // 0 and blank, which count alike and are not the same
			return fmt.Sprintf("%s：由%s到%s，按0比较没有变化。", c.Label, old, new)
		}
		return fmt.Sprintf("%s：%s，没有变化。", c.Label, new)
	}
	word, grown := "增加", "增长"
	if d.Sign() < 0 {
		word, grown = "减少", "下降"
	}
	size := gap(*d, Number{})
	if c.Percent == nil {
		return fmt.Sprintf("%s：由%s到%s，%s%s。", c.Label, old, new, word, size)
	}
	return fmt.Sprintf("%s：由%s到%s，%s%s，%s%s%%。", c.Label, old, new, word, size, grown, oneDecimal(gap(*c.Percent, Number{})))
}

func (c Change) shown(n *Number, mark string) string {
	if n != nil {
		return n.show()
	}
	return map[string]string{"blank": "空白", "not_applicable": "不适用"}[mark]
}

// oneDecimal writes 24 as 24.0, because the others stand below it.
func oneDecimal(n Number) string {
	if n.IsInteger() {
		return n.String() + ".0"
	}
	return n.String()
}

// Says is the comparison of one chapter's text as one sentence.
func (t TextComparison) Says(limit float64) string {
	switch {
	case !t.Enough:
		return fmt.Sprintf("%s：文字过短，不计算相同的比例。", t.Heading)
	case t.Alike:
		return fmt.Sprintf("%s：%.1f%%与对比的报告相同，超过%.0f%%。", t.Heading, t.Share*100, limit*100)
	}
	return fmt.Sprintf("%s：%.1f%%与对比的报告相同。", t.Heading, t.Share*100)
}
