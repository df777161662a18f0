package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"gongkai/office/store"
)

// TestHasher: records hash passwords at the cost that package account sets for
// secrets; only tests and the demonstration have passwords that are none.
func TestHasher(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	hash, err := s.Hasher.Hash(t.Context(), "Shanshui-2024-qing")
	if err != nil || !strings.Contains(hash, "$m=19456,t=2,p=1$") {
		t.Errorf("a password is hashed as %q, %v", hash, err)
	}
}
