package backup_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/backup"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func newFolder(t *testing.T) *attachment.Folder {
	t.Helper()
	f, err := attachment.NewFolder(filepath.Join(t.TempDir(), "files"), attachment.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// attach gives the office's records an attachment.
func attach(t *testing.T, o *storetest.Office, files *attachment.Folder) string {
	t.Helper()
	a, err := files.Accept(t.Context(), "决定书.txt", -1, strings.NewReader("当场处罚决定书"))
	if err != nil {
		t.Fatal(err)
	}
	err = o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `
INSERT INTO attachment (id, organ_id, kind, subject_id, sha256, name, media_type, size, added_at, added_by, removed_why)
VALUES (1, $1, 'entry', 1, $2, $3, $4, $5, $6, '李敏', '')`, int64(o.Township), a.SHA256, a.Name, a.MediaType, a.Size, o.Clock.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.SHA256
}

// made returns an office on an engine with a published report and an
// attachment, and a backup of it.
func made(t *testing.T, engine db.Engine) (name, sum string, m backup.Manifest) {
	t.Helper()
	o := storetest.NewOffice(t, storetest.Open(t, dbtest.DSN(t, engine)))
	o.Publish(t, 2024)
	files := newFolder(t)
	sum = attach(t, o, files)
	name = filepath.Join(t.TempDir(), "backup.zip")
	m, err := backup.Write(t.Context(), o.Store, files, name)
	if err != nil || len(m.Files) != 1 || len(m.Missing) != 0 || m.Rows() < 50 {
		t.Fatalf("Write = %+v, %v", m, err)
	}
	return name, sum, m
}

// TestRoundTrip takes an office from each engine to each.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	engines := []db.Engine{db.SQLite, db.Postgres}
	for _, from := range engines {
		t.Run("from "+string(from), func(t *testing.T) {
			t.Parallel()
			name, sum, m := made(t, from)
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the backup's rights are %v, %v; want its owner's alone", info.Mode(), err)
			}
			for _, to := range engines {
				t.Run("to "+string(to), func(t *testing.T) {
					a, err := backup.Open(t.Context(), name)
					if err != nil {
						t.Fatal(err)
					}
					defer a.Close()
					s, err := store.OpenEmpty(t.Context(), dbtest.DSN(t, to), a.Schema)
					if err != nil {
						t.Fatal(err)
					}
					defer s.Close()
					files := newFolder(t)
					if err := a.Restore(t.Context(), s, files); err != nil {
						t.Fatalf("Restore: %v", err)
					}
					v, err := a.Verify(t.Context(), s, files)
					if err != nil || len(v.Breaks) > 0 || v.Versions != 1 || v.Chains != 3 {
						t.Errorf("Verify = %+v, %v", v, err)
					}
					if err := files.Verify(t.Context(), sum); err != nil {
						t.Errorf("the attachment: %v", err)
					}
					again, err := backup.Write(t.Context(), s, files, filepath.Join(t.TempDir(), "again.zip"))
					if err != nil || again.Rows() != m.Rows() {
						t.Errorf("a backup of what was restored: %d rows, %v; want %d", again.Rows(), err, m.Rows())
					}
					spoilOne(t, s)
					if v, err := a.Verify(t.Context(), s, files); err != nil || len(v.Breaks) == 0 {
						t.Errorf("a changed row was not found: %v", err)
					}
				})
			}
		})
	}
}

func spoilOne(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE chapter SET text = '改' WHERE chapter = (SELECT min(chapter) FROM chapter)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhileWorking: a backup taken while people work is one moment of their
// work.
func TestWhileWorking(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					o.MustTake(t, o.System, store.Subject{Kind: store.SiteKind, Organ: o.County, Version: store.AnyVersion}, store.SetSite{Site: store.Site{Name: "青溪县"}})
				}
			}
		})
	}
	for range 5 {
		name := filepath.Join(t.TempDir(), "b.zip")
		if _, err := backup.Write(t.Context(), o.Store, newFolder(t), name); err != nil {
			t.Fatal(err)
		}
		a, err := backup.Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.OpenEmpty(t.Context(), dbtest.DSN(t, db.SQLite), a.Schema)
		if err != nil {
			t.Fatal(err)
		}
		files := newFolder(t)
		if err := a.Restore(t.Context(), s, files); err != nil {
			t.Fatal(err)
		}
		if v, err := a.Verify(t.Context(), s, files); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %+v, %v", v, err)
		}
		a.Close()
		s.Close()
	}
	close(stop)
	wg.Wait()
}

// TestMissing: an attachment that is gone is told and keeps nothing else out.
func TestMissing(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	sum := attach(t, o, newFolder(t))
	m, err := backup.Write(t.Context(), o.Store, newFolder(t), filepath.Join(t.TempDir(), "b.zip"))
	if err != nil || len(m.Missing) != 1 || m.Missing[0] != sum {
		t.Errorf("Write = %+v, %v; want %s missing", m, err, sum)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	name, _, m := made(t, db.SQLite)
	o := storetest.NewOffice(t, storetest.New(t))
	tests := []struct {
		name string
		do   func() error
		says string
	}{
		{"name taken", func() error { _, err := backup.Write(t.Context(), o.Store, newFolder(t), name); return err }, "已经有"},
		{"no folder", func() error {
			_, err := backup.Write(t.Context(), o.Store, newFolder(t), filepath.Join(t.TempDir(), "no", "b.zip"))
			return err
		}, "文件夹不存在"},
		{"no file", func() error { return opened(t, filepath.Join(t.TempDir(), "b.zip")) }, "没有“"},
		{"no archive", func() error { return opened(t, altered(t, name, cut)) }, "没有写完"},
		{"another archive", func() error { return opened(t, altered(t, name, without("manifest.json"))) }, "没有清单"},
		{"part missing", func() error { return opened(t, altered(t, name, without("tables/audit.jsonl"))) }, "里的“audit”表与清单不符"},
		{"part changed", func() error { return opened(t, altered(t, name, changed("tables/entry.jsonl", "\n"))) }, "里的“entry”表与清单不符"},
		{"file changed", func() error { return opened(t, altered(t, name, changed("files/"+m.Files[0].SHA256, "x"))) }, "里的附件"},
		{"another format", func() error { return opened(t, altered(t, name, replaced("backup 1", "backup 9"))) }, "backup 9"},
		{"no schema", func() error { return opened(t, altered(t, name, replaced(`"schema": `, `"schema": -`))) }, "没有数据库版本"},
		{"newer program", func() error { return opened(t, altered(t, name, replaced(`"schema": `, `"schema": 9`))) }, "较新的程序"},
		{"database in use", func() error {
			a, err := backup.Open(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			return a.Restore(t.Context(), o.Store, newFolder(t))
		}, "已有数据"},
	}
	for _, test := range tests {
		err := test.do()
		if err == nil || !strings.Contains(problem.Of(err).Sentence(), test.says) {
			t.Errorf("%s: %v, want %q", test.name, err, test.says)
		}
	}
}

func opened(t *testing.T, name string) error {
	t.Helper()
	a, err := backup.Open(t.Context(), name)
	if err == nil {
		a.Close()
	}
	return err
}

// altered returns a copy of a backup that something happened to.
func altered(t *testing.T, name string, how func(t *testing.T, data []byte) []byte) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "altered.zip")
	if err := os.WriteFile(out, how(t, data), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

func cut(_ *testing.T, data []byte) []byte { return data[:len(data)/2] }

func without(part string) func(*testing.T, []byte) []byte {
	return rewritten(func(w *zip.Writer, name string, text []byte) error {
		if name == part {
			return nil
		}
		return put(w, name, text)
	})
}

func changed(part, more string) func(*testing.T, []byte) []byte {
	return rewritten(func(w *zip.Writer, name string, text []byte) error {
		if name == part {
			text = append(text, more...)
		}
		return put(w, name, text)
	})
}

func replaced(from, to string) func(*testing.T, []byte) []byte {
	return rewritten(func(w *zip.Writer, name string, text []byte) error {
		if name == "manifest.json" {
			text = bytes.Replace(text, []byte(from), []byte(to), 1)
		}
		return put(w, name, text)
	})
}

func put(w *zip.Writer, name string, text []byte) error {
	to, err := w.Create(name)
	if err == nil {
		_, err = to.Write(text)
	}
	return err
}

// rewritten writes an archive anew, part by part.
func rewritten(part func(w *zip.Writer, name string, text []byte) error) func(*testing.T, []byte) []byte {
	return func(t *testing.T, data []byte) []byte {
		t.Helper()
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, f := range r.File {
			from, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(from)
			if err != nil {
				t.Fatal(err)
			}
			if err := part(w, f.Name, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
}
