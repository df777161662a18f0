package register

import (
	"maps"
	"strings"
	"unicode"

	"gongkai/law/calendar"
)

// A Row is what of an entry the store keeps in columns of their own, to filter,
// sort and count by. All of it is computed from the entry's values.
type Row struct {
	Number string        // with With, unique among the current entries of an organ and register
	Day    calendar.Date // decides the year
	Until  calendar.Date // the first day on which it no longer holds; zero for none
	Party  string
	Kind   string // keys of options between commas: ",warning,fine,"; "" for none
	Amount *int64 // 分; nil is blank, which is not zero
	Count  int64  // how many things the entry stands for, 1 as a rule

	// Search is what the list's search looks in: small letters, half-width, no
	// spaces. OpenSearch is the same without personal data, for those who may
	// not see it: searching for a name must not tell them that it is there.
	Search, OpenSearch string
}

// Row returns the columns of an entry.
func (d *Description) Row(v Values) Row {
	r := Row{Number: d.identity(v), Day: v.Date(d.Day), Until: v.Date(d.Until), Party: v[d.Party], Count: extentOf(v)}
	if kinds := v[d.Kind]; d.Kind != "" && kinds != "" {
		r.Kind = "," + kinds + ","
	}
	if n, ok := v.Int(d.Amount); ok {
		r.Amount = &n
	}
	r.Search = d.searchText(v)
	r.OpenSearch = d.searchText(d.Masked(v))
	return r
}

// identity is what no two current entries of an organ share.
func (d *Description) identity(v Values) string {
	if v[d.Number] == "" {
		return ""
	}
	parts := []string{v[d.Number]}
	for _, key := range d.With {
		parts = append(parts, v[key])
	}
	return strings.Join(parts, " ")
}

// identityOf is the identity of an entry of these texts of the fields.
func (d *Description) identityOf(texts []string) string {
	number := texts[d.index(d.Number)]
	if number == "" || len(d.With) == 0 {
		return number
	}
	parts := []string{number}
	for _, key := range d.With {
		parts = append(parts, texts[d.index(key)])
	}
	return strings.Join(parts, " ")
}

// FormerNumber is the [Row.Number] that an entry made before its Lacked field was
// asked for has where it records the same; "" where there can be none.
func (d *Description) FormerNumber(v Values) string {
	if d.Lacked == "" || v[d.Lacked] == "" {
		return ""
	}
	former := maps.Clone(v)
	delete(former, d.Lacked)
	return d.identity(former)
}

func (d *Description) searchText(v Values) string {
	var b strings.Builder
	for i := range d.Fields {
		if f := &d.Fields[i]; f.Search && v[f.Key] != "" {
			b.WriteString(SearchText(v[f.Key]) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// SearchText brings text into the form of [Row.Search], so that what is looked
// for is found whatever its width, letters and spaces.
func SearchText(text string) string {
	return strings.Map(func(r rune) rune {
		switch r = narrowRune(r); r {
		case ' ', '\n':
			return -1
		case '[', '【':
			return '〔'
		case ']', '】':
			return '〕'
		}
		return unicode.ToLower(r)
	}, text)
}
