package portal

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/web"
)

// A comparePage sets an organ's reports on two years side by side, the earlier
// first: cell by cell, and paragraph by paragraph what was copied.
type comparePage struct {
	web.Page
	Organ    store.Organ
	Year     int
	Others   []int // the years to compare with, the latest first
	With     int
	Old, New side
	Tables   []comparedTable
	Editions *editions // nil where both reports are of one form
	Texts    []comparedText
	Limit    string // the share above which a text is called alike
	Empty    *web.Empty
}

// A side is one of the two reports.
type side struct {
	Title, Address string
	Year, N        int
	Form           string // 2021年格式
}

// A comparedTable is the cells of one of the form's tables that both reports
// have.
type comparedTable struct {
	ID, Heading string
	Changed     *comparedCells // nil for none
	Same        *comparedCells
}

// ComparedCells are a table of cells of two years.
type comparedCells struct {
	Caption  string
	Old, New int
	Rows     []comparedCell
}

// A comparedCell is one cell of both reports.
type comparedCell struct {
	Label, Address string
	Old, New       string
	By, Percent    string // −3, +24.1%; "" where nothing can be reckoned
}

// Editions are what the two forms do not share: the undivided row of 其他处理
// beside the sum of the three it became, and the cells of one form alone.
type editions struct {
	Otherwise        *comparedCells
	OnlyOld, OnlyNew *standings // nil for none
}

// Standings are the cells that the form of one year has alone.
type standings struct {
	Form string
	Year int
	Rows []standing
}

// A standing is a cell that one of the forms has alone.
type standing struct{ Label, Address, Value string }

// A comparedText is a chapter's text beside that of the other report.
type comparedText struct {
	Heading, Says string
	Alike         bool
	Paragraphs    []comparedParagraph
}

// A comparedParagraph is a paragraph that is alike to one of the earlier report.
type comparedParagraph struct{ Text, Previous, Share string }

func (p *Portal) compare(w http.ResponseWriter, r *http.Request) error {
	year, ok := yearOf(r.PathValue("year"))
	if !ok {
		return web.NoPage()
	}
	o, v, err := p.published(r, r.PathValue("year"), 0)
	if err != nil {
		return err
	}
	page := &comparePage{Organ: o, Year: year}
	page.Title, page.Column, page.Current = fmt.Sprintf("%s%d年度报告与其他年度比较", o.Name, year), "政府信息公开年报", "/reports"
	page.Crumb = []web.Link{homeLink, {Text: "年度报告", Address: "/reports"}, {Text: o.Shown(), Address: organPath(o.ID) + "/reports"},
		{Text: strconv.Itoa(year) + "年", Address: reportPath(o.ID, year)}, {Text: "比较"}}
	if err := p.chooseWith(r, page); err != nil {
		return err
	}
	if page.With == 0 {
		page.Empty = &web.Empty{Fact: "只公布了这一个年度的报告，没有可以比较的。", Links: []web.Link{{Text: v.Title, Address: reportPath(o.ID, year)}}}
		return p.area.Render(w, r, http.StatusOK, "compare", page)
	}
	_, other, err := p.published(r, strconv.Itoa(page.With), 0)
	if err != nil {
		return err
	}
	old, now := other, v
	if old.Year > now.Year {
		old, now = now, old
	}
	if err := page.fill(old, now); err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "compare", page)
}

// chooseWith reads with which year to compare: that of the address, else the
// nearest before, else the nearest after. With stays 0 where there is none. A
// year without a published report answers as unknown.
func (p *Portal) chooseWith(r *http.Request, page *comparePage) error {
	versions, err := p.store.Versions(r.Context(), page.Organ.ID)
	if err != nil {
		return err
	}
	for _, y := range byYear(versions) {
		if y.Year != page.Year {
			page.Others = append(page.Others, y.Year)
		}
	}
	if word := r.URL.Query().Get("with"); word != "" {
		with, ok := yearOf(word)
		if !ok || !slices.Contains(page.Others, with) {
			return web.NoPage()
		}
		page.With = with
		return nil
	}
	for _, y := range page.Others { // the latest first
		if page.With == 0 || y > page.Year || page.With > page.Year {
			page.With = y
		}
		if y < page.Year {
			break
		}
	}
	return nil
}

// fill compares the two versions.
func (p *comparePage) fill(old, now store.Version) error {
	before, err := readVersion(old)
	if err != nil {
		return err
	}
	after, err := readVersion(now)
	if err != nil {
		return err
	}
	p.Title = fmt.Sprintf("%s%d年和%d年年度报告比较", p.Organ.Name, old.Year, now.Year)
	p.Old, p.New = sideOf(old, before), sideOf(now, after)
	c := report.Compare(before, after)
	p.addTables(c)
	if before.Edition != after.Edition {
		p.addEditions(c, before, after)
	}
	p.Limit = fmt.Sprintf("%.0f%%", c.Limit*100)
	for _, t := range c.Texts {
		p.Texts = append(p.Texts, textOf(t, c.Limit))
	}
	return nil
}

func sideOf(v store.Version, rep *report.Report) side {
	s := side{Title: v.Title, Address: versionPath(v.Organ, v.Year, v.N), Year: v.Year, N: v.N}
	if rep.Edition != nil {
		s.Form = rep.Edition.Name + "年格式"
		if rep.Edition.Variant != "" {
			s.Form += "（第三表第六项未细分）"
		}
	}
	return s
}

// chapterOf is the key of the table that a cell stands in.
func chapterOf(code report.Code) string {
	table, _, _ := strings.Cut(string(code), ".")
	return table
}

// A tableHeading is a table's key and heading.
type tableHeading struct{ key, heading string }

// tableHeadings are the form's tables by the keys of their chapters.
var tableHeadings = []tableHeading{
	{report.Disclosure, "二、主动公开政府信息情况"},
	{report.Application, "三、收到和处理政府信息公开申请情况"},
	{report.Remedy, "四、政府信息公开行政复议、行政诉讼情况"},
}

func (p *comparePage) addTables(c *report.Comparison) {
	for _, h := range tableHeadings {
		t := comparedTable{ID: h.key, Heading: h.heading}
		for _, change := range c.Cells {
			if chapterOf(change.Code) != h.key || change.OldMark == "absent" && change.NewMark == "absent" {
				continue
			}
			into, caption := &t.Same, h.heading+"：没有变化的项目"
			if change.IsChanged() {
				into, caption = &t.Changed, h.heading+"：有变化的项目"
			}
			if *into == nil {
				*into = p.comparedCells(caption)
			}
			(*into).Rows = append((*into).Rows, p.cellOf(change))
		}
		if t.Changed != nil || t.Same != nil {
			p.Tables = append(p.Tables, t)
		}
	}
}

func (p *comparePage) comparedCells(caption string) *comparedCells {
	return &comparedCells{Caption: caption, Old: p.Old.Year, New: p.New.Year}
}

func (p *comparePage) cellOf(c report.Change) comparedCell {
	d := comparedCell{Label: c.Label, Address: cellPath(p.Organ.ID, c.Code), Old: marked(c.Old, c.OldMark), New: marked(c.New, c.NewMark)}
	if c.Difference != nil {
		d.By = signed(*c.Difference)
	}
	if c.Percent != nil {
		d.Percent = signed(*c.Percent) + "%"
		if c.Percent.IsInteger() {
			d.Percent = signed(*c.Percent) + ".0%"
		}
	}
	return d
}

// marked is a figure of a comparison in words that tell zero, blank and absent
// apart.
func marked(n *report.Number, mark string) string {
	if n != nil {
		return shown(*n)
	}
	return markWords[mark]
}

var markWords = map[string]string{"blank": "未填", "not_applicable": "不适用", "text": "文字", "absent": "没有这一格"}

// signed writes a number with its sign: +14, −3, 0.
func signed(n report.Number) string {
	if n.Sign() > 0 {
		return "+" + shown(n)
	}
	return shown(n)
}

// addEditions sets what the forms do not share side by side.
func (p *comparePage) addEditions(c *report.Comparison, before, after *report.Report) {
	e := &editions{Otherwise: p.comparedCells("其他处理的合计")}
	for _, column := range after.Edition.Columns {
		was, now := groupSum(before, "otherwise_handled", column.Key), groupSum(after, "otherwise_handled", column.Key)
		change := report.Change{Old: &was, New: &now}
		by := now.Sub(was)
		change.Difference = &by
		if percent, ok := report.Rate(by, was); ok {
			change.Percent = &percent
		}
		d := p.cellOf(change)
		d.Label, d.Address = "（六）其他处理·"+column.Label, ""
		e.Otherwise.Rows = append(e.Otherwise.Rows, d)
	}
	e.OnlyOld, e.OnlyNew = p.standings(p.Old, c.OnlyOld), p.standings(p.New, c.OnlyNew)
	p.Editions = e
}

func (p *comparePage) standings(of side, all []report.Standing) *standings {
	if len(all) == 0 {
		return nil
	}
	out := &standings{Form: of.Form, Year: of.Year}
	for _, s := range all {
		out.Rows = append(out.Rows, standing{s.Label, cellPath(p.Organ.ID, s.Code), marked(s.Value, s.Mark)})
	}
	return out
}

func textOf(t report.TextComparison, limit float64) comparedText {
	c := comparedText{Heading: t.Heading, Says: strings.TrimPrefix(t.Says(limit), t.Heading+"："), Alike: t.Alike}
	for _, m := range t.Paragraphs {
		if m.Enough && m.Share > limit {
			c.Paragraphs = append(c.Paragraphs, comparedParagraph{m.Text, m.Previous, fmt.Sprintf("%.1f%%", m.Share*100)})
		}
	}
	return c
}
