package webtest

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A Watched body looks, with every piece that is read of it, whether a file has
// come to lie in the folder for temporary files.
type Watched struct {
	io.Reader
	Dir           string
	Pieces, Found int
}

// Read reads at most a few kilobytes, and looks.
func (w *Watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p[:min(len(p), 32<<10)])
	w.Pieces++
	w.Look()
	return n, err
}

// Look counts the files of the folder.
func (w *Watched) Look() {
	names, _ := filepath.Glob(filepath.Join(w.Dir, "*")) // the pattern is well formed
	w.Found = max(w.Found, len(names))
}

// Watch makes a folder of its own that of temporary files, for a test that does
// not run in parallel, and returns a body that watches it.
func Watch(t *testing.T, body io.Reader) *Watched {
	t.Helper()
	dir, err := os.MkdirTemp("", "watched")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("TMPDIR", dir)
	return &Watched{Reader: body, Dir: dir}
}
