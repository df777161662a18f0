package html

// A tag is the name of an element the reader treats specially; other names are
// inline elements without meaning of their own.
type tag uint8

const (
	tagOther tag = iota
	tagBlock     // a block that only parts paragraphs
	tagVoid      // an element without content and without meaning here
	tagRaw       // an element whose content is neither shown nor markup
	tagSkip      // an element whose content is markup that is not shown

	tagBody
	tagBr
	tagCaption
	tagForm
	tagHeading
	tagHTML
	tagImg
	tagInput
	tagLi
	tagMeta
	tagP
	tagPlaintext
	tagPre
	tagTable
	tagCell
	tagSection // thead, tbody, tfoot
	tagTextarea
	tagTitle
	tagRow
	tagRaised // sup and sub
	tagStruck // s and strike
)

const longestName = 10 // of the names in tagOf: blockquote, figcaption

// tagOf returns the tag of a lower-case element name.
func tagOf(name []byte) tag {
	switch string(name) {
	case "td", "th":
		return tagCell
	case "tr":
		return tagRow
	case "table":
		return tagTable
	case "tbody", "thead", "tfoot":
		return tagSection
	case "caption":
		return tagCaption
	case "p":
		return tagP
	case "br":
		return tagBr
	case "li", "dt", "dd":
		return tagLi
	case "pre", "listing":
		return tagPre
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return tagHeading
	case "form":
		return tagForm
	case "html":
		return tagHTML
	case "body":
		return tagBody
	case "img":
		return tagImg
	case "input":
		return tagInput
	case "meta":
		return tagMeta
	case "sup", "sub":
		return tagRaised
	case "s", "strike":
		return tagStruck
	case "plaintext":
		return tagPlaintext
	case "textarea":
		return tagTextarea
	case "title":
		return tagTitle
	case "script", "style", "noscript", "xmp", "iframe", "noembed", "noframes":
		return tagRaw
	case "template", "svg", "xml", "select", "datalist", "del", "audio", "video", "canvas", "rt", "rp":
		return tagSkip
	case "area", "base", "basefont", "bgsound", "col", "embed", "link", "param", "source", "track", "wbr":
		return tagVoid
	case "address", "article", "aside", "blockquote", "center", "dialog",
		"details", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer",
		"frameset", "header", "hgroup", "hr", "legend", "main", "menu", "nav",
		"ol", "search", "section", "summary", "ul", "head":
		return tagBlock
	}
	return tagOther
}

// isVoid says whether the element has no content and no end tag.
func (t tag) isVoid() bool {
	return t == tagVoid || t == tagBr || t == tagImg || t == tagInput || t == tagMeta
}

// isBlock says whether the element stands apart from the text around it.
func (t tag) isBlock() bool {
	switch t {
	case tagBlock, tagBody, tagForm, tagP, tagLi, tagPre, tagHeading, tagTable, tagCell, tagRow, tagSection, tagCaption:
		return true
	}
	return false
}

// rank orders the parts of a table: a part ends where one of its own rank or
// above begins or ends. It is 0 for anything else.
func (t tag) rank() int {
	switch t {
	case tagCell, tagCaption:
		return 1
	case tagRow:
		return 2
	case tagSection:
		return 3
	}
	return 0
}

// canHide says whether hiding the element hides what the reader is after. A
// body that begins hidden is shown by the page's script.
func (t tag) canHide() bool { return !t.isVoid() && t != tagHTML && t != tagBody }
