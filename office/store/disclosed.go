package store

import (
	"context"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/db"
)

// A DisclosedFilter says which of the items that an organ disclosed on its own
// are wanted. The zero values ask for all; keys are those of the options of the
// register's fields, others find nothing.
type DisclosedFilter struct {
	Organ    organ.ID
	Year     int
	Category string
	Clause   string
	Channel  string
	Text     string // in what is public of them
}

func (f DisclosedFilter) conditions() *filter {
	c := &filter{from: "entry"}
	c.and("organ_id = ?", int64(f.Organ))
	c.and("register = ?", string(register.Item.Key))
	c.and("state = ?", string(register.Current))
	if f.Year != 0 {
		from, until := register.Counted.Period(f.Year)
		c.and("on_day >= ?", from)
		c.and("on_day <= ?", until)
	}
	if f.Category != "" {
		c.and(`kind LIKE ? ESCAPE '\'`, contains(","+f.Category+","))
	}
	if f.Clause != "" { // the fields are JSON with sorted keys and no spaces, and a quotation mark inside a text is escaped
		c.and(`fields LIKE ? ESCAPE '\'`, contains(`"clause":"`+f.Clause+`"`))
	}
	if f.Channel != "" {
		c.and("EXISTS (SELECT 1 FROM tally WHERE entry_id = entry.id AND code = ?)", string(register.ChannelCode(f.Channel)))
	}
	if text := register.SearchText(f.Text); text != "" {
		c.and(`open_search LIKE ? ESCAPE '\'`, contains(text))
	}
	return c
}

// Disclosed returns one page of the items of the filter, the latest first, as
// the public may see them: fields that are not public are left out, personal
// numbers masked.
func (s *Store) Disclosed(ctx context.Context, f DisclosedFilter, page, size int) (found EntryPage, err error) {
	c := f.conditions()
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := tx.QueryRow(ctx, "\nSELECT count(*)\nFROM "+c.from+c.String(), c.args...).Scan(&found.Total); err != nil {
			return fmt.Errorf("count what was disclosed: %w", err)
		}
		n := len(c.args)
		limit := fmt.Sprintf("\nORDER BY on_day DESC, id DESC\nLIMIT $%d OFFSET $%d", n+1, n+2)
		found.Entries, err = scanEntries(tx.Query(ctx, entryColumns+"\nFROM "+c.from+c.String()+limit, append(c.args, size, (max(1, page)-1)*size)...))
		for i := range found.Entries {
			found.Entries[i].Values = register.Item.Masked(found.Entries[i].Values)
		}
		return err
	})
	return found, err
}

const selectDisclosedDays = `
SELECT min(on_day), max(on_day)
FROM daily
WHERE organ_id = $1 AND code = $2 AND n > 0`

const selectCodeSums = `
SELECT code, sum(n)
FROM daily
WHERE organ_id = $1 AND on_day BETWEEN $2 AND $3 AND code LIKE $4
GROUP BY code
HAVING sum(n) > 0`

// DisclosedYears returns the first and the last year in which an organ disclosed
// something on its own; 0 where it never did.
func (s *Store) DisclosedYears(ctx context.Context, id organ.ID) (first, last int, err error) {
	var from, until calendar.Date
	if err := s.db.QueryRow(ctx, selectDisclosedDays, int64(id), string(register.ItemsDisclosed)).Scan(&from, &until); err != nil {
		return 0, 0, fmt.Errorf("read days of disclosure: %w", err)
	}
	if from.IsZero() {
		return 0, 0, nil
	}
	return from.Year(), until.Year(), nil
}

// DisclosedSums returns how many items an organ disclosed in a year, or in all
// years for 0, under each code of the register.
func (s *Store) DisclosedSums(ctx context.Context, id organ.ID, year int) (map[report.Code]int64, error) {
	from, until := register.EarliestDay, s.Today()
	if year != 0 {
		from, until = register.Counted.Period(year)
	}
	rows, err := s.db.Query(ctx, selectCodeSums, int64(id), from, until, "fact.item.%")
	if err != nil {
		return nil, fmt.Errorf("add up what was disclosed: %w", err)
	}
	defer rows.Close()
	sums := map[report.Code]int64{}
	for rows.Next() {
		var code string
		var n int64
		if err := rows.Scan(&code, &n); err != nil {
			return nil, fmt.Errorf("add up what was disclosed: %w", err)
		}
		sums[report.Code(code)] = n
	}
	return sums, rows.Err()
}
