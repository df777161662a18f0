package webtest

import (
	"slices"
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	const good = `<!DOCTYPE html><html lang="zh-CN"><head><title>页</title></head><body><main><h1>一</h1><h2 id="a">二</h2>BODY</main></body></html>`
	tests := []struct{ name, body, want string }{
		{"好的页面", `<a href="#a">二</a><label for="q">词</label><input id="q" name="q"><table><tr><th scope="col">列</th></tr></table>`, ""},
		{"跳级", `<h4>四</h4>`, `<h4> "四" follows level 2`},
		{"两个h1", `<h1>又一</h1>`, "2 h1, want 1"},
		{"没有标签", `<input name="q">`, `the control "q" has no label`},
		{"标签没有字", `<label for="q"></label><input id="q" name="q">`, `the control "q" has no label`},
		{"重复的id", `<p id="a"></p>`, `the id "a" is given 2 times`},
		{"指向没有的id", `<p aria-describedby="x"></p>`, `something refers to the id "x", which is not there`},
		{"行内样式", `<p style="color:red"></p>`, "<p> has a style attribute"},
		{"事件", `<p onclick="x()"></p>`, "<p> has the event handler onclick"},
		{"脚本", `<script>x()</script>`, "script inside the page"},
		{"脚本网址", `<a href=" JavaScript:x()">甲</a>`, "<a> runs script by its href"},
		{"空链接", `<a href="/"></a>`, "a <a> has no words"},
		{"表头没有scope", `<table><tr><th>列</th></tr></table>`, `the header "列" has no scope`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Faults(strings.Replace(good, "BODY", tt.body, 1))
			if tt.want == "" && len(got) > 0 || tt.want != "" && !slices.Contains(got, tt.want) {
				t.Errorf("Faults = %q, want %q", got, tt.want)
			}
		})
	}
}
