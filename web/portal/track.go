package portal

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

// A trackPage asks for the number and the query code of a case.
type trackPage struct {
	web.Page
	Fields  web.Fields
	Notices []web.Notice
}

// Wrong are the fields to be mended.
func (p *trackPage) Wrong() []web.Field { return p.Fields.Wrong() }

func newTrackPage() *trackPage {
	return &trackPage{
		Page: web.Page{Title: "办理查询", Current: "/track", Crumb: []web.Link{homeLink, {Text: "办理查询"}}},
		Fields: web.Fields{
			{Name: "number", Label: "编号", Hint: "回执上的编号，例如：石桥镇公开申〔2026〕3号。括号可以写成[ ]。", Width: "mid"},
			{Name: "code", Label: "查询码", Hint: "10位字母和数字，不分大小写。", Width: "mid"},
		},
	}
}

func (p *Portal) track(w http.ResponseWriter, r *http.Request) error {
	page := newTrackPage()
	switch c, _, err := p.following(r); {
	case err != nil:
		return err
	case c != nil:
		return web.SeeOther(w, r, "/track/case")
	case p.server.Cookie(r, caseCookie) != "":
		page.Notices = []web.Notice{{Says: []string{"上次查询已经结束。请再次填写编号和查询码。"}}}
	}
	return p.area.Render(w, r, http.StatusOK, "track", page)
}

// find looks for the case of a number and query code. Tries are counted by
// address and by number, so that neither one machine nor many guess a code.
func (p *Portal) find(w http.ResponseWriter, r *http.Request) error {
	typed, err := postOf(r)
	if err != nil {
		return err
	}
	page := newTrackPage()
	page.Fields.Fill(func(name string) string { return firstOfText(clean(typed.Get(name)), 60) })
	number, code := page.Fields.Of("number").Value, page.Fields.Of("code").Value
	if wrong := notTyped(number, code); len(wrong) > 0 {
		page.Fields.Blame(wrong...)
		return p.area.Render(w, r, http.StatusUnprocessableEntity, "track", page)
	}
	if err := p.paces.number.Take(register.Application.Field("number").Tidy(number)); err != nil {
		return err
	}
	c, err := p.store.Follow(r.Context(), number, code)
	if told := problem.Of(err); err != nil && told.Kind == problem.KindNotFound {
		page.Fields.Blame(told)
		return p.area.Render(w, r, http.StatusNotFound, "track", page)
	}
	if err != nil {
		return err
	}
	p.follow(w, r, c, false)
	return web.SeeOther(w, r, "/track/case")
}

func notTyped(number, code string) (wrong []*problem.Error) {
	if number == "" {
		wrong = append(wrong, problem.Invalid("没有填写编号").Try("请填写回执上的编号").At("number"))
	}
	if code == "" {
		wrong = append(wrong, problem.Invalid("没有填写查询码").Try("请填写回执上的查询码").At("code"))
	}
	return wrong
}

// leave ends following a case, for those who share a computer.
func (p *Portal) leave(w http.ResponseWriter, r *http.Request) error {
	p.unfollow(w, r)
	return web.SeeOther(w, r, "/track")
}

// A followHandler answers for a case that the browser follows.
type followHandler func(w http.ResponseWriter, r *http.Request, c *store.Case) error

// ofCase lets nobody by who follows no case. Each page renews the time.
func (p *Portal) ofCase(h followHandler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		c, _, err := p.following(r)
		switch {
		case err != nil:
			return err
		case c == nil:
			return web.SeeOther(w, r, "/track")
		}
		p.follow(w, r, *c, false) // the receipt has been read
		return h(w, r, c)
	}
}

// given are the files that the applicant gets: once there is a reply, and
// never what belongs to the office or to others.
func given(c *store.Case) (all []store.CaseFile) {
	if !replied(c) {
		return nil
	}
	for _, f := range c.Files {
		if f.Class == store.ReplyFile && f.RemovedAt.IsZero() {
			all = append(all, f)
		}
	}
	return all
}

// replied says that a reply was given.
func replied(c *store.Case) bool {
	for _, result := range c.Course.Results {
		if result.IsReply {
			return true
		}
	}
	return false
}

// caseFile sends a file of the reply. Any other file is one that is not there.
func (p *Portal) caseFile(w http.ResponseWriter, r *http.Request, c *store.Case) error {
	word := r.PathValue("file")
	id, err := strconv.ParseInt(word, 10, 64)
	if err != nil || strconv.FormatInt(id, 10) != word {
		return web.NoPage()
	}
	for _, f := range given(c) {
		if f.ID == id {
			return p.sendFile(w, r, c, f)
		}
	}
	return web.NoPage()
}

func (p *Portal) sendFile(w http.ResponseWriter, r *http.Request, c *store.Case, f store.CaseFile) error {
	file, err := p.disk.Open(f.SHA256)
	if err != nil {
		return err
	}
	defer file.Close()
	sealed, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("read a file of an application: %w", err)
	}
	content, err := p.store.OpenCaseFile(c.ID, f.ID, sealed)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.MediaType)
	w.Header().Set("Content-Disposition", attachment.Disposition(f.Name))
	http.ServeContent(w, r, "", f.AddedAt, bytes.NewReader(content))
	return nil
}
