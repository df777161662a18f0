package file

import (
	"bytes"

	"gongkai/paper"
)

// A foreign format is one that offices send and nobody can read a report from
// here, told by how the file begins.
type foreign struct {
	begins    string
	says, try string
}

const (
	saveAgain = "请用 Word 或 WPS 打开，另存为.docx后再试。"
	unpack    = "请解压后选择其中的报告。"
	wantText  = "请换用有文字的原文件（如.docx、.pdf、.html）。"
)

var foreigners = []foreign{
	{"\x89PNG\r\n\x1a\n", "这是图片（PNG），没有文字可读。", wantText},
	{"\xff\xd8\xff", "这是图片（JPEG），没有文字可读。", wantText},
	{"GIF8", "这是图片（GIF），没有文字可读。", wantText},
	{"II*\x00", "这是图片（TIFF），没有文字可读。", wantText},
	{"MM\x00*", "这是图片（TIFF），没有文字可读。", wantText},
	{"Rar!\x1a\x07", "这是压缩包（RAR）。", unpack},
	{"7z\xbc\xaf\x27\x1c", "这是压缩包（7z）。", unpack},
	{"\x1f\x8b", "这是压缩包（gzip）。", unpack},
	{`{\rtf`, "这是RTF文档。", saveAgain},
	{"MIME-Version:", "这是单个文件网页（.mht）。", "请用浏览器或者 Word 打开，另存为.html或.docx后再试。"},
}

// refuse returns a reader that says what the file is, nil when it is none of the
// foreign formats. The name does not matter: a picture called .docx is a picture.
func refuse(head []byte) Reader {
	for _, f := range foreigners {
		if bytes.HasPrefix(head, []byte(f.begins)) {
			return func([]byte) (*paper.Document, error) { return nil, paper.Unreadable(f.says, f.try, nil) }
		}
	}
	return nil
}
