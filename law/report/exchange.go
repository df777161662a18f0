package report

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"unicode/utf8"
)

// Schema names the exchange format.
const Schema = "gongkai.report/1"

// AppendJSON appends the report in the exchange format gongkai.report/1 as
// canonical JSON (RFC 8785): members sorted, no white space, so that equal
// reports are equal bytes and can be signed.
func (r *Report) AppendJSON(b []byte) []byte {
	b = append(b, '{')
	if r.Edition != nil {
		b = append(b, `"cells":`...)
		b = r.appendCells(b)
		b = append(b, ',')
	}
	b = appendStrings(append(b, `"chapters":`...), r.Chapters)
	b = r.appendDates(append(b, ',', '"', 'd', 'a', 't', 'e', 's', '"', ':'))
	if r.Edition != nil {
		b = appendString(append(b, `,"edition":`...), r.Edition.Name)
	}
	b = appendString(append(b, `,"file":`...), r.File)
	b = r.appendFindings(append(b, `,"findings":`...))
	b = appendMap(append(b, `,"narrative":`...), r.Narrative)
	b = appendString(append(b, `,"organ":`...), r.Organ)
	b = r.appendRaw(append(b, `,"raw":`...))
	b = r.appendSaid(append(b, `,"said":`...))
	b = appendString(append(b, `,"schema":`...), Schema)
	b = appendString(append(b, `,"title":`...), r.Title)
	b = r.appendWarnings(append(b, `,"warnings":`...))
	b = append(b, `,"year":`...)
	if r.Year == 0 {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, int64(r.Year), 10)
	}
	return append(b, '}')
}

// JSON returns the report in the exchange format.
func (r *Report) JSON() []byte { return r.AppendJSON(make([]byte, 0, 16<<10)) }

func (r *Report) appendCells(b []byte) []byte {
	b = append(b, '{')
	first := true
	for _, i := range r.Edition.sorted {
		f := r.figures[i]
		if f.Mark == Absent {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = append(b, r.Edition.codes[i]...)
		b = append(b, '"', ':')
		if f.Mark == Reported {
			b = appendNumber(b, f.Number)
		} else {
			b = append(b, "null"...)
		}
	}
	return append(b, '}')
}

// appendNumber writes a number as ECMAScript prints it, which RFC 8785 asks for.
// Fifteen digits are exact there; only numbers below a millionth take an
// exponent.
func appendNumber(b []byte, n Number) []byte {
	if n.scale == 0 {
		return strconv.AppendInt(b, n.coef, 10)
	}
	if f := math.Abs(n.Float64()); f < 1e-6 {
		b = strconv.AppendFloat(b, n.Float64(), 'e', -1, 64)
		return append(b[:len(b)-2], b[len(b)-1]) // Go writes e-07 where ECMAScript has e-7
	}
	return append(b, n.String()...)
}

func appendPointer(b []byte, n *Number) []byte {
	if n == nil {
		return append(b, "null"...)
	}
	return appendNumber(b, *n)
}

func (r *Report) appendDates(b []byte) []byte {
	b = append(b, '{')
	first := true
	for _, d := range [...]struct{ key, value string }{{"from", r.Dates.From}, {"published", r.Dates.Published}, {"signed", r.Dates.Signed}, {"to", r.Dates.To}} {
		if d.value == "" {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = appendString(append(appendString(b, d.key), ':'), d.value)
	}
	return append(b, '}')
}

func (r *Report) appendFindings(b []byte) []byte {
	b = append(b, '[')
	for i := range r.Findings {
		f := &r.Findings[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(b, `{"at":`...), f.At)
		b = appendPointer(append(b, `,"left":`...), f.Left)
		b = appendPointer(append(b, `,"right":`...), f.Right)
		b = appendString(append(b, `,"rule":`...), f.Rule)
		b = appendString(append(b, `,"says":`...), f.Says)
		b = appendString(append(b, `,"severity":`...), string(f.Severity))
		b = appendString(append(b, `,"source":`...), f.Source)
		b = append(b, '}')
	}
	return append(b, ']')
}

func (r *Report) appendWarnings(b []byte) []byte {
	b = append(b, '[')
	for i := range r.Warnings {
		w := &r.Warnings[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(b, `{"at":`...), w.At)
		b = appendString(append(b, `,"code":`...), w.Code)
		b = appendString(append(b, `,"found":`...), w.Found)
		b = appendString(append(b, `,"says":`...), w.Says)
		b = append(b, '}')
	}
	return append(b, ']')
}

func (r *Report) appendSaid(b []byte) []byte {
	b = append(b, '[')
	for i := range r.Said {
		s := &r.Said[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(b, `{"at":`...), string(s.At))
		b = appendString(append(b, `,"text":`...), s.Text)
		b = appendNumber(append(b, `,"value":`...), s.Value)
		b = append(b, '}')
	}
	return append(b, ']')
}

func (r *Report) appendRaw(b []byte) []byte {
	keys := make([]string, 0, len(r.Raw))
	for code := range r.Raw {
		keys = append(keys, string(code))
	}
	sort.Strings(keys)
	b = append(b, '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(appendString(b, key), ':'), r.Raw[Code(key)])
	}
	return append(b, '}')
}

func appendMap(b []byte, m map[string]string) []byte {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	b = append(b, '{')
	for i, key := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(append(appendString(b, key), ':'), m[key])
	}
	return append(b, '}')
}

func appendStrings(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

// appendString writes a JSON string with the escapes of RFC 8785; broken UTF-8
// becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			if r, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), "\uFFFD"...)
				i++
				from = i
			} else {
				i += size
			}
			continue
		}
		if c >= 0x20 && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[from:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		from = i
	}
	return append(append(b, s[from:]...), '"')
}

// sortCodes returns the cell indices in the order of their codes, which RFC 8785
// asks for.
func sortCodes(codes []Code) []int {
	order := make([]int, len(codes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case codes[a] < codes[b]:
			return -1
		case codes[a] > codes[b]:
			return 1
		}
		return 0
	})
	return order
}
