package desk

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

// uploadLimit is the largest body of a form with a file.
func (d *Desk) uploadLimit() int64 { return d.fileLimits().Bytes + 1<<20 }

func (d *Desk) fileLimits() attachment.Limits {
	if d.files == nil {
		return attachment.DefaultLimits()
	}
	return d.files.Limits()
}

// uploadField is where a file is chosen; what is accepted is said before.
func (d *Desk) uploadField() web.Field {
	return web.Field{Control: web.FileControl, Name: "file", Label: "添加附件",
		Hint: fmt.Sprintf("PDF、OFD、Word、Excel、图片或文本，每个不超过%d MB，每条登记最多%d个。", d.fileLimits().Bytes>>20, register.MaxAttachments)}
}

// An attached is a file of an entry.
type attached struct {
	store.Attachment
	Address string
	Size    string
}

// attachedTo lists the files of an entry for those who may see them.
func (d *Desk) attachedTo(r *http.Request, b *book, e store.Entry) (there, removed []attached, err error) {
	if b.open {
		return nil, nil, nil
	}
	all, err := d.store.Attachments(r.Context(), e.Organ, e.ID)
	for _, a := range all {
		shown := attached{a, b.entryAddress(e.ID) + "/attachments/" + strconv.FormatInt(a.ID, 10), web.Size(int(a.Size))}
		if a.RemovedAt.IsZero() {
			there = append(there, shown)
		} else {
			removed = append(removed, shown)
		}
	}
	return there, removed, err
}

// sentFile is the file of a form. Its problems belong to the field.
func sentFile(r *http.Request) (*multipart.FileHeader, error) {
	if _, err := formOf(r); err != nil {
		return nil, err
	}
	if r.MultipartForm == nil || len(r.MultipartForm.File["file"]) == 0 {
		return nil, problem.Invalid("没有选择文件").Try("请先选择文件再上传").At("file")
	}
	return r.MultipartForm.File["file"][0], nil
}

// accept checks and keeps a file that was sent.
func (d *Desk) accept(r *http.Request, sent *multipart.FileHeader) (attachment.Accepted, error) {
	file, err := sent.Open()
	if err != nil {
		return attachment.Accepted{}, fmt.Errorf("open uploaded file: %w", err)
	}
	defer file.Close()
	return d.files.Accept(r.Context(), sent.Filename, sent.Size, file)
}

func (d *Desk) attach(w http.ResponseWriter, r *http.Request) error {
	b, e, err := d.entryOf(r)
	if err != nil {
		return err
	}
	sent, err := sentFile(r)
	var a attachment.Accepted
	if err == nil {
		a, err = d.accept(r, sent)
	}
	if err == nil {
		on := e.Subject()
		on.Version = store.AnyVersion
		step := store.Attach{Attach: register.Attach{Register: b.Key, Name: a.Name, SHA256: a.SHA256, Size: a.Size}, MediaType: a.MediaType}
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
	}
	if err == nil {
		return web.SeeOther(w, r, b.entryAddress(e.ID)+"?done=attached#files")
	}
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindForbidden || told.Kind == problem.KindNotFound {
		return err
	}
	p, failed := d.entryPage(r, b, e)
	if failed != nil {
		return failed
	}
	p.Upload.Error = told.Sentence()
	return d.area.Render(w, r, told.Kind.Status(), "entry", p)
}

// attachmentOf finds the file of the address, which must belong to its entry.
func (d *Desk) attachmentOf(r *http.Request) (*book, store.Entry, store.Attachment, error) {
	b, e, err := d.entryOf(r)
	if err != nil {
		return nil, e, store.Attachment{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("attachment"), 10, 64)
	if err != nil {
		return nil, e, store.Attachment{}, noAttachment
	}
	a, err := d.store.Attachment(r.Context(), e.Organ, n)
	if err == nil && a.Subject != e.ID {
		err = noAttachment
	}
	return b, e, a, err
}

var noAttachment = problem.NotFound("没有找到这个附件").Try("可能已被移除，请返回登记查看")

// attachment sends the file to be kept by the browser, never to be shown in the
// name of this site.
func (d *Desk) attachment(w http.ResponseWriter, r *http.Request) error {
	_, _, a, err := d.attachmentOf(r)
	if err != nil {
		return err
	}
	file, err := d.files.Open(a.SHA256)
	if err != nil {
		return err
	}
	defer file.Close()
	saveAs(w, a.MediaType, a.Name)
	http.ServeContent(w, r, "", a.AddedAt, file)
	return nil
}

func (d *Desk) removeForm(r *http.Request) (*formPage, sending, error) {
	b, e, a, err := d.attachmentOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	on, back := e.Subject(), b.entryAddress(e.ID)
	on.Version = store.AnyVersion
	return &formPage{Page: b.page("移除附件", web.Link{Text: e.Number, Address: back}), Head: "移除“" + a.Name + "”",
			Quiet: b.organ.Name + "　" + e.Number, Verb: "移除附件", Why: "移除后不能再下载；谁在什么时候因何移除，留在登记里。",
			Fields: web.Fields{{Control: web.AreaControl, Name: "reason", Label: "移除的理由", Rows: 2}},
			Back:   web.Link{Text: "返回登记", Address: back}},
		sending{on: on, next: back + "?done=removed#files", step: because(func(reason string) store.Step {
			return register.RemoveAttachment{Register: b.Key, Attachment: a.ID, Name: a.Name, Reason: reason}
		})}, nil
}
