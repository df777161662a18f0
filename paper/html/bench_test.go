package html

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// pages are the two kinds of pages reports are published as, of the sizes they
// have: clean markup, and markup pasted from Word.
func pages() map[string][]byte {
	return map[string][]byte{
		"clean": samplePage(func(cell string) string { return "<td>" + cell + "</td>" }),
		"word": samplePage(func(cell string) string {
			return "\n  <td width=142 style='width:106.5pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'>" +
				"\n  <p class=MsoNormal align=center style='text-align:center'><span style='font-family:Times New Roman;mso-font-kerning:0pt'><font face=\"方正仿宋_GBK\">" +
				cell + "</font></span><span lang=\"EN-US\"><o:p></o:p></span></p>\n  </td>\n "
		}),
	}
}

func samplePage(cell func(string) string) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>某县2024年政府信息公开工作年度报告</title></head>\n<body>\n<h1>某县2024年政府信息公开工作年度报告</h1>\n")
	for i := range 12 {
		fmt.Fprintf(&b, "<p>（%d）依申请公开。本年新收政府信息公开申请14940件，上年结转534件；本年度办理结果总计14939件，结转下年度继续办理535件。</p>\n", i)
	}
	b.WriteString("<table border=\"1\" cellspacing=\"0\"><tbody>\n")
	for i := range 34 {
		b.WriteString("<tr>" + cell("二、上年结转政府信息公开申请数量"))
		for k := range 7 {
			b.WriteString(cell(fmt.Sprint(i * k)))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>\n</body></html>\n")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for name, page := range pages() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(page); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	d := sample()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkTokenizer is the yardstick: what golang.org/x/net/html needs to
// part the same pages into tokens and attributes, and no more.
func BenchmarkTokenizer(b *testing.B) {
	for name, page := range pages() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				z := xhtml.NewTokenizer(bytes.NewReader(page))
				for z.Next() != xhtml.ErrorToken {
					for _, more := z.TagName(); more; {
						_, _, more = z.TagAttr()
					}
				}
				if z.Err() != io.EOF {
					b.Fatal(z.Err())
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
