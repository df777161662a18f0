package narrative

// frame is what the words of a span say together, before a figure is put to
// them.
type frame struct {
	has      set // kinds seen, but figures
	atoms    [12]atom
	n        int
	before   int  // atoms that stood before 分别
	tail     bool // unknown words behind the last atom
	head     bool // unknown words before the first atom
	aside    bool // a listed member the form has no cell for: 制定、修改
	filed    bool // 申请人 before the applications: those of one applicant
	everyWay bool // several channels in one list: all there are
	strange  bool // applications of another kind: 听证申请
	rowInfo  bool // 信息 behind a row: 不予公开信息
	files    bool // 文件, of no kind
	items    bool // 事项 or 信息 behind a kind of decision
	full     bool // more atoms than fit: says nothing
}

// atom is a word that names a cell or part of one.
type atom struct {
	kind   kind
	arg    uint8
	linked bool // 、 or 和 stands between it and the atom before
	apart  bool // unknown words stand directly before it
	caused bool // behind 因 or 涉及
}

// set is a set of kinds.
type set [2]uint64

func (s *set) drop(k kind)     { s[k>>6] &^= 1 << (k & 63) }
func (s *set) add(k kind)      { s[k>>6] |= 1 << (k & 63) }
func (s *set) has(k kind) bool { return s[k>>6]&(1<<(k&63)) != 0 }

func (f *frame) saw(k kind) bool { return f.has.has(k) }

// any tells whether one of the kinds was seen.
func (f *frame) any(ks ...kind) bool {
	for _, k := range ks {
		if f.saw(k) {
			return true
		}
	}
	return false
}

// of returns the atoms of kind k.
func (f *frame) of(k kind) []atom {
	if !f.saw(k) {
		return nil
	}
	out := make([]atom, 0, f.n)
	for _, a := range f.atoms[:f.n] {
		if a.kind == k {
			out = append(out, a)
		}
	}
	return out
}

// isVerb tells whether words of kind k say what the organ did.
func isVerb(k kind) bool {
	return k == receive || k == handle || k == made || k == acting || k == collect
}

func isAtom(k kind) bool {
	return k >= receive && k <= projects && k != info
}

// frameOf reads a span of tokens.
func frameOf(tokens []token) frame {
	f := frame{before: -1}
	linked, apart, caused, manner := false, false, false, false
	for i, t := range tokens {
		k := roleOf(tokens, i)
		if f.passesOver(tokens, i, k) {
			linked = linked && k != taboo
			continue
		}
		switch k {
		case filler:
			if t.arg == validID && i+1 < len(tokens) && tokens[i+1].kind == papers {
				k, t.arg = made, inForceID
			}
		case taboo:
			if t.arg == decisionID && i+1 < len(tokens) && tokens[i+1].kind == outcome {
				k, t.arg = remedy, reconsiderationID // 复议决定维持6件
			}
		case collect:
			if t.arg == gotID && sees(tokens[i+1:], object) {
				k, t.arg = receive, 0
			}
		}
		if k != figure {
			f.has.add(k)
		}
		if k == object && caused && f.describesAll() {
			f.forgetDescription()
			apart, caused = false, false
		}
		if k == object && t.arg == bareID && i > 0 && tokens[i-1].kind == taboo && tokens[i-1].end == t.start {
			f.strange = true
		}
		switch {
		case isAtom(k):
			if f.n == len(f.atoms) {
				f.full = true
				return f
			}
			if k == object && wholeLaw(tokens[i:i+1]) && i+1 < len(tokens) && (tokens[i+1].kind == pause || tokens[i+1].kind == link) && f.saw(concerning) && !f.saw(because) {
				caused = false // 关于政府信息公开的申请、复议
			}
			f.atoms[f.n] = atom{k, t.arg, linked, apart && !(manner && isVerb(k)), caused}
			f.n++
			linked, apart, manner = false, false, false
		case k == link || k == pause:
			linked = true
		case k == unknown:
			apart = true
			if f.n == 0 {
				f.head = true
			}
		case k == body || k == own || k == whole || k == comma:
			apart = false
		case k == subset && (i > 0 && tokens[i-1].kind == info && t.end-t.start > 1 || t.end-t.start == 1 && f.n > 0 && !apart && behindName(f.atoms[f.n-1].kind)):
			f.has.drop(subset) // 政府信息公开方面的, 无法提供类
		case k == channel && linked && i > 1 && tokens[i-2].kind == channel:
			f.everyWay, linked = true, false
		case k == filler:
			manner = manner || t.arg == mannerID && !apart
			f.remark(t.arg, apart)
		case k == because || k == subset || k == concerning:
			caused = true
		case k == respectively:
			f.before = f.n
		}
	}
	f.tail = apart && f.n > 0
	return f
}

// sees tells whether one of tokens is of kind k.
func sees(tokens []token, k kind) bool {
	for _, t := range tokens {
		if t.kind == k {
			return true
		}
	}
	return false
}

// wholeLaw tells whether what 有关 or 涉及 names is the business of this law, which
// narrows nothing: 有关政府信息公开的申请.
func wholeLaw(tokens []token) bool {
	if len(tokens) == 0 || tokens[0].kind != object || tokens[0].end-tokens[0].start < 4 {
		return false
	}
	for _, t := range tokens[1:] {
		if t.kind == remedy || t.kind == unknown {
			return false
		}
	}
	return true
}

// ofThirdParty tells whether a list of private matters ends in the row it explains:
// 商业秘密、个人隐私及第三方合法权益.
func ofThirdParty(tokens []token) bool {
	for i, t := range tokens {
		switch {
		case t.kind == row:
			return t.arg == thirdParty && i > 0 && (tokens[i-1].kind == link || tokens[i-1].kind == pause)
		case t.kind == taboo && t.arg == privacyID, t.kind == link, t.kind == pause, t.kind == filler, t.kind == concerning:
		default:
			return false
		}
	}
	return false
}

// passesOver tells whether token i, of kind k, says nothing where it stands: a
// member of a list the form has no cell for, or what only explains the next word.
func (f *frame) passesOver(tokens []token, i int, k kind) bool {
	behind := tokens[i+1:]
	switch {
	case k == outcome: // 现行有效规范性文件维持6件
		return f.any(papers, charge) && !f.saw(remedy)
	case k == concerning:
		return wholeLaw(behind)
	case k != taboo:
		return false
	case tokens[i].arg == privacyID && ofThirdParty(behind):
		return true
	case sees(behind, etc) && sees(behind, act) && !sees(behind, figure): // 警告、罚款等行政处罚
		return true
	case i > 0 && (tokens[i-1].kind == link || tokens[i-1].kind == pause):
		f.aside = f.aside || tokens[i].arg != publishID || !f.saw(made) // 制定并主动公开
		return true
	}
	return false
}

// remark notes a filler that says something of the words before it.
func (f *frame) remark(arg uint8, apart bool) {
	switch arg {
	case itemsID:
		f.items = f.items || !apart && (f.n > 0 && f.atoms[f.n-1].kind == act || f.n > 1 && f.atoms[f.n-1].kind == handle && f.atoms[f.n-2].kind == act)
		f.rowInfo = f.rowInfo || f.n > 0 && f.atoms[f.n-1].kind == row && !apart
	case fileID:
		f.files = true
	case applicantID:
		f.filed = f.filed || f.n == 0
	case waysID:
		f.has.drop(channel)
	}
}

// describesAll tells whether the words before the applications only say what
// all of them were about: 共收到涉及征收、物业等方面的申请16件.
func (f *frame) describesAll() bool {
	return f.n > 0 && f.atoms[0].kind == receive && !f.atoms[0].apart && f.saw(concerning) && f.saw(etc) && !f.any(among, including)
}

// forgetDescription leaves what stood before the description and who speaks.
func (f *frame) forgetDescription() {
	var has set
	for _, k := range []kind{receive, total, thisYear, own, whole, body, lastYear, partYear, sumYears, nextYear, negation} {
		if f.saw(k) {
			has.add(k)
		}
	}
	f.n, f.has, f.aside = 1, has, false
}

// roleOf is the kind of token i among its neighbours: 15名自然人 and 其他27个单位
// name no column.
func roleOf(tokens []token, i int) kind {
	k := tokens[i].kind
	switch {
	case (k == column || k == joined) && i > 0 && tokens[i-1].kind == ordinal:
		return filler
	case k == other && i+1 < len(tokens) && (tokens[i+1].kind == ordinal || tokens[i+1].kind == body):
		return filler
	}
	return k
}

// follows tells whether two atoms of kind k stand one behind the other.
func (f *frame) follows(k kind) bool {
	for i := 1; i < f.n; i++ {
		if f.atoms[i].kind == k && f.atoms[i-1].kind == k {
			return true
		}
	}
	return false
}

// atOnce tells whether f says with two verbs in one what was done with the same
// cases: 受理办结申请.
func (f *frame) atOnce() bool {
	verbs := 0
	for i, a := range f.atoms[:f.n] {
		switch {
		case a.kind == receive && a.arg == 0 && i+1 < f.n && f.atoms[i+1].kind == handle && !f.atoms[i+1].apart && !f.saw(done):
			verbs++
		case a.kind == handle && i > 0 && f.atoms[i-1].kind == receive:
		case a.kind != object:
			return false
		}
	}
	return verbs == 1
}

// namesApplications tells whether f speaks of applications beyond doubt.
func (f *frame) namesApplications() bool {
	for _, a := range f.atoms[:f.n] {
		if a.kind == volume || a.kind == object && a.arg != modeID || a.kind == due && a.arg == namedDueID {
			return true
		}
	}
	return false
}

// narrowed tells whether words outside the vocabulary stand before the
// applications: 土地征收申请 are not all of them.
func (f *frame) narrowed() bool {
	o := f.of(object)
	return len(o) > 0 && o[len(o)-1].apart
}

// ofSomeone tells whether the applications received were filed by one who is
// not everybody: 收到律师代理提交的申请.
func (f *frame) ofSomeone() bool {
	for _, a := range f.atoms[:f.n] {
		if a.kind == receive && a.arg == weakID && a.apart {
			return true
		}
	}
	return false
}

// shared tells whether one figure may hold for every name of the span.
func (f *frame) shared(n *number) bool {
	return f.saw(each) || n != nil && n.isZero()
}

// onlyWeakBehind tells whether no name stands behind 分别, at most 提出.
func (f *frame) onlyWeakBehind() bool {
	for _, a := range f.atoms[f.before:f.n] {
		if a.kind != receive || a.arg != weakID {
			return false
		}
	}
	return true
}

// names counts the atoms that name cells of their own.
func (f *frame) names() int {
	n := 0
	for _, a := range f.atoms[:f.n] {
		if a.kind != object && a.kind != volume && a.kind != acting && a.kind != collect && a.kind != amount && (a.kind != receive || a.arg != weakID) {
			n++
		}
	}
	return n
}

// behindName tells whether 类 behind a word of kind k only rounds it off.
func behindName(k kind) bool { return k == column || k == row || k == remedy || k == outcome }

// carriedOn is f as a later figure takes it over: without the comparison the
// first was put into.
func (f frame) carriedOn() frame {
	for _, k := range []kind{change, compare, from_, lastYear, partYear, sumYears, share} {
		f.has.drop(k)
	}
	return f
}

// allLinked tells whether the atoms are one list.
func allLinked(atoms []atom) bool {
	for _, a := range atoms[min(1, len(atoms)):] {
		if !a.linked {
			return false
		}
	}
	return true
}
