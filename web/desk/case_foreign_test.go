package desk_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A holding is a case or an entry with one file, whose content is its own.
type holding struct {
	name     string
	organ    organ.ID
	id, file int64
	secret   string // the content of the file
	isEntry  bool
	isErased bool
}

// putFile adds a file through the page and returns its number.
func (o *room) putFile(login, path, content string, fields ...string) {
	o.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		form.WriteField(fields[i], fields[i+1])
	}
	part, err := form.CreateFormFile("file", "材料.txt")
	if err != nil {
		o.t.Fatal(err)
	}
	part.Write([]byte(content))
	form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	o.must(o.send(login, r), http.StatusSeeOther)
}

// holdings are two cases of the township, one of which goes to a person of an
// inner office, one of the other township, an erased one, and an entry.
func (o *room) holdings(t *testing.T) (all []holding) {
	t.Helper()
	forYears(t, o)
	o.Clock.Set("2025-01-06")
	open := func(name string, at organ.ID, clerk string) holding {
		taken := o.MustTake(t, store.Actor{Applicant: true}, store.Subject{Organ: at}, store.OpenCase{Submit: storetest.Application()})
		h := holding{name: name, organ: at, id: taken.Subject.ID, secret: "机密-" + name}
		path := fmt.Sprintf("/desk/organs/%s/cases/%d/files", at, h.id)
		o.putFile(clerk, path, h.secret, "class", string(store.WorkingFile))
		c, err := o.Case(t.Context(), at, h.id)
		if err != nil || len(c.Files) != 1 {
			t.Fatalf("%s: files %v, %v", name, c.Files, err)
		}
		h.file = c.Files[0].ID
		return h
	}
	mine, theirs, other, erased := open("甲", o.Township, "limin"), open("乙", o.Township, "limin"), open("丙", o.Other, "chenxia"), open("丁", o.Township, "limin")
	o.Decide(t, erased.id, application.Granted)
	erased.isErased = true
	on := o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	entry := holding{name: "登记", organ: o.Township, id: on.ID, secret: "机密-登记", isEntry: true}
	o.putFile("limin", fmt.Sprintf("/desk/organs/%s/registers/penalty/%d/attachments", o.Township, on.ID), entry.secret)
	attached, err := o.Attachments(t.Context(), o.Township, on.ID)
	if err != nil || len(attached) != 1 {
		t.Fatalf("attachments %v, %v", attached, err)
	}
	entry.file = attached[0].ID
	rule := application.Retention{From: o.Today().AddDays(application.RetentionNotice), Years: 1, Basis: "保管期限表"}
	o.MustTake(t, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetRetention{Retention: rule})
	o.Clock.Set("2026-02-01")
	if n, err := o.EraseDue(t.Context()); err != nil || n != 1 {
		t.Fatalf("EraseDue = %d, %v", n, err)
	}
	clear(o.cookies) // the sessions of last year have ended
	return []holding{mine, theirs, other, erased, entry}
}

// TestForeignFiles asks every page whose address names a case, an entry or a
// file for every case, entry and file of the office, as everybody: a file is
// given by its own case's page alone, to whom the permission table lets see it,
// and every time the audit is told.
func TestForeignFiles(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("-short: every route with every foreign number")
	}
	o := newRoom(t)
	all := o.holdings(t)
	posts := o.posts()
	asked, given := 0, 0
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		if !strings.Contains(pattern, "{case}") && !strings.Contains(pattern, "{entry}") && !strings.Contains(pattern, "{attachment}") && !strings.Contains(pattern, "{file}") {
			continue
		}
		isCaseFile := row.Pattern == "GET /desk/organs/{organ}/cases/{case}/files/{attachment}"
		isAttachment := row.Pattern == "GET /desk/organs/{organ}/registers/{register}/{entry}/attachments/{attachment}"
		if method == http.MethodPost && !strings.Contains(pattern, "{attachment}") && !strings.HasSuffix(pattern, "/applicant") && !strings.HasSuffix(pattern, "/letter") {
			continue // takes steps: TestForeignSteps
		}
		for _, at := range []organ.ID{o.Township, o.Other} {
			for _, of := range all {
				if of.isEntry == strings.Contains(pattern, "{case}") && of != all[0] {
					continue // one of the wrong kind is enough
				}
				for _, file := range all {
					if file != of && !strings.Contains(pattern, "{attachment}") && !strings.Contains(pattern, "{file}") {
						continue
					}
					if method == http.MethodPost && of == file && at == of.organ {
						continue // its own: it would be removed
					}
					path := pattern
					for name, value := range map[string]string{"{organ}": at.String(), "{case}": formatID(of.id), "{entry}": formatID(of.id), "{attachment}": formatID(file.file), "{file}": formatID(file.file), "{register}": "penalty", "{step}": "comment"} {
						path = strings.ReplaceAll(path, name, value)
					}
					for _, login := range []string{"", "limin", "zhouhaifeng", "chenxia", "hewen", "shenji"} {
						a := o.ask(login, method, path)
						asked++
						may := login != "" && account.Reaches(posts[login], account.Action(row.May), at, func(above, _ organ.ID) bool { return above == o.County })
						want := may && at == of.organ && of == file && !of.isErased && (isCaseFile && !of.isEntry || isAttachment && of.isEntry)
						for _, h := range all {
							if has := strings.Contains(a.body, h.secret); has != (want && h == of) {
								t.Errorf("%s %s as %q gives the file of %s: %v (%d)", method, path, login, h.name, has, a.status)
							}
						}
						if want {
							given++
						}
						isPage := a.status == http.StatusOK && !strings.Contains(pattern, "{attachment}") && may
						if !want && !isPage && (a.status < 400 || a.status >= 500) && a.status != http.StatusSeeOther && !(a.status == http.StatusOK && at == of.organ && of == file) {
							t.Errorf("%s %s as %q = %d, want a refusal", method, path, login, a.status)
						}
					}
				}
			}
		}
	}
	t.Logf("%d asked, %d files given", asked, given)
	if given < 5 {
		t.Errorf("only %d files were given: the test asks wrongly", given)
	}
	for at, auditor := range map[organ.ID]string{o.Township: "shenji"} {
		if says := o.get(auditor, "/desk/organs/"+at.String()+"/audit").body; strings.Contains(says, "机密") {
			t.Error("the audit shows what is in files")
		}
	}
}

// TestForeignSteps posts every step to cases of another organ, to erased ones
// and under the wrong organ: nothing changes.
func TestForeignSteps(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("-short: every route with every foreign number")
	}
	o := newRoom(t)
	all := o.holdings(t)
	version := func(h holding) int64 {
		c, err := o.Case(t.Context(), h.organ, h.id)
		if err != nil {
			t.Fatal(err)
		}
		return c.Version
	}
	words := []string{"archive", "comment", "deliver", "reopen"}
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		if method != http.MethodPost || !strings.Contains(pattern, "{case}") || strings.Contains(pattern, "{attachment}") {
			continue
		}
		steps := words
		if !strings.Contains(pattern, "{step}") {
			steps = words[:1]
		}
		for _, h := range all {
			if h.isEntry {
				continue
			}
			for _, login := range []string{"limin", "zhouhaifeng", "chenxia", "hewen"} {
				for _, at := range []organ.ID{o.Township, o.Other} {
					isTheirs := at == h.organ && (login == "chenxia") == (h.organ == o.Other)
					if isTheirs && !h.isErased {
						continue // theirs to take
					}
					for _, step := range steps {
						path := strings.NewReplacer("{organ}", at.String(), "{case}", formatID(h.id), "{step}", step).Replace(pattern)
						before := version(h)
						a := o.post(login, path, "text", "写一笔", "reason", "看看", "how", "电话", "file", formatID(all[0].file), "attachment", formatID(all[0].file), "case", formatID(all[0].id), "id", formatID(all[0].id), "class", "reply")
						if version(h) != before || a.status < 400 || a.status >= 500 || strings.Contains(a.body, "机密") {
							t.Errorf("POST %s as %s = %d, version %d then %d", path, login, a.status, before, version(h))
						}
					}
				}
			}
		}
	}
}
