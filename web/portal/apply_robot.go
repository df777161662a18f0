package portal

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"gongkai/law/problem"
)

// The check that a person sends the form: a question in words, a field that
// people do not see, and the time that filling takes. It asks no other site,
// needs no script and no eyes. The question belongs to one form, and a form
// makes one case, so that an answer is of use once.

const (
	leastFilling  = 3 * time.Second     // a form sent sooner was not filled in by hand
	questionLasts = 4 * time.Hour       // then another one is asked
	formLasts     = 16 * 24 * time.Hour // longer than a draft is kept
	trapField     = "website"
	questionUse   = "apply question"
	formUse       = "apply form"
)

// A formKey names one form that was handed out: sent twice, it makes one case.
type formKey struct {
	ID     int64 // of the case it will make
	Issued time.Time
}

// newKey is that of a form handed out now.
func (p *Portal) newKey() formKey { return formKey{p.store.NewID(), p.store.Now()} }

// signed is the key as the form carries it.
func (p *Portal) signed(k formKey) string {
	text := fmt.Sprintf("%d.%d", k.ID, k.Issued.Unix())
	return text + "." + p.store.Ring.Mark(formUse, text)
}

// keyOf reads what [Portal.signed] wrote; ok is false for anything else and for
// what is older than any draft.
func (p *Portal) keyOf(word string) (k formKey, ok bool) {
	parts := strings.Split(word, ".")
	if len(parts) != 3 || !p.store.Ring.IsMark(parts[2], formUse, parts[0]+"."+parts[1]) {
		return k, false
	}
	id, err := strconv.ParseInt(parts[0], 10, 64)
	issued, failed := strconv.ParseInt(parts[1], 10, 64)
	k = formKey{id, time.Unix(issued, 0)}
	return k, err == nil && failed == nil && p.store.Now().Sub(k.Issued) < formLasts
}

// A question is asked in words and answered with a number.
type question struct {
	Words string
	Token string // what the form sends back beside the answer
}

var numerals = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八"}

// ask makes a question for a form.
func (p *Portal) ask(k formKey) question {
	a, b := 2+draw(8), 1+draw(9)
	words, answer := numerals[a]+"加"+numerals[b]+"等于几", a+b
	if a > b && draw(2) == 0 {
		words, answer = numerals[a]+"减"+numerals[b]+"等于几", a-b
	}
	issued := strconv.FormatInt(p.store.Now().Unix(), 10)
	return question{words, issued + "." + p.store.Ring.Mark(questionUse, answerText(k, issued, answer))}
}

func answerText(k formKey, issued string, answer int) string {
	return fmt.Sprintf("%d.%s.%d", k.ID, issued, answer)
}

func draw(n int64) int {
	i, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return int(i.Int64())
}

// passed is what a form carries whose question was answered: it is not asked
// again while other fields are mended.
func (p *Portal) passed(k formKey) string {
	return p.store.Ring.Mark("apply passed", strconv.FormatInt(k.ID, 10))
}

// checkPerson says whether a person filled in the form. The problem belongs to
// the field of the question.
func (p *Portal) checkPerson(k formKey, typed func(string) string) *problem.Error {
	now := p.store.Now()
	switch {
	case typed(trapField) != "":
		return problem.Invalid("没有通过防止机器提交的检查").Try("请回答新的问题后再提交").At("answer")
	case now.Sub(k.Issued) < leastFilling:
		return problem.Invalid("表单打开后几秒内就提交了").Try("请核对填写的内容后再提交").At("answer")
	case p.store.Ring.IsMark(typed("passed"), "apply passed", strconv.FormatInt(k.ID, 10)):
		return nil
	}
	issued, mark, _ := strings.Cut(typed("question"), ".")
	asked, err := strconv.ParseInt(issued, 10, 64)
	answer, ok := smallNumber(typed("answer"))
	switch {
	case err != nil, now.Sub(time.Unix(asked, 0)) > questionLasts:
		return problem.Invalid("问题已经过期").Try("请回答新的问题").At("answer")
	case typed("answer") == "":
		return problem.Invalid("没有回答问题").Try("请填写数字，例如 9").At("answer")
	case !ok, !p.store.Ring.IsMark(mark, questionUse, answerText(k, issued, answer)):
		return problem.Invalid("回答不对").Try("请回答新的问题，填写数字").At("answer")
	}
	return nil
}

// smallNumber reads a small number in digits or words.
func smallNumber(word string) (int, bool) {
	word = strings.Map(func(c rune) rune {
		if c >= '０' && c <= '９' {
			return c - '０' + '0'
		}
		return c
	}, strings.TrimSpace(word))
	for n, numeral := range numerals {
		if word == numeral {
			return n, true
		}
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}
