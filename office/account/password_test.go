package account

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/law/problem"
)

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	const (
		length, typed, classes, whose, weak = "个字符", "换一台电脑", "四类", "登录名或者姓名", "容易被猜到"
	)
	tests := []struct {
		password string
		want     []string // a piece of each problem
	}{
		{"Kuchen7-Regal", nil},
		{"correct-horse-Battery", nil},
		{"x9$Lm2!vQp", nil},
		{"WoZai3LouShangBan", nil},
		{"", []string{"没有填写"}},
		{"aB3$", []string{length}},
		{strings.Repeat("aB3$kx-", 10), []string{length}},
		{"kuchenregal", []string{classes}},
		{"kuchenregal7", []string{classes}},
		{"KuchenRegal中7", []string{typed}},
		{"Kuchen　Regal7", []string{typed}},
		{"Ｋuchen7-Regal", []string{typed}},
		{"Kuchen 7Regal", []string{typed}},
		{"Zhangsan-7-Kx", []string{whose}},
		{"Kx-nasgnahz-77b", []string{whose}},
		{"JohnSmith#4kx", []string{whose}},
		{"Admin@12345", []string{weak}},
		{"Qwer1234!@#$", []string{weak}},
		{"1qaz@WSX3edc", []string{weak}},
		{"P@ssw0rd2024", []string{weak}},
		{"Zwgk@20240315", []string{weak}},
		{"Abcd!23456", []string{weak}},
		{"Woaini5201314.", []string{weak}},
		{"Aaa111222!!!", []string{weak}},
		{"Huawei@123!", []string{weak}},
		{"Bangongshi@2025", []string{weak}},
		{"1Q2w3e4r5t", []string{weak}},
		{"admin", []string{length, classes, weak}},
	}
	for _, test := range tests {
		got := DefaultRules().CheckPassword(Secret(test.password), "zhangsan", "John Smith")
		if len(got) != len(test.want) {
			t.Errorf("CheckPassword(%q) = %v, want %d problems", test.password, got, len(test.want))
			continue
		}
		for i, p := range got {
			if !strings.Contains(p.Says, test.want[i]) || p.Advice == "" || p.Field != "password" || p.Kind != problem.KindInvalid {
				t.Errorf("CheckPassword(%q)[%d] = %v at %q, want …%s… with advice at password", test.password, i, p, p.Field, test.want[i])
			}
		}
	}
}

// FuzzCheckPassword looks for a password that makes the rules panic, or that
// they tell in their message.
func FuzzCheckPassword(f *testing.F) {
	f.Add("Kuchen7-Regal", "zhangsan")
	f.Add("İKK\xff\xffaaa1q2w", "K")
	f.Fuzz(func(t *testing.T, password, login string) {
		for _, p := range DefaultRules().CheckPassword(Secret(password), login, login) {
			if len(password) > 3 && strings.Contains(p.Sentence(), password) {
				t.Errorf("CheckPassword(%q) tells it: %v", password, p)
			}
		}
	})
}

func TestInitialPassword(t *testing.T) {
	t.Parallel()
	seen := make(map[Secret]bool)
	for range 2000 {
		p := InitialPassword()
		if problems := DefaultRules().CheckPassword(p, "zhangsan", "张三"); len(problems) > 0 {
			t.Fatalf("%q breaks the rules: %v", string(p), problems)
		}
		if strings.ContainsAny(string(p), "0Oo1lI") {
			t.Fatalf("%q holds what is misread", string(p))
		}
		if seen[p] {
			t.Fatalf("%q came twice", string(p))
		}
		seen[p] = true
	}
}

// cheap hashes quickly; tests are about everything but the cost.
func cheap(parallel int) *Hasher {
	return newHasher(parallel, cost{passes: 1, memory: 64, threads: 1, salt: 16, key: 32})
}

func TestVerify(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	h := cheap(2)
	hash, err := h.Hash(ctx, "Kuchen7-Regal")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := h.Hash(ctx, "Kuchen7-Regal")
	if hash == other || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("Hash = %s and %s, want two salts in PHC format", hash, other)
	}
	tests := []struct {
		name, hash string
		password   Secret
		ok         bool
	}{
		{"right", hash, "Kuchen7-Regal", true},
		{"wrong", hash, "Kuchen7-regal", false},
		{"empty", hash, "", false},
		{"nobody", "", "Kuchen7-Regal", false},
		{"nobody, empty", "", "", false},
		{"longer than any", hash, Secret(strings.Repeat("x", 1<<20)), false},
	}
	for _, test := range tests {
		ok, again, err := h.Verify(ctx, test.hash, test.password)
		if ok != test.ok || again || err != nil {
			t.Errorf("%s: Verify = %t, again %t, %v; want %t", test.name, ok, again, err, test.ok)
		}
	}
	dearer := newHasher(1, cost{passes: 2, memory: 64, threads: 1, salt: 16, key: 32})
	if ok, again, err := dearer.Verify(ctx, hash, "Kuchen7-Regal"); !ok || !again || err != nil {
		t.Errorf("at another cost: Verify = %t, again %t, %v; want true, true", ok, again, err)
	}
	if _, again, _ := dearer.Verify(ctx, hash, "wrong"); again {
		t.Error("a wrong password asks to be hashed again")
	}
}

// TestOpenHasher: a password that is no secret is hashed at a low cost, and known
// by whoever hashes at the present one, who asks for a better hash.
func TestOpenHasher(t *testing.T) {
	t.Parallel()
	hash, err := NewOpenHasher().Hash(t.Context(), "Shanshui-2024-qing")
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[Secret]bool{"Shanshui-2024-qing": true, "Shanshui-2024-qin": false} {
		ok, again, err := NewHasher(1).Verify(t.Context(), hash, password)
		if err != nil || ok != want || again != want {
			t.Errorf("Verify(%q) = %v, again %v, %v; want both %v", string(password), ok, again, err, want)
		}
	}
}

func TestVerifyBadHash(t *testing.T) {
	t.Parallel()
	key, salt := base64.RawStdEncoding.EncodeToString(make([]byte, 32)), base64.RawStdEncoding.EncodeToString(make([]byte, 16))
	for _, hash := range []string{
		"x", "$2a$10$abc", "$argon2i$v=19$m=64,t=1,p=1$" + salt + "$" + key, "$argon2id$v=18$m=64,t=1,p=1$" + salt + "$" + key,
		"$argon2id$v=19$m=4294967295,t=1,p=1$" + salt + "$" + key, "$argon2id$v=19$m=64,t=4000000000,p=1$" + salt + "$" + key,
		"$argon2id$v=19$m=64,t=0,p=1$" + salt + "$" + key, "$argon2id$v=19$m=64,t=1,p=0$" + salt + "$" + key,
		"$argon2id$v=19$m=64,t=1,p=1$$", "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$" + key + "x$", "$argon2id$v=19$m=64,t=1,p=1 $" + salt + "$" + key,
		"$argon2id$v=19$m=64,t=1,p=1$!$" + key,
	} {
		ok, again, err := cheap(1).Verify(t.Context(), hash, "x")
		if ok || again || err == nil || strings.Contains(err.Error(), key) {
			t.Errorf("Verify(%q) = %t, %t, %v; want an error that does not tell it", hash, ok, again, err)
		}
	}
}

func TestCheckAgainstPrevious(t *testing.T) {
	t.Parallel()
	h, ctx := cheap(1), t.Context()
	var previous []string
	for _, p := range []Secret{"Kuchen1-Regal", "Kuchen2-Regal", "Kuchen3-Regal", "Kuchen4-Regal", "Kuchen5-Regal", "Kuchen6-Regal"} {
		hash, err := h.Hash(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		previous = append(previous, hash)
	}
	for password, want := range map[Secret]string{"Kuchen1-Regal": "相同", "Kuchen5-Regal": "相同", "Kuchen6-Regal": "", "Kuchen7-Regal": "", "x": "个字符"} {
		got, err := h.Check(ctx, DefaultRules(), password, "zhangsan", "张三", previous...)
		if err != nil || (len(got) > 0) != (want != "") || len(got) > 0 && !strings.Contains(got[0].Says, want) {
			t.Errorf("Check(%q) = %v, %v; want %q", string(password), got, err, want)
		}
	}
}

// TestHasherTurns fills all turns and the queue: the next is told to come back,
// one whose request ends goes away, and nothing is lost.
func TestHasherTurns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := cheap(1)
		done, err := h.turn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var waiters sync.WaitGroup
		for range waiting {
			waiters.Go(func() {
				if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
					t.Errorf("Hash while waiting = %v, want %v", err, context.Canceled)
				}
			})
		}
		synctest.Wait()
		if _, err := h.Hash(t.Context(), "x"); err == nil || problem.Of(err).Kind != problem.KindTooMany {
			t.Errorf("Hash with a full queue = %v, want %s", err, problem.KindTooMany)
		}
		cancel()
		waiters.Wait()
		done()
		if _, err := h.Hash(t.Context(), "x"); err != nil {
			t.Errorf("Hash afterwards = %v", err)
		}
	})
}

func TestTokens(t *testing.T) {
	t.Parallel()
	token := NewToken()
	hash, ok := TokenHash(token)
	if !ok || len(token) != 43 || len(hash) != 64 || strings.Contains(hash, token) {
		t.Errorf("TokenHash(%q) = %q, %t", token, hash, ok)
	}
	if NewToken() == token {
		t.Error("the same token twice")
	}
	for _, bad := range []string{"", "x", token + "A", token[:42], token[:42] + "=", "  " + token, token[:21] + "\n" + token[21:], strings.Repeat("A", 1<<16)} {
		if hash, ok := TokenHash(bad); ok {
			t.Errorf("TokenHash(%.60q) = %q, want not ok", bad, hash)
		}
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for failed, want := range map[int]time.Time{0: {}, 4: {}, 5: at.Add(15 * time.Minute), 6: at.Add(15 * time.Minute)} {
		if got := DefaultRules().Lock.After(failed, at); !got.Equal(want) {
			t.Errorf("After(%d) = %v, want %v", failed, got, want)
		}
	}
	for left, want := range map[time.Duration]string{15 * time.Minute: "15分钟", 61 * time.Second: "2分钟", time.Second: "1分钟", -time.Minute: "1分钟"} {
		if got := Locked(at.Add(left), at).Sentence(); !strings.Contains(got, want) {
			t.Errorf("Locked(%v left) = %s, want %s", left, got, want)
		}
	}
}

func TestSessionLimits(t *testing.T) {
	t.Parallel()
	r := DefaultRules()
	began := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		used, at time.Duration
		want     bool
	}{
		{0, 0, true},
		{0, 20*time.Minute - 1, true},
		{0, 20 * time.Minute, false},
		{12*time.Hour - time.Minute, 12*time.Hour - 1, true},
		{12*time.Hour - time.Minute, 12 * time.Hour, false},
	}
	for _, test := range tests {
		if got := r.IsAlive(began, began.Add(test.used), began.Add(test.at)); got != test.want {
			t.Errorf("used after %v, at %v: IsAlive = %t, want %t", test.used, test.at, got, test.want)
		}
	}
}

func TestPasswordAge(t *testing.T) {
	t.Parallel()
	r, set := DefaultRules(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	never := r
	never.PasswordDays = 0
	for _, test := range []struct {
		name            string
		rules           Rules
		initial         bool
		age             int
		change, expired bool
	}{
		{"fresh", r, false, 0, false, false},
		{"89 days", r, false, 89, false, false},
		{"90 days", r, false, 90, true, false},
		{"never by age", never, false, 4000, false, false},
		{"initial", r, true, 0, true, false},
		{"initial, 7 days", r, true, 7, true, true},
	} {
		at := set.AddDate(0, 0, test.age)
		if got := test.rules.MustChange(set, test.initial, at); got != test.change {
			t.Errorf("%s: MustChange = %t, want %t", test.name, got, test.change)
		}
		if got := test.rules.Lapsed(set, test.initial, at) != nil; got != test.expired {
			t.Errorf("%s: Lapsed = %t, want %t", test.name, got, test.expired)
		}
	}
}

func TestRulesCheck(t *testing.T) {
	t.Parallel()
	if got := DefaultRules().Check(); len(got) > 0 {
		t.Errorf("the default rules break the bounds: %v", got)
	}
	if got := (Rules{PasswordDays: -1}).Check(); len(got) != 8 {
		t.Errorf("rules of nothing: %d problems, want 8: %v", len(got), got)
	}
}

func BenchmarkVerify(b *testing.B) {
	h := NewHasher(2)
	hash, err := h.Hash(b.Context(), "Kuchen7-Regal")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		h.Verify(b.Context(), hash, "Kuchen7-Regal")
	}
}

func BenchmarkVerifyNobody(b *testing.B) {
	h := NewHasher(2)
	for b.Loop() {
		h.Verify(b.Context(), "", "Kuchen7-Regal")
	}
}
