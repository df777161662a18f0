// Package web is the core that the faces of the program share: the server with
// its guards, pages and their parts, error pages, static files, the cache of
// public pages. What a page says is left to its area, [gongkai/web/portal] for
// everyone and the desk for the office; rules are left to the law.
//
// # A page
//
// A page is a struct that embeds [Page], a template file beside its handler and
// a handler that returns an error:
//
//	//go:embed *.html
//	var files embed.FS
//
//	area, err := server.Area(web.Options{Layout: "desk", Prefix: "/desk/", Files: files, Frame: d.frame})
//	area.Handle("GET /desk/today", d.today)
//
//	type todayPage struct {
//		web.Page
//		Tasks []task
//	}
//
//	func (d *Desk) today(w http.ResponseWriter, r *http.Request) error {
//		tasks, err := d.store.Tasks(r.Context(), …)
//		if err != nil {
//			return err
//		}
//		return d.area.Render(w, r, http.StatusOK, "today", &todayPage{Page: web.Page{Title: "今日"}, Tasks: tasks})
//	}
//
// today.html defines "main", the content of the main element:
//
//	{{define "main"}}
//	<div class="page-head"><h1>今天要办{{len .Tasks}}件</h1></div>
//	…
//	{{end}}
//
// Before the layout is executed, [Area.Render] lays the page's own fields over
// the area's frame, which holds what is alike on all its pages: navigation,
// organ, person. An error returned by a handler becomes, in one place, the
// error page of the area or JSON; a *problem.Error says its sentence, any other
// error is shown as a number that the log has too. After a POST answer with
// [SeeOther].
//
// # Parts
//
// Every template may use the parts in parts/*.html:
//
//	{{template "summary" .Fields}}      the box of errors, first in main; nothing when no field is wrong
//	{{template "field" .Fields.Of "day"}}  label, hint, error and control of one [Field]
//	{{template "pages" .Pager}}         第11—20条 and the links to other pages
//	{{template "notice" .Notice}}       one [Notice], nothing when it is nil
//	{{template "empty" .Empty}}         one [Empty] state, nothing when it is nil
//	{{template "table" .Table}}         one statutory table in its scrolling frame, see [Tables]
//	{{template "calendar" .Calendar}}   a period day by day with its legend, see [NewCalendar]
//
// and the functions num (1,286.4), day (2026年3月5日), weekday, moment (with the
// time), size (21 KB), phrase (a title that breaks between its phrases) and
// asset (the hashed address of a static file).
//
// What several pages of one area share stands in its file parts.html. The block
// "scripts" may be defined by a page of the desk and is empty
// otherwise. Classes are those of static/look.css.
//
// # Guards
//
// [Server.ServeHTTP] numbers and logs each request without personal data,
// answers a panic with a numbered page, sets the headers of security, refuses
// requests that other sites made, and switches the display (大字, 高对比) by a
// cookie that plain links set. [Limit] counts per address or account. A handler
// that takes a large body says so with [Area.HandleLarge].
package web
