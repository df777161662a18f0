package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/office/backup"
	"gongkai/office/db"
	"gongkai/office/seal"
)

// newOffice opens an office in a folder of the test's own, on a free port.
func newOffice(t *testing.T) *office {
	t.Helper()
	dir := t.TempDir()
	s := settings{data: dir, db: filepath.Join(dir, "gongkai.db"), files: filepath.Join(dir, "files"), keys: filepath.Join(dir, "keys"), cipher: seal.AES, listen: "127.0.0.1:0"}
	o, err := openOffice(t.Context(), s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("openOffice: %v", err)
	}
	return o
}

// TestStopFinishes: a request that is being answered when the program stops is
// answered, and nobody is let in any more.
func TestStopFinishes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	asked, answer := make(chan struct{}), make(chan struct{})
	o.web.Mount("GET /slow", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(asked)
		<-answer
		if err := o.store.DB().Ping(r.Context()); err != nil {
			t.Errorf("the records are closed before the request is answered: %v", err)
		}
		io.WriteString(w, "done")
	}))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- o.serve(ctx) }()
	got := make(chan string, 1)
	go func() {
		r, err := http.Get(o.address() + "/slow")
		if err != nil {
			got <- err.Error()
			return
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body) // what is missing shows in the comparison
		got <- string(body)
	}()
	<-asked
	stop()
	<-o.stopping
	for refused := false; !refused; { // as soon as the listener is closed
		r, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(o.address() + "/healthz")
		if refused = err != nil; !refused {
			r.Body.Close()
		}
	}
	close(answer)
	if body := <-got; body != "done" {
		t.Errorf("the request that was being answered got %q, want %q", body, "done")
	}
	if err := <-ended; err != nil {
		t.Errorf("serve = %v, want nil", err)
	}
}

// TestSignal: SIGTERM ends the program in order.
func TestSignal(t *testing.T) {
	reader, writer := io.Pipe()
	var stderr bytes.Buffer
	status := make(chan int, 1)
	args := []string{"serve", "-listen", "127.0.0.1:0", "-data", t.TempDir()}
	go func() {
		status <- run(args, nil, writer, &stderr)
		writer.Close()
	}()
	lines := bufio.NewScanner(reader)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if strings.Contains(lines.Text(), "设置码") {
			if err := syscall.Kill(syscall.Getpid(), syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := <-status; got != exitClean || said[len(said)-1] != "已停止。" {
		t.Errorf("exit status %d after SIGTERM, said %q, want %d and 已停止。\n%s", got, said, exitClean, stderr.String())
	}
}

// TestNightly: the program keeps its latest backups and leaves other files
// alone.
func TestNightly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	defer o.close()
	o.settings.backups = t.TempDir()
	if _, err := backup.Write(t.Context(), o.store, o.files, filepath.Join(o.settings.backups, "gongkai-by-hand.zip")); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC)
	for range backupsKept + 3 {
		now = now.Add(24 * time.Hour)
		o.store.Now = func() time.Time { return now }
		if err := o.nightly(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	all, err := filepath.Glob(filepath.Join(o.settings.backups, "*"))
	if err != nil || len(all) != backupsKept+1 {
		t.Errorf("%d files, %v; want %d backups and the one made by hand\n%v", len(all), err, backupsKept, all)
	}
	if want := "gongkai-20260305-180000.zip"; filepath.Base(all[0]) != want {
		t.Errorf("the oldest backup kept is %s, want %s", filepath.Base(all[0]), want)
	}
	last, err := o.store.LastBackup(t.Context())
	if err != nil || !last.Written || !last.Tried || last.Failure != "" || last.Rows == 0 || last.By != "程序" {
		t.Errorf("LastBackup = %+v, %v; want one written and restored for trial", last, err)
	}
}

// TestNightlyFails: a backup that cannot be written, or that does not restore,
// is told on the desk.
func TestNightlyFails(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	defer o.close()
	o.settings.backups = filepath.Join(t.TempDir(), "nowhere")
	if err := o.nightly(t.Context()); err == nil {
		t.Error("a backup into no folder: no error, want one, so that it is tried again")
	}
	last, err := o.store.LastBackup(t.Context())
	if err != nil || last.Written || !strings.Contains(last.Failure, "所在的文件夹不存在") {
		t.Errorf("LastBackup = %+v, %v; want why it was not written", last, err)
	}
	o.settings.backups = t.TempDir()
	err = o.store.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE audit_head SET seq = seq + 1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.nightly(t.Context()); err != nil {
		t.Fatal(err) // trying again would not heal the records
	}
	last, err = o.store.LastBackup(t.Context())
	if err != nil || !last.Written || last.Tried || !strings.Contains(last.Failure, "试恢复后核验没有通过") {
		t.Errorf("LastBackup = %+v, %v; want that the records do not verify", last, err)
	}
	if left, _ := filepath.Glob(filepath.Join(o.settings.backups, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
