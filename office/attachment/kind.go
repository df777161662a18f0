package attachment

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// A kind is what a file is by its content.
type kind struct {
	label      string
	media      string
	extensions []string // the first is the usual one
}

// The kinds accepted. WPS writes the older formats of Office under its own
// extensions.
var (
	pdfFile  = kind{"PDF文档", "application/pdf", []string{"pdf"}}
	docxFile = kind{"Word文档（DOCX）", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{"docx"}}
	xlsxFile = kind{"Excel工作簿（XLSX）", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{"xlsx"}}
	pptxFile = kind{"演示文稿（PPTX）", "application/vnd.openxmlformats-officedocument.presentationml.presentation", []string{"pptx"}}
	docFile  = kind{"Word文档（97-2003）", "application/msword", []string{"doc", "wps"}}
	xlsFile  = kind{"Excel工作簿（97-2003）", "application/vnd.ms-excel", []string{"xls", "et"}}
	pptFile  = kind{"演示文稿（97-2003）", "application/vnd.ms-powerpoint", []string{"ppt", "dps"}}
	ofdFile  = kind{"OFD版式文档", "application/ofd", []string{"ofd"}}
	jpegFile = kind{"JPEG图片", "image/jpeg", []string{"jpg", "jpeg"}}
	pngFile  = kind{"PNG图片", "image/png", []string{"png"}}
	gifFile  = kind{"GIF图片", "image/gif", []string{"gif"}}
	tiffFile = kind{"TIFF图片", "image/tiff", []string{"tif", "tiff"}}
	utf8File = kind{"文本", "text/plain; charset=utf-8", []string{"txt", "csv"}}
	gbFile   = kind{"文本", "text/plain; charset=gb18030", []string{"txt", "csv"}}
)

var accepted = []kind{pdfFile, docxFile, xlsxFile, pptxFile, docFile, xlsFile, pptFile, ofdFile, jpegFile, pngFile, gifFile, tiffFile, utf8File, gbFile}

// acceptable says in a message what may be uploaded instead.
const acceptable = "可以上传PDF、OFD、Word、Excel、PowerPoint、WPS文档，JPG、PNG、GIF、TIFF图片，以及TXT、CSV文本"

// Extensions lists the extensions accepted, each with its dot, for the accept
// attribute of a form's field.
func Extensions() (all []string) {
	for _, k := range accepted {
		for _, e := range k.extensions {
			if !slices.Contains(all, "."+e) {
				all = append(all, "."+e)
			}
		}
	}
	return all
}

// fits says whether a name's extension is one of the kind, or why not.
func (k kind) fits(name string) error {
	ext := extension(name)
	switch {
	case slices.Contains(k.extensions, ext):
		return nil
	case ext == "":
		return at(problem.Invalid("文件名没有扩展名，内容是%s", k.label), "请把文件名改为以."+k.extensions[0]+"结尾后重新上传")
	}
	return at(problem.Invalid("扩展名是.%s，内容是%s", ext, k.label), "请核对是不是要上传的文件；如果是，把扩展名改为."+k.extensions[0]+"后重新上传")
}

// mediaOf returns the kind's media type for a file of that name.
func (k kind) mediaOf(name string) string {
	if extension(name) == "csv" {
		return strings.Replace(k.media, "text/plain", "text/csv", 1)
	}
	return k.media
}

// isKnown says whether any kind has the extension.
func isKnown(ext string) bool {
	return slices.ContainsFunc(accepted, func(k kind) bool { return slices.Contains(k.extensions, ext) })
}

// A signature is how a file begins that is recognised only to say what it is.
type signature struct{ begins, label string }

// foreign are the beginnings, in lower case, of what is refused.
var foreign = []signature{
	{"mz", "Windows程序"}, {"\x7felf", "Linux程序"}, {"\xcf\xfa\xed\xfe", "程序"}, {"\xca\xfe\xba\xbe", "程序"},
	{"#!", "脚本"}, {"<?php", "脚本"}, {"@echo", "脚本"},
	{"<svg", "SVG图形"}, {"<!doctype svg", "SVG图形"},
	{"<!doctype html", "网页（HTML）"}, {"<html", "网页（HTML）"}, {"<head", "网页（HTML）"}, {"<body", "网页（HTML）"},
	{"<table", "网页（HTML）"}, {"<script", "网页（HTML）"}, {"<meta", "网页（HTML）"}, {"<!--", "网页（HTML）"},
	{"mime-version:", "网页存档（MHT）"}, {"<?xml", "XML文件"}, {"{\\rtf", "RTF文档"},
	{"rar!", "RAR压缩包"}, {"7z\xbc\xaf", "7z压缩包"}, {"\x1f\x8b", "GZIP压缩包"}, {"bzh", "BZIP2压缩包"}, {"\xfd7zxz", "XZ压缩包"},
	{"\xff\xfe", "UTF-16编码的文本（请另存为UTF-8编码）"}, {"\xfe\xff", "UTF-16编码的文本（请另存为UTF-8编码）"},
	{"bm", "BMP图片"}, {"riff", "音视频或者WEBP图片"}, {"id3", "音频"}, {"%!ps", "PostScript文件"}, {"sqlite format", "数据库文件"},
}

// foreignLabel says what a file is that begins with head, "" when that is not
// known.
func foreignLabel(head []byte) string {
	text := lower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"))
	for _, s := range foreign {
		if bytes.HasPrefix(text, []byte(s.begins)) && !isOnlyText(s, text) {
			return s.label
		}
	}
	return ""
}

// lower puts ASCII letters in lower case and leaves all other bytes, which
// bytes.ToLower does not.
func lower(b []byte) []byte {
	b = slices.Clone(b)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// isOnlyText says that a signature of two letters stands before a sentence:
// “BM” and “MZ” begin words too.
func isOnlyText(s signature, text []byte) bool {
	return len(s.begins) <= 3 && s.begins[0] >= 'a' && s.begins[0] <= 'z' && !bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' })
}

// ErrKind is the cause of every refusal of a file whose content is of no
// accepted kind. Where only some kinds are wanted the advice is to be another.
var ErrKind = errors.New("content of no accepted kind")

// refuse is for content of no accepted kind.
func refuse(label string) error {
	if label == "" {
		return at(problem.Invalid("认不出文件的内容"), acceptable+"；文件如有损坏，请重新导出").From(ErrKind)
	}
	return at(problem.Invalid("文件的内容是%s，不能上传", label), acceptable).From(ErrKind)
}
