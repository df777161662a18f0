package pdf

import (
	"io"
	"testing"

	notoserif "gongkai/third_party/noto-serif-sc"
)

func BenchmarkWrite(b *testing.B) {
	d := sampleReport()
	b.SetBytes(int64(len(write(b, d))))
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkOpenFont is what the first document of a process pays, and the first
// with a rare character.
func BenchmarkOpenFont(b *testing.B) {
	for name, packed := range map[string][]byte{"common": notoserif.Common, "rare": notoserif.Rare} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(packed)))
			for b.Loop() {
				if _, err := openFont(packed); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
