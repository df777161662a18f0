package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestOfficeProgram opens our workbook in LibreOffice, saves it there and reads
// it again: nothing may have changed.
func TestOfficeProgram(t *testing.T) {
	t.Parallel()
	soffice, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("soffice is not installed or -short is set")
	}
	dir := t.TempDir()
	d := report()
	if err := os.WriteFile(filepath.Join(dir, "in.xlsx"), write(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(soffice, "-env:UserInstallation=file://"+dir+"/lo", "--headless", "--convert-to", "xlsx",
		"--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "in.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, data)
	if got, want := outline(got), outline(d); got != want {
		t.Errorf("after LibreOffice =\n%s\nwant\n%s", got, want)
	}
	if got.Title != d.Title || got.Author != d.Author {
		t.Errorf("after LibreOffice title %q, author %q", got.Title, got.Author)
	}
}
