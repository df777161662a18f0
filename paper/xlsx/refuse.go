package xlsx

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"gongkai/paper"
)

// refuse names the files that are often called .xlsx and are not.
func refuse(data []byte) error {
	head := data[:min(len(data), 1024)]
	if text := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")); text == "" {
		return paper.Unreadable("文件是空的。", "请确认上传或保存时内容没有丢失，再重新提供。", nil)
	}
	begins := func(mark string) bool { return bytes.HasPrefix(head, []byte(mark)) }
	switch {
	case len(data) > maxFileBytes:
		return paper.Unreadable(fmt.Sprintf("文件有%d兆字节，超过%d兆字节的上限。", len(data)>>20, maxFileBytes>>20), "请删去图片和无关的工作表，另存后再提供。", nil)
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return nil
	case begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return refuseCompound(data)
	case begins("\x09\x08\x10\x00"), begins("\x09\x08\x08\x00"), begins("\x09\x04\x06\x00"), begins("\x09\x02\x06\x00"):
		return oldWorkbook()
	case begins("%PDF-"):
		return paper.Unreadable("这是 PDF 文件，不是 Excel 文件。", "请把扩展名改回 .pdf 后再提供。", nil)
	case begins("Rar!"), begins("7z\xbc\xaf"), begins("\x1f\x8b"):
		return paper.Unreadable("这是压缩包，不是 Excel 文件。", "请解压后提供其中的文件。", nil)
	case begins("\x89PNG"), begins("\xff\xd8\xff"), begins("GIF8"), begins("BM"):
		return paper.Unreadable("这是图片，不是 Excel 文件。", "请提供含有文字的原始文件。", nil)
	}
	return refuseText(head)
}

// refuseCompound tells apart the files in the container of old Office: its
// directory names streams in UTF-16.
func refuseCompound(data []byte) error {
	switch {
	case containsName(data, "EncryptedPackage"):
		return encrypted()
	case containsName(data, "WordDocument"):
		return paper.Unreadable("这是旧版 Word 文件（.doc），不是 Excel 文件。", "请用 Word 或 WPS 另存为 .docx 后再提供。", nil)
	case containsName(data, "Workbook"), containsName(data, "Book"):
		return oldWorkbook()
	}
	return paper.Unreadable("这是旧版 Office 文件，无法识别内容。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再提供。", nil)
}

func oldWorkbook() error {
	return paper.Unreadable("这是旧版 Excel（.xls）或 WPS 表格（.et）文件。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再提供。", nil)
}

func containsName(data []byte, name string) bool {
	var wide []byte
	for _, c := range utf16.Encode([]rune(name)) {
		wide = append(wide, byte(c), byte(c>>8))
	}
	return bytes.Contains(data, wide)
}

// refuseText names text that got the extension of a workbook.
func refuseText(head []byte) error {
	start := strings.ToLower(string(head))
	switch {
	case strings.Contains(start, "progid=\"excel.sheet\""), strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet"):
		return paper.Unreadable("这是 Excel 2003 XML 表格，不是 .xlsx 文件。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再提供。", nil)
	case strings.Contains(start, "<html"), strings.Contains(start, "<table"), strings.Contains(start, "<!doctype html"):
		return paper.Unreadable("这是网页，不是 Excel 文件。", "请把扩展名改为 .html，或用 Excel 另存为 .xlsx 后再提供。", nil)
	case bytes.IndexByte(head, 0) >= 0 && !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")):
		return paper.Unreadable("这不是 Excel 文件，无法识别。", "请用 Excel 或 WPS 打开后另存为 .xlsx 再提供。", nil)
	}
	return paper.Unreadable("这是文本或 CSV 文件，不是 Excel 文件。", "请把扩展名改为 .csv，或用 Excel 另存为 .xlsx 后再提供。", nil)
}

// refuseOthers names the archives that hold no workbook of this format.
func (a *archive) refuseOthers() error {
	switch {
	case a.has("word/document.xml"):
		return paper.Unreadable("这是 Word 文件（.docx），不是 Excel 文件。", "请把扩展名改回 .docx 后再提供。", nil)
	case a.has("ppt/presentation.xml"):
		return paper.Unreadable("这是演示文稿（.pptx），不是 Excel 文件。", "请提供表格文件。", nil)
	case a.has("xl/workbook.bin"):
		return paper.Unreadable("这是二进制 Excel 文件（.xlsb）。", "请用 Excel 打开后另存为 .xlsx 再提供。", nil)
	case a.has("content.xml") && a.has("mimetype"):
		return paper.Unreadable("这是 OpenDocument 表格（.ods）。", "请用 WPS 或 LibreOffice 另存为 .xlsx 后再提供。", nil)
	case a.has("ofd.xml"):
		return paper.Unreadable("这是 OFD 版式文件，不是 Excel 文件。", "请提供原始的 Excel 文件。", nil)
	case !a.has("_rels/.rels") && !a.has("xl/workbook.xml"):
		return paper.Unreadable("这是压缩包，里面没有 Excel 工作簿。", "请解压后提供其中的文件。", nil)
	}
	return nil
}
