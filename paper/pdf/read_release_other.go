//go:build !linux

package pdf

// releaseProgram does nothing where the system does not tell which pages the
// program has.
func releaseProgram() {}
