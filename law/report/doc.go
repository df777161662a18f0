// Package report is the annual report on open government information
// (政府信息公开工作年度报告; Regulations on Open Government Information,
// Articles 49 and 50) as values and pure functions.
//
// An [Edition] is one edition of the statutory form: its tables, rows, columns,
// labels and cell codes, stated once and used for reading, checking, composing,
// rolling up and comparing. A [Report] is what one organ reported on one
// edition for one year. [Read] finds a Report in a [paper.Document] whatever
// file it came from; [Report.Compose] lays a Report out as a Document again.
//
// The package promises that zero, blank, not applicable and absent stay apart
// from reading to writing, that money is exact, and that nothing is guessed in
// silence: whatever could not be read is absent and named in a [Warning].
//
// It knows no file format, opens no file and reads no clock. The exchange
// format it encodes is gongkai.report/1; its cell codes never change meaning.
package report
