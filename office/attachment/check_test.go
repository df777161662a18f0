package attachment

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gongkai/law/problem"
)

func check(name string, content []byte) (string, error) {
	return Check(context.Background(), DefaultLimits(), name, bytes.NewReader(content), int64(len(content)))
}

func TestCheckAccepts(t *testing.T) {
	t.Parallel()
	template := part{"word/_rels/settings.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:\Users\a\Normal.dotm" TargetMode="External"/><Relationship Type="http://x/hyperlink" Target="http://www.gov.cn/?a=1&#38;b" TargetMode="External"/></Relationships>`}
	gb := "\xb9\xab\xbf\xaa\xc4\xea\xb1\xa8\x81\x30\x81\x30\r\n" // 公开年报, and a character of four bytes
	tests := []struct {
		name    string
		content []byte
		media   string
	}{
		{"决定书.pdf", []byte(pdf), "application/pdf"},
		{"决定书.PDF", []byte("\ufeff\r\n" + pdf + strings.Repeat("\x00", 1000)), "application/pdf"},
		{"a.docx", docx(t, template), docxFile.media},
		{"formula.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(compoundOf("Root Entry", "Equation Native"))}), docxFile.media},
		{"drawing.docx", docx(t, part{"word/media/image1.emz", "\x1f\x8b\x08"}), docxFile.media},
		{"a.xlsx", archiveOf(t, typesPart("spreadsheetml.sheet.main+xml"), part{"xl/workbook.xml", "<workbook/>"}), xlsxFile.media},
		{"a.pptx", archiveOf(t, typesPart("presentationml.presentation.main+xml"), part{"ppt/presentation.xml", "<p/>"}), pptxFile.media},
		{"a.ofd", archiveOf(t, part{"OFD.xml", "<OFD/>"}, part{"Doc_0/Document.xml", "<Document/>"}), "application/ofd"},
		{"a.doc", compoundOf("Root Entry", "WordDocument", "1Table"), "application/msword"},
		{"a.wps", compoundOf("Root Entry", "WordDocument"), "application/msword"},
		{"table within.doc", compoundWith(stored{"WordDocument", "x"}, stored{"Workbook", sheetOf(0, 0x10)}), "application/msword"},
		{"a.xls", workbook("Workbook"), "application/vnd.ms-excel"},
		{"large.xls", compoundWith(stored{"Workbook", sheetOf(0, 0x10, strings.Repeat(record(0x42, strings.Repeat("x", 500)), 300))}), "application/vnd.ms-excel"},
		{"old.et", workbook("Book"), "application/vnd.ms-excel"},
		{"a.ppt", presentation(slide), "application/vnd.ms-powerpoint"},
		{"a.dps", presentation(slide), "application/vnd.ms-powerpoint"},
		{"chart.ppt", presentation(slide, object(compoundWith(stored{"Workbook", sheetOf(0, 0x10)}), true)), "application/vnd.ms-powerpoint"},
		{"formula.ppt", presentation(slide, object(compoundWith(stored{"Equation Native", "x"}), false)), "application/vnd.ms-powerpoint"},
		{"chance.ppt", presentation(slide, "\x00\x00\x11\x10\x08\x00\x00\x00\x00\x00\x00\x00\x78\x9c not packed, and \x0f\x00\x14\x2f\xff\xff\xff\xff"), "application/vnd.ms-powerpoint"},
		{"old.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(presentation(slide))}), docxFile.media},
		{"old.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(workbook("Workbook"))}), docxFile.media},
		{"a.jpg", picture(t, "jpeg"), "image/jpeg"},
		{"a.JPEG", picture(t, "jpeg"), "image/jpeg"},
		{"a.png", picture(t, "png"), "image/png"},
		{"a.gif", picture(t, "gif"), "image/gif"},
		{"scan.tif", tiffOf(binary.LittleEndian, "II*\x00", 2480, 3508), "image/tiff"},
		{"scan.tiff", tiffOf(binary.BigEndian, "MM\x00*", 2480, 3508), "image/tiff"},
		{"a.txt", []byte("公开年报\n"), "text/plain; charset=utf-8"},
		{"bom.csv", []byte("\ufeff文号,日期\r\n"), "text/csv; charset=utf-8"},
		{"gb.csv", []byte(gb), "text/csv; charset=gb18030"},
		{"words.txt", []byte("BMW是汽车"), "text/plain; charset=utf-8"},
		{"long.txt", []byte(strings.Repeat("公开", 100_000)), "text/plain; charset=utf-8"},
	}
	for _, test := range tests {
		media, err := check(test.name, test.content)
		if media != test.media || err != nil {
			t.Errorf("Check(%s) = %q, %v; want %q", test.name, media, err, test.media)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	encrypted := docx(t)
	flags := bytes.Index(encrypted, []byte("PK\x01\x02")) + 8
	encrypted[flags] |= 1
	remote := func(target string) []byte {
		return docx(t, part{"word/_rels/settings.xml.rels", `<Relationship Type="http://x/attachedTemplate" Target="` + target + `" TargetMode="External"/>`})
	}
	many := make([]part, 5001)
	for i := range many {
		many[i] = part{fmt.Sprintf("word/%d", i), ""}
	}
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"a.pdf", nil, "空的"},
		{"a.exe", []byte("MZ\x90\x00"), "不接受扩展名是.exe"},
		{"a.html", []byte("<html>"), "不接受扩展名是.html"},
		{"a.svg", []byte("<svg>"), "不接受扩展名是.svg"},
		{"a.docm", docx(t), "不接受扩展名是.docm"},
		{"program.pdf", []byte("MZ\x90\x00\x03\x00"), "Windows程序"},
		{"program.txt", []byte("\x7fELF\x02\x01"), "Linux程序"},
		{"script.txt", []byte("#!/bin/sh\n"), "脚本"},
		{"page.txt", []byte("\ufeff \n<!DOCTYPE html><p>"), "网页（HTML）"},
		{"export.xls", []byte("<html xmlns:x><table>"), "网页（HTML）"},
		{"table.xls", []byte("<TABLE border=1>"), "网页（HTML）"},
		{"drawing.txt", []byte(`<svg onload="x">`), "SVG图形"},
		{"x.txt", []byte("<?xml version='1.0'?><svg/>"), "XML文件"},
		{"a.doc", []byte(`{\rtf1\ansi`), "RTF文档"},
		{"mail.doc", []byte("MIME-Version: 1.0\r\n"), "MHT"},
		{"a.txt", []byte("\xff\xfea\x00b\x00"), "UTF-16"},
		{"a.pdf", []byte("Rar!\x1a\x07\x00"), "RAR压缩包"},
		{"a.pdf", []byte("7z\xbc\xaf\x27\x1c"), "7z压缩包"},
		{"a.pdf", []byte("\x1f\x8b\x08"), "GZIP压缩包"},
		{"a.jpg", []byte("BM\x00\x00\x01\x00"), "BMP图片"},
		{"a.txt", []byte("\x00\x01\x02"), "认不出"},
		{"a.txt", []byte("text\xff\xff"), "认不出"},
		{"a.txt", []byte("bell\x07"), "认不出"},
		{"half.txt", []byte("\xb9\xab\xbf"), "认不出"},
		{"a.pdf", []byte("%PDF-1.7\nhalf of it"), "不完整"},

		{"a.pdf", docx(t), "扩展名是.pdf，内容是Word文档（DOCX）"},
		{"a.docx", []byte(pdf), "扩展名是.docx，内容是PDF文档"},
		{"a.xls", compoundOf("WordDocument"), "扩展名是.xls，内容是Word文档（97-2003）"},
		{"a.png", picture(t, "jpeg"), "内容是JPEG图片"},
		{"a.pdf", []byte("text"), "内容是文本"},
		{"scan", []byte(pdf), "没有扩展名"},

		{"bomb.docx", docx(t, part{"word/media/a", blanks(9)}), "超过原来的200倍"},
		{"many.docx", docx(t, many...), "5003个"},
		{"archive.docx", archiveOf(t, part{"a.txt", "x"}), "压缩包（ZIP）"},
		{"empty.docx", archiveOf(t), "压缩包（ZIP）"},
		{"half.docx", docx(t)[:200], "已损坏"},
		{"wrong.docx", bytes.Replace(docx(t, part{"word/x", "stored"}), []byte("PK\x01\x02"), []byte("PK\x01\x03"), 1), "已损坏"},
		{"locked.docx", encrypted, "打开密码"},
		{"locked.docx", compoundOf("EncryptionInfo", "EncryptedPackage"), "打开密码"},
		{"up.docx", docx(t, part{"../../etc/passwd", "x"}), "不安全的路径"},
		{"within.docx", docx(t, part{"word/../../x", "x"}), "不安全的路径"},
		{"root.docx", docx(t, part{"/etc/passwd", "x"}), "不安全的路径"},
		{"windows.docx", docx(t, part{`..\..\x.exe`, "x"}), "不安全的路径"},
		{"drive.docx", docx(t, part{`C:x`, "x"}), "不安全的路径"},
		{"twice.docx", docx(t, part{"Word/Document.xml", "x"}), "同名"},
		{"zip.docx", docx(t, part{"word/embeddings/a.xlsx", string(docx(t))}), "嵌入了另一个文件“a.xlsx”"},
		{"exe.docx", docx(t, part{"word/media/a.png", "MZ\x90"}), "嵌入了另一个文件"},
		{"rar.docx", docx(t, part{"word/a", "Rar!\x1a"}), "嵌入了另一个文件"},
		{"ole.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(compoundOf("\x01Ole10Native"))}), "嵌入了另一个文件"},
		{"ole.doc", compoundOf("WordDocument", "\x01Ole10Native"), "嵌入了另一个文件"},

		{"vba.docx", docx(t, part{"word/vbaProject.bin", "x"}), "宏"},
		{"renamed.docx", docx(t, part{"word/other.bin", string(compoundOf("VBA", "_VBA_PROJECT"))}), "宏"},
		{"typed.docx", archiveOf(t, part{"[Content_Types].xml", `ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"`}, part{"word/document.xml", ""}), "宏"},
		{"hidden.docx", archiveOf(t, part{"[Content_Types].xml", `wordprocessingml.document.main+xml application/vnd.ms-office.vba&#80;roject`}, part{"word/document.xml", ""}), "宏"},
		{"sheet.xlsx", archiveOf(t, typesPart("spreadsheetml.sheet.main+xml"), part{"xl/workbook.xml", ""}, part{"xl/macrosheets/sheet1.xml", ""}), "宏"},
		{"control.docx", docx(t, part{"word/activeX/activeX1.bin", "x"}), "宏"},
		{"a.doc", compoundOf("WordDocument", "Macros", "VBA"), "宏"},
		{"a.xls", compoundOf("Workbook", "_VBA_PROJECT_CUR"), "宏"},
		{"rest.xlsx", archiveOf(t, typesPart("spreadsheetml.sheet.main+xml"), part{"xl/workbook.xml", ""}, part{"xl/_rels/workbook.xml.rels", `<Relationship Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="x.xml"/>`}), "宏"},
		{"elsewhere.xlsx", archiveOf(t, part{"[Content_Types].xml", `spreadsheetml.sheet.main+xml application/vnd.ms-excel.macrosheet+xml`}, part{"xl/workbook.xml", ""}), "宏"},
		{"listed.xls", compoundWith(stored{"Workbook", sheetOf(macroSheet, 0x10)}), "宏"},
		{"begins.xls", compoundWith(stored{"Workbook", sheetOf(0, macroBegins)}), "宏"},
		{"large.xls", compoundWith(stored{"Workbook", sheetOf(macroSheet, macroBegins, strings.Repeat(record(0x42, strings.Repeat("x", 500)), 300))}), "宏"},
		{"old.xls", compoundWith(stored{"Book", sheetOf(moduleSheet, moduleIs)}), "宏"},
		{"within.doc", compoundWith(stored{"WordDocument", "x"}, stored{"Workbook", sheetOf(macroSheet, macroBegins)}), "宏"},
		{"second.xls", compoundWith(stored{"Workbook", sheetOf(0, 0x10)}, stored{"Book", sheetOf(macroSheet, macroBegins)}), "宏"},
		{"protected.xls", compoundWith(stored{"Workbook", sheetOf(0, 0x10, record(passwordRecord, "\x00\x00"))}), "密码或者保护"},
		{"torn.xls", compoundOf("Root Entry", "Workbook"), "已损坏"},
		{"empty.xls", compoundWith(stored{"Workbook", ""}), "已损坏"},
		{"noise.xls", compoundWith(stored{"Workbook", strings.Repeat("x", 5000)}), "已损坏"},
		{"half.xls", workbook("Workbook")[:512+512+512+512], "已损坏"},
		{"many.xls", compoundWith(slices.Repeat([]stored{{"Workbook", sheetOf(0, 0x10)}}, 33)...), "嵌入了另一个文件"},
		{"packed.ppt", presentation(slide, object(vbaProject, true)), "宏"},
		{"plain.ppt", presentation(slide, object(vbaProject, false)), "宏"},
		{"small.ppt", compoundWith(stored{"PowerPoint Document", object(vbaProject, true)}), "宏"},
		{"hidden.ppt", presentation(slide, pptRecord(0, 0x0fba, "text "+object(vbaProject, true))), "宏"},
		{"torn.ppt", presentation(slide, strings.TrimSuffix(object(vbaProject, true), object(vbaProject, true)[len(object(vbaProject, true))-6:])), "宏"},
		{"block.ppt", presentation(strings.Repeat(" ", 64<<10-5), object(vbaProject, true)), "宏"},
		{"chart.ppt", presentation(slide, object(compoundWith(stored{"Workbook", sheetOf(macroSheet, macroBegins)}), true)), "宏"},
		{"within.ppt", presentation(slide, object(presentation(slide, object(vbaProject, true)), true)), "宏"},
		{"control.ppt", presentation(slide, pptRecord(0xf, controlRecord, pptRecord(0, 0x0ffb, "\x00\x00\x00\x00"))), "宏或者控件"},
		{"within.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(presentation(slide, object(vbaProject, true)))}), "宏"},
		{"within.docx", docx(t, part{"word/embeddings/oleObject1.bin", string(compoundWith(stored{"Workbook", sheetOf(macroSheet, macroBegins)}))}), "宏"},
		{"package.ppt", presentation(slide, object(compoundWith(stored{"Package", "PK"}), true)), "嵌入了另一个文件"},
		{"deep.ppt", deepPresentation(5), "嵌入了另一个文件"},
		{"many.ppt", presentation(slide, strings.Repeat(object(compoundWith(stored{"x", "x"}), true), maxObjects+1)), "嵌入了另一个文件"},
		{"huge.ppt", presentation(slide, object(append(compoundOf("x"), make([]byte, maxObject)...), true)), "超过原来的200倍"},
		{"places.ppt", presentation(slide, strings.Repeat("\x11\x10........\x78\x9c", maxPlaces+1)), "已损坏"},
		{"locked.ppt", presentation(slide, pptRecord(0xf, lockedRecord, "xxxx")), "打开密码"},
		{"locked.ppt", compoundWith(stored{"PowerPoint Document", slide}, stored{"Current User", "\x00\x00\xf6\x0f\x20\x00\x00\x00\x14\x00\x00\x00\xdf\xc4\xd1\xf3"}), "打开密码"},
		{"torn.ppt", compoundOf("Root Entry", "PowerPoint Document"), "已损坏"},
		{"half.ppt", bytes.TrimSuffix(presentation(slide, object(vbaProject, true)), presentation(slide, object(vbaProject, true))[len(presentation(slide, object(vbaProject, true)))-512:]), "已损坏"},
		{"entities.docx", archiveOf(t, part{"[Content_Types].xml", `<!DOCTYPE x [<!ENTITY a "b">]>`}, part{"word/document.xml", ""}), "写法异常"},
		{"remote.docx", remote("https://evil.example/t.dotm"), "从网上读取"},
		{"remote.docx", remote("&#104;ttps://evil.example/t.dotm"), "从网上读取"},
		{"share.docx", remote(`\\server\t.dotm`), "从网上读取"},
		{"share.docx", remote(`file://server/t.dotm`), "从网上读取"},
		{"share.docx", remote(`file:///\\server\t.dotm`), "从网上读取"},
		{"installer.doc", compoundOf("Root Entry", "!_StringData"), "安装程序"},

		{"large.png", pngOf(40_000, 10), "40000×10像素"},
		{"large.png", pngOf(20_000, 20_000), "20000像素"},
		{"none.png", pngOf(0, 0), "已损坏"},
		{"half.png", []byte("\x89PNG\r\n\x1a\n\x00"), "已损坏"},
		{"half.jpg", []byte("\xff\xd8\xff\xe0"), "已损坏"},
		{"half.gif", []byte("GIF89a"), "已损坏"},
		{"large.tif", tiffOf(binary.LittleEndian, "II*\x00", 1<<31, 1<<31), "像素"},
		{"half.tif", []byte("II*\x00\x08"), "已损坏"},
		{"far.tif", []byte("II*\x00\xff\xff\xff\xff\x00\x00"), "已损坏"},
		{"empty.tif", []byte("MM\x00*\x00\x00\x00\x08\x00\x00"), "已损坏"},
	}
	for _, test := range tests {
		media, err := check(test.name, test.content)
		var p *problem.Error
		if media != "" || !errors.As(err, &p) || !strings.Contains(p.Says, test.want) || p.Advice == "" || p.Field != "file" {
			t.Errorf("Check(%s, %.20q) = %q, %v; want …%s… with advice at the file", test.name, test.content, media, err, test.want)
		}
	}
}

func TestCheckLimits(t *testing.T) {
	t.Parallel()
	l := DefaultLimits()
	l.Bytes, l.Unpacked = 4<<20, 2<<20
	for _, test := range []struct {
		content []byte
		want    string
	}{
		{[]byte(blanks(5)), "文件有5.0MB，上限是4MB"},
		{docx(t, part{"word/a", blanks(3)}), "超过2MB"},
	} {
		_, err := Check(t.Context(), l, "a.docx", bytes.NewReader(test.content), int64(len(test.content)))
		if p := problem.Of(err); p == nil || p.Kind != problem.KindTooLarge || !strings.Contains(p.Says, test.want) {
			t.Errorf("Check of %d bytes = %v, want …%s…", len(test.content), err, test.want)
		}
	}
}

func TestCheckStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, content := range map[string][]byte{"a.docx": docx(t), "a.doc": compoundOf("WordDocument"), "a.txt": []byte("text")} {
		if _, err := Check(ctx, DefaultLimits(), name, bytes.NewReader(content), int64(len(content))); name != "a.doc" && !errors.Is(err, context.Canceled) {
			t.Errorf("Check(%s) of a request that has ended = %v, want %v", name, err, context.Canceled)
		}
	}
}

// TestCheckMemory sends what is made to fill the memory.
func TestCheckMemory(t *testing.T) {
	long := bytes.Repeat([]byte("PK\x01\x02"+strings.Repeat("\x00", 42)), 20<<20/46)
	directory := append([]byte("PK\x03\x04"), long...)
	directory = append(directory, "PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff"...)
	directory = binary.LittleEndian.AppendUint32(directory, uint32(len(long)))
	directory = binary.LittleEndian.AppendUint32(directory, 4)
	directory = append(directory, 0, 0)
	directory = directory[len(directory)-min(len(directory), 20<<20):]
	copy(directory, "PK\x03\x04")
	for name, content := range map[string][]byte{
		"directory.docx": directory,
		"bomb.docx":      docx(t, part{"word/a.xml", blanks(40)}),
		"rels.docx":      docx(t, part{"word/a.rels", blanks(40)}),
		"tag.docx":       docx(t, part{"word/a.rels", strings.Repeat("<", 4<<20)}),
		"lines.txt":      bytes.Repeat([]byte("\n"), 4<<20),
		"a.doc":          compoundOf(make([]string, 100_000)...),
		"sectors.xls":    bytes.Replace(compoundWith(stored{"Workbook", sheetOf(0, 0x10, strings.Repeat(record(0x42, strings.Repeat("x", 500)), 10_000))}), []byte("\x06\x00\x00\x00"), []byte("\x06\x00\x01\x00"), 1),
		"objects.ppt":    presentation(slide, strings.Repeat(object(append(compoundOf("x"), noise(1<<20)...), true), 18)),
		"circle.ppt":     bytes.ReplaceAll(presentation(strings.Repeat("x", 5<<20)), []byte("\x80\x00\x00\x00"), []byte("\x02\x00\x00\x00")),
		"circle.xls":     bytes.ReplaceAll(compoundWith(stored{"Workbook", sheetOf(0, 0x10, strings.Repeat(record(0x42, strings.Repeat("x", 500)), 10_000))}), []byte("\x80\x00\x00\x00"), []byte("\x02\x00\x00\x00")),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := check(name, content)
		runtime.ReadMemStats(&after)
		if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 64 {
			t.Errorf("Check(%s) took %d MB (%v), want at most 64", name, got, err)
		}
	}
}

// FuzzCheck looks for a file that makes the check panic or take long.
func FuzzCheck(f *testing.F) {
	for name, content := range map[string][]byte{
		"a.pdf": []byte(pdf), "a.docx": docx(f), "a.ofd": archiveOf(f, part{"OFD.xml", "<OFD/>"}),
		"a.doc": compoundOf("Root Entry", "WordDocument"), "a.xls": workbook("Workbook"), "b.xls": workbook("Book"), "c.xls": compoundWith(stored{"Workbook", sheetOf(0, 0x10, record(0x42, strings.Repeat("x", 5000)))}), "a.png": picture(f, "png"), "a.jpg": picture(f, "jpeg"), "a.gif": picture(f, "gif"),
		"a.ppt": presentation(slide), "b.ppt": presentation(slide, object(vbaProject, true)), "c.ppt": presentation(slide, object(workbook("Workbook"), true)), "d.ppt": presentation(slide, object(presentation(slide, object(vbaProject, false)), true)),
		"a.tif": tiffOf(binary.BigEndian, "MM\x00*", 20, 30), "a.csv": []byte("\xb9\xab,1\n"),
		"b.docx": docx(f, part{"word/_rels/a.rels", `<Relationship Type="x/attachedTemplate" Target="http://x"/>`}),
	} {
		f.Add(name, content)
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		clean := CleanName(name)
		media, err := check(clean, content)
		var p *problem.Error
		if err == nil && media == "" || err != nil && (!errors.As(err, &p) || p.Advice == "") {
			t.Errorf("Check(%q, %q) = %q, %v; want a media type or a problem with advice", name, content, media, err)
		}
		if again := CleanName(clean); again != clean {
			t.Errorf("CleanName(%q) = %q, and again %q", name, clean, again)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	for name, content := range map[string][]byte{"a.pdf": []byte(pdf), "a.docx": docx(b, part{"word/a.xml", strings.Repeat("<w:p>公开</w:p>", 10_000)}), "a.txt": []byte(strings.Repeat("公开年报\n", 100_000))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				if _, err := check(name, content); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// FuzzPresentation looks for a stream of a presentation that makes the check
// panic or take long, and for macros that it lets pass behind other bytes.
func FuzzPresentation(f *testing.F) {
	for _, stream := range []string{slide, object(vbaProject, true), object(vbaProject, false), object(workbook("Workbook"), true), object(presentation(slide, object(vbaProject, true)), true), pptRecord(0xf, lockedRecord, "x")} {
		f.Add([]byte(stream), 3)
	}
	f.Fuzz(func(t *testing.T, stream []byte, before int) {
		media, err := check("a.ppt", presentation(string(stream)))
		var p *problem.Error
		if err == nil && media == "" || err != nil && (!errors.As(err, &p) || p.Advice == "") {
			t.Errorf("Check(%q) = %q, %v; want a media type or a problem with advice", stream, media, err)
		}
		at := max(0, min(before, len(stream)))
		if _, err := check("a.ppt", presentation(string(stream[:at]), object(vbaProject, true), string(stream[at:]))); err == nil {
			t.Errorf("Check accepts macros behind %q and before %q", stream[:at], stream[at:])
		}
	})
}
