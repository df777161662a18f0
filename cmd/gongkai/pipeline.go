package main

import (
	"runtime"
)

// each works on the jobs fed, files or batches, in parallel and hands the results
// over in their order. At most a few results wait at any time, so that memory
// does not grow with their number.
//
// work runs on several goroutines; done runs on the caller's and may stop
// everything by returning an error.
func each[J, T any](feed func(put func(J) error) error, work func(J) T, done func(T) error) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		from   J
		result chan T
	}
	jobs := make(chan job, workers)
	order := make(chan chan T, 4*workers)
	stop := make(chan struct{})
	fed := make(chan error, 1)
	for range workers {
		go func() {
			for j := range jobs {
				j.result <- work(j.from)
			}
		}()
	}
	go func() {
		err := feed(func(from J) error {
			j := job{from, make(chan T, 1)}
			select {
			case order <- j.result:
			case <-stop:
				return errStopped
			}
			jobs <- j
			return nil
		})
		close(jobs)
		close(order)
		fed <- err
	}()
	var failed error
	for result := range order {
		value := <-result
		if failed == nil {
			if failed = done(value); failed != nil {
				close(stop)
			}
		}
	}
	if err := <-fed; failed == nil && err != errStopped {
		failed = err
	}
	return failed
}
