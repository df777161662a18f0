//go:build unix

package pdf

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mappedMemory is an engine's memory outside the Go heap. It grows in place and
// goes back to the system with the engine; on the heap each growth would copy
// it and leave the old one to the collector, several times the size of a
// hostile document.
type mappedMemory struct {
	all    []byte
	onHeap bool // the system refused to map it
}

// allocateMemory maps the memory of an engine.
func allocateMemory(most uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(most), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &mappedMemory{all: make([]byte, most), onHeap: true}
	}
	return &mappedMemory{all: all}
}

// Reallocate implements experimental.LinearMemory; nil refuses to grow.
func (m *mappedMemory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.all)) {
		return nil
	}
	return m.all[:size]
}

// Free implements experimental.LinearMemory.
func (m *mappedMemory) Free() {
	if m.all != nil && !m.onHeap {
		_ = syscall.Munmap(m.all)
	}
	m.all = nil
}
