package audit

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

func chain(n int) []Entry {
	entries := make([]Entry, n)
	prev := ""
	for i := range entries {
		entries[i] = Entry{
			Organ: 7, Seq: int64(i + 1), At: time.UnixMicro(1736128800000000 + int64(i)), Actor: 3, Name: "李敏", Role: "clerk",
			Kind: "entry", Subject: int64(100 + i), Action: "register.enter", Step: json.RawMessage(`{"a":1}`), Cite: "条例",
		}
		Seal(prev, &entries[i])
		prev = entries[i].Hash
	}
	return entries
}

func verify(entries []Entry, seq int64, hash string) error {
	var v Verifier
	for _, e := range entries {
		if err := v.Next(e); err != nil {
			return err
		}
	}
	return v.End(seq, hash)
}

func TestVerify(t *testing.T) {
	t.Parallel()
	whole := chain(5)
	seq, hash := int64(5), whole[4].Hash
	if err := verify(whole, seq, hash); err != nil {
		t.Fatalf("a whole chain breaks: %v", err)
	}
	changes := map[string]func(e *Entry){
		"organ": func(e *Entry) { e.Organ++ }, "seq": func(e *Entry) { e.Seq++ }, "at": func(e *Entry) { e.At = e.At.Add(time.Microsecond) },
		"actor": func(e *Entry) { e.Actor++ }, "name": func(e *Entry) { e.Name = "李" }, "role": func(e *Entry) { e.Role = "" },
		"kind": func(e *Entry) { e.Kind = "organ" }, "subject": func(e *Entry) { e.Subject++ }, "action": func(e *Entry) { e.Action = "x" },
		"step": func(e *Entry) { e.Step = json.RawMessage(`{"a":2}`) }, "cite": func(e *Entry) { e.Cite = "" }, "prev": func(e *Entry) { e.Prev = "0" },
		"hash": func(e *Entry) { e.Hash = "0" },
		// The border between two texts moves.
		"border": func(e *Entry) { e.Name, e.Role = e.Name+e.Role[:1], e.Role[1:] },
	}
	for name, change := range changes {
		for i := range whole {
			broken := slices.Clone(whole)
			change(&broken[i])
			if verify(broken, seq, hash) == nil {
				t.Errorf("%s of entry %d changed and nobody noticed", name, i+1)
			}
		}
	}
	for name, broken := range map[string][]Entry{
		"removed":   slices.Delete(slices.Clone(whole), 2, 3),
		"last gone": whole[:4],
		"swapped":   {whole[0], whole[2], whole[1], whole[3], whole[4]},
		"doubled":   slices.Insert(slices.Clone(whole), 2, whole[1]),
		"none":      nil,
	} {
		if verify(broken, seq, hash) == nil {
			t.Errorf("%s and nobody noticed", name)
		}
	}
}
