package portal

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/web"
)

// A dictionaryPage lists every cell of the form with what it means and what
// changed between the editions.
type dictionaryPage struct {
	web.Page
	Editions []editionLine
	Groups   []metricGroup
	Total    int
}

// An editionLine is one edition of the form.
type editionLine struct{ Name, Source, Years string }

// A metricGroup is the cells of one of the form's tables.
type metricGroup struct {
	ID, Heading string
	Metrics     []metric
}

// Short says that the list is open when the page comes.
func (g metricGroup) Short() bool { return len(g.Metrics) <= 60 }

// A metric is one cell as the page shows it.
type metric struct {
	report.Metric
	Forms, Years string
}

func (p *Portal) dictionary(w http.ResponseWriter, r *http.Request) error {
	page := &dictionaryPage{Page: openHead("数据字典", "/open/dictionary")}
	for _, e := range report.Editions() {
		if e.Variant == "" {
			page.Editions = append(page.Editions, editionLine{e.Name + "年格式", e.Source, yearsOfUse(e.FirstYear, e.LastYear)})
		}
	}
	all := report.Dictionary()
	page.Total = len(all)
	for _, t := range tableHeadings {
		g := metricGroup{ID: t.key, Heading: t.heading}
		for _, m := range all {
			if m.Table == t.key {
				g.Metrics = append(g.Metrics, metricOf(m))
			}
		}
		page.Groups = append(page.Groups, g)
	}
	return p.area.Render(w, r, http.StatusOK, "open_dictionary", page)
}

func metricOf(m report.Metric) metric {
	return metric{m, strings.Join(m.Editions, "、"), yearsOfUse(m.Since, m.Until)}
}

// yearsOfUse are the report years of an edition or a cell: 2021年起, 2019—2020年.
func yearsOfUse(first, last int) string {
	if last == 0 {
		return strconv.Itoa(first) + "年起"
	}
	return strconv.Itoa(first) + "—" + strconv.Itoa(last) + "年"
}

// dictionaryCSV sends the dictionary as a table.
func (p *Portal) dictionaryCSV(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="gongkai-dictionary.csv"`)
	openToAll(w)
	write := csv.WritePlainRows
	if r.URL.Query().Get("bom") == "1" {
		write = csv.WriteRows
	}
	return write(w, func(yield func([]paper.Cell) bool) {
		yield(texts("code", "table", "label", "unit", "editions", "since", "until", "note"))
		for _, m := range report.Dictionary() {
			until := ""
			if m.Until != 0 {
				until = strconv.Itoa(m.Until)
			}
			if !yield(texts(string(m.Code), m.Table, m.Label, m.Unit, strings.Join(m.Editions, " "), strconv.Itoa(m.Since), until, m.Note)) {
				return
			}
		}
	})
}

func texts(words ...string) []paper.Cell {
	cells := make([]paper.Cell, len(words))
	for i, word := range words {
		cells[i].Text = word
	}
	return cells
}

// openToAll lets programs on other sites read the answer.
func openToAll(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// A schema is a JSON Schema, as far as ours need it.
type schema struct {
	Schema      string            `json:"$schema,omitempty"`
	ID          string            `json:"$id,omitempty"`
	Title       string            `json:"title,omitempty"`
	Description string            `json:"description,omitempty"`
	Type        any               `json:"type,omitempty"` // a name, or several
	Const       string            `json:"const,omitempty"`
	Pattern     string            `json:"pattern,omitempty"`
	Format      string            `json:"format,omitempty"`
	Properties  map[string]schema `json:"properties,omitempty"`
	Required    []string          `json:"required,omitempty"`
	Additional  any               `json:"additionalProperties,omitempty"` // false, or a schema
}

// lineSchema describes a line of a download as JSON Lines.
func lineSchema(origin string) schema {
	cells := map[string]schema{}
	for _, m := range report.Dictionary() {
		cells[string(m.Code)] = schema{Type: []string{"number", "null"}, Title: m.Label, Description: strings.TrimSpace("单位：" + m.Unit + "。" + m.Note)}
	}
	text := func(says string) schema { return schema{Type: "string", Description: says} }
	return schema{
		Schema: "https://json-schema.org/draft/2020-12/schema", ID: origin + "/open/schema.json", Title: openSchema,
		Description: "JSON Lines的一行是一个机关一个年度的报告的最新版本。", Type: "object",
		Properties: map[string]schema{
			"schema": {Const: openSchema}, "organ_id": text("机关的编号，更名也不变"), "organ": text("报告中的机关名称"),
			"year": {Type: "integer", Description: "报告的年度"}, "edition": text("报告的格式：2021或者2019"), "version": {Type: "integer", Description: "版本，从1起"},
			"published": {Type: "string", Format: "date", Description: "公布日期，北京时间"}, "sha256": {Type: "string", Pattern: "^[0-9a-f]{64}$", Description: "这一版JSON文件的校验值"},
			"report": text("这一版的网址，不带域名"),
			"cells":  {Type: "object", Description: "各项数字；null表示这一格没有数字：未填、不适用或者写的是文字，原文见raw。没有的项目不出现。", Properties: cells, Additional: false},
			"raw":    {Type: "object", Description: "格中原来的文字，与数字不同时才有", Additional: schema{Type: "string"}},
		},
		Required:   []string{"schema", "organ_id", "organ", "year", "edition", "version", "published", "sha256", "report", "cells", "raw"},
		Additional: false,
	}
}

// A tableSchema describes the columns of a CSV file (Table Schema).
type tableSchema struct {
	Fields        []tableField `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey"`
}

// A tableField is one column.
type tableField struct {
	Name        string      `json:"name"`
	Type        string      `json:"type"`
	Description string      `json:"description"`
	Constraints constraints `json:"constraints"`
}

// Constraints bound a column.
type constraints struct {
	Required bool     `json:"required"`
	Enum     []string `json:"enum,omitempty"`
}

var longSchema = tableSchema{
	Fields: []tableField{
		{"organ", "string", "报告中的机关名称", constraints{Required: true}},
		{"year", "integer", "报告的年度", constraints{Required: true}},
		{"cell", "string", "项目的代码，见数据字典", constraints{Required: true}},
		{"label", "string", "项目在表中的名称", constraints{Required: true}},
		{"value", "string", "数字；格中是文字的为文字，没有填的为空", constraints{}},
		{"mark", "string", "reported有数字，blank未填，not_applicable不适用，text文字", constraints{Required: true, Enum: []string{"reported", "blank", "not_applicable", "text"}}},
		{"raw", "string", "格中原来的文字，与数字不同时才有", constraints{}},
	},
	MissingValues: []string{""}, PrimaryKey: []string{"organ", "year", "cell"},
}

func (p *Portal) schema(w http.ResponseWriter, r *http.Request) error {
	return sendJSON(w, lineSchema(p.origin(r)))
}

func (p *Portal) tableSchema(w http.ResponseWriter, r *http.Request) error {
	return sendJSON(w, longSchema)
}

func sendJSON(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	openToAll(w)
	return writeJSON(w, value)
}

func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(value)
}
