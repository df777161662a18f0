package desk

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A formPage is a page with one form that leads to one step.
type formPage struct {
	web.Page
	Head   string
	Quiet  string // below the head
	Notice *web.Notice
	stopping
	Fields web.Fields
	// Findings are what the checks say of a report, read before its step is taken.
	Findings []foundLine
	// Version is that of what the form changes, as the page shows it; 0 where
	// there is none.
	Version int64
	// Kept names the fields that show what the records hold, so that a person
	// who was overtaken can be told what they hold now.
	Kept []string
	Verb string // what the button does
	// Second is a button that shows the form again with something reckoned, "" for
	// none.
	Second string
	Why    string // below the button: what the step effects
	Back   web.Link
	// Running are facts below the form, of how the program runs where FactsHead
	// says nothing else.
	Running   []web.Fact
	FactsHead string
}

// A stopping is what a page shows in the place of its form where what the form is
// for cannot be done now: why, and what somebody has typed all the same.
type stopping struct {
	Stopped *web.Notice // nil for a page that has its form
	Lost    []lostText
}

// A lostText is what was typed into one field.
type lostText struct {
	Label string
	Lines []string
}

// halt takes the form away.
func (s *stopping) halt(verb string, says ...string) {
	s.Stopped = &web.Notice{Kind: "must", Title: "现在不能" + verb, Says: says}
}

// lose tells what was typed into a form that is taken away, so that it can be
// copied to where it belongs.
func (s *stopping) lose(fields web.Fields, typed func(string) string) {
	for _, f := range fields {
		switch f.Control {
		case web.HiddenControl, web.PasswordControl, web.FileControl, web.CheckControl, web.RadioControl, web.SelectControl:
			continue
		}
		if text := typed(f.Name); text != "" && text != f.Value {
			s.Lost = append(s.Lost, lostText{f.Label, strings.Split(text, "\n")})
		}
	}
}

// refuseStopped is for whoever has sent a form that its page has lost: what the
// step was refused for stands before why there is no form. It returns the status
// of the page, 0 for an error that is no matter of the form.
func (d *Desk) refuseStopped(r *http.Request, s *stopping, err error) int {
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return 0
	}
	var says []string
	for _, p := range problems {
		if p.Kind != problem.KindInvalid && !slices.Contains(s.Stopped.Says, p.Sentence()) {
			says = append(says, p.Sentence())
		}
	}
	s.Stopped.Says = append(says, s.Stopped.Says...)
	return problems[0].Kind.Status()
}

// stop takes the form away, because what it is for cannot be done now.
func (p *formPage) stop(says ...string) {
	verb, _, _ := strings.Cut(p.Verb, "，")
	p.halt(verb, says...)
}

// stopFor is stop with what a step was refused for, if it was.
func (p *formPage) stopFor(why *problem.Error) {
	if why != nil {
		p.stop(why.Sentence())
	}
}

// showForm answers GET with the form, filled with what was typed before the
// session ended, if anything was.
func (d *Desk) showForm(w http.ResponseWriter, r *http.Request, p *formPage) error {
	typed, ok := visitOf(r).typed()
	switch {
	case ok && p.Stopped != nil:
		p.lose(p.Fields, typed)
	case ok:
		p.Fields.Fill(typed)
		p.Version = versionIn(typed, p.Version)
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "form", p)
}

var keptNotice = &web.Notice{Kind: "ok", Title: "刚才填写的内容都在下面", Says: []string{"登录超时前没有保存。请核对后再次提交；密码和文件需要重新填写或选择。"}}

// typedIn returns what was typed into a form, cleaned of what no keyboard types.
func typedIn(r *http.Request) (func(string) string, error) {
	form, err := formOf(r)
	if err != nil {
		return nil, err
	}
	return func(name string) string { return clean(form.Get(name)) }, nil
}

// versionIn is the version that the page had shown.
func versionIn(typed func(string) string, otherwise int64) int64 {
	n, err := strconv.ParseInt(typed("version"), 10, 64)
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}

// A sending is what sending the form of a page does.
type sending struct {
	on store.Subject // with the version that the page shows
	// step is made of what was typed; an error is told at the fields.
	step func(typed func(string) string) (store.Step, error)
	next string // where it leads
	// elsewhere is where those are led who ask for a page that has nothing to do,
	// "" for one that has.
	elsewhere string
	// isDone says that the same person has sent the form before, or that what it asks
	// for is so already: there is nothing to be taken.
	isDone bool
}

// A formMaker makes the page with a form, and says what sending it does.
type formMaker func(r *http.Request) (*formPage, sending, error)

// form are the rows of a page with one form that leads to one step.
func (d *Desk) form(path string, may account.Action, maker formMaker) []route {
	show := func(w http.ResponseWriter, r *http.Request) error {
		p, s, err := maker(r)
		switch {
		case err != nil:
			return err
		case s.elsewhere != "":
			return web.SeeOther(w, r, s.elsewhere)
		}
		return d.showForm(w, r, p)
	}
	take := func(w http.ResponseWriter, r *http.Request) error {
		typed, err := typedIn(r)
		if err != nil {
			return err
		}
		p, s, err := maker(r)
		switch {
		case err != nil:
			return err
		case s.isDone:
			return web.SeeOther(w, r, s.next)
		}
		step, err := s.step(typed)
		if err != nil {
			return d.refuseForm(w, r, p, typed, err)
		}
		return d.takeForm(w, r, p, typed, seen(s.on, typed), step, s.next)
	}
	return both(path, may, show, take)
}

// seen is what a step is about, of the version that the page had shown whose form
// was sent. What is right whatever was done meanwhile has [store.AnyVersion].
func seen(on store.Subject, typed func(string) string) store.Subject {
	if on.Version != store.AnyVersion {
		on.Version = versionIn(typed, on.Version)
	}
	return on
}

// always is the step of a form in which nothing is typed.
func always(s store.Step) func(func(string) string) (store.Step, error) {
	return func(func(string) string) (store.Step, error) { return s, nil }
}

// because is the step of a form that asks for a reason.
func because(step func(reason string) store.Step) func(func(string) string) (store.Step, error) {
	return func(typed func(string) string) (store.Step, error) { return step(typed("reason")), nil }
}

// takeForm does the form's step and leads on; a step that is refused for what
// was typed shows the form again.
func (d *Desk) takeForm(w http.ResponseWriter, r *http.Request, p *formPage, typed func(string) string, on store.Subject, step store.Step, next string) error {
	_, err := d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
	if err == nil {
		return web.SeeOther(w, r, next)
	}
	return d.refuseForm(w, r, p, typed, err)
}

// refuseForm shows the form again with all that was typed and what is wrong
// with it.
func (d *Desk) refuseForm(w http.ResponseWriter, r *http.Request, p *formPage, typed func(string) string, err error) error {
	if p.Stopped != nil {
		p.lose(p.Fields, typed)
		if code := d.refuseStopped(r, &p.stopping, err); code != 0 {
			return d.area.Render(w, r, code, "form", p)
		}
		return err
	}
	meanwhile := p.meanwhile(typed, err)
	p.Fields.Fill(typed)
	notice, code, ok := d.blame(r, err, p.Fields)
	if !ok {
		return err
	}
	if p.Notice = notice; notice != nil {
		notice.Says = append(notice.Says, meanwhile...)
	}
	return d.area.Render(w, r, code, "form", p)
}

// blame puts the problems of a form at its fields and returns those that belong
// to none as a notice, with the status of the page. ok is false for an error
// that is no matter of the form.
func (d *Desk) blame(r *http.Request, err error, fields web.Fields) (notice *web.Notice, code int, ok bool) {
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return nil, 0, false
	}
	code = problems[0].Kind.Status()
	if rest := fields.Blame(problems...); len(rest) > 0 {
		notice = &web.Notice{Kind: "must"}
		for _, p := range rest {
			notice.Says = append(notice.Says, p.Sentence())
		}
	}
	return notice, code, true
}

// problemsOf are the problems for which the form is shown again with what was
// typed: those that a person can mend in it, and a database that takes nothing
// at the moment. That is told to the operator too, as if the request had failed.
func (d *Desk) problemsOf(r *http.Request, err error) []*problem.Error {
	var many store.Faults
	if errors.As(err, &many) {
		return many
	}
	p := problem.Of(err)
	switch p.Kind {
	case problem.KindInvalid, problem.KindConflict, problem.KindRefused:
		return []*problem.Error{p}
	}
	if !web.IsTold(p) {
		return nil
	}
	d.server.LogFailure(r, err)
	return []*problem.Error{p}
}

// dayIn reads a date as people write it; the zero date for nothing typed. What
// cannot be read is a problem at the field.
func dayIn(typed func(string) string, field string) (calendar.Date, *problem.Error) {
	text := typed(field)
	if text == "" {
		return 0, nil
	}
	day, err := calendar.ParseWritten(text)
	if err != nil {
		return 0, problem.Of(err).At(field)
	}
	return day, nil
}

// first puts the fault of what could not be read before those of the rest, and
// leaves out what the law says of the same field.
func first(wrong *problem.Error, faults []*problem.Error) store.Faults {
	if wrong == nil {
		return faults
	}
	all := store.Faults{wrong}
	for _, f := range faults {
		if f.Field != wrong.Field {
			all = append(all, f)
		}
	}
	return all
}

// maxCode bounds short texts that no package of the law bounds.
const maxCode = 60

func tooLong(label string, n, most int) *problem.Error {
	return problem.Invalid("%s有%d个字，最多%d个字", label, n, most).Try("请缩短")
}

var noSuperior = problem.Invalid("没有选择所属政府").Try("请从列表中选择").At("superior")

// yes is the value of a box that is ticked.
func yes(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

// typedDay writes a date as a field holds it; "" for none.
func typedDay(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Chinese()
}
