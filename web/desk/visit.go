package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A visit is one request as the desk sees it: the person, the organ it is about,
// and what the person typed before the session ended.
type visit struct {
	store.Session
	home  store.Organ // for which the person works
	organ store.Organ // of the address; home where it names none
	part  string      // the part of the organ that the address names
	kept  url.Values  // typed into this form when the session had ended, or nil
	tasks *taskList   // found once a request, see [Desk.tasks]
}

type visitKey struct{}

// visitOf returns the visit; nil on an address that no route knows.
func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

// holds says whether the person has the role at any organ.
func (v *visit) holds(role account.Role) bool {
	return slices.ContainsFunc(v.Posts, func(p account.Post) bool { return p.Role == role })
}

// typed is where a form shown by GET takes its values from: what was typed when
// the session had ended. ok is false where nothing was kept.
func (v *visit) typed() (value func(string) string, ok bool) {
	return func(name string) string { return clean(v.kept.Get(name)) }, v.kept != nil
}

// partID is the number of the part; 0 for a new one.
func (v *visit) partID() int64 {
	n, _ := strconv.ParseInt(v.part, 10, 64) // the page has looked it up
	return n
}

// guard stands before a page: it finds out who asks, keeps what strangers typed,
// and refuses what the person may not see.
func (d *Desk) guard(row route) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if row.sealed {
			*r = *r.WithContext(context.WithValue(r.Context(), memoryKey{}, row.most))
		}
		v, err := d.visit(r)
		if v == nil {
			return err
		}
		// The error page of this request shows the person's navigation too, so the
		// visit has to stand in the request that the caller holds.
		*r = *r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		if row.may == anyone {
			return row.handle(w, r)
		}
		if err != nil {
			return d.askToSignIn(w, r, v, err)
		}
		if v.Account.MustChange && !strings.HasPrefix(r.URL.Path, "/desk/password") {
			return d.askFor(w, r, v, "/desk/password")
		}
		if err := d.permit(r, v, row.may); err != nil {
			return err
		}
		return d.answer(w, r, v, row)
	}
}

// answer lets the page answer. What was kept of a form is forgotten once it has
// been sent and taken.
func (d *Desk) answer(w http.ResponseWriter, r *http.Request, v *visit, row route) error {
	n, err := strconv.ParseInt(r.URL.Query().Get("kept"), 10, 64)
	if err != nil {
		return row.handle(w, r)
	}
	if r.Method != http.MethodPost {
		path, body, err := d.store.KeptForm(r.Context(), v.Account.ID, n)
		if err == nil && path == r.URL.Path {
			v.kept, _ = url.ParseQuery(body) // our own encoding
		}
		return row.handle(w, r)
	}
	watched := &status{ResponseWriter: w}
	if err := row.handle(watched, r); err != nil || watched.code != http.StatusSeeOther {
		return err
	}
	return d.store.DropForm(r.Context(), v.Account.ID, n)
}

// A status notes the status of an answer.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader notes the status.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach the connection.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// visit finds out who asks. A visit with an error of kind SignIn is that of a
// stranger; its account's ID is set when the session was somebody's.
func (d *Desk) visit(r *http.Request) (*visit, error) {
	v := &visit{part: r.PathValue("part")}
	token := d.server.SessionToken(r)
	session, err := d.store.Session(r.Context(), token)
	v.Session = session
	if err != nil {
		if p := problem.Of(err); p.Kind != problem.KindSignIn {
			return nil, err
		}
		return v, err
	}
	at, err := d.organAsked(r)
	if err != nil {
		return nil, err
	}
	if v.home, err = d.store.Organ(r.Context(), v.homeAt(at)); err != nil {
		return nil, fmt.Errorf("find the organ of %v: %w", v.Account, err)
	}
	v.organ = v.home
	if at != 0 && at != v.home.ID {
		v.organ, err = d.store.Organ(r.Context(), at)
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// organAsked is the organ that the address names, 0 for none.
func (d *Desk) organAsked(r *http.Request) (organ.ID, error) {
	if text := r.PathValue("organ"); text != "" {
		return organ.ParseID(text)
	}
	return 0, nil
}

// homeAt is the organ the person works for: that of the address where they hold
// a post there, else that of their first post, else where they are employed.
func (v *visit) homeAt(asked organ.ID) organ.ID {
	for _, p := range v.Posts {
		if p.Organ == asked {
			return asked
		}
	}
	if len(v.Posts) > 0 && !slices.ContainsFunc(v.Posts, func(p account.Post) bool { return p.Organ == v.Account.Organ }) {
		return v.Posts[0].Organ
	}
	return v.Account.Organ
}

// permit says why the person may not see the page, if so.
func (d *Desk) permit(r *http.Request, v *visit, may account.Action) error {
	if may == person {
		return nil
	}
	if r.PathValue("organ") == "" {
		if v.May(may) {
			return nil
		}
		return d.forbidden(r.Context(), v, may, v.home.ID)
	}
	err := d.store.May(r.Context(), v.Account.ID, may, v.organ.ID)
	if p := problem.Of(err); p != nil && p.Kind == problem.KindForbidden {
		return d.forbidden(r.Context(), v, may, v.organ.ID)
	}
	return err
}

// forbidden tells a person whose affair it is and whom to ask.
func (d *Desk) forbidden(ctx context.Context, v *visit, may account.Action, at organ.ID) error {
	var roles []string
	for _, role := range account.Roles() {
		if account.May(role, may) && !role.IsNobodys() {
			roles = append(roles, role.Label())
		}
	}
	mine := v.rolesSay()
	switch {
	case mine == "":
		mine = "没有岗位"
	case slices.ContainsFunc(account.Roles(), func(role account.Role) bool { return v.holds(role) && account.May(role, may) }):
		mine += "，不在这个机关" // it would read as if the post did not allow what it does
	}
	says := fmt.Sprintf("“%s”由%s办理，您的岗位（%s）不能办理", may.Label(), strings.Join(roles, "、"), mine)
	if o, err := d.store.Organ(ctx, at); err == nil && at != v.home.ID {
		says = fmt.Sprintf("“%s”由%s的%s办理，您的岗位（%s）不能办理", may.Label(), o.Name, strings.Join(roles, "、"), mine)
	}
	return problem.Forbidden("%s", says).Try("需要这个岗位的，请联系安全管理员%s", d.securityAdmins(ctx, v))
}

// securityAdmins names who grants posts to the person.
func (d *Desk) securityAdmins(ctx context.Context, v *visit) string {
	all, err := d.store.Accounts(ctx, 0)
	if err != nil {
		return ""
	}
	var names []string
	for _, a := range all {
		for _, p := range a.Posts {
			if p.Role == account.SecurityAdmin && !a.Disabled && d.store.May(ctx, a.ID, account.AccountPost, v.home.ID) == nil {
				names = append(names, a.Name)
			}
		}
	}
	return strings.Join(names, "、")
}

// askToSignIn leads a stranger to the sign-in page and from there back.
func (d *Desk) askToSignIn(w http.ResponseWriter, r *http.Request, v *visit, err error) error {
	if isJSON(r) {
		return err
	}
	return d.askFor(w, r, v, "/desk/sign-in")
}

func isJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

// askFor leads to a page that has to be passed first. What was typed is kept for
// the person whose session it was.
func (d *Desk) askFor(w http.ResponseWriter, r *http.Request, v *visit, page string) error {
	back := r.URL.RequestURI()
	query := url.Values{}
	if r.Method == http.MethodPost {
		var n int64
		var err error
		if back, n, err = d.keep(r, v.Account.ID); err != nil {
			return err
		}
		query.Set("lapsed", "1")
		if n != 0 {
			query.Set("lapsed", "kept")
		}
	} else if v.Account.ID != 0 && page == "/desk/sign-in" {
		query.Set("lapsed", "2")
	}
	if back != "/desk/" {
		query.Set("back", back)
	}
	if len(query) > 0 {
		page += "?" + query.Encode()
	}
	return web.SeeOther(w, r, page)
}

// secrets are the fields that are never kept.
var secrets = []string{"password", "old", "again"}

// keep keeps the form that was sent, if it is somebody's, and returns the
// address that shows it again. A step that has no form of its own leads back to
// the page it was asked for on.
func (d *Desk) keep(r *http.Request, id account.ID) (back string, n int64, err error) {
	if !d.hasPage(r.URL.Path) {
		return referrer(r), 0, nil
	}
	back = r.URL.Path
	if id == 0 {
		return back, 0, nil
	}
	form, err := formOf(r)
	if err != nil {
		return "", 0, err
	}
	for _, name := range secrets {
		form.Del(name)
	}
	if len(form) == 0 { // a file alone, which has to be chosen again
		return back, 0, nil
	}
	query := r.URL.Query()
	n, err = d.store.KeepForm(r.Context(), id, r.URL.Path, form.Encode())
	if err != nil {
		return "", 0, err
	}
	query.Set("kept", strconv.FormatInt(n, 10))
	return back + "?" + query.Encode(), n, nil
}

// hasPage says whether GET shows a page at the path.
func (d *Desk) hasPage(path string) bool {
	return slices.ContainsFunc(d.routes, func(row route) bool {
		pattern, isGet := strings.CutPrefix(row.pattern, "GET ")
		return isGet && fits(pattern, path)
	})
}

// fits says whether a path is one of a pattern's, segment by segment.
func fits(pattern, path string) bool {
	a, b := strings.Split(strings.TrimSuffix(pattern, "{$}"), "/"), strings.Split(path, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !strings.HasPrefix(a[i], "{") {
			return false
		}
	}
	return true
}

// referrer is the page of the desk from which the request came.
func referrer(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return "/desk/"
	}
	return local(from.RequestURI())
}

// local returns an address of the desk as it is, and the desk's first page for
// everything else.
func local(address string) string {
	if !strings.HasPrefix(address, "/desk/") || strings.HasPrefix(address, "/desk/sign-") || strings.Contains(address, `\`) || strings.ContainsFunc(address, unicode.IsControl) {
		return "/desk/"
	}
	return address
}

// maxMemory is how much of a form with files is held in memory.
const maxMemory = 1 << 20

// memoryKey is the key under which a request says how much of its form is held
// in memory, where that is not [maxMemory].
type memoryKey struct{}

// formOf reads the form that was sent, without its files.
func formOf(r *http.Request) (url.Values, error) {
	memory, ok := r.Context().Value(memoryKey{}).(int64)
	if !ok {
		memory = maxMemory
	}
	// In this order: the fault of a form without files is only told the first time
	// it is read.
	err := r.ParseForm()
	if err == nil {
		if err = r.ParseMultipartForm(memory); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, err
	case err != nil:
		return nil, web.BadRequest(err)
	}
	return r.PostForm, nil
}

// clean returns a line or text as it may be kept: without what no keyboard types
// and databases do not take.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	text = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}
