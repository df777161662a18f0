package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// tokenBytes of randomness make a session's token impossible to guess.
const tokenBytes = 32

// NewToken returns a session's token for the person's cookie: 256 random bits
// in 43 characters. Only its [TokenHash] is stored.
func NewToken() string {
	var b [tokenBytes]byte
	rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// TokenHash returns what is stored of a token: its SHA-256 in 64 hexadecimal
// digits. ok is false for what no NewToken has made. The hash is looked up, so
// that the time of the look-up tells nothing of the token.
func TokenHash(token string) (hash string, ok bool) {
	// The length is asked for as decoding passes over line breaks.
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != tokenBytes || len(token) != base64.RawURLEncoding.EncodedLen(tokenBytes) {
		return "", false
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), true
}
