package job

import (
	"encoding/json"
	"testing"
	"time"
)

// TestRead: what the queue keeps of a job is the job.
func TestRead(t *testing.T) {
	t.Parallel()
	slot := Slot{At: time.Date(2026, 3, 2, 18, 30, 0, 0, time.UTC)}
	all := []Args{
		PublishedReport{Organ: 42, Year: 2025, N: 2}, SweepSessions{slot}, SweepFiles{slot}, SweepJobs{slot}, VerifyChain{slot}, GrownRegister{slot}, Backup{slot}, SendMessage{ID: 7}, SweepDrafts{slot}, EraseCases{slot}, EraseFile{SHA256: "ab"},
	}
	kinds := make(map[string]bool)
	for _, want := range all {
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(want.Kind(), text)
		if err != nil || got != want || got.Key() != want.Key() || got.Key() == "" {
			t.Errorf("Read(%s, %s) = %v, %v; want %v", want.Kind(), text, got, err, want)
		}
		if kinds[want.Kind()] {
			t.Errorf("two jobs are of kind %s", want.Kind())
		}
		kinds[want.Kind()] = true
	}
	for kind, args := range map[string]string{"no such": "{}", "backup": "[]"} {
		if _, err := Read(kind, []byte(args)); err == nil {
			t.Errorf("Read(%q, %s) gave no error", kind, args)
		}
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	utc := Slot{At: time.Date(2026, 3, 2, 18, 30, 0, 0, time.UTC)}
	beijing := Slot{At: utc.At.In(time.FixedZone("", 8*60*60))}
	if utc.Key() != beijing.Key() {
		t.Errorf("one moment has the keys %s and %s", utc.Key(), beijing.Key())
	}
	if got, want := (PublishedReport{Organ: 1, Year: 2025, N: 2}).Key(), "00000001/2025/v2"; got != want {
		t.Errorf("Key() = %q, want %q", got, want)
	}
}
