package webtest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A Form is what a page asks for: its fields as they stand, with their values.
type Form struct {
	Fields []Field
}

// A Field is a control of a form. A box or button of a group counts only when
// it is ticked.
type Field struct {
	Name, Value string
	Kind        string // text, textarea, select, hidden, checkbox, radio, password, file, …
}

// IsTyped says whether people write the value themselves and see it again.
func (f Field) IsTyped() bool {
	return slices.Contains([]string{"text", "textarea", "tel", "search", "email", "number"}, f.Kind)
}

// MainForm reads the first form within main that is sent by POST. ok is false
// where the page has none.
func MainForm(page string) (f Form, ok bool) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return f, false
	}
	for n := range root.Descendants() {
		if method, _ := attribute(n, "method"); n.Data == "form" && strings.EqualFold(method, "post") && inside(n, "main") {
			return readForm(n), true
		}
	}
	return f, false
}

func readForm(form *html.Node) (f Form) {
	for n := range form.Descendants() {
		name, _ := attribute(n, "name")
		if n.Type != html.ElementNode || name == "" {
			continue
		}
		value, _ := attribute(n, "value")
		switch n.Data {
		case "input":
			kind, typed := attribute(n, "type")
			if !typed {
				kind = "text"
			}
			if _, checked := attribute(n, "checked"); !checked && (kind == "checkbox" || kind == "radio") {
				continue
			}
			f.Fields = append(f.Fields, Field{name, value, kind})
		case "textarea":
			f.Fields = append(f.Fields, Field{name, words(n), "textarea"})
		case "select":
			f.Fields = append(f.Fields, Field{name, selected(n), "select"})
		}
	}
	return f
}

func selected(list *html.Node) string {
	first := ""
	for n := range list.Descendants() {
		if n.Data != "option" {
			continue
		}
		value, _ := attribute(n, "value")
		if _, is := attribute(n, "selected"); is {
			return value
		}
		if first == "" {
			first = value
		}
	}
	return first
}
