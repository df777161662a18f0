package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"gongkai/paper"
)

// Limits on what is unpacked from the file. A report is a quarter of a
// megabyte; 64 MiB is a book of registers. Honest XML packs 10 to 100 times.
const (
	maxBody      = 64 << 20
	maxSupport   = 16 << 20 // styles, numbering, properties
	bombSize     = 8 << 20  // parts below are never called bombs
	maxRatio     = 300
	mainPart     = "word/document.xml"
	trySaveAgain = "请用 Word 或 WPS 打开原文件，另存为 .docx 后再试。"
)

// A container is the zip archive a DOCX is, its parts found by name.
type container struct{ files map[string]*zip.File }

// openContainer opens data as the archive of a Word document and refuses
// archives of other programs by name.
func openContainer(data []byte) (*container, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, paper.Unreadable("这个 DOCX 文件已损坏或没有下载完整，打不开。", "请重新取得原文件，或用 Word、WPS 修复后另存为 .docx。", err)
	}
	c := &container{make(map[string]*zip.File, len(archive.File))}
	for _, f := range archive.File {
		name := partName(f.Name)
		if _, taken := c.files[name]; !taken {
			c.files[name] = f
		}
	}
	return c, nil
}

// partName brings the name of a part into one form; some programs write
// backslashes, a leading slash or capitals.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (c *container) part(name string) *zip.File { return c.files[partName(name)] }

// body finds the main part: at its usual place, or where the package says.
func (c *container) body() (string, error) {
	if c.part(mainPart) != nil {
		return mainPart, nil
	}
	if target := c.related("", "/officeDocument"); strings.HasPrefix(partName(target), "word/") && c.part(target) != nil {
		return target, nil
	}
	if says := c.stranger(); says != "" {
		return "", paper.Unreadable(says, trySaveAgain, nil)
	}
	return "", paper.Unreadable("这个文件是压缩包，但里面没有 Word 正文（word/document.xml）。", "请检查是否拿错了文件；若是压缩包，请解压后选择其中的文档。", nil)
}

// stranger says what an archive without a Word body is, "" if unknown.
func (c *container) stranger() string {
	switch {
	case c.part("xl/workbook.xml") != nil || c.part("xl/workbook.bin") != nil:
		return "这是 Excel 工作簿（.xlsx），不是 Word 文档。"
	case c.part("ppt/presentation.xml") != nil:
		return "这是 PowerPoint 演示文稿（.pptx），不是 Word 文档。"
	case c.part("OFD.xml") != nil:
		return "这是 OFD 版式文件，不是 Word 文档。"
	case c.part("content.xml") != nil && c.part("mimetype") != nil:
		return "这是 OpenDocument 文档（.odt 等），不是 DOCX。"
	}
	return ""
}

// relative returns the part that source's relationships name for the kind, or
// usual when they name none.
func (c *container) relative(source, kind, usual string) *zip.File {
	if f := c.part(usual); f != nil {
		return f
	}
	if target := c.related(source, kind); target != "" {
		return c.part(target)
	}
	return nil
}

// related looks up the target of a relationship of source ("" is the package)
// whose type ends with kind.
func (c *container) related(source, kind string) string {
	dir, base := path.Split(source)
	f := c.part(dir + "_rels/" + base + ".rels")
	if f == nil {
		return ""
	}
	src, err := open(f, maxSupport)
	if err != nil {
		return ""
	}
	defer src.Close()
	x := newScanner(src)
	for t := x.next(); t != atEnd; t = x.next() {
		if t == startTag && string(x.local) == "Relationship" && strings.HasSuffix(x.attr("Type"), kind) {
			target := x.attr("Target")
			if strings.HasPrefix(target, "/") {
				return target
			}
			return path.Join(dir, target)
		}
	}
	return ""
}

var (
	errTooLarge = errors.New("the part is too large")
	errLocked   = errors.New("the part is encrypted")
)

// open unpacks a part of at most limit bytes. The archive reader holds the
// part to the size it declares, so the declared size can be trusted here.
func open(f *zip.File, limit uint64) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, errLocked
	}
	size := f.UncompressedSize64
	if size > limit || size > bombSize && size/max(1, f.CompressedSize64) > maxRatio {
		return nil, errTooLarge
	}
	return f.Open()
}
