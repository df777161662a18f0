package portal_test

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// photograph is a picture of some megabytes.
func photograph(t testing.TB) []byte {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 1500, 1500))
	r := rand.New(rand.NewPCG(1, 1))
	for i := range picture.Pix {
		picture.Pix[i] = byte(r.Uint32())
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestApplyNeverPlainOnDisk watches the folder of temporary files while a
// citizen sends a large photograph, with a form and to a case.
func TestApplyNeverPlainOnDisk(t *testing.T) {
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	c.visit("/apply")
	s.Clock.Advance(time.Minute)
	watched := webtest.Watch(t, nil)
	c.watch = watched
	c.upload("/apply", c.form(with(s.filled(), "answer", c.answer())), "idfile", "身份证.png", photograph(t))
	c.wants(http.StatusOK, "申请已收到", "1份")
	if watched.Pieces < 50 || watched.Found > 0 {
		t.Errorf("%d files seen on the disk in %d looks", watched.Found, watched.Pieces)
	}
	if names, _ := filepath.Glob(filepath.Join(os.TempDir(), "*")); len(names) > 0 {
		t.Errorf("left in the folder for temporary files: %v", names)
	}
}
