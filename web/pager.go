package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// A Pager leads through a list that has more than one page.
type Pager struct {
	Total, From, To int    // entries, counted from 1
	Page, Pages     int    // counted from 1
	Unit            string // 件, 条
	base            url.URL
}

// NewPager returns the pager of a list of total entries, size on a page, of which
// page is shown; base is the address of the list with its filters.
func NewPager(total, page, size int, unit string, base url.URL) Pager {
	p := Pager{Total: total, Pages: max(1, (total+size-1)/size), Unit: unit, base: base}
	p.Page = min(max(page, 1), p.Pages)
	p.From, p.To = min((p.Page-1)*size+1, total), min(p.Page*size, total)
	return p
}

// PageOf reads the number of the page asked for; everything else is the first.
func PageOf(query url.Values) int {
	n, err := strconv.Atoi(query.Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// Says is the line beside the links: 47条，第1—5条.
func (p Pager) Says() string {
	if p.Total == 0 {
		return "0" + p.Unit
	}
	return fmt.Sprintf("%s%s，第%d—%d%s", Thousands(strconv.Itoa(p.Total)), p.Unit, p.From, p.To, p.Unit)
}

// Address is the address of one page of the list.
func (p Pager) Address(page int) string {
	query := p.base.Query()
	query.Del("page")
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	return (&url.URL{Path: p.base.Path, RawQuery: query.Encode()}).String()
}

// Numbers are the pages to link to: the first, the last, and those around the
// present one; 0 stands for a gap.
func (p Pager) Numbers() (numbers []int) {
	for n := 1; n <= p.Pages; n++ {
		near := n == 1 || n == p.Pages || n >= p.Page-2 && n <= p.Page+2
		switch {
		case near:
			numbers = append(numbers, n)
		case !slices.Contains(numbers[len(numbers)-1:], 0):
			numbers = append(numbers, 0)
		}
		if !near && n > p.Page+2 { // leap over the gap
			n = p.Pages - 1
		}
	}
	return numbers
}

// Previous and Next are the pages beside the present one, 0 for none.
func (p Pager) Previous() int { return p.Page - 1 }

// Next is the page after the present one, 0 for none.
func (p Pager) Next() int {
	if p.Page == p.Pages {
		return 0
	}
	return p.Page + 1
}
