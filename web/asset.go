package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Assets are the static files with their addresses, which hold a piece of the
// content's hash, so that a browser may keep a file for ever.
type assets struct {
	addresses map[string]string // plain name → /static/look.1a2b3c4d.css
	answers   map[string]*answer
}

const assetPrefix = "/static/"

// newAssets reads every file of the given folders; of two files of one name the
// later counts.
func newAssets(folders ...fs.FS) (*assets, error) {
	a := &assets{addresses: map[string]string{}, answers: map[string]*answer{}}
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*.*")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(folder, name)
			if err != nil {
				return nil, fmt.Errorf("read the static file %s: %w", name, err)
			}
			a.add(name, data)
		}
	}
	return a, nil
}

func (a *assets) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	kind := mime.TypeByExtension(ext)
	if ext == ".ico" {
		kind = "image/x-icon"
	}
	a.addresses[name] = assetPrefix + hashed
	a.answers[hashed] = newAnswer(kind, "public, max-age=31536000, immutable", data)
	a.answers[name] = newAnswer(kind, "no-cache", data)
}

// address is where a file is; a name that is no file is a bug of a template.
func (a *assets) address(name string) (string, error) {
	if to, ok := a.addresses[name]; ok {
		return to, nil
	}
	return "", fmt.Errorf("no static file %q", name)
}

func (a *assets) serve(w http.ResponseWriter, r *http.Request) error {
	file := a.answers[r.PathValue("name")]
	if file == nil {
		return errNoPage
	}
	file.write(w, r)
	return nil
}
