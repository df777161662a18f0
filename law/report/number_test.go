package report

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want string // "" when it is no number
	}{
		{"0", "0"}, {"-0", "0"}, {"7", "7"}, {"+7", "7"}, {"-7", "-7"}, {"007", "7"},
		{"0.092", "0.092"}, {"10.50", "10.5"}, {"3.0", "3"}, {"-0.5", "-0.5"}, {"59237.2449", "59237.2449"},
		{"123456789012345", "123456789012345"}, {"1234567890123456", ""},
		{"0.000000001", "0.000000001"}, {"0.0000000001", ""}, {"1.2000000000000", "1.2"},
		{"", ""}, {".", ""}, {"5.", ""}, {".5", ""}, {"1.2.3", ""}, {"1e3", ""}, {"１", ""}, {" 1", ""}, {"--1", ""}, {"O", ""},
	}
	for _, tt := range tests {
		n, ok := ParseNumber(tt.in)
		if ok != (tt.want != "") || ok && n.String() != tt.want {
			t.Errorf("ParseNumber(%q) = %v, %v, want %q", tt.in, n, ok, tt.want)
		}
	}
}

func drawNumber(t *rapid.T, label string) Number {
	n, ok := Number{coef: rapid.Int64Range(-1e12, 1e12).Draw(t, label)}.Shift(-rapid.IntRange(0, 6).Draw(t, label+" decimals"))
	if !ok {
		t.Fatalf("number out of range")
	}
	return n
}

func TestNumberProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawNumber(t, "a"), drawNumber(t, "b"), drawNumber(t, "c")
		if a.Add(b) != b.Add(a) || a.Add(b).Add(c) != a.Add(b.Add(c)) {
			t.Fatalf("sums of %v, %v, %v depend on their order", a, b, c)
		}
		if a.Add(b).Sub(b) != a {
			t.Fatalf("%v + %v - %v = %v", a, b, b, a.Add(b).Sub(b))
		}
		if a.Cmp(b) != -b.Cmp(a) || (a.Cmp(b) == 0) != (a == b) {
			t.Fatalf("%v and %v compare as %d", a, b, a.Cmp(b))
		}
		if back, ok := ParseNumber(a.String()); len(a.String()) <= 15 && (!ok || back != a) {
			t.Fatalf("%v reads back as %v", a, back)
		}
	})
}

func TestShift(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		by   int
		want string
	}{{"1350", -4, "0.135"}, {"38.5", 4, "385000"}, {"1.26", 4, "12600"}, {"0", -4, "0"}, {"100", -2, "1"}, {"0.000001", -4, ""}} {
		n, _ := ParseNumber(tt.in)
		got, ok := n.Shift(tt.by)
		if ok != (tt.want != "") || ok && got.String() != tt.want {
			t.Errorf("%s.Shift(%d) = %v, %v, want %q", tt.in, tt.by, got, ok, tt.want)
		}
	}
}
