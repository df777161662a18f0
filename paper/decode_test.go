package paper_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/paper"
)

const (
	simplified  = "西大沟镇2024年政府信息公开工作年度报告，新收申请12件。"
	traditional = "臺北市政府資訊公開年度報告，收到申請十二件，其中自然人申請八件。"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(simplified)
	rare, _ := simplifiedchinese.GB18030.NewEncoder().String("㐂𠀀镕喆—·")
	big5, _ := traditionalchinese.Big5.NewEncoder().String(traditional)
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(simplified)
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(simplified)
	long := strings.Repeat(simplified, 3)
	tests := []struct{ name, data, text, encoding string }{
		{"empty", "", "", paper.UTF8},
		{"ascii", "a,b", "a,b", paper.UTF8},
		{"utf-8", simplified, simplified, paper.UTF8},
		{"utf-8 with mark", "\xef\xbb\xbf" + simplified, simplified, paper.UTF8},
		{"only a mark", "\xef\xbb\xbf", "", paper.UTF8},
		{"utf-8 cut off", long + "\xe5\xb9", long + "\uFFFD", paper.UTF8},
		{"utf-16 little", le, simplified, paper.UTF16LE},
		{"utf-16 big", be, simplified, paper.UTF16BE},
		{"gb18030", gb, simplified, paper.GB18030},
		{"gb18030 rare characters", gb + rare, simplified + "㐂𠀀镕喆—·", paper.GB18030},
		{"one gb character", "a\xd6\xd0b", "a中b", paper.GB18030},
		{"big5", big5, traditional, paper.Big5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, encoding := paper.Decode([]byte(tt.data))
			if text != tt.text || encoding != tt.encoding {
				t.Errorf("Decode(%q) = %q, %q, want %q, %q", tt.data, text, encoding, tt.text, tt.encoding)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(simplified))
	f.Add([]byte("\xff\xfea\x00\x00\xd8"))
	f.Add([]byte("\xd6\xd0\x81\x30\xa4"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _ := paper.Decode(data)
		if !utf8.ValidString(text) {
			t.Errorf("Decode(%q) = %q, not valid UTF-8", data, text)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(strings.Repeat(simplified, 150))
	for name, data := range map[string]string{"utf-8": strings.Repeat(simplified, 150), "gb18030": gb} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				paper.Decode([]byte(data))
			}
		})
	}
}

// TestBroken reads text with bytes that are no characters: the notice says how
// many there are and where.
func TestBroken(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(simplified+"\n", 4)
	for _, tt := range []struct{ name, data, want string }{
		{"完好", long, ""},
		{"一处", long + "1\xff2", "有1处字符无法识别（文件第5行）"},
		{"断在字中", long + "\xe5\xb9", "有1处字符无法识别（文件第5行）"},
		{"同一行两处", long + "1\xff2\xff", "有2处字符无法识别（文件第5行）"},
		{"文件里本来就写着", long + "\uFFFD", "有1处字符无法识别（文件第5行）"},
		{"多行", "\xff" + long + "\xff\n\xff\n" + long + long + "\xff", "有4处字符无法识别（文件第1、5、6行等）"},
	} {
		d := &paper.Document{}
		d.Decode([]byte(tt.data))
		got := ""
		for _, n := range d.Notices {
			got, _, _ = strings.Cut(got+n.Says, "，")
		}
		if got != tt.want {
			t.Errorf("%s: Decode(%q) notes %q, want %q", tt.name, tt.data, got, tt.want)
		}
	}
}

func TestCountBroken(t *testing.T) {
	for text, want := range map[string]int{"": 0, "公开": 0, "\uFFFD": 1, "１２\uFFFD，\uFFFD\uFFFD件": 3, "\xBD\xBF\xBD": 0} {
		if got := paper.CountBroken(text); got != want || got != strings.Count(text, "\uFFFD") {
			t.Errorf("CountBroken(%q) = %d, want %d", text, got, want)
		}
	}
}
