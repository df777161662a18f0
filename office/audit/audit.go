// Package audit is the record of what was done: who took which step on what,
// when, by which provision. The entries of one organ form a chain, each sealed
// with the hash of the one before it, so that no entry can be changed, taken
// out, put in or moved without the chain telling; only its end could be cut
// off, so the head of a chain is kept apart and compared.
//
// The package is pure: it seals an entry and verifies a chain. Where entries
// are kept is left to package store, what a step is to the packages of the
// law.
package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"gongkai/law/organ"
)

// An Entry is one step that was taken. Everything in it but Hash is sealed.
type Entry struct {
	Organ   organ.ID        // whose chain it is in; 0 is the program's own
	Seq     int64           // its place in the chain, from 1
	At      time.Time       // the moment of its transaction; microseconds count, its zone does not
	Actor   int64           // the account, 0 for the program itself
	Name    string          // the person's name at that time
	Role    string          // the post by which it was done
	Kind    string          // what sort of thing it is about
	Subject int64           // which one
	Action  string          // what was done
	Step    json.RawMessage // the step itself, byte for byte
	Cite    string          // the provision it rests on, "" for none
	Prev    string          // the hash of the entry before, "" for the first
	Hash    string          // of all the above
}

// Seal sets the hash of the entry before, "" for the first of a chain, and the
// entry's own.
func Seal(prev string, e *Entry) {
	e.Prev = prev
	e.Hash = e.sum()
}

// encoding names how an entry becomes the bytes that are hashed. A change of
// that needs another name, kept with the entry.
const encoding = "gongkai audit 1"

// sum returns the SHA-256, in hexadecimal, of the encoding's name and the
// fields in their order, each written as its length in bytes, a colon, its
// text and a comma. With the lengths two different entries never write the
// same.
func (e *Entry) sum() string {
	text := make([]byte, 0, 512+len(e.Step))
	for _, field := range [...]string{
		encoding,
		decimal(int64(e.Organ)), decimal(e.Seq), e.At.UTC().Format("2006-01-02T15:04:05.000000Z"),
		decimal(e.Actor), e.Name, e.Role, e.Kind, decimal(e.Subject), e.Action, string(e.Step), e.Cite, e.Prev,
	} {
		text = strconv.AppendInt(text, int64(len(field)), 10)
		text = append(text, ':')
		text = append(text, field...)
		text = append(text, ',')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
