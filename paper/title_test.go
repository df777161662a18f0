package paper

import (
	"slices"
	"testing"
)

func TestTitleBreaks(t *testing.T) {
	t.Parallel()
	for title, want := range map[string][]string{
		"青溪县人民政府2024年政府信息公开工作年度报告": {"青溪县人民政府2024年", "青溪县人民政府"},
		"青溪县审计局2024年度政府信息公开年报":     {"青溪县审计局"},
		"青溪县政府办公室公开报告":             {"青溪县政府办公室"},
		"某某某":                      nil,
		"":                         nil,
	} {
		var got []string
		for _, i := range TitleBreaks([]rune(title)) {
			got = append(got, string([]rune(title)[:i]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s may be broken behind %q, want %q", title, got, want)
		}
	}
}
