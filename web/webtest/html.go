package webtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Faults lists what is wrong with a whole page: not exactly one h1, headings
// that skip a level, controls without a label, ids given twice, references to
// ids that are not there, script, style or event handlers inside the page,
// tables without headers, images without words, a missing language or title.
func Faults(page string) []string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{"not HTML: " + err.Error()}
	}
	c := &check{ids: map[string]int{}, labelled: map[string]bool{}}
	if !strings.HasPrefix(strings.TrimSpace(strings.ToLower(page)), "<!doctype html>") {
		c.fault("no doctype")
	}
	c.collect(root)
	c.walk(root)
	c.settle()
	return c.faults
}

// A check is one page being looked at.
type check struct {
	faults   []string
	ids      map[string]int
	labelled map[string]bool // ids that a label names
	wanted   []string        // ids that something refers to
	level    int             // of the last heading
	h1       int
	mains    int
	title    bool
}

func (c *check) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

// collect notes ids and labels, which may stand behind what they belong to.
func (c *check) collect(n *html.Node) {
	if n.Type == html.ElementNode {
		if id, ok := attribute(n, "id"); ok {
			c.ids[id]++
			if id == "" || strings.ContainsAny(id, " \t\n") {
				c.fault("the id %q is empty or has blanks", id)
			}
		}
		if to, ok := attribute(n, "for"); ok && n.Data == "label" && words(n) != "" {
			c.labelled[to] = true
		}
	}
	for child := range n.ChildNodes() {
		c.collect(child)
	}
}

func (c *check) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		c.attributes(n)
		c.element(n)
	}
	for child := range n.ChildNodes() {
		c.walk(child)
	}
}

// references are the attributes that name ids.
var references = []string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers"}

func (c *check) attributes(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style":
			c.fault("<%s> has a style attribute", n.Data)
		case strings.HasPrefix(a.Key, "on"):
			c.fault("<%s> has the event handler %s", n.Data, a.Key)
		case slices.Contains(references, a.Key):
			c.wanted = append(c.wanted, strings.Fields(a.Val)...)
		case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
			c.wanted = append(c.wanted, a.Val[1:])
		case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:"):
			c.fault("<%s> runs script by its %s", n.Data, a.Key)
		case a.Key == "tabindex" && a.Val != "0" && a.Val != "-1":
			c.fault("<%s> has tabindex %s", n.Data, a.Val)
		}
	}
}

func (c *check) element(n *html.Node) {
	switch n.Data {
	case "html":
		if lang, _ := attribute(n, "lang"); lang == "" {
			c.fault("<html> has no lang")
		}
	case "title":
		c.title = c.title || n.Namespace == "" && words(n) != ""
	case "main":
		c.mains++
	case "style":
		c.fault("a style sheet inside the page")
	case "script":
		if src, _ := attribute(n, "src"); src == "" {
			c.fault("script inside the page")
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.heading(n)
	case "input", "select", "textarea":
		c.control(n)
	case "a", "button":
		if _, linked := attribute(n, "href"); n.Data == "a" && !linked {
			c.fault("a link %q leads nowhere", words(n))
		}
		if words(n) == "" && !named(n) {
			c.fault("a <%s> has no words", n.Data)
		}
	case "img":
		if _, ok := attribute(n, "alt"); !ok {
			c.fault("an image has no alt")
		}
	case "table":
		if !has(n, "th") {
			c.fault("a table has no headers")
		}
	case "th":
		if scope, _ := attribute(n, "scope"); scope == "" {
			c.fault("the header %q has no scope", words(n))
		}
	}
}

func (c *check) heading(n *html.Node) {
	level, _ := strconv.Atoi(n.Data[1:])
	if level == 1 {
		c.h1++
	}
	if level > c.level+1 {
		c.fault("<%s> %q follows level %d", n.Data, words(n), c.level)
	}
	if words(n) == "" {
		c.fault("a <%s> has no words", n.Data)
	}
	c.level = level
}

// control asks every control for its name.
func (c *check) control(n *html.Node) {
	kind, _ := attribute(n, "type")
	if n.Data == "input" && slices.Contains([]string{"hidden", "submit", "button"}, kind) {
		return
	}
	id, _ := attribute(n, "id")
	if !c.labelled[id] && !named(n) && !inside(n, "label") {
		name, _ := attribute(n, "name")
		c.fault("the control %q has no label", name)
	}
}

func (c *check) settle() {
	for id, n := range c.ids {
		if n > 1 {
			c.fault("the id %q is given %d times", id, n)
		}
	}
	for _, id := range c.wanted {
		if c.ids[id] == 0 {
			c.fault("something refers to the id %q, which is not there", id)
		}
	}
	if c.h1 != 1 {
		c.fault("%d h1, want 1", c.h1)
	}
	if c.mains != 1 {
		c.fault("%d main, want 1", c.mains)
	}
	if !c.title {
		c.fault("no title")
	}
	slices.Sort(c.faults)
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func named(n *html.Node) bool {
	label, _ := attribute(n, "aria-label")
	by, _ := attribute(n, "aria-labelledby")
	return strings.TrimSpace(label+by) != ""
}

func inside(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && p.Data == name {
			return true
		}
	}
	return false
}

func has(n *html.Node, name string) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return true
		}
	}
	return false
}

// words are the text of an element.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
