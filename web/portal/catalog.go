package portal

import (
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/web"
)

// A catalogPage is the catalogue (公开目录) of what an organ disclosed on its
// own, with the public fields of its register of items. It is made anew for each
// request: the register changes without anything being published.
type catalogPage struct {
	organPage
	Query    string
	Fields   []choice // year, category, clause, channel
	Total    int64    // of the year
	InYear   string   // 2024年, 历年
	Download string   // parameters of the file
	Sorts    []sum    // by category
	Channels []sum
	Rows     []item
	Pager    web.Pager
	Empty    *web.Empty
}

// A choice is a filter and its options.
type choice struct {
	Name, Label, Any string
	Chosen           string
	Options          []register.Option
}

// A sum is how many items there are of a sort, and where they are listed.
type sum struct {
	Label   string
	N       int64
	Address string
}

// An item is one row of the catalogue.
type item struct {
	Title, Link, Number, Category, Clause, Channels, Unit string
	Published, Made                                       string
}

const itemsShown = 50

func (p *Portal) catalog(w http.ResponseWriter, r *http.Request) error {
	head, err := p.organPage(r, "/catalog")
	if err != nil {
		return err
	}
	ctx, query := r.Context(), r.URL.Query()
	page := &catalogPage{organPage: *head, Query: trimQuery(query.Get("q"))}
	first, last, err := p.store.DisclosedYears(ctx, page.Organ.ID)
	if err != nil {
		return err
	}
	filter := page.filter(query.Get, first, last)
	sums, err := p.store.DisclosedSums(ctx, page.Organ.ID, filter.Year)
	if err != nil {
		return err
	}
	page.sum(sums, filter.Year)
	page.Download = withoutPage(query)
	n := web.PageOf(query)
	found, err := p.store.Disclosed(ctx, filter, n, itemsShown)
	if err != nil {
		return err
	}
	page.Pager = web.NewPager(found.Total, n, itemsShown, "条", *r.URL)
	for _, e := range found.Entries {
		page.Rows = append(page.Rows, itemOf(e.Values))
	}
	if len(page.Rows) == 0 {
		page.Empty = page.nothing(first != 0)
	}
	return p.area.Render(w, r, http.StatusOK, "catalog", page)
}

// filter reads what is asked for; what the register does not know is as if it
// were not asked.
func (p *catalogPage) filter(typed func(string) string, first, last int) store.DisclosedFilter {
	var years []register.Option
	for y := last; y >= first && y > 0; y-- {
		years = append(years, register.Option{Key: strconv.Itoa(y), Label: strconv.Itoa(y) + "年"})
	}
	p.Fields = []choice{{Name: "year", Label: "年度", Any: "全部年度", Options: years}}
	for _, f := range []struct{ name, key, label, any string }{{"category", "category", "信息类别", "全部类别"}, {"clause", "clause", "公开的依据", "全部依据"}, {"channel", "channels", "公开渠道", "全部渠道"}} {
		p.Fields = append(p.Fields, choice{Name: f.name, Label: f.label, Any: f.any, Options: register.Item.Field(f.key).Choices})
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if word := typed(f.Name); slices.ContainsFunc(f.Options, func(o register.Option) bool { return o.Key == word }) {
			f.Chosen = word
		}
	}
	year, _ := strconv.Atoi(p.Fields[0].Chosen)
	return store.DisclosedFilter{Organ: p.Organ.ID, Year: year, Category: p.Fields[1].Chosen, Clause: p.Fields[2].Chosen, Channel: p.Fields[3].Chosen, Text: p.Query}
}

// sum tells how many items there are by category and by channel.
func (p *catalogPage) sum(sums map[report.Code]int64, year int) {
	p.Total, p.InYear = sums[register.ItemsDisclosed], "历年"
	address := organPath(p.Organ.ID) + "/catalog?"
	if year != 0 {
		p.InYear = strconv.Itoa(year) + "年"
		address += "year=" + strconv.Itoa(year) + "&"
	}
	for _, of := range []struct {
		into *[]sum
		name string
		all  []register.Option
		code func(string) report.Code
	}{{&p.Sorts, "category", p.Fields[1].Options, register.CategoryCode}, {&p.Channels, "channel", p.Fields[3].Options, register.ChannelCode}} {
		for _, o := range of.all {
			if n := sums[of.code(o.Key)]; n > 0 {
				*of.into = append(*of.into, sum{o.Label, n, address + of.name + "=" + o.Key})
			}
		}
	}
}

// withoutPage are the parameters of the list as its file takes them.
func withoutPage(query url.Values) string {
	query = maps.Clone(query)
	query.Del("page")
	return query.Encode()
}

// rowsAtOnce is how many items of a catalogue are in memory together.
const rowsAtOnce = 500

// catalogCSV sends the items of the filter as a table.
func (p *Portal) catalogCSV(w http.ResponseWriter, r *http.Request) error {
	head, err := p.organPage(r, "/catalog")
	if err != nil {
		return err
	}
	query := r.URL.Query()
	page := &catalogPage{organPage: *head, Query: trimQuery(query.Get("q"))}
	first, last, err := p.store.DisclosedYears(r.Context(), page.Organ.ID)
	if err != nil {
		return err
	}
	filter := page.filter(query.Get, first, last)
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="gongkai-catalog.csv"`)
	openToAll(w)
	write := csv.WritePlainRows
	if query.Get("bom") == "1" {
		write = csv.WriteRows
	}
	return p.together(func() error {
		var failed error
		if err := write(w, p.catalogRows(r, filter, &failed)); err != nil || failed != nil {
			panic(http.ErrAbortHandler) // a part must not pass for the whole
		}
		return nil
	})
}

func (p *Portal) catalogRows(r *http.Request, filter store.DisclosedFilter, failed *error) iter.Seq[[]paper.Cell] {
	return func(yield func([]paper.Cell) bool) {
		yield(texts("名称", "文号或者索引号", "类别", "公开的依据", "公开日期", "形成日期", "公开渠道", "提供单位", "网址"))
		for n := 1; ; n++ {
			found, err := p.store.Disclosed(r.Context(), filter, n, rowsAtOnce)
			if *failed = err; err != nil {
				return
			}
			for _, e := range found.Entries {
				one := itemOf(e.Values)
				if !yield(texts(one.Title, one.Number, one.Category, one.Clause, e.Values["published_on"], e.Values["made_on"], one.Channels, one.Unit, one.Link)) {
					return
				}
			}
			if len(found.Entries) < rowsAtOnce {
				return
			}
		}
	}
}

func itemOf(v register.Values) item {
	show := func(key string) string { return register.Item.Show(key, v) }
	one := item{Title: show("title"), Number: show("number"), Category: show("category"), Clause: show("clause"), Channels: show("channels"),
		Unit: show("unit"), Published: show("published_on"), Made: show("made_on")}
	if address := v["address"]; strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		one.Link = address
	}
	return one
}

func (p *catalogPage) nothing(isThere bool) *web.Empty {
	if !isThere {
		return &web.Empty{Fact: "还没有登记主动公开的信息。", Next: "登记以后在这里列出。"}
	}
	return &web.Empty{Fact: "没有找到符合条件的信息。", Next: "请换一个词或者少选一项。", Links: []web.Link{{Text: "全部信息", Address: organPath(p.Organ.ID) + "/catalog"}}}
}
