package pdf

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadPrintsOfLibreOffice reads what LibreOffice prints of generated reports,
// whose tables have neither lines nor widths, many of them half blank.
func TestReadPrintsOfLibreOffice(t *testing.T) {
	t.Parallel()
	soffice, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("soffice is not installed or -short is set")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	generator := filepath.Join(sharedFolder(t), "tools", "gen.py")
	folder := t.TempDir()
	run(t, python, generator, "--seed", "41", "--n", "8", "--render", "docx", "--blank", "1", "--label-noise", ".5", "--out", folder)
	files, _ := filepath.Glob(filepath.Join(folder, "*.docx"))
	run(t, soffice, append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", folder}, files...)...)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".docx"), func(t *testing.T) {
			t.Parallel()
			compareWithTruth(t, strings.TrimSuffix(file, ".docx")+".pdf")
		})
	}
}

func run(t *testing.T, program string, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", filepath.Base(program), err, out)
	}
}
