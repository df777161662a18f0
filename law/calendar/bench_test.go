package calendar

import "testing"

// BenchmarkAfter counts a reply period over 春节.
func BenchmarkAfter(b *testing.B) {
	c, from := National(), MustParse("2024-01-29")
	for b.Loop() {
		c.After(from, 20)
	}
}

// BenchmarkNational reads all tables, which the first question pays once.
func BenchmarkNational(b *testing.B) {
	data, err := holidayFiles.ReadFile("holidays/2024.txt")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c := Calendar{}
		for range 8 {
			table, err := ReadTable(string(data))
			if err != nil {
				b.Fatal(err)
			}
			c = c.With(table)
		}
	}
}
