package filing

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// A Waiver is a named person's word why a finding stands (说明情况). It is kept
// apart from the finding, which is computed anew each time, and holds as long
// as the values are those it was given for.
type Waiver struct {
	ID       int64
	Rule, At string
	// Mark is that of the finding, see [Mark]; Says is what the finding said.
	Mark, Says string
	Reason     string
	By         string
	Account    int64
	On         calendar.Date
	// Ended is the day it was withdrawn, zero while it was not; EndedBy and Why
	// say by whom and for what reason.
	Ended        calendar.Date
	EndedBy, Why string
}

// IsWithdrawn says that a person has taken the word back.
func (w Waiver) IsWithdrawn() bool { return !w.Ended.IsZero() }

type (
	// Waive says of one finding why it stands. There is no step that answers
	// several: nobody explains what they have not read.
	Waive struct {
		// Mark names the finding with the values it is about.
		Mark   string `json:"mark"`
		Reason string `json:"reason"`
	}
	// Unwaive takes a word back (撤回说明); it stays in the history.
	Unwaive struct {
		Waiver int64  `json:"waiver"`
		Reason string `json:"reason"`
	}
)

// A Judged is a finding with what a person has said of it.
type Judged struct {
	report.Finding
	Mark string
	// Waiver holds for the finding as it is, nil where none does.
	Waiver *Waiver
	// Lapsed was given for other values at the same place, which have changed
	// since; nil where there is none or a Waiver holds.
	Lapsed *Waiver
}

// IsOpenError says that the finding is an error that nobody has explained.
func (j Judged) IsOpenError() bool { return j.Severity == report.Error && j.Waiver == nil }

// figuresIn finds the values in what a finding says, with what hides or parts
// their digits.
var figuresIn = regexp.MustCompile(`[0-9*][0-9*.,%]*`)

// Mark is the digest of what a finding is about: the rule, the place and the
// values. The words around the values may be put better without a word that was
// given for them being lost. What is said of a text alone is about the text.
func Mark(r *report.Report, f report.Finding) string {
	parts := []string{f.Rule, f.At, side(f.Left), side(f.Right)}
	parts = append(parts, figuresIn.FindAllString(f.Says, -1)...)
	if chapter, ok := strings.CutPrefix(f.At, "narrative."); ok && f.Left == nil && f.Right == nil {
		parts = append(parts, r.Narrative[chapter])
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

func side(n *report.Number) string {
	if n == nil {
		return ""
	}
	return n.String()
}

// Judge puts beside each finding the word that holds for it, or the one that
// held while the values were others. Waivers are in the order in which they were
// given; nothing is answered by a default.
func Judge(r *report.Report, findings []report.Finding, waivers []Waiver) []Judged {
	all := make([]Judged, len(findings))
	holds := map[int64]bool{}
	for i, f := range findings {
		all[i] = Judged{Finding: f, Mark: Mark(r, f)}
		for k := range waivers {
			if w := &waivers[k]; !w.IsWithdrawn() && w.Mark == all[i].Mark {
				all[i].Waiver = w
				holds[w.ID] = true
			}
		}
	}
	for i := range all {
		if all[i].Waiver != nil {
			continue
		}
		for k := range waivers {
			if w := &waivers[k]; !w.IsWithdrawn() && !holds[w.ID] && w.Rule == all[i].Rule && w.At == all[i].At {
				all[i].Lapsed = w
			}
		}
	}
	return all
}

// A Standing says how a word stands with the findings of this moment.
type Standing string

// The standings of a waiver.
const (
	Holds     Standing = "有效"
	Lapsed    Standing = "数字已变，原说明失效"
	Settled   Standing = "问题已经没有了"
	Withdrawn Standing = "已撤回"
)

// StandingOf says how the word stands with the findings.
func (w Waiver) StandingOf(judged []Judged) Standing {
	switch {
	case w.IsWithdrawn():
		return Withdrawn
	case slices.ContainsFunc(judged, func(j Judged) bool { return j.Mark == w.Mark }):
		return Holds
	case slices.ContainsFunc(judged, func(j Judged) bool { return j.Lapsed != nil && j.Rule == w.Rule && j.At == w.At }):
		return Lapsed
	}
	return Settled
}

// Check finds the finding that is explained among those of this moment and says
// what is wrong with the word.
func (s Waive) Check(judged []Judged) (Judged, error) {
	i := slices.IndexFunc(judged, func(j Judged) bool { return j.Mark == s.Mark })
	switch {
	case i < 0:
		return Judged{}, problem.Conflict("这处问题已经变了，或者已经没有了").Try("请回到报告看现在的核对结果")
	case judged[i].Waiver != nil:
		w := judged[i].Waiver
		return judged[i], problem.Conflict("%s已于%s说明：%s", w.By, w.On.Chinese(), w.Reason).Try("要改说明，请先撤回原来的")
	}
	return judged[i], checkWord(s.Reason, "说明", "请写明数字为什么是对的，例如“2024年起承接执法权，处罚由0件增至4件”")
}

// Check says what is wrong with taking the word back.
func (s Unwaive) Check(w Waiver) error {
	if w.IsWithdrawn() {
		return problem.Conflict("这条说明已由%s于%s撤回", w.EndedBy, w.Ended.Chinese()).Try("请回到报告查看")
	}
	return checkWord(s.Reason, "撤回的理由", "请写明为什么撤回，例如“数字登记有误，已更正”")
}

// The length of a word, in characters. Shorter says nothing to whoever reviews.
const minWord = 4

func checkWord(text, what, try string) error {
	switch n := utf8.RuneCountInString(strings.TrimSpace(text)); {
	case n == 0:
		return problem.Invalid("没有填写%s", what).Try("%s", try).At("reason")
	case n < minWord:
		return problem.Invalid("%s只有%d个字，至少%d个字", what, n, minWord).Try("%s", try).At("reason")
	case n > maxReason:
		return tooLong(what, text, "reason")
	}
	return nil
}

// Explains says whether words may be given or taken back while the report stands
// so: while it is drafted, and of what has changed since it was published. What
// is under review is what was submitted.
func (f Filing) Explains() error {
	switch f.State {
	case Drafting, Published:
		return nil
	case "":
		return problem.Conflict("%d年的年度报告还没有开始填报", f.Year).Try("请先点“开始填报”")
	}
	return problem.Conflict("报告现在的状态是“%s”，不能说明问题", f.State.Label()).Try("要说明，请先撤回或者退回报告")
}
