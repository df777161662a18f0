package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
)

const insertGuide = `
INSERT INTO guide (id, organ_id, from_on, postcode, fax, email, website, channels, apply_at, places, overseer, overseer_phone, reconsiderer, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

const selectGuides = `
SELECT from_on, postcode, fax, email, website, channels, apply_at, places, overseer, overseer_phone, reconsiderer, note
FROM guide
WHERE organ_id = $1
ORDER BY from_on, id
LIMIT 500`

func takeGuide(ctx context.Context, t *taking) error {
	s := t.step.(organ.SetGuide)
	if err := refuse(s.Check()); err != nil {
		return err
	}
	if _, err := t.subjectOrgan(ctx); err != nil {
		return err
	}
	channels := make([]string, len(s.Channels))
	for i, c := range s.Channels {
		channels[i] = string(c)
	}
	err := t.change(ctx, insertGuide, t.store.newID(), t.on.ID, s.From, s.Postcode, s.Fax, s.Email, s.Website, strings.Join(channels, ","), s.ApplyAt,
		s.Places, s.Overseer, s.OverseerPhone, s.Reconsiderer, s.Note)
	if err != nil {
		return err
	}
	return t.change(ctx, touchOrgan, t.on.ID)
}

// Guides returns every version of an organ's public guide, the earliest first.
// Of two of one day the later entered holds and the other is left out.
func (s *Store) Guides(ctx context.Context, id organ.ID) (guides []organ.Guide, _ error) {
	rows, err := s.db.Query(ctx, selectGuides, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read guides: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var g organ.Guide
		var channels string
		if err := rows.Scan(&g.From, &g.Postcode, &g.Fax, &g.Email, &g.Website, &channels, &g.ApplyAt, &g.Places, &g.Overseer, &g.OverseerPhone, &g.Reconsiderer, &g.Note); err != nil {
			return nil, fmt.Errorf("read guides: %w", err)
		}
		for c := range strings.SplitSeq(channels, ",") {
			if c != "" {
				g.Channels = append(g.Channels, organ.Channel(c))
			}
		}
		if last := len(guides) - 1; last >= 0 && guides[last].From == g.From {
			guides = guides[:last]
		}
		guides = append(guides, g)
	}
	return guides, rows.Err()
}

// Guide returns the version of the public guide that holds on a day, nil where
// there is none.
func (s *Store) Guide(ctx context.Context, id organ.ID, on calendar.Date) (*organ.Guide, error) {
	guides, err := s.Guides(ctx, id)
	var holds *organ.Guide
	for i := range guides {
		if guides[i].From <= on {
			holds = &guides[i]
		}
	}
	return holds, err
}
