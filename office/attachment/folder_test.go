package attachment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"gongkai/law/problem"
)

func newFolder(t *testing.T) *Folder {
	t.Helper()
	f, err := NewFolder(filepath.Join(t.TempDir(), "attachments"), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *Folder) mustAccept(t *testing.T, name, content string) Accepted {
	t.Helper()
	a, err := f.Accept(t.Context(), name, int64(len(content)), strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// leftovers lists what lies in the folder for unfinished files.
func (f *Folder) leftovers(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(f.dir, incoming, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func (f *Folder) sums(t *testing.T) (sums []string) {
	t.Helper()
	if err := f.Sums(func(sum string) error { sums = append(sums, sum); return nil }); err != nil {
		t.Fatal(err)
	}
	return sums
}

func TestAccept(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	a := f.mustAccept(t, `C:\桌面\决定书.pdf`, pdf)
	if a.Name != "决定书.pdf" || a.MediaType != "application/pdf" || a.Size != int64(len(pdf)) || len(a.SHA256) != 64 {
		t.Errorf("Accept = %+v", a)
	}
	again := f.mustAccept(t, "other.pdf", pdf)
	if again.SHA256 != a.SHA256 || len(f.sums(t)) != 1 {
		t.Errorf("the same content: %v beside %s", f.sums(t), a.SHA256)
	}
	file, err := f.Open(a.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got, err := io.ReadAll(file); string(got) != pdf || err != nil {
		t.Errorf("Open gives %q, %v", got, err)
	}
	if err := f.Verify(t.Context(), a.SHA256); err != nil {
		t.Errorf("Verify = %v", err)
	}
	info, err := os.Stat(f.place(a.SHA256))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("kept with %v, %v; want only the program to read it", info.Mode(), err)
	}
	if left := f.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestAcceptRefuses(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.limits.Bytes = 1 << 20
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	told := problem.TooLarge("表单太大").Try("请减少内容")
	tests := []struct {
		name string
		ctx  context.Context
		size int64
		r    io.Reader
		want string
	}{
		{"said to be too large", t.Context(), 2 << 20, strings.NewReader(pdf), "文件有2.0MB，上限是1MB"},
		{"too large", t.Context(), -1, strings.NewReader(blanks(2)), "超过1MB"},
		{"one byte too large", t.Context(), -1, strings.NewReader(blanks(1) + " "), "超过1MB"},
		{"shorter than said", t.Context(), 1000, strings.NewReader(pdf), "没有传完"},
		{"longer than said", t.Context(), 10, strings.NewReader(pdf), "没有传完"},
		{"connection lost", t.Context(), -1, io.MultiReader(strings.NewReader(pdf), iotest.ErrReader(io.ErrUnexpectedEOF)), "没有传完"},
		{"refused by the server", t.Context(), -1, iotest.ErrReader(fmt.Errorf("read: %w", told)), "表单太大"},
		{"request ended", gone, -1, strings.NewReader(pdf), "canceled"},
		{"a program", t.Context(), -1, strings.NewReader("MZ\x90\x00"), "Windows程序"},
		{"empty", t.Context(), 0, strings.NewReader(""), "空的"},
	}
	for _, test := range tests {
		a, err := f.Accept(test.ctx, "a.pdf", test.size, test.r)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Accept = %+v, %v; want …%s…", test.name, a, err, test.want)
		}
	}
	if left := slices.Concat(f.leftovers(t), f.sums(t)); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestAcceptExactlyAtLimit(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	f.limits.Bytes = 1 << 20
	if _, err := f.Accept(t.Context(), "a.txt", -1, strings.NewReader(blanks(1))); err != nil {
		t.Errorf("Accept at the limit = %v", err)
	}
}

func TestAcceptTogether(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	var senders sync.WaitGroup
	for i := range 40 {
		senders.Go(func() {
			if _, err := f.Accept(t.Context(), "a.txt", -1, strings.NewReader(fmt.Sprint(i%4))); err != nil {
				t.Errorf("Accept = %v", err)
			}
		})
	}
	senders.Wait()
	sums := f.sums(t)
	if len(sums) != 4 || len(f.leftovers(t)) > 0 {
		t.Errorf("kept %v and %v, want 4 files", sums, f.leftovers(t))
	}
	for _, sum := range sums {
		if err := f.Verify(t.Context(), sum); err != nil {
			t.Error(err)
		}
	}
}

func TestDiskProblem(t *testing.T) {
	t.Parallel()
	for cause, want := range map[error]string{
		&fs.PathError{Op: "write", Err: syscall.ENOSPC}: "磁盘已满",
		&fs.PathError{Op: "write", Err: syscall.EDQUOT}: "磁盘已满",
		&fs.PathError{Op: "open", Err: syscall.EROFS}:   "不能写入",
		&fs.PathError{Op: "open", Err: syscall.EACCES}:  "不能写入",
		&fs.PathError{Op: "write", Err: syscall.EIO}:    "系统出现错误",
	} {
		p := problem.Of(diskProblem(cause))
		if p.Kind != problem.KindInternal || !strings.Contains(p.Sentence(), want) || p.Advice == "" || !errors.Is(p, cause) {
			t.Errorf("diskProblem(%v) = %v, want …%s…", cause, p, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	for _, sum := range []string{"", "..", "../../etc/passwd", strings.Repeat("a", 64), strings.Repeat("A", 64), strings.Repeat("a", 63) + "/", strings.Repeat("../", 21) + "x"} {
		if _, err := f.Open(sum); err == nil || problem.Of(err).Kind != problem.KindNotFound {
			t.Errorf("Open(%q) = %v, want %s", sum, err, problem.KindNotFound)
		}
	}
}

func TestVerifyChanged(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	a := f.mustAccept(t, "a.pdf", pdf)
	if err := os.WriteFile(f.place(a.SHA256), bytes.ToUpper([]byte(pdf)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(t.Context(), a.SHA256); !errors.Is(err, ErrChanged) {
		t.Errorf("Verify of a changed file = %v, want %v", err, ErrChanged)
	}
	f.mustAccept(t, "a.pdf", pdf)
	if err := f.Verify(t.Context(), a.SHA256); err != nil {
		t.Errorf("Verify after the file was sent again = %v", err)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	f := newFolder(t)
	needed, needless, fresh := f.mustAccept(t, "1.txt", "1").SHA256, f.mustAccept(t, "2.txt", "2").SHA256, f.mustAccept(t, "3.txt", "3").SHA256
	yesterday, old := time.Now().Add(-24*time.Hour), time.Now().Add(-48*time.Hour)
	unfinished := filepath.Join(f.dir, incoming, "x")
	if err := os.WriteFile(unfinished, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{f.place(needed), f.place(needless), unfinished} {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if removed, err := f.Sweep(t.Context(), nil, yesterday); removed != 0 || err != nil || len(f.sums(t)) != 3 || len(f.leftovers(t)) != 0 {
		t.Errorf("Sweep with nothing needed = %d, %v: %v and %v; want only the unfinished gone", removed, err, f.sums(t), f.leftovers(t))
	}
	removed, err := f.Sweep(t.Context(), []string{needed}, yesterday)
	want := []string{needed, fresh}
	slices.Sort(want)
	if got := f.sums(t); removed != 1 || err != nil || !slices.Equal(got, want) {
		t.Errorf("Sweep = %d, %v, leaves %v; want 1, %v", removed, err, got, want)
	}
	if err := os.Chtimes(f.place(fresh), old, old); err != nil {
		t.Fatal(err)
	}
	f.mustAccept(t, "3.txt", "3") // sent again
	if removed, err := f.Sweep(t.Context(), []string{needed}, yesterday); removed != 0 || err != nil {
		t.Errorf("Sweep of what was sent again = %d, %v; want 0", removed, err)
	}
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]string{
		"决定书.pdf": "决定书.pdf", `C:\a\b.pdf`: "b.pdf", "../../etc/passwd": "passwd", "a/": "未命名", "": "未命名", "..": "未命名",
		".pdf": "未命名.pdf", "a\x00\r\nb.pdf": "ab.pdf", "fdp\u202efdp.exe": "fdpfdp.exe", "a\u200b.pdf": "a.pdf", ` a .pdf. `: "a .pdf",
		`a<b>"c".pdf`: "a_b__c_.pdf", "CON.pdf": "_CON.pdf", "nul": "_nul", "a\u3000b.pdf": "a b.pdf", "\xff.pdf": "_.pdf",
		strings.Repeat("长", 200) + ".pdf": strings.Repeat("长", 115) + "….pdf",
	} {
		if got := CleanName(sent); got != want || len([]rune(got)) > maxName {
			t.Errorf("CleanName(%q) = %q, want %q", sent, got, want)
		}
	}
}

func TestDisposition(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a b.pdf":          `attachment; filename="a b.pdf"; filename*=UTF-8''a%20b.pdf`,
		"公开2024.pdf":       `attachment; filename="2024.pdf"; filename*=UTF-8''%E5%85%AC%E5%BC%802024.pdf`,
		"决定书.pdf":          `attachment; filename="file.pdf"; filename*=UTF-8''%E5%86%B3%E5%AE%9A%E4%B9%A6.pdf`,
		"a\"\r\nX: y.pdf":  `attachment; filename="a_X_ y.pdf"; filename*=UTF-8''a_X_%20y.pdf`,
		"100%;x.pdf":       `attachment; filename="100__x.pdf"; filename*=UTF-8''100%25%3Bx.pdf`,
		"(1)'s résumé.pdf": `attachment; filename="(1)'s rsum.pdf"; filename*=UTF-8''%281%29%27s%20r%C3%A9sum%C3%A9.pdf`,
	} {
		if got := Disposition(name); got != want {
			t.Errorf("Disposition(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestExtensions(t *testing.T) {
	t.Parallel()
	got := strings.Join(Extensions(), ",")
	if want := ".pdf,.docx,.xlsx,.pptx,.doc,.wps,.xls,.et,.ppt,.dps,.ofd,.jpg,.jpeg,.png,.gif,.tif,.tiff,.txt,.csv"; got != want {
		t.Errorf("Extensions = %s, want %s", got, want)
	}
}
