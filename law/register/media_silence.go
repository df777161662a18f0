package register

import (
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
