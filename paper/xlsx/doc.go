// Package xlsx reads and writes Excel workbooks (.xlsx) as [paper] documents.
//
// Reading takes every visible worksheet in order. Numbers are the decimals the
// author entered, never a program's rounding of them; dates and percentages are
// read as they are shown; formulas by their saved result. What is hidden, too
// large or not saved is told in a notice.
//
// Writing puts the text of a document on a first sheet, 正文, and each table on
// a sheet of its own, ready to print on A4. A line on the first sheet says where
// each table belongs, and reading a workbook that has such lines puts the tables
// back in their places. No text ever becomes a formula.
//
// The package reads and writes the parts of the format itself, because a
// report needs few of them and a file from outside must not cost more memory
// than it is worth. Old workbooks (.xls, .et) and encrypted ones are refused
// with a sentence that says what to do.
package xlsx
