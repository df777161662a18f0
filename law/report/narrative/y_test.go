package narrative

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestY(t *testing.T) {
	b, _ := os.ReadFile("/tmp/traps.txt")
	for _, l := range strings.Split(string(b), "\n") {
		out := ""
		for _, s := range Read(l, About{}) {
			out += fmt.Sprintf(" %s=%s", strings.TrimPrefix(s.At, "application."), s.Value)
		}
		if out != "" {
			fmt.Println(l, "\n\t=>", out)
		}
	}
}
