package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/web"
)

// filter reads the query of an address. What a person may not see is neither
// searched nor sorted by: the order would tell it.
func (b *book) filter(from url.Values) store.EntryFilter {
	q := b.Query(from)
	if b.open && q.Sort == register.SortParty {
		q.Sort = register.SortDay
	}
	return store.EntryFilter{Organ: b.organ.ID, Register: b.Key, Query: q, Open: b.open}
}

// filterFields are the fields of the form above the list.
func (b *book) filterFields(from url.Values, q register.Query, today calendar.Date) web.Fields {
	years := []web.Option{{Value: "", Label: "全部年份"}}
	oldest := min(today.Year()-7, today.Year())
	if q.Year > today.Year() || q.Year != 0 && q.Year < oldest {
		years = append(years, web.Option{Value: strconv.Itoa(q.Year), Label: strconv.Itoa(q.Year) + "年"})
	}
	for y := today.Year(); y >= oldest; y-- {
		years = append(years, web.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y) + "年"})
	}
	year := ""
	if q.Year != 0 {
		year = strconv.Itoa(q.Year)
	}
	fields := web.Fields{
		{Name: "q", Label: "查找", Hint: b.searched(), Value: q.Text},
		{Name: "year", Label: "年份", Control: web.SelectControl, Options: years, Value: year},
		askedDay("from", b.Field(b.Day).Label+"从", from, q.From),
		askedDay("until", "到", from, q.Until),
	}
	if f := b.Field(b.Kind); f != nil {
		options := []web.Option{{Value: "", Label: "全部"}}
		for _, o := range f.Choices {
			options = append(options, web.Option{Value: o.Key, Label: o.Label})
		}
		fields = append(fields, web.Field{Name: "kind", Label: f.Label, Control: web.SelectControl, Options: options, Value: q.Kind})
	}
	return append(fields, web.Field{Name: "state", Label: "登记状态", Control: web.SelectControl, Value: string(q.State), Options: []web.Option{
		{Value: "", Label: "全部"}, {Value: string(register.Current), Label: register.Current.Label()}, {Value: string(register.Withdrawn), Label: register.Withdrawn.Label()}}})
}

// askedDay is a day of the filter. What was typed and is no day is shown again
// and said to be left out: the list must not pass for what was asked for.
func askedDay(name, label string, from url.Values, day calendar.Date) web.Field {
	f := web.Field{Name: name, Label: label, Value: day.String(), Width: "short"}
	typed := strings.TrimSpace(from.Get(name))
	if typed == "" {
		return f
	}
	switch read, err := calendar.ParseWritten(typed); {
	case err != nil:
		f.Value, f.Error = typed, problem.Of(err).Sentence()
	case read < register.EarliestDay:
		f.Value, f.Error = typed, fmt.Sprintf("%s早于%s。", read.Chinese(), register.EarliestDay.Chinese())
	}
	return f
}

// searched names what the search looks in.
func (b *book) searched() string {
	var labels []string
	for i := range b.Fields {
		if f := &b.Fields[i]; f.Search {
			labels = append(labels, f.Label)
		}
	}
	return strings.Join(labels, "、")
}

// order says how the list is sorted.
func (b *book) order(q register.Query) string {
	label, ways := "登记时间", [2]string{"从早到晚", "从晚到早"}
	for i := range b.Fields {
		if s := b.SortOf(b.Fields[i].Key); s != "" && s == q.Sort {
			label = b.Fields[i].Label
		}
	}
	switch q.Sort {
	case register.SortNumber, register.SortParty:
		ways = [2]string{"升序", "降序"}
	case register.SortAmount:
		ways = [2]string{"从小到大", "从大到小"}
	}
	if q.Ascending {
		return "按" + label + ways[0]
	}
	return "按" + label + ways[1]
}
