package main

import (
	"os"
	"path/filepath"
	"testing"

	"gongkai/law/report"
	"gongkai/paper/text"
)

// FuzzCheckText sends any text through all of reading and checking: nothing may
// break or hang, and what is written must be read again.
func FuzzCheckText(f *testing.F) {
	f.Add([]byte("青溪县2024年政府信息公开工作年度报告\n一、总体情况\n收到申请3件。\n"))
	f.Add([]byte("自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"))
	shared := os.Getenv("GONGKAI_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	for _, pattern := range []string{"excerpts/*.txt", "dev/*.txt"} {
		files, _ := filepath.Glob(filepath.Join(shared, "reports", pattern))
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := text.Read(data)
		if err != nil {
			return
		}
		r := report.Read(doc)
		listen(r)
		r.Findings = r.Check(report.Circumstances{})
		if _, err := report.ParseJSON(r.JSON()); err != nil {
			t.Fatalf("ParseJSON of what was written: %v\n%s", err, r.JSON())
		}
		report.Read(r.Compose())
	})
}
