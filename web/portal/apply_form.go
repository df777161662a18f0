package portal

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// An applyForm is the fields of an application as the page shows them.
type applyForm struct {
	Organ     web.Field
	Items     []itemField
	Suggested []item // public already, and like what is asked for
	Who       web.Fields
	Agent     web.Fields
	How       web.Fields
	Answer    web.Field
	Files     []sentFile // accepted before
}

// An itemField is one piece of information that is asked for.
type itemField struct {
	web.Field
	N     int
	Parts int // into which it may be parted, 0 for none
}

// mostItems is how many items the form has room for.
const mostItems = 20

func itemName(i int) string { return "what-" + strconv.Itoa(i+1) }

// whoFields ask who applies.
func whoFields() web.Fields {
	kind := web.Field{Control: web.RadioControl, Name: "kind", Label: "您以什么身份申请"}
	for _, k := range application.Kinds() {
		kind.Options = append(kind.Options, web.Option{Value: string(k), Label: k.Label()})
	}
	return web.Fields{
		kind,
		{Name: "name", Label: "姓名或者单位名称", Complete: "name", Width: "mid"},
		{Name: "identity", Label: "证件号码", Hint: "公民填写居民身份证号码，单位填写统一社会信用代码；其他证件请注明证件名称。", Width: "mid"},
		{Control: web.FileControl, Name: "idfile", Label: "身份证明的照片或者扫描件", Hint: filesHint + "只用于核对身份。没有的可以不选，机关需要时会与您联系。", Optional: true, Accept: acceptFiles},
		{Name: "phone", Label: "联系电话", Hint: "联系电话和电子邮箱至少填写一项。", Complete: "tel", Mode: "tel", Width: "mid"},
		{Name: "email", Label: "电子邮箱", Complete: "email", Mode: "email", Width: "mid"},
		{Name: "address", Label: "通信地址", Hint: "要求邮寄的，请写明地址和收件人。", Complete: "street-address", Optional: true},
		{Name: "postcode", Label: "邮政编码", Complete: "postal-code", Mode: "numeric", Width: "short", Optional: true},
	}
}

// agentFields ask who acts for the applicant.
func agentFields() web.Fields {
	return web.Fields{
		{Name: "agent", Label: "代理人姓名", Width: "mid", Optional: true},
		{Name: "agent-identity", Label: "代理人证件号码", Width: "mid", Optional: true},
		{Name: "agent-phone", Label: "代理人电话", Mode: "tel", Width: "mid", Optional: true},
		{Control: web.FileControl, Name: "authority", Label: "授权委托书", Hint: filesHint, Optional: true, Accept: acceptFiles},
	}
}

// howFields ask in which form and way the information is wanted.
func howFields() web.Fields {
	by := web.Field{Control: web.RadioControl, Name: "delivery", Label: "获取的途径"}
	for _, d := range []application.Delivery{application.DeliverOnline, application.DeliverEmail, application.DeliverPost, application.DeliverCounter, application.DeliverInspect} {
		o := web.Option{Value: string(d), Label: d.Label()}
		if d == application.DeliverOnline {
			o.Label, o.Hint = "在本网站下载", "凭编号和查询码"
		}
		by.Options = append(by.Options, o)
	}
	form := web.Field{Control: web.RadioControl, Name: "form", Label: "信息的形式"}
	for _, label := range forms {
		form.Options = append(form.Options, web.Option{Value: label, Label: label})
	}
	return web.Fields{form, by, {Control: web.CheckControl, Name: "help", Label: helpNeeded}}
}

var forms = []string{"电子文件", "纸质复印件", "到场查阅、抄录"}

const helpNeeded = "阅读、视力或者听力有困难，请提供帮助"

// fill makes the form of what was typed.
func (f *applyForm) fill(typed url.Values) {
	f.Organ.Value = typed.Get("organ")
	items := itemsTyped(typed)
	if len(items) == 0 {
		items = []string{""}
	}
	for i, text := range items {
		one := itemField{web.Field{Control: web.AreaControl, Name: itemName(i), Label: fmt.Sprintf("第%d项", i+1), Rows: 3, Value: text}, i + 1, 0}
		if i == 0 {
			one.Hint = "一项写一个内容：名称、文号或者便于查找的特征。例如：向阳村2023年第4批次征地补偿安置方案。"
		}
		if parts := partsOf(text); len(parts) > 1 {
			one.Parts = len(parts)
		}
		f.Items = append(f.Items, one)
	}
	if !typed.Has("delivery") {
		typed.Set("delivery", string(application.DeliverOnline))
		typed.Set("form", forms[0])
	}
	f.Who, f.Agent, f.How = whoFields().Fill(typed.Get), agentFields().Fill(typed.Get), howFields().Fill(typed.Get)
	f.Answer = web.Field{Name: "answer", Label: "请回答问题", Hint: "用来防止机器提交。请填写数字。", Mode: "numeric", Width: "short"}
}

// hasOrgan adds an organ for which the list had no room.
func (f *applyForm) hasOrgan(o store.Organ) {
	if !slices.ContainsFunc(f.Organ.Options, func(known web.Option) bool { return known.Value == o.ID.String() }) {
		f.Organ.Options = append(f.Organ.Options, web.Option{Value: o.ID.String(), Label: o.Name})
	}
}

// all are the fields in the order of the page.
func (f *applyForm) all() web.Fields {
	all := web.Fields{f.Organ}
	for _, item := range f.Items {
		all = append(all, item.Field)
	}
	return append(slices.Concat(all, f.Who, f.Agent, f.How), f.Answer)
}

// blame puts the problems at their fields and returns the rest.
func (f *applyForm) blame(problems []*problem.Error) (rest []*problem.Error) {
	for _, told := range problems {
		if told.Field == "items" || told.Field == "applicants" {
			told = told.At(map[string]string{"items": itemName(0), "applicants": "name"}[told.Field])
		}
		switch {
		case told.Field == f.Organ.Name:
			f.Organ.Error = told.Sentence()
		case told.Field == f.Answer.Name:
			f.Answer.Error = told.Sentence()
		default:
			if i := slices.IndexFunc(f.Items, func(one itemField) bool { return one.Name == told.Field }); i >= 0 {
				f.Items[i].Error = told.Sentence()
				continue
			}
			left := f.How.Blame(f.Agent.Blame(f.Who.Blame(told)...)...)
			rest = append(rest, left...)
		}
	}
	return rest
}

// suggest adds an item that is public already, once.
func (f *applyForm) suggest(one item) {
	if !slices.ContainsFunc(f.Suggested, func(s item) bool { return s.Title == one.Title && s.Link == one.Link }) {
		f.Suggested = append(f.Suggested, one)
	}
}

// FileOf is the file of a field that was accepted before, nil for none.
func (f *applyForm) FileOf(field string) *sentFile {
	for i := range f.Files {
		if f.Files[i].Field == field {
			return &f.Files[i]
		}
	}
	return nil
}

// Shown is the size as people read it.
func (f sentFile) Shown() string { return f.Name + "（" + web.Size(int(f.Size)) + "）" }

// itemsTyped are the texts of the items, empty ones too.
func itemsTyped(typed url.Values) (items []string) {
	for i := range mostItems {
		if typed.Has(itemName(i)) {
			items = append(items, typed.Get(itemName(i)))
		}
	}
	return items
}

// numbered begins an item of a list: 1. 2、（三）.
var numbered = regexp.MustCompile(`^\s*(?:[0-9]{1,2}[.、．)）]|[一二三四五六七八九十]{1,2}、|[（(][0-9一二三四五六七八九十]{1,2}[)）])\s*`)

// partsOf parts a text that names several documents: by lines, by semicolons.
// One part means that it names one.
func partsOf(text string) (parts []string) {
	for _, line := range strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '；' || c == ';' }) {
		if line = strings.TrimSpace(numbered.ReplaceAllString(line, "")); line != "" {
			parts = append(parts, strings.TrimSuffix(line, "。"))
		}
	}
	return parts
}

func trimPrefix(text, prefix string) string {
	if rest, ok := strings.CutPrefix(text, prefix); ok {
		return rest
	}
	return ""
}

// knownNames are what the form sends; everything else is dropped.
var knownNames = []string{"organ", "kind", "name", "identity", "phone", "email", "address", "postcode", "agent", "agent-identity", "agent-phone", "form", "delivery", "help",
	"do", "question", "answer", "passed", "shown", "title", trapField}

// mostTyped bounds a field, in characters; those of an item are checked with a
// message of their own.
const mostTyped = 500

// tidied are the values of the form without what no keyboard types.
func tidied(sent url.Values) url.Values {
	typed := url.Values{}
	for _, name := range knownNames {
		if sent.Has(name) {
			typed.Set(name, firstOfText(clean(sent.Get(name)), mostTyped))
		}
	}
	for i := range mostItems {
		if sent.Has(itemName(i)) {
			typed.Set(itemName(i), firstOfText(clean(sent.Get(itemName(i))), 6000))
		}
	}
	return typed
}

func firstOfText(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return text
}

// clean leaves out what no keyboard types and databases do not take.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	text = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 {
			return -1
		}
		return c
	}, text)
	return strings.TrimSpace(text)
}

// fileClasses says what the file of a field is.
var fileClasses = map[string]store.FileClass{"idfile": store.IdentityFile, "authority": store.AuthorityFile}
