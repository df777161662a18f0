package portal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

// What applicants may send: photographs and scans.
const (
	mostFile    = 10 << 20           // bytes of a file
	mostForm    = 2*mostFile + 1<<20 // of a form with two of them
	acceptFiles = ".jpg,.jpeg,.png,.pdf"
	filesHint   = "JPG、PNG或者PDF，不超过10 MB。"
)

var fileTypes = []string{"image/jpeg", "image/png", "application/pdf"}

// postOf reads a form with or without files. Files stay in memory, so that
// none of them ever lies unsealed on the disk.
func postOf(r *http.Request) (url.Values, error) {
	err := r.ParseForm()
	if err == nil {
		if err = r.ParseMultipartForm(mostForm); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, err
	case err != nil:
		return nil, web.BadRequest(err)
	}
	return r.PostForm, nil
}

// fileOf is the file of a field; nil for none chosen.
func fileOf(r *http.Request, field string) *multipart.FileHeader {
	if r.MultipartForm == nil || len(r.MultipartForm.File[field]) == 0 {
		return nil
	}
	return r.MultipartForm.File[field][0]
}

// takeFile checks a file, seals it for its place in a case and keeps it. Its
// problems belong to the field.
func (p *Portal) takeFile(ctx context.Context, sent *multipart.FileHeader, id int64, field string, class store.FileClass) (f sentFile, err error) {
	if sent.Size > mostFile {
		return f, problem.TooLarge("“%s”为%s，超过%s", attachment.CleanName(sent.Filename), web.Size(int(sent.Size)), web.Size(mostFile)).Try("请缩小后重新选择").At(field)
	}
	file, err := sent.Open()
	if err != nil {
		return f, fmt.Errorf("open uploaded file: %w", err)
	}
	defer file.Close()
	f = sentFile{ID: p.store.NewID(), Field: field, Class: class, Name: attachment.CleanName(sent.Filename), Size: sent.Size, At: p.store.Now()}
	if f.Type, err = attachment.Check(ctx, p.disk.Limits(), f.Name, file, sent.Size); err != nil {
		return f, atField(err, field)
	}
	if !slices.Contains(fileTypes, f.Type) {
		return f, problem.Invalid("“%s”不是照片或者PDF", f.Name).Try("请选择JPG、PNG或者PDF文件").At(field)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return f, fmt.Errorf("read uploaded file: %w", err)
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return f, fmt.Errorf("read uploaded file: %w", err)
	}
	sealed, err := p.store.SealCaseFile(id, f.ID, content)
	if err != nil {
		return f, err
	}
	sum := sha256.Sum256(sealed)
	f.Sum = hex.EncodeToString(sum[:])
	return f, p.disk.Restore(ctx, f.Sum, bytes.NewReader(sealed))
}

// atField puts a problem of a file at its field; what is our own fault stays
// what it is.
func atField(err error, field string) error {
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindInternal {
		return err
	}
	return told.At(field)
}

// addFiles hands the files of a form to the case it made. One that was handed
// over before stays.
func (p *Portal) addFiles(ctx context.Context, c store.Case, files []sentFile) error {
	by := store.Actor{Applicant: true, Code: p.store.QueryCode(c.CaseRow)}
	on := c.Subject()
	on.Version = store.AnyVersion
	for _, f := range files {
		if _, err := p.store.Take(ctx, by, on, store.AddCaseFile{ID: f.ID, Class: f.Class, SHA256: f.Sum, Name: f.Name, MediaType: f.Type, Size: f.Size}); err != nil {
			return err
		}
	}
	return nil
}
