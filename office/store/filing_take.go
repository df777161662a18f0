package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/job"
)

const insertFiling = `
INSERT INTO filing (id, organ_id, year, state, round, submitter, reviewer, digest, reason, note, content, version)
VALUES ($1, $2, $3, $4, $5, 0, 0, '', '', '', '', 1)`

const updateFiling = `
UPDATE filing
SET state = $3, round = $4, submitter = $5, reviewer = $6, digest = $7, reason = $8, note = $9, content = $10, version = version + 1
WHERE id = $1 AND version = $2`

const touchFiling = `
UPDATE filing
SET version = version + 1
WHERE id = $1`

const upsertChapter = `
INSERT INTO chapter (organ_id, year, chapter, text, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organ_id, year, chapter) DO UPDATE
SET text = excluded.text, at = excluded.at, account = excluded.account, name = excluded.name`

const upsertManual = `
INSERT INTO manual_figure (organ_id, year, code, value, paper, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (organ_id, year, code) DO UPDATE
SET value = excluded.value, paper = excluded.paper, at = excluded.at, account = excluded.account, name = excluded.name`

const insertZero = `
INSERT INTO zero_report (organ_id, year, register, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organ_id, year, register) DO NOTHING`

const insertVersion = `
INSERT INTO report_version (organ_id, year, n, published_at, published_by, reason, title, content, sha256, months)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

// filingDoing finds how a step on a report is done.
func filingDoing(step Step) (doing, bool) {
	due := "《政府信息公开条例》第四十九条"
	switch step.(type) {
	case filing.Begin:
		return doing{account.ReportBegin, nil, due, takeBegin}, true
	case Adopt:
		return doing{account.ReportAdopt, nil, "", takeAdopt}, true
	case filing.Decide:
		return doing{account.ReportDecide, nil, "", takeDecide}, true
	case filing.ConfirmFindings:
		return doing{account.ReportDecide, nil, "", takeConfirmFindings}, true
	case filing.DatePublication:
		return doing{account.ReportDecide, nil, "", takeDatePublication}, true
	case filing.Discard:
		return doing{account.ReportDiscard, nil, "", takeDiscard}, true
	case filing.Abandon:
		return doing{account.ReportDiscard, nil, "", takeAbandon}, true
	case filing.WriteChapter:
		return doing{account.ReportWrite, nil, "", takeWriteChapter}, true
	case filing.EnterFigure:
		return doing{account.ReportFigure, nil, "", takeEnterFigure}, true
	case filing.EnterFigures:
		return doing{account.ReportFigure, nil, "", takeEnterFigures}, true
	case filing.ConfirmZeros:
		return doing{account.ReportZero, nil, "", takeConfirmZeros}, true
	case filing.Waive:
		return doing{account.ReportWaive, nil, "", takeWaive}, true
	case filing.Unwaive:
		return doing{account.ReportWaive, nil, "", takeUnwaive}, true
	case filing.Submit, filing.Recall:
		return doing{account.ReportSubmit, nil, due, takeFilingStep}, true
	case filing.Return:
		return doing{account.ReportReturn, nil, "", takeFilingStep}, true
	case filing.Review:
		return doing{account.ReportReview, nil, "", takeFilingStep}, true
	case filing.Sign:
		return doing{account.ReportSign, nil, "", takeFilingStep}, true
	case filing.Publish:
		return doing{account.ReportPublish, nil, due, takeFilingStep}, true
	case filing.Revise:
		return doing{account.ReportRevise, nil, "", takeFilingStep}, true
	}
	return handInDoing(step)
}

func takeBegin(ctx context.Context, t *taking) error {
	b := t.step.(filing.Begin)
	o, err := oneOrgan(ctx, t, t.on.Organ)
	switch {
	case err != nil:
		return err
	case !o.Ended.IsZero() && o.Ended.Year() < b.Year:
		return problem.Refused("“%s”已于%s%s，没有%d年的年度报告", o.Name, o.Ended.Chinese(), o.How.Label(), b.Year).Try("请在承接职责的机关填报").At("year")
	}
	f, err := oneFiling(ctx, t, t.on.Organ, b.Year, t.Dialect().ForUpdate())
	if err != nil {
		return err
	}
	after, err := f.Filing.Take(b, filing.Env{Account: int64(t.by.Account), Today: t.Today})
	if err != nil {
		return err
	}
	t.on = Subject{Kind: FilingKind, Organ: t.on.Organ, ID: int64(b.Year), Version: 1}
	return t.change(ctx, insertFiling, t.store.newID(), int64(t.on.Organ), b.Year, string(after.State), after.Round)
}

// countFilled counts what people have put into a draft.
const countFilled = `
SELECT (SELECT count(*) FROM chapter WHERE organ_id = $1 AND year = $2 AND text <> '')
     + (SELECT count(*) FROM manual_figure WHERE organ_id = $1 AND year = $2)
     + (SELECT count(*) FROM zero_report WHERE organ_id = $1 AND year = $2)
     + (SELECT count(*) FROM waiver WHERE organ_id = $1 AND year = $2)`

// takeAbandon drops a draft begun by mistake. Chapters that were emptied again go
// with it.
func takeAbandon(ctx context.Context, t *taking) error {
	f, err := t.subjectFiling(ctx)
	if err != nil {
		return err
	}
	env := filing.Env{Account: int64(t.by.Account), Today: t.Today}
	if err := t.QueryRow(ctx, countFilled, int64(f.Organ), f.Year).Scan(&env.Filled); err != nil {
		return fmt.Errorf("count what was filled in: %w", err)
	}
	if _, err := f.Filing.Take(t.step.(filing.Abandon), env); err != nil {
		return err
	}
	for _, query := range []string{deleteChapters, deleteFiling} {
		if err := t.change(ctx, query, int64(f.Organ), f.Year); err != nil {
			return err
		}
	}
	return nil
}

// subjectFiling loads the report the step is about and sees that nobody has
// changed it since.
func (t *taking) subjectFiling(ctx context.Context) (Filing, error) {
	f, err := t.presentFiling(ctx)
	switch {
	case err != nil:
		return f, err
	case t.on.Version != AnyVersion && t.on.Version != f.Version:
		return f, t.overtakenFiling(ctx, f)
	}
	t.on.Kind, t.on.Version = FilingKind, f.Version+1
	return f, nil
}

// overtakenFiling tells whose step, and which, came between. Every step on a
// report stands in the audit with its year; the last is the one that the person
// has not seen.
func (t *taking) overtakenFiling(ctx context.Context, f Filing) error {
	last, err := auditEntries(t.Query(ctx, selectAuditLast, int64(f.Organ), string(FilingKind), f.Year))
	if err != nil || len(last) == 0 {
		return errors.Join(err, problem.Conflict("报告在您打开以后被改过").Try("您填写的内容都在下面，请核对后再保存"))
	}
	return overtaken("报告", last[0].Name, last[0].At, account.Action(last[0].Action).Label())
}

func (t *taking) presentFiling(ctx context.Context) (Filing, error) {
	f, err := oneFiling(ctx, t, t.on.Organ, int(t.on.ID), t.Dialect().ForUpdate())
	if err == nil && f.ID == 0 {
		err = problem.Conflict("%d年的年度报告还没有开始填报", t.on.ID).Try("请先点“开始填报”")
	}
	return f, err
}

// subjectDraft is subjectFiling for a step that is only possible while the
// report is drafted. That it is not is told first: it is why the version has
// changed.
func (t *taking) subjectDraft(ctx context.Context) (Filing, error) {
	f, err := t.presentFiling(ctx)
	switch {
	case err != nil:
		return f, err
	case f.State != filing.Drafting:
		return f, problem.Conflict("报告现在的状态是“%s”，不能修改", f.State.Label()).Try("要修改，请先撤回、退回或订正")
	}
	return t.subjectFiling(ctx)
}

func takeWriteChapter(ctx context.Context, t *taking) error {
	w := t.step.(filing.WriteChapter)
	f, err := t.subjectDraft(ctx)
	if err != nil {
		return err
	}
	if err := t.mayWrite(ctx, f, w); err != nil {
		return err
	}
	text := strings.TrimSpace(strings.ReplaceAll(w.Text, "\r\n", "\n"))
	t.says = writtenChapter{w.Chapter, hashOf([]byte(text))}
	if err := t.change(ctx, upsertChapter, int64(t.on.Organ), f.Year, w.Chapter, text, t.Now, int64(t.by.Account), t.by.Name); err != nil {
		return err
	}
	return t.change(ctx, touchFiling, f.ID)
}

// mayWrite says what is wrong with the chapter written. That of an adopted report
// is history, in which braces are no names.
func (t *taking) mayWrite(ctx context.Context, f Filing, w filing.WriteChapter) error {
	if f.Adopted {
		a, err := adoptionOf(ctx, t, f.Organ, f.Year)
		if err != nil {
			return err
		}
		return w.CheckAdopted(a.Read.Edition)
	}
	if err := w.Check(); err != nil {
		return err
	}
	return w.CheckNames(f.Year)
}

// subjectComputed is subjectDraft for what is entered into a report that is
// computed; one taken over has nothing but what its file says.
func (t *taking) subjectComputed(ctx context.Context) (Filing, error) {
	f, err := t.subjectDraft(ctx)
	if err == nil && f.Adopted {
		err = problem.Refused("%d年的报告由原报告导入，不能填写数字", f.Year).Try("与原文件不符的，请在“核对”中更正")
	}
	return f, err
}

// A writtenChapter is what the audit keeps of a chapter: not its text, which
// may be a draft that nobody outside is to see.
type writtenChapter struct {
	Chapter string `json:"chapter"`
	SHA256  string `json:"sha256"`
}

// takeConfirmZeros keeps the first word on each register; said again it changes
// nothing.
func takeConfirmZeros(ctx context.Context, t *taking) error {
	z := t.step.(filing.ConfirmZeros)
	if err := z.Check(); err != nil {
		return err
	}
	f, err := t.subjectComputed(ctx)
	if err != nil {
		return err
	}
	for _, key := range z.Registers {
		if err := t.change(ctx, insertZero, int64(t.on.Organ), f.Year, string(key), t.Now, int64(t.by.Account), t.by.Name); err != nil {
			return err
		}
	}
	return t.change(ctx, touchFiling, f.ID)
}

func takeEnterFigure(ctx context.Context, t *taking) error {
	e := t.step.(filing.EnterFigure)
	return t.enterFigures(ctx, []filing.EnterFigure{e})
}

func takeEnterFigures(ctx context.Context, t *taking) error {
	e := t.step.(filing.EnterFigures)
	var steps []filing.EnterFigure
	for code, typed := range e.Figures {
		steps = append(steps, filing.EnterFigure{Code: code, Typed: typed, Paper: e.Paper})
	}
	slices.SortFunc(steps, func(a, b filing.EnterFigure) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return t.enterFigures(ctx, steps)
}

// enterFigures enters all figures or, when one is at fault, none and tells
// every fault at its field.
func (t *taking) enterFigures(ctx context.Context, steps []filing.EnterFigure) error {
	f, err := t.subjectComputed(ctx)
	if err != nil {
		return err
	}
	var faults []*problem.Error
	var figures []filing.ManualFigure
	for _, step := range steps {
		m, err := step.Check(f.Year)
		if err != nil {
			faults = append(faults, problem.Of(err))
		}
		figures = append(figures, m)
	}
	if err := refuse(faults); err != nil {
		return err
	}
	for _, m := range figures {
		if err := t.change(ctx, upsertManual, int64(t.on.Organ), f.Year, string(m.Code), m.Value.String(), m.Paper, t.Now, int64(t.by.Account), t.by.Name); err != nil {
			return err
		}
	}
	return t.change(ctx, touchFiling, f.ID)
}

// takeFilingStep moves the report on its course.
func takeFilingStep(ctx context.Context, t *taking) error {
	step := t.step.(filing.Step)
	f, err := t.subjectFiling(ctx)
	if err != nil {
		return err
	}
	content, err := t.contentOf(ctx, f)
	if err != nil {
		return err
	}
	env := filing.Env{Account: int64(t.by.Account), Today: t.Today}
	var l Live
	switch step.(type) {
	case filing.Submit, filing.Review, filing.Sign, filing.Publish: // the others do not look at what the registers say
		if l, err = liveReport(ctx, t, t.on.Organ, f.Year, "", moment{today: t.Today}); err != nil {
			return err
		}
		env.Digest, env.Errors, env.Empty, env.Changed = l.Digest, l.Errors(), len(l.Empty), changed(content, l.Report)
		if a := l.Adoption; a != nil {
			env.Errors, env.Undecided, env.Unconfirmed, env.Undated = 0, len(a.Undecided()), a.Unconfirmed(), a.Published.IsZero()
		}
	}
	after, err := f.Filing.Take(step, env)
	if err != nil {
		return err
	}
	switch step.(type) {
	case filing.Submit:
		content = string(l.Report.JSON())
	case filing.Sign:
		signed := *l.Report
		if !f.Adopted { // an old report keeps the date under it
			signed.Dates.Signed = t.Today.String()
		}
		content = string(signed.JSON())
	case filing.Publish:
		h, err := handingIn(ctx, t, f, t.Today)
		if err = errors.Join(err, h.Refused); err != nil {
			return err
		}
		if err := t.publish(ctx, f, content, l); err != nil {
			return err
		}
	}
	ok, err := t.changeOne(ctx, updateFiling, f.ID, f.Version, string(after.State), after.Round, after.Submitter, after.Reviewer, after.Digest, after.Reason, after.Note, content)
	if err == nil && !ok {
		return problem.Conflict("报告刚刚被改过").Try("请核对后再办理")
	}
	return err
}

// contentOf returns what was last submitted or signed, "" before that.
func (t *taking) contentOf(ctx context.Context, f Filing) (content string, err error) {
	err = t.QueryRow(ctx, selectFilingContent, f.ID).Scan(&content)
	return content, err
}

// changed tells which cells differ from what was submitted.
func changed(submitted string, now *report.Report) (says []string) {
	if submitted == "" {
		return nil
	}
	before, err := report.ParseJSON([]byte(submitted))
	if err != nil {
		return nil
	}
	for _, c := range report.Compare(before, now).Cells {
		if c.IsChanged() {
			says = append(says, c.Says())
		}
	}
	return says
}

// publish freezes the signed content as the next version, with the words that
// hold for it beside it.
func (t *taking) publish(ctx context.Context, f Filing, content string, l Live) error {
	r, err := filing.Frozen([]byte(content))
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	months, err := disclosedByMonth(ctx, t, t.on.Organ, f.Year)
	if err != nil {
		return err
	}
	sum := hashOf([]byte(content))
	t.public = true
	if err := t.change(ctx, insertVersion, int64(t.on.Organ), f.Year, f.Round, t.Now, t.by.Name, f.Reason, r.Title, content, sum, months); err != nil {
		return err
	}
	words, err := t.freezeWaivers(ctx, f, r, l)
	if err != nil {
		return err
	}
	t.says = published{f.Round, sum, months, words}
	return t.enqueue(ctx, job.PublishedReport{Organ: t.on.Organ, Year: f.Year, N: f.Round}, t.Now)
}
