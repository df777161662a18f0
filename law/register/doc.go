// Package register keeps the books of an office (登记簿) from which the figures
// of its annual report are counted: what a book records, how what people type
// is read, what may be done to an entry, and what it adds up to.
//
// A [Description] states one register as data. The list and its filters, the
// entry form, corrections, import from and export to spreadsheets and the
// figures of the report are all driven by it, so that a further register costs
// one file and its tests. [All] lists the registers. Entries count through their
// tallies: each line says under which code, from which day and how many; a
// figure is the sum of such lines, and the list behind it comes from the same.
//
// The package promises that nothing is guessed and nothing lost: a value is
// read exactly or refused at its field with what was found and what to do, all
// faults at once; an entry is corrected or withdrawn (作废) with a reason, never
// deleted; an import with one bad line is no import.
//
// It holds values and pure functions. Keeping entries and files is left to
// package store, who may do what to package account, pages to package desk,
// and file formats to the packages below paper.
package register
