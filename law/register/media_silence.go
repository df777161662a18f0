package register

import (
	"fmt"

	"gongkai/law"
	"gongkai/law/calendar"
)

// NewMediaCheck are the indicators by which new media are inspected.
var NewMediaCheck = law.Unread("政府网站与政务新媒体检查指标", "国办秘函〔2019〕19号",
	"政务新媒体在检查前两周内没有更新的，单项否决")

// How long an account may say nothing, in calendar days since its last post.
var (
	// SilenceNotice is when a person is reminded.
	SilenceNotice = law.Dated[int]{Name: "政务新媒体未更新提醒的天数", Rows: []law.Row[int]{
		{Value: 10, Unverified: "本程序自定，有的县要求10天内至少更新一次，可按本地要求调整。"},
	}}
	// SilenceLimit is when the account fails an inspection.
	SilenceLimit = law.Dated[int]{Name: "政务新媒体不更新的上限天数", Rows: []law.Row[int]{
		{From: "2019-04-01", Value: 14, Cite: NewMediaCheck, Unverified: "检查指标原文未取得，两周按14个自然日计，从通报中得知。"},
	}}
)

// An Alarm says how bad it is that an account is silent.
type Alarm string

// The alarms.
const (
	Lively  Alarm = ""        // nothing to do
	Silent  Alarm = "notice"  // a post is due soon: amber
	TooLong Alarm = "overdue" // an inspection would fail the account: red
)

// A Silence is how long an account has said nothing.
type Silence struct {
	Days  int // since the last post, 0 on its day
	Alarm Alarm
}

// SilenceOf reckons the silence of an account in use whose last post was on a
// day; of one that never posted last is the day it was opened. A zero last says
// that nothing is known, which is no alarm. Organs are as of [law.Dated.On].
func SilenceOf(last, today calendar.Date, organs ...string) Silence {
	if last.IsZero() || last >= today {
		return Silence{}
	}
	s := Silence{Days: int(today - last)}
	day := law.Day(today.String())
	if limit, ok := SilenceLimit.On(day, organs...); ok && s.Days >= limit.Value {
		s.Alarm = TooLong
	} else if notice, ok := SilenceNotice.On(day, organs...); ok && s.Days >= notice.Value {
		s.Alarm = Silent
	}
	return s
}

// An AccountSilence is an account in use that has said nothing for too long, or
// nearly.
type AccountSilence struct {
	Name, Platform string // as people read them
	// Last is the day of its last post, zero where none was ever recorded and the
	// days are counted since Opened.
	Last, Opened calendar.Date
	Silence
	// Due is the last day on which a post keeps it from failing an inspection, zero
	// where its posts were never recorded and nobody can tell.
	Due calendar.Date
}

// Says tells it in one sentence.
func (s AccountSilence) Says() string {
	switch {
	case s.Due.IsZero():
		return fmt.Sprintf("政务新媒体“%s”（%s）的发布从来没有登记过，看不出是否按时更新。", s.Name, s.Platform)
	case s.Last.IsZero():
		return fmt.Sprintf("政务新媒体“%s”（%s）%s开设，已经%d天，还没有登记发布。", s.Name, s.Platform, s.Opened.Chinese(), s.Days)
	}
	return fmt.Sprintf("政务新媒体“%s”（%s）已经%d天没有登记发布，最后一次是%s。", s.Name, s.Platform, s.Days, s.Last.Chinese())
}

// Silences finds the accounts that are silent on a day. The accounts are entries
// of [MediaAccount] in use; the posts entries of [MediaPost] up to the day, the
// latest first. Of an account whose posts are recorded as a period's total
// nothing is known, and of one that is not told apart from others neither.
func Silences(accounts, posts []Values, today calendar.Date, organs ...string) (all []AccountSilence) {
	for i, a := range accounts {
		last, known := lastPost(accounts, i, posts)
		if !known {
			continue
		}
		since := last
		if since.IsZero() {
			since = a.Date("opened_on")
		}
		s := SilenceOf(since, today, organs...)
		if s.Alarm == Lively {
			continue
		}
		silent := AccountSilence{Name: a["name"], Platform: MediaAccount.Show("platform", a), Last: last, Opened: a.Date("opened_on"), Silence: s, Due: dueAfter(since, today, organs...)}
		if last.IsZero() && s.Days > neverRecorded {
			silent.Alarm, silent.Due = Silent, 0
		}
		all = append(all, silent)
	}
	return all
}

// neverRecorded is after how many days without any post on record an account is
// not held to be silent but unrecorded: somebody would have noticed.
const neverRecorded = 60

func dueAfter(last, today calendar.Date, organs ...string) calendar.Date {
	limit, _ := SilenceLimit.On(law.Day(today.String()), organs...)
	return last.AddDays(limit.Value - 1)
}

// lastPost is the day of an account's last post, zero where there is none. It is
// not known where posts may be those of another account, or of a whole period.
func lastPost(accounts []Values, i int, posts []Values) (last calendar.Date, known bool) {
	for _, p := range posts {
		switch of := postOf(accounts, p); {
		case of != i && of != unclear:
		case of == unclear && !mayBeOf(accounts[i], p):
		case of == unclear, IsTotal(p):
			return 0, false
		default:
			return p.Date("published_on"), true
		}
	}
	return 0, true
}

// unclear is a post that may be of several accounts; of nobody's is -1.
const unclear = -2

// postOf is the account of a post: the one of its name and platform, or the only
// one that it may be of.
func postOf(accounts []Values, p Values) int {
	found := -1
	for i, a := range accounts {
		switch {
		case !mayBeOf(a, p):
		case found >= 0:
			return unclear
		default:
			found = i
		}
	}
	return found
}

// mayBeOf says that nothing in the post speaks against the account.
func mayBeOf(account, post Values) bool {
	return (post["account"] == "" || post["account"] == account["name"]) && (post["platform"] == "" || post["platform"] == account["platform"])
}
