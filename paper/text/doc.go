// Package text reads plain text: prose, and the ways in which text exports,
// search engines and PDF tools flatten tables.
//
// It knows no form. A line of prose becomes a paragraph. What shows itself as
// cells becomes a loose table ([paper.Table.Loose]): cells in reading order,
// rows ending where the text shows an end, blank cells only where the text
// shows them. Five flattenings are told apart line by line:
//
//   - a cell on each line led by a tab, a blank line after each row;
//   - a cell on each line followed by " |", a run of pipes filling short rows;
//   - a cell and a pipe on alternating lines;
//   - rows of cells with pipes between them;
//   - columns set apart by spaces, as pdftotext -layout and -raw print them.
//
// A text without a single pipe may use │, ┃ or ｜ in its place; the lines that
// rule such a table off are left out.
//
// The sixth, each cell a paragraph of its own, cannot be told from prose
// without knowing the form; its cells arrive as paragraphs.
package text
