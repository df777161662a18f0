package desk_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report"
	"gongkai/office/store"
)

// realReports are real reports with their truth: the path of the file by that
// of the truth.
func realReports(t *testing.T) map[string]string {
	t.Helper()
	folder := os.Getenv("GONGKAI_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared")
	}
	truths, err := filepath.Glob(filepath.Join(folder, "reports", "dev", "*.truth.json"))
	if err != nil || len(truths) == 0 {
		t.Skipf("shared material is not at hand (set GONGKAI_SHARED): %v", err)
	}
	found := map[string]string{}
	for _, truth := range truths {
		files, err := filepath.Glob(strings.TrimSuffix(truth, "truth.json") + "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, ".truth.json") {
				found[truth] = file
			}
		}
	}
	return found
}

// TestHistoryReal takes real reports all the way, for an organ of their name,
// and compares every cell that is published with the truth.
func TestHistoryReal(t *testing.T) {
	t.Parallel()
	for truth, file := range realReports(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want := parsedTruth(t, truth)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			o := newRoom(t)
			o.must(o.post("anquan", "/desk/rules", "min_length", "12", "remember", "5", "password_days", "0", "initial_days", "7", "lock.failures", "5", "lock.for", "15", "idle", "20", "absolute", "720"), http.StatusSeeOther)
			o.Clock.Set("2026-02-11") // reports on 2025 are among them
			clear(o.cookies)
			on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
			o.MustTake(t, o.System, on, organ.Rename{Name: want.Organ, From: calendar.MustParse("2019-06-01")})
			o.adoptReal(t, filepath.Base(file), string(data), want.Year)
			o.publishReal(t, want.Year)
			v, err := o.Published(t.Context(), o.Township, want.Year, 0)
			if err != nil {
				t.Fatal(err)
			}
			got, err := report.ParseJSON(v.Content)
			if err != nil {
				t.Fatal(err)
			}
			compareReal(t, got, want)
			if verified, err := o.Verify(t.Context()); err != nil || len(verified.Breaks) > 0 {
				t.Errorf("Verify = %v, %v", verified.Breaks, err)
			}
		})
	}
}

func parsedTruth(t *testing.T, path string) *report.Report {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// adoptReal sends a file and confirms whose it is where the page asks.
func (o *room) adoptReal(t *testing.T, name, data string, year int) {
	t.Helper()
	a := o.upload("limin", o.reports("/history"), name, data)
	if a.status == http.StatusUnprocessableEntity && strings.Contains(a.body, "确认并导入") {
		t.Logf("%s is asked about: %s", name, words(between(a.body, `<p class="says">`, "<form")))
		a = o.post("limin", o.reports("/history/confirm"), "file", hidden(t, a.body, "file"), "year", strconv.Itoa(year), "why", "与网站上公布的一致")
	}
	if a.status == http.StatusUnprocessableEntity { // and not asked about
		t.Fatalf("%s is refused: %s", name, words(between(a.body, `<p class="says">`, "</li>")))
	}
	if o.must(a, http.StatusSeeOther); !strings.Contains(a.location, "done=adopted") {
		t.Fatalf("%s leads to %s", name, a.location)
	}
}

// publishReal decides that all is as read, confirms what the original has wrong
// and takes the report through its course.
func (o *room) publishReal(t *testing.T, year int) {
	t.Helper()
	at := o.reports("/" + strconv.Itoa(year))
	l, err := o.LiveReport(t.Context(), o.Township, year)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d cells in doubt, %d things wrong", len(l.Adoption.Undecided()), l.Adoption.Unconfirmed())
	o.decideRest(t, at)
	if strings.Contains(o.get("limin", at+"/check").body, `name="finding"`) {
		o.confirmRest(t, at)
	}
	if l.Adoption.Published.IsZero() {
		o.must(o.post("limin", at+"/published", "published", strconv.Itoa(year+1)+"-01-25"), http.StatusSeeOther)
	}
	for _, s := range []struct{ who, step string }{{"limin", "submit"}, {"wangjing", "review"}, {"zhouhaifeng", "sign"}, {"zhouhaifeng", "publish"}} {
		o.must(o.post(s.who, at+"/"+s.step), http.StatusSeeOther)
	}
}

func compareReal(t *testing.T, got, want *report.Report) {
	t.Helper()
	if got.Edition != want.Edition || got.Year != want.Year {
		t.Fatalf("edition %s %d, want %s %d", got.Edition.Name, got.Year, want.Edition.Name, want.Year)
	}
	for _, code := range want.Edition.Codes() {
		g, w := got.Figure(code), want.Figure(code)
		if g.IsThere() != w.IsThere() || g.IsNull() != w.IsNull() || g.OrZero() != w.OrZero() {
			t.Errorf("%s = %v, want %v", code, g, w)
		}
	}
}
