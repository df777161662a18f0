package docx

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/paper"
)

// shared returns the folder of shared reports, or skips the test.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		root := "."
		for range 8 {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			root = filepath.Join(root, "..")
		}
		dir = filepath.Join(root, "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "reports")); err != nil {
		t.Skipf("no shared reports at %s; set GONGKAI_SHARED", dir)
	}
	return filepath.Join(dir, "reports")
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// dump writes a document as text, one line a block or row, for comparing.
func dump(d *paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch block.Kind {
		case paper.Heading:
			fmt.Fprintf(&b, "h%d %q\n", block.Level, block.Text)
		case paper.Paragraph:
			fmt.Fprintf(&b, "p %q\n", block.Text)
		case paper.Picture:
			fmt.Fprintf(&b, "picture %q\n", block.Text)
		case paper.TableBlock:
			dumpTable(&b, block.Table, "")
		}
	}
	for _, n := range d.Notices {
		fmt.Fprintf(&b, "notice %s %s\n", n.Kind, n.Says)
	}
	return b.String()
}

func dumpTable(b *strings.Builder, t *paper.Table, indent string) {
	fmt.Fprintf(b, "%stable\n", indent)
	for _, row := range t.Rows {
		fmt.Fprintf(b, "%s ", indent)
		for _, c := range row.Cells {
			fmt.Fprintf(b, " %q", c.Text)
			if c.ColSpan > 1 || c.RowSpan > 1 {
				fmt.Fprintf(b, "(%dx%d)", max(1, c.RowSpan), max(1, c.ColSpan))
			}
			if c.HasPicture {
				b.WriteString("[picture]")
			}
		}
		b.WriteString("\n")
		for _, c := range row.Cells {
			for _, inner := range c.Tables {
				dumpTable(b, inner, indent+"    ")
			}
		}
	}
}

func TestReadRealFiles(t *testing.T) {
	t.Parallel()
	dir := shared(t)
	files, _ := filepath.Glob(filepath.Join(dir, "dev", "*.docx"))
	files = append(files, filepath.Join(dir, "annual-report-template-2021.docx"))
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			d, err := Read(readFile(t, path))
			if err != nil {
				t.Fatal(err)
			}
			tables := d.Tables()
			if len(tables) != 3 || len(d.Notices) > 0 {
				t.Errorf("read %d tables and notices %v, want 3 and none", len(tables), d.Notices)
			}
			if testing.Verbose() {
				t.Log(dump(d))
			}
		})
	}
}
