package application

import (
	"gongkai/law/problem"
	"gongkai/law/report"
)

// A Kind of applicant is a column of table 三 without its sum.
type Kind string

// Kinds lists the kinds of applicant in the order of the table.
func Kinds() (all []Kind) {
	for _, c := range report.Form2021.Columns {
		if c.Key != "total" {
			all = append(all, Kind(c.Key))
		}
	}
	return all
}

// Label returns the kind's name in the table, "" for none of them.
func (k Kind) Label() string {
	for _, c := range report.Form2021.Columns {
		if c.Key == string(k) && k != "total" {
			return c.Label
		}
	}
	return ""
}

// NaturalPerson is the kind of a citizen; the others are legal persons and
// other organizations.
const NaturalPerson Kind = "natural_person"

// An Applicant is who asks (art. 29 (2) 1). Everything in it is personal data
// of a natural person.
type Applicant struct {
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`
	Identity string `json:"identity,omitempty"` // the number of the proof of identity, or the credit code
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
}

// An Agent acts for the applicant with an authority. An agent's kind never
// counts.
type Agent struct {
	Name      string `json:"name"`
	Identity  string `json:"identity,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Authority string `json:"authority,omitempty"` // 授权委托书
}

// An Item is one piece of information that is asked for (art. 29 (2) 2).
type Item struct {
	// N numbers the items of a case from 1; a decision names it.
	N     int    `json:"n"`
	Asked string `json:"asked"`
}

// A Delivery is how the applicant wants to get the information (art. 29 (2) 3).
type Delivery string

// The ways of getting it.
const (
	DeliverOnline    Delivery = "online"
	DeliverEmail     Delivery = "email"
	DeliverPost      Delivery = "post"
	DeliverCounter   Delivery = "counter"
	DeliverInspect   Delivery = "inspect" // 查阅、抄录
	DeliverFax       Delivery = "fax"
	DeliverUndecided Delivery = ""
)

// Label returns the Chinese name.
func (d Delivery) Label() string {
	switch d {
	case DeliverOnline:
		return "网上下载"
	case DeliverEmail:
		return "电子邮件"
	case DeliverPost:
		return "邮寄"
	case DeliverCounter:
		return "当面领取"
	case DeliverInspect:
		return "查阅、抄录"
	case DeliverFax:
		return "传真"
	}
	return "没有写明"
}

// Bounds of an application.
const (
	maxApplicants = 50
	maxItems      = 50
	maxName       = 100
	maxAsked      = 5000
	maxText       = 2000
)

func checkApplicants(all []Applicant) *problem.Error {
	if len(all) == 0 {
		return problem.Invalid("没有填写申请人").Because(elements).Try("请填写申请人的姓名或者名称").At("applicants")
	}
	if len(all) > maxApplicants {
		return problem.Invalid("申请人有%d个，最多%d个", len(all), maxApplicants).Try("请分成几件申请").At("applicants")
	}
	for _, a := range all {
		switch {
		case a.Name == "":
			return problem.Invalid("没有填写申请人的姓名或者名称").Because(elements).Try("请补填").At("name")
		case len([]rune(a.Name)) > maxName:
			return problem.Invalid("申请人的名称有%d个字，最多%d个字", len([]rune(a.Name)), maxName).Try("请填写证件上的名称").At("name")
		case a.Kind.Label() == "":
			return problem.Invalid("没有选择申请人类别").Try("请按统一格式的类别选择；有代理人的，按委托人选择").At("kind")
		}
	}
	return nil
}

func checkItems(all []Item) *problem.Error {
	if len(all) == 0 {
		return problem.Invalid("没有填写申请公开的内容").Because(described).Try("请写明所需政府信息的名称、文号或者其他特征").At("items")
	}
	if len(all) > maxItems {
		return problem.Invalid("申请公开的内容有%d项，最多%d项", len(all), maxItems).Try("请分成几件申请").At("items")
	}
	for i, item := range all {
		switch n := len([]rune(item.Asked)); {
		case item.N != i+1:
			return problem.Invalid("第%d项内容的序号是%d", i+1, item.N).Try("请从1起依次编号").At("items")
		case n == 0:
			return problem.Invalid("第%d项内容是空的", i+1).Because(described).Try("请写明所需政府信息的名称、文号或者其他特征").At("items")
		case n > maxAsked:
			return problem.Invalid("第%d项内容有%d个字，最多%d个字", i+1, n, maxAsked).Try("请写得简短一些，详细材料可以作为附件").At("items")
		}
	}
	return nil
}
