package docx

// A namespace is the vocabulary an element belongs to, as far as reading needs
// to tell them apart.
type namespace uint8

const (
	foreignSpace namespace = iota
	wordSpace              // WordprocessingML, transitional or strict
	compatSpace            // markup compatibility: alternatives for older programs
	mathSpace              // formulas
)

// namespaceOf returns the vocabulary a namespace name stands for.
func namespaceOf(uri string) namespace {
	switch uri {
	case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
		"http://purl.oclc.org/ooxml/wordprocessingml/main":
		return wordSpace
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return compatSpace
	case "http://schemas.openxmlformats.org/officeDocument/2006/math",
		"http://purl.oclc.org/ooxml/officeDocument/math":
		return mathSpace
	}
	return foreignSpace
}

// conventional is the vocabulary of a prefix nobody declared: programs that
// forget the declaration still use the usual letters.
func conventional(prefix string) namespace {
	switch prefix {
	case "w":
		return wordSpace
	case "mc":
		return compatSpace
	case "m":
		return mathSpace
	}
	return foreignSpace
}

// An element is an element name that reading acts on; all others are unknown.
type element uint8

const (
	unknown element = iota
	elAbstractNum
	elAbstractNumID
	elAltChunk
	elAlternate
	elBasedOn
	elBody
	elBr
	elCellDel
	elCellMerge
	elChoice
	elCr
	elDel
	elDocument
	elDrawing
	elFallback
	elFldChar
	elGridAfter
	elGridBefore
	elGridCol
	elGridSpan
	elHMerge
	elHidden
	elIlvl
	elInline // transparent around runs or blocks: hyperlink, smartTag, sdt, ins, …
	elIsLgl
	elLvl
	elLvlOverride
	elLvlRestart
	elLvlText
	elMath
	elMathText
	elMoveFrom
	elName
	elNoBreakHyphen
	elNum
	elNumFmt
	elNumID
	elNumPr
	elNumStyleLink
	elObject
	elOutlineLvl
	elP
	elPPr
	elPStyle
	elPict
	elPtab
	elR
	elRPr
	elRStyle
	elRuby
	elRubyBase
	elStart
	elStartOverride
	elStyle
	elSuff
	elSym
	elT
	elTab
	elTbl
	elTblCaption
	elTblGrid
	elTblHeader
	elTblPr
	elTc
	elTcPr
	elTr
	elTrPr
	elTxbxContent
	elVMerge
	elVanish
)

func elementOf(space namespace, local []byte) element {
	switch space {
	case wordSpace:
		return wordElement(local)
	case compatSpace:
		switch string(local) {
		case "AlternateContent":
			return elAlternate
		case "Choice":
			return elChoice
		case "Fallback":
			return elFallback
		}
	case mathSpace:
		switch string(local) {
		case "t":
			return elMathText
		case "rPr", "ctrlPr":
			return unknown
		}
		return elMath
	}
	return unknown
}

// wordElement is long because the vocabulary is; the compiler turns it into a
// search by length and letters.
func wordElement(local []byte) element {
	switch string(local) {
	case "abstractNum":
		return elAbstractNum
	case "abstractNumId":
		return elAbstractNumID
	case "altChunk":
		return elAltChunk
	case "basedOn":
		return elBasedOn
	case "body":
		return elBody
	case "br":
		return elBr
	case "cellDel":
		return elCellDel
	case "cellMerge":
		return elCellMerge
	case "cr":
		return elCr
	case "del":
		return elDel
	case "document":
		return elDocument
	case "drawing":
		return elDrawing
	case "fldChar":
		return elFldChar
	case "gridAfter":
		return elGridAfter
	case "gridBefore":
		return elGridBefore
	case "gridCol":
		return elGridCol
	case "gridSpan":
		return elGridSpan
	case "hMerge":
		return elHMerge
	case "hidden":
		return elHidden
	case "ilvl":
		return elIlvl
	case "isLgl":
		return elIsLgl
	case "lvl":
		return elLvl
	case "lvlOverride":
		return elLvlOverride
	case "lvlRestart":
		return elLvlRestart
	case "lvlText":
		return elLvlText
	case "moveFrom":
		return elMoveFrom
	case "name":
		return elName
	case "noBreakHyphen":
		return elNoBreakHyphen
	case "num":
		return elNum
	case "numFmt":
		return elNumFmt
	case "numId":
		return elNumID
	case "numPr":
		return elNumPr
	case "numStyleLink":
		return elNumStyleLink
	case "object":
		return elObject
	case "outlineLvl":
		return elOutlineLvl
	case "p":
		return elP
	case "pPr":
		return elPPr
	case "pStyle":
		return elPStyle
	case "pict":
		return elPict
	case "ptab":
		return elPtab
	case "r":
		return elR
	case "rPr":
		return elRPr
	case "rStyle":
		return elRStyle
	case "ruby":
		return elRuby
	case "rubyBase":
		return elRubyBase
	case "start":
		return elStart
	case "startOverride":
		return elStartOverride
	case "style":
		return elStyle
	case "suff":
		return elSuff
	case "sym":
		return elSym
	case "t":
		return elT
	case "tab":
		return elTab
	case "tbl":
		return elTbl
	case "tblCaption":
		return elTblCaption
	case "tblGrid":
		return elTblGrid
	case "tblHeader":
		return elTblHeader
	case "tblPr":
		return elTblPr
	case "tc":
		return elTc
	case "tcPr":
		return elTcPr
	case "tr":
		return elTr
	case "trPr":
		return elTrPr
	case "txbxContent":
		return elTxbxContent
	case "vMerge":
		return elVMerge
	case "vanish", "specVanish":
		return elVanish
	case "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml",
		"ins", "moveTo", "dir", "bdo":
		return elInline
	}
	return unknown
}
