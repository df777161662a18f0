package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gongkai/office/attachment"
	"gongkai/office/delivery"
	"gongkai/office/job"
	"gongkai/office/store"
)

// A Worker does jobs, one after the other.
type Worker struct {
	Store *store.Store
	Files *attachment.Folder
	Log   *slog.Logger
	// Name is what no other worker has: the machine's name and a process id.
	Name string
	// Senders are the ways to addresses outside.
	Senders delivery.Senders
	// Backup writes a backup; nil where none is wanted.
	Backup func(context.Context) error
	// Observe is told of every job that was tried, for the metrics; may be nil.
	Observe func(kind string, failed bool, took time.Duration)
}

const (
	// poll is how often the queue is looked at. Nobody waits for a job.
	poll = 5 * time.Second
	// lease is how long a job stays a worker's that does not renew it.
	lease = 5 * time.Minute
	// tries is how often a job is tried: over some five hours.
	tries      = 10
	firstPause = 30 * time.Second
	lastPause  = time.Hour
)

// Run does what is due until the context ends. A job that is running then is
// given back. An error of the database is logged once and waited out.
func (w *Worker) Run(ctx context.Context) {
	asked := make([]job.Slot, len(timetable))
	tick := time.NewTicker(poll)
	defer tick.Stop()
	failing := false
	for {
		err := w.ask(ctx, asked)
		if err == nil {
			err = w.doAll(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !failing:
			w.Log.Error("the queue of jobs cannot be read", "error", err)
		case err == nil && failing:
			w.Log.Warn("the queue of jobs can be read again")
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask puts the jobs of the timetable into the queue whose slot has come. asked
// holds the slots already asked for, so that the queue is not written to each
// second.
func (w *Worker) ask(ctx context.Context, asked []job.Slot) error {
	now := w.Store.Now()
	for i, row := range timetable {
		slot := row.slot(now)
		if slot == asked[i] {
			continue
		}
		if err := w.Store.Enqueue(ctx, row.job(slot), now); err != nil {
			return err
		}
		asked[i] = slot
	}
	return nil
}

// doAll does jobs until none is due.
func (w *Worker) doAll(ctx context.Context) error {
	for ctx.Err() == nil {
		j, ok, err := w.Store.ClaimJob(ctx, w.Name, lease)
		if err != nil || !ok {
			return err
		}
		if err := w.try(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

// try does one job and notes how it went. The error is that of noting it.
func (w *Worker) try(ctx context.Context, j store.Job) error {
	began := time.Now()
	err := w.keeping(ctx, j)
	took := time.Since(began)
	log := w.Log.With("job", j.Args.Kind(), "key", j.Args.Key(), "try", j.Tries, "took", took.Round(time.Millisecond))
	note, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second) // the program may be stopping
	defer cancel()
	if err != nil && ctx.Err() != nil {
		log.Info("job given back, the program stops")
		return w.Store.ReleaseJob(note, j)
	}
	if w.Observe != nil {
		w.Observe(j.Args.Kind(), err != nil, took)
	}
	var lasting *forGood
	switch {
	case err == nil:
		log.Info("job done")
		return w.Store.FinishJob(note, j)
	case j.Tries >= tries || errors.As(err, &lasting):
		w.abandon(note, j.Args, err)
		log.Error("job given up", "error", err)
		return w.Store.BuryJob(note, j, err)
	}
	log.Warn("job failed, will be tried again", "error", err)
	return w.Store.RetryJob(note, j, pause(j.Tries), err)
}

// pause is how long to wait after the n-th failed try.
func pause(n int) time.Duration {
	p := firstPause
	for ; n > 1 && p < lastPause; n-- {
		p *= 2
	}
	return min(p, lastPause)
}

// keeping does a job and keeps its lease the while. When the lease is lost,
// another worker has the job and this one stops.
func (w *Worker) keeping(ctx context.Context, j store.Job) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ended := make(chan error, 1)
	go func() { ended <- w.do(ctx, j.Args) }()
	renew := time.NewTicker(lease / 3)
	defer renew.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-renew.C:
			if ok, err := w.Store.RenewJob(ctx, j, lease); err == nil && !ok {
				cancel(errors.New("another worker has the job"))
			}
		}
	}
}

// do does one job. A panic is a fault of that job, not the end of the worker.
func (w *Worker) do(ctx context.Context, args job.Args) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = &forGood{fmt.Errorf("panic: %v", broken)}
		}
	}()
	return w.duty(ctx, args)
}

// forGood wraps an error that trying again will not heal.
type forGood struct{ cause error }

func (f *forGood) Error() string { return f.cause.Error() }
func (f *forGood) Unwrap() error { return f.cause }
