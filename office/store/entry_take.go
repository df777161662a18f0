package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

const insertEntry = `
INSERT INTO entry (id, organ_id, register, state, number, on_day, until_on, party, kind, amount, quantity,
                   search, open_search, fields, batch_id, entered_at, changed_at, version)
VALUES ($1, $2, $3, 'current', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 1)`

const updateEntry = `
UPDATE entry
SET number = $3, on_day = $4, until_on = $5, party = $6, kind = $7, amount = $8, quantity = $9,
    search = $10, open_search = $11, fields = $12, changed_at = $13, version = version + 1
WHERE id = $1 AND version = $2`

const updateEntryState = `
UPDATE entry
SET state = $3, changed_at = $4, version = version + 1
WHERE id = $1 AND version = $2`

const insertEntryVersion = `
INSERT INTO entry_version (entry_id, version, at, account, name, act, reason, state, fields)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const selectEntered = `
SELECT e.organ_id, e.register, v.account
FROM entry e
JOIN entry_version v ON v.entry_id = e.id AND v.version = 1
WHERE e.id = $1`

const selectSameAttachment = `
SELECT count(*)
FROM attachment
WHERE organ_id = $1 AND kind = $2 AND subject_id = $3 AND sha256 = $4 AND name = $5 AND removed_at IS NULL`

const insertAttachment = `
INSERT INTO attachment (id, organ_id, kind, subject_id, sha256, name, media_type, size, added_at, added_by, removed_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')`

const removeAttachment = `
UPDATE attachment
SET removed_at = $4, removed_why = $5
WHERE organ_id = $1 AND subject_id = $2 AND id = $3 AND removed_at IS NULL`

const countAttachments = `
SELECT count(*)
FROM attachment
WHERE organ_id = $1 AND kind = $2 AND subject_id = $3 AND removed_at IS NULL`

// An Attach is [register.Attach] with what the office's file store has said of
// the file.
type Attach struct {
	register.Attach
	MediaType string `json:"media_type"`
}

// entryDoing finds how a step on a register is done.
func entryDoing(step Step) (doing, bool) {
	switch step.(type) {
	case register.Enter:
		return doing{account.RegisterEnter, nil, "", takeEnter}, true
	case register.Correct:
		return doing{account.RegisterCorrect, nil, "", takeCorrect}, true
	case register.Withdraw:
		return doing{account.RegisterWithdraw, nil, "", takeWithdraw}, true
	case register.Reinstate:
		return doing{account.RegisterReinstate, nil, "", takeReinstate}, true
	case Attach:
		return doing{account.RegisterAttach, nil, "", takeAttach}, true
	case register.RemoveAttachment:
		return doing{account.RegisterAttach, nil, "", takeRemoveAttachment}, true
	}
	return importDoing(step)
}

func described(key register.Key) (*register.Description, error) {
	d, ok := register.Of(key)
	if !ok {
		return nil, problem.NotFound("没有这个登记簿").Try("请从登记簿列表进入")
	}
	return d, nil
}

func takeEnter(ctx context.Context, t *taking) error {
	e := t.step.(register.Enter)
	d, err := described(e.Register)
	if err != nil {
		return err
	}
	if err := refuse(e.Check(d, t.Today)); err != nil {
		return err
	}
	if err := t.takes(ctx, d, e.Values); err != nil {
		return err
	}
	if err := t.besideCases(ctx, d, 0, nil, e.Values); err != nil {
		return err
	}
	id := t.on.ID
	if id == 0 {
		id = t.store.newID()
	} else if done, err := t.enteredBefore(ctx, d, id); done || err != nil {
		return err
	}
	t.on = Subject{Kind: EntryKind, Organ: t.on.Organ, ID: id, Version: 1}
	t.says = auditedEntry{Register: d.Key, Values: t.store.digestOf(id, e.Values)}
	return t.enter(ctx, d, id, e.Values, 0)
}

// enteredBefore says whether the form of this number was sent before: a form
// has the number its entry is to get, and sent twice makes one entry.
func (t *taking) enteredBefore(ctx context.Context, d *register.Description, id int64) (bool, error) {
	var at, by int64
	var key string
	err := t.QueryRow(ctx, selectEntered, id).Scan(&at, &key, &by)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read entry: %w", err)
	}
	return true, t.again(EntryKind, organ.ID(at), account.ID(by), key == string(d.Key))
}

// enter inserts an entry and its first version.
func (t *taking) enter(ctx context.Context, d *register.Description, id int64, v register.Values, batch int64) error {
	if err := t.lackedBefore(ctx, d, v); err != nil {
		return err
	}
	r := d.Row(v)
	fields, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var of any
	if batch != 0 {
		of = batch
	}
	err = t.change(ctx, insertEntry, id, int64(t.on.Organ), string(d.Key), r.Number, r.Day, noDay(r.Until), r.Party, r.Kind, orNull(r.Amount), r.Count,
		r.Search, r.OpenSearch, string(fields), of, t.Now)
	if err != nil {
		return t.numbered(d, r.Number, err)
	}
	if err := t.retally(ctx, d, id, nil, v); err != nil {
		return err
	}
	return t.version(ctx, id, 1, account.RegisterEnter, "", register.Current, string(fields))
}

// lackedBefore refuses what an entry records that was made before one of its
// fields was asked for: it would count twice.
func (t *taking) lackedBefore(ctx context.Context, d *register.Description, v register.Values) error {
	former := d.FormerNumber(v)
	if former == "" {
		return nil
	}
	_, isThere, err := entryNumbered(ctx, t, t.on.Organ, d.Key, former)
	if err != nil || !isThere {
		return err
	}
	label := d.Field(d.Lacked).Label
	return problem.Conflict("%s“%s”已经登记过，没有写%s", d.Field(d.Number).Label, v[d.Number], label).Try("请在登记簿中找到那一条，更改时补上%s", label).At(d.Number)
}

func orNull(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

// numbered turns the refusal of a number that is taken into a problem at its
// field.
func (t *taking) numbered(d *register.Description, number string, err error) error {
	if _, twice := db.IsUnique(err); !twice {
		return err
	}
	return problem.Conflict("%s“%s”已经登记过", d.Field(d.Number).Label, number).Try("请核对；要改已有的登记，请在登记簿中查找后更改").At(d.Number)
}

func (t *taking) version(ctx context.Context, id, version int64, act account.Action, reason string, state register.State, fields string) error {
	return t.change(ctx, insertEntryVersion, id, version, t.Now, int64(t.by.Account), t.by.Name, string(act), strings.TrimSpace(reason), string(state), fields)
}

// subjectEntry loads the entry that the step is about. When somebody has
// changed it since the person saw it, the problem says who and what.
func (t *taking) subjectEntry(ctx context.Context, key register.Key) (Entry, *register.Description, error) {
	d, err := described(key)
	if err != nil {
		return Entry{}, nil, err
	}
	all, err := scanEntries(t.Query(ctx, selectEntry+t.Dialect().ForUpdate(), int64(t.on.Organ), t.on.ID))
	switch {
	case err != nil:
		return Entry{}, nil, err
	case len(all) == 0 || all[0].Register != key:
		return Entry{}, nil, problem.NotFound("没有找到这条登记").Try("请从登记簿中查找")
	}
	e := all[0]
	if t.on.Version != AnyVersion && t.on.Version != e.Version {
		return e, d, t.overtakenEntry(ctx, d, e)
	}
	t.on.Kind, t.on.Version = EntryKind, e.Version+1
	return e, d, nil
}

// overtakenEntry tells the second of two people who has changed what.
func (t *taking) overtakenEntry(ctx context.Context, d *register.Description, e Entry) error {
	history, err := entryVersions(ctx, t, e.ID)
	if err != nil {
		return err
	}
	last := history[len(history)-1]
	seen := last.Values
	for _, v := range history {
		if v.Version == t.on.Version {
			seen = v.Values
		}
	}
	var changes []string
	for _, c := range d.Changes(seen, last.Values) {
		changes = append(changes, "“"+c.Label+"”改为“"+c.After+"”")
	}
	if last.State == register.Withdrawn {
		changes = append(changes, "已作废")
	}
	return overtaken("这条登记", last.Name, last.At, strings.Join(changes, "、"))
}

func takeCorrect(ctx context.Context, t *taking) error {
	c := t.step.(register.Correct)
	e, d, err := t.subjectEntry(ctx, c.Register)
	if err != nil {
		return err
	}
	if err := t.besideCases(ctx, d, e.ID, e.Values, c.Values); err != nil {
		return err
	}
	if err := refuse(c.Check(d, e.State, e.Values, t.Today)); err != nil {
		return err
	}
	if err := t.takes(ctx, d, c.Values); err != nil {
		return err
	}
	said := auditedEntry{Register: d.Key, Values: t.store.digestOf(e.ID, c.Values), Reason: c.Reason}
	for _, change := range d.Changes(e.Values, c.Values) {
		said.Changed = append(said.Changed, change.Key)
	}
	t.says = said
	return t.correct(ctx, d, e, c.Values, c.Reason)
}

// An auditedEntry is what the audit keeps of an entry: enough to prove what the
// history holds, nothing of its content, which the audit's readers may not see
// and which could never be erased there.
type auditedEntry struct {
	Register register.Key `json:"register"`
	Values   string       `json:"values"` // the digest of the fields as the history keeps them
	Changed  []string     `json:"changed,omitempty"`
	Reason   string       `json:"reason,omitempty"`
}

// digestOf is the digest of what an entry says. A short text could be guessed from
// a digest that anybody can make, so that the office's key goes into it, and the
// entry's number, lest two entries that say the same show it. Records without a
// key have none to protect; what was digested without one stays as it is.
func (s *Store) digestOf(entry int64, v register.Values) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("store: values cannot be written as JSON: " + err.Error()) // a map of texts always can
	}
	if s.Ring.IsEmpty() {
		return hashOf(text)
	}
	return s.keyedDigest(entry, text)
}

// isKeyed begins a digest with a key in it.
const isKeyed = "hmac:"

func (s *Store) keyedDigest(entry int64, fields []byte) string {
	return isKeyed + s.Ring.Mark("entry/"+strconv.FormatInt(entry, 10), string(fields))
}

func (t *taking) correct(ctx context.Context, d *register.Description, e Entry, v register.Values, reason string) error {
	r := d.Row(v)
	fields, err := json.Marshal(v)
	if err != nil {
		return err
	}
	ok, err := t.changeOne(ctx, updateEntry, e.ID, e.Version, r.Number, r.Day, noDay(r.Until), r.Party, r.Kind, orNull(r.Amount), r.Count,
		r.Search, r.OpenSearch, string(fields), t.Now)
	switch {
	case err != nil:
		return t.numbered(d, r.Number, err)
	case !ok:
		return problem.Conflict("这条登记刚刚被改过").Try("请核对后再保存")
	}
	if err := t.retally(ctx, d, e.ID, e.Values, v); err != nil {
		return err
	}
	return t.version(ctx, e.ID, e.Version+1, account.RegisterCorrect, reason, e.State, string(fields))
}

func takeWithdraw(ctx context.Context, t *taking) error {
	w := t.step.(register.Withdraw)
	e, d, err := t.subjectEntry(ctx, w.Register)
	if err != nil {
		return err
	}
	if err := t.fromNoCase(ctx, e.ID); err != nil {
		return err
	}
	if p := w.Check(e.State); p != nil {
		return p
	}
	if err := t.retally(ctx, d, e.ID, e.Values, nil); err != nil {
		return err
	}
	return t.setState(ctx, e, register.Withdrawn, account.RegisterWithdraw, w.Reason)
}

func takeReinstate(ctx context.Context, t *taking) error {
	r := t.step.(register.Reinstate)
	e, d, err := t.subjectEntry(ctx, r.Register)
	if err != nil {
		return err
	}
	if p := r.Check(e.State); p != nil {
		return p
	}
	if err := t.takes(ctx, d, e.Values); err != nil {
		return err
	}
	if err := t.besideCases(ctx, d, e.ID, nil, e.Values); err != nil {
		return err
	}
	if err := t.numberedOr(d, e, t.setState(ctx, e, register.Current, account.RegisterReinstate, r.Reason)); err != nil {
		return err
	}
	return t.retally(ctx, d, e.ID, nil, e.Values)
}

func (t *taking) numberedOr(d *register.Description, e Entry, err error) error {
	if err == nil {
		return nil
	}
	return t.numbered(d, e.Number, err)
}

func (t *taking) setState(ctx context.Context, e Entry, state register.State, act account.Action, reason string) error {
	fields, err := json.Marshal(e.Values)
	if err != nil {
		return err
	}
	ok, err := t.changeOne(ctx, updateEntryState, e.ID, e.Version, string(state), t.Now)
	switch {
	case err != nil:
		return err
	case !ok:
		return problem.Conflict("这条登记刚刚被改过").Try("请核对后再办理")
	}
	return t.version(ctx, e.ID, e.Version+1, act, reason, state, string(fields))
}

func takeAttach(ctx context.Context, t *taking) error {
	a := t.step.(Attach)
	t.on.Version = AnyVersion // files are added beside what the entry says
	e, _, err := t.subjectEntry(ctx, a.Register)
	if err != nil {
		return err
	}
	var attached int
	if err := t.QueryRow(ctx, countAttachments, int64(t.on.Organ), string(EntryKind), e.ID).Scan(&attached); err != nil {
		return err
	}
	if p := a.Attach.Check(e.State, attached); p != nil {
		return p
	}
	t.on.Version = e.Version
	var same int
	if err := t.QueryRow(ctx, selectSameAttachment, int64(t.on.Organ), string(EntryKind), e.ID, a.SHA256, a.Name).Scan(&same); err != nil {
		return err
	}
	if same > 0 { // the form was sent twice
		t.repeated = true
		return nil
	}
	return t.change(ctx, insertAttachment, t.store.newID(), int64(t.on.Organ), string(EntryKind), e.ID, a.SHA256, a.Name, a.MediaType, a.Size, t.Now, t.by.Name)
}

func takeRemoveAttachment(ctx context.Context, t *taking) error {
	r := t.step.(register.RemoveAttachment)
	t.on.Version = AnyVersion
	e, _, err := t.subjectEntry(ctx, r.Register)
	if err != nil {
		return err
	}
	if p := r.Check(); p != nil {
		return p
	}
	t.on.Version = e.Version
	ok, err := t.changeOne(ctx, removeAttachment, int64(t.on.Organ), e.ID, r.Attachment, t.Now, strings.TrimSpace(r.Reason))
	if err == nil && !ok {
		return problem.Conflict("这个附件已经移除").Try("请刷新页面查看")
	}
	return err
}
