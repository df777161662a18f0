// Package pdf reads and writes PDF files as paper.Document.
//
// Reading finds what an official sees: paragraphs, and tables whose cells stand
// between drawn lines, with merged cells, also over page breaks. It is meant for
// PDFs that hold text: exports of WPS and Word, prints of browsers and of
// LibreOffice. Positions decide, never the order in which the file draws: a
// figure stands in the cell whose lines surround it, and a cell left blank is a
// cell with no text. A table drawn without lines is made a table only where the
// columns are beyond doubt, as those are that LibreOffice makes of columns without
// widths; otherwise its lines stay lines of text whose columns are set apart by
// blanks, so that no figure can slip into a neighbouring cell.
//
// A page that is a picture cannot be read: it becomes a notice, and a file of
// nothing but such pages an error. Recognising characters in pictures is left to
// others. Headings are paragraphs, as PDF does not mark them; page numbers and
// running headers are taken out.
//
// The engine is PDFium, compiled to WebAssembly and run by wazero: no C compiler,
// no library to install, and a damaged file can do no harm outside the engine's
// own memory, which is limited.
package pdf
