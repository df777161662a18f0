// Package law is the ground floor of the law in this program: the statutes it
// follows, citations that quote them, the numbers they set with the dates from
// which they hold, and the coverage table that says, article by article, what
// the program does.
//
// A rule, number or label that comes from a text carries a [Citation] with the
// few words it rests on:
//
//	law.OGI.Para(33, 2, "自收到申请之日起20个工作日内予以答复")
//
// The texts themselves are not part of the program. TestCitations finds every
// citation in the source of the whole module, opens the statute and fails when
// the provision does not hold the quoted words, so a mistaken rule cannot stay.
// A text that was not at hand is cited with [Unread]; it quotes nothing and is
// listed in docs/coverage.md. A value that no text at hand confirms says so in
// its row ([Row.Unverified]).
//
// The package holds values and pure functions. It knows no calendar, no
// document and no clock: a day is its ISO text ([Day]), which package calendar
// turns into a civil date.
package law

//go:generate go test -run ^TestCoveragePage$ . -args -update
