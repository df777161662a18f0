// Package calendar counts days as offices must: civil dates, working days
// (工作日) and the holiday arrangements (放假安排) the State Council's general
// office publishes for each year.
//
// A [Date] is a day in the life of an office in China, without a time or a
// zone. A [Calendar] knows which days are worked: Monday to Friday except the
// days a year's arrangement gives off, and the weekend days it shifts to work
// (调休上班). [National] is the calendar of the arrangements built into the
// program; With adds or replaces a year, WithLocal an organ's own days, such
// as the festivals of an autonomous region. Calendars are values and never
// change.
//
// Day 1 of a period is the first working day after the day that starts it:
//
//	due := calendar.National().After(received, 20)
//
// A year without an arrangement is counted by weekends. The package promises
// to say so: [Calendar.Provisional] and [Reason.Provisional] report it, and
// what is computed over such a year must be computed again once the year is
// published. How to add a year is told in docs/holidays.md.
//
// Which periods exist, when they begin and what stops them is left to the
// packages that use it.
package calendar
