package axecore

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

func TestFilesAreThoseOfTheFetchScript(t *testing.T) {
	t.Parallel()
	sums, err := os.Open("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	defer sums.Close()
	lines := bufio.NewScanner(sums)
	files := 0
	for lines.Scan() {
		want, name, _ := strings.Cut(lines.Text(), "  ")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("SHA-256 of %s = %s, want %s", name, got, want)
		}
		files++
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if files != 2 {
		t.Errorf("SHA256SUMS names %d files, want 2: the script and the licence", files)
	}
}
