package markdown

import (
	"strings"

	"gongkai/paper"
)

// frontMatter takes the block of "name: value" lines between two lines of
// dashes at the very beginning of a file. Anything that does not look like one
// is left to be read as text.
func (r *reader) frontMatter() {
	rest, ok := strings.CutPrefix(r.rest, "---\n")
	if !ok {
		return
	}
	var fields []paper.Field
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimRight(line, " \t")
		if line == "---" || line == "..." {
			r.doc.Fields, r.rest = fields, rest
			r.doc.Title = titleOf(fields)
			return
		}
		if fields, ok = withField(fields, line); !ok {
			return
		}
	}
}

// longestValue bounds the values of a list, in bytes.
const longestValue = 4096

// withField adds what a line of front matter says: a field, or one more value
// of a list.
func withField(fields []paper.Field, line string) ([]paper.Field, bool) {
	text := strings.TrimSpace(line)
	if text == "" || text[0] == '#' {
		return fields, true
	}
	if item, ok := strings.CutPrefix(text, "- "); ok && len(fields) > 0 {
		last := &fields[len(fields)-1]
		if len(last.Value) > longestValue {
			return fields, false
		}
		if last.Value != "" {
			last.Value += "、"
		}
		last.Value += scalar(item)
		return fields, true
	}
	name, value, ok := strings.Cut(text, ":")
	if !ok || strings.ContainsAny(name, " \t|") || value != "" && value[0] != ' ' && value[0] != '\t' {
		return fields, false
	}
	return append(fields, paper.Field{Name: scalar(name), Value: scalar(value)}), true
}

// scalar takes the quotes off a value.
func scalar(value string) string {
	value = strings.TrimSpace(value)
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}

func titleOf(fields []paper.Field) string {
	for _, f := range fields {
		if strings.EqualFold(f.Name, "title") || f.Name == "标题" {
			return f.Value
		}
	}
	return ""
}
