package filing

import "gongkai/law/calendar"

// A Progress is how far an organ's report has come on its way to the superior
// organ, as that organ sees it.
type Progress string

// The progresses in the order in which they ask the superior organ to act: what it
// has to answer, whom it has to chase, what others are busy with, what is done.
const (
	ToAnswer    Progress = "waiting"  // handed in, to be received or sent back
	Overdue     Progress = "overdue"  // not handed in, and the day is past
	Returned    Progress = "returned" // sent back, to be mended by its organ
	NotHandedIn Progress = "missing"  // not handed in, the day is still to come
	InOrder     Progress = "received"
	Public      Progress = "published" // received and published
	Exempt      Progress = "exempt"    // an old report taken over, or an organ that has ended
)

// Progresses lists them in that order.
func Progresses() []Progress {
	return []Progress{ToAnswer, Overdue, Returned, NotHandedIn, InOrder, Public, Exempt}
}

// Label returns the progress's Chinese name.
func (p Progress) Label() string {
	switch p {
	case ToAnswer:
		return "待接收"
	case Overdue:
		return "逾期未报送"
	case Returned:
		return "已退回"
	case NotHandedIn:
		return "未报送"
	case InOrder:
		return "已接收"
	case Public:
		return "已接收并发布"
	}
	return "不用报送"
}

// IsOutstanding says that the organ still has to hand its report in.
func (p Progress) IsOutstanding() bool { return p == Overdue || p == Returned || p == NotHandedIn }

// A Course is what the superior organ knows of a report below.
type Course struct {
	State   State // "" where nobody has begun
	Adopted bool
	Ended   bool   // the organ is no more
	Last    Handed // what was handed in last
	Version int    // the latest published, 0 for none
}

// Progress says how far the report has come on a day; due is the last one for
// handing it in. A report sent back stays so, late or not: its organ has acted.
func (c Course) Progress(today, due calendar.Date) Progress {
	switch {
	case c.Last.N > 0 && c.Last.Answer == Waiting:
		return ToAnswer
	case c.Last.Answer == SentBack:
		return Returned
	case c.Last.Answer == Received && c.Version > 0:
		return Public
	case c.Last.Answer == Received:
		return InOrder
	case c.Adopted, c.Ended:
		return Exempt
	case today > due:
		return Overdue
	}
	return NotHandedIn
}
