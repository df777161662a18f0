package register

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
)

func TestQuery(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, asked, want string }{
		{"nothing", "", ""},
		{"defaults", "sort=day&page=1&q=&year=&order=desc", ""},
		{"everything", "q= 甲 公司&year=２０２４&from=2024.1.1&until=2024-06-30&kind=fine&state=withdrawn&sort=amount&order=asc&page=3",
			"?from=2024-01-01&kind=fine&order=asc&page=3&q=甲+公司&sort=amount&state=withdrawn&until=2024-06-30&year=2024"},
		{"days the wrong way round", "from=2024-06-30&until=2024-01-01", "?from=2024-01-01&until=2024-06-30"},
		{"nonsense", "year=20x4&from=昨天&kind=罚站&state=gone&sort=drop+table&order=up&page=-1&zzz=1", ""},
		{"far pages", "page=99999999999999999999", ""},
		{"pages beyond counting", "page=2000000", "?page=1000000"},
	}
	for _, tt := range tests {
		asked, err := url.ParseQuery(tt.asked)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := url.QueryUnescape(strings.ReplaceAll(Penalty.Query(asked).URL(), "+", "%2B"))
		if got != tt.want {
			t.Errorf("%s: %q asks %q, want %q", tt.name, tt.asked, got, tt.want)
		}
	}
}

// TestQueryURLAgain: an address asks again exactly what it was made from.
func TestQueryURLAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := url.Values{}
		for _, key := range []string{"q", "year", "from", "until", "kind", "state", "sort", "order", "page"} {
			if rapid.Bool().Draw(t, key+" is asked") {
				from.Set(key, rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"2024", "2024-05-06", "fine", "current", "amount", "asc", "7"})).Draw(t, key))
			}
		}
		q := Penalty.Query(from)
		again, err := url.ParseQuery(strings.TrimPrefix(q.URL(), "?"))
		if err != nil {
			t.Fatalf("ParseQuery(%q): %v", q.URL(), err)
		}
		if got := Penalty.Query(again); got != q {
			t.Fatalf("Query(%q) = %+v, want %+v", q.URL(), got, q)
		}
	})
}

func TestQueryPeriod(t *testing.T) {
	t.Parallel()
	tests := []struct{ asked, from, until string }{
		{"", "", ""},
		{"year=2024", "2024-01-01", "2024-12-31"},
		{"year=2024&from=2024-03-01", "2024-03-01", "2024-12-31"},
		{"year=2024&from=2020-03-01&until=2030-01-01", "2024-01-01", "2024-12-31"},
		{"until=2024-03-01", "", "2024-03-01"},
	}
	for _, tt := range tests {
		asked, _ := url.ParseQuery(tt.asked)
		if from, until := Penalty.Query(asked).Period(); from.String() != tt.from || until.String() != tt.until {
			t.Errorf("%q asks %s to %s, want %s to %s", tt.asked, from, until, tt.from, tt.until)
		}
	}
}

func TestQuerySorts(t *testing.T) {
	t.Parallel()
	q := Query{Sort: SortDay, Page: 4}
	if q = q.By(SortAmount); q.Sort != SortAmount || q.Ascending || q.Page != 1 {
		t.Errorf("By amount = %+v, want the largest first on page 1", q)
	}
	if q = q.By(SortAmount); !q.Ascending {
		t.Errorf("By amount twice = %+v, want the smallest first", q)
	}
	if q.IsNarrowed() || !(Query{Year: 2024}).IsNarrowed() {
		t.Error("IsNarrowed mistakes sorting for filtering")
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	var got []string
	for _, s := range Penalty.Summary(Counts{calendar.MustParse("2024-06-01"), 1234, 56, 0}) {
		got = append(got, s.Label+s.Value+s.Noun+s.Query.URL())
	}
	want := "2024年处理决定1,234件?state=current&year=2024 2023年处理决定56件?state=current&year=2023 2024年作废0件?state=withdrawn&year=2024"
	if strings.Join(got, " ") != want {
		t.Errorf("Summary = %q, want %q", got, want)
	}
}
