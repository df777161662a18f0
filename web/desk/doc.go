// Package desk is the room where the office works: signing in, what there is
// to do today, registers, reports, the settings of organs and accounts, the
// audit.
//
// Every page is one row of the table in routes.go, which says who may see it.
// A handler therefore asks nobody for permission: it finds the person and the
// organ of the address in [visitOf], reads, and answers. Changes go through
// the one door of package store, which decides about permission again.
//
// Forms show what was typed until it is saved: after an error, after somebody
// else's change, and after the session had ended meanwhile. The last is the
// work of visit.go, which keeps what was typed for the same person; a page that
// shows a form fills it with [visit.typed]. A form is shown by GET at the
// address to which it is sent by POST.
//
// What the law asks and what the records say is left to the packages below.
package desk
