package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/emmansun/gmsm/sm4"
)

// An Algorithm says how a key encrypts. Its value is kept in the key file.
type Algorithm string

const (
	AES Algorithm = "aes-256-gcm" // FIPS 197, NIST SP 800-38D
	SM4 Algorithm = "sm4-gcm"     // 国密, GB/T 32907
)

// keyBytes are the bytes of a key of each algorithm.
var keyBytes = map[Algorithm]int{AES: 32, SM4: 16}

// A Ring is the keys of an office: the last of them seals, all of them open.
// The zero Ring has none and refuses both.
type Ring struct {
	keys []key
	mark []byte // of Mark, derived from the first key
}

type key struct {
	id   string // names the key in what it sealed
	aead cipher.AEAD
}

// IsEmpty says that the ring has no key.
func (r *Ring) IsEmpty() bool { return len(r.keys) == 0 }

// errNoKey is an office without a key file.
var errNoKey = errors.New("there is no key to encrypt personal data with")

// New returns a ring with one fresh key that no file holds, for tests.
func New(a Algorithm) (*Ring, error) {
	line, err := newLine(a)
	if err != nil {
		return nil, err
	}
	return Read([]byte(line))
}

// Load reads the keys of a file. Where there is no such file it makes one with
// a key of the algorithm, readable by its owner alone.
func Load(file string, a Algorithm) (*Ring, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = create(file, a)
	}
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	return Read(text)
}

// create writes a key file with one key; of two programs that start at once
// both read the one that was first.
func create(file string, a Algorithm) ([]byte, error) {
	line, err := newLine(a)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".keys")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(fileHead + line)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), file); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(file)
}

// fileHead tells whoever opens the file what it is.
const fileHead = `# 公开：个人信息加密密钥。没有本文件，申请人资料和申请材料无法解密。
# 请另行保管一份，不要和数据库备份放在一起。每行一个密钥，用最后一个加密；换密钥时在末尾加一行，旧的不能删。
`

func newLine(a Algorithm) (string, error) {
	n, ok := keyBytes[a]
	if !ok {
		return "", fmt.Errorf("no algorithm %q: there are %s and %s", a, AES, SM4)
	}
	secret := make([]byte, n)
	rand.Read(secret) // never fails, crypto/rand says
	return fmt.Sprintf("%s %s %s\n", strings.ToLower(rand.Text()[:8]), a, hex.EncodeToString(secret)), nil
}

// Read reads the text of a key file: a line a key, its name, algorithm and
// secret in hexadecimal digits. Errors name the line and never the secret.
func Read(text []byte) (*Ring, error) {
	r := &Ring{}
	for i, line := range bytes.Split(text, []byte("\n")) {
		parts := strings.Fields(string(line))
		if len(parts) == 0 || strings.HasPrefix(parts[0], "#") {
			continue
		}
		if err := r.add(parts); err != nil {
			return nil, fmt.Errorf("key file line %d: %w", i+1, err)
		}
	}
	if len(r.keys) == 0 {
		return nil, fmt.Errorf("key file: %w", errNoKey)
	}
	return r, nil
}

func (r *Ring) add(parts []string) error {
	if len(parts) != 3 {
		return fmt.Errorf("%d words, want a name, an algorithm and a secret", len(parts))
	}
	secret, err := hex.DecodeString(parts[2])
	a := Algorithm(parts[1])
	switch {
	case err != nil:
		return errors.New("the secret is not hexadecimal")
	case keyBytes[a] == 0:
		return fmt.Errorf("no algorithm %q: there are %s and %s", a, AES, SM4)
	case len(secret) != keyBytes[a]:
		return fmt.Errorf("a secret of %d bytes, %s wants %d", len(secret), a, keyBytes[a])
	case strings.Contains(parts[0], ":"):
		return errors.New("a name with a colon")
	case r.key(parts[0]) != nil:
		return fmt.Errorf("two keys of the name %s", parts[0])
	}
	aead, err := newAEAD(a, secret)
	if err != nil {
		return err
	}
	r.keys = append(r.keys, key{parts[0], aead})
	if r.mark == nil {
		r.mark = hmacOf(secret, "gongkai mark")
	}
	return nil
}

func newAEAD(a Algorithm, secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(secret)
	if a == SM4 {
		block, err = sm4.NewCipher(secret)
	}
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (r *Ring) key(id string) *key {
	for i := range r.keys {
		if r.keys[i].id == id {
			return &r.keys[i]
		}
	}
	return nil
}

// Seal encrypts a text for one place, such as case/12/applicant. The same text
// sealed twice does not look the same.
func (r *Ring) Seal(place string, text []byte) (string, error) {
	sealed, id, err := r.seal(place, text)
	return id + ":" + base64.RawStdEncoding.EncodeToString(sealed), err
}

// Open decrypts what Seal gave for that place.
func (r *Ring) Open(place, sealed string) ([]byte, error) {
	id, text, ok := strings.Cut(sealed, ":")
	if !ok {
		return nil, fmt.Errorf("open %s: this is no sealed text", place)
	}
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("open %s: this is no sealed text", place)
	}
	return r.open(place, id, data)
}

// SealFile is Seal for the content of a file: bytes stay bytes.
func (r *Ring) SealFile(place string, content []byte) ([]byte, error) {
	sealed, id, err := r.seal(place, content)
	return append([]byte(id+":"), sealed...), err
}

// OpenFile decrypts what SealFile gave for that place.
func (r *Ring) OpenFile(place string, sealed []byte) ([]byte, error) {
	id, data, ok := bytes.Cut(sealed, []byte(":"))
	if !ok {
		return nil, fmt.Errorf("open %s: this is no sealed file", place)
	}
	return r.open(place, string(id), data)
}

func (r *Ring) seal(place string, text []byte) (sealed []byte, id string, err error) {
	if len(r.keys) == 0 {
		return nil, "", errNoKey
	}
	k := r.keys[len(r.keys)-1]
	nonce := make([]byte, k.aead.NonceSize(), k.aead.NonceSize()+len(text)+k.aead.Overhead())
	rand.Read(nonce)
	return k.aead.Seal(nonce, nonce, text, []byte(place)), k.id, nil
}

func (r *Ring) open(place, id string, data []byte) ([]byte, error) {
	k := r.key(id)
	switch {
	case k == nil:
		return nil, fmt.Errorf("open %s: the key file has no key %q", place, id)
	case len(data) < k.aead.NonceSize():
		return nil, fmt.Errorf("open %s: the sealed text was cut off", place)
	}
	nonce, text := data[:k.aead.NonceSize()], data[k.aead.NonceSize():]
	plain, err := k.aead.Open(nil, nonce, text, []byte(place))
	if err != nil {
		return nil, fmt.Errorf("open %s: the sealed text was changed, or belongs elsewhere", place)
	}
	return plain, nil
}

// Mark turns a text into one that tells nothing but whether two are the same,
// for finding the same identity number and for checking query codes. Marks of
// different uses do not compare.
func (r *Ring) Mark(use, text string) string {
	return hex.EncodeToString(hmacOf(r.mark, use+"\x00"+text))
}

// IsMark says in constant time whether a mark is that of the text.
func (r *Ring) IsMark(mark, use, text string) bool {
	return hmac.Equal([]byte(mark), []byte(r.Mark(use, text)))
}

func hmacOf(secret []byte, text string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(text)) // a hash takes everything
	return h.Sum(nil)
}

// letters are those of codes that people read to each other: none that looks
// or sounds like another.
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// Code makes a code of n letters, at most 32, that follows from a text and can
// be made again but not guessed: 5 bits a letter.
func (r *Ring) Code(use, text string, n int) string {
	sum := hmacOf(r.mark, "code\x00"+use+"\x00"+text)
	code := make([]byte, min(n, len(sum)))
	for i := range code {
		code[i] = letters[sum[i]&31]
	}
	return string(code)
}

// Same compares what somebody typed with a code, in the same time whatever it
// is.
func (r *Ring) Same(code, typed string) bool { return hmac.Equal([]byte(code), []byte(typed)) }
