package report

import (
	"fmt"

	"gongkai/law"
)

// A stock is what table 二 says about one kind of document: how many were issued
// and repealed in the year, and how many are in force at its end.
type stock struct {
	item                      string
	issued, repealed, inForce Number
}

// stocks returns the kinds of documents of which every cell is there.
func (r *Report) stocks() []stock {
	var all []stock
	for _, item := range []string{"rules", "normative"} {
		s := stock{item: item}
		var ok [3]bool
		s.issued, ok[0] = r.counted(s.code("issued"))
		s.repealed, ok[1] = r.counted(s.code("repealed"))
		s.inForce, ok[2] = r.counted(s.code("in_force"))
		if ok[0] && ok[1] && ok[2] {
			all = append(all, s)
		}
	}
	return all
}

func (s stock) code(column string) Code { return Code("disclosure." + s.item + "." + column) }

// issuedExceeds finds more documents issued than can be accounted for: what was
// issued this year is in force at its end or was repealed in it.
func (k *checker) issuedExceeds() {
	for _, s := range k.stocks() {
		right := s.inForce.Add(s.repealed)
		if s.issued.Cmp(right) <= 0 {
			continue
		}
		at := s.code("issued")
		k.add(Finding{At: string(at), Left: s.issued.side(), Right: right.side(),
			Says: fmt.Sprintf("%s：制发%s件，现行有效和废止合计%s件，少%s件。", k.Edition.Label(at),
				s.issued.show(), equation(s.inForce, s.repealed), gap(s.issued, right))})
	}
}

// repealedExceeds finds more documents repealed than there were.
func (k *checker) repealedExceeds() {
	if !k.followsPrevious() {
		return
	}
	for _, s := range k.stocks() {
		before, ok := k.Previous.counted(s.code("in_force"))
		right := before.Add(s.issued)
		if !ok || s.repealed.Cmp(right) <= 0 {
			continue
		}
		at := s.code("repealed")
		k.add(Finding{At: string(at), Left: s.repealed.side(), Right: right.side(),
			Says: fmt.Sprintf("%s：废止%s件，上一年度现行有效和本年制发合计%s件，多%s件。", k.Edition.Label(at),
				s.repealed.show(), equation(before, s.issued), gap(s.repealed, right))})
	}
}

// inForce carries the stock of government rules and normative documents from
// last year to this. Clean-ups and changes of jurisdiction break it rightly, so
// it warns.
func (k *checker) inForce() {
	if !k.followsPrevious() {
		return
	}
	for _, s := range k.stocks() {
		at := s.code("in_force")
		before, ok := k.Previous.counted(at)
		left := before.Add(s.issued).Sub(s.repealed)
		if !ok || left == s.inForce {
			continue
		}
		k.add(Finding{At: string(at), Left: left.side(), Right: k.Figure(at).orNil(),
			Says: fmt.Sprintf("%s：%s＋%s－%s＝%s，%s，差%s件。", k.Edition.Label(at),
				before.show(), s.issued.show(), s.repealed.show(), left.show(), counting("现填", k.Figure(at), s.inForce), gap(left, s.inForce))})
	}
}

// unitLarge finds an amount that no department or township collects: 元 were
// probably written for 万元. A mistake that the narrative proves is told by
// unit_suspect.
func (k *checker) unitLarge() {
	o, recorded := k.organ()
	amount, ok := k.counted(feeAmount)
	ceiling := Count(parameter(k, law.FeePlausible).Ceiling)
	if !collectsLittle(o) || !ok || amount.Cmp(ceiling) < 0 || k.feeUnitSaid() != nil {
		return
	}
	severity := Uncertain
	if recorded {
		severity = Caution
	}
	k.add(Finding{At: string(feeAmount), Left: amount.side(), Right: ceiling.side(), Severity: severity,
		Says: fmt.Sprintf("收费金额：表中为%s万元；部门、乡镇一般不会超过%s万元。", amount.show(), ceiling.show())})
}

// unitJump finds an amount a thousand times last year's, or a thousandth of it.
func (k *checker) unitJump() {
	if !k.followsPrevious() {
		return
	}
	before, ok := k.Previous.counted(feeAmount)
	now, also := k.counted(feeAmount)
	if !ok || !also || before.Sign() <= 0 || now.Sign() <= 0 {
		return
	}
	times := float64(parameter(k, law.FeePlausible).Times)
	if ratio := now.Float64() / before.Float64(); ratio < times && ratio > 1/times {
		return
	}
	k.add(Finding{At: string(feeAmount), Left: before.side(), Right: now.side(),
		Says: fmt.Sprintf("收费金额：上一年度%s万元，本年度%s万元，相差一千倍以上。", before.show(), now.show())})
}

// jumps points out totals that changed a great deal from last year.
func (k *checker) jumps() {
	if !k.followsPrevious() {
		return
	}
	limit := parameter(k, law.YearOnYearJump)
	least := Count(limit.Least)
	for i, code := range k.Edition.codes {
		if !k.comparesYears(i) {
			continue
		}
		before, ok := k.Previous.counted(code)
		now, also := k.counted(code)
		if !ok || !also || before.Sign() < 0 || now.Sign() < 0 {
			continue
		}
		low, high := before, now
		if low.Cmp(high) > 0 {
			low, high = high, low
		}
		if high.Cmp(least) < 0 || high.Float64() < low.Float64()*float64(limit.Times) {
			continue
		}
		word := "增加"
		if now.Cmp(before) < 0 {
			word = "减少"
		}
		k.add(Finding{At: string(code), Left: before.side(), Right: now.side(),
			Says: fmt.Sprintf("%s：上一年度%s，本年度%s，%s%s。", k.Edition.Label(code), before.show(), now.show(), word, gap(now, before))})
	}
}

// comparesYears says that the cell is worth comparing: a 总计, or a cell of table
// 二 that is not itself a change.
func (k *checker) comparesYears(i int) bool {
	applications, remedies := k.Edition.applications(), k.Edition.remedies()
	if i < applications.first {
		return k.Edition.kinds[i] != ChangeCell
	}
	return applications.isTotal(i) || remedies.isTotal(i)
}
