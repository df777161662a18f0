package main

import (
	"io"
	"path/filepath"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gongkai/law/report"
)

// The benchmarks take reports from the bytes of their files to the line of JSON
// that report check prints, on all processors. In the same run, file by file,
// they do the least that gets at the text of that format with the usual library;
// the metric "%-of-bare" is the share of that speed the whole keeps.
// docs/benchmarks.md has the figures and says how to take them.

func BenchmarkCheckText(b *testing.B)     { benchCheck(b, "text", readText) }
func BenchmarkCheckHTML(b *testing.B)     { benchCheck(b, "html", parseHTML) }
func BenchmarkCheckWordHTML(b *testing.B) { benchCheck(b, "wordhtml", parseHTML) }
func BenchmarkCheckDOCX(b *testing.B)     { benchCheck(b, "docx", tokenizeDOCX) }
func BenchmarkCheckWPSDOCX(b *testing.B)  { benchCheck(b, "wpsdocx", tokenizeDOCX) }
func BenchmarkCheckPDF(b *testing.B)      { benchCheck(b, "pdf", textOfPDF(b)) }
func BenchmarkCheckXLSX(b *testing.B)     { benchCheck(b, "xlsx", tokenizeXLSX) }
func BenchmarkCheckCSV(b *testing.B)      { benchCheck(b, "csv", recordsOfCSV) }
func BenchmarkCheckMarkdown(b *testing.B) { benchCheck(b, "markdown", scanText) }
func BenchmarkCheckJSON(b *testing.B)     { benchCheck(b, "json", decodeJSON) }

// BenchmarkCheckTextToScan holds text against lines and words alone.
func BenchmarkCheckTextToScan(b *testing.B) { benchCheck(b, "text", scanText) }

// BenchmarkCheckHTMLToTokens and BenchmarkCheckWordHTMLToTokens hold pages
// against their tokens alone, from which no table can be told.
func BenchmarkCheckHTMLToTokens(b *testing.B)     { benchCheck(b, "html", tokenizeHTML) }
func BenchmarkCheckWordHTMLToTokens(b *testing.B) { benchCheck(b, "wordhtml", tokenizeHTML) }

// BenchmarkFolder is report check --json on a folder and nothing beside it: the
// profile that the program is compiled by is taken of it.
func BenchmarkFolder(b *testing.B) {
	for _, kind := range []string{"text", "html"} {
		b.Run(kind, func(b *testing.B) {
			files := benchFiles(b, kind)
			folder := filepath.Dir(files[0].path)
			if folder == "." {
				b.Skip("no folder of this kind: .ci/bench makes one")
			}
			b.ReportAllocs()
			for b.Loop() {
				run([]string{"report", "check", "--json", folder}, nil, io.Discard, io.Discard)
			}
			b.ReportMetric(float64(b.N*len(files))/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// benchCheck times the whole and the bare decoding of the files of a kind in
// turn, so that whatever else the machine does slows both alike.
func benchCheck(b *testing.B, kind string, bare func([]byte) error) {
	files := benchFiles(b, kind)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as paceChecking sets it
	checkBytes(b, files[0])                           // starts engines, builds tables
	var whole, alone, next atomic.Int64               // nanoseconds of all goroutines; files taken
	b.SetBytes(int64(sizeOf(files) / len(files)))
	b.ReportAllocs()
	b.ResetTimer()
	before := processorTime()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			f := files[int(next.Add(1))%len(files)]
			started := time.Now()
			checkBytes(b, f)
			between := time.Now()
			if err := bare(f.data); err != nil {
				b.Errorf("%s: %v", f.path, err)
			}
			whole.Add(int64(between.Sub(started)))
			alone.Add(int64(time.Since(between)))
		}
	})
	w, a := float64(whole.Load()), float64(alone.Load())
	b.ReportMetric(float64(b.N)/(b.Elapsed().Seconds()*w/(w+a)), "reports/s")
	b.ReportMetric(a/w*100, "%-of-bare")
	spent := (processorTime() - before).Seconds() * w / (w + a)
	b.ReportMetric(float64(b.N)/spent, "reports/cpu-s")
}

// processorTime is what the process has used of all processors. On a machine
// that does other work too it tells more than the clock: reports/cpu-s times the
// processors is what an idle machine would do.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// checkBytes does for one file what report check --json does behind the disk.
func checkBytes(b *testing.B, f benchFile) {
	var r *report.Report
	if filepath.Ext(f.path) == ".json" {
		var err error
		if r, err = report.ParseJSON(f.data); err != nil {
			b.Errorf("%s: %v", f.path, err)
			return
		}
		listen(r)
	} else {
		r = parse(f.source, f.data)
	}
	if r.Cells() == 0 {
		b.Errorf("%s: no figures: %+v", f.path, r.Warnings)
		return
	}
	r.Findings = r.Check(report.Circumstances{})
	r.JSON()
}
