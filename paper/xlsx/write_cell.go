package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/paper"
)

// maxCellUnits is the most text a cell may hold, in UTF-16 units.
const maxCellUnits = 32_767

// escape writes text into XML. Characters XML cannot hold become _xHHHH_, as
// workbooks do, and text that looks so is kept apart.
func escape(text string) string {
	if isPlain(text) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '_' && isEscape(text[i:]):
			b.WriteString("_x005F_")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '&' || c == '<' || c == '>' || c == '"' || c == '_' || c >= 0xed {
			return false
		}
	}
	return utf8.ValidString(text)
}

// isEscape says whether text begins with _xHHHH_.
func isEscape(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(text[2:6], 16, 32)
	return err == nil
}

// textCell writes a cell of text. Text is never written as anything else, so
// none of it can become a formula.
func (b *binder) textCell(x *strings.Builder, address, text string, look look) {
	if len(text) > maxCellUnits && len(utf16.Encode([]rune(text))) > maxCellUnits && b.err == nil {
		b.err = fmt.Errorf("cell %s holds more than %d characters", address, maxCellUnits)
	}
	look.quoted = beginsFormula(text)
	fmt.Fprintf(x, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, address, b.styles.index(look), escape(text))
}

// beginsFormula says whether a program that opens text exported from the
// workbook would take it for a formula; such cells are marked as text the way
// an apostrophe typed in front marks them.
func beginsFormula(text string) bool {
	for _, start := range [...]string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// value writes a cell of a table.
func (b *binder) value(x *strings.Builder, address string, c *paper.Cell, look look) {
	text := cellText(c)
	switch {
	case c.Value == paper.NumberValue && isNumber(c.Number) && text == c.Text:
		look.number = numberFormat(c.Number)
		fmt.Fprintf(x, `<c r="%s" s="%d"><v>%s</v></c>`, address, b.styles.index(look), c.Number)
	case c.Value == paper.NumberValue && c.Number != "" && text == c.Text:
		b.textCell(x, address, c.Number, look)
	case c.Value == paper.BlankValue && text == "":
		// A space that is shown as the mark: whoever counts the column sees text
		// without a word, and a number typed over it is shown as a number.
		look.number, look.font.colour, look.across = blankFormat, blankColour, "center"
		fmt.Fprintf(x, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>`, address, b.styles.index(look))
	case c.Value == paper.BlankValue || text == "" && c.Value == paper.PlainText:
		fmt.Fprintf(x, `<c r="%s" s="%d"/>`, address, b.styles.index(look))
	case c.Value == paper.NotApplicableValue && text == "":
		b.textCell(x, address, "/", look)
	default:
		b.textCell(x, address, text, look)
	}
}

// blankFormat shows text of no word as the mark of a blank cell.
const (
	blankFormat = `General;General;General;"` + paper.BlankMark + `"@`
	blankColour = "FF544F49"
)

// cellText is the text of a cell and of the tables nested in it, which a sheet
// has no place for: a line for each of their rows.
func cellText(c *paper.Cell) string {
	text := c.Text
	for _, t := range c.Tables {
		for _, row := range t.Rows {
			var cells []string
			for i := range row.Cells {
				cells = append(cells, cellText(&row.Cells[i]))
			}
			text += "\n" + strings.Join(cells, " ")
		}
	}
	return strings.TrimPrefix(text, "\n"[:min(1, len(c.Tables))])
}

// isNumber says whether a decimal is exact as a number of a workbook, which
// keeps 15 digits.
func isNumber(number string) bool {
	digits := strings.TrimPrefix(number, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	switch {
	case whole == "" || hasPoint && fraction == "" || len(whole) > 1 && whole[0] == '0':
		return false
	case strings.Trim(whole+fraction, "0123456789") != "" || len(whole)+len(fraction) > 15:
		return false
	}
	return digits == number || strings.Trim(digits, "0.") != "" // -0 is no number of a workbook
}

// numberFormat shows thousands and exactly the decimals the number has.
func numberFormat(number string) string {
	_, fraction, ok := strings.Cut(number, ".")
	if !ok {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", len(fraction))
}

// address is the address of a cell; row and column from 0.
func address(row, column int) string { return columnName(column) + strconv.Itoa(row+1) }

func columnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
