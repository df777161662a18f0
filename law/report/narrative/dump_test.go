package narrative

import (
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	path := os.Getenv("DUMP")
	if path == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(path)
	for _, s := range Read(string(b), About{}) {
		fmt.Printf("%s=%s or=%s\t%s\n", s.At, s.Value, s.Or, s.Text)
	}
}
