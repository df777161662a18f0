package web

import (
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongkai/law/calendar"
)

// parts are the layouts and what every page may use.
//
//go:embed parts/*.html
var parts embed.FS

// Views are the templates of one area, each with the parts and its layout.
type Views struct {
	layout string
	pages  map[string]*template.Template
}

// parseViews parses the pages of an area. A file in overlay stands in the place
// of ours of the same path: parts/frame.html, or home.html under the name of the
// area's folder, portal/home.html.
func parseViews(layout string, files, overlay fs.FS, funcs template.FuncMap) (*Views, error) {
	base := template.New("web").Funcs(funcs).Option("missingkey=error")
	names, err := fs.Glob(parts, "parts/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := parse(base, parts, overlay, name, name); err != nil {
			return nil, err
		}
	}
	if _, err := fs.Stat(files, ownParts); err == nil {
		if err := parse(base, files, overlay, ownParts, path.Join(layout, ownParts)); err != nil {
			return nil, err
		}
	}
	v := &Views{layout: layout, pages: map[string]*template.Template{}}
	names, err = fs.Glob(files, "*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == ownParts {
			continue
		}
		page, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if err := parse(page, files, overlay, name, path.Join(layout, name)); err != nil {
			return nil, err
		}
		v.pages[strings.TrimSuffix(name, ".html")] = page
	}
	return v, v.addProblem(base)
}

// ownParts is the file of an area with the parts that its pages share.
const ownParts = "parts.html"

// problemView is the name of the area's error page.
const problemView = "problem"

func (v *Views) addProblem(base *template.Template) error {
	page, err := base.Clone()
	if err != nil {
		return err
	}
	_, err = page.Parse(`{{define "main"}}{{template "problem" .}}{{end}}`)
	v.pages[problemView] = page
	return err
}

// parse adds one file, the operator's where there is one.
func parse(t *template.Template, files, overlay fs.FS, name, over string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if overlay != nil {
		switch own, err := fs.ReadFile(overlay, over); {
		case err == nil:
			text = own
		case !errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("read the overlay of %s: %w", over, err)
		}
	}
	if _, err := t.New(over).Parse(string(text)); err != nil {
		return fmt.Errorf("parse %s: %w", over, err)
	}
	return nil
}

// Names are the names of the pages in order, for tests.
func (v *Views) Names() []string {
	names := make([]string, 0, len(v.pages))
	for name := range v.pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Template returns the template of a page with the layout as its root, nil when
// there is none; for the type check of tests.
func (v *Views) Template(name string) *template.Template {
	if t := v.pages[name]; t != nil {
		return t.Lookup(v.layout)
	}
	return nil
}

// funcs are the functions of every template.
func (s *Server) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":   s.assets.address,
		"num":     func(n any) string { return Thousands(fmt.Sprint(n)) },
		"day":     func(d calendar.Date) string { return d.Chinese() },
		"weekday": func(d calendar.Date) string { return d.WeekdayName() },
		"moment":  Moment,
		"date":    func(t time.Time) calendar.Date { return calendar.BeijingDate(t) },
		"size":    Size,
		"phrase":  Phrase,
	}
}

// Thousands sets commas between the thousands of a decimal number: 1,286.4.
func Thousands(number string) string {
	whole, rest := number, ""
	if i := strings.IndexByte(number, '.'); i >= 0 {
		whole, rest = number[:i], number[i:]
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	if strings.Trim(whole, "0123456789") != "" {
		return number
	}
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return sign + b.String() + rest
}

// Moment writes an instant as people in China read it: 2025年3月24日 10:32.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return calendar.BeijingDate(t).Chinese() + t.In(beijing).Format(" 15:04")
}

var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// Size writes the size of a file: 21 KB, 1.4 MB.
func Size(bytes int) string {
	switch {
	case bytes < 1000:
		return strconv.Itoa(bytes) + " B"
	case bytes < 999_500:
		return strconv.Itoa((bytes+500)/1000) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) + " MB"
}

// breaks are the words behind which a title may break; of two that fit the
// earlier counts.
var breaks = []string{"工作年度报告", "政府信息公开", "人民政府", "年度报告", "年度", "年"}

// longPlace is the most characters of a place that stays on one line with 人民政府
// on a phone: 青溪县石桥镇人民政府.
const longPlace = 8

// Phrase writes a title that breaks only between its phrases, for elements of
// class phrase: 青溪县2024年·政府信息公开·工作年度报告.
func Phrase(title string) template.HTML {
	var b strings.Builder
	for i := 0; i < len(title); {
		end := 0
		for _, word := range breaks {
			if strings.HasPrefix(title[i:], word) {
				end = len(word)
				break
			}
		}
		if end > 0 {
			if title[i:i+end] == "人民政府" && utf8.RuneCountInString(title[:i]) > longPlace { // it may stand on a line of its own
				b.WriteString("<wbr>")
			}
			b.WriteString(title[i : i+end])
			if i += end; i < len(title) {
				b.WriteString("<wbr>")
			}
			continue
		}
		_, width := utf8.DecodeRuneInString(title[i:])
		b.WriteString(template.HTMLEscapeString(title[i : i+width]))
		i += width
	}
	return template.HTML(b.String())
}
