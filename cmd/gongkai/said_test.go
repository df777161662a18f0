package main

import (
	"testing"
)

// TestPassage reads a passage of a report by itself: it is no report, but the
// figures it asserts are there.
func TestPassage(t *testing.T) {
	t.Parallel()
	r := parse(source{path: "a.txt", name: "a.txt"}, []byte("2024年，我局共收到政府信息公开申请13件，未发生行政复议。"))
	if r.Edition != nil || len(r.Warnings) == 0 {
		t.Errorf("a passage was taken for a report: %+v", r)
	}
	got := make(map[string]string)
	for _, s := range r.Said {
		got[string(s.At)] = s.Value.String()
	}
	if got["application.newly_received.total"] != "13" {
		t.Errorf("said %v, want 13 applications received", got)
	}
}
