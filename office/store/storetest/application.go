package storetest

import (
	"strconv"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/account"
	"gongkai/office/store"
)

// Application is a made-up application of a citizen through the portal.
func Application() application.Submit {
	return application.Submit{
		Channel: application.Online, Delivery: application.DeliverOnline,
		Applicants: []application.Applicant{{
			Kind: application.NaturalPerson, Name: "周明", Identity: "000000199001010000", Phone: "13800000000", Email: "zhouming@example.com",
		}},
		Items: []application.Item{{N: 1, Asked: "向阳村2023年第4批次征地补偿安置方案"}},
	}
}

// OpenCase opens a case of the township through the portal.
func (o *Office) OpenCase(t testing.TB, submit application.Submit) store.Case {
	t.Helper()
	taken := o.MustTake(t, store.Actor{Applicant: true}, store.Subject{Organ: o.Township}, store.OpenCase{Submit: submit})
	return o.MustCase(t, taken.Subject.ID)
}

// MustCase reads a case of the township.
func (o *Office) MustCase(t testing.TB, id int64) store.Case {
	t.Helper()
	c, err := o.Case(t.Context(), o.Township, id)
	if err != nil {
		t.Fatalf("Case(%d): %v", id, err)
	}
	return c
}

// Step takes a step on a case that has to succeed, today.
func (o *Office) Step(t testing.TB, by store.Actor, id int64, step application.Step) store.Case {
	t.Helper()
	return o.StepOn(t, by, id, step, 0)
}

// StepOn takes a step that happened on a day, zero for today.
func (o *Office) StepOn(t testing.TB, by store.Actor, id int64, step application.Step, on calendar.Date) store.Case {
	t.Helper()
	o.MustTake(t, by, store.Subject{Organ: o.Township, ID: id, Version: store.AnyVersion}, store.CaseStep{Step: step, On: on})
	return o.MustCase(t, id)
}

// Decide drafts, reviews, approves and sends a reply that gives every item one
// outcome.
func (o *Office) Decide(t testing.TB, id int64, outcome application.Outcome) store.Case {
	t.Helper()
	c := o.MustCase(t, id)
	var draft application.Draft
	for _, item := range c.Course.Items {
		d := application.Decision{Item: item.N, Outcome: outcome, Reasons: "依法办理。"}
		if articles := outcome.Articles(); len(articles) > 0 {
			d.Articles = []string{articles[0].String()}
		}
		draft.Decisions = append(draft.Decisions, d)
	}
	o.Step(t, o.Clerk, id, draft)
	o.Step(t, o.Reviewer, id, application.Review{})
	o.Step(t, o.Approver, id, application.Approve{})
	return o.Step(t, o.Clerk, id, application.Reply{Number: "石桥公复〔2025〕1号"})
}

// Hire makes a person who handles cases for an inner office of the township.
func (o *Office) Hire(t testing.TB, login, name, unit string) store.Actor {
	t.Helper()
	p := o.person(t, login, name, o.Township, account.Post{Role: account.Handler, Unit: unit})
	o.settle(t)
	return p
}

// OpenAlike opens n cases of the township that ask for the same, of people who
// are called by their number.
func (o *Office) OpenAlike(t testing.TB, n int) (all []store.Case) {
	t.Helper()
	for i := range n {
		submit := Application()
		submit.Applicants[0].Name = "周明" + string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10])
		submit.Applicants[0].Identity = "11010119900101" + strconv.Itoa(1000+i)
		all = append(all, o.OpenCase(t, submit))
	}
	return all
}
