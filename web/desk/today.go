package desk

import (
	"context"
	"net/http"

	"gongkai/web"
)

type todayPage struct {
	web.Page
}

type taskList struct{}

func (taskList) mine() []int { return nil }

func (d *Desk) tasks(context.Context, *visit) (taskList, error) { return taskList{}, nil }

func (d *Desk) today(w http.ResponseWriter, r *http.Request) error {
	return d.area.Render(w, r, http.StatusOK, "today", &todayPage{Page: web.Page{Title: "今日", Current: "/desk/"}})
}
