package pdf

import (
	"bufio"
	"debug/elf"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// releaseProgram gives the pages of the program's own file that are in memory back
// to the system, 14 MB after PDFium was started, 6 of them its module, which
// nobody reads again. What is used is read anew from the file, of which the
// system mostly still has it. Only pages that cannot have been written are given
// back: not those of a program whose addresses the loader has put in.
func releaseProgram() {
	name, err := os.Readlink("/proc/self/exe")
	if err != nil || !isFixed("/proc/self/exe") {
		return
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		if from, size, ok := constantPages(lines.Text(), filepath.Clean(name)); ok {
			// That the system keeps them is no fault.
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, size, uintptr(syscall.MADV_DONTNEED))
		}
	}
}

// isFixed says whether an ELF program is loaded where it was linked for.
func isFixed(name string) bool {
	f, err := elf.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return f.Type == elf.ET_EXEC
}

// constantPages reads a line of /proc/self/maps that tells of pages of a file which
// the program may not write.
func constantPages(line, file string) (from, size uintptr, ok bool) {
	f := strings.Fields(line)
	if len(f) < 6 || strings.Join(f[5:], " ") != file || f[1] != "r--p" && f[1] != "r-xp" {
		return 0, 0, false
	}
	low, high, ok := strings.Cut(f[0], "-")
	if !ok {
		return 0, 0, false
	}
	begin, err := strconv.ParseUint(low, 16, 8*int(unsafe.Sizeof(from)))
	if err != nil {
		return 0, 0, false
	}
	end, err := strconv.ParseUint(high, 16, 8*int(unsafe.Sizeof(from)))
	return uintptr(begin), uintptr(end - begin), err == nil && end > begin
}
