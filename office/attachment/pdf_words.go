package attachment

import "gongkai/law/problem"

// A pdfWord is what a word of a PDF means to the check.
type pdfWord uint8

// The words. Those before isName are no names.
const (
	otherWord  pdfWord = iota
	numberWord         // 12
	startWord          // what may stand before an object or a key: obj, R, null, <<, >>, ], ), >
	refWord            // R
	dictWord           // <<
	arrayWord          // [
	textWord           // ( or the < of a hexadecimal text
	streamWord
	objWord
	isName
	otherName
	typeOfAction  // /S
	subtypeName   // /Subtype
	scriptName    // /JavaScript
	launchName    // /Launch
	actName       // other actions that run a script or open a carried file
	formName      // /XFA, whose forms hold scripts
	filesName     // /EF, what a file specification carries
	richName      // /RichMedia
	objectsName   // /ObjStm
	firstName     // /First, without which there are no objects in a stream
	filterName    // /Filter
	flateName     // /FlateDecode
	packedName    // any other filter
	predictorName // /Predictor
	encryptName
)

var pdfNames = map[string]pdfWord{
	"S": typeOfAction, "Subtype": subtypeName, "JavaScript": scriptName, "Launch": launchName,
	"Rendition": actName, "GoToE": actName, "ImportData": actName,
	"XFA": formName, "EF": filesName, "RichMedia": richName,
	"ObjStm": objectsName, "First": firstName, "Filter": filterName,
	"FlateDecode": flateName, "Fl": flateName,
	"ASCIIHexDecode": packedName, "AHx": packedName, "ASCII85Decode": packedName, "A85": packedName,
	"LZWDecode": packedName, "LZW": packedName, "RunLengthDecode": packedName, "RL": packedName, "Crypt": packedName,
	"Predictor": predictorName, "Encrypt": encryptName,
}

var pdfKeywords = map[string]pdfWord{
	"obj": objWord, "R": refWord, "stream": streamWord, "true": startWord, "false": startWord, "null": startWord,
}

// A pdfFinding is what the check is after.
type pdfFinding uint8

const (
	nothingFound pdfFinding = iota
	scriptFound
	launchFound
	fileFound
)

func (f pdfFinding) problem() error {
	switch f {
	case scriptFound:
		return at(problem.Invalid("PDF文档含有脚本（JavaScript）或者会执行脚本的表单，不能上传"), "请打印为新的PDF后上传")
	case launchFound:
		return at(problem.Invalid("PDF文档打开时会启动其他程序，不能上传"), "请打印为新的PDF后上传")
	case fileFound:
		return at(problem.Invalid("PDF文档里嵌入了另一个文件或者多媒体"), "请打印为新的PDF后上传；嵌入的文件请单独上传")
	}
	return nil
}

// A pdfDict is what the dictionary before a stream says.
type pdfDict struct{ isObjects, hasFirst, hasFilter, otherFilter, predictor bool }

// pdfPast are the three words before one, the nearest last.
type pdfPast [3]pdfWord

// pdfWords takes a text apart into words, byte by byte.
//
// It knows no texts in brackets and takes what stands in a comment for words
// too: where a reader of PDF begins, so that it stands in one or not, is for
// the file to say. That a word means harm is therefore told by the words before
// it, which in an address or a sentence are others.
type pdfWords struct {
	text   [64]byte // of the word under way
	n      int      // its length, more than the buffer when it is too long to mean anything
	inName bool
	inWord bool
	after  byte // '<' when that may become “<<”

	past      pdfPast
	outside   pdfPast // without the words of comments
	inComment bool

	dict      pdfDict
	encrypted bool
	atStream  bool // the word just taken began a stream
	found     pdfFinding
}

// take takes a byte and says whether a word was found that matters to the
// caller.
func (w *pdfWords) take(b byte) bool {
	w.atStream = false
	if w.after == '<' {
		w.after = 0
		if b == '<' {
			w.word(dictWord)
			return w.found != nothingFound
		}
		w.word(textWord)
	}
	if !isPDFSpace(b) && !isPDFDelimiter(b) {
		w.inWord = true
		if w.n < len(w.text) {
			w.text[w.n] = b
		}
		w.n++
		return false
	}
	if w.inWord || w.inName {
		w.endWord()
	}
	w.delimiter(b)
	return w.atStream || w.found != nothingFound
}

func (w *pdfWords) delimiter(b byte) {
	switch b {
	case '/':
		w.inName = true
	case '<':
		w.after = '<'
	case '[':
		w.word(arrayWord)
	case '(':
		w.word(textWord)
	case '>', ']', ')':
		w.word(startWord)
	case '%':
		w.inComment = true
	case '\r', '\n':
		w.inComment = false
	}
}

// endWord finds what the word means that has come to its end.
func (w *pdfWords) endWord() {
	text, named := w.text[:min(w.n, len(w.text))], w.inName
	tooLong := w.n > len(w.text)
	w.n, w.inName, w.inWord = 0, false, false
	switch {
	case named && tooLong:
		w.word(otherName)
	case named:
		word, ok := pdfNames[string(plainName(text))]
		if !ok {
			word = otherName
		}
		w.word(word)
	case !tooLong && isPDFNumber(text):
		if w.past[2] == predictorName && string(text) != "1" {
			w.dict.predictor = true
		}
		w.word(numberWord)
	case !tooLong:
		w.word(pdfKeywords[string(text)])
	default:
		w.word(otherWord)
	}
}

// word judges a word by those before it and puts it behind them.
func (w *pdfWords) word(word pdfWord) {
	if w.found == nothingFound {
		w.found = judged(w.past, word)
	}
	if w.found == nothingFound && w.outside != w.past {
		w.found = judged(w.outside, word)
	}
	w.past = pdfPast{w.past[1], w.past[2], word}
	if !w.inComment {
		w.outside = pdfPast{w.outside[1], w.outside[2], word}
	}
	switch word {
	case objWord:
		w.dict = pdfDict{}
	case streamWord:
		w.atStream = true
	case objectsName:
		w.dict.isObjects = true
	case firstName:
		w.dict.hasFirst = true
	case filterName, flateName:
		w.dict.hasFilter = true
	case packedName:
		w.dict.hasFilter, w.dict.otherFilter = true, true
	case encryptName:
		w.encrypted = true
	}
}

// judged says what a word means after others.
func judged(past pdfPast, word pdfWord) pdfFinding {
	last := past[2]
	isAction := last == typeOfAction
	isObject := last == startWord || last == dictWord || last == objWord || last == refWord || last == numberWord
	referred := pdfWord(otherWord)
	if word == refWord && past[1] == numberWord && last == numberWord {
		referred = past[0]
	}
	switch {
	case word == scriptName && (isAction || isObject), word == actName && isAction,
		word == arrayWord && last == formName, referred == formName:
		return scriptFound
	case word == launchName && (isAction || isObject):
		return launchFound
	case word == dictWord && last == filesName, referred == filesName, word == richName && last == subtypeName:
		return fileFound
	}
	return nothingFound
}

// plainName writes a name without its escapes, in place.
func plainName(name []byte) []byte {
	plain := name[:0]
	for i := 0; i < len(name); i++ {
		if name[i] == '#' && i+2 < len(name) {
			if high, low := hexDigit(name[i+1]), hexDigit(name[i+2]); high >= 0 && low >= 0 {
				plain = append(plain, byte(high<<4|low))
				i += 2
				continue
			}
		}
		plain = append(plain, name[i])
	}
	return plain
}

func hexDigit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

func isPDFNumber(text []byte) bool {
	for _, b := range text {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(text) > 0
}

func isPDFSpace(b byte) bool {
	return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0
}

func isPDFDelimiter(b byte) bool {
	switch b {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}
