package narrative

// topic is the business a sentence is about.
type topic uint8

const (
	noTopic topic = iota
	onApplications
	onRemedies
	onPapers
	onActs
	onCharges
	onHandlingFee
	onProcurement
	elsewhere // business the form has no table for
)

// standingOf tells whose figures a clause gives.
type standingOf uint8

const (
	unsaid  standingOf = iota
	ofArea             // 全市, 我市
	ofNamed            // one organ by name, taken for the reporter's
	ofOffice
	ofSelf // 本机关
	ofOthers
)

// span of time of a clause.
type span uint8

const (
	openTime span = iota
	wholeYear
	atYearEnd // 截至: right for 现行有效 only
	notOwn    // last year, part of the year, cumulative, to come
)

// state is what a clause inherits from the ones before it.
type state struct {
	topic      topic
	prior      topic // of the last clause that counted
	former     bool  // topic is of the sentence before
	remedy     uint8
	papers     uint8
	kinds      [2]uint8 // the two kinds of documents named last
	made       uint8
	row        uint8
	either     bool // row is new applications, or those with carried in
	time       span
	ofYear     bool // the paragraph speaks of the whole year
	summing    bool // 累计 behind the year's end: the year's, unless told apart
	ends       bool // 截至 names the year's end
	stray      bool // this clause only: a time not its own, as in 比上年
	who        standingOf
	area       uint16 // 市 of 我市 or 全市
	bodies     bool   // 全市46家市直单位: organs of the area, not said to be all
	governs    bool   // it is a government or its office
	name       int32  // symbol the named organ starts at
	qualified  bool   // 信息公开 has been said
	here       bool   // it has been said in this sentence
	general    bool   // the remedies of this sentence are of every business: 行政应诉
	deciding   bool   // cases the organ decides
	void       bool   // plans: nothing in this sentence counts
	helping    int    // token behind that of another's cases, 0 if none: nothing counts until the organ speaks of its own
	among      bool   // behind 其中
	antecedent int    // claim that 其中 or a bracket speaks of, -1 if none
	alongside  bool   // 连同上年结转
	excepted   bool   // 除…外
	inside     bool   // 含上年结转 stood in a bracket before the figure
	fee        bool   // the fee for handling applications was named in this sentence
	newly      bool   // applications received were given in this sentence
	bracket    bool
	ofColumn   bool       // in a bracket behind the name of a column
	filled     bool       // a bracket gave the figure of the name before it
	aside      bool       // in a bracket behind another year
	published  bool       // in a bracket behind what was only published
	head       frame      // of the words before a colon
	label      frame      // of the words behind the last figure
	given      frame      // of the last figure
	ways       bool       // a way of applying was named in this sentence
	counted    bool       // the last figure was a count
	nounBehind int        // token behind the noun that stood behind the last figure
	vague      bool       // the last figure was no exact one
	refused    bool       // the last figure was put to no cell
	partial    bool       // figures are of some applications only
	ofOld      bool       // figures are of last year's applications only
	remedies   [2]uint8   // the remedies named last
	picking    bool       // 其中 has been said in this sentence
	parts      bool       // 其中 has been said
	outer      standingOf // whose figures stood before 其中
	drafting   bool       // documents were drafted for another organ
	publishing bool       // a list of what was published goes on
	described  bool       // what the applications were about is being listed
	denied     int        // token behind a negation whose list may go on in the next clause, 0 if none
	orphan     int        // one more than the token of a figure the clause before left without a name, 0 if none
}

// claim is a figure put to a cell, before contradictions are weighed.
type claim struct {
	cell, or   string
	value      string
	who        standingOf
	name       int32
	governs    bool // the name is a government's or its office's
	among      bool
	bodies     bool
	sentence   int
	listed     bool // one of several organs of its sentence: not the reporter's
	loose      bool
	weak       bool // of a sum that may go over years
	row        uint8
	column     uint8
	start, end int32 // symbols of the figure
	from, to   int32 // symbols of the clause
}

// walker goes through the tokens clause by clause.
type walker struct {
	text     *normal
	tokens   []token
	figures  []number
	about    About
	st       state
	stack    []state
	claims   []claim
	sentence int
	from, to int   // the clause, in tokens
	before   frame // the words before the last figure of the clause
	idle     bool  // the clause counts and denies nothing
	problems bool
	verb     kind         // of the list the clause goes through: 收到…、…
	crowded  map[int]bool // sentences that give others' figures too; true if not as parts
	section  bool         // the chapter on remedies: all its cases are of this law
}

// longestClause bounds the work on texts that are none.
const longestClause = 256

func (w *walker) walk() {
	w.st = state{antecedent: -1}
	quietBrackets(w.tokens)
	joinRows(w.tokens)
	w.heading(0)
	from := 0
	for i := 0; i <= len(w.tokens); i++ {
		k := stop
		if i < len(w.tokens) {
			k = w.tokens[i].kind
		}
		if i-from > longestClause {
			k = stop // no sentence: a table or noise
		}
		if k < comma || k == pause {
			continue
		}
		if (k == comma || k == colon) && i == from+1 && w.tokens[from].kind == among {
			w.tokens[i].kind = filler // 其中：自然人9件
			continue
		}
		w.clause(from, i)
		w.boundary(k, i)
		from = i + 1
	}
}

// quietBrackets passes over brackets in the middle of a phrase that count and
// deny nothing: 任何形式（信函、网络）的申请.
func quietBrackets(tokens []token) {
	for i := 1; i < len(tokens); i++ {
		if tokens[i].kind != open || tokens[i-1].kind == stop {
			continue
		}
		k := i + 1
		for k < len(tokens) && k < i+16 && quiet(tokens[k].kind) {
			k++
		}
		if k+1 >= len(tokens) || tokens[k].kind != closing || tokens[k+1].kind != filler && tokens[k+1].kind != object {
			continue
		}
		for j := i; j <= k; j++ {
			tokens[j].kind, tokens[j].arg = filler, 0
		}
	}
}

// joinRows makes one list of the names and of the figures that 分别 puts together, where
// commas part them: 予以公开，部分公开分别为4件，2件.
func joinRows(tokens []token) {
	for i := range tokens {
		if tokens[i].kind != respectively {
			continue
		}
		k := i + 1
		for k < len(tokens) && k < i+4 && (tokens[k].kind == filler || tokens[k].kind == receive) {
			k++
		}
		figures := 0
		for ; k < len(tokens) && tokens[k].kind == figure; k += 2 {
			figures++
			if k+2 >= len(tokens) || tokens[k+2].kind != figure || k+3 < len(tokens) && tokens[k+3].kind < comma && tokens[k+3].kind != link || tokens[k+1].kind != comma && tokens[k+1].kind != pause && tokens[k+1].kind != link {
				break
			}
			if tokens[k+1].kind == comma {
				tokens[k+1].kind = pause
			}
		}
		if figures > 1 {
			joinNames(tokens[max(i-longestClause, 0):i], figures)
		}
	}
}

// joinNames makes one list of the last n names of tokens, of one kind, if there are as many.
func joinNames(tokens []token, n int) {
	var of kind
	var commas [8]int
	names, parted := 0, 0
	for k := len(tokens) - 1; k >= 0 && names < n; k-- {
		switch t := tokens[k]; {
		case t.kind == row || t.kind == column || t.kind == remedy || t.kind == act:
			if names > 0 && t.kind != of {
				return
			}
			of = t.kind
			names++
		case t.kind == comma && names > 0 && parted < len(commas):
			commas[parted] = k
			parted++
		case t.kind == pause, t.kind == link, t.kind == filler, t.kind == object && names == 0, t.kind == total && names == 0:
		default:
			return
		}
	}
	if names < n {
		return
	}
	for _, k := range commas[:parted] {
		tokens[k].kind = pause
	}
}

func quiet(k kind) bool {
	switch k {
	case unknown, filler, channel, pause, link, etc, foreign, joined, including:
		return true
	}
	return false
}

// boundary opens and closes brackets and ends sentences.
func (w *walker) boundary(k kind, i int) {
	switch k {
	case open:
		if len(w.stack) < 8 {
			w.stack = append(w.stack, w.st)
			w.st.published = w.st.given.saw(taboo)
			w.st.bracket, w.st.antecedent, w.st.given = true, w.last(), frame{}
			w.st.ofColumn = i > 0 && w.tokens[i-1].kind == column
			if i > 0 && (w.tokens[i-1].kind == lastYear || w.tokens[i-1].kind == partYear) {
				w.st.time, w.st.aside = notOwn, true // 与2022年（收到42件）相比
			}
		}
	case closing:
		if n := len(w.stack); n > 0 {
			outer := w.stack[n-1]
			outer.label = narrowedBy(outer.label, &w.st)
			outer.row, outer.inside = w.rowAfter(outer), w.st.inside
			if w.st.filled {
				outer.row, outer.either, outer.given = w.st.row, w.st.either, w.st.given // 予以公开（10件），其中自然人9件
			}
			if w.st.given.n == 0 && w.st.label.n == 0 && w.st.time == notOwn && !w.st.aside {
				outer.time = notOwn // 编制期间（2025年1月）
			}
			if w.st.topic == onRemedies && w.st.given.n == 0 && w.st.label.n == 1 && outer.remedy == litigationID {
				outer.remedy = w.st.remedy // 行政诉讼（复议后起诉）2件
			}
			if w.st.who == ofSelf && w.st.given.n == 0 && w.st.label.n == 0 {
				outer.who = ofSelf // 区政府办公室（本机关）
			}
			w.st, w.stack = outer, w.stack[:n-1]
		}
	case semicolon:
		w.st.publishing, w.st.helping, w.st.ofOld = w.st.publishing && w.st.picking, 0, false
		if w.st.parts && w.st.who == ofOthers && !w.st.bracket {
			w.st.who = w.st.outer // 其中区政府7件，部门5件；现行有效57件
		}
		w.st.parts = false
		if r := w.st.remedies; r[0]+r[1] == directID+afterID && r[0] != r[1] {
			w.st.remedy = litigationID // outcomes that follow are of both groups
		}
	case stop:
		w.endSentence(i)
	}
}

// narrowedBy adds the one row a bracket names to the label before it:
// 不予公开（国家秘密）1件.
func narrowedBy(label frame, inner *state) frame {
	in := &inner.label
	if in.saw(row) && in.saw(including) && inner.given.n == 0 {
		label.full = true // 予以公开（含部分公开）41件 are of two rows
		return label
	}
	suit := in.n == 1 && (in.atoms[0].arg == directID || in.atoms[0].arg == afterID) && in.atoms[0].kind == remedy && label.saw(remedy)
	if label.n == 0 || label.n == len(label.atoms) || in.n != 1 || in.atoms[0].kind != row && !(in.atoms[0].kind == column && label.saw(object) && !label.saw(column)) && !suit || inner.given.n > 0 || in.any(including, negation) {
		return label
	}
	label.atoms[label.n] = in.atoms[0]
	label.n++
	label.has.add(in.atoms[0].kind)
	return label
}

// rowAfter is the row behind a bracket: the one before it, as corrected by what
// the bracket said of the figure.
func (w *walker) rowAfter(outer state) uint8 {
	if outer.row == newlyReceived && w.st.antecedent >= 0 && w.claims[w.st.antecedent].row == receivedAndCarried {
		return receivedAndCarried
	}
	return outer.row
}

func (w *walker) endSentence(i int) {
	if w.st.general && !w.st.here && !w.section {
		w.dropRemedies()
	}
	w.stack = w.stack[:0]
	w.sentence++
	next := state{antecedent: -1, topic: w.st.topic, remedy: w.st.remedy, qualified: w.st.qualified, former: true}
	next.prior = next.topic
	next.ofYear = w.st.time == wholeYear || w.st.ofYear && w.st.time == openTime
	if next.topic == elsewhere {
		next.topic = noTopic
	}
	if next.topic == onPapers && !w.st.publishing && !w.st.drafting {
		next.papers = w.st.papers
	}
	if w.st.row == newlyReceived {
		next.row = newlyReceived
	}
	if i+1 < len(w.tokens) && w.tokens[i+1].kind == among {
		next.publishing = w.st.publishing
	}
	if i < len(w.tokens) && w.text.sym[w.tokens[i].start] == hardBreak {
		next = state{antecedent: -1}
		w.heading(i + 1)
	}
	w.st = next
}

// heading notes the chapter a paragraph opens, if it opens one.
func (w *walker) heading(i int) {
	if i >= len(w.tokens) {
		return
	}
	at := int(w.tokens[i].start)
	if at+1 >= len(w.text.sym) || w.text.sym[at+1] != '、' {
		return
	}
	switch w.text.sym[at] {
	case '一', '二', '三', '六', '七':
		w.problems, w.section = false, false
	case '四':
		w.problems, w.section = false, true
	case '五':
		w.problems, w.section = true, false
	}
}

// last is the last claim of the sentence, -1 if there is none.
func (w *walker) last() int {
	n := len(w.claims) - 1
	if n < 0 || w.claims[n].sentence != w.sentence {
		return -1
	}
	return n
}

// clause reads the tokens from up to to, between two marks.
func (w *walker) clause(from, to int) {
	w.from, w.to = from, to
	w.st.stray = false
	w.before = w.st.label
	if from == to {
		return
	}
	w.backToWhole(from, to)
	w.idle = to == len(w.tokens) || w.tokens[to].kind != open // 申请（含…）9件 goes on
	for _, t := range w.tokens[from:to] {
		w.idle = w.idle && t.kind != figure && t.kind != negation && t.kind != zero
	}
	w.st.among, w.st.described = w.st.among && w.st.bracket, false
	if w.deniedOn(from, to) {
		return
	}
	i := from
	for i < to {
		switch t := w.tokens[i]; {
		case t.kind == figure && w.comparedWith(from, i, to):
			for _, u := range w.tokens[from:i] {
				if u.kind == object {
					w.turn(u)
				}
			}
			w.st.given = frameOf(w.tokens[from:i])
			w.objectBehind(&w.st.given, i)
			from, i = i+1, i+1
		case t.kind == figure:
			i = w.count(from, i)
			from = i
		case (t.kind == negation || t.kind == zero || t.kind == apartFrom && w.noRemedies(i)) && w.denies(i):
			i = w.deny(from, i)
			from = i
		default:
			i++
		}
	}
	w.absorb(from, to)
	if !w.idle {
		w.st.prior = w.st.topic
	}
	w.unrelated(to)
	w.remember(from, to)
	w.adopt(from, to)
}

// adopt gives a figure the clause before left without a name to the carrying
// over this clause is about: 另有2件未到期，结转下年.
func (w *walker) adopt(from, to int) {
	i := w.st.orphan - 1
	if i < 0 || i >= w.from {
		return // one of this clause waits for the next
	}
	w.st.orphan = 0
	if from != w.from {
		return // the clause has a figure of its own
	}
	f := frameOf(w.tokens[from:to])
	if f.n == 1 && f.atoms[0].kind == outcome && f.atoms[0].arg == pending && !f.atoms[0].apart && w.st.topic == onRemedies && w.st.qualified && !f.any(taboo, negation, each) {
		w.assert(codes(remedyCell(w.st.remedy, pending)), i) // 2件正在审理，尚未审结
	}
	if f.n > 0 && f.atoms[0].kind == carryOut && !f.atoms[0].apart && !f.any(taboo, negation) {
		w.assert([]cell{overCell()}, i)
	}
}

// comparedWith tells whether the figure at i is only what the year's is
// compared with: 与…61件相比.
func (w *walker) comparedWith(from, i, to int) bool {
	for k := from; k < to; k++ {
		if t := w.tokens[k]; t.kind == compare && k > i && w.tokens[from].kind == link {
			return true
		}
	}
	return false
}

// remember keeps the words behind the last figure as a label for a figure that
// comes without one: 申请总量（39件）.
func (w *walker) remember(from, to int) {
	w.st.label = frameOf(w.tokens[from:to])
	f := &w.st.label
	f.full = f.full || from < to && w.tokens[to-1].kind == about && f.saw(body) // 某局办理最多，达89件
	w.introduce(f, to)
	if to < len(w.tokens) && w.tokens[to].kind == colon && f.n == 1 {
		w.st.head = *f
	}
	if f.saw(carryIn) && (w.st.bracket || f.saw(including) || w.st.among) {
		w.containsCarried()
	}
}

// sharesOf tells whether the clause gives the share of a column in the new
// applications: 新收申请中自然人提出的占97%.
func (w *walker) sharesOf(f *frame) bool {
	if !f.saw(share) || !f.saw(column) || f.n < 3 || f.atoms[0].kind != receive || f.atoms[1].kind != object {
		return false
	}
	for k := w.from + 1; k < w.to; k++ {
		if t := w.tokens[k]; t.kind == filler && w.text.sym[t.start] == '中' && w.tokens[k-1].kind == object {
			return true
		}
	}
	return false
}

// introduce takes the row a clause without a figure announces columns of:
// 新收申请中，自然人…
func (w *walker) introduce(f *frame, to int) {
	last := w.tokens[to-1]
	colonNext := to < len(w.tokens) && w.tokens[to].kind == colon
	if f.n == 0 || !colonNext && w.text.sym[last.end-1] != '中' && w.text.sym[last.end-1] != '里' && !w.sharesOf(f) {
		return
	}
	switch rows := f.of(row); {
	case len(rows) == 1 && !f.saw(object) || len(rows) == 1 && f.n == 2:
		w.st.row = rows[0].arg
	case f.any(handle, carryIn, carryOut, due, remedy, papers):
		w.st.row = 0
	case f.saw(receive) && f.any(object, volume):
		w.st.row = newlyReceived
	}
}
