package report

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/paper"
)

// ErrOtherSchema is JSON that is not a report in the exchange format.
var ErrOtherSchema = errors.New("not " + Schema)

// ParseJSON reads a report in the exchange format. JSON of another schema gives
// ErrOtherSchema; JSON that is broken, or that holds what the format does not
// allow, gives an error a person can act on. Members it does not know are
// skipped.
func ParseJSON(data []byte) (*Report, error) { return parseJSON(data, false) }

// ParseFigures reads only what a roll-up needs: file, organ, year, edition and
// cells.
func ParseFigures(data []byte) (*Report, error) { return parseJSON(data, true) }

func parseJSON(data []byte, figuresOnly bool) (*Report, error) {
	s := &scanner{data: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))}
	d := &decoding{scanner: s, report: &Report{}, figuresOnly: figuresOnly}
	if err := d.document(); err != nil {
		return nil, err
	}
	return d.report, nil
}

// noObject is the error for data that does not begin as an object: another kind
// of JSON, or none.
func (d *decoding) noObject() error {
	switch {
	case d.next('['):
		return ErrOtherSchema
	case d.at == len(d.data):
		return paper.Unreadable("这里没有内容。", "请重新导出这个文件。", nil)
	}
	return paper.Unreadable("这不是JSON。", "请核对文件，或者重新导出。", nil)
}

// broken tells where JSON breaks off or goes wrong.
func (d *decoding) broken() error {
	if d.at >= len(d.data) {
		return paper.Unreadable("JSON不完整，在第"+strconv.Itoa(len(d.data))+"个字节处中断。", "请重新导出这个文件。", nil)
	}
	return paper.Unreadable("JSON第"+strconv.Itoa(d.at+1)+"个字节处有错："+d.failed+"。", "请重新导出这个文件。", nil)
}

// decoding is the reading of one report. Cells are kept until the edition is
// known, which sorts behind them.
type decoding struct {
	*scanner
	report      *Report
	figuresOnly bool
	schema      string
	edition     string
	hasCells    bool
	cells       []parsedCell
}

type parsedCell struct {
	code   []byte // shares the input
	number Number
	null   bool
}

func (d *decoding) document() error {
	if d.space(); d.at == len(d.data) || d.data[d.at] != '{' {
		return d.noObject()
	}
	d.object(func(key string) { d.member(key) })
	d.space()
	if d.failed == "" && d.at < len(d.data) {
		d.failed = "后面有多余的内容"
	}
	switch {
	case d.failed != "":
		return d.broken()
	case d.schema != Schema:
		return ErrOtherSchema
	}
	return d.settle()
}

func (d *decoding) member(key string) {
	r := d.report
	switch key {
	case "schema":
		d.schema = d.text()
	case "edition":
		d.edition = d.text()
	case "file":
		r.File = d.text()
	case "organ":
		r.Organ = d.text()
	case "year":
		if n, null := d.number(); !null {
			r.Year = int(n.Int64())
		}
	case "cells":
		d.hasCells = true
		d.cells = make([]parsedCell, 0, 208)
		d.rawObject(func(code []byte) {
			n, null := d.number()
			d.cells = append(d.cells, parsedCell{code, n, null})
		})
	default:
		if d.figuresOnly {
			d.skip(0)
			return
		}
		d.words(key)
	}
}

// words reads the members that hold text.
func (d *decoding) words(key string) {
	r := d.report
	switch key {
	case "title":
		r.Title = d.text()
	case "raw":
		d.object(func(code string) { r.setRaw(Code(code), d.text()) })
	case "narrative":
		r.Narrative = make(map[string]string)
		d.object(func(chapter string) { r.Narrative[chapter] = d.text() })
	case "chapters":
		d.array(func() { r.Chapters = append(r.Chapters, d.text()) })
	case "dates":
		d.object(func(key string) {
			switch value := d.text(); key {
			case "from":
				r.Dates.From = value
			case "to":
				r.Dates.To = value
			case "signed":
				r.Dates.Signed = value
			case "published":
				r.Dates.Published = value
			}
		})
	case "warnings":
		d.array(d.warning)
	default: // said and findings are concluded anew
		d.skip(0)
	}
}

// maxWarnings bounds what is kept of a file's warnings. Reading a report gives
// one for a cell, a row or the file: never nearly so many.
const maxWarnings = 10_000

func (d *decoding) warning() {
	var w Warning
	d.object(func(key string) {
		switch value := d.text(); key {
		case "code":
			w.Code = value
		case "at":
			w.At = value
		case "found":
			w.Found = value
		case "says":
			w.Says = value
		}
	})
	if len(d.report.Warnings) < maxWarnings {
		d.report.Warnings = append(d.report.Warnings, w)
	}
}

// settle puts the cells into the edition's table. A report without edition and
// cells is one that could not be read; it stays as it is.
func (d *decoding) settle() error {
	if d.edition == "" && !d.hasCells {
		return nil
	}
	e := EditionNamed(d.edition)
	if e == nil {
		return paper.Unreadable("edition写的是“"+d.edition+"”，本程序没有这种格式。", "请核对，应为2021或2019。", nil)
	}
	if e == Form2021 && d.isHybrid() {
		e = FormHybrid
	}
	r := d.report
	r.Edition, r.figures = e, make([]Figure, len(e.codes))
	for i := range d.cells {
		c := &d.cells[i]
		at, ok := e.index[Code(c.code)] // no copy: the map is only asked
		if !ok {
			r.warn("cell_unknown", string(c.code), "", "“"+string(c.code)+"”不是"+e.Name+"年格式的项目，没有读取。")
			continue
		}
		switch {
		case r.figures[at].IsThere():
			return paper.Unreadable("JSON里“"+string(c.code)+"”写了两次。", "请核对，只留一个。", nil)
		case !c.null:
			r.figures[at] = Reports(c.number)
			r.dropOtherRaw(Code(c.code), c.number)
		default:
			r.figures[at] = Figure{Mark: markOfNull(r.Raw[Code(c.code)])}
		}
	}
	return nil
}

// dropOtherRaw forgets what stood in a cell when it says another figure: somebody
// changed one and not the other, and a document shows the words.
func (r *Report) dropOtherRaw(code Code, n Number) {
	raw, has := r.Raw[code]
	if !has {
		return
	}
	if v := readValue(raw, r.Edition.Kind(code)); v.Mark != Reported || v.Number != n {
		delete(r.Raw, code)
	}
}

// markOfNull tells from what stood in a null cell whether it was blank, did not
// apply or held words.
func markOfNull(raw string) Mark {
	switch {
	case raw == "":
		return Blank
	case isPlaceholder(trim(raw)):
		return NotApplicable
	}
	return Text
}

func (d *decoding) isHybrid() bool {
	undivided := false
	for i := range d.cells {
		code := d.cells[i].code
		if !bytes.HasPrefix(code, []byte("application.otherwise_handled.")) {
			continue
		}
		if bytes.Count(code, []byte{'.'}) == 3 {
			return false
		}
		undivided = true
	}
	return undivided
}

// A scanner reads JSON in one pass. After the first mistake failed says what is
// wrong, and everything further is empty.
type scanner struct {
	data   []byte
	at     int
	failed string
}

// maxDepth bounds how deep values are nested.
const maxDepth = 32

func (s *scanner) fail(says string) {
	if s.failed == "" {
		s.failed = says
	}
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\n', '\r', '\t':
			s.at++
		default:
			return
		}
	}
}

// next consumes the byte c behind white space, if it stands there.
func (s *scanner) next(c byte) bool {
	s.space()
	if s.failed == "" && s.at < len(s.data) && s.data[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) object(member func(key string)) {
	s.rawObject(func(key []byte) { member(string(key)) })
}

// rawObject reads an object whose keys need no copy; null is an empty object.
func (s *scanner) rawObject(member func(key []byte)) {
	if s.null() {
		return
	}
	if !s.next('{') {
		s.fail("应为“{”")
		return
	}
	if s.next('}') {
		return
	}
	for s.failed == "" {
		key := s.raw()
		if !s.next(':') {
			s.fail("应为“:”")
			return
		}
		member(key)
		if s.next('}') {
			return
		}
		if !s.next(',') {
			s.fail("应为“,”或“}”")
		}
	}
}

func (s *scanner) array(element func()) {
	if s.null() {
		return
	}
	if !s.next('[') {
		s.fail("应为“[”")
		return
	}
	if s.next(']') {
		return
	}
	for s.failed == "" {
		element()
		if s.next(']') {
			return
		}
		if !s.next(',') {
			s.fail("应为“,”或“]”")
		}
	}
}

func (s *scanner) null() bool {
	s.space()
	if bytes.HasPrefix(s.data[s.at:], []byte("null")) {
		s.at += 4
		return true
	}
	return false
}

// text reads a string; null and any other value give "".
func (s *scanner) text() string {
	s.space()
	if s.at < len(s.data) && s.data[s.at] != '"' {
		s.skip(0)
		return ""
	}
	text := s.raw()
	if !utf8.Valid(text) {
		s.fail("文字不是UTF-8编码")
	}
	return string(text)
}

// raw reads a string and returns its characters; without escapes they share the
// input.
func (s *scanner) raw() []byte {
	s.space()
	if s.at >= len(s.data) || s.data[s.at] != '"' {
		s.fail("应为双引号")
		return nil
	}
	from := s.at + 1
	for i := from; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.at = i + 1
			return s.data[from:i]
		case c == '\\':
			return s.escaped(from, i)
		case c < 0x20:
			s.at = i
			s.fail("字符串里有控制字符")
			return nil
		}
	}
	s.at = len(s.data)
	s.fail("字符串没有结束")
	return nil
}

// escaped continues raw at the first escape.
func (s *scanner) escaped(from, i int) []byte {
	out := append(make([]byte, 0, 2*(i-from)+64), s.data[from:i]...)
	for i < len(s.data) {
		c := s.data[i]
		if c == '"' {
			s.at = i + 1
			return out
		}
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		if i+1 >= len(s.data) {
			break
		}
		i += 2
		switch e := s.data[i-1]; e {
		case '"', '\\', '/':
			out = append(out, e)
		case 'n', 't', 'r', 'b', 'f':
			out = append(out, "\n\t\r\b\f"[strings.IndexByte("ntrbf", e)])
		case 'u':
			var r rune
			if r, i = s.unicode(i); r < 0 {
				return nil
			}
			out = utf8.AppendRune(out, r)
		default:
			s.at = i
			s.fail("不认识的转义")
			return nil
		}
	}
	s.at = len(s.data)
	s.fail("字符串没有结束")
	return nil
}

// unicode reads the four digits of a \u escape at i, and a second escape where
// the first is half of a pair.
func (s *scanner) unicode(i int) (rune, int) {
	hex := func(i int) rune {
		if i+4 > len(s.data) {
			return -1
		}
		n, err := strconv.ParseUint(string(s.data[i:i+4]), 16, 32)
		if err != nil {
			return -1
		}
		return rune(n)
	}
	r := hex(i)
	if r < 0 {
		s.at = min(i, len(s.data))
		s.fail("\\u后面不是四位十六进制数")
		return -1, i
	}
	i += 4
	if utf16.IsSurrogate(r) {
		if i+6 <= len(s.data) && s.data[i] == '\\' && s.data[i+1] == 'u' {
			if pair := utf16.DecodeRune(r, hex(i+2)); pair != utf8.RuneError {
				return pair, i + 6
			}
		}
		r = utf8.RuneError
	}
	return r, i
}

// number reads a number exactly; null is true for null.
func (s *scanner) number() (n Number, null bool) {
	if s.null() {
		return Number{}, true
	}
	from := s.at
	for s.at < len(s.data) && strings.IndexByte("+-.eE0123456789", s.data[s.at]) >= 0 {
		s.at++
	}
	text := s.data[from:s.at]
	if n, ok := plainNumber(text); ok {
		return n, false
	}
	n, ok := exponentNumber(string(text))
	if !ok {
		s.at = from
		s.fail("应为数字，且不超过15位")
	}
	return n, false
}

// plainNumber reads the common case, a short count.
func plainNumber(text []byte) (Number, bool) {
	if len(text) == 0 || len(text) > 15 {
		return Number{}, false
	}
	var n int64
	for _, c := range text {
		if c < '0' || c > '9' {
			return Number{}, false
		}
		n = n*10 + int64(c-'0')
	}
	return Count(n), true
}

func exponentNumber(s string) (Number, bool) {
	mantissa, exponent, has := strings.Cut(strings.ToLower(s), "e")
	n, ok := ParseNumber(mantissa)
	if !ok || !has {
		return n, ok
	}
	by, err := strconv.Atoi(exponent)
	if err != nil || by < -18 || by > 18 {
		return Number{}, false
	}
	return n.Shift(by)
}

// skip passes over any value.
func (s *scanner) skip(depth int) {
	s.space()
	if s.at >= len(s.data) {
		s.fail("内容不完整")
		return
	}
	if depth > maxDepth {
		s.fail("嵌套太深")
		return
	}
	switch s.data[s.at] {
	case '"':
		s.skipString()
	case '{':
		s.rawObject(func([]byte) { s.skip(depth + 1) })
	case '[':
		s.array(func() { s.skip(depth + 1) })
	default:
		from := s.at
		for s.at < len(s.data) && strings.IndexByte(",]} \n\r\t", s.data[s.at]) < 0 {
			s.at++
		}
		if s.at == from {
			s.fail("应为一个值")
		}
	}
}

// skipString passes over a string without reading its escapes.
func (s *scanner) skipString() {
	i := s.at + 1
	for {
		n := bytes.IndexByte(s.data[i:], '"')
		if n < 0 {
			s.at = len(s.data)
			s.fail("字符串没有结束")
			return
		}
		i += n
		back := 0
		for s.data[i-1-back] == '\\' {
			back++
		}
		i++
		if back%2 == 0 {
			s.at = i
			return
		}
	}
}
