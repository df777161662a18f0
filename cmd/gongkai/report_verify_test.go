package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// A signedReport is a signature and whose it is.
type signedReport struct {
	public    crypto.PublicKey
	signature []byte
}

// TestReportVerifySignatures signs a file in each of the ways that are understood and
// verifies it: as it is, with another key, and after a byte has changed.
func TestReportVerifySignatures(t *testing.T) {
	t.Parallel()
	data := []byte(`{"schema":"gongkai.report/1","organ":"青溪县审计局","year":2024}`)
	sum := sha256.Sum256(data)
	must := func(b []byte, err error) []byte {
		failOn(t, err)
		return b
	}
	kinds := map[string]func() signedReport{
		"SM2": func() signedReport {
			key, err := sm2.GenerateKey(rand.Reader)
			failOn(t, err)
			return signedReport{&key.PublicKey, must(key.Sign(rand.Reader, data, sm2.NewSM2SignerOption(true, nil)))}
		},
		"Ed25519": func() signedReport {
			public, key, err := ed25519.GenerateKey(rand.Reader)
			failOn(t, err)
			return signedReport{public, ed25519.Sign(key, data)}
		},
		"ECDSA": func() signedReport {
			key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			failOn(t, err)
			return signedReport{&key.PublicKey, must(ecdsa.SignASN1(rand.Reader, key, sum[:]))}
		},
		"RSA": func() signedReport {
			key, err := rsa.GenerateKey(rand.Reader, 2048)
			failOn(t, err)
			return signedReport{&key.PublicKey, must(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:]))}
		},
	}
	for name, sign := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			file, keyFile := filepath.Join(folder, "2024.json"), filepath.Join(folder, "key.pem")
			write := func(name string, content []byte) {
				if err := os.WriteFile(name, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			verify := func() (status int, said string) {
				var out, messages strings.Builder
				status = run([]string{"report", "verify", "--key", keyFile, file}, strings.NewReader(""), &out, &messages)
				return status, out.String() + messages.String()
			}
			writeKey := func(key crypto.PublicKey) {
				write(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: must(smx509.MarshalPKIXPublicKey(key))}))
			}
			s := sign()
			write(file, data)
			write(file+".sig", s.signature)
			writeKey(s.public)
			if status, said := verify(); status != exitClean || !strings.Contains(said, "签名有效") {
				t.Errorf("signed: %d %s", status, said)
			}
			write(file+".sig", []byte(base64.StdEncoding.EncodeToString(s.signature)+"\n"))
			if status, said := verify(); status != exitClean {
				t.Errorf("signed in Base64: %d %s", status, said)
			}
			writeKey(sign().public)
			if status, said := verify(); status != exitFindings || !strings.Contains(said, "签名无效") {
				t.Errorf("another's key: %d %s", status, said)
			}
			writeKey(s.public)
			write(file, append(data, '\n'))
			if status, said := verify(); status != exitFindings {
				t.Errorf("changed: %d %s", status, said)
			}
		})
	}
}

func failOn(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
