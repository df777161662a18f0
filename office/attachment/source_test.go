package attachment

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"gongkai/law/problem"
)

func TestCheckSource(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, file string
		content    []byte
		media      string // "" where it is refused
		says       string
	}{
		{"网页", "2022.html", []byte("<!DOCTYPE html><p>年度报告"), "application/octet-stream", ""},
		{"网页没有头", "2022.htm", []byte("<div>年度报告</div>"), "application/octet-stream", ""},
		{"国标网页", "2022.shtml", []byte("<html>\xb9\xab\xbf\xaa"), "application/octet-stream", ""},
		{"XHTML", "2022.xhtml", []byte("<?xml version=\"1.0\"?><html/>"), "application/octet-stream", ""},
		{"Markdown", "2022.md", []byte("# 一、总体情况"), "text/plain; charset=utf-8", ""},
		{"JSON", "2022.json", []byte(`{"schema":"gongkai.report/1"}`), "text/plain; charset=utf-8", ""},
		{"PDF", "2022.pdf", []byte(pdf), "application/pdf", ""},
		{"文本", "2022.txt", []byte("一、总体情况"), "text/plain; charset=utf-8", ""},
		{"程序叫作网页", "2022.html", []byte("MZ\x90\x00\x03"), "", "程序"},
		{"图形叫作网页", "2022.html", []byte("<svg onload=alert(1)>"), "", "SVG"},
		{"压缩包叫作网页", "2022.html", []byte("Rar!\x1a\x07"), "", "RAR"},
		{"二进制叫作网页", "2022.html", []byte("年报\x00\x01\x02"), "", "不是文字"},
		{"二进制叫作JSON", "2022.json", []byte("{\x00}"), "", "认不出"},
		{"空的", "2022.html", nil, "", "空的"},
		{"太大", "2022.html", bytes.Repeat([]byte("年"), 8<<20), "", "上限"},
		{"网页叫作文本", "2022.txt", []byte("<html>年报"), "", "网页"},
		{"程序", "2022.exe", []byte("MZ"), "", "exe"},
	} {
		media, err := CheckSource(context.Background(), DefaultLimits(), tt.file, bytes.NewReader(tt.content), int64(len(tt.content)))
		if media != tt.media && err == nil || (tt.media == "") != (err != nil) {
			t.Errorf("%s: CheckSource(%s) = %q, %v, want %q", tt.name, tt.file, media, err, tt.media)
		}
		if err != nil && !strings.Contains(problem.Of(err).Sentence(), tt.says) {
			t.Errorf("%s: %v does not say %q", tt.name, err, tt.says)
		}
	}
	// What is no report is accepted nowhere else.
	if _, err := check("a.html", []byte("<html>")); err == nil {
		t.Error("a web page is accepted as an attachment")
	}
}
