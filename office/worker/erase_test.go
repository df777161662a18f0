package worker

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"gongkai/law/application"
	"gongkai/office/attachment"
	"gongkai/office/job"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestEraseFiles: the files of an erased case leave the folder, twice is as
// once, and those of others stay.
func TestEraseFiles(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	dir := t.TempDir()
	files, err := attachment.NewFolder(dir, attachment.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	w := newWorker(o.Store)
	w.Files = files
	add := func(id int64) string {
		t.Helper()
		file := o.NewID()
		sealed, err := o.SealCaseFile(id, file, []byte("周明的身份证"))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(sealed)
		name := hex.EncodeToString(sum[:])
		if err := files.Restore(t.Context(), name, bytes.NewReader(sealed)); err != nil {
			t.Fatal(err)
		}
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township, ID: id, Version: store.AnyVersion},
			store.AddCaseFile{ID: file, Class: store.IdentityFile, SHA256: name, Name: "身份证.jpg", MediaType: "image/jpeg", Size: 18})
		return name
	}
	old, open := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
	gone, stays := add(old.ID), add(open.ID)
	o.Decide(t, old.ID, application.Granted)
	rule := application.Retention{From: o.Today().AddDays(application.RetentionNotice), Years: 1, Basis: "办法"}
	o.MustTake(t, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetRetention{Retention: rule})
	o.Clock.Set("2026-03-02")
	for range 2 {
		if err := w.do(t.Context(), job.EraseCases{}); err != nil {
			t.Fatal(err)
		}
		if err := w.doAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := w.do(t.Context(), job.EraseFile{SHA256: gone}); err != nil {
			t.Errorf("a file already gone: %v", err)
		}
	}
	if err := w.do(t.Context(), job.EraseFile{SHA256: stays}); err != nil {
		t.Fatal(err)
	}
	for sum, want := range map[string]bool{gone: false, stays: true} {
		if _, err := os.Stat(filepath.Join(dir, sum[:2], sum[2:])); (err == nil) != want {
			t.Errorf("the file of the case is there: %v, want %v", err == nil, want)
		}
	}
	if err := w.do(t.Context(), job.EraseFile{SHA256: "../../etc"}); err == nil {
		t.Error("a path was taken for a hash")
	}
}
