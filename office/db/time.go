package db

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// A Time is an instant as a column gives it, in UTC; the zero Time is NULL.
// Scan into it instead of into a time.Time: SQLite forgets that max(created_at)
// is an instant, and both engines have NULL.
type Time struct{ time.Time }

// Value gives a database the instant, NULL for the zero Time.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.Time, nil
}

// Scan reads an instant, or a text that this package wrote.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
		return nil
	case time.Time:
		*t = Time{v.UTC()}
		return nil
	case string:
		return t.scan(v)
	case []byte:
		return t.scan(string(v))
	}
	return fmt.Errorf("scan an instant: unexpected %T", src)
}

func (t *Time) scan(text string) error {
	read, err := time.Parse(timeLayout, text)
	if err != nil { // as the driver gives an instant that it has understood
		read, err = time.Parse(time.RFC3339Nano, text)
	}
	if err != nil {
		return fmt.Errorf("scan an instant: %q is none", text)
	}
	*t = Time{read.UTC()}
	return nil
}
