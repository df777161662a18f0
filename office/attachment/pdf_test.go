package attachment

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"gongkai/law/problem"
)

// pdfOf makes as much of a PDF as is looked at, of objects.
func pdfOf(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\n%%EOF\n")
	return []byte(b.String())
}

func deflated(text string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(text)) // into memory
	z.Close()
	return b.String()
}

// objectStream packs objects into a stream.
func objectStream(objects string) string {
	packed := deflated("1 0 2 20 " + objects)
	return fmt.Sprintf("<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>\nstream\r\n%s\nendstream", len(packed), packed)
}

func TestPDFAccepts(t *testing.T) {
	t.Parallel()
	for name, content := range map[string][]byte{
		"page":            pdfOf("<</Type/Catalog/OpenAction[3 0 R /Fit]>>", "<</Type/Page>>"),
		"link":            pdfOf("<</S/URI/URI(http://www.qingxi.gov.cn/JavaScript/Launch/EF)>>", "<</A<</S/GoTo/D[1 0 R/Fit]>>>>"),
		"words":           pdfOf("<</Length 40>>stream\nBT (use /JavaScript or /Launch) Tj ET\nendstream"),
		"comment":         pdfOf("<</S/URI %/JavaScript\n/URI(x)>>"),
		"objects":         pdfOf(objectStream("<</Type/Page>> <</S/URI/URI(http://x/Launch/)>>")),
		"two of them":     pdfOf(objectStream("<</A 1>>"), objectStream("<</B 2>>")),
		"picture":         pdfOf("<</Filter/FlateDecode/Length 30>>\nstream\nnot packed at all\nendstream"),
		"outline":         pdfOf("<</First 5 0 R/Last 6 0 R>>", "<</Filter/FlateDecode/DecodeParms<</Predictor 12>>>>stream\nx\nendstream"),
		"protected":       pdfOf("<</Filter/Standard/V 2>>", "<</Encrypt 1 0 R>>"),
		"wrong check sum": bytes.Replace(pdfOf(objectStream("<</A 1>>")), []byte("\nendstream"), []byte("endstream"), 1),
		"hyphen":          pdfOf("<</JavaScriptless 1/S/LaunchPad/Subtype/Rich/EFX 1 0 R>>"),
		"a very long":     pdfOf("<</" + strings.Repeat("JavaScript", 100) + " 1>>"),
	} {
		if media, err := check("a.pdf", content); err != nil {
			t.Errorf("%s: Check(%q) = %q, %v; want it accepted", name, content, media, err)
		}
	}
}

func TestPDFRefuses(t *testing.T) {
	t.Parallel()
	script := "<</S/JavaScript/JS(app.alert(1))>>"
	predicted := strings.Replace(objectStream("<</A 1>>"), "/Length", "/DecodeParms<</Predictor 12/Columns 4>>/Length", 1)
	tests := []struct {
		name, want string
		content    []byte
	}{
		{"script", "脚本", pdfOf(script)},
		{"on opening", "脚本", pdfOf("<</Type/Catalog/OpenAction " + script + ">>")},
		{"spaces", "脚本", pdfOf("<</S\r\n\t/JavaScript/JS 4 0 R>>")},
		{"escaped", "脚本", pdfOf("<</#53 /J#61va#53cript/JS 4 0 R>>")},
		{"all escaped", "脚本", pdfOf("<</#53 /#4a#61#76#61#53#63#72#69#70#74/#4A#53 4 0 R>>")},
		{"comment between", "脚本", pdfOf("<</S%a (comment\n%another\r/JavaScript/JS 4 0 R>>")},
		{"after a percent", "脚本", pdfOf("<</T(100%)/S\n/JavaScript/JS 4 0 R>>")},
		{"in a comment", "脚本", pdfOf("<<>>%" + script)},
		{"in a stream", "脚本", pdfOf("<</Length 50>>stream\n9 0 obj " + script + " endobj\nendstream")},
		{"in a text", "脚本", pdfOf("<</T(9 0 obj " + script + " endobj)>>")},
		{"name by itself", "脚本", pdfOf("<</S 2 0 R/JS(x)>>", "/JavaScript")},
		{"of the document", "脚本", pdfOf("<</Names<</Dests 3 0 R/JavaScript 4 0 R>>>>")},
		{"packed", "脚本", pdfOf(objectStream("<</Type/Page>> " + script))},
		{"packed and escaped", "脚本", pdfOf(strings.Replace(objectStream("<</S/Java#53cript>>"), "/ObjStm", "/#4fbjStm", 1))},
		{"packed without its type", "脚本", pdfOf(strings.Replace(objectStream(script), "/Type/ObjStm", "", 1))},
		{"packed, second", "脚本", pdfOf(objectStream("<</A 1>>"), objectStream(script))},
		{"packed, name by itself", "脚本", pdfOf(objectStream("<</A 1>> /JavaScript"))},
		{"rendition", "脚本", pdfOf("<</S/Rendition/JS(x)>>")},
		{"form", "脚本", pdfOf("<</AcroForm<</XFA[(a) 5 0 R]>>>>")},
		{"form elsewhere", "脚本", pdfOf("<</AcroForm<</XFA 5 0 R>>>>")},
		{"launch", "启动其他程序", pdfOf("<</OpenAction<</S/Launch/F(cmd.exe)>>>>")},
		{"launch escaped", "启动其他程序", pdfOf("<</OpenAction<</S/L#61unch/F(cmd.exe)>>>>")},
		{"launch packed", "启动其他程序", pdfOf(objectStream("<</S/Launch/Win<</F(cmd.exe)>>>>"))},
		{"file", "嵌入", pdfOf("<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>")},
		{"file elsewhere", "嵌入", pdfOf("<</Type/Filespec/E#46%x\n5 %y\n0 R>>")},
		{"file packed", "嵌入", pdfOf(objectStream("<</Type/Filespec/EF<</F 5 0 R>>>>"))},
		{"open a carried file", "脚本", pdfOf("<</S/GoToE/T<</R/C>>>>")},
		{"multimedia", "嵌入", pdfOf("<</Subtype/RichMedia>>")},
		{"packed otherwise", "打不开的部分", pdfOf(strings.Replace(objectStream(script), "/FlateDecode", "[/ASCII85Decode/FlateDecode]", 1))},
		{"predicted", "打不开的部分", pdfOf(predicted)},
		{"damaged", "打不开的部分", pdfOf("<</Type/ObjStm/Filter/FlateDecode>>stream\nnot packed\nendstream")},
		{"encrypted", "权限保护", pdfOf("<</Type/ObjStm/Filter/FlateDecode>>stream\n\x17\x99\x01\nendstream", "<</Encrypt 5 0 R>>")},
		{"bomb", "解压后超过160MB", pdfOf(objectStream(blanks(161)))},
		{"many bombs", "解压后超过160MB", pdfOf(objectStream(blanks(60)), objectStream(blanks(60)), objectStream(blanks(60)))},
	}
	for _, test := range tests {
		_, err := check("a.pdf", test.content)
		var p *problem.Error
		if !errors.As(err, &p) || !strings.Contains(p.Says, test.want) || p.Advice == "" || p.Field != "file" {
			t.Errorf("%s: Check(%.300q) = %v; want …%s… with advice at the file", test.name, test.content, err, test.want)
		}
	}
}

// TestPDFOverlapping sends streams each of which reaches to the end of the file
// and gives nothing, and as many as fit.
func TestPDFOverlapping(t *testing.T) {
	head := "1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n\x78\x9c"
	empty := "\x00\x00\x00\xff\xff"
	for name, content := range map[string]string{
		"nothing":     "%PDF-1.7\n" + head + strings.Repeat(empty, 4<<20/len(empty)) + "%%EOF",
		"overlapping": "%PDF-1.7\n" + strings.Repeat(head+strings.Repeat(empty, 10), 4<<20/100) + "%%EOF",
		"damaged":     "%PDF-1.7\n" + strings.Repeat("1 0 obj<</First 1/Filter/Fl>>stream\nx", 4<<20/38) + "%%EOF",
		"comments":    "%PDF-1.7\n" + strings.Repeat("%\n", 2<<20) + "%%EOF",
		"names":       "%PDF-1.7\n" + strings.Repeat("/", 4<<20) + "%%EOF",
		"a name":      "%PDF-1.7\n/" + strings.Repeat("#61", 1<<20) + "\n%%EOF",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := check("a.pdf", []byte(content))
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 16 || took > 5*time.Second {
			t.Errorf("Check(%s) took %d MB and %v (%v)", name, got, took, err)
		}
	}
}

// FuzzPDF looks for a PDF that makes the check panic, take long, or overlook a
// script that stands as an object of its own.
func FuzzPDF(f *testing.F) {
	f.Add([]byte("<</S/URI>>"), false)
	f.Add([]byte("(%) % < /"), true)
	f.Add([]byte(objectStream("<</A 1>>")), false)
	f.Add([]byte("<</Type/ObjStm/Filter/FlateDecode>>stream\n\x78\x9c\x00"), true)
	f.Fuzz(func(t *testing.T, before []byte, packed bool) {
		script := "\n9 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n"
		if packed {
			script = "\n9 0 obj\n" + objectStream("<</S/JavaScript/JS(x)>>") + "\nendobj\n"
		}
		if _, err := check("a.pdf", pdfOf(string(before), script)); err == nil {
			t.Errorf("a script after %q was overlooked", before)
		}
		if _, err := check("a.pdf", pdfOf(string(before))); err != nil && problem.Of(err).Advice == "" {
			t.Errorf("Check(%q) = %v, want advice", before, err)
		}
	})
}

// BenchmarkPDF looks at a scanned decision: pictures, which are noise.
func BenchmarkPDF(b *testing.B) {
	noise := make([]byte, 4<<20)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	content := pdfOf("<</Filter/DCTDecode>>stream\n"+string(noise)+"\nendstream", objectStream(strings.Repeat("<</Type/Page>> ", 1000)))
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := check("a.pdf", content); err != nil {
			b.Fatal(err)
		}
	}
}
