package docx

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
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

// recorder runs the generator and prints, report by report, the cells it puts
// into the tables.
const recorder = `
import json, sys
sys.path.insert(0, sys.argv.pop(1))
import gen
made, tables = [], gen.tables
def record(*args):
    made.append(tables(*args))
    return made[-1]
gen.tables = record
gen.main()
json.dump([[[[list(c) for c in row] for row in t.rows] for t in ts] for ts in made], open(sys.argv[-1] + "/cells.json", "w"))
`

func TestReadGenerated(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	cmd := exec.Command(python(t), "-c", recorder, filepath.Join(shared(t), "..", "tools"),
		"--seed", "11", "--n", "60", "--render", "docx", "--label-noise", "0.2", "--faults", "all", "--fault-rate", "0.5", "--out", out)
	if says, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the generator: %v %s", err, says)
	}
	var made [][][][][]any // report, table, row, cell: text, columns, rows
	if err := json.Unmarshal(readFile(t, filepath.Join(out, "cells.json")), &made); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(out, "*.docx"))
	if len(files) != len(made) || len(files) == 0 {
		t.Fatalf("%d files for %d reports", len(files), len(made))
	}
	for i, path := range files {
		tables := mustRead(t, readFile(t, path)).Tables()
		if len(tables) != len(made[i]) {
			t.Errorf("%s: read %d tables, want %d", filepath.Base(path), len(tables), len(made[i]))
			continue
		}
		for k, want := range made[i] {
			if got, want := cellsOf(tables[k]), madeCells(want); got != want {
				t.Errorf("%s table %d\n got %s\nwant %s", filepath.Base(path), k+1, got, want)
			}
		}
	}
}

// cellsOf writes the cells of a table with their spans.
func cellsOf(t *paper.Table) string {
	var b strings.Builder
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			fmt.Fprintf(&b, "%q %d %d; ", c.Text, max(1, c.ColSpan), max(1, c.RowSpan))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func madeCells(rows [][][]any) string {
	var b strings.Builder
	for _, row := range rows {
		for _, c := range row {
			fmt.Fprintf(&b, "%q %v %v; ", c[0], c[1], c[2])
		}
		b.WriteString("\n")
	}
	return b.String()
}
