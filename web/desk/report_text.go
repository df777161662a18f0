package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/web"
)

// A textPiece is a piece of a paragraph: plain, or the words that a finding is
// about, with the finding's number and in short what is wrong.
type textPiece struct {
	Text string
	ID   string    // "" of a plain piece
	Ref  *web.Link // nil of a plain piece
	Says string    // 文中13条，登记簿12条
	Off  bool      // nobody has explained it
	// IsLive says that a name in the chapter gives it: it follows the records.
	IsLive bool
}

// A paragraph is its pieces.
type paragraph []textPiece

func sentenceID(i int) string { return "s" + strconv.Itoa(i+1) }

// said are the places in chapters that findings are about.
func (l *liveReport) said() []filing.Said {
	if l.sentences == nil {
		l.sentences = filing.SaidIn(l.Report, l.Findings)
		if l.sentences == nil {
			l.sentences = []filing.Said{}
		}
	}
	return l.sentences
}

// textOf is the text of a chapter with the findings beside its sentences; raw is
// how it is written, with names where values stand.
func (l *liveReport) textOf(key, raw string) []paragraph {
	text, marks := l.Report.Narrative[key], l.marksIn(key)
	if filled, told := filing.FillMarked(strings.TrimSpace(strings.ReplaceAll(raw, "\r\n", "\n")), l.Facts.Values(l.Report)); filled == text {
		for _, s := range told {
			marks = append(marks, textMark{s.Start, s.End, textPiece{IsLive: true}})
		}
	}
	slices.SortStableFunc(marks, func(a, b textMark) int { return a.start - b.start })
	return marked(text, marks)
}

// A textMark is a piece of a text that a finding is about.
type textMark struct {
	start, end int
	piece      textPiece
}

func (l *liveReport) marksIn(key string) (marks []textMark) {
	for _, s := range l.said() {
		if s.Chapter != key {
			continue
		}
		j := &l.Judged[s.Finding]
		p := textPiece{ID: sentenceID(s.Finding), Ref: &web.Link{Text: strconv.Itoa(s.Finding + 1), Address: "#f" + strconv.Itoa(s.Finding+1)}, Says: beside(&j.Finding, l.Report), Off: j.Waiver == nil}
		marks = append(marks, textMark{s.Start, s.End, p})
	}
	return marks
}

// beside says in short how the words and the figure differ.
func beside(f *report.Finding, r *report.Report) string {
	if f.Left == nil || f.Right == nil {
		return ""
	}
	what, noun := "表中", ""
	if _, figure, ok := register.Computed(report.Code(f.At)); ok && !r.Edition.Has(report.Code(f.At)) {
		what, noun = "登记簿", figure.Noun
	}
	return fmt.Sprintf("文中%s%s，%s%s%s", f.Left, noun, what, f.Right, noun)
}

// marked parts a text into paragraphs and these where the marks begin and end.
// Marks that lie over each other keep the first.
func marked(text string, marks []textMark) (all []paragraph) {
	start := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		end := start + len(line)
		var p paragraph
		at := start
		for _, m := range marks {
			if m.start < at || m.end > end {
				continue
			}
			if m.start > at {
				p = append(p, textPiece{Text: text[at:m.start]})
			}
			piece := m.piece
			piece.Text = text[m.start:m.end]
			p = append(p, piece)
			at = m.end
		}
		if rest := strings.TrimSpace(text[at:end]); rest != "" {
			p = append(p, textPiece{Text: rest})
		}
		if len(p) > 0 {
			p[0].Text = strings.TrimLeft(p[0].Text, " \t\u3000")
			all = append(all, p)
		}
		start = end
	}
	return all
}
