package docx

import (
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// events lists what the scanner sees, adjacent pieces of text joined.
func events(t *testing.T, x *scanner) string {
	t.Helper()
	var b strings.Builder
	inText := false
	for {
		switch x.next() {
		case startTag:
			fmt.Fprintf(&b, "\n<%s", x.local)
			for _, a := range x.attributes {
				name := string(a.name)
				if i := strings.IndexByte(name, ':'); i >= 0 {
					name = name[i+1:]
				}
				value, err := unescape(nil, a.value)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&b, " %s=%q", name, value)
			}
			inText = false
		case endTag:
			b.WriteString("\n>")
			inText = false
		case charData:
			if !inText {
				b.WriteString("\n")
			}
			inText = true
			b.Write(x.chars)
		default:
			if x.err != nil {
				t.Fatal(x.err)
			}
			return b.String()
		}
	}
}

// standardEvents lists the same by the standard library.
func standardEvents(t *testing.T, part string) string {
	t.Helper()
	var b strings.Builder
	inText, depth := false, 0
	for x := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := x.RawToken()
		if err == io.EOF {
			return b.String()
		} else if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			depth++
			fmt.Fprintf(&b, "\n<%s", v.Name.Local)
			for _, a := range v.Attr {
				fmt.Fprintf(&b, " %s=%q", a.Name.Local, a.Value)
			}
			inText = false
		case xml.EndElement:
			depth--
			b.WriteString("\n>")
			inText = false
		case xml.CharData:
			if depth == 0 || len(v) == 0 {
				continue
			}
			if !inText {
				b.WriteString("\n")
			}
			inText = true
			b.Write(v)
		}
	}
}

const tricky = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a <comment> -- ` + `with dashes - -->
<a:root xmlns:a="urn:a" x = 'it&apos;s "quoted"' y="&#x4E2D;&#22269;&lt;/a&gt;" ><b/><b  /><b
c="1"
></b >text &amp; more &#65;&lt;<![CDATA[ <not> &a; ]] ]>]]> after<?pi x > y?> <!----><c>政府信息公开工作年度报告</c><d><![CDATA[]]></d></a:root>
`

// TestScannerAgrees compares the scanner with encoding/xml, through windows so
// small that every token is broken somewhere.
func TestScannerAgrees(t *testing.T) {
	t.Parallel()
	inputs := map[string]string{"tricky": strings.Replace(tricky, "-- with", "with", 1), "styles": styleSheetXML}
	for name, part := range inputs {
		want := standardEvents(t, part)
		for _, window := range []int{1, 2, 3, 7, 16, 64, windowSize} {
			x := newScanner(iotest.OneByteReader(strings.NewReader(part)))
			x.window = make([]byte, window)
			if got := events(t, x); got != want {
				t.Errorf("%s through %d bytes\n got %s\nwant %s", name, window, got, want)
			}
		}
	}
}

func TestScannerAgreesOnRealFiles(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob(filepath.Join(shared(t), "dev", "*.docx"))
	for _, path := range append(files, filepath.Join(shared(t), "annual-report-template-2021.docx")) {
		for _, part := range []string{mainPart, "word/styles.xml"} {
			text := unpack(t, readFile(t, path), part)
			if events(t, newScanner(strings.NewReader(text))) != standardEvents(t, text) {
				t.Errorf("%s: %s is not read as encoding/xml reads it", filepath.Base(path), part)
			}
		}
	}
}

func TestScannerRefuses(t *testing.T) {
	t.Parallel()
	for _, part := range []string{
		"", "text", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>text", "<a b></a>", "<a b=c/>", "<a b='c/>", "< a/>", "<1/>", "<a>&x;</a>", "<a>&#xD800;</a>",
		"<a>&#xFFFFFFFFFF;</a>", "<a>&amp</a>", "<!DOCTYPE a><a/>", "<!ELEMENT a>", "<a><!-- </a>", "<a><![CDATA[ </a>", "<?x", "<a / >", "<![CDATA[x]]>",
		"<a " + strings.Repeat("xmlns:b='c' ", 300) + "/>",
	} {
		x := newScanner(strings.NewReader(part))
		for x.next() != atEnd {
		}
		if x.err == nil {
			t.Errorf("the scanner takes %.60q", part)
		}
	}
}
