// Package csv reads and writes comma-separated values as [paper] tables.
//
// Reading takes what offices send: UTF-8, UTF-16 or GB18030; comma, tab,
// semicolon or full-width comma; quotes that are not closed. Rows keep their
// own length. A file holds no more than text, so numbers stay the text they
// are and blank fields stay blank.
//
// Writing is for spreadsheet programs: a byte order mark, CRLF, and no text
// that such a program would take for a formula.
package csv
