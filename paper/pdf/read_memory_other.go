//go:build !unix

package pdf

import "github.com/tetratelabs/wazero/experimental"

// engineAllocator leaves the memory of engines to wazero where it cannot be
// mapped.
func engineAllocator() experimental.MemoryAllocator { return nil }
