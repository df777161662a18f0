// Package paper is the model of a written document: headings, paragraphs and
// tables with merged cells, in reading order, free of any file format and of
// any law.
//
// A format package (paper/html, paper/docx, paper/pdf, paper/xlsx, paper/csv,
// paper/text, paper/markdown) reads a file into a [Document], writes a Document
// into a file, or both. The packages of the law read and compose Documents and
// never see a file format, so that a form is understood once and not once per
// format.
//
// Reading promises to lose nothing silently. What a reader saw but could not
// turn into text (a scanned page, a picture where a table should be, a table
// cut off by a limit) becomes a [Notice]; a file that cannot be read at all is
// an [*Error] with a Chinese sentence an official can act on.
package paper
