package portal

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gongkai/law/organ"
	"gongkai/office/store"
)

// caseCookie holds the case that a browser follows: signed, for a short time,
// without the query code.
const caseCookie = "case"

// followed is how long a case can be looked at after the last page.
const followed = 30 * time.Minute

const caseUse = "follow"

// follow lets the browser follow a case. fresh says that it has just been made,
// so that the receipt may show its query code.
func (p *Portal) follow(w http.ResponseWriter, r *http.Request, c store.Case, fresh bool) {
	word := "seen"
	if fresh {
		word = "fresh"
	}
	text := fmt.Sprintf("%s.%d.%d.%s", c.Organ, c.ID, p.store.Now().Add(followed).Unix(), word)
	p.server.SetCookie(w, r, caseCookie, text+"."+p.store.Ring.Mark(caseUse, text+"."+p.store.QueryCode(c.CaseRow)), followed)
}

// unfollow ends it.
func (p *Portal) unfollow(w http.ResponseWriter, r *http.Request) {
	p.server.SetCookie(w, r, caseCookie, "", 0)
}

// following is the case that the browser follows; nil when it follows none, or
// no longer. A case whose code was changed is followed no longer.
func (p *Portal) following(r *http.Request) (c *store.Case, fresh bool, err error) {
	parts := strings.Split(p.server.Cookie(r, caseCookie), ".")
	if len(parts) != 5 {
		return nil, false, nil
	}
	id, failed := organ.ParseID(parts[0])
	n, wrong := strconv.ParseInt(parts[1], 10, 64)
	until, broken := strconv.ParseInt(parts[2], 10, 64)
	if failed != nil || wrong != nil || broken != nil || p.store.Now().Unix() > until {
		return nil, false, nil
	}
	found, err := p.store.Case(r.Context(), id, n)
	if err != nil {
		return nil, false, notUnknown(err)
	}
	text := strings.Join(parts[:4], ".")
	if !found.ErasedAt.IsZero() || !p.store.Ring.IsMark(parts[4], caseUse, text+"."+p.store.QueryCode(found.CaseRow)) {
		return nil, false, nil
	}
	return &found, parts[3] == "fresh", nil
}
