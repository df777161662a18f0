package report

import (
	"strings"

	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/markdown"
)

// oddForms are flattenings that were thought of rather than met: what other
// tools make of a table. Little of them need be read; nothing may be wrong.
var oddForms = []form{
	{name: "box characters", fills: true, render: flattened(boxed)},
	{name: "drawn with hyphens", fills: true, render: flattened(drawn)},
	{name: "commas", render: flattened(separated("，"))},
	{name: "full-width bars", render: flattened(separated("｜"))},
	{name: "semicolons", render: flattened(separated("; "))},
	{name: "tabs", render: flattened(separated("\t"))},
	{name: "alternating pipes, labels broken", render: flattenedBroken(alternatingPipes)},
	{name: "cellParagraphs, labels broken", render: flattenedBroken(cellParagraphs)},
	{name: "two spaces, blanks lost", render: flattened(twoSpaces)},
	{name: "column by column", render: flattened(columnMajor)},
	{name: "figures before labels", render: flattened(figuresFirst)},
	{name: "labels broken, a figure a line", render: flattened(brokenLines)},
	{name: "blanks as no-break spaces", render: flattened(hardBlanks)},
	{name: "sentences", render: flattened(sentences)},
	{name: "numbers run together", render: flattened(runTogether)},
	{name: "markdown with breaks", fills: true, render: (*specimen).markdown},
	{name: "csv", fills: true, render: (*specimen).csv},
}

func eachGridRow(t *paper.Table, f func(cells []string)) {
	g := t.Grid()
	for r := range g.Rows {
		cells := make([]string, g.Columns)
		for c := range g.Columns {
			if p := g.At(r, c); p.IsCorner(r, c) {
				cells[c] = oneLine(p.Text)
			}
		}
		f(cells)
	}
}

func boxed(b *strings.Builder, t *paper.Table) {
	b.WriteString("┌──┬──┐\n")
	eachGridRow(t, func(cells []string) {
		b.WriteString("│" + strings.Join(cells, "│") + "│\n├──┼──┤\n")
	})
}

func drawn(b *strings.Builder, t *paper.Table) {
	eachGridRow(t, func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n" + strings.Repeat("+------", len(cells)) + "+\n")
	})
}

func separated(by string) func(b *strings.Builder, t *paper.Table) {
	return func(b *strings.Builder, t *paper.Table) {
		eachRow(t, func(own, _ []string, _ int) { b.WriteString(strings.Join(own, by) + "\n") })
	}
}

func inked(cells []string) []string {
	var out []string
	for _, c := range cells {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

func twoSpaces(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) { b.WriteString(strings.Join(inked(own), "  ") + "\n") })
}

// columnMajor copies a table as some PDF viewers do, one column after the other.
func columnMajor(b *strings.Builder, t *paper.Table) {
	g := t.Grid()
	for c := range g.Columns {
		for r := range g.Rows {
			if p := g.At(r, c); p.IsCorner(r, c) && p.Text != "" {
				b.WriteString(oneLine(p.Text) + "\n")
			}
		}
	}
}

// figuresFirst leaves the figures of a row in front of its label.
func figuresFirst(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		var words, figures []string
		for _, c := range inked(own) {
			if isValueLike(c) {
				figures = append(figures, c)
			} else {
				words = append(words, c)
			}
		}
		for _, c := range append(figures, words...) {
			b.WriteString(c + "\n")
		}
	})
}

func brokenLines(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		for _, c := range inked(own) {
			for runes := []rune(c); len(runes) > 0; {
				n := min(9, len(runes))
				b.WriteString(string(runes[:n]) + "\n")
				runes = runes[n:]
			}
		}
	})
}

func hardBlanks(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		for _, c := range own {
			if c == "" {
				c = "\u00a0"
			}
			b.WriteString(c + "\n")
		}
	})
}

// sentences writes each row as one: 一、本年新收…：自然人5，商业企业0，…
func sentences(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		cells := inked(own)
		n := 0
		for i, c := range cells {
			if isValueLike(c) && n < len(formColumns) {
				cells[i] = formColumns[n].Label + c
				n++
			}
		}
		b.WriteString(strings.Join(cells, "，") + "。\n")
	})
}

// runTogether loses every space between figures.
func runTogether(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) { b.WriteString(strings.Join(own, "") + "\n") })
}

func (s *specimen) markdown() *paper.Document {
	doc, err := markdown.Read([]byte(s.flatten(func(b *strings.Builder, t *paper.Table) {
		first := true
		b.WriteString("\n")
		eachGridRow(t, func(cells []string) {
			for i, c := range cells {
				if runes := []rune(c); len(runes) > 6 && !isValueLike(c) {
					cells[i] = string(runes[:5]) + "<br>" + string(runes[5:])
				}
			}
			b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			if first {
				b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
			}
			first = false
		})
		b.WriteString("\n")
	})))
	if err != nil {
		return &paper.Document{}
	}
	return doc
}

func (s *specimen) csv() *paper.Document {
	doc, err := csv.Read([]byte(s.flatten(func(b *strings.Builder, t *paper.Table) {
		eachGridRow(t, func(cells []string) {
			b.WriteString(`"` + strings.Join(cells, `","`) + "\"\n")
		})
	})))
	if err != nil {
		return &paper.Document{}
	}
	return doc
}
