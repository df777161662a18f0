package web

import (
	"context"
	"net/http"
	"time"

	"gongkai/law/problem"
)

// A Room bounds how many large forms are held in memory at a time. Forms with
// files of applicants are: a file that is received to the disk would lie there
// unsealed.
type Room struct {
	places chan struct{}
	wait   time.Duration
}

// NewRoom makes a room with so many places. Who comes to a full one waits for
// some time and is then asked to come again.
func NewRoom(places int, wait time.Duration) *Room {
	return &Room{make(chan struct{}, places), wait}
}

// Keep gives each large form a place while h handles it; small ones need none.
func (room *Room) Keep(h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if 0 <= r.ContentLength && r.ContentLength <= maxBody {
			return h(w, r)
		}
		ctx, cancel := context.WithTimeout(r.Context(), room.wait)
		defer cancel()
		select {
		case room.places <- struct{}{}:
		case <-ctx.Done():
			return problem.TooMany("现在上传文件的人较多").Try("请过一会儿再提交；用浏览器的“后退”可以回到填写的内容")
		}
		defer func() { <-room.places }()
		return h(w, r)
	}
}
