// Package audit is the record of what was done in the office: who, when, by
// which post, to what, and the step itself. Entries are only appended; each
// carries the hash of the one before it in its organ's chain, so that an entry
// changed, removed, swapped or put in shows when the chain is recomputed. That
// proves the record against everybody who does not also recompute every later
// hash; who keeps a hash elsewhere can prove it against those too.
//
// It is not logging: an entry stands in the transaction of what it tells.
// Keeping entries is left to package store.
package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"time"

	"gongkai/law/organ"
)

// An Entry is one step as it was done.
type Entry struct {
	Organ   organ.ID // whose chain; 0 is the program's own
	Seq     int64    // its place in the chain, from 1
	At      time.Time
	Actor   int64 // the account, 0 for the program
	Name    string
	Role    string // the post by which it was allowed
	Kind    string // what sort of thing it was done to
	Subject int64  // and which
	Action  string
	Step    json.RawMessage // what was done, without secrets
	Cite    string          // the article it rests on, "" for none
	Prev    string          // the hash of the entry before, "" for the first
	Hash    string
}

// Seal gives the entry the hash of the one before it and its own.
func Seal(prev string, e *Entry) {
	e.Prev = prev
	e.Hash = e.digest()
}

// digest is the SHA-256 of every field in an encoding that no two entries
// share: numbers of eight bytes, texts after their length, the instant in
// microseconds.
func (e *Entry) digest() string {
	h := sha256.New()
	text(h, "gongkai.audit/1")
	number(h, int64(e.Organ))
	number(h, e.Seq)
	number(h, e.At.UnixMicro())
	number(h, e.Actor)
	text(h, e.Name)
	text(h, e.Role)
	text(h, e.Kind)
	number(h, e.Subject)
	text(h, e.Action)
	text(h, string(e.Step))
	text(h, e.Cite)
	text(h, e.Prev)
	return hex.EncodeToString(h.Sum(nil))
}

func number(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

func text(h hash.Hash, s string) {
	number(h, int64(len(s)))
	h.Write([]byte(s))
}

// A Verifier recomputes one chain. Its zero value waits for the first entry.
type Verifier struct {
	seq  int64
	hash string
}

// Next takes the next entry of the chain and returns where it breaks, as a
// Chinese sentence for the auditor.
func (v *Verifier) Next(e Entry) error {
	switch {
	case e.Seq != v.seq+1:
		return fmt.Errorf("第%d条之后应为第%d条，实为第%d条：有记录被删除、插入或调换", v.seq, v.seq+1, e.Seq)
	case e.Prev != v.hash:
		return fmt.Errorf("第%d条与第%d条不相接：其中有记录被改动或替换", e.Seq, v.seq)
	case e.Hash != e.digest():
		return fmt.Errorf("第%d条的内容与它的校验值不符：记录被改动", e.Seq)
	}
	v.seq, v.hash = e.Seq, e.Hash
	return nil
}

// End takes where the chain is known to end and returns what is missing there.
func (v *Verifier) End(seq int64, hash string) error {
	if v.seq != seq || v.hash != hash {
		return fmt.Errorf("记录到第%d条为止，应到第%d条：末尾的记录被删除或改动", v.seq, seq)
	}
	return nil
}
