package desk_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web/webtest"
)

// typed is a form as it stands on the page with what the sight types over it.
func (f *furnished) typed(t *testing.T, pattern string, page answer, s sight) (pairs []string) {
	t.Helper()
	form, ok := webtest.MainForm(page.body)
	if !ok {
		t.Fatalf("%s has no form", pattern)
	}
	over := map[string]bool{}
	for i := 0; i < len(s.form); i += 2 {
		over[s.form[i]] = true
	}
	for _, field := range form.Fields {
		if !over[field.Name] {
			pairs = append(pairs, field.Name, field.Value)
		}
	}
	for i := 0; i < len(s.form); i += 2 {
		pairs = append(pairs, s.form[i], strings.ReplaceAll(s.form[i+1], "OTHER", f.Other.String()))
	}
	return pairs
}

// keeps sees that a page shows what was typed on another.
func (f *furnished) keeps(t *testing.T, what, page string, s sight) {
	t.Helper()
	form, ok := webtest.MainForm(page)
	if !ok {
		t.Errorf("%s: no form on\n%s", what, mainOf(page))
		return
	}
	has := map[string]bool{}
	for _, field := range form.Fields {
		has[field.Name+"="+field.Value] = true
	}
	for i := 0; i < len(s.form); i += 2 {
		want := s.form[i] + "=" + strings.ReplaceAll(s.form[i+1], "OTHER", f.Other.String())
		if !has[want] && !slices.Contains([]string{"old", "password", "again"}, s.form[i]) {
			t.Errorf("%s: %s is not kept; the form has %v", what, want, form.Fields)
		}
	}
}

// TestExpired lets every session end while every page is open. A page is there
// again after signing in, and so is what was typed on it.
func TestExpired(t *testing.T) {
	t.Parallel()
	f := furnish(t, newRoom(t))
	type open struct {
		sight
		pattern, path, who string
		page               answer
	}
	var pages []open
	f.each(t, func(pattern string, s sight) {
		path, who := f.address(pattern, s)
		if page := f.get(who, path); who != "" && page.status == http.StatusOK {
			pages = append(pages, open{s, pattern, path, who, page})
		}
	})
	f.Clock.Advance(time.Hour)
	var back []string
	for _, p := range pages {
		a := f.get(p.who, p.path)
		see(t, p.pattern+" after an hour", a, http.StatusSeeOther, []string{"/desk/sign-in?"}, nil)
		at := p.path
		if p.form != nil {
			a = f.post(p.who, p.path, f.typed(t, p.pattern, p.page, p.sight)...)
			at = kept(t, a, p.path)
		} else if u, err := url.Parse(a.location); err != nil || p.path != "/desk/" && u.Query().Get("back") != p.path {
			t.Errorf("%s leads to %q, which does not lead back", p.pattern, a.location)
		}
		back = append(back, at)
	}
	clear(f.cookies)
	for i, p := range pages {
		a := f.get(p.who, back[i])
		see(t, p.pattern+" after signing in again", a, http.StatusOK, nil, nil)
		if p.form != nil && a.status == http.StatusOK {
			f.keeps(t, p.pattern+" after signing in again", a.body, p.sight)
		}
	}
}

// alter changes what a page is about from another tab, and returns who did.
func (f *furnished) alter(t *testing.T, what string) (who string) {
	t.Helper()
	f.Clock.Advance(time.Second)
	switch what {
	case "organ":
		f.MustTake(t, f.Clerk, store.Subject{Kind: store.OrganKind, Organ: f.Township, ID: int64(f.Township), Version: store.AnyVersion},
			organ.SetUnit{Unit: organ.Unit{Name: fmt.Sprint("机构", f.Now().UnixMicro()), From: f.Today()}})
		return f.Clerk.Name
	case "account":
		f.MustTake(t, f.Security, store.Subject{Kind: store.AccountKind, Organ: f.Township, ID: int64(f.Nobody.Account), Version: store.AnyVersion},
			account.Grant{Post: account.Post{Organ: f.Township, Role: account.Viewer}})
		return f.Security.Name
	case "site":
		f.MustTake(t, f.System, store.Subject{Kind: store.SiteKind, Organ: f.County, Version: store.AnyVersion}, store.SetSite{Site: store.Site{Name: "青溪县人民政府", ICP: "另一个窗口"}})
		return f.System.Name
	case "supervision":
		rules := application.Supervision{Soon: 2, Superior: 9, Unit: 3}
		f.MustTake(t, f.System, store.Subject{Kind: store.SiteKind, Organ: f.County, Version: store.AnyVersion}, store.SetSupervision{Rules: rules})
		return f.System.Name
	case "rules":
		rules := account.DefaultRules()
		rules.Remember = 9
		f.MustTake(t, f.Security, store.Subject{Kind: store.SiteKind, Organ: f.County, Version: store.AnyVersion}, store.SetRules{Rules: rules})
		return f.Security.Name
	case "entry":
		id, err := strconv.ParseInt(f.entry, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		f.MustTake(t, f.Clerk, store.Subject{Kind: store.EntryKind, Organ: f.Township, ID: id, Version: store.AnyVersion},
			register.Correct{Register: "penalty", Values: f.penalty("青石罚〔2024〕1号", "2024-03-07"), Reason: "另一个窗口"})
		return f.Clerk.Name
	}
	if what == "old" {
		f.MustTake(t, f.OtherClerk, store.Subject{Kind: store.FilingKind, Organ: f.Other, ID: oldYear, Version: store.AnyVersion}, filing.WriteChapter{Chapter: report.Other, Text: "另一个窗口改的。"})
		return f.OtherClerk.Name
	}
	year := int64(draftYear)
	var step store.Step = filing.WriteChapter{Chapter: report.Other, Text: "另一个窗口写的其他事项。"}
	switch what {
	case "figure":
		year, step = typedYear, filing.EnterFigure{Code: "disclosure.rules.made", Typed: "12", Paper: "规章台账"}
	case "chapter":
		step = filing.WriteChapter{Chapter: report.Overall, Text: "另一个窗口写的。"}
	}
	f.MustTake(t, f.Clerk, store.Subject{Kind: store.FilingKind, Organ: f.Township, ID: year, Version: store.AnyVersion}, step)
	return f.Clerk.Name
}

// TestTabs opens every form that changes something in one tab, changes the same
// thing in another, and sends the first: it is told who changed it, keeps what
// was typed, and is done when it is sent again.
func TestTabs(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: an office for every form")
	}
	t.Parallel()
	for _, pattern := range slices.Sorted(maps.Keys(sights)) {
		if sights[pattern].alters == "" {
			continue
		}
		t.Run(strings.TrimPrefix(pattern, "GET /desk/organs/{organ}/"), func(t *testing.T) {
			t.Parallel()
			f, s := furnish(t, newRoom(t)), sights[pattern]
			path, who := f.address(pattern, s)
			typed := f.typed(t, pattern, f.get(who, path), s)
			by := f.alter(t, s.alters)
			a := f.post(who, path, typed...)
			see(t, "the second tab", a, http.StatusConflict, []string{by}, nil)
			f.keeps(t, "the second tab", a.body, s)
			a = f.post(who, path, f.typed(t, pattern, a, s)...)
			if a.status != http.StatusSeeOther && a.status != http.StatusOK {
				t.Errorf("sent again = %d\n%s", a.status, mainOf(a.body))
			}
		})
	}
}
