package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"gongkai/law/problem"
)

// cost is what one Argon2id hash takes, and how long its parts are.
type cost struct {
	passes  uint32
	memory  uint32 // KiB
	threads uint8
	salt    int // bytes
	key     int // bytes
}

// presentCost is the cost of new hashes: OWASP's 19 MiB and 2 passes, 41 ms on
// the machine we measure on. [Hasher.Verify] asks to hash again what was hashed
// at another.
var presentCost = cost{passes: 2, memory: 19 * 1024, threads: 1, salt: 16, key: 32}

// openCost is the cost of hashing what everybody may know.
var openCost = cost{passes: 1, memory: 64, threads: 1, salt: 16, key: 32}

// Bounds on what a stored hash may ask for: whoever could write one must not
// be able to stop the program with it.
const (
	maxMemory = 256 * 1024 // KiB
	maxPasses = 16
	maxSecret = 128 // bytes of a password typed; longer is never right
)

// A Hasher hashes passwords, so many at a time and no more: each takes 19 MiB.
// The others wait; when too many wait already, the person is asked to come
// back. Use [NewHasher].
type Hasher struct {
	cost  cost
	turns chan struct{} // one for each hash under way
	queue chan struct{} // one for each that is under way or waits
	decoy string        // a hash of nobody's password
}

// waiting is how many may wait for one turn: the last of them for about 1.5 s.
const waiting = 32

// NewHasher returns a Hasher that works on at most parallel passwords at once;
// 2 keeps the program below 80 MB with an attack on the sign-in page going on.
func NewHasher(parallel int) *Hasher { return newHasher(parallel, presentCost) }

// NewOpenHasher returns a Hasher for passwords that are no secret, as the one
// that everybody in a demonstration has: thousands a second. Who signs in with
// such a password gets a hash at the present cost; see [Hasher.Verify].
func NewOpenHasher() *Hasher { return newHasher(2, openCost) }

func newHasher(parallel int, c cost) *Hasher {
	parallel = max(1, parallel)
	return &Hasher{
		cost:  c,
		turns: make(chan struct{}, parallel),
		queue: make(chan struct{}, parallel*(1+waiting)),
		decoy: encode(c, make([]byte, c.salt), make([]byte, c.key)), // no password hashes to zeros
	}
}

// turn waits until a hash may begin; done ends it.
func (h *Hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, problem.TooMany("现在登录的人太多").Try("请稍后再试")
	}
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, fmt.Errorf("wait for password hashing: %w", ctx.Err())
	}
}

// Hash returns a password as it may be stored: Argon2id in the PHC format, with
// a salt of its own.
func (h *Hasher) Hash(ctx context.Context, password Secret) (string, error) {
	if len(password) > maxSecret {
		return "", errors.New("hash password: too long, check it first")
	}
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	salt := make([]byte, h.cost.salt)
	rand.Read(salt) // never fails
	return encode(h.cost, salt, h.cost.hash(password, salt)), nil
}

// Verify says whether a password is the one that was hashed. again asks to
// store a fresh hash of it, as the cost has changed since. Where there is no
// account, give the hash "": it takes the same time and is never right. The
// same holds for a disabled or locked account, whose hash may be given.
func (h *Hasher) Verify(ctx context.Context, hash string, password Secret) (ok, again bool, err error) {
	nobody := hash == ""
	if nobody {
		hash = h.decoy
	}
	c, salt, key, err := decode(hash)
	if err != nil {
		return false, false, err
	}
	if len(password) > maxSecret {
		nobody, password = true, password[:maxSecret]
	}
	done, err := h.turn(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	same := subtle.ConstantTimeCompare(c.hash(password, salt), key) == 1
	ok = same && !nobody
	return ok, ok && c != h.cost, nil
}

func (c cost) hash(password Secret, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, uint32(c.key))
}

var phcBase64 = base64.RawStdEncoding.Strict()

// encode writes a hash in the PHC string format.
func encode(c cost, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads,
		phcBase64.EncodeToString(salt), phcBase64.EncodeToString(key))
}

// decode reads what encode wrote; its errors never hold the hash.
func decode(hash string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errors.New("read password hash: not argon2id as we write it")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.threads); err != nil {
		return c, nil, nil, errors.New("read password hash: no cost")
	}
	salt, errSalt := phcBase64.DecodeString(parts[4])
	key, errKey := phcBase64.DecodeString(parts[5])
	c.salt, c.key = len(salt), len(key)
	switch {
	case errSalt != nil || errKey != nil || c.salt < 8 || c.key < 16 || c.salt > 64 || c.key > 64:
		return c, nil, nil, errors.New("read password hash: no salt or key")
	case encode(c, salt, key) != hash: // Sscanf takes more than we write
		return c, nil, nil, errors.New("read password hash: not as we write it")
	case c.memory > maxMemory || c.memory < 8*uint32(c.threads) || c.passes < 1 || c.passes > maxPasses || c.threads < 1:
		return c, nil, nil, errors.New("read password hash: cost out of bounds")
	}
	return c, salt, key, nil
}
