package application

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
)

func TestReckonFee(t *testing.T) {
	t.Parallel()
	on := calendar.MustParse("2024-03-04")
	tests := []struct {
		mode      FeeMode
		before, n int
		yuan      int64
	}{
		{ByItem, 0, 10, 0}, {ByItem, 0, 11, 100}, {ByItem, 0, 12, 200}, {ByItem, 0, 30, 2000}, {ByItem, 0, 31, 2200}, {ByItem, 0, 40, 4000},
		{ByItem, 0, 41, 4300}, {ByItem, 0, 50, 7000}, {ByItem, 10, 1, 100}, {ByItem, 30, 1, 200}, {ByItem, 40, 1, 300}, {ByItem, 29, 2, 300},
		{ByPage, 0, 30, 0}, {ByPage, 0, 31, 10}, {ByPage, 0, 100, 700}, {ByPage, 0, 101, 720}, {ByPage, 0, 200, 2700}, {ByPage, 0, 201, 2740},
	}
	for _, test := range tests {
		r, p := ReckonFee(test.mode, test.before, test.n, on)
		if p != nil || r.Cents != test.yuan*100 {
			t.Errorf("ReckonFee(%s, %d, %d) = %d分, %v, want %d元", test.mode, test.before, test.n, r.Cents, p, test.yuan)
		}
	}
	r, _ := ReckonFee(ByPage, 0, 70, on)
	var says []string
	for _, l := range r.Lines {
		says = append(says, r.Says(l))
	}
	if got := strings.Join(says, "；"); got != "第1至30页，30页，不收费；第31至70页，40页，每页10元，400元" {
		t.Errorf("seventy pages are reckoned as %s", got)
	}
	for _, bad := range []struct {
		mode      FeeMode
		before, n int
		on, field string
	}{
		{"", 0, 1, "2024-03-04", "mode"}, {"kilo", 0, 1, "2024-03-04", "mode"}, {ByPage, 0, 0, "2024-03-04", "units"}, {ByPage, 0, 100_001, "2024-03-04", "units"},
		{ByItem, -1, 1, "2024-03-04", "before"}, {ByItem, 100_001, 1, "2024-03-04", "before"}, {ByPage, 3, 1, "2024-03-04", "before"}, {ByPage, 0, 40, "2020-12-31", ""},
	} {
		if r, p := ReckonFee(bad.mode, bad.before, bad.n, calendar.MustParse(bad.on)); p == nil || p.Field != bad.field {
			t.Errorf("ReckonFee(%q, %d, %d, %s) = %+v, %v; want a problem at %q", bad.mode, bad.before, bad.n, bad.on, r, p, bad.field)
		}
	}
}

// TestFeeAddsUp: what is asked at once costs what it costs one by one, and no
// unit is cheaper than the one before.
func TestFeeAddsUp(t *testing.T) {
	t.Parallel()
	on := calendar.MustParse("2024-03-04")
	rapid.Check(t, func(t *rapid.T) {
		before, n := rapid.IntRange(0, 200).Draw(t, "before"), rapid.IntRange(1, 300).Draw(t, "n")
		whole, p := ReckonFee(ByItem, before, n, on)
		if p != nil {
			t.Fatal(p)
		}
		var sum, last int64
		for i := range n {
			one, p := ReckonFee(ByItem, before+i, 1, on)
			if p != nil || one.Cents < last {
				t.Fatalf("item %d costs %d after %d, %v", before+i+1, one.Cents, last, p)
			}
			sum, last = sum+one.Cents, one.Cents
		}
		if sum != whole.Cents {
			t.Fatalf("%d after %d cost %d, one by one %d", n, before, whole.Cents, sum)
		}
	})
}

func TestFeeNoticeReckoned(t *testing.T) {
	t.Parallel()
	o := receivedOn(t, "2024-03-04", 1)
	o.refused("2024-03-06", zhou, FeeNotice{Mode: ByPage, Units: 70, Cents: 40000 - 1}, "合计400元")
	o.refused("2024-03-06", zhou, FeeNotice{Mode: ByPage, Units: 30, Cents: 100}, "不收费")
	o.must("2024-03-06", zhou, FeeNotice{Mode: ByPage, Units: 70, Cents: 40000})
	if f := o.c.Fee; f.Mode != ByPage || f.Units != 70 || f.Cents != 40000 {
		t.Errorf("the fee is %+v", f)
	}
}
