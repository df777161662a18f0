package report

import (
	"strings"

	"gongkai/paper"
)

// publisherNames are the names under which pages give the publishing organ.
var publisherNames = map[string]bool{"发布机构": true, "发布单位": true, "公开主体": true, "发文机关": true, "制发机关": true,
	"信息来源": true, "文章来源": true, "来源": true, "contentsource": true, "发文单位": true, "公开责任部门": true, "发布部门": true, "author": true}

// publisherOpenings are the characters that those in Chinese begin with.
var publisherOpenings = func() (s hanSet) {
	for name := range publisherNames {
		if c, _ := decodeRune(name); isHan(c) {
			s.add(c)
		}
	}
	return s
}()

// mayNamePublisher says that a text does not begin with a character that none of
// those names begins with; most texts do.
func mayNamePublisher(text string) bool {
	c, _ := decodeRune(text)
	return publisherOpenings.has(c) || isTraditional(c) || !isHan(c) && text != "" && (c < '0' || c > '9')
}

// publisherOf finds the publishing organ that the page names beside the text.
func publisherOf(doc *paper.Document, grids []gridTable, lines []textLine) string {
	best := ""
	offer := func(s string) {
		if s = despace(strings.TrimSpace(s)); looksLikeOrgan(s) && len(s) > len(best) {
			best = s
		}
	}
	for _, f := range doc.Fields {
		if publisherNames[fold(f.Name)] {
			offer(f.Value)
		}
	}
	offer(doc.Author)
	for _, g := range grids {
		for row := 0; row < min(g.Rows, 12); row++ {
			for c := 0; c+1 < g.Columns; c++ {
				if p := g.At(row, c); p.IsCorner(row, c) && len(p.Text) < 40 && publisherNames[fold(p.Text)] {
					if next := g.At(row, c+p.Width); next != nil {
						offer(next.Text)
					}
				}
			}
		}
	}
	offerCells(doc, offer)
	for i := range lines {
		if i > 40 && i < len(lines)-20 || len(lines[i].text) > 300 {
			continue
		}
		if !strings.Contains(lines[i].text, "：") && strings.IndexByte(lines[i].text, ':') < 0 {
			continue // most lines: no name and value
		}
		for _, part := range strings.FieldsFunc(lines[i].text, func(c rune) bool { return c == ' ' || c == '\u3000' || c == '|' || c == '\t' }) {
			if name, value, found := cutColon(part); found && publisherNames[fold(name)] {
				offer(value)
			}
		}
	}
	return best
}

// offerCells offers what stands in flattened tables behind a cell that names the
// publishing organ.
func offerCells(doc *paper.Document, offer func(string)) {
	const mostRows, mostName = 12, 40
	for i := range doc.Blocks {
		t := doc.Blocks[i].Table
		if t == nil || !t.Loose {
			continue
		}
		for j := range min(len(t.Rows), mostRows) {
			cells := t.Rows[j].Cells
			for k := 0; k+1 < len(cells); k++ {
				if text := cells[k].Text; len(text) < mostName && mayNamePublisher(text) && publisherNames[fold(text)] {
					offer(cells[k+1].Text)
				}
			}
		}
	}
}

func cutColon(s string) (name, value string, found bool) {
	if name, value, found = strings.Cut(s, "："); found {
		return name, value, true
	}
	return strings.Cut(s, ":")
}
