package portal

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"gongkai/law/organ"
	"gongkai/office/store"
)

// draftCookie holds the token of a draft.
const draftCookie = "draft"

// A draft is what somebody typed and did not send, and the files that were
// accepted: browsers do not choose a file again by themselves.
type draft struct {
	ID    int64      `json:"id"` // of the form, and of the case it will make
	Typed url.Values `json:"typed"`
	Files []sentFile `json:"files,omitempty"`
	// Saved says that the person asked for it to be kept; otherwise it lasts until
	// the browser is closed, for the sake of the files.
	Saved bool      `json:"saved,omitempty"`
	At    time.Time `json:"at,omitzero"` // when it was kept
}

// until says how long what is in the draft is kept.
func (d *draft) until() string {
	says := "草稿保存至" + store.KeptUntil(d.At, store.DraftsKept).Chinese()
	if !d.Saved {
		says = "没有保存为草稿，关闭浏览器以后不能再接着填写"
	}
	var first time.Time
	for _, f := range d.Files {
		if first.IsZero() || f.At.Before(first) {
			first = f.At
		}
	}
	if first.IsZero() {
		return says + "。"
	}
	return says + "，已选择的文件保存至" + store.KeptUntil(first, store.FilesKept).Chinese() + "。"
}

// A sentFile is a file that was accepted and sealed for its place in the case
// that the form will make.
type sentFile struct {
	ID    int64           `json:"id"`
	Field string          `json:"field"`
	Class store.FileClass `json:"class"`
	Sum   string          `json:"sha256"`
	Name  string          `json:"name"`
	Type  string          `json:"type"`
	Size  int64           `json:"size"`
	At    time.Time       `json:"at,omitzero"`
}

// draftOf reads the draft that the browser has the token of; nil for none.
func (p *Portal) draftOf(r *http.Request) (*draft, error) {
	token := p.server.Cookie(r, draftCookie)
	if token == "" {
		return nil, nil
	}
	text, ok, err := p.store.Draft(r.Context(), token)
	if err != nil || !ok {
		return nil, err
	}
	d := &draft{}
	if err := json.Unmarshal(text, d); err != nil {
		return nil, fmt.Errorf("read a draft: %w", err)
	}
	return d, nil
}

// keepDraft keeps a draft under the browser's token, or a fresh one.
func (p *Portal) keepDraft(w http.ResponseWriter, r *http.Request, d *draft, id organ.ID) error {
	d.At = p.store.Now()
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	token := p.server.Cookie(r, draftCookie)
	if len(token) < 20 {
		token = rand.Text()
	}
	if err := p.store.KeepDraft(r.Context(), token, id, text); err != nil {
		return err
	}
	keep := time.Duration(0)
	if d.Saved {
		keep = store.DraftsKept
	}
	p.server.SetCookie(w, r, draftCookie, token, keep)
	return nil
}

// dropDraft forgets the draft and takes the token from the browser.
func (p *Portal) dropDraft(w http.ResponseWriter, r *http.Request) error {
	token := p.server.Cookie(r, draftCookie)
	if token == "" {
		return nil
	}
	p.server.SetCookie(w, r, draftCookie, "", 0)
	return p.store.DropDraft(r.Context(), token)
}
