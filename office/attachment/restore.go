package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gongkai/law/problem"
)

// Restore keeps a file that a backup brings back under its hash. It was checked
// when it was first accepted; here it only must be what it was. One that is
// kept already is replaced by itself.
func (f *Folder) Restore(ctx context.Context, sum string, r io.Reader) error {
	if !isSum(sum) {
		return problem.Invalid("“%s”不是附件的校验值", sum).Try("备份已损坏，请换一份备份")
	}
	temp, err := os.CreateTemp(filepath.Join(f.dir, incoming), "")
	if err != nil {
		return diskProblem(err)
	}
	defer os.Remove(temp.Name()) // it is no longer there when all went well
	defer temp.Close()
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(temp, hash), &cancelled{ctx, r}); err != nil {
		return diskProblem(err)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != sum {
		return fmt.Errorf("%w: %s hashes to %s", ErrChanged, sum, got)
	}
	if err := f.put(temp, sum); err != nil {
		return diskProblem(err)
	}
	return nil
}
