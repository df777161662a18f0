package main

import (
	"runtime"
)

// each reads and works on files in parallel and hands the results over in the
// order of the files. At most a few results wait at any time, so that memory
// does not grow with the number of files.
//
// work runs on several goroutines; done runs on the caller's and may stop
// everything by returning an error.
func each[T any](feed func(put func(source) error) error, work func(source) T, done func(T) error) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		source source
		result chan T
	}
	jobs := make(chan job, workers)
	order := make(chan chan T, 4*workers)
	stop := make(chan struct{})
	fed := make(chan error, 1)
	for range workers {
		go func() {
			for j := range jobs {
				j.result <- work(j.source)
			}
		}()
	}
	go func() {
		err := feed(func(s source) error {
			j := job{s, make(chan T, 1)}
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
