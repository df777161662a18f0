package pdf

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func texts(lines []textLine) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.text
	}
	return all
}

func TestBreakLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		text  string
		width float64 // in characters
		want  []string
	}{
		{"空", "", 4, []string{""}},
		{"逐字换行", "一二三四五六", 4, []string{"一二三四", "五六"}},
		{"句号不在行首而半个悬于行末", "一二三四，五六", 4.5, []string{"一二三四，", "五六"}},
		{"句号不在行首而带下前一字", "一二三四，五六", 4, []string{"一二三", "四，五六"}},
		{"连续标点不拆开", "一二三）。”四", 4, []string{"一二", "三）。”", "四"}},
		{"前括号不在行末", "一二三（四五）", 4, []string{"一二三", "（四五）"}},
		{"书名号不在行末", "一二《三四》五", 3, []string{"一二", "《三", "四》五"}},
		{"破折号不拆开", "一二三——四", 4, []string{"一二", "三——四"}},
		{"数字不拆开", "共316441.5万元", 4.4, []string{"共", "316441.5", "万元"}},
		{"百分号随数字", "占比为91.3%以上", 4.9, []string{"占比为", "91.3%以上"}},
		{"单词不拆开", "按word排", 2.9, []string{"按", "word", "排"}},
		{"网址只在斜线后换行", "https://a.cn/bcd/efg", 6.4, []string{"https://a.cn/", "bcd/efg"}},
		{"网址不留下大片空白", "可在https://www.example.cn下载", 10, []string{"可在https://www.ex", "ample.cn下载"}},
		{"电子邮箱只在@后换行", "邮箱：hzzw@126.com。", 7, []string{"邮箱：hzzw@", "126.com。"}},
		{"过长的单词硬拆", "aaaaaaaaaa", 2, []string{"aaa", "aaa", "aaa", "a"}},
		{"空格留在行末", "一二三 四", 3, []string{"一二三 ", "四"}},
		{"原有换行", "一二\n三", 4, []string{"一二", "三"}},
		{"窄于一字", "一二", 0.2, []string{"一", "二"}},
		{"第一平面以外的字", "𬭎𬭎𬭎", 2, []string{"𬭎𬭎", "𬭎"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := texts(breakLines(newTypeface(), cleanText(tt.text), 10, tt.width*10, 0))
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], string(longDash), "—")
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("breakLines(%q, %v) = %q, want %q", tt.text, tt.width, got, tt.want)
			}
		})
	}
}

func TestBreakLinesIndentsTheFirst(t *testing.T) {
	t.Parallel()
	got := texts(breakLines(newTypeface(), "一二三四五六七", 10, 40, 20))
	if want := []string{"一二", "三四五六", "七"}; !slices.Equal(got, want) {
		t.Errorf("lines = %q, want %q", got, want)
	}
}

func TestBreakLinesLosesNothing(t *testing.T) {
	t.Parallel()
	letters := rapid.SampledFrom([]rune("一二三，。（）《》“”—…ab12.%/- 䶮𬭎"))
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(letters).Draw(t, "text"))
		width := rapid.Float64Range(0, 200).Draw(t, "width")
		lines := breakLines(newTypeface(), text, 10, width, min(width, 20))
		if got := strings.Join(texts(lines), ""); got != text {
			t.Fatalf("lines of %q join to %q", text, got)
		}
		for i, l := range lines {
			first, _ := utf8.DecodeRuneInString(l.text)
			if i > 0 && strings.ContainsRune("。，）》”", first) && lines[i-1].count > 2 && width > 100 {
				if !strings.ContainsAny(lines[i-1].text[:1], neverFirst) && hasBreak(lines[i-1].text+l.text) {
					t.Fatalf("line begins with %q after %q", first, lines[i-1].text)
				}
			}
		}
	})
}

// hasBreak says whether a text has any place where a line may end.
func hasBreak(text string) bool {
	runes := []rune(text)
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes, i) {
			return true
		}
	}
	return false
}

func TestBalance(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	got := texts(balance(face, "乌鲁木齐市人民政府办公厅二〇二四年政府信息公开工作年度报告", 10, 200))
	want := []string{"乌鲁木齐市人民政府办公厅二〇", "二四年政府信息公开工作年度报告"}
	if len(got) != 2 || utf8.RuneCountInString(got[1]) < 12 {
		t.Errorf("balance = %q, want lines of like length such as %q", got, want)
	}
	for text, want := range map[string][]string{
		"社会公益组织": {"社会", "公益", "组织"}, "自然人": {"自然人"}, "商业企业": {"商业", "企业"}, "结果维持": {"结果", "维持"},
	} {
		if got := texts(balanceLabel(face, text, 10, 31)); !slices.Equal(got, want) {
			t.Errorf("balanceLabel(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestBreakTitle(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"淮安市人民政府2024年政府信息公开工作年度报告", "淮安市人民政府2024年|政府信息公开工作年度报告"},
		{"乌鲁木齐市高新技术产业开发区管理委员会政府信息公开指南", "乌鲁木齐市高新技术产业开发区管理委员会|政府信息公开指南"},
		{"青溪县2024年政府信息公开工作年度报告", "青溪县2024年政府信息公开工作年度报告"},
	}
	for _, tt := range tests {
		if got := strings.Join(texts(breakTitle(newTypeface(), tt.text, 22, textWidth)), "|"); got != tt.want {
			t.Errorf("breakTitle(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestStretch(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	lines := breakLines(face, "一二三四五六七八九（十一", 10, 100, 0)
	if got := lines[0].stretch(100, 10); got < 1.2 || got > 1.3 {
		t.Errorf("stretch of %q = %v, want 10/8", lines[0].text, got)
	}
	if got := lines[1].stretch(100, 10); got != 0 {
		t.Errorf("stretch of the last line = %v, want 0", got)
	}
	word := breakLines(face, "abcdefgh abcdefgh", 10, 60, 0)
	if got := word[0].stretch(60, 10); got != 0 {
		t.Errorf("stretch of %q = %v, want 0", word[0].text, got)
	}
}

func TestChineseDashIsOneLine(t *testing.T) {
	t.Parallel()
	face := newTypeface()
	text := cleanText("——")
	if got := face.width(text, 10); got != 20 {
		t.Errorf("width of —— = %v, want two squares", got)
	}
	for _, r := range text {
		face.code(r, r)
	}
	if !strings.Contains(string(face.toUnicode()), "<0001><2014>") {
		t.Errorf("a dash copies as something else:\n%s", face.toUnicode())
	}
}

func TestCleanText(t *testing.T) {
	t.Parallel()
	if got, want := cleanText("a\r\nb\tc\u200b\x00\ufeffd\u00a0e\ufe0ff"), "a\nb cd ef"; got != want {
		t.Errorf("cleanText = %q, want %q", got, want)
	}
}
