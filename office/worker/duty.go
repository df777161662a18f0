package worker

import (
	"context"
	"errors"
	"fmt"

	"gongkai/office/job"
	"gongkai/office/store"
)

// jobsKept is how long the trace of a job that was done stays.
const jobsKept = 90 * day

// duty does what a job asks for.
func (w *Worker) duty(ctx context.Context, args job.Args) error {
	switch a := args.(type) {
	case job.PublishedReport:
		return w.published(ctx, a)
	case job.SweepSessions:
		return w.Store.SweepSessions(ctx)
	case job.SweepJobs:
		return w.Store.SweepJobs(ctx, w.Store.Now().Add(-jobsKept))
	case job.SweepDrafts:
		return w.Store.SweepDrafts(ctx)
	case job.SweepFiles:
		return w.sweepFiles(ctx)
	case job.VerifyChain:
		return w.verify(ctx)
	case job.GrownRegister:
		return w.Store.Analyze(ctx)
	case job.SendMessage:
		return w.send(ctx, a)
	case job.EraseCases:
		return w.eraseCases(ctx)
	case job.EraseFile:
		return w.eraseFile(ctx, a)
	case job.Backup:
		if w.Backup == nil {
			return nil
		}
		return w.Backup(ctx)
	}
	return &forGood{fmt.Errorf("nobody does a job of kind %s", args.Kind())}
}

// published reads a version back as its readers will get it.
func (w *Worker) published(ctx context.Context, a job.PublishedReport) error {
	v, err := w.Store.Published(ctx, a.Organ, a.Year, a.N)
	if err != nil {
		return err
	}
	if err := v.Whole(); err != nil {
		return &forGood{err}
	}
	return nil
}

func (w *Worker) sweepFiles(ctx context.Context) error {
	if w.Files == nil {
		return nil
	}
	before := w.Store.Now().Add(-store.FilesKept)
	needed, err := w.Store.Files(ctx)
	if err != nil {
		return err
	}
	removed, err := w.Files.Sweep(ctx, needed, before)
	if removed > 0 {
		w.Log.Info("files swept that no record refers to", "files", removed)
	}
	return err
}

// eraseCases erases what is due, and has the database clear what that leaves
// behind.
func (w *Worker) eraseCases(ctx context.Context) error {
	n, err := w.Store.EraseDue(ctx)
	if n > 0 {
		w.Log.Info("cases erased whose time is over", "cases", n)
		err = errors.Join(err, w.Store.CleanErased(ctx))
	}
	return err
}

// eraseFile removes a file of a case that was erased; one already gone is gone.
func (w *Worker) eraseFile(ctx context.Context, a job.EraseFile) error {
	if w.Files == nil {
		return nil
	}
	used, err := w.Store.IsFileUsed(ctx, a.SHA256)
	if err != nil || used {
		return err
	}
	return w.Files.Remove(a.SHA256)
}

// verify recomputes what must never change. A break is for people to act on;
// trying again heals nothing.
func (w *Worker) verify(ctx context.Context) error {
	v, err := w.Store.Verify(ctx)
	if err != nil {
		return err
	}
	if len(v.Breaks) > 0 {
		return &forGood{errors.Join(v.Breaks...)}
	}
	return nil
}
