package desk

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/web"
)

// TestMarked parts a text where findings and told values stand, and loses
// nothing of it.
func TestMarked(t *testing.T) {
	t.Parallel()
	const text = "　全年处罚3件，许可2件。\n\n其余平稳。\r\n新收5件。"
	mark := func(words string, live bool) textMark {
		at := strings.Index(text, words)
		if at < 0 {
			t.Fatalf("no %q in the text", words)
		}
		p := textPiece{IsLive: live}
		if !live {
			p.Ref, p.ID = &web.Link{Text: "1"}, "s1"
		}
		return textMark{at, at + len(words), p}
	}
	for _, tt := range []struct {
		name  string
		marks []textMark
		want  string
	}{
		{"没有标记", nil, "全年处罚3件，许可2件。|其余平稳。|新收5件。"},
		{"一句", []textMark{mark("处罚3件", false)}, "全年[处罚3件]，许可2件。|其余平稳。|新收5件。"},
		{"两句和一个数", []textMark{mark("处罚3件", false), mark("2", true), mark("新收5件", false)}, "全年[处罚3件]，许可<2>件。|其余平稳。|[新收5件]。"},
		{"数在句里", []textMark{mark("处罚3件", false), mark("3", true)}, "全年[处罚3件]，许可2件。|其余平稳。|新收5件。"},
		{"段首", []textMark{mark("其余平稳", false)}, "全年处罚3件，许可2件。|[其余平稳]。|新收5件。"},
		{"跨段的不标", []textMark{mark("许可2件。\n\n其余", false)}, "全年处罚3件，许可2件。|其余平稳。|新收5件。"},
	} {
		var got []string
		for _, p := range marked(text, tt.marks) {
			var b strings.Builder
			for _, piece := range p {
				switch {
				case piece.Ref != nil:
					fmt.Fprintf(&b, "[%s]", piece.Text)
				case piece.IsLive:
					fmt.Fprintf(&b, "<%s>", piece.Text)
				default:
					b.WriteString(piece.Text)
				}
			}
			got = append(got, b.String())
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, strings.Join(got, "|"), tt.want)
		}
	}
	if all := marked("", nil); len(all) != 0 {
		t.Errorf("an empty text has paragraphs: %v", all)
	}
}
