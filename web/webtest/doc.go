// Package webtest is how tests look at pages: at the HTML as a person with a
// screen reader, a strict browser or a keyboard meets it. Chromium and axe-core
// look again in the journeys; this is quick enough for every page of every
// test.
//
// It knows nothing of the program's pages and promises no more than it names in
// [Faults].
package webtest
