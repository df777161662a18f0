package web

import (
	"context"

	"gongkai/law/report"
	"gongkai/office/store"
)

// MadeUp is a report of a demonstration as its files show it: the title says that it
// is made up, as every page does. What is downloaded leaves the pages.
func MadeUp(r *report.Report) *report.Report {
	marked := *r
	marked.Title += "（虚构）"
	return &marked
}

// SiteOf reads the words of header and footer from what the office has set.
func SiteOf(s *store.Store) func(context.Context) Site {
	return func(ctx context.Context) Site {
		set, err := s.Site(ctx)
		if err != nil { // a page without its footer is better than none
			return Site{}
		}
		return Site{Organ: set.Name, Host: set.Sponsor, Operator: set.Organizer, Phone: set.Phone,
			IDCode: set.SiteCode, ICP: set.ICP, Police: set.PoliceCode, Demo: set.Demo != store.NoDemo}
	}
}
