package store

import (
	"context"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/account"
)

const insertHandIn = `
INSERT INTO hand_in (organ_id, year, n, superior_id, round, at, account, name, note, sha256, answer, answered_at, answered_by, answered_name, reason, content)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', NULL, 0, '', '', $11)`

const answerHandIn = `
UPDATE hand_in
SET answer = $4, answered_at = $5, answered_by = $6, answered_name = $7, reason = $8
WHERE organ_id = $1 AND year = $2 AND n = $3 AND answer = ''`

const upsertReceipt = `
INSERT INTO receipt_rule (organ_id, since_year, receive_first, due_day, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organ_id, since_year) DO UPDATE
SET receive_first = excluded.receive_first, due_day = excluded.due_day, at = excluded.at, account = excluded.account, name = excluded.name`

// handInDoing finds how a step between an organ and its superior is done. It is the
// superior organ's permission that an answer asks for; that the report was handed
// to it is seen when it is taken.
func handInDoing(step Step) (doing, bool) {
	due := filing.ToCompetent().String()
	switch v := step.(type) {
	case filing.HandIn:
		return doing{account.ReportHandIn, nil, due, takeHandIn}, true
	case filing.Receive:
		return doing{account.ReportReceive, func(Subject) organ.ID { return v.Superior }, "", takeReceive}, true
	case filing.SendBack:
		return doing{account.ReportSendBack, func(Subject) organ.ID { return v.Superior }, "", takeSendBack}, true
	case filing.SetReceipt:
		return doing{account.ReportReceipt, nil, "", takeSetReceipt}, true
	}
	return doing{}, false
}

// What the audit keeps of the steps, so that the table can be held against it.
type (
	auditedHandIn struct {
		N        int      `json:"n"`
		Round    int      `json:"round"`
		Superior organ.ID `json:"superior"`
		SHA256   string   `json:"sha256"`
		Note     string   `json:"note,omitempty"`
	}
	auditedAnswer struct {
		N      int           `json:"n"`
		Answer filing.Answer `json:"answer"`
		Reason string        `json:"reason,omitempty"`
	}
)

// takeHandIn keeps what was signed as it is handed in. The report itself goes on
// its course as before.
func takeHandIn(ctx context.Context, t *taking) error {
	s := t.step.(filing.HandIn)
	f, err := t.presentFiling(ctx)
	if err != nil {
		return err
	}
	l, err := liveReport(ctx, t, f.Organ, f.Year, "", moment{today: t.Today})
	if err != nil {
		return err
	}
	h, err := handingIn(ctx, t, f, t.Today)
	if err == nil {
		err = h.judge(&l)
	}
	if err != nil {
		return err
	}
	if last := h.Last; last.N > 0 && last.SHA256 == h.SHA256 && last.To == h.Superior.ID && last.Answer == filing.Waiting && last.Account == int64(t.by.Account) {
		t.repeated = true
		return nil
	}
	if err := f.HandIn(s, h.HandingIn); err != nil {
		return err
	}
	if t.on.Version != AnyVersion && t.on.Version != f.Version {
		return t.overtakenFiling(ctx, f)
	}
	t.on.Kind, t.on.Version = FilingKind, f.Version
	n := h.Last.N + 1
	note := strings.TrimPrefix(f.Note+"\n"+words(s.Explanation), "\n") // what was explained when it was submitted is the superior's to know
	note = strings.TrimSuffix(note, "\n")
	t.says = auditedHandIn{n, f.Round, h.Superior.ID, h.SHA256, note}
	return t.change(ctx, insertHandIn, int64(f.Organ), f.Year, n, int64(h.Superior.ID), f.Round, t.Now, int64(t.by.Account), t.by.Name, note, h.SHA256, h.content)
}

// answered loads the report that a superior organ answers.
func (t *taking) answered(ctx context.Context, superior organ.ID) (Filing, HandedIn, error) {
	f, err := t.presentFiling(ctx)
	if err != nil {
		return f, HandedIn{}, err
	}
	last, err := lastHandedIn(ctx, t, f.Organ, f.Year)
	if err == nil && last.To != superior { // not even that it was handed to another is told
		err = noHandIn
	}
	t.on.Kind, t.on.Version = FilingKind, f.Version
	return f, last, err
}

func takeReceive(ctx context.Context, t *taking) error {
	s := t.step.(filing.Receive)
	_, last, err := t.answered(ctx, s.Superior)
	if err != nil {
		return err
	}
	if t.saidAlready(last, s.N, filing.Received, "") {
		return nil
	}
	if err := s.Take(last.Handed); err != nil {
		return err
	}
	return t.answer(ctx, last, filing.Received, "")
}

// takeSendBack answers, and gives what waits to be published back to the clerk.
func takeSendBack(ctx context.Context, t *taking) error {
	s := t.step.(filing.SendBack)
	f, last, err := t.answered(ctx, s.Superior)
	if err != nil {
		return err
	}
	if t.saidAlready(last, s.N, filing.SentBack, words(s.Reason)) {
		return nil
	}
	if err := s.Take(last.Handed); err != nil {
		return err
	}
	if err := t.answer(ctx, last, filing.SentBack, words(s.Reason)); err != nil {
		return err
	}
	above, err := oneOrgan(ctx, t, s.Superior)
	if err != nil {
		return err
	}
	content, err := t.contentOf(ctx, f)
	if err != nil {
		return err
	}
	after := f.Filing.SentBack(s, above.Shown(), last.Handed, hashOf([]byte(content)))
	if after == f.Filing {
		return nil
	}
	t.on.Version = f.Version + 1
	ok, err := t.changeOne(ctx, updateFiling, f.ID, f.Version, string(after.State), after.Round, after.Submitter, after.Reviewer, after.Digest, after.Reason, after.Note, content)
	if err == nil && !ok {
		return problem.Conflict("报告刚刚被改过").Try("请核对后再办理")
	}
	return err
}

// saidAlready says that the person has given this very answer: the form was sent
// twice.
func (t *taking) saidAlready(last HandedIn, n int, a filing.Answer, reason string) bool {
	t.repeated = last.N == n && last.Answer == a && last.Reason == reason && last.answeredBy == int64(t.by.Account)
	return t.repeated
}

func (t *taking) answer(ctx context.Context, last HandedIn, a filing.Answer, reason string) error {
	t.says = auditedAnswer{last.N, a, reason}
	ok, err := t.changeOne(ctx, answerHandIn, int64(last.Organ), last.Year, last.N, string(a), t.Now, int64(t.by.Account), t.by.Name, reason)
	if err == nil && !ok {
		return problem.Conflict("这份报告刚刚由别人办理过").Try("请刷新页面查看")
	}
	return err
}

func takeSetReceipt(ctx context.Context, t *taking) error {
	s := t.step.(filing.SetReceipt)
	s.Day = strings.TrimSpace(s.Day)
	if err := s.Check(t.Today); err != nil {
		return err
	}
	o, err := t.subjectOrgan(ctx)
	if err != nil {
		return err
	}
	t.public = false // readers see nothing of it
	if err := t.change(ctx, upsertReceipt, int64(o.ID), s.Since, s.First, s.Day, t.Now, int64(t.by.Account), t.by.Name); err != nil {
		return err
	}
	return t.change(ctx, touchOrgan, int64(o.ID))
}
