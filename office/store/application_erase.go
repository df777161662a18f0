package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/job"
)

// EraseCase takes out of a case whose time is over everything that is, or may
// be, personal (匿名化). The steps, their days, outcomes and articles stay, so that
// the reply period, the figures and the entry that counts the case can still be
// proved. It cannot be undone.
type EraseCase struct{}

// erasedTitle stands in the place of what was asked.
const erasedTitle = "（申请内容已按保存期限删除）"

// An auditedErasure is what the audit keeps of an erasure: marks of the events
// as they stand from then on, and the hashes of what is left of the histories of
// its entries.
type auditedErasure struct {
	Last    calendar.Date `json:"last"` // of the latest record, from which the time was counted
	Years   int           `json:"years"`
	Steps   []auditedStep `json:"steps"`
	Entries []erasedEntry `json:"entries,omitempty"`
	Files   int           `json:"files,omitempty"`
	Notices int64         `json:"notices,omitempty"`
}

// An erasedEntry is an entry that counts the case or a remedy of it.
type erasedEntry struct {
	Entry  int64    `json:"entry"`
	Values []string `json:"values"`
}

const updateEventBody = `
UPDATE application_event
SET body = $3
WHERE application_id = $1 AND seq = $2`

const updateErased = `
UPDATE application
SET title = $3, sealed = $4, person = '', asked = '', search = $5, code_round = code_round + 1, clock = $6, erased_at = $7, changed_at = $7, version = version + 1
WHERE id = $1 AND version = $2 AND erased_at IS NULL`

const deleteCaseFiles = `
DELETE FROM application_file
WHERE application_id = $1`

const deleteHolds = `
DELETE FROM application_hold
WHERE application_id = $1`

const eraseMessages = `
UPDATE outbox
SET sealed = '', says = '', failed_at = CASE WHEN sent_at IS NULL THEN COALESCE(failed_at, $2) ELSE failed_at END
WHERE application_id = $1`

// updateErasedEntry is for an entry that counts no more: nothing else would bring
// it up to date.
const updateErasedEntry = `
UPDATE entry
SET party = $2, search = $3, open_search = $4, fields = $5
WHERE id = $1`

const updateVersionFields = `
UPDATE entry_version
SET fields = $3
WHERE entry_id = $1 AND version = $2`

func takeEraseCase(ctx context.Context, t *taking) error {
	t.on.Version = AnyVersion
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	said, err := t.isOver(ctx, &c)
	if err != nil {
		return err
	}
	if said.Steps, err = t.eraseEvents(ctx, &c); err != nil {
		return err
	}
	if said.Files, err = t.eraseFiles(ctx, &c); err != nil {
		return err
	}
	result, err := t.Exec(ctx, eraseMessages, c.ID, t.Now)
	if err != nil {
		return fmt.Errorf("erase messages: %w", err)
	}
	if said.Notices, err = result.RowsAffected(); err != nil {
		return err
	}
	if err := t.change(ctx, deleteHolds, c.ID); err != nil {
		return err
	}
	// The row first: only of an erased case does the history of the entry change.
	if err := t.saveErased(ctx, &c); err != nil {
		return err
	}
	said.Entries, err = t.eraseEntries(ctx, &c)
	t.says, t.public = said, true
	return err
}

// isOver says from when on a case was to be erased, or why it is not.
func (t *taking) isOver(ctx context.Context, c *Case) (said auditedErasure, err error) {
	var all application.Retentions
	if _, err := readSetting(ctx, t, settingRetention, &all); err != nil {
		return said, err
	}
	rule, ok := all.On(t.Today)
	said.Last, said.Years = c.Course.LastOn, rule.Years
	switch {
	case c.State.IsOpen():
		return said, problem.Refused("这件申请还在办理，不能删除个人信息")
	case !ok || rule.Until(c.Course.LastOn) >= t.Today:
		return said, problem.Refused("这件申请的保存期限没有届满").Because(application.ErasedFor())
	}
	hold, err := t.store.caseHold(ctx, t, c.ID)
	if err != nil {
		return said, err
	}
	if hold.By != "" {
		return said, problem.Refused("这件申请暂缓删除：%s", hold.Reason).Try("不再需要的，请先解除")
	}
	remedies, err := openRemedies(ctx, t, c.Organ, c.Number)
	if err == nil && remedies[c.Number] != "" {
		err = problem.Refused("这件申请的行政复议或者行政诉讼（%s）没有审结", remedies[c.Number]).Try("审结后再删除")
	}
	return said, err
}

// eraseEvents puts bare events in the place of the full ones.
func (t *taking) eraseEvents(ctx context.Context, c *Case) (said []auditedStep, err error) {
	events := make([]application.Event, len(c.Events))
	for i, e := range c.Events {
		events[i] = e.Event
	}
	if events, err = application.Erased(events); err != nil {
		return nil, err
	}
	for i, e := range events {
		c.Events[i].Event = e
		seq := c.Events[i].Seq
		body, err := bodyOf(e)
		if err != nil {
			return nil, err
		}
		sealed, err := t.store.Ring.Seal(casePlace(c.ID, strconv.FormatInt(seq, 10)), body)
		if err != nil {
			return nil, err
		}
		if err := t.change(ctx, updateEventBody, c.ID, seq, sealed); err != nil {
			return nil, err
		}
		said = append(said, auditedStep{seq, e.Name(), e.On, t.store.bodyMark(c.ID, seq, body)})
	}
	return said, nil
}

// eraseFiles takes the files off the case. Their contents, which no record
// refers to from then on, are removed by a job once the step is committed.
func (t *taking) eraseFiles(ctx context.Context, c *Case) (n int, err error) {
	files, err := t.store.caseFiles(ctx, t, c.ID)
	if err != nil || len(files) == 0 {
		return 0, err
	}
	for _, f := range files {
		if err := t.enqueue(ctx, job.EraseFile{SHA256: f.SHA256}, t.Now); err != nil {
			return 0, err
		}
	}
	return len(files), t.change(ctx, deleteCaseFiles, c.ID)
}

// eraseEntries takes what is personal out of the entries that count the case and
// its remedies, and out of their histories, and returns the hashes of what is left.
func (t *taking) eraseEntries(ctx context.Context, c *Case) (all []erasedEntry, err error) {
	entries, err := entryIDs(t.Query(ctx, selectRemedies, c.ID))
	if err != nil {
		return nil, err
	}
	if c.Entry != 0 {
		entries = append(entries, c.Entry)
	}
	for _, id := range entries {
		one, err := t.eraseEntry(ctx, id)
		if err == nil {
			err = t.eraseWithdrawn(ctx, id)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if err := t.project(ctx, c); err != nil {
		return nil, err
	}
	return all, t.projectRemedies(ctx, c)
}

func (t *taking) eraseEntry(ctx context.Context, id int64) (one erasedEntry, err error) {
	versions, err := entryVersions(ctx, t, id)
	if err != nil {
		return one, err
	}
	one.Entry = id
	for _, v := range versions {
		bare := erasedValues(v.Values)
		fields, err := json.Marshal(bare)
		if err != nil {
			return one, err
		}
		if err := t.change(ctx, updateVersionFields, id, v.Version, string(fields)); err != nil {
			return one, err
		}
		if digest := t.store.digestOf(id, bare); !slices.Contains(one.Values, digest) {
			one.Values = append(one.Values, digest)
		}
	}
	return one, nil
}

// eraseWithdrawn takes out of an entry that was struck what project and
// projectRemedies take out of the others.
func (t *taking) eraseWithdrawn(ctx context.Context, id int64) error {
	e, err := oneEntry(ctx, t, t.on.Organ, id)
	if err != nil || e.State == register.Current {
		return err
	}
	bare := erasedValues(e.Values)
	fields, err := json.Marshal(bare)
	if err != nil {
		return err
	}
	r := register.Remedy.Row(bare)
	return t.change(ctx, updateErasedEntry, id, r.Party, r.Search, r.OpenSearch, string(fields))
}

// erasedValues is an entry that counts a case or a remedy without what may be personal.
func erasedValues(v register.Values) register.Values {
	bare := make(register.Values, len(v))
	for key, text := range v {
		switch key {
		case "applicant", "party", "cause":
		case "asked":
			bare[key] = erasedTitle
		default:
			bare[key] = text
		}
	}
	return bare
}

// saveErased writes the row that is left of a case.
func (t *taking) saveErased(ctx context.Context, c *Case) error {
	sealed, err := t.store.Ring.Seal(casePlace(c.ID, "party"), nil)
	if err != nil {
		return err
	}
	kept, err := clockOf(c.Events)
	if err != nil {
		return err
	}
	c.Title, c.Party, c.ErasedAt = erasedTitle, "", t.Now
	ok, err := t.changeOne(ctx, updateErased, c.ID, c.Version, c.Title, sealed, searchOf(c.CaseRow), kept, t.Now)
	if err == nil && !ok {
		err = problem.Conflict("这件申请刚刚被办理过")
	}
	return err
}

// bodyOf is an event as it is sealed.
func bodyOf(e application.Event) ([]byte, error) {
	step, err := application.Encode(e.Step)
	if err != nil {
		return nil, err
	}
	return json.Marshal(sealedStep{e.Mark, step})
}

// erasedAtOnce bounds how many cases are looked up at a time.
const erasedAtOnce = 100

const selectOver = `
SELECT id, decided_on` + ended + `
  AND NOT ` + held + `
  AND organ_id = $2 AND (decided_on > $3 OR decided_on = $3 AND id > $4)
ORDER BY decided_on, id
LIMIT $5`

// An overCase is a case whose time is over, and where it stands among them.
type overCase struct {
	id      int64
	decided calendar.Date
}

// EraseDue erases the cases whose time is over, each in a transaction of its
// own, so that a program that is stopped goes on with the next. It returns how
// many were erased.
func (s *Store) EraseDue(ctx context.Context) (n int, err error) {
	var all application.Retentions
	if all, _, err = s.Retentions(ctx); err != nil {
		return 0, err
	}
	rule, ok := all.On(s.Today())
	if !ok || s.Ring.IsEmpty() {
		return 0, nil
	}
	organs, err := scanIDs(s.db.Query(ctx, selectCaseOrgans))
	if err != nil {
		return 0, fmt.Errorf("read organs with cases: %w", err)
	}
	for _, id := range organs {
		done, err := s.eraseDueOf(ctx, id, rule.Before(s.Today()))
		if n += done; err != nil {
			return n, err
		}
	}
	return n, nil
}

// eraseDueOf erases the cases of an organ whose latest record is of a day or
// before.
func (s *Store) eraseDueOf(ctx context.Context, id organ.ID, last calendar.Date) (n int, err error) {
	for at := (overCase{decided: firstDay}); ; {
		over, err := s.casesOver(ctx, id, last, at)
		if err != nil || len(over) == 0 {
			return n, err
		}
		at = over[len(over)-1]
		for _, c := range over {
			done, err := s.eraseOne(ctx, id, c.id)
			if n += done; err != nil {
				return n, fmt.Errorf("erase application %d: %w", c.id, err)
			}
		}
	}
}

// eraseOne erases one case; one that must be kept after all is left.
func (s *Store) eraseOne(ctx context.Context, id organ.ID, n int64) (int, error) {
	by := Actor{Name: account.Timer.Label(), Program: true}
	_, err := s.Take(ctx, by, Subject{Kind: CaseKind, Organ: id, ID: n, Version: AnyVersion}, EraseCase{})
	var told *problem.Error
	if errors.As(err, &told) && told.Kind == problem.KindRefused {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return 1, nil
}

func (s *Store) casesOver(ctx context.Context, id organ.ID, last calendar.Date, after overCase) (over []overCase, _ error) {
	rows, err := s.db.Query(ctx, selectOver, last, int64(id), after.decided, after.id, erasedAtOnce)
	if err != nil {
		return nil, fmt.Errorf("read cases past their time: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c overCase
		if err := rows.Scan(&c.id, &c.decided); err != nil {
			return nil, fmt.Errorf("read cases past their time: %w", err)
		}
		over = append(over, c)
	}
	return over, rows.Err()
}

// firstDay is before every case.
var firstDay, _ = calendar.DateOf(1900, 1, 1)

const selectFileUse = `
SELECT sha256
FROM application_file
WHERE sha256 = $1
UNION ALL
SELECT sha256
FROM attachment
WHERE sha256 = $1
LIMIT 1`

// IsFileUsed says whether any record refers to a file.
func (s *Store) IsFileUsed(ctx context.Context, sum string) (bool, error) {
	rows, err := s.db.Query(ctx, selectFileUse, sum)
	if err != nil {
		return false, fmt.Errorf("look for a file: %w", err)
	}
	defer rows.Close()
	return rows.Next(), rows.Err()
}

// CleanErased clears from the database's own files what was erased, as far as
// the engine can be told to.
func (s *Store) CleanErased(ctx context.Context) error {
	return s.db.Clean(ctx, "application", "application_event", "application_file", "application_hold", "outbox", "entry", "entry_version")
}
