package db

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds what is kept. The program has a few hundred texts of
// SQL; filters put together by a person's choice may bring more, and those
// beyond the bound are compiled each time.
const maxStatements = 512

// statements keeps what SQLite's readers, or its writer, have compiled.
// Compiling costs more than a point read. A nil *statements keeps nothing.
type statements struct {
	mu     sync.RWMutex
	byText map[string]*sql.Stmt
}

func newStatements() *statements { return &statements{byText: make(map[string]*sql.Stmt)} }

// known returns the statement if it has been prepared, else nil.
func (s *statements) known(text string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byText[text]
}

// prepare returns the statement, prepared if need be; nil when it cannot or
// need not be, and the text is to be run as it is, which also gives its error.
func (s *statements) prepare(ctx context.Context, pool *sql.DB, text string) *sql.Stmt {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	stmt, full := s.byText[text], s.byText == nil || len(s.byText) >= maxStatements
	s.mu.RUnlock()
	if stmt != nil || full {
		return stmt
	}
	stmt, err := pool.PrepareContext(ctx, text)
	if err != nil {
		return nil
	}
	return s.keep(text, stmt)
}

// keep returns the statement under which the text is kept: the one of whoever
// came first.
func (s *statements) keep(text string, stmt *sql.Stmt) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := s.byText[text]
	if first == nil && s.byText != nil && len(s.byText) < maxStatements {
		s.byText[text] = stmt
		return stmt
	}
	stmt.Close() // nothing uses it
	return first
}

func (s *statements) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stmt := range s.byText {
		stmt.Close() // the pool is closed next and tells what is wrong
	}
	s.byText = nil
}
