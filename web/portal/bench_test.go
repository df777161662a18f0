package portal_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
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
