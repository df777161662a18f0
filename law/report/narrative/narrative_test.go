package narrative

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// line is one sentence with what it says, as in the shared sentences.
type line struct {
	ID   string                 `json:"id"`
	Text string                 `json:"text"`
	Said map[string]json.Number `json:"said"`
	Why  string                 `json:"why"`
}

func readLines(t testing.TB, path string) []line {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var lines []line
	in := bufio.NewScanner(file)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if len(in.Bytes()) == 0 {
			continue
		}
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		lines = append(lines, l)
	}
	return lines
}

// shared finds a file of the shared folder, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("GONGKAI_SHARED")
	if dir == "" {
		root, _ := os.Getwd()
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if filepath.Dir(root) == root {
				t.Skip("no go.mod above the test")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(root, "..", "shared")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here; set GONGKAI_SHARED", path)
	}
	return path
}

// judge compares what was read with what is expected.
func judge(l line) (exact bool, invented int, got map[string]string) {
	got = map[string]string{}
	for _, s := range Read(l.Text, About{}) {
		got[s.At] = s.Value
	}
	exact = len(got) == len(l.Said)
	for at, value := range got {
		if want, ok := l.Said[at]; !ok || want.String() != value {
			exact = false
			invented++
		}
	}
	return exact, invented, got
}

func TestSharedSentences(t *testing.T) {
	t.Parallel()
	lines := readLines(t, shared(t, "reports/sentences.jsonl"))
	exact, inventing := 0, 0
	for _, l := range lines {
		ok, invented, got := judge(l)
		if ok {
			exact++
			continue
		}
		if invented > 0 {
			inventing++
		}
		t.Logf("%s %s\n\tgot  %v\n\twant %v", l.ID, l.Text, got, l.Said)
	}
	t.Logf("exact %d of %d, lines with a false figure %d", exact, len(lines), inventing)
	if exact*100 < len(lines)*95 || inventing*100 > len(lines) {
		t.Errorf("exact %d of %d, inventing %d: want at least 95 %% exact and at most 1 %% inventing", exact, len(lines), inventing)
	}
}

// TestOwnSentences holds sentences of our own, with invented names.
func TestOwnSentences(t *testing.T) {
	t.Parallel()
	lines := readLines(t, "testdata/sentences.jsonl")
	for half := range 2 {
		exact, inventing, total := 0, 0, 0
		for i, l := range lines {
			if i%2 != half {
				continue
			}
			total++
			ok, invented, got := judge(l)
			if ok {
				exact++
				continue
			}
			if invented > 0 {
				inventing++
			}
			if os.Getenv("HALF") == "" || os.Getenv("HALF") == string(rune('0'+half)) {
				t.Errorf("%s %s\n\tgot  %v\n\twant %v (%s)", l.ID, l.Text, got, l.Said, l.Why)
			}
		}
		t.Logf("half %d: exact %d of %d, lines with a false figure %d", half, exact, total, inventing)
	}
}
