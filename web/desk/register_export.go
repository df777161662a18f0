package desk

import (
	"context"
	"iter"
	"log/slog"
	"net/http"

	"gongkai/law/register"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
	"gongkai/web"
)

// The media types of files.
const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType  = "text/csv; charset=utf-8"
)

// saveAs says that the answer is a file for the browser to keep.
func saveAs(w http.ResponseWriter, mediaType, name string) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", attachment.Disposition(name))
	w.Header().Set("Cache-Control", "no-store")
}

func (d *Desk) exportXLSX(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	saveAs(w, xlsxType, b.fileName(d.store.Today().String()+".xlsx"))
	sheet := xlsx.Sheet{Title: b.Title(), Author: b.organ.Name, Name: b.Name, Widths: b.Widths(), HeaderRows: 1}
	d.export(r, b, func(rows iter.Seq[[]paper.Cell]) error { return xlsx.WriteRows(w, sheet, rows) })
	return nil
}

func (d *Desk) exportCSV(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	saveAs(w, csvType, b.fileName(d.store.Today().String()+".csv"))
	d.export(r, b, func(rows iter.Seq[[]paper.Cell]) error { return csv.WriteRows(w, rows) })
	return nil
}

func (b *book) fileName(day string) string { return b.organ.Shown() + b.Title() + " " + day }

// export writes the entries of the filter row by row as they are read. When
// something fails on the way the connection is broken off: half a file must not
// pass for the whole.
func (d *Desk) export(r *http.Request, b *book, write func(iter.Seq[[]paper.Cell]) error) {
	ctx, stop := context.WithCancel(r.Context())
	defer stop()
	var failed error
	entries := func(yield func(register.Values, register.State) bool) {
		failed = d.store.EachEntry(ctx, b.filter(r.URL.Query()), func(e store.Entry) error {
			if !yield(e.Values, e.State) {
				return context.Canceled
			}
			return nil
		})
	}
	err := write(b.Export(entries, b.open))
	if err == nil {
		err = failed
	}
	if err != nil {
		slog.WarnContext(r.Context(), "export broken off", "request", web.Number(r), "error", err)
		panic(http.ErrAbortHandler)
	}
}
