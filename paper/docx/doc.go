// Package docx reads and writes Word documents (DOCX, ISO/IEC 29500), the files
// in which offices draft and hand in their reports.
//
// [Read] returns the text as the author sees it with all tracked changes
// accepted: numbers that Word or WPS puts before a paragraph (一、, （一）, 1.)
// are part of the text, hidden text and field instructions are not. Merged
// cells are one cell with its spans. A table of one single cell inside a cell
// is a frame around text, so its text stands in the outer cell as well.
// Headers, footers, footnotes, comments and bullets are left out. A file of
// another kind under the name .docx is refused with a sentence that says what
// it is.
//
// [Write] sets a document on the page of GB/T 9704-2012 党政机关公文格式, with
// real merged cells and headings. Equal documents give equal bytes.
//
// What the text means is left to the packages of the law.
package docx
