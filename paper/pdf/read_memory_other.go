//go:build !unix

package pdf

import "github.com/tetratelabs/wazero/experimental"

// heapMemory is an engine's memory on the Go heap, where it cannot be mapped.
type heapMemory struct{ all []byte }

func allocateMemory(uint64) experimental.LinearMemory { return &heapMemory{} }

// Reallocate implements experimental.LinearMemory.
func (m *heapMemory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m.all)) {
		grown := make([]byte, size)
		copy(grown, m.all)
		m.all = grown
	}
	m.all = m.all[:size]
	return m.all
}

// Free implements experimental.LinearMemory.
func (m *heapMemory) Free() { m.all = nil }
