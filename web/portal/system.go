package portal

import (
	"net/http"

	"gongkai/law/organ"
	"gongkai/web"
)

// A systemPage tells how an organ is set up for disclosure: its leading group,
// its offices and the staff in them. It shows the numbers of offices, never of
// persons.
type systemPage struct {
	organPage
	Group *organ.LeadingGroup // as of today
	Seats []seats
	Units []organ.Unit
	Staff []staff
}

// Seats are the people of one position of the leading group.
type seats struct {
	Label string
	Seats []organ.Seat
}

// A staff is the information staff of one office.
type staff struct {
	Unit               string
	FullTime, PartTime int
	Duties             []string
}

func (p *Portal) system(w http.ResponseWriter, r *http.Request) error {
	head, err := p.organPage(r, "/system")
	if err != nil {
		return err
	}
	page := &systemPage{organPage: *head}
	ctx, o, today := r.Context(), head.Organ, p.store.Today()
	units, err := p.store.Units(ctx, o.ID)
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.StandsOn(today) {
			page.Units = append(page.Units, u)
		}
	}
	people, err := p.store.Staff(ctx, o.ID)
	if err != nil {
		return err
	}
	for _, one := range people {
		if one.StandsOn(today) {
			page.count(one)
		}
	}
	group, ok, err := p.store.LeadingGroup(ctx, o.ID, today)
	if err != nil {
		return err
	}
	if ok {
		page.Group = &group
		for _, position := range organ.Positions() {
			if people := group.Named(position); len(people) > 0 {
				page.Seats = append(page.Seats, seats{position.Label(), people})
			}
		}
	}
	return p.area.Render(w, r, http.StatusOK, "system", page)
}

// count adds one of the staff to the office where they work.
func (p *systemPage) count(one organ.Staffer) {
	at := -1
	for i := range p.Staff {
		if p.Staff[i].Unit == one.Unit {
			at = i
		}
	}
	if at < 0 {
		at = len(p.Staff)
		p.Staff = append(p.Staff, staff{Unit: one.Unit})
	}
	s := &p.Staff[at]
	if one.FullTime {
		s.FullTime++
	} else {
		s.PartTime++
	}
	if one.Duty != "" {
		s.Duties = append(s.Duties, one.Duty)
	}
}

// Empty says that nothing is recorded, nil where something is.
func (p *systemPage) Empty() *web.Empty {
	if p.Group != nil || len(p.Units)+len(p.Staff) > 0 {
		return nil
	}
	return &web.Empty{Fact: "还没有登记机构和领导小组。", Next: "登记以后在这里公布。"}
}
