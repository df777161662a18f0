package xlsx

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// The text stands in one column as wide as an A4 page, one row a paragraph.
const (
	textWidth = 74.0 // in characters, two to a Chinese one
	tallest   = 400.0
)

// text writes the sheet that holds the text. names are the sheets of tables.
func (b *binder) text(d *paper.Document, names map[*paper.Table]string) string {
	t := textSheet{binder: b}
	for i := range d.Blocks {
		block := &d.Blocks[i]
		switch {
		case block.Table != nil && names[block.Table] != "":
			t.refer(names[block.Table])
		case block.Table == nil && block.Text != "":
			t.paragraph(block)
		}
	}
	return t.xml()
}

type textSheet struct {
	*binder
	rows   strings.Builder
	merges []string
	links  []string
	row    int
}

// paragraph writes a block of text. One that a cell cannot hold is cut into
// several, after a full stop where there is one.
func (t *textSheet) paragraph(block *paper.Block) {
	look := lookOf(block)
	text := strings.ToValidUTF8(block.Text, "\uFFFD")
	for utf8.RuneCountInString(text) > maxCellUnits/2 {
		head := string([]rune(text)[:maxCellUnits/2])
		if i := strings.LastIndex(head, "。"); i > 0 {
			head = head[:i+len("。")]
		}
		t.write(head, look)
		text = text[len(head):]
	}
	t.write(text, look)
}

// write writes one paragraph. Rows end at 409 points; a taller paragraph gets
// several rows merged into one cell.
func (t *textSheet) write(text string, look look) {
	line := look.font.size * 1.5
	height := line*lines(text, textWidth*11/look.font.size) + line/2
	count := int(math.Ceil(height / tallest))
	for i := range count {
		fmt.Fprintf(&t.rows, `<row r="%d" ht="%.2f" customHeight="1">`, t.row+1, height/float64(count))
		if i == 0 {
			t.textCell(&t.rows, address(t.row, 0), text, look)
		}
		t.rows.WriteString(`</row>`)
		t.row++
	}
	if count > 1 {
		t.merges = append(t.merges, address(t.row-count, 0)+":"+address(t.row-1, 0))
	}
}

// refer writes the line that says where a table belongs, linked to its sheet.
func (t *textSheet) refer(name string) {
	t.links = append(t.links, fmt.Sprintf(`<hyperlink ref="%s" location="%s" display="%s"/>`,
		address(t.row, 0), escape(quoteName(name)+"!A1"), escape(name)))
	t.write(reference(name), look{font: font{name: fangsong, size: 12, colour: linkColour}, across: "center", wrap: true})
}

func lookOf(block *paper.Block) look {
	text := look{font: font{name: fangsong, size: 12}, across: "left", down: "top", wrap: true}
	switch block.Role {
	case paper.DocumentTitle:
		return look{font: font{name: song, size: 18, bold: true}, across: "center", wrap: true}
	case paper.Subtitle:
		return look{font: font{name: fangsong, size: 12}, across: "center", wrap: true}
	case paper.Chapter:
		return look{font: font{name: song, size: 14, bold: true}, across: "left", wrap: true}
	case paper.Signature, paper.SignatureDate:
		text.across = "right"
	case paper.TableNote:
		text.font.size = 10.5
	default:
		if block.Kind == paper.Heading {
			text.font = font{name: song, size: max(12, 16-float64(block.Level)), bold: true}
		}
	}
	return text
}

func (t *textSheet) xml() string {
	var x strings.Builder
	x.WriteString(`<worksheet xmlns="` + sheetNamespace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
		`<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="18"/>`)
	fmt.Fprintf(&x, `<cols><col min="1" max="1" width="%g" customWidth="1"/></cols><sheetData>%s</sheetData>`, textWidth+2, t.rows.String())
	writeMerges(&x, t.merges)
	if len(t.links) > 0 {
		x.WriteString(`<hyperlinks>` + strings.Join(t.links, "") + `</hyperlinks>`)
	}
	x.WriteString(pageSetup(false, false, ""))
	x.WriteString(`</worksheet>`)
	return x.String()
}

func writeMerges(x *strings.Builder, merges []string) {
	if len(merges) == 0 {
		return
	}
	fmt.Fprintf(x, `<mergeCells count="%d">`, len(merges))
	for _, m := range merges {
		x.WriteString(`<mergeCell ref="` + m + `"/>`)
	}
	x.WriteString(`</mergeCells>`)
}

// pageSetup prints on A4, as wide as the page or on one page, with the caption
// above and the page number below.
func pageSetup(isLandscape, isOnePage bool, caption string) string {
	orientation := "portrait"
	if isLandscape {
		orientation = "landscape"
	}
	pages := 0 // as many as it takes
	if isOnePage {
		pages = 1
	}
	header := ""
	if caption != "" {
		header = `<oddHeader>` + escape(`&C&"`+song+`,Bold"&14`+headerText(caption)) + `</oddHeader>`
	}
	return `<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.9" bottom="0.8" header="0.4" footer="0.4"/>` +
		fmt.Sprintf(`<pageSetup paperSize="9" orientation="%s" fitToWidth="1" fitToHeight="%d"/>`, orientation, pages) +
		`<headerFooter>` + header + `<oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>`
}

// headerText writes text into a page header, where & begins a code and digits
// after a size would belong to it. A header holds 255 characters.
func headerText(text string) string {
	text = cutUnits(strings.ReplaceAll(text, "\n", " "), 100)
	return " " + strings.ReplaceAll(text, "&", "&&")
}

// lines is how many lines text takes in a column so many characters wide.
func lines(text string, width float64) float64 {
	n := 0.0
	for line := range strings.SplitSeq(text, "\n") {
		n += max(1, math.Ceil(textUnits(line)/max(width, 2)))
	}
	return n
}

// textUnits is the width of text in characters, a Chinese one counting two.
func textUnits(text string) float64 {
	n := 0.0
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}
