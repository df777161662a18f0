package attachment

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// checkArchive takes apart a file that is a ZIP archive: a document of Office
// or an OFD. Every part is unpacked once and thrown away.
func checkArchive(ctx context.Context, l Limits, r io.ReaderAt, size int64) (kind, error) {
	z, err := openArchive(r, size)
	if err != nil {
		return kind{}, err
	}
	if len(z.File) > l.Entries {
		return kind{}, at(problem.TooLarge("文件由%d个部分组成，上限是%d个", len(z.File), l.Entries), "请用办公软件打开后另存为新文件")
	}
	if err := checkEntryNames(z.File); err != nil {
		return kind{}, err
	}
	k, err := kindOfArchive(z.File)
	if err != nil {
		return kind{}, err
	}
	u := unpacking{limits: l, packed: size}
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return kind{}, fmt.Errorf("check attachment: %w", err)
		}
		if err := u.check(ctx, f); err != nil {
			return kind{}, err
		}
	}
	return k, nil
}

// errDirectory is what reading more of the table of contents than allowed ends
// in.
var errDirectory = errors.New("archive has too long a table of contents")

// A metered reader gives so many bytes and then errDirectory, until it is open.
// The table of contents is kept in memory, and what an archive says of its
// length is no bound.
type metered struct {
	r    io.ReaderAt
	left int
	open bool
}

func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if m.open {
		return m.r.ReadAt(p, off)
	}
	if m.left -= len(p); m.left < 0 {
		return 0, errDirectory
	}
	return m.r.ReadAt(p, off)
}

func openArchive(r io.ReaderAt, size int64) (*zip.Reader, error) {
	m := &metered{r: r, left: maxDirectory}
	z, err := zip.NewReader(m, size)
	switch {
	case errors.Is(err, errDirectory):
		return nil, at(problem.TooLarge("文件由过多的部分组成"), "请用办公软件打开后另存为新文件")
	case errors.Is(err, zip.ErrInsecurePath): // told by name below
	case err != nil:
		return nil, damaged(err)
	}
	m.open = true
	return z, nil
}

func damaged(cause error) error {
	return at(problem.Invalid("文件已损坏或者没有传完，打不开"), "请重新导出或者下载后再上传").From(cause)
}

// checkEntryNames refuses names that lead out of the archive, that two readers
// would read differently, and parts behind a password.
func checkEntryNames(files []*zip.File) error {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		name := strings.ToLower(f.Name)
		clean := path.Clean(strings.TrimSuffix(name, "/"))
		switch {
		case f.Flags&1 != 0:
			return locked()
		case name == "" || strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/") || clean == ".." || strings.HasPrefix(clean, "../") || clean != strings.TrimSuffix(name, "/"):
			return at(problem.Invalid("文件内部含有不安全的路径“%s”", shorten(CleanName(f.Name), 40)), "请用办公软件打开后另存为新文件")
		case seen[clean]:
			return at(problem.Invalid("文件内部有两个同名的部分“%s”", shorten(CleanName(f.Name), 40)), "请用办公软件打开后另存为新文件")
		}
		seen[clean] = true
	}
	return nil
}

func locked() error {
	return at(problem.Invalid("文件设有打开密码"), "请取消密码后重新上传")
}

// mainParts are the parts of documents of Office that tell what they are, with
// the type that the table of types must give one.
var mainParts = []struct {
	name, typed string
	kind        kind
}{
	{"word/document.xml", "wordprocessingml.document.main+xml", docxFile},
	{"xl/workbook.xml", "spreadsheetml.sheet.main+xml", xlsxFile},
	{"ppt/presentation.xml", "presentationml.presentation.main+xml", pptxFile},
}

// kindOfArchive tells an archive's kind by its parts.
func kindOfArchive(files []*zip.File) (kind, error) {
	find := func(name string) *zip.File {
		i := slices.IndexFunc(files, func(f *zip.File) bool { return f.Name == name })
		if i < 0 {
			return nil
		}
		return files[i]
	}
	types := find("[Content_Types].xml")
	switch {
	case types == nil && find("OFD.xml") != nil:
		return ofdFile, nil
	case types == nil:
		return kind{}, refuse("压缩包（ZIP）")
	}
	in, err := types.Open()
	if err != nil {
		return kind{}, damaged(err)
	}
	defer in.Close()
	text, err := relationText(types.Name, in)
	if err != nil {
		return kind{}, err
	}
	if macroTypes.MatchString(text) {
		return kind{}, macros()
	}
	for _, m := range mainParts {
		if find(m.name) != nil && strings.Contains(text, m.typed) {
			return m.kind, nil
		}
	}
	return kind{}, refuse("不常见的Office文件")
}

// relationText returns a part that names other parts, in lower case, with the
// references resolved that would hide a name from a search.
func relationText(name string, in io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxRelation+1))
	switch {
	case err != nil:
		return "", asProblem(err)
	case len(text) > maxRelation, bytes.IndexByte(text, 0) >= 0, bytes.Contains(text, []byte("<!DOCTYPE")):
		return "", at(problem.Invalid("文件内部的目录“%s”写法异常", shorten(CleanName(name), 40)), "请用办公软件打开后另存为新文件")
	}
	return strings.ToLower(html.UnescapeString(string(text))), nil
}

func macros() error {
	return at(problem.Invalid("文件含有宏或者控件，不能上传"), "请另存为不含宏的文件，或者导出为PDF后上传")
}

// An unpacking counts what the parts of one archive come to.
type unpacking struct {
	limits   Limits
	packed   int64
	unpacked int64
}

// check looks at one part and unpacks it to its end.
func (u *unpacking) check(ctx context.Context, f *zip.File) error {
	name := strings.ToLower(f.Name)
	if path.Base(name) == "vbaproject.bin" || strings.HasPrefix(name, "xl/macrosheets/") || strings.Contains(name, "/activex/") {
		return macros()
	}
	in, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	defer in.Close()
	limited := &unpackReader{in: in, u: u}
	if strings.HasSuffix(name, ".rels") {
		return checkRelations(f.Name, limited)
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(limited, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return asProblem(err)
	}
	part := io.MultiReader(bytes.NewReader(head[:n]), limited)
	if err := u.checkPart(ctx, name, head[:n], part); err != nil {
		return asProblem(err)
	}
	_, err = io.Copy(io.Discard, limited)
	return asProblem(err)
}

// checkPart refuses a part that is itself a file with parts, or a program.
func (u *unpacking) checkPart(ctx context.Context, name string, head []byte, part io.Reader) error {
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case begins(compoundSignature): // a formula or a chart of the older kind
		o := &objects{unpacking: unpacking{limits: u.limits, packed: u.packed}, within: []string{name}}
		return o.check(ctx, part)
	case begins("\x1f\x8b") && (strings.HasSuffix(name, ".emz") || strings.HasSuffix(name, ".wmz")):
		return nil // a drawing, which Office compresses by itself
	case begins("PK\x03\x04"), begins("PK\x05\x06"), begins("Rar!"), begins("7z\xbc\xaf"), begins("\x1f\x8b"), begins("MZ"), begins("\x7fELF"):
	default:
		return nil
	}
	return embedded(name)
}

// embedded is for a file within a file, by the name of the part where known.
func embedded(part ...string) error {
	says := problem.Invalid("文件里嵌入了另一个文件")
	if len(part) > 0 {
		says = problem.Invalid("文件里嵌入了另一个文件“%s”", shorten(CleanName(part[0]), 40))
	}
	return at(says, "请在办公软件中把嵌入的对象转为图片或者删去，也可以导出为PDF后上传；嵌入的文件请单独上传")
}

// checkRelations refuses a document with macros under whatever name, and one that
// fetches its template or an object from elsewhere when it is opened. A template on the author's own disk is common
// and harmless.
func checkRelations(name string, in io.Reader) error {
	text, err := relationText(name, in)
	if err != nil {
		return err
	}
	for tag := range strings.SplitSeq(text, "<") {
		if macroRelations.MatchString(tag) {
			return macros()
		}
		if fetchedTypes.MatchString(tag) && remoteTarget.MatchString(tag) {
			return at(problem.Invalid("文件打开时会从网上读取其他内容"), "请断开模板和对象的链接后另存，或者导出为PDF后上传")
		}
	}
	return nil
}

var (
	macroTypes     = regexp.MustCompile(`macroenabled|vbaproject|activex|macrosheet`)
	macroRelations = regexp.MustCompile(`\stype\s*=\s*["'][^"']*/(vbaproject|wordvbadata|xlmacrosheet|xlintlmacrosheet)["']`)
	fetchedTypes   = regexp.MustCompile(`\stype\s*=\s*["'][^"']*/(attachedtemplate|oleobject|frame|subdocument)["']`)
	remoteTarget   = regexp.MustCompile(`\starget\s*=\s*["']\s*(https?:|ftp:|mhtml:|\\\\|//|file:(//[^/]|/*\\\\|/{4,}))`)
)

// An unpackReader reads a part within the bounds of the whole archive.
type unpackReader struct {
	in io.Reader
	u  *unpacking
}

func (r *unpackReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.u.unpacked += int64(n)
	if r.u.unpacked > r.u.limits.Unpacked {
		return n, at(problem.TooLarge("文件解压后超过%dMB的上限", r.u.limits.Unpacked/megabyte), "请拆分文件，或者用办公软件打开后另存为新文件")
	}
	if r.u.unpacked > manyUnpacked && r.u.unpacked/maxRatio > r.u.packed {
		return n, at(problem.TooLarge("文件解压后超过原来的%d倍", maxRatio), "请用办公软件打开后另存为新文件")
	}
	return n, err
}

// asProblem leaves a problem as it is; every other fault of unpacking is
// damage.
func asProblem(err error) error {
	var p *problem.Error
	switch {
	case err == nil || errors.As(err, &p) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return damaged(err)
}
