package application

import (
	"fmt"
	"strings"

	"gongkai/law/calendar"
)

// A Reckoning is what the exchange format tells of a case's deadline.
type Reckoning struct {
	State       State              `json:"state"`
	Due         *calendar.Date     `json:"due"`        // nil while the clock stands still for the applicant
	DecidedOn   *calendar.Date     `json:"decided_on"` // nil while the case is open
	Late        bool               `json:"late"`
	Provisional bool               `json:"provisional"`
	Trace       []calendar.Counted `json:"trace"`
}

// Reckon returns the deadline of a case with its trace.
func (c *Case) Reckon(k *Clock) Reckoning {
	d := c.Deadline(k)
	r := Reckoning{State: c.State, Late: d.Late, Provisional: d.Provisional, Trace: c.Trace(k)}
	if !d.Due.IsZero() {
		r.Due = &d.Due
	}
	if !d.DecidedOn.IsZero() {
		r.DecidedOn = &d.DecidedOn
	}
	if r.Trace == nil {
		r.Trace = []calendar.Counted{}
	}
	return r
}

// NotSupported is the reckoning of a case that was received before the
// Regulations of 2019 were in force.
func NotSupported() Reckoning {
	return Reckoning{State: Unsupported, Trace: []calendar.Counted{}}
}

// Sentence tells the deadline in one Chinese sentence.
func (d Deadline) Sentence(state State) string {
	says := state.Label() + "。"
	switch {
	case d.Standing == ForConfirmation:
		return says + d.Standing.Label() + "，期限还没有开始计算。"
	case d.Due.IsZero() && d.DecidedOn.IsZero():
		return says + d.Standing.Label() + "，期限停止计算。"
	case d.Due.IsZero():
		return says + d.DecidedOn.Chinese() + "结束。"
	}
	due := d.Due.Chinese()
	if d.Provisional {
		due += "（暂定：有的年份还没有公布放假安排，按周末推算）"
	}
	switch {
	case d.DecidedOn.IsZero():
		return says + "应当在" + due + "以前答复（含当日）。"
	case d.Late:
		return says + "应当在" + due + "以前答复，" + d.DecidedOn.Chinese() + "办结，已经逾期。"
	}
	return says + "应当在" + due + "以前答复，" + d.DecidedOn.Chinese() + "办结，没有逾期。"
}

// Says tells a step in Chinese as a case file does: 延长答复期限20个工作日.
func Says(s Step) string {
	verb := Verb(s)
	switch s := s.(type) {
	case Submit:
		return bracket(verb, s.Channel.Label())
	case Receive:
		return bracket(verb, s.Channel.Label())
	case Transfer:
		return bracket(verb, s.Channel.Label())
	case Register:
		return verb + "：" + s.Number
	case RequireCorrection:
		return bracket(verb, "期限到"+s.Until.Chinese())
	case Defer:
		return verb + "到" + s.Until.Chinese()
	case Consult:
		return "征求" + s.Party.Label() + s.Name + "的意见"
	case Opinion:
		return bracket("收到"+s.Party.Label()+s.Name+"的意见", s.Stance.Label())
	case Silence:
		return s.Party.Label() + s.Name + verb
	case JoinGroup:
		return "与内容相同的申请" + verb
	case SplitOff:
		return fmt.Sprintf("分出%d项，编号%s", len(s.Items), s.To)
	case SplitFrom:
		return "从" + s.From + "分出"
	case AskUnits:
		says := "征求" + strings.Join(s.Units, "、") + "的意见"
		if !s.Until.IsZero() {
			says += "，期限到" + s.Until.Chinese()
		}
		return says
	case UnitOpinion:
		return s.Unit + "提出意见"
	case Extend:
		return fmt.Sprintf("%s%d个工作日", verb, s.Days)
	case Reply:
		return bracket(verb, s.Outcome.Label())
	case AmendReply:
		return bracket(verb, s.Outcome.Label())
	case Contest:
		return bracket(verb, s.Group.Label()+"，"+s.Number)
	case Settle:
		return bracket(verb, s.Outcome.Label())
	case Reopen:
		return bracket(verb, s.Cause.Label())
	}
	return verb
}

func bracket(verb, what string) string {
	if what == "" {
		return verb
	}
	return verb + "（" + what + "）"
}

// Explain tells the reckoning in lines, days alike in one: what a person reads
// who does not want every day.
//
//	2024年2月21日至23日　第1至3个工作日
//	2024年2月24日至25日　休息日（周末）
func Explain(trace []calendar.Counted) (lines []string) {
	for i := 0; i < len(trace); {
		j := i + 1
		for j < len(trace) && trace[j].Counts == trace[i].Counts && trace[j].Why == trace[i].Why {
			j++
		}
		lines = append(lines, explainRun(trace[i], trace[j-1]))
		i = j
	}
	return lines
}

func explainRun(first, last calendar.Counted) string {
	days := first.Date.Chinese()
	if first.Date != last.Date {
		days += "至" + rest(first.Date, last.Date)
	}
	if !first.Counts {
		return days + "　" + first.Why
	}
	numbers := fmt.Sprintf("第%d", first.N)
	if last.N != first.N {
		numbers += fmt.Sprintf("至%d", last.N)
	}
	_, note, _ := strings.Cut(first.Why, "工作日")
	return days + "　" + numbers + "个工作日" + note
}

// rest is a date without what it shares with the one before it.
func rest(before, d calendar.Date) string {
	switch {
	case d.Year() != before.Year():
		return d.Chinese()
	case d.Month() != before.Month():
		return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
	}
	return fmt.Sprintf("%d日", d.Day())
}
