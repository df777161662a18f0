package xlsx

import "strings"

// A style is what reading needs of a cell format.
type style struct {
	format format
	boxed  bool // has a border at its left or right, as cells of a table have
}

// Limits of the style part.
const (
	maxStyles     = 70_000 // Excel allows 65,490
	maxFormats    = 1024   // Excel allows 250
	longestFormat = 255
)

// readStyles reads the cell formats in their order.
func (a *archive) readStyles(name string) ([]style, error) {
	r := styleReader{codes: map[int]string{}, formats: map[int]format{}}
	err := a.each(name, r.visit)
	return r.styles, err
}

type styleReader struct {
	section string // the list we are in
	codes   map[int]string
	formats map[int]format // parsed, by number
	boxed   []bool         // by border
	styles  []style
}

func (r *styleReader) visit(s *scanner) {
	switch name := string(s.name); name {
	case "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
		r.section = name
	case "numFmt":
		if code := s.attrText("formatCode"); r.section == "numFmts" && len(r.codes) < maxFormats && len(code) <= longestFormat {
			r.codes[s.attrInt("numFmtId")] = code
		}
	case "border":
		if r.section == "borders" && len(r.boxed) < maxStyles {
			r.boxed = append(r.boxed, false)
		}
	case "left", "right", "start", "end":
		if line := s.attr("style"); r.section == "borders" && len(r.boxed) > 0 && len(line) > 0 && string(line) != "none" {
			r.boxed[len(r.boxed)-1] = true
		}
	case "xf":
		if r.section == "cellXfs" && len(r.styles) < maxStyles {
			r.styles = append(r.styles, r.style(s))
		}
	}
}

func (r *styleReader) style(s *scanner) style {
	id, border := s.attrInt("numFmtId"), s.attrInt("borderId")
	f, ok := r.formats[id]
	if code, isOwn := r.codes[id]; !ok && isOwn {
		f = parseFormat(code)
		r.formats[id] = f
	} else if !ok {
		f = parseFormat(builtinFormats[id])
	}
	return style{
		format: f,
		boxed:  border >= 0 && border < len(r.boxed) && r.boxed[border],
	}
}

// builtinFormats are the formats a file names by number only, as Chinese Excel
// shows them. Formats of numbers are left out: numbers are read exactly.
var builtinFormats = map[int]string{
	9: "0%", 10: "0.00%",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m/d/yy", 31: `yyyy"年"m"月"d"日"`,
	32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`, 34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`,
	55: `上午/下午h"时"mm"分"`, 56: `上午/下午h"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

// A format says how a number is shown if that changes its words: as a date or
// as a percentage. The zero format shows the number itself.
type format struct {
	date     []piece
	percent  bool
	decimals int // of a percentage
}

// A piece is a part of a date format: a run of one letter, or literal text.
type piece struct {
	letter  byte // y m d h s, e for the year, a for the weekday, p for the half day, 0 for literal
	width   int
	literal string
	elapsed bool // [h]: counts on beyond a day
}

// parseFormat reads the section of a format code that applies to positive
// numbers.
func parseFormat(code string) format {
	if code == "" || strings.EqualFold(code, "general") || strings.Contains(code, "通用格式") {
		return format{}
	}
	p := formatParser{rest: code}
	for p.rest != "" && p.rest[0] != ';' {
		p.step()
	}
	switch {
	case p.isDate && !p.digits:
		return format{date: p.pieces}
	case p.percent:
		return format{percent: true, decimals: p.decimals}
	}
	return format{}
}

type formatParser struct {
	rest                    string
	pieces                  []piece
	isDate, digits, percent bool
	afterPoint              bool
	decimals                int
}

func (p *formatParser) step() {
	switch c := p.rest[0]; c {
	case '"':
		literal, rest, _ := strings.Cut(p.rest[1:], `"`)
		p.literal(literal)
		p.rest = rest
	case '\\', '!':
		p.rest = p.rest[1:]
		p.literalRune()
	case '_', '*': // the width of a character, or a character to fill with
		p.rest = p.rest[1:]
		p.skipRune()
	case '[':
		inner, rest, _ := strings.Cut(p.rest[1:], "]")
		p.rest = rest
		if c := strings.Trim(strings.ToLower(inner), "hms"); c == "" && inner != "" {
			p.letter(inner[0]|0x20, len(inner), true)
		}
	case '0', '#', '?':
		p.digits = true
		if p.afterPoint {
			p.decimals++
		}
		p.rest = p.rest[1:]
	case '.':
		p.afterPoint = true
		p.literalRune()
	case '%':
		p.percent = true
		p.literalRune()
	default:
		p.word()
	}
}

// word takes the letters of dates and whatever else stands unquoted.
func (p *formatParser) word() {
	for _, half := range [...]string{"AM/PM", "am/pm", "A/P", "上午/下午"} {
		if rest, ok := strings.CutPrefix(p.rest, half); ok {
			p.rest = rest
			p.pieces = append(p.pieces, piece{letter: 'p'})
			return
		}
	}
	c := p.rest[0] | 0x20
	if strings.IndexByte("ymdhsea", c) < 0 {
		p.literalRune()
		return
	}
	n := 1
	for n < len(p.rest) && p.rest[n]|0x20 == c {
		n++
	}
	p.rest = p.rest[n:]
	p.letter(c, n, false)
}

func (p *formatParser) letter(c byte, width int, elapsed bool) {
	p.pieces = append(p.pieces, piece{letter: c, width: width, elapsed: elapsed})
	p.isDate = p.isDate || c != 'e' && c != 'a'
}

func (p *formatParser) literal(text string) {
	p.pieces = append(p.pieces, piece{literal: text})
}

func (p *formatParser) literalRune() {
	before := p.rest
	p.skipRune()
	p.literal(before[:len(before)-len(p.rest)])
}

func (p *formatParser) skipRune() {
	for i := range p.rest {
		if i > 0 {
			p.rest = p.rest[i:]
			return
		}
	}
	p.rest = ""
}
