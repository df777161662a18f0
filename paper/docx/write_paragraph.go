package docx

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// A composer writes the body of a document.
type composer struct{ bytes.Buffer }

// block writes the block at i.
func (c *composer) block(blocks []paper.Block, i int) error {
	b := &blocks[i]
	switch {
	case b.Kind == paper.TableBlock:
		if b.Table == nil {
			return nil
		}
		err := c.table(b.Table, textWidth)
		if i+1 == len(blocks) || blocks[i+1].Kind == paper.TableBlock {
			c.WriteString(`<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>`)
		}
		return err
	case b.Kind == paper.Picture:
		c.paragraph("BodyText", "", pictureText(b.Text))
	case b.Role == paper.Signature, b.Role == paper.SignatureDate:
		c.paragraph(styleOf(b), signatureIndent(blocks, i), b.Text)
	case b.Role == paper.DocumentTitle:
		c.paragraph(styleOf(b), outlineOf(b), breakTitle(b.Text))
	default:
		c.paragraph(styleOf(b), keepWithSignature(blocks, i)+pageBreak(blocks, i)+outlineOf(b), b.Text)
	}
	return nil
}

// keepWithSignature holds the last paragraph and the signature on one page: a
// page with nothing but a signature is no page of the document (GB/T 9704).
func keepWithSignature(blocks []paper.Block, i int) string {
	if i+1 < len(blocks) && blocks[i+1].Role == paper.Signature && blocks[i].Role == paper.Body {
		return "<w:keepNext/>"
	}
	return ""
}

// pictureText stands for an image, of which a Document keeps only the words.
func pictureText(alt string) string {
	if alt == "" {
		return "［图片］"
	}
	return "［图片：" + alt + "］"
}

// styleOf is the style a block is set in.
func styleOf(b *paper.Block) string {
	switch b.Role {
	case paper.DocumentTitle:
		return "Title"
	case paper.Subtitle:
		return "Subtitle"
	case paper.Chapter:
		return "Heading1"
	case paper.Signature:
		return "Signature"
	case paper.SignatureDate:
		return "Date"
	case paper.TableNote:
		return "TableNote"
	}
	if b.Kind == paper.Heading {
		return fmt.Sprintf("Heading%d", headingLevel(b))
	}
	return "BodyText"
}

func headingLevel(b *paper.Block) int { return max(1, min(b.Level, 6)) }

// pageBreak begins a new page with the heading of a table that fills a page.
// Rows kept together would do in Word, but LibreOffice does not keep them.
func pageBreak(blocks []paper.Block, i int) string {
	isHeading := blocks[i].Kind == paper.Heading || blocks[i].Role == paper.Chapter
	if i == 0 || i+1 >= len(blocks) || !isHeading || blocks[i+1].Table == nil {
		return ""
	}
	if rows := len(blocks[i+1].Table.Rows); rows > roomyRows && rows <= pageRows {
		return `<w:pageBreakBefore/>`
	}
	return ""
}

// outlineOf gives a heading its level where its style has another or none: the
// level is for finding one's way, the style for how it looks.
func outlineOf(b *paper.Block) string {
	if b.Kind != paper.Heading || styleOf(b) == fmt.Sprintf("Heading%d", headingLevel(b)) {
		return ""
	}
	return fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, headingLevel(b)-1)
}

// signatureIndent sets signature and date as GB/T 9704 §7.3.5.1 asks: the date
// four characters from the right, the signature centred over it; both move left
// when the signature is so long that it would come nearer to the margin than
// two characters.
func signatureIndent(blocks []paper.Block, i int) string {
	sign, date := "", ""
	if blocks[i].Role == paper.Signature {
		sign = blocks[i].Text
		if i+1 < len(blocks) && blocks[i+1].Role == paper.SignatureDate {
			date = blocks[i+1].Text
		}
	} else {
		date = blocks[i].Text
		if i > 0 && blocks[i-1].Role == paper.Signature {
			sign = blocks[i-1].Text
		}
	}
	atDate, atSign := 400, 400
	if sign != "" && date != "" {
		atSign += (halfWidths(date) - halfWidths(sign)) * 100 / 4
		if nearer := 200 - atSign; nearer > 0 {
			atDate, atSign = atDate+nearer, atSign+nearer
		}
	}
	at := atSign
	if blocks[i].Role == paper.SignatureDate {
		at = atDate
	}
	at = min(at, 1400) // half the line
	return fmt.Sprintf(`<w:ind w:rightChars="%d" w:right="%d"/>`, at, at*320/100)
}

// halfWidths is the width of text in halves of a Chinese character.
func halfWidths(text string) int {
	n := 0
	for _, r := range text {
		n += 2
		if r < utf8.RuneSelf {
			n--
		}
	}
	return n
}

// paragraph writes a paragraph; properties are those beside the style.
func (c *composer) paragraph(style, properties, text string) {
	c.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + properties + `</w:pPr>`)
	c.run("", text)
	c.WriteString(`</w:p>`)
}

// run writes text with its line ends and tabs.
func (c *composer) run(properties, text string) {
	if text == "" {
		return
	}
	c.WriteString("<w:r>" + properties)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	for text != "" {
		i := strings.IndexAny(text, "\n\t")
		if i < 0 {
			i = len(text)
		}
		if i > 0 {
			c.WriteString(`<w:t xml:space="preserve">`)
			escape(&c.Buffer, text[:i])
			c.WriteString(`</w:t>`)
		}
		if i < len(text) {
			if text[i] == '\n' {
				c.WriteString("<w:br/>")
			} else {
				c.WriteString("<w:tab/>")
			}
			i++
		}
		text = text[i:]
	}
	c.WriteString("</w:r>")
}
