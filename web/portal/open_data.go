package portal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/web"
)

// openSchema names the lines of a download as JSON Lines.
const openSchema = "gongkai.open/1"

// A line is one report in a download as JSON Lines: the figures of the tables
// chosen and where they come from.
type line struct {
	Schema    string                         `json:"schema"`
	OrganID   string                         `json:"organ_id"`
	Organ     string                         `json:"organ"`
	Year      int                            `json:"year"`
	Edition   string                         `json:"edition"`
	Version   int                            `json:"version"`
	Published string                         `json:"published"` // Beijing date
	SHA256    string                         `json:"sha256"`    // of the report's JSON file
	Report    string                         `json:"report"`    // address of the version
	Cells     map[report.Code]*report.Number `json:"cells"`     // null: the cell holds no number
	Raw       map[report.Code]string         `json:"raw"`       // what stands there where that is not the number
}

// atOnce is how many reports of a download are in memory together.
const atOnce = 40

// eachReport calls do with the versions and their reports, a few in memory at a
// time.
func (p *Portal) eachReport(r *http.Request, versions []store.Version, do func(store.Version, *report.Report) error) error {
	for part := range slices.Chunk(versions, atOnce) {
		part = slices.Clone(part) // their contents go with it
		if err := p.store.Contents(r.Context(), part); err != nil {
			return err
		}
		for _, v := range part {
			rep, err := readVersion(v)
			if err != nil {
				return err
			}
			if err := do(v, rep); err != nil {
				return err
			}
		}
	}
	return nil
}

// dataCSV sends the cells of the selection in the long form, the columns that
// gongkai report render --to csv writes.
func (p *Portal) dataCSV(w http.ResponseWriter, r *http.Request) error {
	return p.data(w, r, web.Stream{ContentType: "text/csv; charset=utf-8", Name: "gongkai-open.csv"}, func(out io.Writer, s selection, versions []store.Version) error {
		write := csv.WritePlainRows
		if s.BOM {
			write = csv.WriteRows
		}
		rows, failed := p.longRows(r, s, versions)
		return errors.Join(write(out, rows), *failed)
	})
}

// longRows are the rows of the long form; what fails on the way ends them and is
// told by the second value.
func (p *Portal) longRows(r *http.Request, s selection, versions []store.Version) (iter.Seq[[]paper.Cell], *error) {
	failed := new(error)
	return func(yield func([]paper.Cell) bool) {
		yield((&report.Report{}).Long().Rows[0].Cells)
		*failed = p.eachReport(r, versions, func(_ store.Version, rep *report.Report) error {
			for _, row := range rep.Long().Rows[1:] {
				if s.Has(report.Code(row.Cells[2].Text)) && !yield(row.Cells) {
					return errStopped
				}
			}
			return nil
		})
	}, failed
}

var errStopped = errors.New("the reader of the rows stopped")

// dataLines sends the reports of the selection as JSON Lines.
func (p *Portal) dataLines(w http.ResponseWriter, r *http.Request) error {
	return p.data(w, r, web.Stream{ContentType: "application/x-ndjson; charset=utf-8", Name: "gongkai-open.jsonl"}, func(out io.Writer, s selection, versions []store.Version) error {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		return p.eachReport(r, versions, func(v store.Version, rep *report.Report) error {
			return encoder.Encode(lineOf(s, v, rep))
		})
	})
}

func lineOf(s selection, v store.Version, rep *report.Report) line {
	l := line{Schema: openSchema, OrganID: v.Organ.String(), Organ: rep.Organ, Year: v.Year, Version: v.N, SHA256: v.SHA256,
		Published: calendar.BeijingDate(v.PublishedAt).String(), Report: versionPath(v.Organ, v.Year, v.N), Cells: map[report.Code]*report.Number{}, Raw: map[report.Code]string{}}
	if rep.Edition == nil {
		return l
	}
	l.Edition = rep.Edition.Name
	for _, code := range rep.Edition.Codes() {
		f := rep.Figure(code)
		if !s.Has(code) || !f.IsThere() {
			continue
		}
		l.Cells[code] = nil
		if f.Mark == report.Reported {
			l.Cells[code] = &f.Number
		}
		if raw := rep.Raw[code]; raw != "" {
			l.Raw[code] = raw
		}
	}
	return l
}

// data answers a download: it finds the selection's versions, names the content
// by their hashes, and lets write write them.
func (p *Portal) data(w http.ResponseWriter, r *http.Request, st web.Stream, write func(io.Writer, selection, []store.Version) error) error {
	s, err := selectionOf(r.URL.Query())
	if err != nil {
		return err
	}
	versions, err := p.chosen(r, s)
	if err != nil {
		return err
	}
	st.Hash, st.Modified = hashOf(st.Name, s, versions)
	st.Write = func(out io.Writer) error { return write(out, s, versions) }
	return p.together(func() error { return p.server.Stream(w, r, st) })
}

// together lets a few downloads run at a time and sends the others away for a
// while.
func (p *Portal) together(do func() error) error {
	select {
	case p.streams <- struct{}{}:
		defer func() { <-p.streams }()
		return do()
	default:
		return web.Unavailable(fmt.Errorf("%d downloads at a time", openTogether), openSeconds*time.Second)
	}
}

// hashOf names what a download holds: the same versions in the same form are the
// same bytes.
func hashOf(name string, s selection, versions []store.Version) (hash string, modified time.Time) {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %s %s %v\n", openSchema, name, s.Table, s.BOM)
	for _, v := range versions {
		fmt.Fprintf(sum, "%s %d %d %s\n", v.Organ, v.Year, v.N, v.SHA256)
		if v.PublishedAt.After(modified) {
			modified = v.PublishedAt
		}
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12]), modified
}
