package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// TestInsertSuggestion writes the sentences that the records give into a chapter,
// each once, and keeps what was typed beside them.
func TestInsertSuggestion(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.CompleteFigures(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject)
	at := o.report("/chapter/overall")
	text := func() string {
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil {
			t.Fatal(err)
		}
		return l.Chapters["overall"].Text
	}
	const sentence = "作出行政许可决定{{行政许可}}件、行政处罚决定{{行政处罚}}件、行政强制决定{{行政强制}}件。"
	page := o.has("limin", at, "写进正文", sentence, "-", "正文里已经有")
	for range 2 { // the button pressed twice: the second is told, and nothing stands twice
		o.post("limin", at, "version", hidden(t, page, "version"), "seen", hidden(t, page, "seen"), "text", "本年工作平稳。", "insert", sentence)
	}
	if got := text(); got != "本年工作平稳。\n"+sentence {
		t.Errorf("after one sentence the chapter is %q", got)
	}
	page = o.has("limin", at, "正文里已经有")
	o.must(o.post("limin", at, "version", hidden(t, page, "version"), "seen", hidden(t, page, "seen"), "text", text(), "insert", "all"), http.StatusSeeOther)
	if got := text(); strings.Count(got, sentence) != 1 || !strings.HasPrefix(got, "本年工作平稳。") {
		t.Errorf("after all sentences the chapter is %q", got)
	}
	page = o.has("limin", at)
	see(t, "no such sentence", o.post("limin", at, "version", hidden(t, page, "version"), "seen", hidden(t, page, "seen"), "text", "改写过。", "insert", "没有这一句。"), http.StatusConflict, []string{"这一句已经不同", "改写过。"}, nil)
}
