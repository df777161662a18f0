package application

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A History is a case as text, one step a line:
//
//	2024-01-29 receive channel=online
//	2024-02-05 require-correction until=2024-02-26
//	2024-02-20 correct        # a remark
//	2024-02-27 consult third-party=甲公司
//
// The date comes first, then the step's word and its particulars, key=value or
// bare words; a value with spaces stands in quotation marks. # begins a remark.
type History []Line

// A Line is one step of a history.
type Line struct {
	N    int // the number of the line in the text, from 1
	On   calendar.Date
	Step Step
}

// MaxHistory bounds a history, in bytes. A case of an office has seldom more
// than fifty steps.
const MaxHistory = 1 << 20

const maxHistoryLine = 64 << 10

// A LineError is what is wrong with a history, and where.
type LineError struct {
	N       int // of the line; 0 where it is about the whole
	Problem *problem.Error
}

// Error returns 第4行：… as people read it.
func (e *LineError) Error() string {
	if e.N == 0 {
		return e.Problem.Sentence()
	}
	return fmt.Sprintf("第%d行：%s", e.N, e.Problem.Sentence())
}

// Unwrap returns the problem.
func (e *LineError) Unwrap() error { return e.Problem }

func atLine(n int, p *problem.Error) error { return &LineError{n, p} }

// ParseHistory reads a history. The error is a *LineError; the lines before it
// are returned with it.
func ParseHistory(text []byte) (History, error) {
	switch {
	case len(text) > MaxHistory:
		return nil, atLine(0, problem.TooLarge("案件历史超过%dMB", MaxHistory>>20).Try("请检查是否选错了文件"))
	case !utf8.Valid(text):
		return nil, atLine(0, problem.Invalid("案件历史不是UTF-8编码的文本").Try("请另存为UTF-8编码的文本文件"))
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var h History
	n := 0
	for raw := range strings.Lines(string(text)) {
		n++
		line, p := parseLine(strings.TrimRight(raw, "\r\n"))
		if p != nil {
			return h, atLine(n, p)
		}
		if line.Step != nil {
			line.N = n
			h = append(h, line)
		}
	}
	if len(h) == 0 {
		return nil, atLine(0, problem.Invalid("案件历史里没有步骤").Try("请每行写一个日期和一个步骤，例如 2024-01-29 receive channel=online"))
	}
	return h, nil
}

// parseLine reads one line; a line without a step has none.
func parseLine(raw string) (Line, *problem.Error) {
	if len(raw) > maxHistoryLine {
		return Line{}, problem.TooLarge("这一行超过%dKB", maxHistoryLine>>10).Try("请分成几行")
	}
	words, p := split(raw)
	if p != nil || len(words) == 0 {
		return Line{}, p
	}
	on, p := readDate(words[0].key)
	switch {
	case !words[0].bare, p != nil && !unicode.IsDigit([]rune(words[0].key)[0]):
		return Line{}, problem.Invalid("“%s”不是日期", shorten(words[0].key)).Try("请每行先写日期，例如 2024-01-29 receive channel=online").At("on")
	case p != nil:
		return Line{}, p
	}
	if len(words) == 1 {
		return Line{}, problem.Invalid("日期后面没有步骤").Try("请写一个步骤，例如 receive、correct、extend、reply")
	}
	step, p := parseStep(words[1], words[2:])
	return Line{On: on, Step: step}, p
}

func parseStep(name word, particulars []word) (Step, *problem.Error) {
	for i := range kinds {
		if kinds[i].zero.name() != name.key || !name.bare {
			continue
		}
		w := wording{reading: true, in: particulars}
		s := kinds[i].zero.words(&w)
		w.checkUsed(name.key)
		return s, w.problem
	}
	var all []string
	for i := range kinds {
		all = append(all, kinds[i].zero.name())
	}
	return nil, problem.Invalid("没有“%s”这个步骤", shorten(name.key)).Try("请写成 %s 之一", strings.Join(all, "、")).At("step")
}

// checkUsed refuses a word that the step does not know.
func (w *wording) checkUsed(step string) {
	for _, found := range w.in {
		switch {
		case found.used:
		case len(w.keys) == 0:
			w.fail(problem.Invalid("“%s”后面不写“%s”", step, shorten(found.key)).Try("请去掉").At(found.key))
		default:
			w.fail(problem.Invalid("“%s”不认识“%s”", step, shorten(found.key)).Try("请只写 %s", strings.Join(w.keys, "、")).At(found.key))
		}
	}
}

// split cuts a line into words, and drops the remark.
func split(line string) (words []word, p *problem.Error) {
	for {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line == "" || line[0] == '#' {
			return words, nil
		}
		end := strings.IndexFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == '=' })
		if end < 0 || line[end] != '=' {
			if end < 0 {
				end = len(line)
			}
			words = append(words, word{key: line[:end], bare: true})
			line = line[end:]
			continue
		}
		w := word{key: line[:end]}
		w.value, line, p = cutValue(line[end+1:])
		if p != nil {
			return nil, p.At(w.key)
		}
		words = append(words, w)
	}
}

// cutValue takes a value, bare or in quotation marks, off the line.
func cutValue(line string) (value, rest string, p *problem.Error) {
	if !strings.HasPrefix(line, `"`) {
		end := strings.IndexFunc(line, unicode.IsSpace)
		if end < 0 {
			end = len(line)
		}
		return line[:end], line[end:], nil
	}
	prefix, err := strconv.QuotedPrefix(line)
	if err != nil {
		return "", "", problem.Invalid("引号没有成对").Try("请检查引号；值里的引号写成 \\\"")
	}
	value, err = strconv.Unquote(prefix)
	rest = line[len(prefix):]
	if err != nil || rest != "" && strings.IndexFunc(rest, unicode.IsSpace) != 0 {
		return "", "", problem.Invalid("引号后面应当空一格").Try("请检查引号")
	}
	return value, rest, nil
}

// shorten keeps a message readable whatever was typed.
func shorten(s string) string {
	const most = 30
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// String returns the line as ParseHistory reads it.
func (l Line) String() string {
	var w wording
	w.out.WriteString(l.On.String() + " " + l.Step.name())
	l.Step.words(&w)
	return w.out.String()
}

// String returns the history as ParseHistory reads it.
func (h History) String() string {
	var b strings.Builder
	for _, l := range h {
		b.WriteString(l.String() + "\n")
	}
	return b.String()
}

// ReadHistory reads a history and takes its steps. The error is a *LineError
// about the first line at fault, whether it cannot be read or must not be
// taken.
func ReadHistory(text []byte, k *Clock) (History, Case, error) {
	h, unread := ParseHistory(text)
	c, _, err := h.Run(k)
	if err == nil {
		err = unread
	}
	return h, c, err
}

// ErrUnsupported is found in the error of a history that begins before the
// Regulations of 2019 were in force.
var ErrUnsupported = errors.New("received before 2019-05-15")

// Run takes every step of the history, each of which must be lawful, and
// returns the case with its events. The error is a *LineError; nothing is
// reckoned then.
func (h History) Run(k *Clock) (Case, []Event, error) {
	var c Case
	events := make([]Event, 0, len(h))
	for _, l := range h {
		after, taken, err := c.Take(l.Step, Env{On: l.On, Clock: k, History: true})
		if err != nil {
			return Case{}, nil, atLine(l.N, problem.Of(err))
		}
		c, events = after, append(events, taken.Event)
	}
	return c, events, nil
}
