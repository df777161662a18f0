package narrative

// moneyCells: charges, the fee for handling applications, procurement. An amount
// may stand a clause behind the name of the money.
func (w *walker) moneyCells(f *frame, n *number) []cell {
	switch {
	case f.any(foreign) && !f.saw(etc):
		return nil
	case f.saw(handlingFee) && !f.saw(charge):
		return []cell{{code: processingFeeCell, money: true}}
	case f.saw(charge) && !f.saw(handlingFee) && f.of(charge)[0].apart && !f.saw(etc):
		return nil // 涉企行政事业性收费
	case f.saw(charge) && !f.saw(handlingFee):
		return []cell{{code: feesCell, money: true, scale: 4}}
	case f.saw(amount) && w.st.topic == onProcurement && w.st.given.saw(taboo) && f.of(amount)[0].arg != gotID:
		return nil // 公开集中采购项目8个，金额…
	case f.saw(amount) && (w.st.topic == onProcurement || f.saw(procure) || f.of(amount)[0].arg == boughtID && w.sentenceNames(procure)):
		return []cell{{code: procureAmountCell, money: true}}
	case f.saw(amount) && f.n == 1 && w.leftOpen(handlingFee):
		return []cell{{code: processingFeeCell, money: true}}
	case f.saw(amount) && f.n == 1 && w.leftOpen(charge):
		return []cell{{code: feesCell, money: true, scale: 4}}
	case f.saw(collect) && f.saw(object) && !f.any(taboo, unknown, procure, projects, act):
		return []cell{{code: processingFeeCell, money: true}} // 办理申请收取费用300元
	case !f.saw(collect) || f.any(procure, projects, act):
		return nil
	case w.st.topic == onHandlingFee && f.onlyMoney(), w.st.fee && f.n == 1 && !f.any(taboo, unknown), n.isZero() && !f.any(taboo, unknown) && (f.saw(info) || f.n == 1 && w.st.qualified && (w.st.topic == onApplications || w.st.topic == onRemedies)):
		return []cell{{code: processingFeeCell, money: true}}
	case w.st.topic == onCharges && !w.st.label.saw(taboo):
		return []cell{{code: feesCell, money: true, scale: 4}}
	}
	return nil
}

// sentenceNames tells whether a word of kind k stands in the sentence from this clause on.
func (w *walker) sentenceNames(k kind) bool {
	for i := w.from; i < min(len(w.tokens), w.from+longestClause) && w.tokens[i].kind != stop; i++ {
		if w.tokens[i].kind == k {
			return true
		}
	}
	return false
}

// onlyMoney tells whether f names no more than that money was taken.
func (f *frame) onlyMoney() bool {
	for i, a := range f.atoms[:f.n] {
		switch a.kind {
		case collect, amount, cost, handlingFee, object:
		default:
			return false
		}
		if i > 0 && a.apart {
			return false
		}
	}
	return true
}

// leftOpen tells whether money of kind k was named before without its amount:
// 收取了信息处理费，金额为90元.
func (w *walker) leftOpen(k kind) bool {
	for _, f := range []*frame{&w.st.label, &w.st.given} {
		if f.saw(k) && !f.any(taboo, foreign) {
			return true
		}
	}
	return false
}

func (w *walker) procureCells(f *frame) []cell {
	if w.st.topic != onProcurement || f.any(foreign, channel) || f.n > 2 {
		return nil
	}
	return codes(procureCountCell)
}

// actCells: 作出行政许可决定, 办理行政处罚案件, or the bare names in such a list.
func (w *walker) actCells(f *frame) []cell {
	acts := f.of(act)
	if f.any(receive, foreign, channel, object, papers) || len(acts) != 1 && !(f.saw(each) && allLinked(acts)) {
		return nil
	}
	if acts[0].apart && !f.any(acting, handle) || f.items && !f.saw(acting) && !opens(f, handle) {
		return nil // 行政许可事项办结7316件
	}
	for i, a := range f.atoms[:f.n] {
		if i > 0 && a.apart && a.kind == handle {
			return nil // 行政许可不见面办理
		}
	}
	var out []cell
	for _, a := range acts {
		out = append(out, cell{code: actCodes[a.arg][0]})
	}
	return out
}

// paperCells combines what was done with the kind of document; both may stand
// in clauses before.
func (w *walker) paperCells(f *frame, n *number) []cell {
	if w.st.published || w.st.drafting && !f.saw(papers) || w.st.among && w.st.publishing || f.any(foreign, channel, handle, receive, object) {
		return nil
	}
	verbs, kinds := f.of(made), f.of(papers)
	if len(verbs) == 1 && verbs[0].arg == changedID {
		if !n.isZero() {
			return nil
		}
		verbs = []atom{{kind: made, arg: issuedID}, {kind: made, arg: repealedID}}
	}
	if f.files && len(kinds) == 0 && !w.st.given.any(made, papers) {
		return nil // 现行有效文件63件, of no documents counted before
	}
	if len(verbs) == 0 && w.st.publishing && !w.st.former {
		return nil // 公开现行有效规章14件，规范性文件233件
	}
	if len(verbs) == 0 && w.st.made != 0 && w.on(onPapers) {
		verbs = []atom{{kind: made, arg: w.st.made}}
	}
	if len(kinds) == 0 && w.on(onPapers) && w.st.papers != 0 {
		kinds = []atom{{kind: papers, arg: w.st.papers}}
		w.st.topic = onPapers
	}
	if len(verbs) == 0 || len(kinds) == 0 || len(verbs)*len(kinds) > 1 && !f.shared(n) {
		return nil
	}
	var out []cell
	for _, k := range kinds {
		for _, v := range verbs {
			out = append(out, cell{code: papersCodes[k.arg][v.arg], always: v.arg == inForceID || v.arg == publicTotalID})
		}
	}
	return out
}
