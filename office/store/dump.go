package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/office/db"
)

// tables lists every table in an order in which what is referred to comes
// first. A test compares it with the migrations.
var tables = []string{
	"organ", "organ_name", "organ_link", "organ_succession", "unit", "staffer", "leading_group", "seat", "guide",
	"account", "old_password", "post", "session", "kept_form",
	"entry", "entry_version", "batch", "upload", "attachment",
	"application", "application_event", "application_file", "application_serial", "application_draft", "application_suggestion", "outbox", "filing", "chapter", "manual_figure", "zero_report", "waiver", "report_version", "version_waiver", "adoption", "cell_decision", "finding_confirmation", "hand_in", "receipt_rule", "application_transfer", "application_remedy", "application_fee", "application_hold",
	"audit", "audit_head", "job", "setting",
}

// since says which migration made a table that the first did not.
var since = map[string]int64{
	"upload": 3, "zero_report": 4, "version_waiver": 5, "waiver": 5, "guide": 6, "adoption": 7, "cell_decision": 7, "finding_confirmation": 7, "application": 9, "application_draft": 9, "application_event": 9, "application_file": 9, "application_serial": 9, "application_suggestion": 9, "outbox": 9, "hand_in": 10, "receipt_rule": 10, "application_remedy": 11, "application_transfer": 11, "application_hold": 12, "application_fee": 15,
}

// derived are the tables that follow from the others: no dump holds them, and
// what is loaded is counted anew. derivedSince is their migration.
var derived = []string{"tally", "daily", "tally_scheme"}

const derivedSince = 4

// tablesAt lists the tables that a database has after the migration of a
// number.
func tablesAt(schema int64) (names []string) {
	for _, name := range tables {
		if since[name] <= schema {
			names = append(names, name)
		}
	}
	return names
}

// hashesAt lists the files that the tables of a migration refer to.
func hashesAt(schema int64) string {
	switch {
	case schema < since["upload"]:
		return selectHashesOfRecords
	case schema < since["application_file"]:
		return selectHashesOfUploads
	}
	return selectHashes
}

// A kind of column as a dump writes it, whatever the engine calls it.
type columnKind string

const (
	wholeColumn   columnKind = "integer"
	textColumn    columnKind = "text"
	boolColumn    columnKind = "boolean"
	dateColumn    columnKind = "date"
	instantColumn columnKind = "instant"
)

// A column of a dumped table.
type column struct {
	Name string     `json:"name"`
	Kind columnKind `json:"kind"`
}

// A Dumped is what a dump holds of one table.
type Dumped struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"` // of its text
}

// Dump writes every table as it stands at one moment, while the office goes on
// working. into returns where the text of a table goes: a first line with its
// columns, then a line of JSON for each row. The text is the same on both
// engines, so that a dump of one can be loaded into the other. It ends with the
// hashes of the attachments that this moment refers to. A database whose tables
// are those of an earlier migration is dumped with them.
func (s *Store) Dump(ctx context.Context, into func(name string) (io.Writer, error)) (all []Dumped, files []string, err error) {
	schema, err := s.db.Version(ctx)
	if err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		all = nil
		for _, name := range tablesAt(schema) {
			w, err := into(name)
			if err != nil {
				return err
			}
			table, err := dumpTable(ctx, tx, name, w)
			if err != nil {
				return fmt.Errorf("dump %s: %w", name, err)
			}
			all = append(all, table)
		}
		files, err = filesOf(ctx, tx, hashesAt(schema))
		return err
	})
	return all, files, err
}

func dumpTable(ctx context.Context, tx *db.Tx, name string, w io.Writer) (Dumped, error) {
	columns, err := columnsOf(ctx, tx, name)
	if err != nil {
		return Dumped{}, err
	}
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 64<<10)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(columns); err != nil {
		return Dumped{}, err
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	rows, err := tx.Query(ctx, "SELECT "+strings.Join(names, ", ")+" FROM "+name+" ORDER BY "+keyOrder(tx.Dialect(), columns))
	if err != nil {
		return Dumped{}, err
	}
	defer rows.Close()
	d := Dumped{Name: name}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = &dumpedValue{kind: columns[i].Kind}
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return d, err
		}
		if err := encoder.Encode(values); err != nil {
			return d, err
		}
		d.Rows++
	}
	if err := rows.Err(); err != nil {
		return d, err
	}
	if err := out.Flush(); err != nil {
		return d, err
	}
	d.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return d, nil
}

// keyOrder orders rows by the key, which every table has in its first columns,
// three at most; texts by their bytes, whatever language the database sorts in.
func keyOrder(d db.Dialect, columns []column) string {
	var order []string
	for _, c := range columns[:min(3, len(columns))] {
		if c.Kind == textColumn {
			c.Name += d.ByBytes()
		}
		order = append(order, c.Name)
	}
	return strings.Join(order, ", ")
}

// columnsOf asks the engine for a table's columns in their order.
func columnsOf(ctx context.Context, r reader, table string) (columns []column, _ error) {
	query := `SELECT name, type FROM pragma_table_info($1) ORDER BY cid`
	if tx, ok := r.(*db.Tx); ok && tx.Dialect().Engine() == db.Postgres {
		query = `SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`
	}
	rows, err := r.Query(ctx, query, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		c := column{Name: name}
		switch kind = strings.ToLower(kind); {
		case strings.Contains(kind, "int"):
			c.Kind = wholeColumn
		case kind == "boolean":
			c.Kind = boolColumn
		case kind == "date":
			c.Kind = dateColumn
		case strings.HasPrefix(kind, "timestamp"), kind == "datetime":
			c.Kind = instantColumn
		case kind == "text":
			c.Kind = textColumn
		default:
			return nil, fmt.Errorf("column %s.%s is of the unknown type %s", table, name, kind)
		}
		columns = append(columns, c)
	}
	return columns, rows.Err()
}

// A dumpedValue is one value on its way between a database and a dump.
type dumpedValue struct {
	kind  columnKind
	value any // nil, int64, string or bool; dates and instants as text
}

// instantLayout is how a dump writes instants.
const instantLayout = "2006-01-02T15:04:05.000000Z"

// Scan takes the value from either engine.
func (v *dumpedValue) Scan(src any) error {
	v.value = nil
	if src == nil {
		return nil
	}
	switch v.kind {
	case dateColumn:
		var d calendar.Date
		if err := d.Scan(src); err != nil {
			return err
		}
		v.value = d.String()
		return nil
	case instantColumn:
		var t db.Time
		if err := t.Scan(src); err != nil {
			return err
		}
		v.value = t.UTC().Format(instantLayout)
		return nil
	}
	switch x := src.(type) {
	case int64:
		v.value = x
		if v.kind == boolColumn {
			v.value = x != 0
		}
	case bool, string:
		v.value = x
	case []byte:
		v.value = string(x)
	default:
		return fmt.Errorf("unexpected %T in a column of kind %s", src, v.kind)
	}
	return nil
}

// MarshalJSON writes the bare value.
func (v *dumpedValue) MarshalJSON() ([]byte, error) { return json.Marshal(v.value) }

// read takes the value from a dump as an argument for either engine.
func (v columnKind) read(text json.RawMessage) (any, error) {
	if string(text) == "null" {
		return nil, nil
	}
	switch v {
	case wholeColumn:
		var n int64
		err := json.Unmarshal(text, &n)
		return n, err
	case boolColumn:
		var b bool
		err := json.Unmarshal(text, &b)
		return b, err
	}
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, err
	}
	switch v {
	case dateColumn:
		return calendar.Parse(s)
	case instantColumn:
		return time.Parse(instantLayout, s)
	}
	return s, nil
}
