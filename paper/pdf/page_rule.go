package pdf

import (
	"math"
	"slices"
)

// A rule is a straight horizontal or vertical line as a reader sees it: a
// stroke, an edge of a stroked rectangle, or a filled rectangle so thin that it
// is a line.
type rule struct {
	upright bool
	at      float32 // x of an upright rule, y of a level one
	from    float32
	to      float32
}

const (
	ruleThickness = 3.2 // a filled box thinner than this is a line
	ruleLength    = 3   // shorter lines are dots of a pattern or parts of a drawing
	ruleSlant     = 0.8 // a line whose ends differ by less is straight
)

const (
	objectPath  = 2
	objectImage = 3
	objectForm  = 5

	segmentLine   = 0
	segmentBezier = 1
	segmentMove   = 2
)

// A matrix maps the space of a form object to the page.
type matrix [6]float32

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) apply(x, y float32) (float32, float32) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// then returns the matrix that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		n[0]*m[0] + n[2]*m[1], n[1]*m[0] + n[3]*m[1],
		n[0]*m[2] + n[2]*m[3], n[1]*m[2] + n[3]*m[3],
		n[0]*m[4] + n[2]*m[5] + n[4], n[1]*m[4] + n[3]*m[5] + n[5],
	}
}

func (x *extractor) readObjects(page uint64) {
	count := int(int32(x.e.call("FPDFPage_CountObjects", page)))
	if count > maxPageObjects {
		count, x.content.cut = maxPageObjects, true
	}
	for i := range max(0, count) {
		x.readObject(x.e.call("FPDFPage_GetObject", page, uint64(i)), identity, 0)
		if x.segments > maxPageSegments || x.e.err != nil {
			x.content.cut = true
			return
		}
	}
}

func (x *extractor) readObject(object uint64, to matrix, depth int) {
	x.segments++
	switch x.e.call("FPDFPageObj_GetType", object) {
	case objectPath:
		x.readPath(object, to)
	case objectImage:
		if b, ok := x.bounds(object, to); ok {
			x.content.pictures = append(x.content.pictures, b)
		}
	case objectForm:
		if depth < maxFormDepth {
			x.readForm(object, to, depth+1)
		}
	}
}

func (x *extractor) readForm(form uint64, to matrix, depth int) {
	inner := x.matrix(form).then(to)
	count := int(int32(x.e.call("FPDFFormObj_CountObjects", form)))
	for i := range max(0, count) {
		if x.segments > maxPageSegments || x.e.err != nil {
			return
		}
		x.readObject(x.e.call("FPDFFormObj_GetObject", form, uint64(i)), inner, depth)
	}
}

func (x *extractor) matrix(object uint64) matrix {
	var m matrix
	if x.e.call("FPDFPageObj_GetMatrix", object, uint64(x.e.scratch)) == 0 {
		return identity
	}
	x.e.floats(x.e.scratch, m[:])
	return m
}

// bounds returns the box of an object as a reader sees it.
func (x *extractor) bounds(object uint64, to matrix) (box, bool) {
	at := uint64(x.e.scratch) // left, bottom, right, top
	if x.e.call("FPDFPageObj_GetBounds", object, at, at+4, at+8, at+12) == 0 {
		return box{}, false
	}
	var b [4]float32
	x.e.floats(x.e.scratch, b[:])
	xa, ya := to.apply(b[0], b[1])
	xb, yb := to.apply(b[2], b[3])
	return x.turn(upward(xa, ya, xb, yb)), true
}

// readPath turns a drawn path into rules. One call tells the bounds; only a
// path that is no thin bar by itself has its segments read.
func (x *extractor) readPath(path uint64, to matrix) {
	b, ok := x.bounds(path, to)
	if !ok {
		return
	}
	at := uint64(x.e.scratch)
	if x.e.call("FPDFPath_GetDrawMode", path, at, at+4) == 0 {
		return
	}
	fills, strokes := x.e.word(x.e.scratch) != 0, x.e.word(x.e.scratch+4) != 0
	ink := x.inkOf(path, fills, strokes)
	switch {
	case ink == noInk:
	case b.width() < ruleLength && b.height() < ruleLength:
		if ink == darkInk {
			x.addDot(b)
		}
	case min(b.width(), b.height()) > ruleThickness:
		if ink == darkInk {
			x.readSegments(path, x.matrix(path).then(to), fills, strokes)
		}
	case ink == darkInk:
		x.content.rules = addBar(x.content.rules, b)
	case len(x.pale) < maxPale:
		x.pale = addBar(x.pale, b)
	}
}

// How a path looks on white paper.
type ink int

const (
	noInk   ink = iota // transparent, or not painted
	paleInk            // white
	darkInk
)

func (x *extractor) inkOf(path uint64, fills, strokes bool) ink {
	switch {
	case fills && strokes:
		return darkInk
	case fills:
		return x.inkBy(path, "FPDFPageObj_GetFillColor")
	case strokes:
		return x.inkBy(path, "FPDFPageObj_GetStrokeColor")
	}
	return noInk
}

func (x *extractor) inkBy(path uint64, function string) ink {
	at := uint64(x.e.scratch) + 16
	if x.e.call(function, path, at, at+4, at+8, at+12) == 0 {
		return darkInk
	}
	r, g, b, a := x.e.word(uint32(at)), x.e.word(uint32(at)+4), x.e.word(uint32(at)+8), x.e.word(uint32(at)+12)
	switch {
	case a < 8:
		return noInk
	case min(r, g, b) > 248:
		return paleInk
	}
	return darkInk
}

// addBar adds the rule a thin box stands for.
func addBar(rules []rule, b box) []rule {
	r := rule{upright: false, at: b.middleY(), from: b.x0, to: b.x1}
	if b.height() > b.width() {
		r = rule{upright: true, at: b.middleX(), from: b.y0, to: b.y1}
	}
	if r.to-r.from < ruleLength {
		return rules
	}
	return append(rules, r)
}

// A pen follows the segments of a path.
type pen struct {
	x              *extractor
	fills, strokes bool
	start, last    [2]float32
	drawn          box // of the subpath
	points         int
	curved         bool
	slanted        bool
}

func (x *extractor) readSegments(path uint64, to matrix, fills, strokes bool) {
	count := int(int32(x.e.call("FPDFPath_CountSegments", path)))
	p := pen{x: x, fills: fills, strokes: strokes}
	at := uint64(x.e.scratch) + 32
	for i := range max(0, count) {
		if x.segments++; x.segments > maxPageSegments {
			return
		}
		segment := x.e.call("FPDFPath_GetPathSegment", path, uint64(i))
		x.e.call("FPDFPathSegment_GetPoint", segment, at, at+4)
		var point [2]float32
		x.e.floats(uint32(at), point[:])
		point[0], point[1] = to.apply(point[0], point[1])
		switch x.e.call("FPDFPathSegment_GetType", segment) {
		case segmentMove:
			p.finish()
			p.start, p.last, p.points, p.curved, p.slanted = point, point, 1, false, false
			p.drawn = box{point[0], point[1], point[0], point[1]}
		case segmentLine:
			p.line(point)
		default:
			p.curved, p.last = true, point
		}
		if x.e.call("FPDFPathSegment_GetClose", segment) != 0 {
			p.line(p.start)
		}
	}
	p.finish()
}

func (p *pen) line(to [2]float32) {
	b := p.x.turn(upward(p.last[0], p.last[1], to[0], to[1]))
	straight := min(b.width(), b.height()) <= ruleSlant
	if p.strokes && straight {
		p.x.content.rules = addBar(p.x.content.rules, b)
	}
	p.slanted = p.slanted || !straight
	p.drawn = p.drawn.union(box{to[0], to[1], to[0], to[1]})
	p.last = to
	p.points++
}

// finish ends a subpath: one that is filled and thin is a line, another rectangle a
// shade.
func (p *pen) finish() {
	if !p.fills || p.strokes || p.curved || p.points < 3 {
		return
	}
	b := p.x.turn(p.drawn)
	switch {
	case min(b.width(), b.height()) <= ruleThickness:
		p.x.content.rules = addBar(p.x.content.rules, b)
	case !p.slanted && p.points >= 4 && p.points <= 6:
		p.x.addPanel(b)
	}
}

// joinRules puts together the lines that continue one another, as browsers draw
// each side of each cell by itself. It says whether there are too many lines.
func joinRules(rules []rule) (joined []rule, tooMany bool) {
	rules = slices.DeleteFunc(rules, func(r rule) bool { return !r.finite() })
	sortRules(rules)
	for _, r := range rules {
		if n := len(joined); n > 0 {
			last := &joined[n-1]
			if last.upright == r.upright && r.band() == last.band() && r.from <= last.to+ruleSlant && r.from >= last.from {
				last.to = max(last.to, r.to)
				continue
			}
		}
		joined = append(joined, r)
	}
	if lines, rest := joinDashes(joined); len(lines) > 0 {
		joined = append(rest, lines...)
	}
	if len(joined) > maxPageRules {
		return nil, true
	}
	return joined, false
}

// band is the strip of half a point in which a rule lies.
func (r rule) band() int { return int(math.Floor(float64(r.at) * 2)) }

// finite says whether all numbers of a rule can be reckoned with.
func (r rule) finite() bool {
	for _, v := range [...]float32{r.at, r.from, r.to} {
		if v64 := float64(v); math.IsNaN(v64) || math.Abs(v64) > 1e6 {
			return false
		}
	}
	return true
}
