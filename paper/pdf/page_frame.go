package pdf

import (
	"slices"

	"gongkai/paper"
)

const (
	frameWidth  = 72 // a frame around a word in a cell is no wider
	frameHeight = 24 // and no higher
	frameLeast  = 6
	frameSlack  = 1.5
)

// withoutFrames leaves out the small frames around words that stand in the cells of a
// table, such as the one our own reports have around 未填. The sides of a frame end
// at its corners; those of a cell go on, or meet lines that do. It returns the frames
// left out, too.
func withoutFrames(rules []rule) (kept []rule, frames []box) {
	var short []int
	for i, r := range rules {
		if !r.upright && r.to-r.from <= frameWidth {
			short = append(short, i)
		}
	}
	framed := map[int]box{} // by the index of a side
	for n, i := range short {
		for _, j := range short[n+1:] {
			a, b := rules[i], rules[j]
			high := abs(a.at - b.at)
			if abs(a.from-b.from) > frameSlack || abs(a.to-b.to) > frameSlack || high < frameLeast || high > frameHeight {
				continue
			}
			frame := a.extent().union(b.extent())
			if sides, ok := sidesOf(frame, rules); ok {
				for _, side := range append(sides, i, j) {
					framed[side] = frame
				}
			}
		}
	}
	if len(framed) == 0 {
		return rules, nil
	}
	for i, r := range rules {
		if _, is := framed[i]; !is {
			kept = append(kept, r)
		}
	}
	tables := gridFrames(kept)
	for i, r := range rules {
		switch frame, is := framed[i]; {
		case !is:
		case insideAny(tables, frame):
			if !slices.Contains(frames, frame) {
				frames = append(frames, frame)
			}
		default:
			kept = append(kept, r)
		}
	}
	return kept, frames
}

// withoutBlankMarks leaves out the marks that our own reports put, in such a frame,
// where a cell is blank.
func withoutBlankMarks(glyphs []glyph, frames []box) []glyph {
	for _, f := range frames {
		inside := func(g glyph) bool { return f.contains(g.middleX(), g.middleY()) }
		var mark []rune
		for _, g := range glyphs {
			if inside(g) {
				mark = append(mark, g.char)
			}
		}
		if string(mark) == paper.BlankMark {
			glyphs = slices.DeleteFunc(glyphs, inside)
		}
	}
	return glyphs
}

// sidesOf returns the upright lines that are sides of a frame and no more; ok is false
// when one of them goes on above or below it.
func sidesOf(frame box, rules []rule) (sides []int, ok bool) {
	for i, r := range rules {
		if !r.upright || abs(r.at-frame.x0) > frameSlack && abs(r.at-frame.x1) > frameSlack || r.to < frame.y0 || r.from > frame.y1 {
			continue
		}
		if r.from < frame.y0-frameSlack || r.to > frame.y1+frameSlack {
			return nil, false
		}
		sides = append(sides, i)
	}
	return sides, true
}
