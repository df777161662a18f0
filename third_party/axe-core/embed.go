// Package axecore embeds axe-core, Deque's engine of accessibility rules, for
// the tests of the pages. The program does not contain it. README.md says how
// the file is made.
package axecore

import _ "embed"

// Script is axe.min.js compressed with gzip.
//
//go:embed axe.min.js.gz
var Script []byte
