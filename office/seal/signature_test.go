package seal

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
	"errors"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// TestIsSigned signs in each of the ways that are understood, and verifies: as it is,
// in Base64, with another's key, and after a byte has changed.
func TestIsSigned(t *testing.T) {
	t.Parallel()
	data := []byte(`{"schema":"gongkai.report/1","organ":"青溪县审计局","year":2024}`)
	sum := sha256.Sum256(data)
	for name, sign := range map[string]func() (crypto.PublicKey, []byte, error){
		"SM2": func() (crypto.PublicKey, []byte, error) {
			key, err := sm2.GenerateKey(rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			signature, err := key.Sign(rand.Reader, data, sm2.NewSM2SignerOption(true, nil))
			return &key.PublicKey, signature, err
		},
		"Ed25519": func() (crypto.PublicKey, []byte, error) {
			public, key, err := ed25519.GenerateKey(rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			return public, ed25519.Sign(key, data), nil
		},
		"ECDSA": func() (crypto.PublicKey, []byte, error) {
			key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			signature, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
			return &key.PublicKey, signature, err
		},
		"RSA": func() (crypto.PublicKey, []byte, error) {
			key, err := rsa.GenerateKey(rand.Reader, 2048)
			if err != nil {
				return nil, nil, err
			}
			signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
			return &key.PublicKey, signature, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := func() (*PublicKey, []byte) {
				public, signature, err := sign()
				if err != nil {
					t.Fatal(err)
				}
				der, err := smx509.MarshalPKIXPublicKey(public)
				if err != nil {
					t.Fatal(err)
				}
				key, err := ReadPublicKey(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
				if err != nil {
					t.Fatal(err)
				}
				return key, signature
			}
			key, signature := made()
			other, _ := made()
			text := []byte(base64.StdEncoding.EncodeToString(signature) + "\n")
			if !key.IsSigned(data, signature) || !key.IsSigned(data, text) {
				t.Error("the signature is not known")
			}
			if other.IsSigned(data, signature) {
				t.Error("another's key knows the signature")
			}
			if key.IsSigned(append(data[:len(data):len(data)], '\n'), signature) || key.IsSigned(data, nil) {
				t.Error("changed data, or none, is signed")
			}
		})
	}
}

func TestReadPublicKey(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"private": {"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n", ErrPrivateKey},
		"broken":  {"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", ErrNoKey},
		"text":    {"公钥", ErrNoKey},
		"nothing": {"", ErrNoKey},
	} {
		if key, err := ReadPublicKey([]byte(tt.text)); key != nil || !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v; want %v", name, key, err, tt.want)
		}
	}
}
