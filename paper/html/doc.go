// Package html reads published web pages into a [paper.Document] and writes a
// Document as one self-contained page.
//
// Reading follows what a browser shows: white space collapses as in a browser,
// missing end tags close as in a browser, hidden elements vanish, spans of
// cells mean what they mean there. Three things differ on purpose, because the
// reader is after the text and not its picture: a line break of the source
// between two Chinese characters is no space, a no-break space is a space, and
// characters without width are left out. Tables that only lay out a page are
// taken apart, so that what they hold stands in reading order.
//
// The package keeps its own scanner. The tree builder of golang.org/x/net/html
// refuses pages nested deeper than 512 elements and its tokenizer spends more
// time on the attributes of a page pasted from Word than the rest of reading
// takes; tests hold the scanner against that tokenizer.
//
// Writing follows the look of the portal. A page written here reads back
// exactly: see [Write].
package html
