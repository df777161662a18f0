// Package static holds the files that every page of the site may load: the
// sheet of the look, the mark of the browser's tab, and what the desk adds.
//
// look.css is hand-written and the only sheet there is, for the portal and the
// desk, for screens and for paper. Serving the files under names that hold
// their hash is left to package web.
package static

import "embed"

// Files are the files by their plain names.
//
//go:embed *.css *.svg *.ico
var Files embed.FS
