// Package notoserif embeds Noto Serif SC, a Song typeface under the SIL Open
// Font License, so that a PDF written on any machine looks the same and can
// print every character of the standard list of names (通用规范汉字表).
//
// README.md says how the files are made. They stay compressed: unpacking is
// left to the caller, who knows whether it is needed.
package notoserif

import _ "embed"

// Common is a TrueType font, compressed with gzip: all punctuation, letters
// and signs, and the Han characters of GB/T 2312 level 1.
//
//go:embed common.ttf.gz
var Common []byte

// Rare is a TrueType font, compressed with gzip: all other Han characters of
// Noto Serif SC.
//
//go:embed rare.ttf.gz
var Rare []byte
