package web

import (
	"net/http"

	"gongkai/law/calendar"
)

// A Site says whose site it is: the words of the header and the footer that the
// office sets. Fields left empty are not shown.
type Site struct {
	Organ    string // the organ whose site it is, 青溪县人民政府
	Domain   string // www.qingxi.example
	IDCode   string // 政府网站标识码
	Host     string // 主办单位
	Operator string // 承办单位
	Phone    string // 联系电话
	ICP      string // 备案号
	Police   string // 公安备案号
	Demo     bool   // everything on it is made up, and every page says so
}

// A Page is what every page has. A page's struct embeds it and is rendered by
// [Area.Render].
type Page struct {
	Title  string // of the window and the bookmark, without the site's name
	Column string // the section it belongs to, for the meta element ColumnName; "" means Title
	Crumb  []Link // the way here from the area's home; the last is this page
	// Current is the address of the entry of Nav under which the page stands, ""
	// for none.
	Current string
	// Nav is the navigation; a page leaves it to the frame.
	Nav []Link
	// Desk is the head of a page of the desk, nil on the portal; left to the frame.
	Desk *DeskHead

	// Filled in by Render.
	Site     Site
	Display  Display
	Displays []DisplayLink
}

func (p *Page) page() *Page { return p }

// paged is a pointer to a struct that embeds Page.
type paged interface{ page() *Page }

// A Link is a place to go to. Count is shown behind the text when it is not 0.
type Link struct {
	Text, Address string
	Count         int
}

// A DeskHead is what the head and the foot of the desk say.
type DeskHead struct {
	Organ  string        // for which the person works now
	Today  calendar.Date // in Beijing
	Person string        // "" before signing in, and then neither name nor sign-out are shown
	Roles  string        // 经办、审核
	Links  []Link        // in the head, before signing out
	Foot   []Link        // help, in the foot
	Facts  []Fact        // in the foot: 工作日历, 最近备份
}

// A Fact is a name and what is known under it.
type Fact struct{ Name, Value string }

// IsCurrent says whether the page stands under the address of the navigation.
func (p *Page) IsCurrent(address string) bool { return address != "" && address == p.Current }

// DeskOrgan is the organ in the head of the desk; "" before the office is set
// up.
func (p *Page) DeskOrgan() string {
	if p.Desk != nil && p.Desk.Organ != "" {
		return p.Desk.Organ
	}
	return p.Site.Organ
}

// HTMLClass is the class of the html element.
func (p *Page) HTMLClass() string { return string(p.Display) }

// ColumnName is the section for the meta element.
func (p *Page) ColumnName() string {
	if p.Column != "" {
		return p.Column
	}
	return p.Title
}

// over lays what the page says over what its area says of all pages.
func (p *Page) over(frame Page) {
	if p.Nav == nil {
		p.Nav = frame.Nav
	}
	if p.Desk == nil {
		p.Desk = frame.Desk
	}
	if p.Title == "" {
		p.Title = frame.Title
	}
}

// A Notice is said at the place it concerns. Kind is "" for what one should
// know, "must" for what one must do, "ok" for what was done.
type Notice struct {
	Kind  string
	Title string
	Says  []string // paragraphs
	Links []Link
}

// An Empty is what stands where nothing is: the fact, then what to do.
type Empty struct {
	Fact, Next string
	Links      []Link
}

// SeeOther answers a POST that was done: the browser gets the page at the
// address, and loading it again does nothing twice.
func SeeOther(w http.ResponseWriter, r *http.Request, address string) error {
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}
