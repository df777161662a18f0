package xlsx

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongkai/paper"
)

// Write writes a document as a workbook: its text on the sheet 正文, each table
// on a sheet of its own, named by Table.Sheet or Table.Caption, ready to print
// on A4. A document of tables only has no sheet 正文. The same document always
// gives the same bytes.
//
// It fails if a table is larger than a [paper.Grid] or a cell holds more than
// the 32,767 characters a workbook allows.
func Write(w io.Writer, d *paper.Document) error {
	b := compose(d)
	if len(b.sheets) == 0 {
		return errors.New("write xlsx: document is empty")
	}
	z := zip.NewWriter(w)
	for _, part := range b.parts(d) {
		out, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(out, part.content)
		}
		if err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
	}
	if b.err != nil {
		return fmt.Errorf("write xlsx: %w", b.err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// A binder binds the sheets of a workbook.
type binder struct {
	sheets []boundSheet
	names  map[string]bool // taken, in lower case
	styles *styleSheet
	err    error
}

// A boundSheet is a finished worksheet.
type boundSheet struct {
	name       string
	content    string
	headerRows int // rows to repeat on each page
}

// A part is one file of the archive.
type part struct{ name, content string }

func compose(d *paper.Document) *binder {
	b := &binder{names: map[string]bool{"history": true}, styles: newStyleSheet()}
	hasText := false
	for i := range d.Blocks {
		hasText = hasText || d.Blocks[i].Table == nil && d.Blocks[i].Text != ""
	}
	if hasText {
		b.names[mainSheet] = true
	}
	var tables []boundSheet
	names := map[*paper.Table]string{}
	for i := range d.Blocks {
		if t := d.Blocks[i].Table; t != nil && len(t.Rows) > 0 {
			name := b.name(t, len(tables)+1)
			names[t] = name
			tables = append(tables, boundSheet{name: name, content: b.table(t), headerRows: headerRows(t)})
		}
	}
	if hasText {
		b.sheets = append(b.sheets, boundSheet{name: mainSheet, content: b.text(d, names)})
	}
	b.sheets = append(b.sheets, tables...)
	return b
}

func headerRows(t *paper.Table) int { return max(0, min(t.HeaderRows, len(t.Rows)-1)) }

// mainSheet holds the text of the document.
const mainSheet = "正文"

// name gives a table's sheet a name no other has, of at most 31 UTF-16 units
// and without the characters sheets may not have.
func (b *binder) name(t *paper.Table, number int) string {
	base := t.Sheet
	if base == "" {
		base = t.Caption
	}
	base = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(base, ""))
	base = cutUnits(strings.Trim(strings.TrimSpace(base), "'"), 31)
	if base == "" {
		base = fmt.Sprintf("表%d", number)
	}
	name := base
	for n := 2; b.names[strings.ToLower(name)]; n++ {
		suffix := fmt.Sprintf("（%d）", n)
		name = cutUnits(base, 31-len([]rune(suffix))) + suffix
	}
	b.names[strings.ToLower(name)] = true
	return name
}

// cutUnits cuts text to at most n UTF-16 units, the way workbooks count.
func cutUnits(text string, n int) string {
	for i, r := range text {
		n--
		if r > 0xffff {
			n--
		}
		if n < 0 {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

// parts are all files of the archive. The first names the types of the others,
// as programs that look at the beginning of a file expect.
func (b *binder) parts(d *paper.Document) []part {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	parts := []part{
		{"[Content_Types].xml", head + b.contentTypes()},
		{"_rels/.rels", head + packageRelations},
		{"docProps/core.xml", head + coreProperties(d)},
		{"docProps/app.xml", head + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Gongkai</Application></Properties>`},
		{"xl/workbook.xml", head + b.workbook()},
		{"xl/_rels/workbook.xml.rels", head + b.relations()},
		{"xl/styles.xml", head + b.styles.xml()},
	}
	for i, s := range b.sheets {
		parts = append(parts, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), head + s.content})
	}
	return parts
}

const (
	officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	sheetNamespace  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	packageTypes    = "http://schemas.openxmlformats.org/package/2006"
	packageContent  = "application/vnd.openxmlformats-package."
	sheetContent    = "application/vnd.openxmlformats-officedocument.spreadsheetml."

	packageRelations = `<Relationships xmlns="` + packageTypes + `/relationships">` +
		`<Relationship Id="rId1" Type="` + officeRelations + `/officeDocument" Target="xl/workbook.xml"/>` +
		`<Relationship Id="rId2" Type="` + packageTypes + `/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + officeRelations + `/extended-properties" Target="docProps/app.xml"/></Relationships>`
)

func (b *binder) contentTypes() string {
	var x strings.Builder
	x.WriteString(`<Types xmlns="` + packageTypes + `/content-types">` +
		`<Default Extension="rels" ContentType="` + packageContent + `relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="` + packageContent + `core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetContent + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetContent + `styles+xml"/>`)
	for i := range b.sheets {
		fmt.Fprintf(&x, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, sheetContent)
	}
	x.WriteString(`</Types>`)
	return x.String()
}

func coreProperties(d *paper.Document) string {
	language := d.Language
	if language == "" {
		language = "zh-CN"
	}
	return `<cp:coreProperties xmlns:cp="` + packageTypes + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + escape(d.Title) + `</dc:title><dc:creator>` + escape(d.Author) + `</dc:creator><dc:language>` + escape(language) + `</dc:language></cp:coreProperties>`
}

func (b *binder) workbook() string {
	var x strings.Builder
	x.WriteString(`<workbook xmlns="` + sheetNamespace + `" xmlns:r="` + officeRelations + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, s := range b.sheets {
		fmt.Fprintf(&x, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(s.name), i+1, i+1)
	}
	x.WriteString(`</sheets>`)
	titles := ""
	for i, s := range b.sheets {
		if s.headerRows > 0 {
			titles += fmt.Sprintf(`<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$1:$%d</definedName>`, i, escape(quoteName(s.name)), s.headerRows)
		}
	}
	if titles != "" {
		x.WriteString(`<definedNames>` + titles + `</definedNames>`)
	}
	x.WriteString(`</workbook>`)
	return x.String()
}

// quoteName writes the name of a sheet as addresses do.
func quoteName(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func (b *binder) relations() string {
	var x strings.Builder
	x.WriteString(`<Relationships xmlns="` + packageTypes + `/relationships">`)
	for i := range b.sheets {
		fmt.Fprintf(&x, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeRelations, i+1)
	}
	fmt.Fprintf(&x, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(b.sheets)+1, officeRelations)
	return x.String()
}
