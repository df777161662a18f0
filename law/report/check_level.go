package report

import (
	"fmt"

	"gongkai/law/organ"
)

// organ is the reporting organ's level and body: as recorded, or as its name
// says. recorded is false for the latter; a name is no proof, so a finding that
// rests on it is uncertain.
func (k *checker) organ() (_ organ.Organ, recorded bool) {
	if k.Recorded.Level != organ.UnknownLevel || k.Recorded.Body != organ.UnknownBody {
		return k.Recorded, true
	}
	if k.inferred == nil { // several rules ask
		o, _ := organ.Infer(k.Report.Organ)
		k.inferred = &o
	}
	return *k.inferred, false
}

// rulesAuthority finds government rules reported by an organ that may not make
// any.
func (k *checker) rulesAuthority() {
	o, recorded := k.organ()
	if organ.MayMakeRules(o.Level, o.Body) {
		return
	}
	severity, premise := k.rule.Severity, ""
	if !recorded {
		severity, premise = Uncertain, "（层级按机关名称推断）"
	}
	for _, column := range []string{"issued", "repealed", "in_force", "made", "published", "public_total"} {
		code := Code("disclosure.rules." + column)
		n, ok := k.counted(code)
		if !ok || n.Sign() == 0 {
			continue
		}
		k.add(Finding{At: string(code), Left: n.side(), Severity: severity,
			Says: fmt.Sprintf("%s：%s件。%s%s不能制定规章%s。", k.Edition.Label(code), n.show(), o.Level.Label(), o.Body.Label(), premise)})
	}
}

// collectsLittle says that the organ is one whose fees have a ceiling: a
// department below the State Council, a township or a subdistrict.
func collectsLittle(o organ.Organ) bool {
	return o.Level == organ.Township || o.Body == organ.Department && o.Level != organ.National
}
