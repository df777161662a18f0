// Package pdfiumwasm embeds PDFium as a WebAssembly module that exports what
// paper/pdf calls and comes up for air. README.md says how the file is made.
package pdfiumwasm

import _ "embed"

// Module is the module.
//
//go:embed pdfium.wasm
var Module []byte

// Pulse is the name of the exported function that the module calls itself, every so
// many calls of its functions, for its host to listen to.
const Pulse = "pulse"
