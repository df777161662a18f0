package demo

import (
	"bytes"
	"context"
	"errors"
	"sync"

	"gongkai/office/attachment"
)

// A folder keeps files beside what else is done: each waits for the disk some
// milliseconds, which nothing needs to wait for.
type folder struct {
	files *attachment.Folder
	turns chan struct{}
	wg    sync.WaitGroup
	mu    sync.Mutex
	err   error
}

func newFolder(files *attachment.Folder) *folder {
	return &folder{files: files, turns: make(chan struct{}, 8)}
}

// keep keeps a file; whether it could be is told by wait.
func (k *folder) keep(ctx context.Context, name string, data []byte) {
	k.turns <- struct{}{}
	k.wg.Go(func() {
		defer func() { <-k.turns }()
		if _, err := k.files.Accept(ctx, name, int64(len(data)), bytes.NewReader(data)); err != nil {
			k.mu.Lock()
			k.err = errors.Join(k.err, err)
			k.mu.Unlock()
		}
	})
}

// wait waits until every file is kept.
func (k *folder) wait() error {
	k.wg.Wait()
	return k.err
}
