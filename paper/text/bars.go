package text

import "strings"

// bars are the signs used in place of a pipe.
var bars = []string{"│", "┃", "｜"}

// withPipes writes pipes for the bars of a text that has no pipe of its own. In
// a text that has pipes a bar is left as it is: which of them parts the cells
// is not known.
func withPipes(s string) string {
	if strings.IndexByte(s, '|') >= 0 || !hasBar(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		line, rest, more := strings.Cut(s, "\n")
		s = rest
		if !isRule(line) {
			b.WriteString(piped(line))
		}
		if more {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func hasBar(s string) bool {
	for _, bar := range bars {
		if strings.Contains(s, bar) {
			return true
		}
	}
	return false
}

// piped writes pipes for the bars of a line. Between the borders of a drawn
// table two bars without a space hold a blank cell and pad nothing.
func piped(line string) string {
	if !hasBar(line) {
		return line
	}
	for _, bar := range bars {
		line = strings.ReplaceAll(line, bar, "|")
	}
	if text := strings.TrimSpace(line); text[0] == '|' && strings.Trim(text, "| ") != "" {
		line = strings.ReplaceAll(line, "||", "| |")
		line = strings.ReplaceAll(line, "||", "| |") // those left of an odd run
	}
	return line
}

// isRule says that a line only rules a table off: ├──┼──┤.
func isRule(line string) bool {
	return strings.ContainsAny(line, "─━═") && strings.Trim(line, "─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╞╪╡┝┿┥ \t\r") == ""
}
