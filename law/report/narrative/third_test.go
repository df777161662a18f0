package narrative

import "testing"

func TestThird(t *testing.T) {
	lines := readLines(t, "testdata/third.jsonl")
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
		t.Errorf("%s %s\n\tgot  %v\n\twant %v (%s)", l.ID, l.Text, got, l.Said, l.Why)
	}
	t.Logf("exact %d of %d, lines with a false figure %d", exact, len(lines), inventing)
}
