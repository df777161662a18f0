package narrative

import (
	"path/filepath"
	"testing"
)

// TestFreshSentences holds the sets written before the code was first run on
// them, exactly; a judgement found wrong afterwards was changed in the set.
func TestFreshSentences(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("testdata/fresh_*.jsonl")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			lines, exact, inventing := readLines(t, file), 0, 0
			for _, l := range lines {
				ok, invented, got := judge(l)
				if ok {
					exact++
					continue
				}
				if invented > 0 {
					inventing++
				}
				t.Errorf("%s %s\n\tgot  %v\n\twant %v (%s)", l.ID, l.Text, got, l.Said, l.Why)
			}
			t.Logf("%s: exact %d of %d, inventing %d", file, exact, len(lines), inventing)
		})
	}
}

// TestOpenSentences holds what is not read yet: nothing is invented there.
func TestOpenSentences(t *testing.T) {
	t.Parallel()
	for _, l := range readLines(t, "testdata/open.jsonl") {
		ok, invented, got := judge(l)
		if invented > 0 {
			t.Errorf("%s %s\n\tgot  %v\n\twant %v (%s)", l.ID, l.Text, got, l.Said, l.Why)
		}
		if ok {
			t.Logf("%s is read now", l.ID)
		}
	}
}
