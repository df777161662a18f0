package calendar

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// TestWorkingDaysPerYear compares the tables with the number of working days
// in each year.
func TestWorkingDaysPerYear(t *testing.T) {
	t.Parallel()
	want := map[int]int{2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	c := National()
	for year, n := range want {
		first, _ := DateOf(year, 1, 1)
		last, _ := DateOf(year, 12, 31)
		if got := c.Between(first-1, last); got != n {
			t.Errorf("%d has %d working days, want %d", year, got, n)
		}
		if !c.Known(year) {
			t.Errorf("Known(%d) = false", year)
		}
	}
	for _, year := range []int{2007, 2018, 2027} {
		if c.Known(year) {
			t.Errorf("Known(%d) = true, want no table", year)
		}
	}
}

// TestSharedTable compares the program's own tables, typed from the notices,
// with an independent list of the same years, day by day.
func TestSharedTable(t *testing.T) {
	t.Parallel()
	var list map[string]struct{ Off, Work []Date }
	readShared(t, "law/holidays.json", &list)
	if len(list) == 0 {
		t.Fatal("the shared list has no year")
	}
	c := National()
	for year, days := range list {
		off, work := map[Date]bool{}, map[Date]bool{}
		for _, d := range days.Off {
			off[d] = true
		}
		for _, d := range days.Work {
			work[d] = true
		}
		first, last := MustParse(year+"-01-01"), MustParse(year+"-12-31")
		for d := first; d <= last; d++ {
			want := work[d] || !isWeekend(d) && !off[d]
			got, why := c.Working(d)
			if got != want || (why.Ground == Festival) != off[d] || (why.Ground == Shifted) != work[d] || why.Provisional {
				t.Errorf("Working(%v) = %v, %v; the list says off %v, work %v", d, got, why, off[d], work[d])
			}
		}
	}
}

func TestWorking(t *testing.T) {
	t.Parallel()
	tests := []struct {
		date    string
		working bool
		why     string
	}{
		{"2024-02-29", true, "工作日"},
		{"2024-02-17", false, "法定节假日（春节）"},
		{"2024-02-18", true, "工作日（调休上班）"},
		{"2024-02-24", false, "休息日（周末）"},
		{"2018-12-31", false, "法定节假日（元旦）"},
		{"2018-12-29", true, "工作日（调休上班）"},
		{"2019-04-05", false, "法定节假日（清明节）"},
		{"2019-04-06", false, "休息日（周末）"},
		{"2020-01-31", false, "法定节假日（春节）"},
		{"2020-02-01", false, "法定节假日（春节）"},
		{"2020-02-03", true, "工作日"},
		{"2020-10-01", false, "法定节假日（国庆节、中秋节）"},
		{"2022-12-31", false, "法定节假日（元旦）"},
		{"2026-02-23", false, "法定节假日（春节）"},
	}
	c := National()
	for _, test := range tests {
		working, why := c.Working(MustParse(test.date))
		if working != test.working || why.String() != test.why || why.Provisional {
			t.Errorf("Working(%s) = %v, %v, provisional %v; want %v, %s", test.date, working, why, why.Provisional, test.working, test.why)
		}
	}
}

func TestYearWithoutTable(t *testing.T) {
	t.Parallel()
	c := National()
	working, why := c.Working(MustParse("2027-10-01")) // a Friday
	if !working || !why.Provisional {
		t.Errorf("Working(2027-10-01) = %v, provisional %v; want by the week alone, provisional", working, why.Provisional)
	}
	tests := []struct {
		from, to string
		want     bool
	}{
		{"2026-01-01", "2026-12-31", false},
		{"2026-12-31", "2027-01-04", true},
		{"2018-12-31", "2019-01-02", true},
		{"2019-01-02", "2018-12-31", true},
		{"2019-01-01", "2026-12-31", false},
	}
	for _, test := range tests {
		if got := c.Provisional(MustParse(test.from), MustParse(test.to)); got != test.want {
			t.Errorf("Provisional(%s, %s) = %v, want %v", test.from, test.to, got, test.want)
		}
	}
}

func TestAfter(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		from string
		n    int
		want string
	}{
		{"plain week", "2024-03-04", 5, "2024-03-11"},
		{"twenty days over 春节", "2024-01-29", 20, "2024-02-29"},
		{"from a day off", "2024-02-10", 1, "2024-02-18"},
		{"day zero", "2024-02-10", 0, "2024-02-10"},
		{"seven over 国庆 and two shifted days", "2024-09-27", 7, "2024-10-12"},
		{"backwards", "2024-02-29", -20, "2024-01-29"},
		{"over New Year", "2025-12-31", 1, "2026-01-04"},
	}
	c := National()
	for _, test := range tests {
		got := c.After(MustParse(test.from), test.n)
		if got.String() != test.want {
			t.Errorf("%s: After(%s, %d) = %v, want %s", test.name, test.from, test.n, got, test.want)
		}
	}
}

func TestTrace(t *testing.T) {
	t.Parallel()
	got := National().Trace(MustParse("2024-02-08"), 3)
	want := []Counted{
		{MustParse("2024-02-09"), true, 1, "工作日"},
		{MustParse("2024-02-10"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-11"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-12"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-13"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-14"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-15"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-16"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-17"), false, 1, "法定节假日（春节）"},
		{MustParse("2024-02-18"), true, 2, "工作日（调休上班）"},
		{MustParse("2024-02-19"), true, 3, "工作日"},
	}
	if len(got) != len(want) {
		t.Fatalf("Trace has %d days, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("day %d = %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, from string
		days       int
		want       string
	}{
		{"last day worked", "2024-03-01", 60, "2024-04-30"},
		{"last day in 劳动节", "2024-03-02", 60, "2024-05-06"},
		{"last day a Sunday", "2024-03-02", 15, "2024-03-18"},
		{"last day a Sunday that is worked", "2024-02-03", 15, "2024-02-18"},
	}
	for _, test := range tests {
		if got := National().Deadline(MustParse(test.from), test.days); got.String() != test.want {
			t.Errorf("%s: Deadline(%s, %d) = %v, want %s", test.name, test.from, test.days, got, test.want)
		}
	}
}

func TestWithLocal(t *testing.T) {
	t.Parallel()
	day, saturday := MustParse("2024-06-17"), MustParse("2024-06-22")
	national := National()
	local := national.WithLocal(LocalDay{day, false, "古尔邦节"}, LocalDay{Date: saturday, Working: true})
	if working, why := local.Working(day); working || why.String() != "休息日（本地放假：古尔邦节）" {
		t.Errorf("Working(%v) = %v, %v", day, working, why)
	}
	if working, why := local.Working(saturday); !working || why.String() != "工作日（本地上班）" {
		t.Errorf("Working(%v) = %v, %v", saturday, working, why)
	}
	if working, _ := national.Working(day); !working {
		t.Errorf("WithLocal changed the national calendar")
	}
	if working, _ := (Calendar{}).WithLocal(LocalDay{Date: day}).Working(day); working {
		t.Errorf("WithLocal on the zero Calendar is lost")
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	national := National()
	table := Table{
		Year: 2027, Notice: "国办发明电〔2026〕1号",
		Holidays: []Holiday{{"元旦", MustParse("2027-01-01"), MustParse("2027-01-03")}},
	}
	c := national.With(table)
	if working, why := c.Working(MustParse("2027-01-01")); working || why.Provisional || !c.Known(2027) {
		t.Errorf("with the table, Working(2027-01-01) = %v, provisional %v", working, why.Provisional)
	}
	if national.Known(2027) {
		t.Error("With changed the national calendar")
	}
	table.Tentative = true
	c = national.With(table)
	if working, why := c.Working(MustParse("2027-01-01")); working || !why.Provisional || c.Known(2027) {
		t.Errorf("with a tentative table, Working(2027-01-01) = %v, provisional %v", working, why.Provisional)
	}
	// An amended arrangement replaces the year and nothing of it stays.
	amended := c.With(Table{Year: 2027, Holidays: []Holiday{{"春节", MustParse("2027-02-05"), MustParse("2027-02-12")}}})
	if working, why := amended.Working(MustParse("2027-01-01")); !working || why.Provisional {
		t.Errorf("after the amendment, Working(2027-01-01) = %v, provisional %v", working, why.Provisional)
	}
	if working, _ := amended.Working(MustParse("2026-10-01")); working {
		t.Error("the amendment of 2027 lost the days of 2026")
	}
}

// TestProperties holds for every date, also in years without a table, and for
// every calendar.
func TestProperties(t *testing.T) {
	t.Parallel()
	first, last := MustParse("2017-01-01"), MustParse("2029-12-31")
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]Calendar{{}, National()}).Draw(t, "calendar")
		if rapid.Bool().Draw(t, "local") {
			day := Date(rapid.Int32Range(int32(first), int32(last)).Draw(t, "local day"))
			c = c.WithLocal(LocalDay{Date: day, Working: rapid.Bool().Draw(t, "worked")})
		}
		d := Date(rapid.Int32Range(int32(first), int32(last)).Draw(t, "date"))
		n := rapid.IntRange(1, 90).Draw(t, "n")

		due := c.After(d, n)
		if working, why := c.Working(due); !working {
			t.Fatalf("After(%v, %d) = %v, which is %v", d, n, due, why)
		}
		if got := c.Between(d, due); got != n {
			t.Fatalf("Between(%v, After) = %d, want %d", d, got, n)
		}
		if c.After(d+1, n) < due || c.After(d, n+1) <= due {
			t.Fatalf("After is not monotone at %v, %d", d, n)
		}
		if got := c.After(c.After(d, n-1), 1); got != due {
			t.Fatalf("After(After(%v, %d), 1) = %v, want %v", d, n-1, got, due)
		}
		if back := c.Before(due, n); back > d || c.Between(back, d) != 0 {
			t.Fatalf("Before(After(%v, %d), %d) = %v; want the last working day up to it", d, n, n, back)
		}
		if worked, _ := c.Working(d); worked && c.Before(due, n) != d {
			t.Fatalf("Before(After(%v, %d)) = %v, want the date", d, n, c.Before(due, n))
		}
		if c.After(d, -n) != c.Before(d, n) {
			t.Fatalf("After(%v, %d) ≠ Before(%v, %d)", d, -n, d, n)
		}
		trace := c.Trace(d, n)
		if end := trace[len(trace)-1]; end.Date != due || end.N != n || len(trace) != int(due-d) {
			t.Fatalf("Trace(%v, %d) ends %+v after %d days, want %v", d, n, end, len(trace), due)
		}
		end := c.Deadline(d, n)
		if working, _ := c.Working(end); !working || end < d.AddDays(n) || c.Between(d.AddDays(n)-1, end) != 1 {
			t.Fatalf("Deadline(%v, %d) = %v", d, n, end)
		}
	})
}

// readShared reads a JSON file of the shared folder, or skips.
func readShared(t *testing.T, name string, into any) {
	t.Helper()
	shared := os.Getenv("GONGKAI_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared") // beside the module
	}
	data, err := os.ReadFile(filepath.Join(shared, filepath.FromSlash(name)))
	if os.IsNotExist(err) {
		t.Skipf("no %s in %s; set GONGKAI_SHARED", name, shared)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
}
