package demo

import (
	"cmp"
	"context"
	"fmt"
	"hash/crc32"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/store"
)

// casesFor is how many working days ago the offices that handle their
// applications in the program began to. What came before stands in their
// registers.
const casesFor = 54

// inquirers are the offices that handle their applications in the program, and
// the inner office of each whose person takes part.
var inquirers = []struct{ key, unit string }{
	{county, "县政府办公室法制股"}, {"ziran", "耕地保护股"}, {"shijian", "法规股"}, {overdueTown, "社会事务办公室"},
}

// overdueTown is the town that leaves an application unanswered until its
// superior sees it.
const overdueTown = "liuwan"

// ago is the working day so many before the last one up to today.
func (f *filling) ago(n int) calendar.Date { return calendar.National().Before(f.today+1, n+1) }

// ahead is the working day so many after today.
func (f *filling) ahead(n int) calendar.Date { return calendar.National().After(f.today, n) }

// byHand leaves out what an office that handles its applications in the program
// did not enter by hand any more.
func (f *filling) byHand(o *office, book register.Key, all []*record) (kept []*record) {
	if book != register.Application.Key || o.handler.login == "" {
		return all
	}
	for _, r := range all {
		if r.versions[0].values.Date("received_on") < f.ago(casesFor) {
			kept = append(kept, r)
		}
	}
	return kept
}

// handedIn counts the applications that an organ received as cases in a year.
func (f *filling) handedIn(o *office, year int) (n int) {
	for _, c := range f.courses() {
		if c.o == o && c.received().Year() == year {
			n++
		}
	}
	return n
}

// cases plans the applications that are handled in the program: who may, from
// the first day on, and what becomes of each.
func (f *filling) cases() {
	f.later(f.ago(casesFor), 25, func(ctx context.Context) error {
		for _, at := range inquirers {
			o := f.of(at.key)
			if err := f.enrol(ctx, &o.handler, o, account.Post{Role: account.Handler, Unit: at.unit}); err != nil {
				return err
			}
		}
		o := f.of(county)
		return f.enrol(ctx, &o.counter, o, account.Post{Role: account.Clerk})
	})
	for i, c := range f.courses() {
		c.plan(40 + 11*i%190)
	}
}

// A caseCourse is one application and what becomes of it, step by step.
type caseCourse struct {
	f      *filling
	o      *office
	submit application.Submit
	came   int    // working days ago
	how    string // how its receipt was confirmed when it came, where that is needed
	with   *caseCourse
	acts   []act
	id     int64
}

// An act is what somebody does in the course of a case.
type act struct {
	ago int
	by  caseRole
	do  application.Step
}

// A caseRole is in whose part somebody of the office, or the applicant, acts.
type caseRole int

const (
	asker caseRole = iota
	clerk
	counter
	handler
	reviewer
	approver
)

// received is the day on which the application counts as received, zero while
// that is not settled.
func (c *caseCourse) received() calendar.Date {
	if !c.submit.Channel.NeedsConfirmation() || c.how != "" {
		return c.f.ago(c.came)
	}
	for _, a := range c.acts {
		if _, ok := a.do.(application.Receive); ok {
			return c.f.ago(a.ago)
		}
	}
	return 0
}

// then adds a step that somebody took so many working days ago.
func (c *caseCourse) then(ago int, by caseRole, steps ...application.Step) *caseCourse {
	for _, s := range steps {
		c.acts = append(c.acts, act{ago, by, s})
	}
	return c
}

// given gives the case to the inner office, whose person takes it.
func (c *caseCourse) given(ago int) *caseCourse {
	return c.then(ago, clerk, application.Assign{Unit: unitOf(c.o)}).then(ago, handler, application.TakeOver{})
}

// drafted has the inner office's person draft the reply, with the records that
// it needs: one outcome for each item, the last for those that follow.
func (c *caseCourse) drafted(ago int, outcomes ...application.Outcome) *caseCourse {
	draft := application.Draft{}
	for i, item := range c.submit.Items {
		outcome := outcomes[min(i, len(outcomes)-1)]
		d := application.Decision{Item: item.N, Outcome: outcome, Reasons: reasonsFor[outcome]}
		if articles := outcome.Articles(); len(articles) > 0 {
			d.Articles = []string{articles[0].String()}
		}
		if outcome.NeedsSearch() {
			c.then(ago+1, handler, application.Search{Item: item.N, Where: "档案室、电子公文系统", By: unitOf(c.o), Terms: firstWords(item.Asked), From: dateOf(2019, 1, 1), To: c.f.ago(ago + 1), Result: "没有找到"})
		}
		if outcome.NeedsWeighing() {
			c.then(ago+1, handler, application.Weigh{Item: item.N, Harm: "公开后会影响相关当事人的合法权益或者正常的工作秩序", Public: "不公开不会对公共利益造成重大影响"})
		}
		draft.Decisions = append(draft.Decisions, d)
	}
	return c.then(ago, handler, draft)
}

// replied has the case drafted, reviewed, signed and replied on working days that
// follow each other, the reply on the last.
func (c *caseCourse) replied(ago int, outcomes ...application.Outcome) *caseCourse {
	sign := application.Approve{}
	if len(outcomes) > 1 && len(c.submit.Items) > 1 {
		if _, ok := application.CaseOutcome(outcomes); !ok {
			sign.Principal = outcomes[0]
		}
	}
	return c.drafted(ago+3, outcomes...).then(ago+2, reviewer, application.Review{}).then(ago+1, approver, sign).then(ago, clerk, application.Reply{})
}

func firstWords(asked string) string {
	words := []rune(asked)
	return string(words[:min(len(words), 12)])
}

func unitOf(o *office) string {
	for _, at := range inquirers {
		if at.key == o.key {
			return at.unit
		}
	}
	return ""
}

// plan notes the course in the agenda, each day's steps in their order.
func (c *caseCourse) plan(minute int) {
	f := c.f
	f.later(f.ago(c.came), minute, c.open)
	last, n := c.came, 0
	for _, a := range c.acts {
		if n++; a.ago != last {
			last, n = a.ago, 0
		}
		f.later(f.ago(a.ago), minute+6*n, func(ctx context.Context) error { return c.take(ctx, a) })
	}
	if c.with != nil {
		f.later(f.ago(last), minute+6*(n+1), c.join)
	}
}

// open hands the application in: the applicant on the portal, the counter what
// came on paper.
func (c *caseCourse) open(ctx context.Context) error {
	by := store.Actor{Applicant: true}
	if c.submit.Channel != application.Online {
		by = c.person(counter).actor
	}
	taken, err := c.f.s.Take(ctx, by, store.Subject{Organ: c.o.id}, store.OpenCase{Submit: c.submit, How: c.how})
	c.id = taken.Subject.ID
	return c.told(err, "open")
}

func (c *caseCourse) told(err error, what string) error {
	if err != nil {
		return fmt.Errorf("%s, “%s”, %s: %w", c.o.name, c.submit.Items[0].Asked, what, err)
	}
	return nil
}

func (c *caseCourse) take(ctx context.Context, a act) error {
	by := c.person(a.by).actor
	if a.by == asker {
		one, err := c.f.s.Case(ctx, c.o.id, c.id)
		if err != nil {
			return err
		}
		by = store.Actor{Applicant: true, Code: c.f.s.QueryCode(one.CaseRow)}
	}
	if _, ok := a.do.(application.Reply); ok {
		c.o.answers++
		a.do = application.Reply{Number: c.o.number("公复", c.f.s.Today().Year(), c.o.answers)}
	}
	_, err := c.f.s.Take(ctx, by, c.subject(), store.CaseStep{Step: a.do})
	return c.told(err, application.Verb(a.do))
}

func (c *caseCourse) subject() store.Subject {
	return store.Subject{Kind: store.CaseKind, Organ: c.o.id, ID: c.id, Version: store.AnyVersion}
}

// join puts the case together with the other that asks for the same.
func (c *caseCourse) join(ctx context.Context) error {
	step := store.JoinCases{With: []store.CaseSeen{{ID: c.with.id, Version: store.AnyVersion}}, Reason: "两件申请的内容相同"}
	_, err := c.f.s.Take(ctx, c.o.clerk.actor, c.subject(), step)
	return c.told(err, "join")
}

func (c *caseCourse) person(r caseRole) person {
	o := c.o
	switch r {
	case counter:
		if o.counter.login != "" {
			return o.counter
		}
	case handler:
		return o.handler
	case reviewer:
		return o.reviewer
	case approver:
		return o.approver
	}
	return o.clerk
}

// An Inquiry is the application that the demonstration shows to whoever wants to
// follow one as its applicant.
type Inquiry struct{ Number, Code string }

// Shown finds the application to follow; its number is "" where it is gone.
func Shown(ctx context.Context, s *store.Store) (shown Inquiry, err error) {
	organs, err := s.Organs(ctx)
	if err != nil || len(organs) == 0 {
		return shown, err
	}
	page, err := s.Cases(ctx, store.CaseQuery{Organ: organs[0].ID, Show: store.ShowAll, Text: shownAsked})
	if err != nil {
		return shown, err
	}
	for _, c := range page.Cases {
		if c.Title == shownAsked {
			return Inquiry{Number: c.Number, Code: s.QueryCode(c)}, nil
		}
	}
	return shown, nil
}

// course begins the course of an application that came so many working days ago.
func (f *filling) course(key string, came int, channel application.Channel, who application.Applicant, asked ...string) *caseCourse {
	c := &caseCourse{f: f, o: f.of(key), came: came, submit: application.Submit{Channel: channel, Applicants: []application.Applicant{who}}}
	c.submit.Delivery = map[application.Channel]application.Delivery{
		application.Online: application.DeliverOnline, application.Counter: application.DeliverCounter, application.Email: application.DeliverOnline,
	}[channel]
	c.submit.Delivery = cmp.Or(c.submit.Delivery, application.DeliverPost)
	for i, text := range asked {
		c.submit.Items = append(c.submit.Items, application.Item{N: i + 1, Asked: text})
	}
	return c
}

// citizen is a private person who asks. Each has a number of their own, which
// nobody can have: the desk counts by it what somebody has asked in a month.
func citizen(name string) application.Applicant {
	return application.Applicant{Kind: application.NaturalPerson, Name: name, Identity: fmt.Sprintf("00000019900101%04d", markOf(name)), Phone: "13800000000", Address: "霁川县临泮街道（虚构地址）"}
}

// body is a legal person or another organization that asks.
func body(kind application.Kind, name string) application.Applicant {
	return application.Applicant{Kind: kind, Name: name, Identity: fmt.Sprintf("00000000000000%04d", markOf(name)), Phone: "13800000000", Address: "霁川县临泮街道（虚构地址）"}
}

// markOf makes four digits of a name, the same each time.
func markOf(name string) uint32 { return crc32.ChecksumIEEE([]byte(name)) % 10_000 }
