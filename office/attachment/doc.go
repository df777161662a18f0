// Package attachment keeps the files people attach to records: it accepts a
// file, checks what it is, keeps it under the hash of its content, and opens it
// again.
//
// A file is taken for what it holds, never for what it is called: PDF, Word,
// Excel and PowerPoint in both generations, OFD, pictures and plain text are
// accepted when the name fits the content; everything else is refused, so are
// macros, scripts and programs that a PDF starts, files within files, files that
// unpack to much more than they are, and pictures too large to open. What a person sends may be hostile: checking a
// file takes little memory whatever it holds.
//
// The package promises that what Accept has returned is on the disk, whole,
// even if the power fails the next moment; that a file kept is never changed;
// that Sweep removes nothing it was told is still needed. One process writes to
// a folder at a time. Which record a file belongs to and who may see it is left
// to package store, sending it to a browser to package web: always with
// [Disposition] and nosniff. It looks for no viruses.
package attachment
