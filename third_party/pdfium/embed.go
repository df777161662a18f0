// Package pdfiumwasm embeds PDFium as a WebAssembly module that can be stopped and
// exports what paper/pdf calls. README.md says how the file is made.
package pdfiumwasm

import _ "embed"

// Module is the module. Setting its exported global Stop makes every call into
// an instance end in a trap.
//
//go:embed pdfium.wasm
var Module []byte

// Stop is the name of the exported global that stops an instance for good.
const Stop = "stop"
