package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"gongkai/paper"
)

// Limits of one workbook, against files made to exhaust the reader. Reports
// have some hundred cells; tables to be imported are read by [ReadSheets].
const (
	maxFileBytes = 64 << 20
	maxParts     = 5000
	maxSheets    = 256
	maxCells     = 60_000
)

// limits are those that differ with what is read.
type limits struct {
	unpacked    int64 // bytes of all parts read, as a stream
	cells       int   // filled, of all sheets
	strings     int   // shared by cells
	stringBytes int   // of the strings shared, and of the text of all cells
}

// documentLimits are for [Read], which keeps much about every cell.
var documentLimits = limits{unpacked: 160 << 20, cells: maxCells, strings: maxCells, stringBytes: 8 << 20}

var errUnpacked = errors.New("workbook unpacks to more than the limit")

// An archive is the opened file with the parts of the workbook.
type archive struct {
	parts map[string]*zip.File // by path in lower case, without a leading slash
	left  int64                // bytes that may still be unpacked
}

func openArchive(data []byte, unpacked int64) (*archive, error) {
	if err := refuse(data); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(err)
	}
	if len(z.File) > maxParts {
		return nil, tooLarge(nil)
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: unpacked}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, encrypted()
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if a.parts[name] == nil {
			a.parts[name] = f
		}
	}
	return a, a.refuseOthers()
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// open opens a part for scanning; nil if the archive has none of that name.
func (a *archive) open(name string) (*scanner, io.Closer, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil, nil
	}
	in, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	return newScanner(&limited{in, a}), in, nil
}

// each calls visit with every start tag of a part; a missing part has none.
func (a *archive) each(name string, visit func(s *scanner)) error {
	s, in, err := a.open(name)
	if s == nil || err != nil {
		return err
	}
	defer in.Close()
	for {
		switch kind, err := s.next(); {
		case err != nil:
			return err
		case kind == endOfFile:
			return nil
		case kind == startTag:
			visit(s)
		}
	}
}

// limited stops when the workbook has unpacked to more than its share.
type limited struct {
	in io.Reader
	a  *archive
}

func (l *limited) Read(p []byte) (int, error) {
	if l.a.left <= 0 {
		return 0, errUnpacked
	}
	n, err := l.in.Read(p[:min(int64(len(p)), l.a.left)])
	l.a.left -= int64(n)
	return n, err
}

// relations reads the part that says where the others are: targets by id and by
// the last word of their type.
func (a *archive) relations(of string) (byID, byType map[string]string, err error) {
	byID, byType = map[string]string{}, map[string]string{}
	dir, file := path.Split(of)
	err = a.each(dir+"_rels/"+file+".rels", func(s *scanner) {
		if !s.is("Relationship") || string(s.attr("TargetMode")) == "External" || len(byID) >= maxParts {
			return
		}
		target := s.attrText("Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		byID[s.attrText("Id")] = target
		byType[path.Base(s.attrText("Type"))] = target
	})
	return byID, byType, err
}

// unreadable turns an error of reading into one for people.
func unreadable(err error) error {
	switch {
	case err == nil || paper.IsUnreadable(err):
		return err
	case errors.Is(err, errUnpacked), errors.Is(err, errTokenTooLong):
		return tooLarge(err)
	}
	return damaged(err)
}

func damaged(err error) error {
	return paper.Unreadable("Excel 文件已损坏或不完整。", "请用 Excel 或 WPS 打开后另存为 .xlsx，再重新提供。", err)
}

func tooLarge(err error) error {
	return paper.Unreadable("Excel 文件展开后过大，没有读取。", "请删去无关的工作表和空白行列，另存后再提供。", err)
}

func encrypted() error {
	return paper.Unreadable("Excel 文件设有打开密码。", "请打开后取消密码，另存为 .xlsx，再重新提供。", nil)
}
