package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/db"
)

// An Organ is an organ as it stands today.
type Organ struct {
	ID       organ.ID
	Name     string
	Short    string // "" where it has none; Shown gives the one to show
	Code     string
	Level    organ.Level
	Body     organ.Body
	Superior organ.ID // on the area axis; 0 for the topmost
	Line     organ.ID // on the line axis; 0 for none
	Founded  calendar.Date
	Ended    calendar.Date // zero while it exists
	How      organ.Ending
	Depth    int // below the topmost organ of the list it came in
	Version  int64
}

// Shown returns the short name, or the full one where there is none.
func (o Organ) Shown() string {
	if o.Short != "" {
		return o.Short
	}
	return o.Name
}

// A Name is what an organ was called from a day on.
type Name struct {
	From        calendar.Date
	Name, Short string
	Document    string
}

const organColumns = `
SELECT o.id, o.name, o.short, o.code, o.level, o.body, o.founded_on, o.ended_on, o.ended_how, o.version,
       (SELECT l.superior_id FROM organ_link l WHERE l.organ_id = o.id AND l.axis = 'area' AND l.until_on IS NULL),
       (SELECT l.superior_id FROM organ_link l WHERE l.organ_id = o.id AND l.axis = 'line' AND l.until_on IS NULL)
FROM organ o`

const selectOrgan = organColumns + `
WHERE o.id = $1`

const selectOrgans = organColumns + `
ORDER BY o.level, o.body, o.founded_on, o.id
LIMIT 20000`

const selectSuccessors = organColumns + `
JOIN organ_succession s ON s.successor_id = o.id
WHERE s.organ_id = $1
ORDER BY o.level, o.body, o.id`

const selectPredecessors = organColumns + `
JOIN organ_succession s ON s.organ_id = o.id
WHERE s.successor_id = $1
ORDER BY o.ended_on, o.id`

// selectAbove lists the organ and everything above it on the area axis.
const selectAbove = `
WITH RECURSIVE above (id, depth) AS (
    SELECT CAST($1 AS BIGINT), 0
    UNION ALL
    SELECT l.superior_id, above.depth + 1
    FROM organ_link l
    JOIN above ON l.organ_id = above.id
    WHERE l.axis = 'area' AND l.until_on IS NULL AND above.depth < 30
)
SELECT id
FROM above`

const selectNames = `
SELECT from_on, name, short, document
FROM organ_name
WHERE organ_id = $1
ORDER BY from_on`

const selectNameOn = `
SELECT name
FROM organ_name
WHERE organ_id = $1 AND from_on <= $2
ORDER BY from_on DESC
LIMIT 1`

// Organ returns one organ.
func (s *Store) Organ(ctx context.Context, id organ.ID) (Organ, error) {
	return oneOrgan(ctx, s.db, id)
}

func oneOrgan(ctx context.Context, r reader, id organ.ID) (Organ, error) {
	all, err := organsOf(r.Query(ctx, selectOrgan, int64(id)))
	switch {
	case err != nil:
		return Organ{}, err
	case len(all) == 0:
		return Organ{}, problem.NotFound("没有找到这个机关").Try("请核对网址，或从机关名录中查找").At("organ")
	}
	return all[0], nil
}

// Organs returns every organ, each after its superior and with its depth;
// those that have ended stand where they stood.
func (s *Store) Organs(ctx context.Context) ([]Organ, error) {
	all, err := organsOf(s.db.Query(ctx, selectOrgans))
	return inTree(all, 0), err
}

// Below returns the organ and all below it on the area axis, each after its
// superior.
func (s *Store) Below(ctx context.Context, id organ.ID) ([]Organ, error) {
	all, err := organsOf(s.db.Query(ctx, selectOrgans))
	return inTree(all, id), err
}

// inTree orders organs so that each follows its superior. top 0 takes all; an
// organ whose superior is not among them is a top.
func inTree(all []Organ, top organ.ID) (tree []Organ) {
	known := make(map[organ.ID]bool, len(all))
	below := make(map[organ.ID][]Organ)
	for _, o := range all {
		known[o.ID] = true
	}
	for _, o := range all {
		above := o.Superior
		if !known[above] {
			above = 0
		}
		below[above] = append(below[above], o)
	}
	var add func(o Organ, depth int)
	add = func(o Organ, depth int) {
		if depth > 30 {
			return
		}
		o.Depth = depth
		tree = append(tree, o)
		for _, child := range below[o.ID] {
			add(child, depth+1)
		}
	}
	for _, o := range all {
		if top != 0 && o.ID == top || top == 0 && !known[o.Superior] {
			add(o, 0)
		}
	}
	return tree
}

// Successors returns the organs that took over from one that has ended,
// Predecessors those whose duties it has taken over.
func (s *Store) Successors(ctx context.Context, id organ.ID) ([]Organ, error) {
	return organsOf(s.db.Query(ctx, selectSuccessors, int64(id)))
}

// Predecessors returns the organs that have ended and whose duties this one
// has taken over.
func (s *Store) Predecessors(ctx context.Context, id organ.ID) ([]Organ, error) {
	return organsOf(s.db.Query(ctx, selectPredecessors, int64(id)))
}

func organsOf(rows *sql.Rows, err error) (all []Organ, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read organs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Organ
		var how sql.NullString
		var above, line sql.NullInt64
		if err := rows.Scan((*int64)(&o.ID), &o.Name, &o.Short, &o.Code, &o.Level, &o.Body, &o.Founded, &o.Ended, &how, &o.Version, &above, &line); err != nil {
			return nil, fmt.Errorf("read organs: %w", err)
		}
		o.How, o.Superior, o.Line = organ.Ending(how.String), organ.ID(above.Int64), organ.ID(line.Int64)
		all = append(all, o)
	}
	return all, rows.Err()
}

const selectTop = `
SELECT o.id
FROM organ o
WHERE o.ended_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM organ_link l WHERE l.organ_id = o.id AND l.axis = 'area' AND l.until_on IS NULL)
ORDER BY o.level, o.founded_on, o.id
LIMIT 1`

// topOrgan returns the organ at the top of the tree, 0 where there is none.
func topOrgan(ctx context.Context, r reader) (id organ.ID, err error) {
	err = r.QueryRow(ctx, selectTop).Scan((*int64)(&id))
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// aboveOf returns the organ and all above it on the area axis.
func aboveOf(ctx context.Context, r reader, id organ.ID) (map[organ.ID]bool, error) {
	rows, err := r.Query(ctx, selectAbove, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read superiors: %w", err)
	}
	defer rows.Close()
	above := make(map[organ.ID]bool)
	for rows.Next() {
		var id organ.ID
		if err := rows.Scan((*int64)(&id)); err != nil {
			return nil, fmt.Errorf("read superiors: %w", err)
		}
		above[id] = true
	}
	return above, rows.Err()
}

// Names returns what an organ was called, the earliest first.
func (s *Store) Names(ctx context.Context, id organ.ID) ([]Name, error) {
	return namesOf(ctx, s.db, id)
}

func namesOf(ctx context.Context, r reader, id organ.ID) (names []Name, _ error) {
	rows, err := r.Query(ctx, selectNames, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n Name
		if err := rows.Scan(&n.From, &n.Name, &n.Short, &n.Document); err != nil {
			return nil, fmt.Errorf("read names: %w", err)
		}
		names = append(names, n)
	}
	return names, rows.Err()
}

// nameOn returns what the organ was called on a day; its first name before it
// was founded.
func nameOn(ctx context.Context, r reader, o Organ, day calendar.Date) (string, error) {
	var name string
	err := r.QueryRow(ctx, selectNameOn, int64(o.ID), day).Scan(&name)
	if err == sql.ErrNoRows {
		return o.Name, nil
	}
	return name, err
}

const selectUnits = `
SELECT id, name, duties, work_body, phone, address, hours, from_on, until_on
FROM unit
WHERE organ_id = $1
ORDER BY work_body DESC, from_on, id
LIMIT 500`

// Units returns an organ's offices, the information office first; those that
// have ended are among them.
func (s *Store) Units(ctx context.Context, id organ.ID) (units []organ.Unit, _ error) {
	rows, err := s.db.Query(ctx, selectUnits, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read units: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var u organ.Unit
		if err := rows.Scan(&u.ID, &u.Name, &u.Duties, &u.WorkBody, &u.Phone, &u.Address, &u.Hours, &u.From, &u.Until); err != nil {
			return nil, fmt.Errorf("read units: %w", err)
		}
		units = append(units, u)
	}
	return units, rows.Err()
}

const selectStaff = `
SELECT id, name, unit, duty, full_time, phone, from_on, until_on
FROM staffer
WHERE organ_id = $1
ORDER BY from_on, id
LIMIT 500`

// Staff returns an organ's information staff; those who have left are among
// them.
func (s *Store) Staff(ctx context.Context, id organ.ID) (staff []organ.Staffer, _ error) {
	rows, err := s.db.Query(ctx, selectStaff, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read staff: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p organ.Staffer
		if err := rows.Scan(&p.ID, &p.Name, &p.Unit, &p.Duty, &p.FullTime, &p.Phone, &p.From, &p.Until); err != nil {
			return nil, fmt.Errorf("read staff: %w", err)
		}
		staff = append(staff, p)
	}
	return staff, rows.Err()
}

const selectGroups = `
SELECT id, from_on, document, office, duties
FROM leading_group
WHERE organ_id = $1
ORDER BY from_on, id
LIMIT 500`

const selectSeats = `
SELECT s.group_id, s.position, s.name, s.title
FROM seat s
JOIN leading_group g ON g.id = s.group_id
WHERE g.organ_id = $1
ORDER BY s.group_id, s.place
LIMIT 20000`

// LeadingGroups returns every version of an organ's leading group, the
// earliest first. Of two of one day the later entered holds and the other is
// left out.
func (s *Store) LeadingGroups(ctx context.Context, id organ.ID) (groups []organ.LeadingGroup, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		groups, err = leadingGroups(ctx, tx, id)
		return err
	})
	return groups, err
}

// LeadingGroup returns the version valid on a day; ok is false where there is
// none.
func (s *Store) LeadingGroup(ctx context.Context, id organ.ID, on calendar.Date) (g organ.LeadingGroup, ok bool, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		found, err := groupOn(ctx, tx, id, on)
		if ok = found != nil; ok {
			g = *found
		}
		return err
	})
	return g, ok, err
}

// groupOn returns the leading group valid on a day, nil where there is none.
func groupOn(ctx context.Context, r reader, id organ.ID, day calendar.Date) (on *organ.LeadingGroup, err error) {
	groups, err := leadingGroups(ctx, r, id)
	for i := range groups {
		if groups[i].From <= day {
			on = &groups[i]
		}
	}
	return on, err
}

func leadingGroups(ctx context.Context, r reader, id organ.ID) (groups []organ.LeadingGroup, _ error) {
	seats, err := seatsOf(ctx, r, id)
	if err != nil {
		return nil, err
	}
	rows, err := r.Query(ctx, selectGroups, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read leading groups: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var g organ.LeadingGroup
		if err := rows.Scan(&n, &g.From, &g.Document, &g.Office, &g.Duties); err != nil {
			return nil, fmt.Errorf("read leading groups: %w", err)
		}
		g.Seats = seats[n]
		if last := len(groups) - 1; last >= 0 && groups[last].From == g.From {
			groups = groups[:last]
		}
		groups = append(groups, g)
	}
	return groups, rows.Err()
}

func seatsOf(ctx context.Context, r reader, id organ.ID) (map[int64][]organ.Seat, error) {
	rows, err := r.Query(ctx, selectSeats, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read seats: %w", err)
	}
	defer rows.Close()
	seats := make(map[int64][]organ.Seat)
	for rows.Next() {
		var n int64
		var seat organ.Seat
		if err := rows.Scan(&n, (*string)(&seat.Position), &seat.Name, &seat.Title); err != nil {
			return nil, fmt.Errorf("read seats: %w", err)
		}
		seats[n] = append(seats[n], seat)
	}
	return seats, rows.Err()
}
