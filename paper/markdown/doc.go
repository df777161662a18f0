// Package markdown reads Markdown into [paper] documents: headings, paragraphs,
// lists, pipe tables and front matter.
//
// It reads what people and converters write rather than the letter of a
// specification: a heading may lack its space, a table its delimiter row, and
// text under a table without pipes is no row of it. Emphasis, code, links and
// inline tags are reduced to their text, line by line, so that the words of the
// file and nothing else remain. Blank cells stay blank and rows keep their own
// length.
//
// Tables written in HTML are left to the caller, who may bring a reader for
// them: see [ReadWith].
package markdown
