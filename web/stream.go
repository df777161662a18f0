package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// A Stream is an answer that is written as it is made, because it may be too
// large to hold: public data for programs, which those on other sites may read
// too.
type Stream struct {
	ContentType string
	Name        string    // of the file, in letters that every system takes
	Hash        string    // names the content, without quotation marks
	Modified    time.Time // zero where it is not known
	Write       func(io.Writer) error
}

// Stream sends the answer, or 304 when the client has it. What fails once it has
// begun breaks the connection, so that nobody takes a part for the whole.
func (s *Server) Stream(w http.ResponseWriter, r *http.Request, st Stream) error {
	header := w.Header()
	header.Set("Content-Type", st.ContentType)
	header.Set("Content-Disposition", `attachment; filename="`+st.Name+`"`)
	header.Set("Cache-Control", "no-cache")
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "ETag, Last-Modified")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	addVary(header, "Accept-Encoding")
	known := &answer{}
	if !st.Modified.IsZero() {
		known.modified = st.Modified.UTC().Truncate(time.Second)
		header.Set("Last-Modified", known.modified.Format(http.TimeFormat))
	}
	zipped, tag := acceptsGzip(r), `"`+st.Hash+`"`
	if zipped {
		tag = `"` + st.Hash + `-gz"`
	}
	header["Etag"] = []string{tag}
	if known.isKnown(r, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if zipped {
		header.Set("Content-Encoding", "gzip")
	}
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	if err := pour(w, zipped, st.Write); err != nil {
		s.Log.LogAttrs(r.Context(), slog.LevelWarn, "stream broken off", slog.String("request", Number(r)), slog.String("error", err.Error()))
		panic(http.ErrAbortHandler)
	}
	return nil
}

func pour(w io.Writer, zipped bool, write func(io.Writer) error) error {
	if !zipped {
		return write(w)
	}
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(w)
	if err := write(z); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("finish compressing: %w", err)
	}
	return nil
}
