package xlsx

import (
	"bytes"
	"strings"
)

// A readCell is a cell as its file shows it.
type readCell struct {
	text         string
	boxed        bool
	picture      bool
	uncalculated bool // a formula without a saved result
}

// readCell reads the cell whose start tag the scanner has just met, up to its
// end tag.
func (b *book) readCell(s *scanner) (readCell, error) {
	kind := string(s.attr("t"))
	style := b.style(s.attrInt("s"))
	p := &b.parts
	err := p.read(s)
	cell := readCell{boxed: style.boxed}
	switch {
	case err != nil:
		return cell, err
	case bytes.HasPrefix(p.formula, []byte("DISPIMG(")), bytes.HasPrefix(p.formula, []byte("_xlfn.DISPIMG(")):
		cell.picture = true // the way WPS puts a picture into a cell
	case p.hasFormula && !p.hasValue && !p.hasInline:
		cell.uncalculated = true
		cell.text = "=" + string(p.formula)
	case p.hasInline:
		cell.text = unescapeCell(string(p.inline))
	default:
		cell.text = b.value(kind, p, style)
	}
	return cell, nil
}

// value is the text of a stored value.
func (b *book) value(kind string, p *cellParts, style style) string {
	value := strings.TrimSpace(string(p.value))
	switch {
	case kind == "str":
		return unescapeCell(string(p.value))
	case value == "":
		return ""
	case kind == "s":
		i := parseIndex([]byte(value))
		if i < 0 || i >= len(b.strings) {
			b.missingStrings = true
			return ""
		}
		return b.strings[i]
	case kind == "b" && value == "1":
		return "TRUE"
	case kind == "b":
		return "FALSE"
	case kind == "e":
		return value
	case kind == "d":
		return isoDate(value)
	}
	return style.format.shown(decimal(value, p.hasFormula), b.from1904, b.fullDates)
}

// isoDate leaves out the time of a date at midnight.
func isoDate(value string) string {
	value = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(value), "Z"), ".000")
	return strings.TrimSuffix(value, "T00:00:00")
}

// cellParts are the texts inside a cell or a shared string, in memory used
// again for the next.
type cellParts struct {
	value, inline, formula          []byte
	hasValue, hasInline, hasFormula bool
}

// read reads to the end of the element. The reading aid (拼音) of a rich text
// is no part of it.
func (p *cellParts) read(s *scanner) error {
	*p = cellParts{value: p.value[:0], inline: p.inline[:0], formula: p.formula[:0]}
	var into *[]byte
	for depth, aid := 1, 0; depth > 0; {
		kind, err := s.next()
		if err != nil {
			return err
		}
		switch kind {
		case endOfFile:
			return errCutOff
		case startTag:
			depth++
			into = p.open(s)
			if aid == 0 && s.is("rPh") {
				aid = depth
			}
		case endTag:
			if depth == aid {
				aid = 0
			}
			depth--
			into = nil
		case text:
			if into == nil || aid != 0 {
				continue
			}
			if len(*into) > maxToken {
				return errTokenTooLong
			}
			*into = s.appendContent(*into)
		}
	}
	return nil
}

// open says where the text of the element goes.
func (p *cellParts) open(s *scanner) *[]byte {
	switch string(s.name) {
	case "v":
		p.hasValue = true
		return &p.value
	case "t":
		p.hasInline = true
		return &p.inline
	case "f":
		p.hasFormula = true
		return &p.formula
	}
	return nil
}
