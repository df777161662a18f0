package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"

	"gongkai/law/calendar"
	"gongkai/office/store"
)

var versionCommand = command{
	words:   "version",
	summary: "显示程序、数据库结构和放假安排的版本",
	help: `显示本程序的版本，包括所用的数据库结构和已收录的放假安排。
报告问题时请附上这几行。

用法：
  gongkai version

例子：
  gongkai version
`,
	run: runVersion,
}

func runVersion(c *call) int {
	if len(c.args) > 0 {
		return c.fail("version后面不写别的。请写成 gongkai version。")
	}
	schema, err := store.SchemaVersion()
	if err != nil {
		return c.fail("程序文件不完整，请重新安装。")
	}
	years := calendar.National().Years()
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	return c.print(fmt.Sprintf("gongkai 公开 %s\n数据库结构：第%d版\n放假安排：%d—%d年\n编译环境：%s %s/%s\n",
		revisionOf(info), schema, slices.Min(years), slices.Max(years), info.GoVersion, runtime.GOOS, runtime.GOARCH))
}

// revisionOf names the state of the code that a program was built from: the
// module's version, the commit and its day, and whether files were changed.
func revisionOf(info *debug.BuildInfo) string {
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	commit := set["vcs.revision"]
	switch {
	case commit == "" && (info.Main.Version == "" || info.Main.Version == "(devel)"):
		return "（没有记下代码版本）"
	case commit == "":
		return info.Main.Version
	}
	text := commit[:min(len(commit), 12)]
	if at := set["vcs.time"]; len(at) >= len("2006-01-02") {
		text += "（" + at[:len("2006-01-02")] + "）"
	}
	if set["vcs.modified"] == "true" {
		text += "，编译前有未提交的改动"
	}
	return text
}
