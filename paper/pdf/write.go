package pdf

import (
	"fmt"
	"io"
	"strings"

	"gongkai/paper"
)

// A page as GB/T 9704-2012 lays it out, in points: A4, the text block 156 mm
// by 225 mm with 37 mm above and 28 mm beside the binding.
const (
	millimetre = 72 / 25.4
	pageWidth  = 210 * millimetre
	pageHeight = 297 * millimetre
	textTop    = 37 * millimetre
	textBottom = 262 * millimetre
	textLeft   = 28 * millimetre
	textRight  = 184 * millimetre
	textWidth  = textRight - textLeft
	textHeight = textBottom - textTop
	linePitch  = textHeight / 22 // 22 lines a page
	bodySize   = 15.75           // 三号: 28 characters a line
	numberSize = 14              // 四号, of the page number
)

// Write prints the document as a PDF for A4 paper in the style of official
// documents. Equal documents make equal bytes: the file carries no date.
//
// The text can be copied, searched and read aloud: every character maps back to
// Unicode, headings are in the outline, and headings, paragraphs and tables are
// tagged. Tables are drawn with a rule along every border of every cell. A
// picture is printed as its alternative text.
func Write(w io.Writer, d *paper.Document) error {
	c := newComposer()
	c.compose(d.Blocks)
	c.numberPages()
	f := newFile()
	font := f.addFont(c.face)
	pages := make([]int, len(c.sheets))
	for i := range pages {
		pages[i] = f.reserve()
	}
	tree := f.reserve()
	for i, s := range c.sheets {
		content := f.addStream("", s.content.Bytes())
		f.put(pages[i], fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"+
			"/Resources<</Font<</F %d 0 R>>>>/StructParents %d/Tabs/S>>", tree, pageWidth, pageHeight, content, font, i))
	}
	f.put(tree, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", references(pages), len(pages)))
	return f.finish(w, f.addCatalog(d, c, tree, pages), f.addInfo(d))
}

func references(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "%d 0 R ", n)
	}
	return b.String()
}

// addCatalog writes the root of the file.
func (f *pdfFile) addCatalog(d *paper.Document, c *composer, tree int, pages []int) int {
	var more strings.Builder
	if outline := f.addOutline(c.bookmarks, pages); outline != 0 {
		fmt.Fprintf(&more, "/Outlines %d 0 R/PageMode/UseOutlines", outline)
	}
	if names := c.destinations(pages); names != "" {
		fmt.Fprintf(&more, "/Names<</Dests<</Names[%s]>>>>", names)
	}
	structure := f.addStructure(c.root, c.sheets, pages)
	language := d.Language
	if language == "" {
		language = "zh-CN"
	}
	return f.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"+
		"/ViewerPreferences<</DisplayDocTitle true>>%s>>", tree, literal(language), structure, more.String()))
}

// addInfo writes the document's properties.
func (f *pdfFile) addInfo(d *paper.Document) int {
	var b strings.Builder
	for _, p := range []paper.Field{
		{Name: "Title", Value: documentTitle(d)},
		{Name: "Author", Value: d.Author},
		{Name: "Subject", Value: fieldValue(d, "主题", "Subject", "Description")},
		{Name: "Keywords", Value: fieldValue(d, "关键词", "Keywords")},
		{Name: "Creator", Value: "Gongkai"},
		{Name: "Producer", Value: "Gongkai"},
	} {
		if p.Value != "" {
			b.WriteString("/" + p.Name + textString(strings.Join(strings.Fields(p.Value), " ")))
		}
	}
	return f.add("<<" + b.String() + ">>")
}

// documentTitle is the title of the document's properties, or the printed one.
func documentTitle(d *paper.Document) string {
	if d.Title != "" {
		return d.Title
	}
	for i := range d.Blocks {
		if d.Blocks[i].Role == paper.DocumentTitle {
			return strings.ReplaceAll(d.Blocks[i].Text, "\n", "")
		}
	}
	return ""
}

func fieldValue(d *paper.Document, names ...string) string {
	for _, name := range names {
		for _, f := range d.Fields {
			if strings.EqualFold(f.Name, name) {
				return f.Value
			}
		}
	}
	return ""
}
