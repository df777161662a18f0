package main

import (
	"gongkai/law/report"
	"gongkai/law/report/narrative"
)

// listen adds the figures that the narrative asserts.
func listen(r *report.Report) {
	said := narrative.Read(r.Text(), narrative.About{Year: r.Year, Organ: r.Organ})
	for i := range said {
		if n, ok := report.ParseNumber(said[i].Value); ok {
			r.Said = append(r.Said, report.Said{At: report.Code(said[i].At), Value: n, Text: said[i].Text, Or: report.Code(said[i].Or)})
		}
	}
}
