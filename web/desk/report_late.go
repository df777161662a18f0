package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// A lateList is what was entered and changed after the report was signed.
type lateList struct {
	Head, Says string
	Since      time.Time
	Lines      []lateLine
	More       int // that are not listed
}

// A lateLine is one of the entries.
type lateLine struct {
	Book, Number, Address string
	Act, By, Reason       string
	At                    time.Time
	Moves                 []string // 行政处罚：＋1
}

// late lists what came after the signature, nil where nothing did.
func (d *Desk) late(r *http.Request, l *liveReport) (*lateList, error) {
	signed := l.Filing.State == filing.Published || l.Filing.State == filing.Signed || l.Filing.Round > 1
	if !signed || !l.day.IsZero() {
		return nil, nil
	}
	found, err := d.store.Late(r.Context(), l.Organ.ID, l.Year)
	if err != nil || found.Total == 0 {
		return nil, err
	}
	list := &lateList{Head: fmt.Sprintf("报告签发后又登记、更改的%d条", found.Total), Since: found.Since, More: found.Total - len(found.Entries)}
	switch l.Filing.State {
	case filing.Published:
		list.Says = "都没有计入已发布的报告。登记属实、数字有变化的，请订正报告；登记有误的，请更正登记。"
	case filing.Signed:
		list.Says = "都没有计入签发的内容，发布的仍是签发的内容。要计入的，请退回报告，重新送审核。"
	default:
		list.Says = "已经计入正在办理的这一版，没有计入以前发布的版本。"
	}
	for i := range found.Entries {
		list.Lines = append(list.Lines, l.lateLine(&found.Entries[i]))
	}
	return list, nil
}

func (l *liveReport) lateLine(e *store.LateEntry) lateLine {
	line := lateLine{Book: e.Register.Name, Number: cmp.Or(e.Number, "没有编号"), Act: account.Action(e.Act).Label(), By: e.By, Reason: e.Reason, At: e.At,
		Address: organAddress(l.Organ.ID) + "/registers/" + string(e.Register.Key) + "/" + strconv.FormatInt(e.ID, 10)}
	for _, m := range e.Moves {
		f, _ := e.Register.Figure(m.Code)
		line.Moves = append(line.Moves, cmp.Or(f.Name, l.Report.Edition.Label(m.Code))+"："+signed(f.Unit, m.By))
	}
	return line
}

// signed writes by how much a figure moves: ＋1, －2,000.
func signed(u register.Unit, n int64) string {
	if n < 0 {
		return "－" + u.Text(-n)
	}
	return "＋" + u.Text(n)
}
