package application

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// national is the clock of the country.
var national = NewClock(calendar.National())

// TestHistories takes every history of testdata/histories and compares what it
// comes to with what was worked out by hand from the law and the calendar; the
// remark at the head of each says how. A want is
//
//	state Processing
//	due 2024-04-02        "-" for none
//	decided 2024-03-20    "-" for none
//	late                  where it is
//	provisional           where it is
//
// or error and how the message begins.
func TestHistories(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/histories/*.txtar")
	if err != nil || len(files) < 90 {
		t.Fatalf("%d histories, %v; want at least 90", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			history, want := readHistoryFile(t, file)
			got := outcomeOf(history)
			if prefix, isError := strings.CutPrefix(want, "error "); isError {
				got, _ = strings.CutPrefix(got, "error ")
				if !strings.HasPrefix(got, strings.TrimSuffix(prefix, "\n")) {
					t.Errorf("history:\n%s\ngot:  %s\nwant: %s…", history, got, prefix)
				}
				return
			}
			if got != want {
				t.Errorf("history:\n%s\ngot:\n%s\nwant:\n%s", history, got, want)
			}
		})
	}
}

func readHistoryFile(t *testing.T, name string) (history, want string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	if len(archive.Files) != 2 || archive.Files[0].Name != "history" || archive.Files[1].Name != "want" || len(archive.Comment) == 0 {
		t.Fatalf("%s: want a remark, a history and a want", name)
	}
	return string(archive.Files[0].Data), string(archive.Files[1].Data)
}

// outcomeOf says what a history comes to in the words of a want.
func outcomeOf(history string) string {
	_, c, err := ReadHistory([]byte(history), national)
	if err != nil {
		return "error " + err.Error()
	}
	d := c.Deadline(national)
	var b strings.Builder
	b.WriteString("state " + string(c.State) + "\ndue " + orDash(d.Due) + "\ndecided " + orDash(d.DecidedOn) + "\n")
	if d.Late {
		b.WriteString("late\n")
	}
	if d.Provisional {
		b.WriteString("provisional\n")
	}
	return b.String()
}

func orDash(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return d.String()
}

// TestHistoryErrors: every error of a history is a LineError with a problem
// that says what to do.
func TestHistoryErrors(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/histories/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		history, want := readHistoryFile(t, file)
		if !strings.HasPrefix(want, "error") {
			continue
		}
		_, _, err := ReadHistory([]byte(history), national)
		var at *LineError
		var p *problem.Error
		if !errors.As(err, &at) || at.N == 0 || !errors.As(err, &p) || !strings.HasPrefix(p.Advice, "请") {
			t.Errorf("%s: error %v, want a line, a problem and what to do", file, err)
		}
	}
}

// TestHistoryText: what cannot be a history is refused with a sentence.
func TestHistoryText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"empty", "", "案件历史里没有步骤。"},
		{"remarks only", "# 甲\n\n   # 乙\n", "案件历史里没有步骤。"},
		{"not UTF-8", "2024-01-29 receive channel=\xc4\xe3", "案件历史不是UTF-8编码的文本。"},
		{"too large", strings.Repeat("#", MaxHistory+1), "案件历史超过1MB。"},
		{"long line", "2024-01-29 comment text=" + strings.Repeat("长", maxHistoryLine), "第1行：这一行超过64KB。"},
		{"date alone", "2024-01-29", "第1行：日期后面没有步骤。"},
		{"date in another form", "2024/1/29 receive", "第1行：日期“2024/1/29”没有写成年-月-日。"},
		{"step with a value", "2024-01-29 receive=3", "第1行：没有“receive”这个步骤。"},
		{"key twice", "2024-01-29 receive channel=fax channel=email", "第1行：“receive”不认识“channel”。"},
		{"flag with a value", "2024-01-29 paid waived=yes", "第1行：“waived”后面不写内容。"},
		{"value missing", "2024-01-29 receive channel=", "第1行：“channel”后面没有内容。"},
		{"bare key", "2024-01-29 receive channel", "第1行：“channel”后面没有内容。"},
		{"no number", "2024-01-29 extend days=ten", "第1行：“days=ten”不是数字。"},
		{"negative", "2024-01-29 extend days=-3", "第1行：“days=-3”不是数字。"},
		{"words behind a quotation", `2024-01-29 comment text="甲"乙`, "第1行：引号后面应当空一格。"},
		{"bad JSON", "2024-01-29 draft decisions=[", "第1行：“decisions”的内容读不懂。"},
		{"two parties", "2024-01-29 consult third-party=甲 organ=乙", "第1行：一行只能写一个被征求意见的对象。"},
		{"two stances", "2024-01-29 opinion third-party=甲 consents objects", "第1行：不能既同意又不同意。"},
		{"nothing known", "2024-01-29 propose-lapse now", "第1行：“propose-lapse”后面不写“now”。"},
	}
	for _, test := range tests {
		_, err := ParseHistory([]byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: ParseHistory = %v, want %s…", test.name, err, test.want)
		}
	}
}

// TestHistoryForms: what is read alike.
func TestHistoryForms(t *testing.T) {
	t.Parallel()
	const want = "2024-01-29 receive channel=online\n2024-02-27 consult third-party=\"甲 公司\"\n"
	for _, text := range []string{
		want,
		"\ufeff" + strings.ReplaceAll(want, "\n", "\r\n"),
		"# 第一行\n\n  2024-01-29\treceive   channel=online # 网上\n2024-02-27　consult third-party=\"甲 公司\" #",
		"2024-01-29 receive channel=\"online\"\n2024-02-27 consult third-party=\"甲 \\u516c司\"",
	} {
		h, err := ParseHistory([]byte(text))
		if err != nil || h.String() != want {
			t.Errorf("ParseHistory(%q) = %q, %v; want %q", text, h.String(), err, want)
		}
	}
}

// FuzzParseHistory: nothing panics, what parses is printed and parsed alike, and
// what runs has a due date that is no day off, unless somebody chose it.
func FuzzParseHistory(f *testing.F) {
	files, err := filepath.Glob("testdata/histories/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(data).Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		h, err := ParseHistory(text)
		if err != nil {
			return
		}
		again, err := ParseHistory([]byte(h.String()))
		if err != nil || again.String() != h.String() {
			t.Fatalf("printed %q, parsed again %q, %v", h.String(), again.String(), err)
		}
		if c, _, err := h.Run(national); err == nil {
			c.Reckon(national)
		}
	})
}
