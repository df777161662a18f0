package register

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// An Action names what a step does, for the permission table and the audit
// record; never change one.
type Action string

// The actions, in the order of a clerk's work.
const (
	ActionEnter      Action = "register.enter"
	ActionCorrect    Action = "register.correct"
	ActionWithdraw   Action = "register.withdraw"
	ActionImport     Action = "register.import"
	ActionUndoImport Action = "register.undo_import"
	ActionAttach     Action = "register.attach"
)

// A State says whether an entry counts.
type State string

// The states of an entry.
const (
	Current   State = "current"   // 有效
	Withdrawn State = "withdrawn" // 作废: kept and shown, and counted nowhere
)

// Label returns the state's Chinese name.
func (s State) Label() string {
	if s == Withdrawn {
		return "已作废"
	}
	return "有效"
}

// Enter records an entry (登记).
type Enter struct {
	Register Key    `json:"register"`
	Values   Values `json:"values"`
}

// Correct replaces what an entry records (更改登记). The version before stays in
// its history.
type Correct struct {
	Register Key    `json:"register"`
	Values   Values `json:"values"`
	Reason   string `json:"reason"`
}

// Withdraw takes an entry out of every figure (作废); it stays in the book.
type Withdraw struct {
	Register Key    `json:"register"`
	Reason   string `json:"reason"`
}

// Reinstate takes a withdrawal back (恢复).
type Reinstate struct {
	Register Key    `json:"register"`
	Reason   string `json:"reason"`
}

// Import enters and corrects what a file holds, all of it or nothing.
type Import struct {
	Register Key    `json:"register"`
	File     string `json:"file"` // its name, as the person's machine calls it
	SHA256   string `json:"sha256"`
	New      int    `json:"new"`
	Changed  int    `json:"changed"`
	Same     int    `json:"same"`
	// Plan is the digest of the dry run that the person confirmed. The store
	// makes the plan again in its transaction and calls Confirms.
	Plan string `json:"plan"`
}

// UndoImport takes back an import as a whole: what it entered is withdrawn,
// what it corrected gets its former values.
type UndoImport struct {
	Register Key    `json:"register"`
	Import   int64  `json:"import"`
	Reason   string `json:"reason"`
}

// Attach adds a file to an entry.
type Attach struct {
	Register Key    `json:"register"`
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"`
}

// RemoveAttachment takes a file off an entry; the file itself is kept.
type RemoveAttachment struct {
	Register   Key    `json:"register"`
	Attachment int64  `json:"attachment"`
	Name       string `json:"name"`
	Reason     string `json:"reason"`
}

// Action names the step. Reinstating needs the same right as withdrawing, and
// taking a file off the same as adding one.
func (Enter) Action() Action { return ActionEnter }

// Action names the step.
func (Correct) Action() Action { return ActionCorrect }

// Action names the step.
func (Withdraw) Action() Action { return ActionWithdraw }

// Action names the step.
func (Reinstate) Action() Action { return ActionWithdraw }

// Action names the step.
func (Import) Action() Action { return ActionImport }

// Action names the step.
func (UndoImport) Action() Action { return ActionUndoImport }

// Action names the step.
func (Attach) Action() Action { return ActionAttach }

// Action names the step.
func (RemoveAttachment) Action() Action { return ActionAttach }

// MarshalJSON writes the step for the audit record, which people read who may
// not see personal data: names are masked. The history of the entry has them.
func (e Enter) MarshalJSON() ([]byte, error) {
	type plain Enter
	e.Values = maskedFor(e.Register, e.Values)
	return json.Marshal(plain(e))
}

// MarshalJSON writes the step for the audit record, as that of [Enter].
func (c Correct) MarshalJSON() ([]byte, error) {
	type plain Correct
	c.Values = maskedFor(c.Register, c.Values)
	return json.Marshal(plain(c))
}

func maskedFor(register Key, v Values) Values {
	if d, ok := Of(register); ok {
		return d.Masked(v)
	}
	return nil
}

// Check refuses an entry whose values are not in order on the day.
func (e Enter) Check(d *Description, today calendar.Date) []*problem.Error {
	return d.Faults(e.Values, today)
}

// Check refuses a correction without reason, of a withdrawn entry, or to the
// values the entry has.
func (c Correct) Check(d *Description, state State, now Values, today calendar.Date) []*problem.Error {
	var all []*problem.Error
	if state == Withdrawn {
		return append(all, problem.Refused("这%s登记已经作废，不能更改", d.Noun).Try("如果作废有误，请先恢复登记"))
	}
	if p := checkReason(c.Reason, "更改"); p != nil {
		all = append(all, p)
	}
	if now.Equal(c.Values) {
		all = append(all, problem.Invalid("内容与现在的登记相同，没有更改").Try("请改动后再保存，或返回登记簿"))
	}
	return append(all, d.Faults(c.Values, today)...)
}

// Check refuses a withdrawal without reason or of a withdrawn entry.
func (w Withdraw) Check(state State) *problem.Error {
	if state == Withdrawn {
		return problem.Conflict("登记已经作废").Try("请刷新页面查看是谁、因何作废")
	}
	return checkReason(w.Reason, "作废")
}

// Check refuses to reinstate without reason or what is not withdrawn.
func (r Reinstate) Check(state State) *problem.Error {
	if state != Withdrawn {
		return problem.Conflict("登记没有作废，不需要恢复").Try("请刷新页面查看登记现在的状态")
	}
	return checkReason(r.Reason, "恢复")
}

// Check refuses an undoing without reason, after the period, or when entries of
// the import were changed since, by how many.
func (u UndoImport) Check(imported, today calendar.Date, changedSince int) *problem.Error {
	period, _ := UndoPeriod.On(today.ISO())
	switch {
	case today > imported.AddDays(period.Value):
		return problem.Refused("导入已满%d天，不能整批撤销：导入日期是%s", period.Value, imported.Chinese()).Try("请逐件更改或作废")
	case changedSince > 0:
		return problem.Refused("导入以后，其中%d条登记又被更改或作废，不能整批撤销", changedSince).Try("请逐件更改或作废，以免丢失后来的更改")
	}
	return checkReason(u.Reason, "撤销")
}

// MaxAttachments is how many files an entry may have.
const MaxAttachments = 20

// Check refuses one file too many. What a file may be is told by package
// attachment.
func (Attach) Check(state State, attached int) *problem.Error {
	switch {
	case state == Withdrawn:
		return problem.Refused("这条登记已经作废，不能添加附件").Try("如果作废有误，请先恢复登记")
	case attached >= MaxAttachments:
		return problem.TooLarge("每条登记最多%d个附件，现已有%d个", MaxAttachments, attached).Try("请合并文件，或移除不需要的附件")
	}
	return nil
}

// Check refuses a removal without reason.
func (r RemoveAttachment) Check() *problem.Error { return checkReason(r.Reason, "移除") }

// The length of a reason, in characters.
const (
	minReason = 2
	maxReason = 200
)

func checkReason(reason, doing string) *problem.Error {
	n := utf8.RuneCountInString(strings.TrimSpace(reason))
	switch {
	case n == 0:
		return problem.Invalid("没有填写%s的理由", doing).Try("请写明理由，例如“决定书文号录入有误”").At("reason")
	case n < minReason:
		return problem.Invalid("%s的理由只有%d个字，至少%d个字", doing, n, minReason).Try("请写明理由，例如“决定书文号录入有误”").At("reason")
	case n > maxReason:
		return problem.Invalid("%s的理由有%d个字，最多%d个字", doing, n, maxReason).Try("请写得简短一些，详细材料可以作为附件").At("reason")
	}
	return nil
}
