package desk_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestCaseFileNeverPlainOnDisk watches the folder of temporary files while a
// large file of a case is received; that a file of a register is seen there
// shows that the watch works.
func TestCaseFileNeverPlainOnDisk(t *testing.T) {
	o := newRoom(t)
	c := o.OpenCase(t, storetest.Application())
	o.session("limin")
	send := func(path string) (answer, *webtest.Watched) {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		form.WriteField("class", "working")
		part, err := form.CreateFormFile("file", "材料.txt")
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(strings.Repeat("周明的材料\n", 300_000)))
		form.Close()
		watched := webtest.Watch(t, &body)
		r := httptest.NewRequest(http.MethodPost, path, watched)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		a := o.send("limin", r)
		watched.Look()
		return a, watched
	}
	a, watched := send(o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID) + "/files")
	if a.status != http.StatusSeeOther || watched.Pieces < 50 || watched.Found > 0 {
		t.Errorf("answered %d; %d files seen on the disk in %d looks", a.status, watched.Found, watched.Pieces)
	}
	if got := o.MustCase(t, c.ID); len(got.Files) != 1 || got.Files[0].Size < 4<<20 {
		t.Errorf("files = %+v", got.Files)
	}
	if _, watched := send(o.fill("/desk/organs/{organ}/registers/penalty/imports")); watched.Found == 0 {
		t.Error("the watch sees nothing where files are received to the disk")
	}
}
