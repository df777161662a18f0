package docx

import (
	"bytes"

	"gongkai/paper"
)

// foreign refuses a file that is no zip archive, with a sentence that says what
// it is: offices rename .doc, .rtf and saved web pages to .docx every day.
func foreign(data []byte) error {
	if bytes.HasPrefix(data, []byte("PK")) {
		return nil
	}
	says, try := "这不是 Word 文档（.docx），内容无法识别。", trySaveAgain
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	head := bytes.ToLower(text[:min(len(text), 1024)])
	switch {
	case len(data) == 0:
		says, try = "文件是空的，没有内容。", "请重新取得原文件。"
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		says, try = compound(data)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		says = "这是 RTF 文件，只是扩展名为 .docx。"
	case bytes.HasPrefix(head, []byte("%pdf-")):
		says, try = "这是 PDF 文件，只是扩展名为 .docx。", "请把扩展名改为 .pdf 后再试。"
	case bytes.HasPrefix(head, []byte("mime-version:")):
		says = "这是单个文件网页（.mht），只是扩展名为 .docx。"
	case bytes.Contains(head, []byte("word.document")) || bytes.Contains(head, []byte("schemas.microsoft.com/office/word/2003")):
		says = "这是 Word XML 文件，不是 .docx。"
	case bytes.Contains(head, []byte("<html")) || bytes.HasPrefix(head, []byte("<!doctype html")):
		says, try = "这是网页文件，只是扩展名为 .docx。", "请把扩展名改为 .html 后再试；若是下载得到的，可能是网站的出错页面，请重新下载。"
	}
	return paper.Unreadable(says, try, nil)
}

// compound tells apart what may be in an OLE compound file by the names of its
// streams, which stand in its directory in UTF-16.
func compound(data []byte) (says, try string) {
	switch {
	case hasStream(data, "EncryptedPackage"):
		return "这个文档设有打开密码，无法读取。", "请用 Word 或 WPS 打开，取消密码后另存为 .docx 再试。"
	case hasStream(data, "WordDocument"):
		return "这是 Word 97—2003 文档（.doc），不是 .docx。", "请用 Word 或 WPS 打开，另存为 .docx 后再试。"
	case hasStream(data, "Workbook"):
		return "这是 Excel 97—2003 工作簿（.xls），不是 Word 文档。", "请确认文件；若要读取其中的表格，请另存为 .xlsx 后再试。"
	case hasStream(data, "PowerPoint Document"):
		return "这是 PowerPoint 97—2003 演示文稿（.ppt），不是 Word 文档。", trySaveAgain
	}
	return "这是旧版 Office 或 WPS 的二进制文件，不是 .docx。", trySaveAgain
}

func hasStream(data []byte, name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		wide = append(wide, name[i], 0)
	}
	return bytes.Contains(data, wide)
}
