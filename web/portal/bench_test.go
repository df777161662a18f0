package portal_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/web"
	"gongkai/web/portal"
)

// A sink takes an answer as a connection does, without keeping it.
type sink struct {
	header http.Header
	bytes  int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(b []byte) (int, error) { s.bytes += len(b); return len(b), nil }
func (s *sink) WriteHeader(int)             {}

// BenchmarkReport asks for the page of a report, from the handler alone and
// over connections.
func BenchmarkReport(b *testing.B) {
	s := published(b)
	path := "/reports/" + s.Township.String() + "/2024"
	b.Run("kept", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			for pb.Next() {
				s.Handler.ServeHTTP(&sink{header: http.Header{}}, r)
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
	})
	b.Run("served", func(b *testing.B) {
		server := httptest.NewServer(s.Handler)
		defer server.Close()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				answer, err := http.Get(server.URL + path)
				if err != nil {
					b.Error(err)
					return
				}
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
	})
}

// BenchmarkOpen downloads the figures of six reports, as a researcher downloads
// those of thousands: the time a report takes and the memory a download takes
// do not depend on how many there are.
func BenchmarkOpen(b *testing.B) {
	s := published(b)
	for year := 2019; year < 2023; year++ {
		on := s.MustTake(b, s.Clerk, store.Subject{Organ: s.Township}, filing.Begin{Year: year}).Subject
		s.finish(b, s.Complete(b, on))
	}
	server, err := web.NewServer(web.Config{Now: s.Now})
	if err != nil {
		b.Fatal(err)
	}
	p, err := portal.New(server, s.Store, folder(b))
	if err != nil {
		b.Fatal(err)
	}
	p.Unlimited()
	for _, path := range []string{"/open/data.csv", "/open/data.jsonl", "/open/data.csv?organ=" + s.County.String()} {
		b.Run(strings.TrimPrefix(path, "/open/data."), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := &sink{header: http.Header{}}
				server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
				if w.bytes < 10_000 {
					b.Fatalf("%s has %d bytes", path, w.bytes)
				}
			}
			b.ReportMetric(6*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
