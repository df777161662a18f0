package text

import "strings"

// columns cuts a line into columns when it shows them: at runs of two or more
// spaces, and between numbers at the end of the line (a table row as pdftotext
// -raw prints it). It returns nil for a line of prose.
func columns(line string) []string {
	if strings.Contains(line, "\u3000") { // as wide as a character, and parts figures as a space does
		if narrow := strings.ReplaceAll(line, "\u3000", " "); hasTail(narrow) {
			line = narrow
		}
	}
	if !strings.Contains(line, " ") {
		return nil
	}
	wide := strings.Contains(line, "  ")
	tail, numbers := numericTail(line)
	if !wide && numbers < 2 {
		return nil
	}
	var cells []string
	if !wide {
		if head := strings.TrimSpace(line[:tail]); head != "" {
			cells = append(cells, head)
		}
		return append(cells, strings.Fields(line[tail:])...)
	}
	for line != "" {
		cut := strings.Index(line, "  ")
		if cut < 0 {
			cut = len(line)
		}
		chunk := line[:cut]
		line = strings.TrimLeft(line[cut:], " ")
		if tail, n := numericTail(chunk); n >= 2 {
			if head := strings.TrimSpace(chunk[:tail]); head != "" {
				cells = append(cells, head)
			}
			cells = append(cells, strings.Fields(chunk[tail:])...)
			continue
		}
		cells = append(cells, chunk)
	}
	if len(cells) < 2 {
		return nil
	}
	return cells
}

// hasTail says that several numbers stand at the end of a line.
func hasTail(line string) bool {
	_, n := numericTail(line)
	return n > 1
}

// numericTail returns where the numbers at the end of a line begin, and how
// many there are.
func numericTail(line string) (from, n int) {
	from = len(line)
	end := len(line)
	for end > 0 {
		for end > 0 && line[end-1] == ' ' {
			end--
		}
		start := strings.LastIndexByte(line[:end], ' ') + 1
		if start == end || !isNumeric(line[start:end]) {
			break
		}
		from, end = start, start
		n++
	}
	return from, n
}

// isNumeric says that a word is a number, or a sign that stands for none.
func isNumeric(word string) bool {
	switch word {
	case "-", "/", "—", "－", "／", "无":
		return true
	}
	digits := 0
	for i, c := range word {
		switch {
		case c >= '0' && c <= '9', c >= '０' && c <= '９':
			digits++
		case i == 0 && (c == '-' || c == '+' || c == '−' || c == '－'):
		case digits > 0 && (c == ',' || c == '.' || c == '，' || c == '．'):
		default:
			return false
		}
	}
	return digits > 0
}
