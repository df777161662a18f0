package application

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A wording carries the particulars of a step between the step and the words of
// a line. A step names each particular once, in its method words; reading takes
// the words into the step, writing appends them, so that the two cannot differ.
type wording struct {
	reading bool
	in      []word
	out     strings.Builder
	keys    []string // as they may be written
	problem *problem.Error
}

// A word is one particular of a line: key=value, or a bare key.
type word struct {
	key, value string
	bare, used bool
}

// find returns the word of a key, nil where the line has none.
func (w *wording) find(key string) *word {
	for i := range w.in {
		if w.in[i].key == key {
			if w.in[i].used {
				w.fail(problem.Invalid("“%s”写了两次", key).Try("请只写一次").At(key))
			}
			w.in[i].used = true
			return &w.in[i]
		}
	}
	return nil
}

// fail keeps the first fault of a line.
func (w *wording) fail(p *problem.Error) {
	if w.problem == nil {
		w.problem = p
	}
}

// put appends key=value.
func (w *wording) put(key, value string) {
	w.out.WriteString(" " + key + "=" + quoted(value))
}

// quoted puts a value in quotation marks where a line could not hold it bare.
func quoted(value string) string {
	plain := value != "" && !strings.ContainsFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == '"' || r == '#' || r == unicode.ReplacementChar
	})
	if plain {
		return value
	}
	return strconv.Quote(value)
}

// value returns what the line gives for a key, and false where it gives
// nothing.
func (w *wording) value(key, shape string) (string, bool) {
	w.keys = append(w.keys, key+"="+shape)
	found := w.find(key)
	if found == nil {
		return "", false
	}
	if found.bare || found.value == "" {
		w.fail(problem.Invalid("“%s”后面没有内容", key).Try("请写成 %s=%s", key, shape).At(key))
		return "", false
	}
	return found.value, true
}

func (w *wording) text(key string, v *string) {
	if !w.reading {
		if *v != "" {
			w.put(key, *v)
		}
		return
	}
	if s, ok := w.value(key, "文字"); ok {
		*v = s
	}
}

func (w *wording) date(key string, v *calendar.Date) {
	if !w.reading {
		if !v.IsZero() {
			w.put(key, v.String())
		}
		return
	}
	s, ok := w.value(key, "日期")
	if !ok {
		return
	}
	d, p := readDate(s)
	if p != nil {
		w.fail(p.At(key))
	}
	*v = d
}

// readDate reads the ISO date of a history and says what is wrong with another.
func readDate(s string) (calendar.Date, *problem.Error) {
	d, err := calendar.Parse(s)
	if err == nil {
		return d, nil
	}
	if _, err := calendar.ParseWritten(s); err != nil {
		return 0, problem.Of(err)
	}
	return 0, problem.Invalid("日期“%s”没有写成年-月-日", s).Try("请写成 2024-02-29 的样子")
}

func (w *wording) number(key string, v *int) {
	n := int64(*v)
	w.account(key, &n)
	*v = int(n)
}

func (w *wording) days(key string, v *law.WorkingDays) {
	n := int64(*v)
	w.account(key, &n)
	*v = law.WorkingDays(n)
}

// account carries a whole number; 0 is not written.
func (w *wording) account(key string, v *int64) {
	if !w.reading {
		if *v != 0 {
			w.put(key, strconv.FormatInt(*v, 10))
		}
		return
	}
	s, ok := w.value(key, "数字")
	if !ok {
		return
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		w.fail(problem.Invalid("“%s=%s”不是数字", key, s).Try("请写成 %s=20 的样子", key).At(key))
		return
	}
	*v = n
}

// flag carries a bare word.
func (w *wording) flag(key string, v *bool) {
	if !w.reading {
		if *v {
			w.out.WriteString(" " + key)
		}
		return
	}
	w.keys = append(w.keys, key)
	found := w.find(key)
	if found == nil {
		return
	}
	if !found.bare {
		w.fail(problem.Invalid("“%s”后面不写内容", key).Try("请只写 %s", key).At(key))
		return
	}
	*v = true
}

// list carries what has a form of its own, as JSON.
func (w *wording) list(key string, v any, has bool) {
	if !w.reading {
		if has {
			data, err := json.Marshal(v)
			if err != nil {
				panic(err) // plain structs of strings and numbers
			}
			w.put(key, string(data))
		}
		return
	}
	s, ok := w.value(key, "JSON")
	if !ok {
		return
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		w.fail(problem.Invalid("“%s”的内容读不懂", key).Try("请照程序写出的样子写").At(key).From(err))
	}
}

// party carries whose opinion a step is about: third-party=名.
func (w *wording) party(p *Party, name *string) {
	if !w.reading {
		w.put(string(*p), *name)
		return
	}
	for _, candidate := range []Party{ThirdParty, CoMaker, OtherOrgan} {
		s, ok := w.value(string(candidate), "名称")
		if !ok {
			continue
		}
		if *p != "" {
			w.fail(problem.Invalid("一行只能写一个被征求意见的对象").Try("请分成几行").At("party"))
		}
		*p, *name = candidate, s
	}
	if *p == "" {
		w.fail(problem.Invalid("没有写明向谁征求意见").Try("请写成 third-party=名称、co-maker=名称 或者 organ=名称").At("party"))
	}
}

// stance carries the bare word consents or objects.
func (w *wording) stance(v *Stance) {
	consents, objects := *v == Consents, *v == Objects
	w.flag(string(Consents), &consents)
	w.flag(string(Objects), &objects)
	switch {
	case consents && objects:
		w.fail(problem.Invalid("不能既同意又不同意").Try("请只写 consents 或者 objects").At("stance"))
	case consents:
		*v = Consents
	case objects:
		*v = Objects
	}
}
