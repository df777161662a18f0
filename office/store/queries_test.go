package store

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// queries finds every constant of the package that is a statement, by name.
func queries(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	exprs := map[string]ast.Expr{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.CONST {
				continue
			}
			for _, spec := range d.Specs {
				s := spec.(*ast.ValueSpec)
				for i, name := range s.Names {
					if i < len(s.Values) {
						exprs[name.Name] = s.Values[i]
					}
				}
			}
		}
	}
	texts := map[string]string{}
	for name, e := range exprs {
		if text := strings.TrimSpace(valueOf(exprs, e)); isStatement(text) {
			texts[name] = text
		}
	}
	return texts
}

// valueOf computes a constant text; "" for anything else.
func valueOf(exprs map[string]ast.Expr, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err != nil || e.Kind != token.STRING {
			return ""
		}
		return text
	case *ast.BinaryExpr:
		return valueOf(exprs, e.X) + valueOf(exprs, e.Y)
	case *ast.Ident:
		return valueOf(exprs, exprs[e.Name])
	}
	return ""
}

func isStatement(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(word, "\n")
	return slices.Contains([]string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}, word) && strings.Contains(text, "\n") && strings.Contains(text, "FROM") || word == "INSERT" || word == "UPDATE"
}

// TestQueries prepares every statement of the program on both engines, which
// refuse a table or column they do not know.
func TestQueries(t *testing.T) {
	t.Parallel()
	texts := queries(t)
	if len(texts) < 80 {
		t.Fatalf("only %d statements found", len(texts))
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, err := d.Migrate(t.Context(), migrationFiles()); err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			if err := d.Prepares(t.Context(), texts[name]); err != nil {
				t.Errorf("%s: %v\n%s", name, err, texts[name])
			}
		}
		t.Logf("%d statements prepared", len(texts))
	})
}

// TestSchemasAgree compares the tables and columns that the migrations of both
// engines make.
func TestSchemasAgree(t *testing.T) {
	t.Parallel()
	ours := columns(t, db.SQLite, `
SELECT m.name || '.' || c.name || CASE WHEN c."notnull" = 1 THEN ' NOT NULL' ELSE '' END
FROM sqlite_master m
JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'
ORDER BY 1`)
	theirs := columns(t, db.Postgres, `
SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'
ORDER BY 1`)
	slices.Sort(ours)
	slices.Sort(theirs)
	if !slices.Equal(ours, theirs) {
		t.Errorf("the schemas differ:\nsqlite   %v\npostgres %v", ours, theirs)
	}
	indices := columns(t, db.SQLite, `SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'`)
	same := columns(t, db.Postgres, `SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE 'goose%'`)
	slices.Sort(indices)
	slices.Sort(same)
	if !slices.Equal(indices, same) {
		t.Errorf("the indices differ:\nsqlite   %v\npostgres %v", indices, same)
	}
}

func columns(t *testing.T, engine db.Engine, query string) []string {
	t.Helper()
	return columnsAt(t, engine, 0, query)
}

func columnsAt(t *testing.T, engine db.Engine, schema int64, query string) (all []string) {
	t.Helper()
	d := dbtest.Open(t, dbtest.DSN(t, engine))
	if _, err := d.MigrateTo(t.Context(), migrationFiles(), schema); err != nil {
		t.Fatal(err)
	}
	rows, err := d.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestTables holds the list of tables to be dumped against the migrations, as
// they were after each.
func TestTables(t *testing.T) {
	t.Parallel()
	last, err := SchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	for schema := int64(1); schema <= last; schema++ {
		have := columnsAt(t, db.SQLite, schema, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`)
		listed := tablesAt(schema)
		if schema >= derivedSince {
			listed = append(listed, derived...)
		}
		slices.Sort(have)
		slices.Sort(listed)
		if !slices.Equal(have, listed) {
			t.Errorf("tablesAt(%d) = %v, the migrations make %v", schema, listed, have)
		}
	}
}
