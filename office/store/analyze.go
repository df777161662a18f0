package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/office/db"
	"gongkai/office/job"
)

// manyEntries is how many entries a step changes at least for that.
const manyEntries = 1000

// grown asks for the statistics to be renewed when a step has changed so many
// entries that the old ones mislead. It is done after the step, as a job:
// counting takes longer than anybody should wait for.
func (b *bulk) grown(ctx context.Context) error {
	if len(b.versions) < manyEntries*widthOf(insertBatchVersion) {
		return nil
	}
	return b.enqueue(ctx, job.GrownRegister{Slot: job.Slot{At: b.Now}}, b.Now)
}

// Analyze renews what PostgreSQL knows of the sizes of the registers, which it
// would do by itself after a minute. SQLite needs none of it: its ways follow
// from the indices.
func (s *Store) Analyze(ctx context.Context) error {
	return s.analyze(ctx, "entry", "entry_version", "batch", "tally", "daily")
}

// AnalyzeCases does the same for the applications.
func (s *Store) AnalyzeCases(ctx context.Context) error {
	return s.analyze(ctx, "application", "application_event")
}

func (s *Store) analyze(ctx context.Context, names ...string) error {
	if s.db.Engine() != db.Postgres {
		return nil
	}
	err := s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "ANALYZE "+strings.Join(names, ", "))
		return err
	})
	if err != nil {
		return fmt.Errorf("analyze: %w", err)
	}
	return nil
}
