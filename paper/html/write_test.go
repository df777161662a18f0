package html

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"gongkai/paper"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t testing.TB, d *paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.String()
}

func TestWriteGolden(t *testing.T) {
	t.Parallel()
	// The sheet has its own file; the golden page shows where it stands.
	got := strings.Replace(write(t, sample()), sheet, "/* report.css */\n", 1)
	path := filepath.Join("testdata", "report.golden.html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("page differs from %s (-want +got):\n%s", path, diff)
	}
}

// plainOf is what Read promises to give back of a document that was written.
func plainOf(d *paper.Document) *paper.Document {
	out := &paper.Document{}
	for _, b := range d.Blocks {
		plain := paper.Block{Kind: b.Kind, Level: b.Level, Text: b.Text}
		if b.Table != nil {
			t := &paper.Table{Caption: b.Table.Caption}
			for _, row := range b.Table.Rows {
				var cells []paper.Cell
				for _, c := range row.Cells {
					cells = append(cells, paper.Cell{Text: c.Text, ColSpan: c.ColSpan, RowSpan: c.RowSpan})
				}
				t.Rows = append(t.Rows, paper.Row{Cells: cells})
			}
			plain.Table = t
		}
		out.Blocks = append(out.Blocks, plain)
	}
	return out
}

func TestWriteReadsBack(t *testing.T) {
	t.Parallel()
	want := sample()
	got := read(t, write(t, want))
	if diff := cmp.Diff(outline(plainOf(want)), outline(got)); diff != "" {
		t.Errorf("reading back differs (-want +got):\n%s", diff)
	}
	if got.Title != want.Title || got.Author != want.Author || got.Language != "zh-CN" {
		t.Errorf("title %q, author %q, language %q", got.Title, got.Author, got.Language)
	}
	tables := got.Tables()
	for i, table := range []*paper.Table{disclosureTable(), applicationTable(), remedyTable()} {
		if tables[i].HeaderRows != table.HeaderRows {
			t.Errorf("table %d: %d header rows, want %d", i, tables[i].HeaderRows, table.HeaderRows)
		}
	}
	if again := write(t, got); read(t, again) == nil {
		t.Error("a page that was read cannot be written")
	}
}

// A document read from elsewhere has no roles; its words must survive too.
func TestWriteWithoutRoles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, page string }{
		{"标题层级", "<h1>题</h1><p>前言</p><h2>一</h2><p>甲<br>乙</p><h3>（一）</h3><p>丙</p>"},
		{"没有标题", "<p>甲</p><table><tr><td>1<td>2<tr><td>3<td>4</table><p>乙</p>"},
		{"嵌套", "<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>3<td>5</table><tr><td>d<td>4</table>"},
		{"合并", "<table><thead><tr><td rowspan=2>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>"},
		{"要转义的字", "<p>a&lt;b&gt;&amp;\"c'</p><table><tr><td>&lt;/table&gt;<td>x</table>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := read(t, tt.page)
			if got := read(t, write(t, want)); outline(got) != outline(want) {
				t.Errorf("reading back %q\n got %q\nwant %q", tt.page, outline(got), outline(want))
			}
		})
	}
}

func TestWritePage(t *testing.T) {
	t.Parallel()
	page := write(t, sample())
	for _, must := range []string{
		`<html lang="zh-CN">`, `<meta name="ContentSource" content="青溪县人民政府">`, "<title>青溪县2024年政府信息公开工作年度报告</title>",
		`role="region" tabindex="0" aria-label="主动公开政府信息情况（可左右滚动）"`, `<caption class="vh">`, `scope="rowgroup"`,
		`id="application.newly_received.total"`, `<span class="z">0</span>`, `data-number="41286">41,286<`, `>1,286.4<`,
		`data-value="blank"><span class="blank">未填</span>`, `data-value="na"><abbr title="不适用">／</abbr>`,
	} {
		if !strings.Contains(page, must) {
			t.Errorf("page lacks %s", must)
		}
	}
	for _, never := range []string{"<script", "<link", "style=\"", "http://", "https://", "url(", "<h4"} {
		if strings.Contains(page, never) {
			t.Errorf("page contains %s", never)
		}
	}
	checkMarkup(t, page)
}

// checkMarkup holds the page against what a validator would say: one h1,
// elements closed in order, no id twice, every label refers to an id.
func checkMarkup(t *testing.T, page string) {
	t.Helper()
	ids, refs, open := map[string]bool{}, []string{}, []string{}
	h1 := 0
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for z.Next() != xhtml.ErrorToken {
		token := z.Token()
		switch token.Type {
		case xhtml.StartTagToken:
			for _, a := range token.Attr {
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("id %q twice", a.Val)
					}
					ids[a.Val] = true
				} else if a.Key == "aria-labelledby" {
					refs = append(refs, a.Val)
				}
			}
			if token.Data == "h1" {
				h1++
			}
			if token.Data != "meta" && token.Data != "br" && token.Data != "wbr" && token.Data != "col" {
				open = append(open, token.Data)
			}
		case xhtml.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> where %v is open", token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if h1 != 1 || len(open) > 0 {
		t.Errorf("%d h1, open at the end: %v", h1, open)
	}
	for _, ref := range refs {
		if !ids[ref] {
			t.Errorf("aria-labelledby names %q, which is nowhere", ref)
		}
	}
}

type brokenWriter struct{}

var errDisk = errors.New("disk is full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errDisk }

func TestWriteFails(t *testing.T) {
	t.Parallel()
	if err := Write(brokenWriter{}, sample()); !errors.Is(err, errDisk) {
		t.Errorf("Write to a full disk: %v", err)
	}
}

func TestShowNumber(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"": "", "0": "0", "999": "999", "1000": "1,000", "-1234567": "−1,234,567", "0.092": "0.092",
		"1286.4": "1,286.4", "12.": "12.", "x": "x", "1e9": "1e9", "-": "-",
	} {
		if got := showNumber(number); got != want {
			t.Errorf("showNumber(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestPhrases(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"青溪县人民政府2024年政府信息公开工作年度报告": "青溪县人民政府<wbr>2024年<wbr>政府信息公开<wbr>工作年度报告",
		"青溪县审计局2024年度政府信息公开年报":     "青溪县审计局2024年度政府信息公开<wbr>年报",
		"甲<乙\n丙": "甲&lt;乙<br>丙",
	} {
		var b strings.Builder
		d := &paper.Document{Blocks: []paper.Block{{Kind: paper.Heading, Role: paper.DocumentTitle, Level: 1, Text: title}}}
		if err := Write(&b, d); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "<h1>"+want+"</h1>") {
			t.Errorf("title %q is not written as %q", title, want)
		}
		back, err := Read([]byte(b.String()))
		if err != nil || len(back.Blocks) == 0 || back.Blocks[0].Text != title {
			t.Errorf("title %q reads back as %+v, %v", title, back, err)
		}
	}
}
