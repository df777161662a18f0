package xlsx

import "strings"

// A book is an opened workbook.
type book struct {
	archive  *archive
	limits   limits
	sheets   []sheetEntry
	strings  []string
	styles   []style
	from1904 bool
	// fullDates has dates read whole, however much of them their cells show.
	fullDates bool

	cells          int  // filled cells read so far, of all sheets
	text           int  // bytes of their text, a shared string counted each time
	missingStrings bool // a cell names a shared string that was not read
	parts          cellParts
}

// A sheetEntry is a worksheet as the workbook lists it.
type sheetEntry struct {
	name   string
	part   string
	hidden bool
}

// openBook reads everything but the worksheets.
func openBook(data []byte, most limits) (*book, error) {
	a, err := openArchive(data, most.unpacked)
	if err != nil {
		return nil, err
	}
	b := &book{archive: a, limits: most}
	_, byType, err := a.relations("")
	if err != nil {
		return nil, err
	}
	part := byType["officeDocument"]
	if !a.has(part) {
		part = "xl/workbook.xml"
	}
	byID, byType, err := a.relations(part)
	if err != nil {
		return nil, err
	}
	if err := b.readList(part, byID); err != nil {
		return nil, err
	}
	if b.strings, err = b.readStrings(byType["sharedStrings"]); err != nil {
		return nil, err
	}
	b.styles, err = a.readStyles(byType["styles"])
	return b, err
}

// readList reads the list of worksheets. Charts and old dialogs are in it too;
// their parts hold no cells.
func (b *book) readList(part string, byID map[string]string) error {
	return b.archive.each(part, func(s *scanner) {
		switch {
		case s.is("workbookPr"):
			on := string(s.attr("date1904"))
			b.from1904 = on == "1" || on == "true"
		case s.is("sheet") && len(b.sheets) < maxSheets:
			state := string(s.attr("state"))
			b.sheets = append(b.sheets, sheetEntry{
				name:   strings.TrimSpace(s.attrText("name")),
				part:   byID[s.attrText("id")],
				hidden: state == "hidden" || state == "veryHidden",
			})
		}
	})
}

// style is the format of a cell; cells that name none have the first.
func (b *book) style(index int) style {
	if index = max(index, 0); index < len(b.styles) {
		return b.styles[index]
	}
	return style{}
}

// readStrings reads the strings that cells share, up to the limits; cells that
// name one beyond are told of in a notice.
func (b *book) readStrings(part string) ([]string, error) {
	s, in, err := b.archive.open(part)
	if s == nil || err != nil {
		return nil, err
	}
	defer in.Close()
	var all []string
	var p cellParts
	size := 0
	for len(all) < b.limits.strings && size < b.limits.stringBytes {
		kind, err := s.next()
		if err != nil || kind == endOfFile {
			return all, err
		}
		if kind != startTag || !s.is("si") {
			continue
		}
		if err := p.read(s); err != nil {
			return nil, err
		}
		value := unescapeCell(string(p.inline))
		size += len(value)
		all = append(all, value)
	}
	return all, nil
}
