package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongkai/law/problem"
)

// A Folder keeps files by the SHA-256 of their content: ab/cdef… holds the file
// whose hash is abcdef…; the same content is kept once.
type Folder struct {
	dir    string
	limits Limits

	// A file found needless must not be removed while somebody sends it again.
	putting sync.RWMutex
}

// An Accepted file is on the disk, whole.
type Accepted struct {
	SHA256    string // of the content, 64 hexadecimal digits; what Open takes
	Size      int64
	MediaType string // by content
	Name      string // the name sent, made clean
}

// incoming is the folder within for files not yet whole or not yet checked.
const incoming = "incoming"

// NewFolder makes the folder where it does not exist.
func NewFolder(dir string, l Limits) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(dir, incoming), 0o700); err != nil {
		return nil, fmt.Errorf("make attachment folder: %w", err)
	}
	return &Folder{dir: dir, limits: l}, nil
}

// Limits returns what the folder accepts, for a form to say.
func (f *Folder) Limits() Limits { return f.limits }

// Accept reads a file a person sends under a name, checks and keeps it. size is
// what the sender says, -1 when nothing is said. Its problems are for that
// person; nothing is left of a file that is not accepted.
//
// A file that no record comes to refer to is removed by Sweep.
func (f *Folder) Accept(ctx context.Context, name string, size int64, r io.Reader) (Accepted, error) {
	return f.accept(ctx, name, size, r, Check)
}

// A checking says which media type a file has, or why it is not accepted.
type checking func(ctx context.Context, l Limits, name string, r io.ReaderAt, size int64) (mediaType string, err error)

func (f *Folder) accept(ctx context.Context, name string, size int64, r io.Reader, check checking) (Accepted, error) {
	name = CleanName(name)
	if size > f.limits.Bytes {
		return Accepted{}, tooLarge(size, f.limits)
	}
	temp, err := os.CreateTemp(filepath.Join(f.dir, incoming), "")
	if err != nil {
		return Accepted{}, diskProblem(err)
	}
	defer os.Remove(temp.Name()) // it is no longer there when all went well
	defer temp.Close()
	a, err := f.receive(ctx, temp, r, size)
	if err != nil {
		return Accepted{}, err
	}
	a.Name = name
	if a.MediaType, err = check(ctx, f.limits, name, temp, a.Size); err != nil {
		return Accepted{}, err
	}
	if err := f.put(temp, a.SHA256); err != nil {
		return Accepted{}, diskProblem(err)
	}
	return a, nil
}

// receive copies what is sent to the disk and hashes it on the way.
func (f *Folder) receive(ctx context.Context, temp *os.File, r io.Reader, size int64) (Accepted, error) {
	hash := sha256.New()
	sent := &sentReader{r: io.LimitReader(&cancelled{ctx, r}, f.limits.Bytes+1)}
	n, err := io.Copy(io.MultiWriter(temp, hash), sent)
	switch {
	case n > f.limits.Bytes:
		return Accepted{}, tooLarge(-1, f.limits)
	case ctx.Err() != nil:
		return Accepted{}, fmt.Errorf("receive attachment: %w", ctx.Err())
	case sent.err != nil:
		return Accepted{}, broken(sent.err)
	case err != nil:
		return Accepted{}, diskProblem(err)
	case size >= 0 && n != size:
		return Accepted{}, broken(fmt.Errorf("%d of %d bytes", n, size))
	}
	return Accepted{SHA256: hex.EncodeToString(hash.Sum(nil)), Size: n}, nil
}

// A sentReader remembers that reading failed, to tell it from a full disk.
type sentReader struct {
	r   io.Reader
	err error
}

func (s *sentReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// broken is for an upload that ended early; a problem the reader itself tells
// stays what it is.
func broken(cause error) error {
	var p *problem.Error
	if errors.As(cause, &p) {
		return p
	}
	return at(problem.Invalid("上传中断，文件没有传完"), "请检查网络后重新上传").From(cause)
}

// put gives a file its place. Should the same content be there, it is replaced
// by itself: that renews its time, which Sweep goes by, and heals a damaged
// copy.
func (f *Folder) put(temp *os.File, sum string) error {
	if err := temp.Sync(); err != nil {
		return err
	}
	f.putting.RLock()
	defer f.putting.RUnlock()
	place := f.place(sum)
	if err := os.Mkdir(filepath.Dir(place), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := os.Rename(temp.Name(), place); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(place)); err != nil {
		return err
	}
	return syncFolder(f.dir) // the folder ab may have been made
}

func (f *Folder) place(sum string) string { return filepath.Join(f.dir, sum[:2], sum[2:]) }

// syncFolder makes a new name in a folder outlast a loss of power.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// diskProblem tells a person what can be told of a disk that does not take a
// file; everything else is for the log.
func diskProblem(err error) error {
	told := &problem.Error{Kind: problem.KindInternal, Field: field, Err: err}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		told.Says, told.Advice = "服务器的磁盘已满，附件没有保存", "请联系系统管理员清理磁盘后重新上传"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		told.Says, told.Advice = "服务器存放附件的目录不能写入，附件没有保存", "请联系系统管理员检查磁盘和目录权限后重新上传"
	default:
		return fmt.Errorf("keep attachment: %w", err)
	}
	return told
}

// Open opens a file for reading; the caller closes it.
func (f *Folder) Open(sum string) (*os.File, error) {
	if !isSum(sum) {
		return nil, problem.NotFound("没有这个附件").Try("请从记录页面打开附件")
	}
	file, err := os.Open(f.place(sum))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, problem.NotFound("附件的文件不在服务器上").Try("请联系系统管理员从备份中恢复").From(err)
	case err != nil:
		return nil, fmt.Errorf("open attachment: %w", err)
	}
	return file, nil
}

// isSum says that a text is a hash as [Accepted] gives it: never a path.
func isSum(sum string) bool {
	return len(sum) == 2*sha256.Size && strings.Trim(sum, "0123456789abcdef") == ""
}

// ErrChanged is what Verify returns for a file that is not what it was.
var ErrChanged = errors.New("attachment has changed on the disk")

// Verify reads a file to its end and says whether it is still what it was.
func (f *Folder) Verify(ctx context.Context, sum string) error {
	file, err := f.Open(sum)
	if err != nil {
		return err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, &cancelled{ctx, file}); err != nil {
		return fmt.Errorf("verify attachment: %w", err)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != sum {
		return fmt.Errorf("%w: %s now hashes to %s", ErrChanged, sum, got)
	}
	return nil
}

// Sums calls visit with the hash of every file kept, in order, until visit
// returns an error.
func (f *Folder) Sums(visit func(sum string) error) error {
	folders, err := os.ReadDir(f.dir)
	if err != nil {
		return fmt.Errorf("list attachments: %w", err)
	}
	for _, folder := range folders {
		if len(folder.Name()) != 2 || !folder.IsDir() {
			continue
		}
		files, err := os.ReadDir(filepath.Join(f.dir, folder.Name()))
		if err != nil {
			return fmt.Errorf("list attachments: %w", err)
		}
		for _, file := range files {
			if sum := folder.Name() + file.Name(); isSum(sum) {
				if err := visit(sum); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Sweep removes the files that are not among needed and were last accepted
// before a time, a day ago say: a record refers to a file some moments after it
// was accepted, so needed must have been listed after that time. An empty list
// removes nothing: it is likelier a fault than an office without attachments.
// Uploads that never ended are removed too.
func (f *Folder) Sweep(ctx context.Context, needed []string, before time.Time) (removed int, err error) {
	if err := f.sweepIncoming(before); err != nil || len(needed) == 0 {
		return 0, err
	}
	keep := make(map[string]bool, len(needed))
	for _, sum := range needed {
		keep[sum] = true
	}
	err = f.Sums(func(sum string) error {
		if ctx.Err() != nil || keep[sum] {
			return ctx.Err()
		}
		gone, err := f.removeOld(f.place(sum), before)
		if gone {
			removed++
		}
		return err
	})
	return removed, err
}

// Remove removes a file for good; one that is not there is gone already.
func (f *Folder) Remove(sum string) error {
	if !isSum(sum) {
		return fmt.Errorf("remove attachment: %q is no hash", sum)
	}
	f.putting.Lock()
	defer f.putting.Unlock()
	if err := ignoreMissing(os.Remove(f.place(sum))); err != nil {
		return fmt.Errorf("remove attachment: %w", err)
	}
	return nil
}

// removeOld removes a file unless it was accepted again meanwhile.
func (f *Folder) removeOld(name string, before time.Time) (gone bool, err error) {
	f.putting.Lock()
	defer f.putting.Unlock()
	info, err := os.Stat(name)
	if err != nil || !info.ModTime().Before(before) {
		return false, ignoreMissing(err)
	}
	err = ignoreMissing(os.Remove(name))
	return err == nil, err
}

func (f *Folder) sweepIncoming(before time.Time) error {
	dir := filepath.Join(f.dir, incoming)
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list unfinished attachments: %w", err)
	}
	for _, file := range files {
		if _, err := f.removeOld(filepath.Join(dir, file.Name()), before); err != nil {
			return err
		}
	}
	return nil
}

func ignoreMissing(err error) error {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("sweep attachments: %w", err)
}
