package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// What [ReadPublicKey] finds in the place of a public key.
var (
	ErrPrivateKey = errors.New("seal: a private key, not a public one")
	ErrNoKey      = errors.New("seal: no public key")
)

// A PublicKey verifies what its owner has signed.
type PublicKey struct{ key crypto.PublicKey }

// ReadPublicKey reads a public key in PEM, or that of a certificate.
func ReadPublicKey(data []byte) (*PublicKey, error) {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PUBLIC KEY":
			if key, err := smx509.ParsePKIXPublicKey(block.Bytes); err == nil {
				return &PublicKey{key}, nil
			}
		case "CERTIFICATE":
			if c, err := smx509.ParseCertificate(block.Bytes); err == nil {
				return &PublicKey{c.PublicKey}, nil
			}
		case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY":
			return nil, ErrPrivateKey
		}
	}
	return nil, ErrNoKey
}

// IsSigned says whether the signature, raw or in Base64, is of the data by the key's
// owner: SM2 and Ed25519 sign the data, ECDSA and RSA its SHA-256, as openssl makes
// them.
func (k *PublicKey) IsSigned(data, signature []byte) bool {
	if raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(signature)), "")); err == nil && len(raw) > 0 {
		signature = raw
	}
	sum := sha256.Sum256(data)
	switch key := k.key.(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(key, data, signature)
	case *ecdsa.PublicKey:
		if sm2.IsSM2PublicKey(key) {
			return sm2.VerifyASN1WithSM2(key, nil, data, signature)
		}
		return ecdsa.VerifyASN1(key, sum[:], signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil || rsa.VerifyPSS(key, crypto.SHA256, sum[:], signature, nil) == nil
	}
	return false
}
