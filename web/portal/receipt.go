package portal

import (
	"net/http"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/web"
)

// A receiptPage confirms that an application was received (登记回执). It alone
// shows the query code.
type receiptPage struct {
	web.Page
	Number   string
	Code     string
	Organ    string
	Work     *organ.Unit
	Asked    []string
	Files    int
	Received calendar.Date
	Reckoned reckoning
	Rule     string // which day is the day of receipt
	Cite     law.Citation
}

func (p *Portal) receipt(w http.ResponseWriter, r *http.Request) error {
	c, fresh, err := p.following(r)
	switch {
	case err != nil:
		return err
	case c == nil:
		return web.SeeOther(w, r, "/track")
	case !fresh:
		return web.SeeOther(w, r, "/track/case")
	}
	o, err := p.store.Organ(r.Context(), c.Organ)
	if err != nil {
		return err
	}
	units, err := p.store.Units(r.Context(), c.Organ)
	if err != nil {
		return err
	}
	clock, err := p.store.Clock(r.Context())
	if err != nil {
		return err
	}
	page := &receiptPage{
		Page:   web.Page{Title: "申请已收到", Column: "依申请公开", Current: "/apply", Crumb: []web.Link{homeLink, {Text: "申请公开", Address: "/apply"}, {Text: "登记回执"}}},
		Number: c.Number, Code: p.store.QueryCode(c.CaseRow), Organ: o.Name, Work: organ.InformationOffice(units, p.store.Today()),
		Files: len(c.Files), Received: c.ReceivedOn, Reckoned: reckon(&c.Course, clock, p.store.Today()),
	}
	page.Code = page.Code[:len(page.Code)/2] + "-" + page.Code[len(page.Code)/2:]
	page.Rule, page.Cite = c.Course.Channel.Rule()
	for _, item := range c.Course.Items {
		page.Asked = append(page.Asked, item.Asked)
	}
	return p.area.Render(w, r, http.StatusOK, "receipt", page)
}
