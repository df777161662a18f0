package application

import (
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Chasing is one reminder sent by hand or by the program (催办).
type Chasing struct {
	On   calendar.Date
	Whom string
}

// Chase asks an inner office, an organ or a third party after its answer (催办).
type Chase struct {
	Whom string `json:"whom"`
	Note string `json:"note,omitempty"`
}

// Comment is a remark for the file (备注), or a message of the applicant. It
// changes nothing.
type Comment struct {
	Text string `json:"text"`
}

func (Chase) name() string      { return "chase" }
func (Chase) variant() string   { return "" }
func (Comment) name() string    { return "comment" }
func (Comment) variant() string { return "" }

func (s Chase) words(w *wording) Step {
	w.text("whom", &s.Whom)
	w.text("note", &s.Note)
	return s
}

func (s Comment) words(w *wording) Step { w.text("text", &s.Text); return s }

func (s Chase) check(_ *Case, env *Env) (Mark, *problem.Error) {
	if strings.TrimSpace(s.Whom) == "" && !env.History {
		return "", problem.Invalid("没有写明催办谁").Try("请填写承办机构、机关或者第三方的名称").At("whom")
	}
	return "", nil
}

func (s Comment) check(_ *Case, env *Env) (Mark, *problem.Error) {
	switch n := len([]rune(strings.TrimSpace(s.Text))); {
	case n == 0 && !env.History:
		return "", problem.Invalid("备注是空的").Try("请写明内容").At("text")
	case n > maxText:
		return "", problem.Invalid("备注有%d个字，最多%d个字", n, maxText).Try("请写得简短一些，详细材料可以作为附件").At("text")
	}
	return "", nil
}

func (s Chase) apply(c *Case, e *Event, _ *Clock) {
	c.Chased = append(c.Chased, Chasing{e.On, s.Whom})
	if t := c.openRequest(s.Whom); t != nil {
		t.Chased = append(t.Chased, e.On)
	}
}

func (Comment) apply(*Case, *Event, *Clock) {}
