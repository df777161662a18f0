package html

import (
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

var seeds = []string{
	"<table><tr><td colspan=2 rowspan=0>a<td>b<tr hidden><td>c</table>",
	"<p>a<!--b--!>c<![if x]>d<br>e&nbsp;&#160&amp;f",
	"<table><caption>a<td><table>b<tr><td>c</table></table>",
	"<div style='display:none'><table><td>x</div>y</table>z",
	"<textarea><title></textarea><script></scrip></script><plaintext>a",
	"<h1 id=a>b<p>c</h1><pre> d\n<table><tr height=0><td width=1>",
	"\xff\xfe<\x00p\x00>\x00", "\xb0\xa1\xb0\xa2<p>", "<meta charset=big5>\xa4\xa4\xa4\xe5",
	"<a b='c\"d' e=f/g h i = j/>k</a l=m></ n></>o<p/",
}

// FuzzRead: any bytes end in a document or an error for people, whose spans
// fit their tables.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		if err != nil {
			return
		}
		for _, table := range d.Tables() {
			if len(table.Rows) == 0 || table.HeaderRows > len(table.Rows) {
				t.Errorf("table of %d rows, %d of them headers", len(table.Rows), table.HeaderRows)
			}
			for i, row := range table.Rows {
				for _, c := range row.Cells {
					if c.RowSpan > len(table.Rows)-i || c.RowSpan < 0 || c.ColSpan < 0 || c.ColSpan > 1000 {
						t.Errorf("row %d of %d: cell spans %d×%d", i, len(table.Rows), c.RowSpan, c.ColSpan)
					}
				}
			}
			table.Grid()
		}
	})
}

// FuzzScan holds the scanner against the tokenizer of golang.org/x/net/html.
func FuzzScan(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if strings.ContainsAny(page, "\r\x00") { // which that tokenizer rewrites
			return
		}
		got, want := ours(page), theirs(page)
		if got != want {
			t.Errorf("scan %q\n got %q\nwant %q", page, got, want)
		}
	})
}

func ours(page string) string {
	var b strings.Builder
	s := scanner{src: page}
	for s.next() {
		switch s.kind {
		case textToken:
			b.WriteString(s.text)
		case startToken:
			b.WriteString("\x01" + lowerASCII(s.name))
			seen := map[string]bool{}
			for _, a := range s.attrs {
				if seen[lowerASCII(a.name)] {
					continue // of two with one name the first counts
				}
				seen[lowerASCII(a.name)] = true
				b.WriteString("\x02" + lowerASCII(a.name) + "=" + xhtml.UnescapeString(a.value))
			}
			b.WriteString("\x03")
		case endToken:
			b.WriteString("\x04" + lowerASCII(s.name) + "\x03")
		}
	}
	return b.String()
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func theirs(page string) string {
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return b.String()
		case xhtml.TextToken:
			b.Write(z.Raw())
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			name, more := z.TagName()
			b.WriteString("\x01" + string(name))
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				b.WriteString("\x02" + string(key) + "=" + string(value))
			}
			b.WriteString("\x03")
			z.NextIsNotRawText()
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			b.WriteString("\x04" + string(name) + "\x03")
		}
	}
}
