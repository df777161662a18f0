// Package demo makes the demonstration: 霁川县, a county that does not exist,
// with its bureaus and townships, their people, more than three years of
// records in every register and the annual reports made of them.
//
// All of it is entered through the one door ([store.Store.Take]), step by step,
// by the people whose work it is and on the days on which they would have done
// it: [Fill] lets the clock of the records walk through the years. Nothing is a
// ready-made database and nothing a statement of SQL, so what the pages show is
// what the program does.
//
// The package promises that the same day gives the same county, that each
// published report agrees with its registers, its text and the report before
// it, and that one township's report on 2024 has the figures of the real
// report the program was first built for, under names and in sentences that are
// made up. Organs, people, numbers and titles are invented.
//
// Whether a database may be filled, and what its owner is told where it may
// not, is in [Ready]. The web pages say of themselves that they show a
// demonstration; see [store.Demo].
package demo
