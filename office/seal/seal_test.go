package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/office/seal"
)

func algorithms() []seal.Algorithm { return []seal.Algorithm{seal.AES, seal.SM4} }

func newRing(t *testing.T, a seal.Algorithm) *seal.Ring {
	t.Helper()
	r, err := seal.New(a)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSeal(t *testing.T) {
	t.Parallel()
	for _, a := range algorithms() {
		for _, text := range []string{"", "周明", strings.Repeat("身份证号码", 10_000)} {
			r := newRing(t, a)
			one, err := r.Seal("case/1/applicant", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			two, _ := r.Seal("case/1/applicant", []byte(text))
			if one == two {
				t.Errorf("%s: a text sealed twice looks the same", a)
			}
			if text != "" && strings.Contains(one, text) {
				t.Errorf("%s: the sealed text shows the text", a)
			}
			if got, err := r.Open("case/1/applicant", one); err != nil || string(got) != text {
				t.Errorf("%s: Open = %.20q, %v, want %.20q", a, got, err, text)
			}
			if got, err := r.Open("case/2/applicant", one); err == nil {
				t.Errorf("%s: opened in another place: %.20q", a, got)
			}
			if got, err := newRing(t, a).Open("case/1/applicant", one); err == nil {
				t.Errorf("%s: opened by another ring: %.20q", a, got)
			}
		}
	}
}

func TestSealFile(t *testing.T) {
	t.Parallel()
	for _, a := range algorithms() {
		r := newRing(t, a)
		content := bytes.Repeat([]byte{0, ':', 0xff, '\n'}, 100_000)
		sealed, err := r.SealFile("case/1/file/2", content)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.OpenFile("case/1/file/2", sealed); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%s: OpenFile gave %d bytes, %v, want %d", a, len(got), err, len(content))
		}
		if _, err := r.OpenFile("case/1/file/3", sealed); err == nil {
			t.Errorf("%s: opened as another file", a)
		}
	}
}

func TestSpoilt(t *testing.T) {
	t.Parallel()
	r := newRing(t, seal.AES)
	good, err := r.Seal("here", []byte("某人"))
	if err != nil {
		t.Fatal(err)
	}
	for name, sealed := range map[string]string{
		"空":        "",
		"没有密钥名":    strings.SplitN(good, ":", 2)[1],
		"别的密钥名":    "zzzz:" + strings.SplitN(good, ":", 2)[1],
		"截断":       good[:12],
		"少一个字节":    good[:len(good)-2],
		"改了一个字节":   good[:len(good)-1] + flip(good[len(good)-1]),
		"不是base64": good[:10] + "～",
	} {
		if got, err := r.Open("here", sealed); err == nil {
			t.Errorf("%s: Open(%q) = %q, want an error", name, sealed, got)
		} else if strings.Contains(err.Error(), "某人") {
			t.Errorf("%s: the error tells the text: %v", name, err)
		}
	}
}

// flip gives another letter of base64 that changes a whole bit of the data.
func flip(c byte) string {
	if c == 'A' {
		return "g"
	}
	return "A"
}

func TestRenewedKey(t *testing.T) {
	t.Parallel()
	first := "old aes-256-gcm " + strings.Repeat("01", 32) + "\n"
	before, err := seal.Read([]byte(first))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := before.Seal("here", []byte("旧"))
	if err != nil {
		t.Fatal(err)
	}
	after, err := seal.Read([]byte("# 换了国密\n" + first + "new sm4-gcm " + strings.Repeat("02", 16)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := after.Open("here", sealed); err != nil || string(got) != "旧" {
		t.Errorf("Open(sealed by the old key) = %q, %v", got, err)
	}
	renewed, err := after.Seal("here", []byte("新"))
	if err != nil || !strings.HasPrefix(renewed, "new:") {
		t.Errorf("Seal = %q, %v, want the new key", renewed, err)
	}
	if !after.IsMark(before.Mark("code", "ABCD"), "code", "ABCD") {
		t.Error("a mark does not outlast a new key")
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	r := newRing(t, seal.SM4)
	mark := r.Mark("code", "7F3K")
	switch {
	case !r.IsMark(mark, "code", "7F3K"):
		t.Error("a text has not its mark")
	case r.IsMark(mark, "code", "7F3L"), r.IsMark(mark, "person", "7F3K"), r.IsMark("", "code", "7F3K"):
		t.Error("a mark fits another text or use")
	case newRing(t, seal.SM4).IsMark(mark, "code", "7F3K"):
		t.Error("a mark can be made without the key")
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	r := newRing(t, seal.AES)
	code := r.Code("query", "1/0", 10)
	switch {
	case len(code) != 10 || strings.Trim(code, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ") != "":
		t.Errorf("Code = %q", code)
	case code != r.Code("query", "1/0", 10):
		t.Error("a code cannot be made again")
	case code == r.Code("query", "1/1", 10), code == r.Code("other", "1/0", 10), code == newRing(t, seal.AES).Code("query", "1/0", 10):
		t.Error("two texts, uses or rings have one code")
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	secret := strings.Repeat("0a", 32)
	for name, text := range map[string]string{
		"没有密钥": "# 空的\n\n",
		"少一项":  "k aes-256-gcm",
		"算法":   "k des " + secret,
		"长度":   "k sm4-gcm " + secret,
		"十六进制": "k aes-256-gcm " + secret[:62] + "zz",
		"重名":   "k aes-256-gcm " + secret + "\nk aes-256-gcm " + secret,
		"冒号":   "k:1 aes-256-gcm " + secret,
	} {
		if _, err := seal.Read([]byte(text)); err == nil {
			t.Errorf("%s: Read took it", name)
		} else if strings.Contains(err.Error(), secret[:62]) {
			t.Errorf("%s: the error tells the secret: %v", name, err)
		}
	}
	var none seal.Ring
	if _, err := none.Seal("here", nil); err == nil {
		t.Error("a ring without keys seals")
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "keys")
	marks := make([]string, 8)
	var all sync.WaitGroup
	for i := range marks {
		all.Go(func() {
			r, err := seal.Load(file, seal.AES)
			if err != nil {
				t.Error(err)
				return
			}
			marks[i] = r.Mark("who", "first")
		})
	}
	all.Wait()
	for _, mark := range marks {
		if mark != marks[0] {
			t.Fatal("programs that started at once made different keys")
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v, %v, want 0600", info.Mode(), err)
	}
	if _, err := seal.Load(filepath.Join(t.TempDir(), "no", "folder"), seal.AES); err == nil {
		t.Error("Load made a file in no folder")
	}
}

func BenchmarkSeal(b *testing.B) {
	for _, a := range algorithms() {
		b.Run(string(a), func(b *testing.B) {
			r, err := seal.New(a)
			if err != nil {
				b.Fatal(err)
			}
			content := make([]byte, 1<<20)
			b.SetBytes(1 << 20)
			for b.Loop() {
				if _, err := r.SealFile("here", content); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
