package portal_test

import (
	"maps"
	"net/http"
	"sync"
	"testing"
	"time"

	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestApplyTwice sends one form eight times at once: one case, one receipt.
func TestApplyTwice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		c := s.citizen(t)
		c.visit("/apply")
		s.Clock.Advance(time.Minute)
		c.upload("/apply", c.form(with(s.filled(), "answer", c.answer(), "phone", "")), "idfile", "身份证.png", picture(t))
		form := c.form(s.filled())
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				one := &citizen{t: t, h: s.Handler, cookies: maps.Clone(c.cookies)}
				one.post("/apply", form)
				if one.status != http.StatusOK || one.where != "/apply/receipt" {
					t.Errorf("one click ends at %s with %d", one.where, one.status)
				}
			})
		}
		all.Wait()
		if got := s.only(t); len(got.Files) != 1 || ownSteps(got, "submit") != 1 {
			t.Errorf("%d files, %d submissions, want 1 and 1", len(got.Files), ownSteps(got, "submit"))
		}
	})
}
