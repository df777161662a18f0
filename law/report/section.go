package report

import "gongkai/paper"

// A Section is where a chapter stands in a document: its blocks from From up to
// and without To.
type Section struct{ From, To int }

// Sections finds the chapters in a document by their headings, as Read does,
// for showing the source of a chapter. What stands before the first is under
// Preface. A chapter whose heading is not found is not in it; a document in
// which none is found has no sections.
func Sections(doc *paper.Document) map[string]Section {
	lines := textLines(doc)
	markChapters(lines)
	sections := make(map[string]Section)
	last, from := Preface, 0
	end := func(to int) {
		if s, twice := sections[last]; twice {
			from = s.From
		}
		sections[last] = Section{from, to}
	}
	for i := range lines {
		if key := lines[i].chapter; key != "" {
			end(max(lines[i].block, from))
			last, from = key, lines[i].block
		}
	}
	if last == Preface {
		return nil
	}
	end(len(doc.Blocks))
	return sections
}
