package report

import (
	"strings"
	"testing"
	"time"

	"gongkai/paper"
	"gongkai/paper/text"
)

// FuzzReadDocument reads texts as the program does: no text may make it panic or
// work without end, every cell read has a code of the edition, and what cannot
// be read is told.
func FuzzReadDocument(f *testing.F) {
	for i, form := range []func(b *strings.Builder, t *paper.Table){tabLed, cellPipe, alternatingPipes, pipeRows, raw, layout, columnMajor} {
		f.Add(newSpecimen(uint64(i)).flatten(form))
	}
	f.Add("三、收到和处理政府信息公开申请情况\n自然人\n一、本年新收政府信息公开申请数量 1 2 若干\n总计|||\n其他 无 /\n")
	f.Add("第二十条第（一）项\n信息内容\n规章\n1\n行政复议\n结果维持 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 64<<10 {
			return
		}
		from := time.Now()
		r := Read(text.Lines(s))
		if took := time.Since(from); took > 3*time.Second {
			t.Errorf("reading %d bytes took %v", len(s), took)
		}
		if r.Cells() == 0 && len(r.Warnings) == 0 {
			t.Errorf("nothing was read and nothing told: %.200q", s)
		}
		for code := range r.Raw {
			if !r.Edition.Has(code) {
				t.Errorf("%s is no cell of the edition", code)
			}
		}
	})
}

// TestReadBounded reads texts made to cost much: their time may grow with their
// length only.
func TestReadBounded(t *testing.T) {
	t.Parallel()
	const head = "三、收到和处理政府信息公开申请情况\n自然人\n"
	tests := []struct{ name, text string }{
		{"labels without figures", head + strings.Repeat("一、本年新收政府信息公开申请数童\n", 5000)},
		{"labels nearly right", head + strings.Repeat("属于国家秘蜜\n1\n2\n3\n4\n5\n6\n7\n", 2000)},
		{"one long line", strings.Repeat("一、本年新收 1 ", 20000)},
		{"items", strings.Repeat("信息内容\n规章\n1\n2\n3\n", 5000)},
		{"remedies", strings.Repeat("行政复议\n结果维持\n1\n", 8000)},
		{"pipes", strings.Repeat("|", 200000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			from := time.Now()
			r := Read(text.Lines(tt.text))
			if took := time.Since(from); took > 10*time.Second {
				t.Errorf("reading %d bytes took %v", len(tt.text), took)
			}
			if len(r.Warnings) == 0 {
				t.Error("nothing was told")
			}
		})
	}
}
