package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/paper"
)

// show writes a document as a person checks it: paragraphs as they are, rows of
// loose tables with ⎸ between cells.
func show(d *paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Kind == paper.Picture {
			b.WriteString("▣ " + block.Text + "\n")
			continue
		}
		if block.Table == nil {
			b.WriteString("¶ " + strings.ReplaceAll(block.Text, "\n", "⏎") + "\n")
			continue
		}
		for _, row := range block.Table.Rows {
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
			b.WriteString("▦ " + strings.Join(cells, "⎸") + "\n")
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"散文逐行成段", "一、总体情况\n\n我镇公开信息12条。\n", "¶ 一、总体情况\n¶ 我镇公开信息12条。\n"},
		{"制表符开头的格，空行分行", "\t规章\n\t0\n\t\n\t3\n\n\t规范性文件\n\t1\n\n",
			"▦ 规章⎸0⎸⎸3\n▦ 规范性文件⎸1\n"},
		{"格内换行", "\t总\n计\n\t5\n\n", "▦ 总⏎计⎸5\n"},
		{"每格一行带竖线", "规章 |\n0 |\n|\n1 |\n||\n行政许可 |\n7 |\n|||\n", "▦ 规章⎸0⎸⎸1\n▦ 行政许可⎸7\n"},
		{"格与竖线各占一行", "规章\n|\n0\n|\n\n说明文字。\n", "▦ 规章⎸0\n¶ 说明文字。\n"},
		{"连着的竖线是空白格", "规章\n|\n|\n2\n|\n", "▦ 规章⎸⎸2\n"},
		{"一行多格", "规章 | 1 | | 3 |\n行政许可 | ||||\n", "▦ 规章⎸1⎸⎸3\n▦ 行政许可\n"},
		{"两边有竖线", "| 规章 | 1 | 2 | 3 |\n|---|---|---|---|\n| 行政许可 | 4 | ||\n", "▦ 规章⎸1⎸2⎸3\n▦ 行政许可⎸4\n"},
		{"空格分栏", "规章          2               0        11\n", "▦ 规章⎸2⎸0⎸11\n"},
		{"行末的数", "四、结转下年度继续办理 0 0 0 1 0 0 1\n", "▦ 四、结转下年度继续办理⎸0⎸0⎸0⎸1⎸0⎸0⎸1\n"},
		{"行末只有一个数不分栏", "公开信息 12\n", "¶ 公开信息 12\n"},
		{"制表符分栏", "规章\t1\t\t3\n", "▦ 规章⎸1⎸⎸3\n"},
		{"页码行略去", "上文。\n— 3 —\n-12-\n下文。\n", "¶ 上文。\n¶ 下文。\n"},
		{"单独的数不是页码", "3\n", "¶ 3\n"},
		{"居中的署名", "                乌苏市西大沟镇人民政府\n", "¶ 乌苏市西大沟镇人民政府\n"},
		{"回车换行", "一行\r\n二行\r\n", "¶ 一行\n¶ 二行\n"},
		{"制表线作竖线", "规章 │ 1 │ │ 3\n行政许可 │ ││││\n", "▦ 规章⎸1⎸⎸3\n▦ 行政许可\n"},
		{"全角竖线", "规章｜1｜0｜3\n", "▦ 规章⎸1⎸0⎸3\n"},
		{"画出的表", "┌──┬─┬─┐\n│规章││3│\n├──┼─┼─┤\n│规范性文件│0│1│\n└──┴─┴─┘\n完。\n", "▦ 规章⎸⎸3\n▦ 规范性文件⎸0⎸1\n¶ 完。\n"},
		{"另有竖线时制表线照旧", "规章 | 1│2 | 3\n", "▦ 规章⎸1│2⎸3\n"},
		{"空白格各占一行", "规章 | 2 |\n|\n| 5 |\n规范性文件 |\n|\n|\n| 0 |\n", "▦ 规章⎸2⎸⎸⎸5\n▦ 规范性文件⎸⎸⎸⎸0\n"},
		{"空白格断开一行", "规章 | 2 |\n| 5 | 1 |\n行政许可 | 7 |\n", "▦ 规章⎸2⎸⎸5⎸1\n▦ 行政许可⎸7\n"},
		{"竖线开头的另一行", "其他处理 | 1.申请人 | 2 |\n| 3.其他 | 4 |\n", "▦ 其他处理⎸1.申请人⎸2\n▦ 3.其他⎸4\n"},
		{"竖线独行开头", "二、主动公开\n|\n规章 |\n2 |\n3 | |\n|\n规范性文件 |\n0 | |\n1 |\n||\n完。\n",
			"¶ 二、主动公开\n▦ 规章⎸2⎸3⎸\n▦ 规范性文件⎸0⎸⎸1\n¶ 完。\n"},
		{"竖线独行开头，格内换行", "表\n|\n商业\n企业 |\n社会\n公益\n组织 |\n||\n甲。\n乙。\n", "¶ 表\n▦ 商业 企业⎸社会 公益 组织\n¶ 甲。\n¶ 乙。\n"},
		{"竖线独行开头，首格空白", "表\n|\n规章 |\n1 |\n| |\n2 |\n3 |\n", "¶ 表\n▦ 规章⎸1\n▦ ⎸2⎸3\n"},
		{"画线的表", "+----+---+\n| 规章 | 1 |\n+====+===+\n| 许可 | 2 |\n+----+---+\n", "▦ 规章⎸1\n▦ 许可⎸2\n"},
		{"图片的文件名", "二、主动公开\n表二.JPG\n完。\n", "¶ 二、主动公开\n▣ 表二.JPG\n¶ 完。\n"},
		{"带读音", "規(guī)章 | 制(zhì)發(fā)數(shù) | 現(xiàn)行 |\n", "▦ 規章⎸制發數⎸現行\n"},
		{"空文件", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := Read([]byte(tt.in))
			if err != nil {
				t.Fatalf("Read(%q): %v", tt.in, err)
			}
			if got := show(d); got != tt.want {
				t.Errorf("Read(%q)\n got:\n%s want:\n%s", tt.in, got, tt.want)
			}
		})
	}
}

// TestReadKeepsGrids reads rows that have as many cells as the table has columns as
// a grid, unless some table of the text has not.
func TestReadKeepsGrids(t *testing.T) {
	t.Parallel()
	filled := "| 信息内容 | 制发 | 废止 | 有效 |\n| 规章 | 1 | 0 | 3 |\n| 行政许可 | 7 | | |\n"
	tests := []struct {
		name, in string
		loose    bool
	}{
		{"补齐的行", filled, false},
		{"另一表未补齐", filled + "说明。\n| 甲 | 1 |\n| 乙 |\n", true},
		{"没有空白格", "| 甲 | 1 | 2 | 3 |\n| 乙 | 1 | 2 | 3 |\n| 丙 | 1 | 2 | 3 |\n", true},
		{"分不出行", "甲\n|\n|\n|\n|\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, table := range Lines(tt.in).Tables() {
				if table.Loose != tt.loose {
					t.Errorf("Loose = %v, want %v, of %q", table.Loose, tt.loose, tt.in)
				}
			}
		})
	}
}

func TestReadRefusesBinary(t *testing.T) {
	t.Parallel()
	_, err := Read([]byte(strings.Repeat("\x00\x01\x02abc", 50)))
	if !paper.IsUnreadable(err) {
		t.Errorf("Read(binary) = %v, want an error for people", err)
	}
}

func TestReadLimits(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"a line of a million pipes":  strings.Repeat("|", 1<<20),
		"a line of a million cells":  strings.Repeat("1 |", 1<<19),
		"a line of a million spaces": strings.Repeat("1  ", 1<<19),
		"a million lines":            strings.Repeat("1\n", 1<<19),
		"a million tab-led lines":    strings.Repeat("\t1\n", 1<<18),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := Read([]byte(in)); err != nil {
				t.Errorf("Read(%s): %v", name, err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"\t规章\n\t0\n\n", "规章 |\n0 |\n||\n", "规章\n|\n0\n|\n", "| a | b |\n|---|---|\n", "一  2  3\n四 5 6\n", "— 3 —\n"} {
		f.Add([]byte(seed))
	}
	if dir := shared(); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "reports", "excerpts", "*.txt"))
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		if (d == nil) == (err == nil) {
			t.Fatalf("Read gave document %v and error %v", d, err)
		}
	})
}

// shared is where the real reports lie, "" when they are not at hand.
func shared() string {
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

func BenchmarkRead(b *testing.B) {
	row := "\t（一）予以公开\n" + strings.Repeat("\t12\n", 7) + "\n"
	data := []byte("西大沟镇2024年政府信息公开工作年度报告\n一、总体情况\n" + strings.Repeat("我镇主动公开政府信息12条。", 60) + "\n" + strings.Repeat(row, 27))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
