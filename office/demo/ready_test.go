package demo

import (
	"errors"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestReady: only records that are empty are filled; others are told what they
// hold and stay as they are.
func TestReady(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if empty, err := Ready(t.Context(), s); err != nil || !empty {
			t.Errorf("Ready of empty records = %v, %v; want true", empty, err)
		}
		storetest.NewOffice(t, s)
		before, err := s.Verify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		empty, err := Ready(t.Context(), s)
		var p *problem.Error
		if !errors.As(err, &p) || empty || p.Kind != problem.KindRefused || !strings.Contains(p.Says, "机关3个，账号9个，最上级机关是“青溪县人民政府”") {
			t.Errorf("Ready of an office's records = %v, %v; want a refusal that tells what is there", empty, err)
		}
		if after, err := s.Verify(t.Context()); err != nil || after.Entries != before.Entries {
			t.Errorf("%d entries of the audit after it, %v; want %d", after.Entries, err, before.Entries)
		}
	})
}

// TestBrokenOff: a demonstration that was begun and not ended is told to be
// such, and ends only once.
func TestBrokenOff(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	setup := store.Setup{Organ: organ.Found{Name: "霁川县人民政府", Level: organ.County, Body: organ.Government, From: calendar.MustParse("1956-03-12")}, Demo: true}
	for i, login := range adminLogins {
		setup.Admins[i] = store.Admin{Login: login, Name: "陈志远", Password: initial}
	}
	if _, err := s.SetUp(t.Context(), setup); err != nil {
		t.Fatal(err)
	}
	if _, err := Ready(t.Context(), s); err == nil || !strings.Contains(err.Error(), "没有填完") {
		t.Errorf("Ready = %v, want a problem that says it was not ended", err)
	}
	site, err := s.Site(t.Context())
	if err != nil || site.Demo != store.DemoFilling || site.Name == "" {
		t.Errorf("Site = %+v, %v; want one that is a demonstration being filled", site, err)
	}
	for i, want := range []bool{true, false} {
		_, err := s.Take(t.Context(), filler, store.Subject{}, store.FillDemo{})
		if (err == nil) != want {
			t.Errorf("FillDemo, time %d: %v; want success %v", i+1, err, want)
		}
	}
	if _, err := s.Take(t.Context(), store.Actor{}, store.Subject{}, store.FillDemo{}); err == nil {
		t.Error("nobody in particular may say that a demonstration is ended")
	}
}

// TestPasswords: both passwords keep the rules that an office begins with.
func TestPasswords(t *testing.T) {
	t.Parallel()
	for _, password := range []account.Secret{Password, initial} {
		if faults := account.DefaultRules().CheckPassword(password, "linxiaoyun", "林晓芸"); len(faults) > 0 {
			t.Errorf("%q: %v", string(password), faults[0])
		}
	}
}
