package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/office/job"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

const lease = time.Minute

// nightly is the job of one night.
func nightly(day int) job.Args {
	return job.VerifyChain{Slot: job.Slot{At: time.Date(2025, 1, day, 18, 0, 0, 0, time.UTC)}}
}

func claim(t *testing.T, s *store.Store, worker string) (store.Job, bool) {
	t.Helper()
	j, ok, err := s.ClaimJob(t.Context(), worker, lease)
	if err != nil {
		t.Fatalf("ClaimJob: %v", err)
	}
	return j, ok
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestJobs walks one job through its lives.
func TestJobs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		clock := storetest.NewClock("2025-01-06")
		s.Now = clock.Now
		ctx := t.Context()
		for range 2 { // asked for twice, done once
			check(t, s.Enqueue(ctx, nightly(6), clock.Now().Add(time.Hour)))
		}
		if _, ok := claim(t, s, "a"); ok {
			t.Error("a job was given out before it was due")
		}
		clock.Advance(time.Hour)
		first, ok := claim(t, s, "a")
		if !ok || first.Args != nightly(6) || first.Tries != 1 {
			t.Fatalf("claimed %+v, %v; want %v at the first try", first, ok, nightly(6))
		}
		if _, ok := claim(t, s, "b"); ok {
			t.Error("one job was given to two workers")
		}
		clock.Advance(lease / 2)
		if ok, err := s.RenewJob(ctx, first, lease); !ok || err != nil {
			t.Errorf("RenewJob = %v, %v", ok, err)
		}
		clock.Advance(lease * 3 / 4)
		if _, ok := claim(t, s, "b"); ok {
			t.Error("a renewed job was given to another worker")
		}
		clock.Advance(lease) // a has died
		second, ok := claim(t, s, "b")
		if !ok || second.ID != first.ID || second.Tries != 2 {
			t.Fatalf("after the lease claimed %+v, %v; want the same job at its second try", second, ok)
		}
		if ok, err := s.RenewJob(ctx, first, lease); ok || err != nil {
			t.Errorf("the first worker renewed a job that is another's: %v, %v", ok, err)
		}
		check(t, s.FinishJob(ctx, first)) // too late: nothing happens
		check(t, s.RetryJob(ctx, second, time.Minute, errors.New(strings.Repeat("磁盘", 500))))
		if _, ok := claim(t, s, "b"); ok {
			t.Error("a job put off was given out at once")
		}
		clock.Advance(time.Minute)
		third, _ := claim(t, s, "b")
		check(t, s.ReleaseJob(ctx, third))
		fourth, _ := claim(t, s, "c")
		if third.Tries != 3 || fourth.Tries != 3 {
			t.Errorf("a job given back counts as tried: %d, then %d", third.Tries, fourth.Tries)
		}
		check(t, s.BuryJob(ctx, fourth, errors.New("in vain")))
		check(t, s.Enqueue(ctx, nightly(7), clock.Now()))
		fifth, _ := claim(t, s, "c")
		check(t, s.FinishJob(ctx, fifth))
		if waiting, dead, err := s.Jobs(ctx); waiting != 0 || dead != 1 || err != nil {
			t.Errorf("Jobs() = %d, %d, %v; want none waiting and one given up", waiting, dead, err)
		}
		check(t, s.Enqueue(ctx, nightly(7), clock.Now()))
		if _, ok := claim(t, s, "c"); ok {
			t.Error("a job done was done again")
		}
		clock.Advance(time.Hour)
		check(t, s.SweepJobs(ctx, clock.Now()))
		check(t, s.Enqueue(ctx, nightly(7), clock.Now()))
		if _, ok := claim(t, s, "c"); !ok {
			t.Error("a job whose trace was swept away cannot be asked for anew")
		}
	})
}

// TestJobsShared: workers in a crowd do each job once.
func TestJobsShared(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		const jobs = 25
		for day := range jobs {
			check(t, s.Enqueue(ctx, nightly(day+1), s.Now()))
		}
		var mu sync.Mutex
		done := make(map[string]int)
		var wg sync.WaitGroup
		for worker := range 5 {
			wg.Go(func() {
				for ctx.Err() == nil {
					j, ok, err := s.ClaimJob(ctx, fmt.Sprint("w", worker), time.Hour)
					if err != nil {
						t.Errorf("ClaimJob: %v", err)
						return
					}
					if !ok { // nothing left, or another was quicker
						if waiting, _, err := s.Jobs(ctx); waiting == 0 || err != nil {
							return
						}
						continue
					}
					mu.Lock()
					done[j.Args.Key()]++
					mu.Unlock()
					if err := s.FinishJob(ctx, j); err != nil {
						t.Errorf("FinishJob: %v", err)
					}
				}
			})
		}
		wg.Wait()
		if len(done) != jobs {
			t.Errorf("%d of %d jobs were done", len(done), jobs)
		}
		for key, n := range done {
			if n != 1 {
				t.Errorf("job %s was done %d times", key, n)
			}
		}
	})
}
