package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
)

const insertAdoption = `
INSERT INTO adoption (organ_id, year, file, sha256, read_organ, why, published_on, content, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const upsertDecision = `
INSERT INTO cell_decision (organ_id, year, code, choice, value, source, was, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (organ_id, year, code) DO UPDATE
SET choice = excluded.choice, value = excluded.value, source = excluded.source, was = excluded.was, at = excluded.at, account = excluded.account, name = excluded.name`

const upsertConfirmation = `
INSERT INTO finding_confirmation (organ_id, year, rule, place, says, reason, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (organ_id, year, rule, place, says) DO UPDATE
SET reason = excluded.reason, at = excluded.at, account = excluded.account, name = excluded.name`

const updatePublishedOn = `
UPDATE adoption
SET published_on = $3
WHERE organ_id = $1 AND year = $2`

const deleteDecisions = `
DELETE FROM cell_decision
WHERE organ_id = $1 AND year = $2`

const deleteConfirmations = `
DELETE FROM finding_confirmation
WHERE organ_id = $1 AND year = $2`

const deleteChapters = `
DELETE FROM chapter
WHERE organ_id = $1 AND year = $2`

const deleteAdoption = `
DELETE FROM adoption
WHERE organ_id = $1 AND year = $2`

const deleteFiling = `
DELETE FROM filing
WHERE organ_id = $1 AND year = $2`

const removeSource = `
UPDATE attachment
SET removed_at = $3, removed_why = $4
WHERE organ_id = $1 AND kind = 'filing' AND subject_id = $2 AND removed_at IS NULL`

// An Adopt is [filing.Adopt] with what was read of the file, and what the
// office's file store has said of it.
type Adopt struct {
	filing.Adopt
	MediaType string
	Size      int64
	Read      *report.Report
}

// An adoptedFile is what the audit keeps of an adoption: the hash of what was
// read stands for it.
type adoptedFile struct {
	filing.Adopt
	Content string `json:"content"`
}

func takeAdopt(ctx context.Context, t *taking) error {
	a := t.step.(Adopt)
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	f, err := oneFiling(ctx, t, o.ID, a.Year, t.Dialect().ForUpdate())
	if err != nil {
		return err
	}
	after, err := f.Filing.Take(a.Adopt, filing.Env{Account: int64(t.by.Account), Today: t.Today})
	if err != nil {
		return err
	}
	if err := t.belongs(ctx, o, a); err != nil {
		return err
	}
	if !a.Published.IsZero() {
		if err := (filing.DatePublication{Day: a.Published}).Check(a.Year, t.Today); err != nil {
			return err
		}
	}
	content, err := t.readContent(ctx, o, a)
	if err != nil {
		return err
	}
	t.on = Subject{Kind: FilingKind, Organ: o.ID, ID: int64(a.Year), Version: 1}
	t.says = adoptedFile{a.Adopt, hashOf([]byte(content))}
	if err := t.change(ctx, insertFiling, t.store.newID(), int64(o.ID), a.Year, string(after.State), after.Round); err != nil {
		return err
	}
	if err := t.change(ctx, insertAttachment, t.store.newID(), int64(o.ID), string(FilingKind), a.Year, a.SHA256, a.File, a.MediaType, a.Size, t.Now, t.by.Name); err != nil {
		return err
	}
	return t.change(ctx, insertAdoption, int64(o.ID), a.Year, a.File, a.SHA256, a.Organ, strings.TrimSpace(a.Why), noDay(a.Published), content, t.Now, int64(t.by.Account), t.by.Name)
}

// belongs sees that the report is the organ's, or that a person has said so
// where the names leave a doubt.
func (t *taking) belongs(ctx context.Context, o Organ, a Adopt) error {
	records, err := recordsOf(ctx, t, o, a.Organ)
	if err != nil {
		return err
	}
	b, err := records.Belong(a.Organ, a.Year)
	if err == nil && !b.Sure && strings.TrimSpace(a.Why) == "" {
		err = problem.Refused("%s还没有确认是不是本机关的报告", b.Says).Try("请写明为什么是本机关的报告，再确认").At("why")
	}
	return err
}

// readContent is what was read in the exchange format. What the file does not
// say of organ and title is what the records say.
func (t *taking) readContent(ctx context.Context, o Organ, a Adopt) (string, error) {
	if a.Read == nil || a.Read.Edition == nil {
		return "", fmt.Errorf("adopt a report of no edition")
	}
	if a.Read.Year != 0 && a.Read.Year != a.Year {
		return "", problem.Invalid("文件是%d年的报告，不是%d年的", a.Read.Year, a.Year).Try("请核对年份").At("year")
	}
	r := *a.Read
	r.Year, r.File, r.Findings = a.Year, "", nil
	if r.Organ == "" {
		day, _ := calendar.DateOf(a.Year, 12, 31)
		name, err := nameOn(ctx, t, o, day)
		if err != nil {
			return "", err
		}
		r.Organ = name
	}
	if r.Title == "" {
		r.Title = filing.Title(r.Organ, a.Year)
	}
	return string(r.JSON()), nil
}

// subjectAdoption is subjectDraft for a step on an adopted report.
func (t *taking) subjectAdoption(ctx context.Context) (Live, error) {
	f, err := t.subjectDraft(ctx)
	if err != nil {
		return Live{}, err
	}
	if !f.Adopted {
		return Live{}, problem.Refused("%d年的报告不是导入的，不能这样修改", f.Year).Try("请在草稿中修改")
	}
	return liveReport(ctx, t, t.on.Organ, f.Year, "", moment{today: t.Today})
}

// A decidedCell is what the audit keeps of a decision: what is there, and what
// was.
type decidedCell struct {
	Code   report.Code   `json:"code"`
	Choice filing.Choice `json:"choice"`
	Value  string        `json:"value,omitempty"`
	Was    string        `json:"was"`
}

type decidedCells struct {
	Cells  []decidedCell `json:"cells"`
	Source string        `json:"source,omitempty"`
}

// takeDecide keeps all decisions or, when one is at fault, none.
func takeDecide(ctx context.Context, t *taking) error {
	l, err := t.subjectAdoption(ctx)
	if err != nil {
		return err
	}
	decisions, faults := t.step.(filing.Decide).Check(l.Adoption.Adoption)
	if err := refuse(faults); err != nil {
		return err
	}
	var said decidedCells
	for _, d := range decisions {
		c := decidedCell{Code: d.Code, Choice: d.Choice, Was: d.Was}
		if d.Choice == filing.Corrected {
			c.Value, said.Source = d.Value.String(), d.Source
		}
		said.Cells = append(said.Cells, c)
		if err := t.change(ctx, upsertDecision, int64(t.on.Organ), l.Filing.Year, string(d.Code), string(d.Choice), c.Value, d.Source, d.Was, t.Now, int64(t.by.Account), t.by.Name); err != nil {
			return err
		}
	}
	t.says = said
	return t.change(ctx, touchFiling, l.Filing.ID)
}

func takeConfirmFindings(ctx context.Context, t *taking) error {
	l, err := t.subjectAdoption(ctx)
	if err != nil {
		return err
	}
	c := t.step.(filing.ConfirmFindings)
	if err := c.Check(l.Adoption.Remaining); err != nil {
		return err
	}
	c.Reason = strings.TrimSpace(c.Reason)
	t.says = c
	for _, key := range c.Findings {
		if err := t.change(ctx, upsertConfirmation, int64(t.on.Organ), l.Filing.Year, key.Rule, key.At, key.Says, c.Reason, t.Now, int64(t.by.Account), t.by.Name); err != nil {
			return err
		}
	}
	return t.change(ctx, touchFiling, l.Filing.ID)
}

func takeDatePublication(ctx context.Context, t *taking) error {
	l, err := t.subjectAdoption(ctx)
	if err != nil {
		return err
	}
	d := t.step.(filing.DatePublication)
	if err := d.Check(l.Filing.Year, t.Today); err != nil {
		return err
	}
	if err := t.change(ctx, updatePublishedOn, int64(t.on.Organ), l.Filing.Year, d.Day); err != nil {
		return err
	}
	return t.change(ctx, touchFiling, l.Filing.ID)
}

// takeDiscard leaves nothing of an adoption but the audit, and the file's place
// among those removed.
func takeDiscard(ctx context.Context, t *taking) error {
	d := t.step.(filing.Discard)
	f, err := t.subjectFiling(ctx)
	if err != nil {
		return err
	}
	if _, err := f.Filing.Take(d, filing.Env{Account: int64(t.by.Account), Today: t.Today}); err != nil {
		return err
	}
	if err := t.change(ctx, removeSource, int64(t.on.Organ), f.Year, t.Now, strings.TrimSpace(d.Reason)); err != nil {
		return err
	}
	for _, query := range []string{deleteDecisions, deleteConfirmations, deleteChapters, deleteAdoption, deleteFiling} {
		if err := t.change(ctx, query, int64(t.on.Organ), f.Year); err != nil {
			return err
		}
	}
	return nil
}
