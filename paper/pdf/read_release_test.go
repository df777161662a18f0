//go:build linux

package pdf

import "testing"

func TestConstantPages(t *testing.T) {
	t.Parallel()
	const file = "/opt/政务 公开/gongkai"
	for line, want := range map[string]uintptr{
		"00400000-01400000 r-xp 00000000 fe:00 12 " + file:            0x1000000,
		"01400000-03000000 r--p 01000000 fe:00 12   " + file:          0x1c00000,
		"03000000-03100000 rw-p 02c00000 fe:00 12 " + file:            0, // may have been written
		"7f0000000000-7f0000001000 r-xp 00000000 fe:00 13 /lib/ld.so": 0,
		"7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0 [vdso]":      0,
		"00400000 r-xp 00000000 fe:00 12 " + file:                     0,
		"": 0,
		"01400000-00400000 r--p 01000000 fe:00 12 " + file + " (deleted)": 0,
	} {
		if _, size, ok := constantPages(line, file); size != want && ok || ok != (want > 0) {
			t.Errorf("constantPages(%q) = %#x, %v; want %#x", line, size, ok, want)
		}
	}
}
