package db

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// An Engine is a kind of database; its value names the folder of its
// migrations.
type Engine string

const (
	SQLite   Engine = "sqlite"   // one file, one process that writes
	Postgres Engine = "postgres" // a server, any number of processes
)

// A Dialect is what differs between the engines in the text of a statement.
type Dialect struct{ engine Engine }

// Engine returns the kind of database.
func (d Dialect) Engine() Engine { return d.engine }

// ForUpdate ends a SELECT whose rows are to be changed in the same
// transaction. SQLite needs nothing: its writer is alone.
func (d Dialect) ForUpdate() string {
	if d.engine == Postgres {
		return " FOR UPDATE"
	}
	return ""
}

// ByBytes follows a text column in ORDER BY that both engines have to sort
// alike, whatever language a server sorts in.
func (d Dialect) ByBytes() string {
	if d.engine == Postgres {
		return ` COLLATE "C"`
	}
	return " COLLATE BINARY"
}

// List returns the table of texts that parameter n, made by [ListOf], stands
// for: "WHERE code IN " + List(1).
func (d Dialect) List(n int) string {
	if d.engine == Postgres {
		return "(SELECT jsonb_array_elements_text($" + strconv.Itoa(n) + "::jsonb))"
	}
	return "(SELECT value FROM json_each($" + strconv.Itoa(n) + "))"
}

// OneOf ends a condition that is true of every text that parameter n, made by
// [ListOf], stands for: "WHERE number" + OneOf(1). It serves a long list held
// against a large table, where PostgreSQL joins a table of the texts badly as
// long as it knows nothing about the rows.
func (d Dialect) OneOf(n int) string {
	if d.engine == Postgres {
		return " = ANY(ARRAY" + d.List(n) + ")"
	}
	return " IN " + d.List(n)
}

// Numbers returns the table of whole numbers that parameter n, made by
// [ListOf], stands for: "WHERE id IN " + Numbers(1).
func (d Dialect) Numbers(n int) string {
	if d.engine == Postgres {
		return "(SELECT value::bigint FROM jsonb_array_elements_text($" + strconv.Itoa(n) + "::jsonb))"
	}
	return d.List(n)
}

// ListOf returns the argument for a parameter used with [Dialect.List] or
// [Dialect.Numbers].
func ListOf[T ~string | ~int | ~int64](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	text, err := json.Marshal(values)
	if err != nil {
		panic("db: a list cannot be written as JSON: " + err.Error()) // a type with a broken MarshalJSON
	}
	return string(text)
}

// reading returns the options of a transaction that sees one moment. SQLite's
// always does, and its driver knows no options.
func (d Dialect) reading() *sql.TxOptions {
	if d.engine == Postgres {
		return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return nil
}

// timeLayout is how SQLite keeps instants: in UTC and of fixed width, so that
// their texts compare as the instants do.
const timeLayout = "2006-01-02 15:04:05.000000"

// values turns arguments into what both drivers take alike.
func (d Dialect) values(args []any) ([]any, error) {
	if len(args) == 0 {
		return nil, nil
	}
	values := make([]any, len(args))
	for i, arg := range args {
		v, err := d.value(arg)
		if err != nil {
			return nil, fmt.Errorf("argument $%d: %w", i+1, err)
		}
		values[i] = v
	}
	return values, nil
}

func (d Dialect) value(arg any) (any, error) {
	switch v := arg.(type) {
	case string, int64, nil:
		return v, nil
	case json.RawMessage: // as text; SQLite takes bytes for something else
		if v == nil {
			return nil, nil
		}
		return string(v), nil
	}
	v, err := driver.DefaultParameterConverter.ConvertValue(arg)
	if err != nil {
		return nil, err
	}
	if t, ok := v.(time.Time); ok {
		return d.instant(t), nil
	}
	return v, nil
}

func (d Dialect) instant(t time.Time) any {
	t = t.UTC().Truncate(time.Microsecond)
	if d.engine == Postgres {
		return t
	}
	return t.Format(timeLayout)
}
