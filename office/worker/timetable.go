package worker

import (
	"time"

	"gongkai/office/job"
)

// A row is one line of the timetable.
type row struct {
	every time.Duration // between two slots
	at    time.Duration // of the first slot after midnight, Beijing time
	job   func(job.Slot) job.Args
}

// timetable is what the program does by itself, at night what takes long. A
// slot missed because no process ran is made up for at the next start, once.
var timetable = []row{
	{every: time.Hour, job: func(s job.Slot) job.Args { return job.SweepSessions{Slot: s} }},
	{every: day, at: 1 * time.Hour, job: func(s job.Slot) job.Args { return job.SweepJobs{Slot: s} }},
	{every: day, at: 90 * time.Minute, job: func(s job.Slot) job.Args { return job.SweepDrafts{Slot: s} }},
	{every: day, at: 100 * time.Minute, job: func(s job.Slot) job.Args { return job.EraseCases{Slot: s} }}, // before the backup, which then has nothing of them
	{every: day, at: 2 * time.Hour, job: func(s job.Slot) job.Args { return job.Backup{Slot: s} }},
	{every: day, at: 3 * time.Hour, job: func(s job.Slot) job.Args { return job.SweepFiles{Slot: s} }},
	{every: day, at: 4 * time.Hour, job: func(s job.Slot) job.Args { return job.VerifyChain{Slot: s} }},
}

const (
	day = 24 * time.Hour
	// toBeijing is how far Beijing's clocks are ahead of UTC.
	toBeijing = 8 * time.Hour
)

// slot returns the last slot of the row at or before a moment.
func (r row) slot(now time.Time) job.Slot {
	shift := toBeijing - r.at
	return job.Slot{At: now.UTC().Add(shift).Truncate(r.every).Add(-shift)}
}
