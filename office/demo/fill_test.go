package demo

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// today is the day on which the demonstration is made in these tests.
const today = "2026-11-27"

func aFolder(t *testing.T) *attachment.Folder {
	t.Helper()
	files, err := attachment.NewFolder(t.TempDir(), attachment.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// filled fills the records at ten in the morning of a day.
func filled(t *testing.T, s *store.Store, day string) {
	t.Helper()
	s.Now = storetest.NewClock(day).Now
	if empty, err := Ready(t.Context(), s); err != nil || !empty {
		t.Fatalf("Ready before = %v, %v; want true", empty, err)
	}
	if err := Fill(t.Context(), s, aFolder(t)); err != nil {
		t.Fatalf("Fill on %s: %v", day, err)
	}
	if empty, err := Ready(t.Context(), s); err != nil || empty {
		t.Fatalf("Ready after = %v, %v; want false", empty, err)
	}
}

// TestFill fills the records of both engines. What comes of it on one day is the
// same on both.
func TestFill(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	sums := map[string]map[string]string{} // by engine
	t.Run("engines", func(t *testing.T) {
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			filled(t, s, today)
			versions := reportsAgree(t, s, today)
			mu.Lock()
			sums[string(s.DB().Engine())] = versions
			mu.Unlock()
			auditTells(t, s)
			registersAreKept(t, s)
			runningYear(t, s)
			remembered(t, s)
			seedAgrees(t, s)
			peopleSignIn(t, s)
			casesAreShown(t, s)
			overdueIsSeen(t, s)
			shownIsFollowed(t, s)
		})
	})
	for engine, versions := range sums {
		for other, want := range sums {
			for name, sum := range want {
				if versions[name] != sum {
					t.Errorf("%s on %s is %s, on %s %s", name, engine, versions[name], other, sum)
				}
			}
		}
	}
}

// TestFillOn fills the records on days that are not like others.
func TestFillOn(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("-short: fills four counties")
	}
	for name, day := range map[string]string{"元旦": "2026-01-01", "春节前": "2027-02-05", "二月末": "2028-02-29", "第十年": "2033-06-30"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			filled(t, s, day)
			reportsAgree(t, s, day)
			auditTells(t, s)
			casesAreShown(t, s)
			carriedOver(t, s)
		})
	}
}

// TestTooEarly: a machine whose clock stands in the years the demonstration
// tells of gets none.
func TestTooEarly(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	s.Now = storetest.NewClock("2025-12-31").Now
	if err := Fill(t.Context(), s, aFolder(t)); err == nil || !strings.Contains(err.Error(), "2025年12月31日") {
		t.Errorf("Fill in 2025 = %v, want a problem that names the day", err)
	}
	if empty, err := Ready(t.Context(), s); err != nil || !empty {
		t.Errorf("Ready = %v, %v; want true, as nothing was done", empty, err)
	}
}

// reportsAgree holds every report up to last year against the rules, as it was
// published and as its registers give it now. It returns the hashes of what was
// published.
func reportsAgree(t *testing.T, s *store.Store, day string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	for _, o := range theOrgans(t, s) {
		var previous *report.Report
		for year := firstYear; year < calendar.MustParse(day).Year(); year++ {
			last := dateOf(year, 12, 31)
			if !o.Ended.IsZero() && o.Ended <= last {
				continue
			}
			v, err := s.Published(t.Context(), o.ID, year, 0)
			if err != nil {
				t.Fatalf("%s %d: %v", o.Name, year, err)
			}
			r, err := report.ParseJSON(v.Content)
			if err != nil {
				t.Fatalf("%s %d: %v", o.Name, year, err)
			}
			for _, f := range r.Check(report.Circumstances{Previous: previous, Recorded: organ.Organ{Name: o.Name, Level: o.Level, Body: o.Body}}) {
				if f.Severity != report.Info {
					t.Errorf("%s %d: %s: %s", o.Name, year, f.Rule, f.Says)
				}
			}
			sums[r.Organ+r.Title] = v.SHA256
			previous = r
			asRegistered(t, s, o, r)
		}
	}
	return sums
}

// remembered: the town that forgot a decision has counted it in a second version
// that says why.
func remembered(t *testing.T, s *store.Store) {
	t.Helper()
	for _, o := range theOrgans(t, s) {
		if o.Short != "石鼓镇" {
			continue
		}
		var counts [2]report.Figure
		for n := range counts {
			v, err := s.Published(t.Context(), o.ID, firstYear, n+1)
			if err != nil {
				t.Fatal(err)
			}
			r, err := report.ParseJSON(v.Content)
			if err != nil || (v.Reason == "") != (n == 0) {
				t.Fatalf("version %d is for the reason %q, %v", n+1, v.Reason, err)
			}
			counts[n] = r.Figure("disclosure.penalty.decisions")
		}
		if counts[1] != report.Reports(counts[0].Number.Add(report.Count(1))) {
			t.Errorf("the versions have %v penalties, want one more in the second", counts)
		}
	}
}

// asRegistered compares a published report with what the registers give now.
func asRegistered(t *testing.T, s *store.Store, o store.Organ, published *report.Report) {
	t.Helper()
	live, err := s.LiveReport(t.Context(), o.ID, published.Year)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range report.Compare(published, live.Report).Cells {
		if c.IsChanged() {
			t.Errorf("%s %d: the registers have moved on: %s", o.Name, published.Year, c.Says())
		}
	}
	if len(live.Empty) > 0 {
		t.Errorf("%s %d: %q is empty", o.Name, published.Year, live.Empty)
	}
}

func theOrgans(t *testing.T, s *store.Store) []store.Organ {
	t.Helper()
	all, err := s.Organs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(offices()) {
		t.Errorf("%d organs, want %d", len(all), len(offices()))
	}
	return all
}

// auditTells verifies the records, and that each organ's audit walks through the
// years: never back, never beyond the present.
func auditTells(t *testing.T, s *store.Store) {
	t.Helper()
	v, err := s.Verify(t.Context())
	if err != nil || len(v.Breaks) > 0 {
		t.Errorf("Verify = %v, %v", v.Breaks, err)
	}
	if want := len(offices()); v.Chains != want {
		t.Errorf("%d chains, want one for each of %d organs", v.Chains, want)
	}
	calendar := calendar.National()
	for _, o := range theOrgans(t, s) {
		entries, err := s.AuditPage(t.Context(), o.ID, 0, 5000)
		if err != nil {
			t.Fatal(err)
		}
		later := s.Now()
		for _, e := range entries {
			if e.At.After(later) {
				t.Errorf("%s: entry %d was made at %s, after the next at %s", o.Name, e.Seq, e.At, later)
			}
			day := calendarDay(e.At)
			if works, why := calendar.Working(day); !works && day != s.Today() {
				t.Errorf("%s: entry %d (%s) was made on %s, %s", o.Name, e.Seq, e.Action, day, why)
			}
			later = e.At
		}
	}
}

func calendarDay(at time.Time) calendar.Date { return calendar.BeijingDate(at) }

// registersAreKept: every register has entries somewhere, and the reports of
// the county government name every way in which an application can end.
func registersAreKept(t *testing.T, s *store.Store) {
	t.Helper()
	organs := theOrgans(t, s)
	for _, d := range register.All() {
		n := 0
		for _, o := range organs {
			page, err := s.Entries(t.Context(), store.EntryFilter{Organ: o.ID, Register: d.Key})
			if err != nil {
				t.Fatal(err)
			}
			n += len(page.Entries)
		}
		if n == 0 {
			t.Errorf("no organ keeps the %s", d.Title())
		}
	}
	rows, seen := rowsOf(report.Form2021), map[string]bool{}
	for year := firstYear; year < s.Today().Year(); year++ {
		live, err := s.LiveReport(t.Context(), organs[0].ID, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if live.Report.Figure(report.Code("application."+row+".total")).Number.Sign() > 0 {
				seen[row] = true
			}
		}
	}
	for _, row := range rows {
		if !seen[row] {
			t.Errorf("no application of the county government ends as %s", row)
		}
	}
}

// rowsOf are the rows of the form in which an answer counts.
func rowsOf(e *report.Edition) (rows []string) {
	for _, r := range e.Rows {
		if r.Part == report.Result {
			rows = append(rows, r.Key)
		}
	}
	return rows
}

// runningYear: the running year has a report under way with something to mend,
// a problem that was not mended in its time, an account that fell silent and one
// that did not.
func runningYear(t *testing.T, s *store.Store) {
	t.Helper()
	year, errors := s.Today().Year(), 0
	silence := map[string]int{}
	for _, o := range theOrgans(t, s) {
		live, err := s.LiveReport(t.Context(), o.ID, year)
		if err != nil {
			t.Fatal(err)
		}
		if live.Filing.State == filing.Drafting {
			errors += live.Errors()
		}
		page, err := s.Entries(t.Context(), store.EntryFilter{Organ: o.ID, Register: register.MediaPost.Key, Query: register.Query{Sort: register.SortDay, Page: 1}})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Entries) > 0 {
			silence[o.Short] = int(s.Today() - page.Entries[0].Values.Date("published_on"))
		}
	}
	if errors == 0 {
		t.Error("no draft of the running year has an error to mend")
	}
	if silence["松岭镇"] < 14 || silence["县政府"] > 9 {
		t.Errorf("days since the last post: %v; want 松岭镇 silent and 县政府 not", silence)
	}
	county := theOrgans(t, s)[0]
	open := 0
	for _, v := range valuesOf(t, s, county.ID, register.Problem) {
		if due := v.Date("due_on"); v["closed_on"] == "" && due < s.Today() {
			open++
		}
	}
	if open == 0 {
		t.Error("the county government has no problem that is open beyond its time")
	}
}

// valuesOf are the values of all current entries of an organ.
func valuesOf(t *testing.T, s *store.Store, id organ.ID, d *register.Description) (all []register.Values) {
	t.Helper()
	filter := store.EntryFilter{Organ: id, Register: d.Key, Query: register.Query{State: register.Current}}
	err := s.EachEntry(t.Context(), filter, func(e store.Entry) error {
		all = append(all, e.Values)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// peopleSignIn: everybody who is shown can sign in at once and work.
func peopleSignIn(t *testing.T, s *store.Store) {
	t.Helper()
	logins, err := Logins(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if want := 3*len(shownKeys) + 4 + len(adminLogins); len(logins) != want {
		t.Errorf("%d accounts are shown, want %d: %v", len(logins), want, logins)
	}
	for _, l := range []int{0, 3, len(logins) - 1} {
		_, session, err := s.SignIn(t.Context(), logins[l].Login, Password, "127.0.0.1", "test")
		if err != nil || session.Account.MustChange {
			t.Errorf("%v signs in: %v, must change %v", logins[l], err, session.Account.MustChange)
		}
	}
}

// seedAgrees recomputes the figures of the township's 2024 from the entries of
// its registers, one by one, and compares every cell with the truth about the
// real report; so does its published report.
func seedAgrees(t *testing.T, s *store.Store) {
	t.Helper()
	var town store.Organ
	for _, o := range theOrgans(t, s) {
		if o.Short == "杏溪镇" {
			town = o
		}
	}
	for code, want := range map[report.Code]int64{
		"fact.item.published": 12, "fact.item.notice": 2, "fact.item.project": 2, "fact.item.rural": 2, "fact.item.emergency": 2, "fact.item.livelihood": 2, "fact.item.other": 2,
		"fact.media_post.wechat": 102, "fact.media_post.published": 102, "fact.complaint.received": 0, "fact.processing_fee.received": 0,
		"disclosure.penalty.decisions": 4, "disclosure.normative.in_force": 0,
	} {
		if got := counted(t, s, town.ID, code); got != want {
			t.Errorf("%s of the township in 2024 is %d, want %d", code, got, want)
		}
	}
	live, err := s.LiveReport(t.Context(), town.ID, 2024)
	if err != nil {
		t.Fatal(err)
	}
	if live.Group == nil || live.Group.Named(organ.Leader)[0].Title != "镇长" || live.Group.Office != "党政办公室" {
		t.Errorf("the leading group is %+v", live.Group)
	}
	truth := seedTruth(t)
	v, err := s.Published(t.Context(), town.ID, 2024, 0)
	if err != nil {
		t.Fatal(err)
	}
	published, err := report.ParseJSON(v.Content)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range report.Form2021.Codes() {
		want, ok := truth[code]
		if !ok {
			t.Errorf("the truth has no cell %s", code)
		}
		if _, _, isCounted := register.Computed(code); isCounted {
			if got := counted(t, s, town.ID, code); got != want {
				t.Errorf("%s: the entries of the registers give %d, want %d", code, got, want)
			}
		}
		for from, r := range map[string]*report.Report{"published": published, "live": live.Report} {
			if got := r.Figure(code); got != report.Reports(report.Count(want)) {
				t.Errorf("%s, %s: %v, want %d", code, from, got, want)
			}
		}
	}
}

// counted is a figure of 2024 from the values of all entries of its register.
func counted(t *testing.T, s *store.Store, id organ.ID, code report.Code) int64 {
	t.Helper()
	d, f, ok := register.Computed(code)
	if !ok {
		t.Fatalf("no register gives %s", code)
	}
	values := valuesOf(t, s, id, d)
	return f.Of(d, func(yield func(register.Values) bool) {
		for _, v := range values {
			if !yield(v) {
				return
			}
		}
	}, 2024)
}

// seedTruth reads what the real report of the township says, cell by cell.
func seedTruth(t *testing.T) map[report.Code]int64 {
	t.Helper()
	folder := os.Getenv("GONGKAI_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(folder, "reports", "dev", "xinjiang-wusu-xidagou-town-2024.truth.json"))
	if err != nil {
		t.Skipf("no shared reports in %s: set GONGKAI_SHARED", folder)
	}
	var truth struct{ Cells map[report.Code]int64 }
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	return truth.Cells
}
