// Package migrations holds the tables of the office for both databases: files
// of the same number and name in sqlite/ and postgres/. They go forward only
// and are additive; a way back is a backup. The store's tests compare the
// tables that result.
package migrations

import "embed"

// Files holds the folders sqlite and postgres.
//
//go:embed sqlite/*.sql postgres/*.sql
var Files embed.FS
