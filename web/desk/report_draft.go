package desk

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
	"gongkai/web"
)

// A draftFormat is a file the draft can be had as.
type draftFormat struct {
	ext, label, mediaType string
	write                 func(io.Writer, *report.Report) error
}

var draftFormats = []draftFormat{
	{"docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", composed(docx.Write)},
	{"pdf", "PDF", "application/pdf", composed(pdf.Write)},
	{"xlsx", "Excel", xlsxType, composed(xlsx.Write)},
	{"csv", "CSV", csvType, func(w io.Writer, r *report.Report) error { return csv.Write(w, r.Long()) }},
	{"html", "网页", "text/html; charset=utf-8", composed(html.Write)},
	{"json", "JSON", "application/json; charset=utf-8", func(w io.Writer, r *report.Report) error { _, err := w.Write(r.JSON()); return err }},
}

func composed(write func(io.Writer, *paper.Document) error) func(io.Writer, *report.Report) error {
	return func(w io.Writer, r *report.Report) error { return write(w, r.Compose()) }
}

// draftMark stands behind the title of what is not published.
const draftMark = "（草稿）"

// draft sends the report as it is at this moment, marked as a draft.
func (d *Desk) draft(w http.ResponseWriter, r *http.Request) error {
	l, err := d.live(r)
	if err != nil {
		return err
	}
	for _, f := range draftFormats {
		if f.ext != r.PathValue("format") {
			continue
		}
		marked := *l.now
		marked.Title += draftMark
		marked.Findings = l.Live.Findings
		shown, err := d.filed(r.Context(), &marked)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		if err := f.write(&file, shown); err != nil {
			return fmt.Errorf("write draft: %w", err)
		}
		saveAs(w, f.mediaType, marked.Title+"."+f.ext)
		if _, err := file.WriteTo(w); err != nil {
			panic(http.ErrAbortHandler) // the browser has gone
		}
		return nil
	}
	return web.NoPage()
}

// filed is a report as its files show it: those of a demonstration say so.
func (d *Desk) filed(ctx context.Context, r *report.Report) (*report.Report, error) {
	demo, err := d.store.Demo(ctx)
	if err != nil || demo == store.NoDemo {
		return r, err
	}
	return web.MadeUp(r), nil
}
