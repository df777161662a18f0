package calendar

import "testing"

// TestCounter compares a counter with its calendar on every day of the years
// it knows and some beyond.
func TestCounter(t *testing.T) {
	t.Parallel()
	c := National().WithLocal(LocalDay{Date: MustParse("2024-06-17"), Name: "古尔邦节"})
	k := NewCounter(c)
	for d := MustParse("2016-12-01"); d < MustParse("2043-03-01"); d++ {
		if working, _ := c.Working(d); k.Works(d) != working {
			t.Fatalf("Works(%v) = %v, want %v", d, k.Works(d), working)
		}
		for _, n := range []int{0, 1, 7, 15, 20, 40} {
			if got, want := k.After(d, n), c.After(d, n); got != want {
				t.Fatalf("After(%v, %d) = %v, want %v", d, n, got, want)
			}
			to := d.AddDays(3 * n)
			if got, want := k.Between(d, to), c.Between(d, to); got != want {
				t.Fatalf("Between(%v, %v) = %d, want %d", d, to, got, want)
			}
			if got, want := k.Provisional(d, to), c.Provisional(d, to); got != want {
				t.Fatalf("Provisional(%v, %v) = %v, want %v", d, to, got, want)
			}
		}
		if got := k.Between(d, d-9); got != 0 {
			t.Fatalf("Between(%v, nine days before) = %d, want 0", d, got)
		}
	}
}

func BenchmarkCounterAfter(b *testing.B) {
	k, from := NewCounter(National()), MustParse("2024-01-29")
	for b.Loop() {
		k.After(from, 20)
	}
}
