package application

import (
	"gongkai/law"
	"gongkai/law/calendar"
)

// A Channel is the way an application came. Its value is kept and exchanged;
// never change one.
type Channel string

// The channels of article 31.
const (
	Counter        Channel = "counter"         // 当面提交, also orally
	RegisteredMail Channel = "registered_mail" // 邮寄, signed for
	Letter         Channel = "letter"          // 平常信函, not signed for
	Online         Channel = "online"          // the organ's own portal
	OtherSite      Channel = "other_site"      // another channel of the internet
	Email          Channel = "email"           // 电子邮件
	Fax            Channel = "fax"             // 传真
	OtherChannel   Channel = "other"
)

// A receipt is how article 31 finds the day of receipt for a channel.
type receipt struct {
	channel Channel
	label   string
	// confirmed says that the day is that of a confirmation, not of arrival.
	confirmed bool
	rule      string
	cite      law.Citation
}

var receipts = []receipt{
	{Counter, "当面提交", false, "提交之日为收到申请之日", law.OGI.Item(31, 0, 1, "以提交之日为收到申请之日")},
	{RegisteredMail, "邮寄（签收）", false, "签收之日为收到申请之日", law.OGI.Item(31, 0, 2, "以行政机关签收之日为收到申请之日")},
	{Letter, "平常信函", true, "与申请人确认之日为收到申请之日，应当在收到的当日确认", law.OGI.Item(31, 0, 2, "确认之日为收到申请之日")},
	// The slip that our portal issues at once is the organ's confirmation, the
	// submission the applicant's.
	{Online, "本机关网上平台", false, "提交时双方即已确认，提交之日为收到申请之日，休息日也一样", law.OGI.Item(31, 0, 3, "以双方确认之日为收到申请之日")},
	{OtherSite, "其他互联网渠道", true, "双方确认之日为收到申请之日", law.OGI.Item(31, 0, 3, "以双方确认之日为收到申请之日")},
	{Email, "电子邮件", true, "双方确认之日为收到申请之日", law.OGI.Item(31, 0, 3, "申请人通过互联网渠道或者政府信息公开工作机构的传真提交")},
	{Fax, "传真", true, "双方确认之日为收到申请之日", law.OGI.Item(31, 0, 3, "申请人通过互联网渠道或者政府信息公开工作机构的传真提交")},
	{OtherChannel, "其他", true, "条例没有写明，按双方确认之日处理", law.Citation{}},
}

func (c Channel) receipt() (receipt, bool) {
	for _, r := range receipts {
		if r.channel == c {
			return r, true
		}
	}
	return receipt{}, false
}

// Channels lists the channels in the order of article 31.
func Channels() (all []Channel) {
	for _, r := range receipts {
		all = append(all, r.channel)
	}
	return all
}

// Known says whether c is one of the channels.
func (c Channel) Known() bool { _, ok := c.receipt(); return ok }

// Label returns the channel's Chinese name.
func (c Channel) Label() string { r, _ := c.receipt(); return r.label }

// NeedsConfirmation says whether the day of receipt is that of a confirmation
// with the applicant, which must be recorded.
func (c Channel) NeedsConfirmation() bool { r, _ := c.receipt(); return r.confirmed }

// Rule says in one Chinese phrase which day is the day of receipt, and by
// which provision; the zero Citation where none says so.
func (c Channel) Rule() (string, law.Citation) { r, _ := c.receipt(); return r.rule, r.cite }

// ReceivedOn returns the day of receipt (收到申请之日, article 31) of an
// application that arrived on a day and was confirmed on another, zero for not
// yet. It reports false while the confirmation is missing.
func (c Channel) ReceivedOn(arrived, confirmed calendar.Date) (calendar.Date, bool) {
	if !c.NeedsConfirmation() {
		return arrived, true
	}
	return max(arrived, confirmed), !confirmed.IsZero()
}
