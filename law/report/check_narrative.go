package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/law"
)

// feeMeasures are the measures on the fee for processing information.
var feeMeasures = law.Unread("政府信息公开信息处理费管理办法", "国办函〔2020〕109号", "信息处理费的通知、缴纳和公开")

// textSilent tells that the table has applications of which the narrative says
// nothing at all.
func (k *checker) textSilent() {
	const at = "application.newly_received.total"
	n, ok := k.counted(at)
	if !ok || n.Sign() <= 0 || len(k.Narrative) == 0 {
		return
	}
	for _, text := range k.Narrative {
		if strings.Contains(text, "申请") {
			return
		}
	}
	k.add(Finding{At: at, Left: n.side(), Says: fmt.Sprintf("表中本年新收%s件，文字部分没有说到申请。", n.show())})
}

// noticesSaid reads how many fee notices chapter 六 says were sent.
var (
	noticesSaid = regexp.MustCompile(`收费通知(?:书)?(?:的)?(?:件数|数量|份数)?[^0-9，,。；、]{0,4}([0-9]{1,9})[件份次]`)
	noNotices   = regexp.MustCompile(`(?:未|没有)(?:发出|作出|下发|送达|制发)(?:过|任何)?(?:信息处理费)?收费通知`)
)

// feeNotices compares the applications dropped because a fee was not paid with
// the notices that asked for one.
func (k *checker) feeNotices() {
	const at = Code("application.otherwise_handled.unpaid.total")
	unpaid, ok := k.counted(at)
	notices, said := k.Narrative[Other], Number{}
	if !strings.Contains(notices, "收费通知") {
		return // as most
	}
	switch m := noticesSaid.FindStringSubmatch(notices); {
	case m != nil:
		said, _ = ParseNumber(m[1])
	case !noNotices.MatchString(notices):
		return
	}
	if !ok || unpaid.Cmp(said) <= 0 {
		return
	}
	k.add(Finding{At: string(at), Left: unpaid.side(), Right: said.side(),
		Says: fmt.Sprintf("逾期未缴费不再处理%s件，第六部分的收费通知为%s件，差%s件。", unpaid.show(), said.show(), gap(unpaid, said))})
}

func (k *checker) feeNotStated() {
	if k.Edition == nil || k.Edition.Name != Form2021.Name || k.Narrative[Other] == "" {
		return
	}
	for _, text := range k.Narrative {
		if strings.Contains(text, "信息处理费") {
			return
		}
	}
	k.add(Finding{At: "narrative." + Other, Says: "第六部分没有说明收取信息处理费的情况。"})
}

// problemsEmpty finds a chapter 五 that says nothing. A chapter that is not
// there is told by section_missing.
func (k *checker) problemsEmpty() {
	text, isThere := k.Narrative[Problems]
	if !isThere && !slices.Contains(k.Chapters, Problems) {
		return
	}
	n := 0
	for _, c := range text {
		if isLetter(c) {
			n++
		}
	}
	if limit := parameter(k, law.ShortChapterFive); n > limit {
		return
	}
	says := "第五部分没有内容。"
	if n > 0 {
		says = fmt.Sprintf("第五部分只有%d个字：“%s”。", n, MaskPersonal(strings.TrimSpace(text)))
	}
	k.add(Finding{At: "narrative." + Problems, Says: says})
}

// similarText compares each chapter's text with last year's. What stands before
// chapter 一 quotes the law and is rightly the same every year.
func (k *checker) similarText() {
	if k.Previous == nil {
		return
	}
	limit := parameter(k, law.SimilarityLimit)
	names := append(k.names(), k.Previous.names()...)
	for _, c := range formChapters {
		share, enough := Similarity(k.Narrative[c.Key], k.Previous.Narrative[c.Key], names...)
		if !enough || share <= limit {
			continue
		}
		k.add(Finding{At: "narrative." + c.Key, Says: fmt.Sprintf("第%s部分的文字有%.1f%%与上一年度相同，超过%.0f%%。",
			c.Number, share*100, limit*100)})
	}
}

// personalData scans the text that will be published. A mobile number that is
// given as the office's contact is a warning.
func (k *checker) personalData() {
	for _, c := range slices.Concat([]string{Preface}, chapterKeys()) {
		found := FindPersonal(k.Narrative[c])
		if len(found) == 0 {
			continue
		}
		severity := Caution
		var shown []string
		for _, p := range found {
			if !p.Contact {
				severity = Error
			}
			if says := p.Kind + p.Masked; !slices.Contains(shown, says) {
				shown = append(shown, says)
			}
		}
		k.add(Finding{At: "narrative." + c, Severity: severity, Says: "文字中有" + strings.Join(shown, "、") + "。"})
	}
}

func chapterKeys() []string {
	keys := make([]string, len(formChapters))
	for i, c := range formChapters {
		keys[i] = c.Key
	}
	return keys
}
