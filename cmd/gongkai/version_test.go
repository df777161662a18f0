package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
)

func TestRevision(t *testing.T) {
	for _, c := range []struct {
		module string
		set    []debug.BuildSetting
		want   string
	}{
		{"(devel)", nil, "（没有记下代码版本）"},
		{"v1.2.3", nil, "v1.2.3"},
		{"(devel)", []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.time", Value: "2026-11-30T03:00:00Z"}},
			"0123456789ab（2026-11-30）"},
		{"(devel)", []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: "true"}},
			"0123456789ab，编译前有未提交的改动"},
	} {
		if got := revisionOf(&debug.BuildInfo{Main: debug.Module{Version: c.module}, Settings: c.set}); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.module, c.set, got, c.want)
		}
	}
}

// A year added to the calendar must not be missing in the help.
func TestWorkdayHelpNamesTheYears(t *testing.T) {
	years := calendar.National().Years()
	if want := fmt.Sprintf("%d—%d年", slices.Min(years), slices.Max(years)); !strings.Contains(workdayCommand.help, want) {
		t.Errorf("the help of workday does not say %s", want)
	}
}
