package law

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A text is a statute's words by provision: article → paragraphs → items.
type text map[int][]paragraph

type paragraph struct {
	whole string         // the paragraph with its items
	items map[int]string // by number, nil without a list
}

var (
	articleStart = regexp.MustCompile(`^第([零一二三四五六七八九十百]+)条[\s　]*`)
	itemStart    = regexp.MustCompile(`^\(([零一二三四五六七八九十百]+)\)`)
)

// parseText reads the markdown of a statute: a paragraph a line, an article
// begins with 第…条, an item with （…）, a chapter with ##.
func parseText(markdown string) text {
	t := text{}
	article := 0
	lines := bufio.NewScanner(strings.NewReader(markdown))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := fold(lines.Text())
		if m := articleStart.FindStringSubmatch(line); m != nil {
			article = number(m[1])
			line = line[len(m[0]):]
		}
		if line == "" || article == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		t.add(article, line)
	}
	return t
}

func (t text) add(article int, line string) {
	paragraphs := t[article]
	if m := itemStart.FindStringSubmatch(line); m != nil && len(paragraphs) > 0 {
		last := &paragraphs[len(paragraphs)-1]
		if last.items == nil {
			last.items = map[int]string{}
		}
		last.items[number(m[1])] = line
		last.whole += line
		return
	}
	t[article] = append(paragraphs, paragraph{whole: line})
}

// fold makes full-width and half-width punctuation alike, so that a quotation
// may use the brackets its author's keyboard gives.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\ufeff' || r == '\u3000':
			return ' '
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// number reads a Chinese numeral below one thousand, 0 for what is none.
func number(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '百':
			total, digit = total+100*digit, 0
		case '十':
			total, digit = total+10*max(digit, 1), 0
		default:
			digit = strings.IndexRune("零一二三四五六七八九", r) / len("零")
		}
	}
	return total + digit
}

// provision returns the words a citation points at, or says what is wrong with
// the place it names.
func (t text) provision(c Citation) (string, error) {
	paragraphs, ok := t[c.Article]
	if !ok {
		return "", fmt.Errorf("there is no article %d", c.Article)
	}
	if c.Paragraph > len(paragraphs) {
		return "", fmt.Errorf("article %d has %d paragraphs", c.Article, len(paragraphs))
	}
	if c.Paragraph > 0 && len(paragraphs) == 1 {
		return "", fmt.Errorf("article %d has one paragraph: cite it with Art, or with paragraph 0", c.Article)
	}
	if c.Item > 0 {
		return itemOf(paragraphs, c)
	}
	if c.Paragraph > 0 {
		return paragraphs[c.Paragraph-1].whole, nil
	}
	var all strings.Builder
	for _, p := range paragraphs {
		all.WriteString(p.whole + "\n")
	}
	return all.String(), nil
}

func itemOf(paragraphs []paragraph, c Citation) (string, error) {
	if c.Paragraph == 0 && len(paragraphs) > 1 {
		if len(paragraphs[0].items) == 0 {
			return "", fmt.Errorf("article %d has %d paragraphs: name the one with the list", c.Article, len(paragraphs))
		}
	}
	item, ok := paragraphs[max(c.Paragraph, 1)-1].items[c.Item]
	if !ok {
		return "", fmt.Errorf("there is no item %d in that paragraph", c.Item)
	}
	return item, nil
}

// statuteFolder returns the folder with the statute texts, or skips.
func statuteFolder(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("GONGKAI_SHARED")
	if shared == "" {
		shared = filepath.Join(moduleRoot(t), "..", "shared")
	}
	folder := filepath.Join(shared, "law", "statutes")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no statute texts in %s; set GONGKAI_SHARED to the folder that holds law/statutes", folder)
	}
	return folder
}

func readStatute(t *testing.T, folder string, s *Statute) (text, string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, s.File+".md"))
	if err != nil {
		t.Fatalf("read the text of 《%s》: %v", s.Name, err)
	}
	return parseText(string(data)), string(data)
}

// moduleRoot walks up to the folder with go.mod.
func moduleRoot(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := fs.Stat(os.DirFS(folder), "go.mod"); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the test")
		}
		folder = filepath.Dir(folder)
	}
}
