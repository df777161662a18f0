package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os/exec"
	"path/filepath"
	"testing"
)

// python is the program that runs the generator; without it the test is skipped.
func python(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	return path
}

// generated returns reports of the generator as DOCX files, or skips.
func generated(t testing.TB, args ...string) []string {
	t.Helper()
	tool := filepath.Join(shared(t), "..", "tools", "gen.py")
	out := t.TempDir()
	cmd := exec.Command(python(t), append([]string{tool, "--render", "docx", "--out", out}, args...)...)
	if says, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the generator: %v %s", err, says)
	}
	files, _ := filepath.Glob(filepath.Join(out, "*.docx"))
	return files
}

func load(b *testing.B, files []string) (all [][]byte, size int64) {
	for _, f := range files {
		data := readFile(b, f)
		all = append(all, data)
		size += int64(len(data))
	}
	return all, size / int64(max(1, len(files)))
}

// bare is the least a reader on the standard library does: unpack and tokenize.
func bare(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	f, err := z.Open(mainPart)
	if err != nil {
		return err
	}
	defer f.Close()
	for x := xml.NewDecoder(f); ; {
		if _, err := x.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func each(b *testing.B, files []string, do func([]byte) error) {
	all, size := load(b, files)
	b.SetBytes(size)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if err := do(all[i%len(all)]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func read(data []byte) error {
	_, err := Read(data)
	return err
}

// Both pairs run on one core.
func BenchmarkRead(b *testing.B) {
	wps, _ := filepath.Glob(filepath.Join(shared(b), "dev", "*-wpsdocx.docx"))
	gen := generated(b, "--seed", "7", "--n", "20")
	b.Run("wps", func(b *testing.B) { each(b, wps, read) })
	b.Run("wps/bare", func(b *testing.B) { each(b, wps, bare) })
	b.Run("generated", func(b *testing.B) { each(b, gen, read) })
	b.Run("generated/bare", func(b *testing.B) { each(b, gen, bare) })
}

// BenchmarkReadParallel runs on all cores, as checking a folder does.
func BenchmarkReadParallel(b *testing.B) {
	wps, _ := filepath.Glob(filepath.Join(shared(b), "dev", "*-wpsdocx.docx"))
	for name, files := range map[string][]string{"wps": wps, "generated": generated(b, "--seed", "7", "--n", "20")} {
		b.Run(name, func(b *testing.B) {
			all, size := load(b, files)
			b.SetBytes(size)
			b.RunParallel(func(pb *testing.PB) {
				for i := 0; pb.Next(); i++ {
					if err := read(all[i%len(all)]); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	d := sample()
	b.ReportAllocs()
	for range b.N {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
