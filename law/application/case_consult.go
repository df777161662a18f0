package application

import (
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Party is whose opinion is asked.
type Party string

// The parties.
const (
	ThirdParty Party = "third-party" // 第三方: silence is not consent (art. 32)
	CoMaker    Party = "co-maker"    // 共同制作机关: silence is consent (art. 34)
	OtherOrgan Party = "organ"       // 其他机关: no period in law (art. 33 (3))
)

// Label returns the Chinese name.
func (p Party) Label() string {
	switch p {
	case ThirdParty:
		return "第三方"
	case CoMaker:
		return "共同制作机关"
	case OtherOrgan:
		return "其他机关"
	}
	return ""
}

// A Stance is what an opinion says to disclosing, "" where it does not say.
type Stance string

// The stances.
const (
	Consents Stance = "consents"
	Objects  Stance = "objects"
)

// Label returns the Chinese name.
func (s Stance) Label() string {
	switch s {
	case Consents:
		return "同意公开"
	case Objects:
		return "不同意公开"
	}
	return "没有表明是否同意"
}

// A Consultation is one letter that asks for an opinion, and its answer. Many
// may be open at once; their time is left out of the reply period once.
type Consultation struct {
	Party      Party
	Name       string
	SentOn     calendar.Date
	ReceivedOn calendar.Date // zero where it is not known: then the day of dispatch counts
	OpinionOn  calendar.Date // zero until it came
	Stance     Stance
	Reason     string
	SilentOn   calendar.Date // the day on which silence was recorded
}

// IsOpen says whether the opinion is still awaited.
func (t *Consultation) IsOpen() bool { return t.OpinionOn.IsZero() && t.SilentOn.IsZero() }

// Consult asks for an opinion in writing (征求意见).
type Consult struct {
	Party    Party         `json:"party"`
	Name     string        `json:"name"`
	Received calendar.Date `json:"received,omitzero"` // the day the letter arrived, where it is known
}

// Opinion is the answer to a consultation (收到意见).
type Opinion struct {
	Party  Party  `json:"party"`
	Name   string `json:"name"`
	Stance Stance `json:"stance,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Silence records that the time for an opinion passed without one (逾期未提出意见).
type Silence struct {
	Party Party  `json:"party"`
	Name  string `json:"name"`
}

func (Consult) name() string      { return "consult" }
func (s Consult) variant() string { return string(s.Party) }
func (Opinion) name() string      { return "opinion" }
func (Opinion) variant() string   { return "" }
func (Silence) name() string      { return "silence" }
func (s Silence) variant() string { return string(s.Party) }

func (s Consult) words(w *wording) Step {
	w.party(&s.Party, &s.Name)
	w.date("received", &s.Received)
	return s
}

func (s Opinion) words(w *wording) Step {
	w.party(&s.Party, &s.Name)
	w.stance(&s.Stance)
	w.text("reason", &s.Reason)
	return s
}

func (s Silence) words(w *wording) Step { w.party(&s.Party, &s.Name); return s }

func (s Consult) check(c *Case, env *Env) (Mark, *problem.Error) {
	cite := citeOf(s, c.State)
	switch {
	case strings.TrimSpace(s.Name) == "":
		return "", because(problem.Invalid("没有写明向谁征求意见"), cite).Try("请填写%s的名称", s.Party.Label()).At("name")
	case len([]rune(s.Name)) > maxName:
		return "", problem.Invalid("名称有%d个字，最多%d个字", len([]rune(s.Name)), maxName).Try("请填写简称").At("name")
	case !s.Received.IsZero() && s.Received < env.On:
		return "", problem.Invalid("收到征求意见书的日期%s早于发出的日期%s", s.Received.Chinese(), env.On.Chinese()).Try("请核对日期").At("received")
	}
	// A second letter to the same party is lawful; on the desk it is a slip.
	if t := c.consultation(s.Party, s.Name); !env.History && t != nil && t.IsOpen() && env.On <= c.opinionDue(t, env.Clock) {
		return "", because(problem.Refused("%s已经向%s征求意见，还没有收到答复", t.SentOn.Chinese(), s.Name), cite).
			Try("请等候答复；%s以后仍未答复的，可以另行办理", c.opinionDue(t, env.Clock).Chinese())
	}
	return "", nil
}

func (s Opinion) check(c *Case, env *Env) (Mark, *problem.Error) {
	t := c.consultation(s.Party, s.Name)
	if t == nil {
		return "", problem.Refused("没有向%s“%s”征求过意见", s.Party.Label(), s.Name).Because(citeOf(Consult{Party: s.Party}, Processing)).
			Try("请核对名称；自行来信的，请写成备注")
	}
	if env.On < t.SentOn {
		return "", problem.Invalid("收到意见的日期%s早于征求意见的日期%s", env.On.Chinese(), t.SentOn.Chinese()).Try("请核对日期").At("on")
	}
	switch {
	case t.OpinionOn.IsZero() && c.State.IsOpen():
		return "", nil
	case env.History && c.State.IsOpen():
		return "", problem.Refused("%s的意见已经在%s收到", s.Name, t.OpinionOn.Chinese()).Because(excluded).Try("请把补充意见写成备注")
	}
	return Again, nil
}

func (s Silence) check(c *Case, env *Env) (Mark, *problem.Error) {
	cite := citeOf(s, c.State)
	t := c.consultation(s.Party, s.Name)
	if t == nil || !t.IsOpen() {
		return "", because(problem.Refused("没有等待%s“%s”答复的征求意见", s.Party.Label(), s.Name), cite).Try("请核对名称")
	}
	if due := c.opinionDue(t, env.Clock); env.On <= due {
		return "", because(problem.Refused("%s提出意见的期限到%s，还没有届满", s.Name, due.Chinese()), cite).Try("请在%s以后办理", due.Chinese())
	}
	return "", nil
}

// consultation returns the latest letter to a party of that name, nil for none.
func (c *Case) consultation(p Party, name string) *Consultation {
	for i := len(c.Consultations) - 1; i >= 0; i-- {
		if t := &c.Consultations[i]; t.Party == p && t.Name == name {
			return t
		}
	}
	return nil
}

func (s Consult) apply(c *Case, e *Event, _ *Clock) {
	c.Consultations = append(c.Consultations, Consultation{Party: s.Party, Name: s.Name, SentOn: e.On, ReceivedOn: s.Received})
}

// apply answers every letter to the party that is still open. A second opinion,
// and one that comes after the reply, are left to the record: neither moves a
// due date.
func (s Opinion) apply(c *Case, e *Event, _ *Clock) {
	if e.Mark == Again || !c.State.IsOpen() {
		return
	}
	for i := range c.Consultations {
		if t := &c.Consultations[i]; t.Party == s.Party && t.Name == s.Name && t.OpinionOn.IsZero() && t.SentOn <= e.On {
			t.OpinionOn, t.Stance, t.Reason = e.On, s.Stance, s.Reason
		}
	}
}

func (s Silence) apply(c *Case, e *Event, k *Clock) {
	for i := range c.Consultations {
		t := &c.Consultations[i]
		if t.Party != s.Party || t.Name != s.Name || !t.IsOpen() || c.opinionDue(t, k) >= e.On {
			continue
		}
		t.SilentOn = e.On
		if s.Party == CoMaker {
			t.Stance = Consents
		}
	}
}
