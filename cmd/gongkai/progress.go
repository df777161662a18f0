package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// A progress tells on a terminal how far long work has come, on one line that
// every message pushes away. It stands in for standard error.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	since time.Time
	last  time.Time
	done  int
	shown bool
}

// quietFor is how long work may take before its progress is shown, and how long
// a figure stands.
const quietFor = 700 * time.Millisecond

// watch makes a call's work tell its progress, if standard error is a terminal.
// The function returned counts one file or batch; it may be called by several
// goroutines.
func (c *call) watch() (step func(), end func()) {
	if !isTerminal(c.stderr) {
		return func() {}, func() {}
	}
	p := &progress{w: c.stderr, since: time.Now(), last: time.Now()}
	c.stderr = p
	return p.step, func() { p.clear(); c.stderr = p.w }
}

func (p *progress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if now := time.Now(); now.Sub(p.last) >= quietFor {
		p.last, p.shown = now, true
		fmt.Fprintf(p.w, "\r已读取%d个，用时%d秒", p.done, int(now.Sub(p.since).Seconds()))
	}
}

func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

func (p *progress) wipe() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// Write writes a message where the progress stood.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	return p.w.Write(b)
}
