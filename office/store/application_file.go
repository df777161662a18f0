package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A FileClass says what a file of a case is. Its value is kept.
type FileClass string

// The classes of files.
const (
	IdentityFile    FileClass = "identity"    // 身份证明
	AuthorityFile   FileClass = "authority"   // 授权委托书
	ApplicationFile FileClass = "application" // 申请书
	CorrectionFile  FileClass = "correction"  // 补正材料
	OpinionFile     FileClass = "opinion"     // 征求的意见
	WorkingFile     FileClass = "working"     // 办理材料
	ReplyFile       FileClass = "reply"       // 提供给申请人的信息
	ProofFile       FileClass = "proof"       // 送达凭证
)

// FileClasses lists the classes in the order of a case.
func FileClasses() []FileClass {
	return []FileClass{IdentityFile, AuthorityFile, ApplicationFile, CorrectionFile, OpinionFile, WorkingFile, ReplyFile, ProofFile}
}

// Label returns the Chinese name of the class.
func (f FileClass) Label() string {
	switch f {
	case IdentityFile:
		return "身份证明"
	case AuthorityFile:
		return "授权委托书"
	case ApplicationFile:
		return "申请书"
	case CorrectionFile:
		return "补正材料"
	case OpinionFile:
		return "征求的意见"
	case WorkingFile:
		return "办理材料"
	case ReplyFile:
		return "提供给申请人的信息"
	}
	return "送达凭证"
}

// byApplicant are the classes that an applicant may add.
func (f FileClass) byApplicant() bool {
	return f == IdentityFile || f == AuthorityFile || f == ApplicationFile || f == CorrectionFile
}

// forApplicant says that the applicant gets the file once there is a reply.
func (f FileClass) forApplicant() bool { return f == ReplyFile }

// A CaseFile is a file of a case. Its content is sealed for its place in the
// case and stands in the folder of files under SHA256.
type CaseFile struct {
	ID         int64
	Class      FileClass
	SHA256     string
	Name       string
	MediaType  string
	Size       int64 // of the content
	AddedAt    time.Time
	AddedBy    string
	RemovedAt  time.Time
	RemovedWhy string
}

// AddCaseFile adds a file, whose content was sealed by [Store.SealCaseFile] for
// that case and ID and put into the folder of files.
type AddCaseFile struct {
	ID        int64     `json:"id"`
	Class     FileClass `json:"class"`
	SHA256    string    `json:"sha256"`
	Name      string    `json:"-"` // may say who it is of
	MediaType string    `json:"media_type"`
	Size      int64     `json:"size"`
}

// RemoveCaseFile takes a file off a case; its content is kept until the case is
// erased.
type RemoveCaseFile struct {
	ID     int64  `json:"id"`
	Reason string `json:"-"` // may say who is meant
}

// MaxCaseFiles is how many files a case may have.
const MaxCaseFiles = 100

func caseFileDoing(step Step) (doing, bool) {
	switch step.(type) {
	case AddCaseFile:
		return doing{account.CaseFile, nil, "", takeAddCaseFile}, true
	case RemoveCaseFile:
		return doing{account.CaseFile, nil, "", takeRemoveCaseFile}, true
	}
	return holidayDoing(step)
}

const insertCaseFile = `
INSERT INTO application_file (id, application_id, class, sha256, name, media_type, size, added_at, added_by, public, removed_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')`

const removeCaseFile = `
UPDATE application_file
SET removed_at = $3, removed_why = $4
WHERE application_id = $1 AND id = $2 AND removed_at IS NULL`

const selectCaseFiles = `
SELECT id, class, sha256, name, media_type, size, added_at, added_by, removed_at, removed_why
FROM application_file
WHERE application_id = $1
ORDER BY id`

const touchApplication = `
UPDATE application
SET version = version + 1, changed_at = $3
WHERE id = $1 AND version = $2`

// filePlace is what the content of a case's file is sealed for.
func filePlace(id, file int64) string { return casePlace(id, "file/"+strconv.FormatInt(file, 10)) }

// SealCaseFile seals the content of a file for its place in a case.
func (s *Store) SealCaseFile(id, file int64, content []byte) ([]byte, error) {
	return s.Ring.SealFile(filePlace(id, file), content)
}

// OpenCaseFile opens what [Store.SealCaseFile] gave for that case and file.
func (s *Store) OpenCaseFile(id, file int64, sealed []byte) ([]byte, error) {
	return s.Ring.OpenFile(filePlace(id, file), sealed)
}

func takeAddCaseFile(ctx context.Context, t *taking) error {
	f := t.step.(AddCaseFile)
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	if c.Files, err = t.store.caseFiles(ctx, t, c.ID); err != nil {
		return err
	}
	switch {
	case t.by.Applicant && !f.Class.byApplicant():
		return problem.Forbidden("您不能添加%s", f.Class.Label()).Try("请选择身份证明、授权委托书、申请书或者补正材料")
	case len(c.Files) >= MaxCaseFiles:
		return problem.TooLarge("每件申请最多%d份材料，现已有%d份", MaxCaseFiles, len(c.Files)).Try("请合并文件")
	}
	for _, have := range c.Files {
		if have.ID == f.ID {
			t.repeated, t.on.Version = true, c.Version
			return nil
		}
	}
	name, err := t.store.Ring.Seal(filePlace(c.ID, f.ID)+"/name", []byte(f.Name))
	if err != nil {
		return err
	}
	err = t.change(ctx, insertCaseFile, f.ID, c.ID, string(f.Class), f.SHA256, name, f.MediaType, f.Size, t.Now, t.by.Name, f.Class.forApplicant())
	if err != nil {
		return err
	}
	return t.touchCase(ctx, &c)
}

func takeRemoveCaseFile(ctx context.Context, t *taking) error {
	r := t.step.(RemoveCaseFile)
	if t.by.Applicant {
		return problem.Forbidden("已经提交的材料不能撤下").Try("请提交更正的材料，或者联系受理机关")
	}
	if r.Reason == "" {
		return problem.Invalid("没有填写移除的理由").Try("请写明理由").At("reason")
	}
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	t.says = struct {
		ID     int64  `json:"id"`
		Reason string `json:"reason"` // a mark
	}{r.ID, t.store.Ring.Mark("removed", r.Reason)}
	ok, err := t.changeOne(ctx, removeCaseFile, c.ID, r.ID, t.Now, r.Reason)
	switch {
	case err != nil:
		return err
	case !ok:
		return problem.NotFound("没有找到这份材料").Try("可能已由他人移除，请刷新页面查看")
	}
	return t.touchCase(ctx, &c)
}

func (t *taking) touchCase(ctx context.Context, c *Case) error {
	ok, err := t.changeOne(ctx, touchApplication, c.ID, c.Version, t.Now)
	if err == nil && !ok {
		err = problem.Conflict("这件申请刚刚被办理过").Try("请核对后再办理")
	}
	return err
}

// caseFiles returns the files of a case, those removed among them.
func (s *Store) caseFiles(ctx context.Context, r reader, n int64) (all []CaseFile, _ error) {
	rows, err := r.Query(ctx, selectCaseFiles, n)
	return s.scanCaseFiles(n, rows, err)
}

func (s *Store) scanCaseFiles(n int64, rows *sql.Rows, err error) (all []CaseFile, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read files of an application: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var f CaseFile
		var name string
		var added, removed db.Time
		if err := rows.Scan(&f.ID, (*string)(&f.Class), &f.SHA256, &name, &f.MediaType, &f.Size, &added, &f.AddedBy, &removed, &f.RemovedWhy); err != nil {
			return nil, fmt.Errorf("read files of an application: %w", err)
		}
		f.AddedAt, f.RemovedAt = added.Time, removed.Time
		text, err := s.Ring.Open(filePlace(n, f.ID)+"/name", name)
		if err != nil {
			return nil, err
		}
		f.Name = string(text)
		all = append(all, f)
	}
	return all, rows.Err()
}

// CaseFile returns one file of a case of the organ that has not been removed.
// There is no other way to a file of a case.
func (s *Store) CaseFile(ctx context.Context, id organ.ID, n, file int64) (f CaseFile, err error) {
	unknown := problem.NotFound("没有找到这份材料").Try("请从案件页面打开材料")
	rows, err := s.scanCases(s.db.Query(ctx, selectApplication, int64(id), n))
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, unknown
	}
	all, err := s.caseFiles(ctx, s.db, n)
	if err != nil {
		return f, err
	}
	for _, f := range all {
		if f.ID == file && f.RemovedAt.IsZero() {
			return f, nil
		}
	}
	return f, unknown
}
