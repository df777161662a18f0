package worker

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/office/job"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func newWorker(s *store.Store) *Worker {
	return &Worker{Store: s, Log: slog.New(slog.DiscardHandler), Name: "w"}
}

// running runs a worker for some time; the time costs nothing.
func running(t *testing.T, w *Worker, span time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	w.Run(ctx)
}

func TestSlot(t *testing.T) {
	t.Parallel()
	nightly := row{every: day, at: 2 * time.Hour}
	tests := []struct{ now, want string }{ // in UTC; two in the morning in Beijing is 18:00
		{"2026-03-02T17:59:59Z", "2026-03-01T18:00:00Z"},
		{"2026-03-02T18:00:00Z", "2026-03-02T18:00:00Z"},
		{"2026-03-03T01:00:00+08:00", "2026-03-01T18:00:00Z"},
		{"2026-03-03T02:00:00+08:00", "2026-03-02T18:00:00Z"},
	}
	for _, test := range tests {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := nightly.slot(now).Key(); got != test.want {
			t.Errorf("slot(%s) = %s, want %s", test.now, got, test.want)
		}
	}
}

// TestTimetable: in two days and nights every nightly job is done once a night
// and the hourly one each hour.
func TestTimetable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := storetest.New(t)
		done := make(map[string]int)
		var backups atomic.Int64
		w := newWorker(s)
		w.Observe = func(kind string, failed bool, _ time.Duration) {
			if failed {
				t.Errorf("%s failed", kind)
			}
			done[kind]++
		}
		w.Backup = func(context.Context) error { backups.Add(1); return nil }
		// The bubble's time begins at midnight UTC, eight in the morning.
		running(t, w, 2*day-time.Minute)
		if done["verify_chain"] != 3 || done["sweep_jobs"] != 3 || backups.Load() != 3 {
			t.Errorf("nightly jobs over two nights and the one made up for: %v, %d backups; want each 3 times", done, backups.Load())
		}
		if done["sweep_sessions"] != 48 {
			t.Errorf("%d hourly jobs in two days, want 48", done["sweep_sessions"])
		}
	})
}

// TestRetry: a job that fails is tried again with growing pauses, then given
// up.
func TestRetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := storetest.New(t)
		w := newWorker(s)
		var at []time.Duration
		began := time.Now()
		w.Backup = func(context.Context) error {
			at = append(at, time.Since(began).Round(time.Second))
			return errors.New("no disk")
		}
		running(t, w, 9*time.Hour)
		if len(at) != tries {
			t.Fatalf("a job that always fails was tried %d times, want %d", len(at), tries)
		}
		var pauses []time.Duration
		for i := range at[1:] {
			pauses = append(pauses, at[i+1]-at[i])
		}
		if !slices.IsSorted(pauses) || pauses[0] < firstPause || pauses[len(pauses)-1] < lastPause {
			t.Errorf("pauses %v, want them growing from %v to %v", pauses, firstPause, lastPause)
		}
		if _, dead, err := s.Jobs(t.Context()); dead != 1 || err != nil {
			t.Errorf("%d jobs given up, %v; want 1", dead, err)
		}
	})
}

// TestPanic: a job that panics is given up, and the next is done.
func TestPanic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := storetest.New(t)
		w := newWorker(s)
		w.Backup = func(context.Context) error { panic("a bug") }
		verified := 0
		w.Observe = func(kind string, failed bool, _ time.Duration) {
			if kind == (job.VerifyChain{}).Kind() && !failed {
				verified++
			}
		}
		running(t, w, time.Hour/2)
		if _, dead, err := s.Jobs(t.Context()); dead != 1 || verified != 1 || err != nil {
			t.Errorf("%d jobs given up, %d chains verified, %v; want 1 and 1", dead, verified, err)
		}
	})
}

// TestLease: a job that takes longer than its lease stays its worker's, and one
// that is running when the program stops is given back.
func TestLease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := storetest.New(t)
		var runs atomic.Int64
		slow := func(ctx context.Context) error {
			runs.Add(1)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(4 * lease):
				return nil
			}
		}
		first, second := newWorker(s), newWorker(s)
		first.Backup, second.Backup, second.Name = slow, slow, "second"
		span := 3*lease + time.Second // when the queue is not looked at: one stops as the other gives its job back
		go running(t, second, span)
		running(t, first, span)
		synctest.Wait()
		if runs.Load() != 1 {
			t.Errorf("a job longer than its lease was begun %d times, want 1", runs.Load())
		}
		running(t, first, 5*lease)
		if waiting, dead, err := s.Jobs(t.Context()); runs.Load() != 2 || waiting != 0 || dead != 0 || err != nil {
			t.Errorf("after the next start: begun %d times, %d waiting, %d given up, %v; want 2, 0, 0", runs.Load(), waiting, dead, err)
		}
	})
}
