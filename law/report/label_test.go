package report

import (
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, label, want string }{
		{"已折", "本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"},
		{"编号", "（一）予以公开", "予以公开"},
		{"繁体和空格", " 總　計\u200b ", "总计"},
		{"全角", "ＡＢ１２（c）", "ab12c"},
		{"保留的符号", "〇々", "〇々"},
		{"坏字节", "总\xff计", "总计"},
	} {
		if got := fold(c.label); got != c.want {
			t.Errorf("%s: fold(%q) = %q, want %q", c.name, c.label, got, c.want)
		}
	}
}

// TestFoldRune holds the short ways against what folding is: letters, digits and
// characters stay, signs and spaces go.
func TestFoldRune(t *testing.T) {
	t.Parallel()
	for c := rune(0x80); c <= unicode.MaxRune; c++ {
		if c >= '！' && c <= '～' || isTraditional(c) {
			continue
		}
		want := c
		if unicode.IsSpace(c) || unicode.IsPunct(c) || unicode.IsSymbol(c) || unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			want = 0
		}
		if got := foldRune(c); got != want {
			t.Errorf("foldRune(%q) = %q, want %q", c, got, want)
		}
	}
}

// TestCeiling compares every label with every other: no likeness is above what
// marks and lengths allow, and leaving labels out by them changes nothing.
func TestCeiling(t *testing.T) {
	t.Parallel()
	w := words()
	for i := range w.rows {
		for k, label := range w.rows[i].labels {
			for j := range w.rows {
				other := &w.rows[j]
				for n := range other.labels {
					got := ceiling(w.rows[i].marks[k], other.marks[n], len(label), len(other.labels[n]))
					if like := likeness(label, other.labels[n], 0); like > got {
						t.Errorf("ceiling(%q, %q) = %v, want at least %v", string(label), string(other.labels[n]), got, like)
					}
				}
				want := bestLikeness(label, other.labels)
				got := bestLikenessFrom(label, w.rows[i].marks[k], other.labels, other.marks, enoughLikeness)
				if got != want && (got >= enoughLikeness || want >= enoughLikeness) {
					t.Errorf("bestLikenessFrom(%q, %q) = %v, want %v", string(label), other.key, got, want)
				}
			}
		}
	}
}

func TestEditDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"总计", "总计", 0}, {"总计", "", 2}, {"总计数", "总数", 1}, {"行政许可", "许可行政", 4}, {"abcab", "cab", 2}, {"kitten", "sitting", 3},
	} {
		a, b := []rune(c.a), []rune(c.b)
		if len(a) < len(b) {
			a, b = b, a
		}
		for most := range 8 {
			if got := editDistance(a, b, most); got != c.want && (c.want <= most || got <= most) {
				t.Errorf("editDistance(%q, %q, %d) = %d, want %d", c.a, c.b, most, got, c.want)
			}
		}
	}
}
