package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

// caseUpload are the fields with which a file is added.
func (d *Desk) caseUpload() web.Fields {
	var classes []web.Option
	for _, c := range store.FileClasses() {
		classes = append(classes, web.Option{Value: string(c), Label: c.Label()})
	}
	file := d.uploadField()
	file.Label = "添加材料"
	file.Hint = fmt.Sprintf("PDF、OFD、Word、Excel、图片或文本，每个不超过%d MB，每件最多%d个。加密保存，只能从本页打开。", d.fileLimits().Bytes>>20, store.MaxCaseFiles)
	return web.Fields{{Name: "class", Label: "材料的种类", Control: web.SelectControl, Options: classes, Value: string(store.WorkingFile), Width: "mid"}, file}
}

// addCaseFile checks a file, seals it for its place in the case and keeps the
// sealed one; the plain content never stays on the disk.
func (d *Desk) addCaseFile(w http.ResponseWriter, r *http.Request) error {
	c, err := d.caseOf(r)
	if err != nil {
		return err
	}
	sent, err := sentFile(r)
	var step store.AddCaseFile
	if err == nil {
		step, err = d.sealFile(r, c.ID, sent)
	}
	if err == nil {
		on := c.Subject()
		on.Version = store.AnyVersion
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
	}
	if err == nil {
		return web.SeeOther(w, r, caseAddress(c.CaseRow)+"?done=attached#files")
	}
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindForbidden || told.Kind == problem.KindNotFound {
		return err
	}
	p, failed := d.caseView(r, c)
	if failed != nil {
		return failed
	}
	p.Upload.Fill(func(name string) string { return clean(r.PostFormValue(name)) })
	if rest := p.Upload.Blame(told); len(rest) > 0 {
		p.Upload[1].Error = told.Sentence()
	}
	return d.area.Render(w, r, told.Kind.Status(), "case", p)
}

// sealFile checks and seals a file that was sent.
func (d *Desk) sealFile(r *http.Request, id int64, sent *multipart.FileHeader) (step store.AddCaseFile, err error) {
	step = store.AddCaseFile{ID: d.store.NewID(), Class: store.FileClass(clean(r.PostFormValue("class"))), Name: attachment.CleanName(sent.Filename), Size: sent.Size}
	if !knownClass(step.Class) {
		return step, problem.Invalid("没有选择材料的种类").Try("请选择").At("class")
	}
	if most := d.fileLimits(); sent.Size > most.Bytes {
		return step, problem.TooLarge("文件有%s，最大%d MB", web.Size(int(sent.Size)), most.Bytes>>20).Try("请压缩或者拆分后再上传").At("file")
	}
	file, err := sent.Open()
	if err != nil {
		return step, fmt.Errorf("open uploaded file: %w", err)
	}
	defer file.Close()
	if step.MediaType, err = attachment.Check(r.Context(), d.fileLimits(), step.Name, file, sent.Size); err != nil {
		return step, err
	}
	content, err := io.ReadAll(io.NewSectionReader(file, 0, sent.Size))
	if err != nil {
		return step, fmt.Errorf("read uploaded file: %w", err)
	}
	sealed, err := d.store.SealCaseFile(id, step.ID, content)
	if err != nil {
		return step, err
	}
	sum := sha256.Sum256(sealed)
	step.SHA256 = hex.EncodeToString(sum[:])
	return step, d.files.Restore(r.Context(), step.SHA256, bytes.NewReader(sealed))
}

func knownClass(c store.FileClass) bool {
	for _, known := range store.FileClasses() {
		if c == known {
			return true
		}
	}
	return false
}

// caseFileOf finds the file of the address, which must belong to its case.
func (d *Desk) caseFileOf(r *http.Request) (store.Case, store.CaseFile, error) {
	c, err := d.casePersonal(r)
	if err != nil {
		return c, store.CaseFile{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("attachment"), 10, 64)
	if err != nil {
		return c, store.CaseFile{}, noAttachment
	}
	f, err := d.store.CaseFile(r.Context(), c.Organ, c.ID, n)
	return c, f, err
}

// caseFile opens a sealed file and sends it to be kept by the browser, never to
// be shown in the name of this site.
func (d *Desk) caseFile(w http.ResponseWriter, r *http.Request) error {
	c, f, err := d.caseFileOf(r)
	if err != nil {
		return err
	}
	file, err := d.files.Open(f.SHA256)
	if err != nil {
		return err
	}
	defer file.Close()
	sealed, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("read file %d of application %d: %w", f.ID, c.ID, err)
	}
	content, err := d.store.OpenCaseFile(c.ID, f.ID, sealed)
	if err != nil {
		return err
	}
	if err := d.store.LookedAtFile(r.Context(), visitOf(r).Actor(), c.CaseRow, f); err != nil {
		return err
	}
	saveAs(w, f.MediaType, f.Name)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", f.AddedAt, bytes.NewReader(content))
	return nil
}

func (d *Desk) removeCaseFileForm(r *http.Request) (*formPage, sending, error) {
	c, f, err := d.caseFileOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	link := web.Link{Text: c.Number, Address: caseAddress(c.CaseRow)}
	return &formPage{Page: casePage(c.Organ, "移除材料", link), Head: "移除“" + f.Name + "”", Quiet: c.Number + "　" + f.Class.Label(), Verb: "移除材料",
			Why:    "移除后不能再下载；谁在什么时候因何移除，留在案件里。",
			Fields: web.Fields{{Control: web.AreaControl, Name: "reason", Label: "移除的理由", Rows: 2}}, Back: web.Link{Text: "返回案件", Address: link.Address}},
		sending{on: caseSubject(c, store.AnyVersion), next: link.Address + "?done=removed#files",
			step: because(func(reason string) store.Step { return store.RemoveCaseFile{ID: f.ID, Reason: reason} })}, nil
}
