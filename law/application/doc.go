// Package application is Chapter IV of the Regulations, disclosure on
// application (依申请公开): a case from the day it is received to the archive,
// what may be done to it, when its reply is due, and what it counts as in the
// annual report.
//
// A [Case] is what its [Event]s made of it. An event is a [Step], a plain
// struct named by a verb, taken by somebody on a day; [Case.Take] says what a
// step does or which provision forbids it. The table procedure states every
// step with the words of the law that allow it; docs/procedure.md is made from
// it. A state says who has to act next. That the clock stands still is no
// state: consultations are a list, and everything else goes on meanwhile.
//
// Deadlines are reckoned, never stored: [Case.Deadline] folds the facts with a
// [Clock], a calendar and the periods of the law, and [Case.Trace] gives every
// day with its reason, so that the applicant, the office and a court read the
// same reckoning.
//
// The package promises that a step which the law gives nobody the power to take
// is refused with its article and what can be done instead, and that what did
// happen is recorded as it happened: a late act is marked (逾期) and moves no
// due date. A case keeps its first reply for ever; a corrected one stands
// beside it.
//
// A history ([ParseHistory], [History.String]) is a case as text, one line a
// step, for tests, for the command gongkai clock and for the court. There every
// line must be lawful.
//
// It holds values and pure functions. Keeping cases is left to package store,
// the posts that carry a role to package account, letters and pages to others.
package application
