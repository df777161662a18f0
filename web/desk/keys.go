package desk

import (
	"net/http"

	"gongkai/web"
)

// A keysPage tells how to work without a mouse.
type keysPage struct{ web.Page }

func (d *Desk) keys(w http.ResponseWriter, r *http.Request) error {
	return d.area.Render(w, r, http.StatusOK, "keys", &keysPage{web.Page{Title: "键盘操作"}})
}
