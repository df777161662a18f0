package markdown_test

import (
	"os"
	"path/filepath"
	"testing"

	"gongkai/paper/markdown"
)

// shared is the folder of test material, which is not part of the module.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no test material at %s: set GONGKAI_SHARED", dir)
	}
	return dir
}

func TestReadReport(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(shared(t), "reports", "dev", "jiangsu-suqian-shuyang-county-2025.md"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := markdown.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	tables := d.Tables()
	if got, want := len(tables), 19; got != want {
		t.Fatalf("tables = %d, want %d", got, want)
	}
	if got, want := rows(tables[3]), "[信息内容,本年收费金额（单位：万元） / 行政事业性收费,4068.208]"; got != want {
		t.Errorf("fourth table = %s, want %s", got, want)
	}
	if got, want := d.Blocks[0].Text, "沐阳县人民政府 2025 年 政府信息公开工作年度报告"; got != want {
		t.Errorf("title = %q, want %q", got, want)
	}
	if got, want := d.Blocks[len(d.Blocks)-1].Text, "沐阳县人民政府\n2026年1月23日"; got != want {
		t.Errorf("signature = %q, want %q", got, want)
	}
}
