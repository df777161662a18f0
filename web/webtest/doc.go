// Package webtest is how tests look at pages. [Faults] looks at the HTML as a
// person with a screen reader, a strict browser or a keyboard meets it, quick
// enough for every page of every test. A [Browser] is Debian's Chromium: it
// walks through pages as a person does, holds them against axe-core at three
// widths and on paper, and takes pictures where GONGKAI_SHOTS names a folder.
// A [Form] is what a page asks for, so that a test can fill in forms it does not
// know.
//
// The package knows nothing of the program's pages but the words on the page
// that signs in, and promises no more than it names in Faults.
package webtest
