package portal

import (
	"slices"

	"gongkai/law"
	"gongkai/law/application"
)

// A relief tells where one turns against a reply, and until when.
type relief struct {
	Says  string
	Cites []law.Citation
}

// What is refused under articles 14 to 16 goes to reconsideration first; against
// every other reply one chooses.
var (
	reconsiderFirst = relief{
		"不予公开的，应当先申请行政复议，自知道答复之日起60日内提出；对行政复议决定不服的，自收到复议决定书之日起15日内向人民法院起诉。",
		[]law.Citation{
			law.Reconsideration.Art(20, "可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请"),
			law.Reconsideration.Item(23, 1, 4, "申请政府信息公开，行政机关不予公开"),
			law.Litigation.Art(45, "可以在收到复议决定书之日起十五日内向人民法院提起诉讼"),
		},
	}
	chooseRelief = relief{
		"对其他答复不服的，可以自知道答复之日起60日内申请行政复议，也可以自知道答复之日起6个月内直接向人民法院起诉。",
		[]law.Citation{
			law.Reconsideration.Art(20, "可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请"),
			law.Litigation.Art(46, "应当自知道或者应当知道作出行政行为之日起六个月内提出"),
		},
	}
)

// reliefsOf are the ways open against the latest reply: of each item its own.
func reliefsOf(c *application.Case) (all []relief) {
	last := lastOf(c)
	outcomes := []application.Outcome{last.Outcome}
	if len(last.Decisions) > 0 {
		outcomes = nil
		for _, d := range last.Decisions {
			outcomes = append(outcomes, d.Outcome)
		}
	}
	if slices.ContainsFunc(outcomes, application.Outcome.Refuses) {
		all = append(all, reconsiderFirst)
	}
	gives := func(o application.Outcome) bool { return !o.Refuses() || o.Gives() }
	if slices.ContainsFunc(outcomes, gives) {
		all = append(all, chooseRelief)
	}
	return all
}
