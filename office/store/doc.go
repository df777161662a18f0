// Package store keeps the facts of the office in one of two databases and is
// the only place of the program where SQL stands.
//
// Everything a person or the program's timer does to the facts is a step, a
// plain value of a law package or of package account, and goes through one
// door: [Store.Take]. In one transaction, whose moment is fixed once, it sees
// whether the person's posts allow the step, loads what the step is about,
// lets the law decide, saves, appends to the audit and notes the jobs that
// follow. A step that is refused leaves nothing behind. A transaction that has
// changed something and appended nothing to the audit does not commit.
//
// Two people who change one thing: the second names the version they saw
// ([Subject.Version]) and is told who has changed what since.
//
// What is read comes from methods named for what they return. Pages, letters
// and figures are made of it elsewhere; times are UTC, days are Beijing's.
package store
