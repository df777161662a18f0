package register

import (
	"maps"
	"strconv"
	"strings"

	"gongkai/law/calendar"
)

// Values are what an entry records, as canonical text by field key: dates as
// 2024-03-05, money in 分, choices by their keys. A field left blank has no
// value: it is never "" and never zero.
type Values map[string]string

// Date returns the date of a field, the zero Date where it is blank.
func (v Values) Date(key string) calendar.Date {
	d, err := calendar.Parse(v[key])
	if err != nil {
		return 0
	}
	return d
}

// Int returns the number of a field or its money in 分, and false where it is
// blank.
func (v Values) Int(key string) (int64, bool) {
	n, err := strconv.ParseInt(v[key], 10, 64)
	return n, err == nil
}

// Keys returns the keys of the options that a field holds.
func (v Values) Keys(key string) []string {
	if v[key] == "" {
		return nil
	}
	return strings.Split(v[key], ",")
}

// Equal says whether two entries record the same.
func (v Values) Equal(w Values) bool { return maps.Equal(v, w) }

// A Change is one field that differs, each side as people read it, "" where it
// is blank.
type Change struct {
	Key, Label string
	Now, After string
}

// Changes lists the fields that differ, in the order of the form.
func (d *Description) Changes(now, after Values) []Change {
	var all []Change
	for i := range d.Fields {
		f := &d.Fields[i]
		if now[f.Key] != after[f.Key] {
			all = append(all, Change{f.Key, f.Label, f.show(now[f.Key]), f.show(after[f.Key])})
		}
	}
	return all
}
