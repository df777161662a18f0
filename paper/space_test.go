package paper

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestIsTight(t *testing.T) {
	for text, tight := range map[string]bool{
		"": true, "1": true, "公开": true, "共12件": true, "（一）": false, "一、总体情况。": false,
		" 公开": false, "公开　": false, "\u200b公开": false, "公开\ufeff": false, "件\t": false,
	} {
		if got := IsTight(text); got != tight {
			t.Errorf("IsTight(%q) = %t", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\u00a0\u3000\u200b\ufeff09a|公开，（）\x00\x7f")), 0, 5, -1).Draw(t, "text")
		if IsTight(text) && strings.TrimSpace(text) != text {
			t.Fatalf("%q has space around it", text)
		}
	})
}
