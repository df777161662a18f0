package narrative

import "strings"

// absorb lets the words of a span set topic, time and organ.
func (w *walker) absorb(from, to int) {
	st := &w.st
	for i := from; i < to; i++ {
		t := w.tokens[i]
		switch t.kind {
		case thisYear, lastYear, nextYear, partYear, sumYears, asOf:
			w.timed(i, to)
		case become:
			st.stray = false
		case assist:
			if s := w.text.sym[t.start]; !w.idle || s != '督' && s != '配' || s == '配' && sees(w.tokens[i:to], body) && sees(w.tokens[i:to], handle) {
				st.helping = i + 1
			}
		case future:
			st.void = st.void || w.foretells(i)
		case own, whole, body:
			w.speaker(i)
		case among, including:
			if !st.among && !st.bracket {
				st.outer, st.parts, st.picking = st.who, true, true
			}
			st.among = true
			st.antecedent = w.last()
		case filler:
			if t.arg == periodID && i > 0 && w.tokens[i-1].kind == unknown && w.tokens[i-1].end == t.start {
				st.time = notOwn // 春节期间
			}
			w.turn(t)
		case alongside:
			st.alongside = true
		case except:
			st.excepted = true
		case decide:
			if !w.saysNot(i) {
				w.turn(t)
			}
		default:
			if t.kind == remedy && i > 0 && w.everyKind(w.tokens[i-1]) {
				st.general = true
			}
			w.turn(t)
			if t.kind == object && !st.among && w.elsewhereApplied(i) {
				st.topic = elsewhere
			}
		}
	}
}

// byNow tells whether t is 目前 behind what the year brought in: then it is the
// report's day and not the end of a sum over years.
func (w *walker) byNow(t token) bool {
	if spell(w.text, t) != "目前" {
		return false
	}
	for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence >= w.sentence-1; k-- {
		if w.claims[k].row == newlyReceived {
			return true
		}
	}
	return false
}

// foretells tells whether the word at i says that what follows is only planned; 计划
// and 目标 do where they lead the clause or end it, else they are things: 规划、计划类信息.
func (w *walker) foretells(i int) bool {
	switch spell(w.text, w.tokens[i]) {
	case "计划", "目标":
		return w.leads(i) || i+1 == w.to && w.to < len(w.tokens) && w.tokens[w.to].kind == colon
	}
	return true
}

// everyKind tells whether t says that cases of every business follow.
func (w *walker) everyKind(t token) bool {
	switch spell(w.text, t) {
	case "各类", "各种", "所有", "全部", "各项":
		return true
	}
	return false
}

// endsYear tells whether t is the end of a year: 12月31日, 年底, 2023年末.
func (w *walker) endsYear(t token) bool {
	s := w.text.sym[t.start]
	return t.kind == filler && (isDigit(s) || s == '年' || s == '本')
}

// receives tells whether the clause says that something was received or handled.
func (w *walker) receives() bool {
	for _, t := range w.tokens[w.from:w.to] {
		if t.kind == receive || t.kind == handle || t.kind == negation || t.kind == row {
			return true
		}
	}
	return false
}

// backToReceived lets columns that follow be of the applications received, where
// this sentence or the one before gave their number.
func (w *walker) backToReceived() {
	for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence >= w.sentence-1; k-- {
		if c := &w.claims[k]; c.row == newlyReceived && c.column == totalColumn {
			w.st.row, w.st.either, w.st.topic = newlyReceived, c.or != "", onApplications
			return
		}
	}
}

// timed notes a time. In a clause that counts nothing it is the sentence's only
// where it leads or ends it: not 巩固去年整改成果.
func (w *walker) timed(i, to int) {
	t, st := w.tokens[i], &w.st
	placed := !w.idle || w.leads(i) || i+1 == w.to
	switch t.kind {
	case thisYear:
		if i == w.from || w.tokens[i-1].kind != lastYear || w.tokens[i-1].end != t.start { // 去年全年
			st.time, st.stray = wholeYear, false
		}
	case lastYear:
		if i > w.from+1 && w.tokens[i-1].kind == link && w.tokens[i-2].kind == thisYear && w.deniedBehind(i) {
			return // 本年度与上年度均未收到
		}
		if placed && (t.arg != formerID || i+1 == w.to || w.tokens[i+1].kind == own || w.tokens[i+1].kind == receive) {
			w.otherYear(i, to)
		}
	case sumYears:
		if placed {
			w.summed(i)
		}
	case asOf:
		if st.time != wholeYear && !w.byNow(t) {
			st.time = atYearEnd
			st.ends = i+1 < to && w.endsYear(w.tokens[i+1])
		}
	default:
		if placed && !(t.kind == nextYear && w.carriedTo(i)) {
			st.time = notOwn
		}
	}
}

// carriedTo tells whether the year at i is that to which the figure before it was
// carried over: 结转28件至下年度.
func (w *walker) carriedTo(i int) bool {
	k := i - 1
	for k > w.from && w.tokens[k].kind == filler {
		k--
	}
	return k >= w.from && w.tokens[k].kind == figure && w.before.saw(carryOut)
}

// saysNot tells whether the word at i does not say that the organ decides: 加强与
// 复议机关的沟通, 均已审结.
func (w *walker) saysNot(i int) bool {
	if s := w.text.sym[w.tokens[i].start]; w.idle && !w.leads(i) && s != '作' && s != '履' {
		return true
	}
	return i > 0 && (w.tokens[i-1].kind == done || w.tokens[i-1].kind == each)
}

// leads tells whether no more than times and organs stand before token i in its
// clause: what stands there is what the sentence is about.
func (w *walker) leads(i int) bool {
	for n, t := range w.tokens[w.from:i] {
		if n == 0 && w.enumerates(t) {
			continue
		}
		switch t.kind {
		case thisYear, lastYear, nextYear, partYear, sumYears, asOf, from_, link, pause, own, whole, body, among:
		case suffix:
		case unknown:
			if k := w.from + n + 1; k > i || w.tokens[k].kind != body && w.tokens[k].kind != decide || w.tokens[k].start != t.end || w.tokens[k].kind == body && !ofSystem(w.text.sym[w.tokens[k].start]) {
				return false // 教育 before 系统 is a part of the name
			}
		case filler:
			if s := w.text.sym[t.start]; t.end-t.start > 1 && !isDigit(s) || s != '在' && s != '自' && s != '至' && s != '到' && s != '起' && !isDigit(s) && s != '另' && s != '从' {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// otherYear notes a former year: of the clause only where it is what the
// figure is compared with.
func (w *walker) otherYear(i, to int) {
	if w.predicates(i) {
		w.st.stray = true
		return
	}
	for k := w.from; k < i; k++ {
		switch w.tokens[k].kind {
		case compare, from_, link:
			w.st.stray = true
			return
		}
	}
	for k := i + 1; k < to; k++ {
		if w.tokens[k].kind == compare {
			w.st.stray = true
			return
		}
	}
	if w.dated() {
		w.st.stray = true
		return
	}
	w.st.time = notOwn
}

// summed notes 累计 and 以来. Behind 全年 or the report's own year the sum is the
// year's.
func (w *walker) summed(i int) {
	t := w.tokens[i]
	word := w.text.sym[t.start]
	if (word == '累' || word == '以' && i > 0 && w.tokens[i-1].kind == thisYear) && w.st.time == wholeYear {
		return
	}
	if w.dated() || w.predicates(i) {
		w.st.stray = true
		return
	}
	if word == '连' && w.idle {
		return // 连续三年位居第一 gives no figure of the years
	}
	if word == '累' && (w.st.time == atYearEnd && w.st.ends || w.st.time == openTime && w.st.ofYear) {
		w.st.summing = true // 截至12月31日，累计…
		return
	}
	if i > 1 && w.tokens[i-1].kind == link && w.tokens[i-2].kind == thisYear && w.deniedBehind(i) {
		return // 全年及历年均未
	}
	w.st.time = notOwn
}

// predicates tells whether the clause only says what the figure before is: 为历年
// 之最, 为上年的两倍.
func (w *walker) predicates(i int) bool {
	t := w.tokens[w.from]
	if i == w.from || t.kind != filler || sees(w.tokens[i:w.to], figure) {
		return false
	}
	switch w.text.sym[t.start] {
	case '为', '是', '系', '属', '创', '达':
		return true
	}
	return false
}

// deniedBehind tells whether a negation follows token i with no more than 均 between.
func (w *walker) deniedBehind(i int) bool {
	for k := i + 1; k < w.to && k < i+3; k++ {
		if w.tokens[k].kind == negation {
			return true
		}
	}
	return false
}

// dated tells whether a time in the clause dates a thing that is dealt with and
// not the clause: 对2010年以来印发的文件进行清理.
func (w *walker) dated() bool {
	t := w.tokens[w.from]
	if w.enumerates(t) && w.from+1 < w.to {
		t = w.tokens[w.from+1]
	}
	return t.kind == filler && w.text.sym[t.start] == '对'
}

// enumerates tells whether t only numbers what follows: 三、 or 一是.
func (w *walker) enumerates(t token) bool {
	last := w.text.sym[t.end-1]
	return t.kind == filler && (last == '、' || last == '是' && t.end-t.start == 2 && chineseDigit(w.text.sym[t.start]) > 0 || last == '.')
}

// on tells whether the sentence is about x: a clause that only tells how one went
// about it does not end what it was about.
func (w *walker) on(x topic) bool { return w.st.topic == x || w.st.prior == x }

// turn lets a word change the topic.
func (w *walker) turn(t token) {
	before := w.st.topic
	w.turnTo(t)
	if w.st.topic != before {
		w.st.former = false
		if !w.idle {
			w.st.prior = w.st.topic
		}
	}
}

func (w *walker) turnTo(t token) {
	st := &w.st
	switch t.kind {
	case object, volume:
		if t.kind == object && t.arg == bareID && st.topic == onRemedies && !st.former && !w.receives() {
			return // 撤回申请终止2件
		}
		if t.kind == volume || t.arg != modeID || st.topic != elsewhere {
			st.topic = onApplications
		}
		st.qualified, st.here = true, true
	case carryIn, carryOut:
		if (st.topic == onRemedies || st.topic == elsewhere && st.prior != onApplications) && !st.former {
			return // 行政复议新收12件、上年结转1件; 受理工单12件，结转下年1件
		}
		st.topic = onApplications
	case info:
		st.qualified, st.here = true, true
	case remedy:
		st.topic, st.remedy = onRemedies, t.arg
		st.general = st.general || strings.Contains(spell(w.text, t), "应诉")
		if st.remedies[1] != t.arg {
			st.remedies = [2]uint8{st.remedies[1], t.arg}
		}
	case decide:
		k := w.last()
		if k < 0 || !strings.HasPrefix(w.claims[k].cell, "remedy.") {
			st.deciding, st.topic = true, onRemedies
		}
	case papers:
		st.topic, st.papers = onPapers, t.arg
		if st.kinds[1] != t.arg {
			st.kinds = [2]uint8{st.kinds[1], t.arg}
		}
	case made:
		st.made = t.arg
	case act:
		st.topic = onActs
	case charge:
		st.topic, st.fee = onCharges, false
	case handlingFee:
		st.topic, st.fee = onHandlingFee, true
	case procure:
		st.topic = onProcurement
	case taboo:
		st.drafting = st.drafting || t.arg == draftID
		if t.arg == noticeID && st.topic != onCharges {
			st.topic = onHandlingFee
		}
	case channel:
		st.ways = true
	case concerning:
		st.described = st.topic == onApplications || st.topic == onPapers
	case foreign:
		if !st.described && !(st.among && st.topic == onApplications && !st.former) && (st.topic != onCharges || st.former) {
			st.topic = elsewhere
		}
	case filler:
		w.turnAside(t)
	}
}

// turnAside lets a word that names no cell change the topic or who decides.
func (w *walker) turnAside(t token) {
	st := &w.st
	switch t.arg {
	case selfDoneID:
		st.deciding = st.deciding && st.who == ofOthers
		if !st.among && st.helping <= w.from {
			st.helping = 0
		}
	case defendantID:
		st.deciding = st.deciding && st.who == ofOthers
	case lawID:
		st.qualified, st.here = true, true
		if st.topic == noTopic && !st.among {
			st.topic = onApplications
		}
	case feeTitle:
		st.topic, st.fee = onHandlingFee, true
	case columnsID:
		w.backToReceived()
	case applicantID:
		if st.topic == noTopic {
			st.topic = onApplications
		}
	}
}
