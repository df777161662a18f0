package store

import (
	"context"
	"fmt"
	"math/rand/v2"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
)

const insertOrgan = `
INSERT INTO organ (id, name, short, code, level, body, founded_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`

const insertName = `
INSERT INTO organ_name (organ_id, from_on, name, short, document)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organ_id, from_on) DO UPDATE SET name = excluded.name, short = excluded.short, document = excluded.document`

const updateName = `
UPDATE organ
SET name = $2, short = $3, version = version + 1
WHERE id = $1`

const updateCode = `
UPDATE organ
SET code = $2, version = version + 1
WHERE id = $1`

const updateEnded = `
UPDATE organ
SET ended_on = $2, ended_how = $3, version = version + 1
WHERE id = $1`

const touchOrgan = `
UPDATE organ
SET version = version + 1
WHERE id = $1`

const insertLink = `
INSERT INTO organ_link (organ_id, axis, from_on, superior_id, document)
VALUES ($1, $2, $3, $4, $5)`

const endLink = `
UPDATE organ_link
SET until_on = $3
WHERE organ_id = $1 AND axis = $2 AND until_on IS NULL`

const deleteLinkOf = `
DELETE FROM organ_link
WHERE organ_id = $1 AND axis = $2 AND from_on = $3`

const selectLastLink = `
SELECT from_on
FROM organ_link
WHERE organ_id = $1 AND axis = $2
ORDER BY from_on DESC
LIMIT 1`

const insertSuccession = `
INSERT INTO organ_succession (organ_id, successor_id, from_on, document)
VALUES ($1, $2, $3, $4)`

const countSubordinates = `
SELECT count(*)
FROM organ_link
WHERE superior_id = $1 AND axis = 'area' AND until_on IS NULL`

// countEntriesSince counts what is registered of a day and later.
const countEntriesSince = `
SELECT count(*)
FROM entry
WHERE organ_id = $1 AND state = 'current' AND on_day >= $2`

const selectLastName = `
SELECT from_on
FROM organ_name
WHERE organ_id = $1
ORDER BY from_on DESC
LIMIT 1`

// subjectOrgan loads the organ that the step is about, sees that nobody has
// changed it since, and says that the public pages change.
func (t *taking) subjectOrgan(ctx context.Context) (Organ, error) {
	if err := t.lockTree(ctx); err != nil {
		return Organ{}, err
	}
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return o, err
	}
	if !o.Ended.IsZero() {
		return o, problem.Refused("“%s”已于%s%s，不能再改", o.Name, o.Ended.Chinese(), o.How.Label()).Try("请到承接职责的机关办理")
	}
	if t.on.Version != AnyVersion && t.on.Version != o.Version {
		return o, t.overtakenSteps(ctx, "“"+o.Name+"”的资料", OrganKind, int64(o.ID), o.Version-t.on.Version)
	}
	t.public = true
	t.on.Kind, t.on.ID, t.on.Version = OrganKind, int64(o.ID), o.Version+1
	return o, nil
}

// lockTree lets one transaction at a time change organs: two moves that each
// are right could together make a circle.
func (t *Tx) lockTree(ctx context.Context) error {
	_, err := t.Exec(ctx, upsertSetting, settingTree, "1")
	return err
}

func takeFound(ctx context.Context, t *taking) error {
	f := t.step.(organ.Found)
	if err := refuse(f.Check()); err != nil {
		return err
	}
	if f.Superior != 0 {
		above, err := oneOrgan(ctx, t, f.Superior)
		switch {
		case err != nil:
			return err
		case !above.Ended.IsZero():
			return problem.Refused("所属政府“%s”已于%s%s", above.Name, above.Ended.Chinese(), above.How.Label()).Try("请选择现有的机关").At("superior")
		}
	}
	_, err := t.found(ctx, f)
	return err
}

// found enters the organ and makes it the step's subject.
func (t *taking) found(ctx context.Context, f organ.Found) (organ.ID, error) {
	id := organ.MakeID(rand.Uint64())
	t.public = true
	t.on = Subject{Kind: OrganKind, Organ: id, ID: int64(id), Version: 1}
	if err := t.change(ctx, insertOrgan, int64(id), f.Name, f.Short, f.Code, int64(f.Level), int64(f.Body), f.From); err != nil {
		return 0, err
	}
	if err := t.change(ctx, insertName, int64(id), f.From, f.Name, f.Short, f.Document); err != nil {
		return 0, err
	}
	if f.Superior == 0 {
		return id, nil
	}
	return id, t.change(ctx, insertLink, int64(id), string(organ.Area), f.From, int64(f.Superior), f.Document)
}

func takeRename(ctx context.Context, t *taking) error {
	r := t.step.(organ.Rename)
	if err := refuse(r.Check()); err != nil {
		return err
	}
	o, err := t.subjectOrgan(ctx)
	if err != nil {
		return err
	}
	var last calendar.Date
	if err := t.QueryRow(ctx, selectLastName, int64(o.ID)).Scan(&last); err != nil {
		return err
	}
	switch {
	case r.From < last:
		return problem.Invalid("%s早于现名称开始使用的%s", r.From.Chinese(), last.Chinese()).Try("请核对更名文件的日期").At("from")
	case r.From > t.Today:
		return problem.Invalid("%s还没有到", r.From.Chinese()).Try("请在名称启用后登记").At("from")
	}
	if err := t.change(ctx, insertName, int64(o.ID), r.From, r.Name, r.Short, r.Document); err != nil {
		return err
	}
	return t.change(ctx, updateName, int64(o.ID), r.Name, r.Short)
}

func takeSetCode(ctx context.Context, t *taking) error {
	if _, err := t.subjectOrgan(ctx); err != nil {
		return err
	}
	return t.change(ctx, updateCode, t.on.ID, t.step.(organ.SetCode).Code)
}

func takeMove(ctx context.Context, t *taking) error {
	m := t.step.(organ.Move)
	if err := refuse(m.Check()); err != nil {
		return err
	}
	o, err := t.subjectOrgan(ctx)
	if err != nil {
		return err
	}
	if err := t.checkSuperior(ctx, o, m); err != nil {
		return err
	}
	if err := t.change(ctx, deleteLinkOf, int64(o.ID), string(m.Axis), m.From); err != nil {
		return err
	}
	if err := t.change(ctx, endLink, int64(o.ID), string(m.Axis), m.From); err != nil {
		return err
	}
	if m.Superior != 0 {
		if err := t.change(ctx, insertLink, int64(o.ID), string(m.Axis), m.From, int64(m.Superior), m.Document); err != nil {
			return err
		}
	}
	return t.change(ctx, touchOrgan, int64(o.ID))
}

// checkSuperior refuses a superior that has ended or stands below the organ
// itself, and a day before the link that holds.
func (t *taking) checkSuperior(ctx context.Context, o Organ, m organ.Move) error {
	if m.From > t.Today {
		return problem.Invalid("%s还没有到", m.From.Chinese()).Try("请在调整生效后登记").At("from")
	}
	var last calendar.Date
	err := t.QueryRow(ctx, selectLastLink, int64(o.ID), string(m.Axis)).Scan(&last)
	if err == nil && m.From < last {
		return problem.Invalid("%s早于现隶属关系开始的%s", m.From.Chinese(), last.Chinese()).Try("请核对调整文件的日期").At("from")
	}
	if m.Superior == 0 {
		return nil
	}
	above, err := oneOrgan(ctx, t, m.Superior)
	switch {
	case err != nil:
		return err
	case !above.Ended.IsZero():
		return problem.Refused("“%s”已于%s%s", above.Name, above.Ended.Chinese(), above.How.Label()).Try("请选择现有的机关").At("superior")
	}
	if m.Axis != organ.Area {
		return nil
	}
	chain, err := aboveOf(ctx, t, m.Superior)
	if err == nil && chain[o.ID] {
		return problem.Refused("“%s”在“%s”之下，不能成为它的上级", above.Name, o.Name).Try("请先调整下级的隶属关系").At("superior")
	}
	return err
}

func takeSucceed(ctx context.Context, t *taking) error {
	s := t.step.(organ.Succeed)
	if err := refuse(s.Check()); err != nil {
		return err
	}
	o, err := t.subjectOrgan(ctx)
	if err != nil {
		return err
	}
	if s.From > t.Today {
		return problem.Invalid("%s还没有到", s.From.Chinese()).Try("请在调整生效后登记").At("from")
	}
	var below int
	if err := t.QueryRow(ctx, countSubordinates, int64(o.ID)).Scan(&below); err != nil {
		return err
	}
	if below > 0 {
		return problem.Refused("“%s”还有%d个下级机关", o.Name, below).Try("请先调整它们的隶属关系")
	}
	if err := t.nothingSince(ctx, o, s.From); err != nil {
		return err
	}
	for _, id := range s.Successors {
		next, err := oneOrgan(ctx, t, id)
		switch {
		case err != nil:
			return err
		case id == o.ID || !next.Ended.IsZero():
			return problem.Refused("“%s”不能承接", next.Name).Try("请选择另一个现有的机关").At("successors")
		}
		if err := t.change(ctx, insertSuccession, int64(o.ID), int64(id), s.From, s.Document); err != nil {
			return err
		}
	}
	for _, axis := range []organ.Axis{organ.Area, organ.Line} {
		if err := t.change(ctx, endLink, int64(o.ID), string(axis), s.From); err != nil {
			return err
		}
	}
	return t.change(ctx, updateEnded, int64(o.ID), s.From, string(s.How))
}

// nothingSince refuses an end before what is registered: it would count in the
// report of an organ that was no longer there.
func (t *taking) nothingSince(ctx context.Context, o Organ, end calendar.Date) error {
	var since int
	if err := t.QueryRow(ctx, countEntriesSince, int64(o.ID), end).Scan(&since); err != nil {
		return fmt.Errorf("count entries: %w", err)
	}
	if since == 0 {
		return nil
	}
	return problem.Refused("“%s”有%d条登记的日期在%s或者以后", o.Name, since, end.Chinese()).
		Try("请核对日期；确实在此以后的，请经办人先作废，再到承接职责的机关登记").At("from")
}

const insertGroup = `
INSERT INTO leading_group (id, organ_id, from_on, document, office, duties)
VALUES ($1, $2, $3, $4, $5, $6)`

const insertSeat = `
INSERT INTO seat (group_id, place, position, name, title)
VALUES ($1, $2, $3, $4, $5)`

func takeLeadingGroup(ctx context.Context, t *taking) error {
	s := t.step.(organ.SetLeadingGroup)
	if err := refuse(s.Check()); err != nil {
		return err
	}
	if _, err := t.subjectOrgan(ctx); err != nil {
		return err
	}
	id := t.store.newID()
	if err := t.change(ctx, insertGroup, id, t.on.ID, s.From, s.Document, s.Office, s.Duties); err != nil {
		return err
	}
	for i, seat := range s.Seats {
		if err := t.change(ctx, insertSeat, id, i, string(seat.Position), seat.Name, seat.Title); err != nil {
			return err
		}
	}
	return t.change(ctx, touchOrgan, t.on.ID)
}

const upsertUnit = `
INSERT INTO unit (id, organ_id, name, duties, work_body, phone, address, hours, from_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, duties = excluded.duties, work_body = excluded.work_body,
    phone = excluded.phone, address = excluded.address, hours = excluded.hours, from_on = excluded.from_on, until_on = excluded.until_on
WHERE unit.organ_id = excluded.organ_id`

func takeUnit(ctx context.Context, t *taking) error {
	u := t.step.(organ.SetUnit)
	if err := refuse(u.Check()); err != nil {
		return err
	}
	if _, err := t.subjectOrgan(ctx); err != nil {
		return err
	}
	if u.ID == 0 {
		u.ID = t.store.newID()
	}
	ok, err := t.changeOne(ctx, upsertUnit, u.ID, t.on.ID, u.Name, u.Duties, u.WorkBody, u.Phone, u.Address, u.Hours, u.From, noDay(u.Until))
	if err != nil || !ok {
		return orMissing(err, "没有找到这个内设机构")
	}
	return t.change(ctx, touchOrgan, t.on.ID)
}

const upsertStaffer = `
INSERT INTO staffer (id, organ_id, name, unit, duty, full_time, phone, from_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, duty = excluded.duty,
    full_time = excluded.full_time, phone = excluded.phone, from_on = excluded.from_on, until_on = excluded.until_on
WHERE staffer.organ_id = excluded.organ_id`

func takeStaffer(ctx context.Context, t *taking) error {
	p := t.step.(organ.SetStaffer)
	if err := refuse(p.Check()); err != nil {
		return err
	}
	if _, err := t.subjectOrgan(ctx); err != nil {
		return err
	}
	if p.ID == 0 {
		p.ID = t.store.newID()
	}
	ok, err := t.changeOne(ctx, upsertStaffer, p.ID, t.on.ID, p.Name, p.Unit, p.Duty, p.FullTime, p.Phone, p.From, noDay(p.Until))
	if err != nil || !ok {
		return orMissing(err, "没有找到这名工作人员")
	}
	return t.change(ctx, touchOrgan, t.on.ID)
}

func orMissing(err error, says string) error {
	if err != nil {
		return err
	}
	return problem.NotFound("%s", says).Try("请从列表中选择")
}

// noDay is NULL for the zero date.
func noDay(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func takeSite(ctx context.Context, t *taking) error {
	s := t.step.(SetSite)
	if err := refuse(s.check()); err != nil {
		return err
	}
	t.public = true
	return t.replaceSetting(ctx, settingSite, "网站设置", account.SiteSet, s.Site)
}

func takeRules(ctx context.Context, t *taking) error {
	s := t.step.(SetRules)
	if err := refuse(s.Rules.Check()); err != nil {
		return err
	}
	return t.replaceSetting(ctx, settingRules, "安全规则", account.SiteRules, s.Rules)
}
