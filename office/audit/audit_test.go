package audit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gongkai/law/organ"
)

// chain returns n sealed entries.
func chain(n int) []Entry {
	entries := make([]Entry, n)
	prev := ""
	for i := range entries {
		entries[i] = Entry{
			Organ: 42, Seq: int64(i + 1), At: time.Date(2026, 3, 2, 9, 30, i, 123456000, time.UTC),
			Actor: 7, Name: "陈明", Role: "clerk", Kind: "entry", Subject: 1000, Action: "register.correct",
			Step: json.RawMessage(`{"reason":"金额录错"}`), Cite: "《政府信息公开条例》第二十条",
		}
		Seal(prev, &entries[i])
		prev = entries[i].Hash
	}
	return entries
}

// verify returns the first break of a chain whose head is kept apart.
func verify(entries []Entry, head Entry) error {
	var v Verifier
	for _, e := range entries {
		if err := v.Next(e); err != nil {
			return err
		}
	}
	return v.End(head.Seq, head.Hash)
}

func TestWhole(t *testing.T) {
	t.Parallel()
	entries := chain(5)
	if err := verify(entries, entries[4]); err != nil {
		t.Errorf("a whole chain: %v", err)
	}
	var empty Verifier
	if err := empty.End(0, ""); err != nil {
		t.Errorf("an empty chain: %v", err)
	}
	elsewhere := slices.Clone(entries)
	for i := range elsewhere {
		elsewhere[i].At = elsewhere[i].At.In(time.FixedZone("", 8*60*60))
	}
	if err := verify(elsewhere, entries[4]); err != nil {
		t.Errorf("the same instants in another zone: %v", err)
	}
}

// TestSealFixed: what was sealed once must verify for ever. A change of the
// encoding needs a second encoding, not another hash here.
func TestSealFixed(t *testing.T) {
	t.Parallel()
	const want = "31e251920039e1a2bde8f668cb9bc05f6b270826b2029d6d56ff764cad7e67c5"
	if got := chain(2)[1].Hash; got != want {
		t.Errorf("the hash of the second entry = %s, want %s", got, want)
	}
}

func TestBreaks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		spoil func([]Entry) []Entry
		says  string
	}{
		{"changed step", func(es []Entry) []Entry { es[2].Step = json.RawMessage(`{"reason":"金额录对"}`); return es }, "第3条（2026年3月2日17:30:02，陈明）的内容与校验值不符"},
		{"changed time", func(es []Entry) []Entry { es[2].At = es[2].At.Add(time.Microsecond); return es }, "第3条"},
		{"changed organ", func(es []Entry) []Entry { es[2].Organ = 43; return es }, "第3条记在另一机关"},
		{"changed hash", func(es []Entry) []Entry { es[2].Hash = es[1].Hash; return es }, "第3条"},
		{"changed and sealed again", func(es []Entry) []Entry { es[2].Name = "李四"; Seal(es[2].Prev, &es[2]); return es }, "第4条接不上前一条"},
		{"removed", func(es []Entry) []Entry { return slices.Delete(es, 2, 3) }, "缺少第3条。"},
		{"two removed", func(es []Entry) []Entry { return slices.Delete(es, 1, 3) }, "缺少第2条至第3条"},
		{"first removed", func(es []Entry) []Entry { return es[1:] }, "缺少第1条"},
		{"last removed", func(es []Entry) []Entry { return es[:4] }, "缺少第5条"},
		{"all removed", func([]Entry) []Entry { return nil }, "缺少第1条至第5条"},
		{"removed and numbered again", func(es []Entry) []Entry {
			es = slices.Delete(es, 2, 3)
			for i := range es {
				es[i].Seq = int64(i + 1)
			}
			return es
		}, "第3条"},
		{"swapped", func(es []Entry) []Entry { es[1], es[2] = es[2], es[1]; return es }, "缺少第2条"},
		{"twice", func(es []Entry) []Entry { return slices.Insert(es, 2, es[1]) }, "第2条之后又出现第2条"},
		{"appended", func(es []Entry) []Entry {
			more := es[4]
			more.Seq = 6
			Seal(es[4].Hash, &more)
			return append(es, more)
		}, "共有6条，而链尾登记的是第5条"},
		{"last changed and sealed again", func(es []Entry) []Entry { es[4].Name = "李四"; Seal(es[4].Prev, &es[4]); return es }, "最后一条（第5条）"},
		{"begins in the middle", func(es []Entry) []Entry { es[0].Prev = "x"; Seal("x", &es[0]); return es }, "第1条接不上"},
	}
	for _, test := range tests {
		entries := chain(5)
		err := verify(test.spoil(slices.Clone(entries)), entries[4])
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.name, err, test.says)
		}
	}
}

// TestFirstBreakStays: a broken chain does not heal.
func TestFirstBreakStays(t *testing.T) {
	t.Parallel()
	entries := chain(3)
	var v Verifier
	first := v.Next(entries[1])
	if first == nil || v.Next(entries[0]) != first || v.End(0, "") != first {
		t.Errorf("after the break %v the verifier says something else", first)
	}
}

// anyEntry draws an entry whose texts are often alike, so that fields could be
// taken for each other.
func anyEntry(t *rapid.T, label string) Entry {
	text := rapid.SampledFrom([]string{"", "1", "12", "1:", ",", "1:1,", "甲", "甲乙"})
	number := rapid.Int64Range(-2, 12)
	return Entry{
		Organ: organ.ID(number.Draw(t, label+" organ")), Seq: number.Draw(t, label+" seq"),
		At:    time.Unix(0, 1000*number.Draw(t, label+" at")),
		Actor: number.Draw(t, label+" actor"), Name: text.Draw(t, label+" name"), Role: text.Draw(t, label+" role"),
		Kind: text.Draw(t, label+" kind"), Subject: number.Draw(t, label+" subject"), Action: text.Draw(t, label+" action"),
		Step: json.RawMessage(text.Draw(t, label+" step")), Cite: text.Draw(t, label+" cite"), Prev: text.Draw(t, label+" prev"),
	}
}

// TestUnambiguous: entries that differ have hashes that differ.
func TestUnambiguous(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyEntry(t, "a"), anyEntry(t, "b")
		same := fmt.Sprintf("%#v", printed(a)) == fmt.Sprintf("%#v", printed(b))
		if (a.sum() == b.sum()) != same {
			t.Fatalf("%+v and %+v: same hash %v, same content %v", a, b, a.sum() == b.sum(), same)
		}
	})
}

func printed(e Entry) Entry { e.Step = append(json.RawMessage{}, e.Step...); return e }

// TestAnyTampering: whichever entry is changed by whichever byte, taken out,
// doubled or swapped, the chain tells.
func TestAnyTampering(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "length")
		entries := chain(n)
		head := entries[n-1]
		i, j := rapid.IntRange(0, n-1).Draw(t, "i"), rapid.IntRange(0, n-1).Draw(t, "j")
		switch rapid.SampledFrom([]string{"byte", "remove", "double", "swap"}).Draw(t, "what") {
		case "byte":
			flipByte(t, &entries[i])
		case "remove":
			entries = slices.Delete(entries, i, i+1)
		case "double":
			entries = slices.Insert(entries, j, entries[i])
		case "swap":
			if i == j {
				return
			}
			entries[i], entries[j] = entries[j], entries[i]
		}
		if verify(entries, head) == nil {
			t.Fatal("the chain still verifies")
		}
	})
}

func flipByte(t *rapid.T, e *Entry) {
	texts := []*string{&e.Name, &e.Role, &e.Kind, &e.Action, &e.Cite, &e.Prev, &e.Hash}
	k := rapid.IntRange(0, len(texts)).Draw(t, "field")
	if k == len(texts) {
		e.Step[rapid.IntRange(0, len(e.Step)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		return
	}
	if *texts[k] == "" { // the first entry's Prev
		*texts[k] = "x"
		return
	}
	b := []byte(*texts[k])
	b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
	*texts[k] = string(b)
}

func BenchmarkVerify(b *testing.B) {
	entries := chain(1000)
	b.ReportAllocs()
	for b.Loop() {
		if err := verify(entries, entries[999]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "entries/s")
}
