package portal

import (
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A checking makes a step of what was typed and collects all that is missing,
// so that nobody has to send the form once for every fault.
type checking struct {
	typed url.Values
	files []sentFile
	step  application.Submit
	id    organ.ID
	wrong []*problem.Error
}

var elements = law.OGI.Item(29, 2, 1, "申请人的姓名或者名称、身份证明、联系方式")

func (c *checking) fault(p *problem.Error, field string) { c.wrong = append(c.wrong, p.At(field)) }

func (c *checking) organ() {
	var err error
	if c.id, err = organ.ParseID(c.typed.Get("organ")); err != nil {
		c.fault(problem.Invalid("没有选择受理机关").Try("请选择制作或者保存信息的机关"), "organ")
	}
}

const mostAsked = 5000

func (c *checking) items() {
	for i, text := range itemsTyped(c.typed) {
		if text == "" {
			continue // one added and not needed
		}
		if n := len([]rune(text)); n > mostAsked {
			c.fault(problem.Invalid("第%d项有%d个字，最多%d个字", i+1, n, mostAsked).Try("请写得简短一些"), itemName(i))
		}
		c.step.Items = append(c.step.Items, application.Item{N: len(c.step.Items) + 1, Asked: text})
	}
	if len(c.step.Items) == 0 {
		c.fault(problem.Invalid("没有写明需要的信息").Try("请写明名称、文号或者便于查找的特征"), itemName(0))
	}
}

func (c *checking) applicant() {
	get := c.typed.Get
	a := application.Applicant{Kind: application.Kind(get("kind")), Name: get("name"), Identity: get("identity"), Phone: get("phone"), Email: get("email"), Address: get("address"), Postcode: get("postcode")}
	if a.Kind.Label() == "" {
		c.fault(problem.Invalid("没有选择身份").Try("请选择；有代理人的，按委托人选择"), "kind")
	}
	switch n := len([]rune(a.Name)); {
	case n == 0:
		c.fault(problem.Invalid("没有填写姓名或者单位名称").Because(elements).Try("请填写证件上的名称"), "name")
	case n > 100:
		c.fault(problem.Invalid("名称有%d个字，最多100个字", n).Try("请填写证件上的名称"), "name")
	}
	if a.Identity == "" {
		c.fault(problem.Invalid("没有填写证件号码").Because(elements).Try("请填写；没有居民身份证的，填写其他证件的名称和号码"), "identity")
	}
	if a.Phone == "" && a.Email == "" {
		c.fault(problem.Invalid("没有填写联系方式").Because(elements).Try("请填写联系电话或者电子邮箱，至少一项"), "phone")
	}
	if a.Email != "" && !isEmail(a.Email) {
		c.fault(problem.Invalid("电子邮箱“%s”不对", a.Email).Try("请写成 name@example.com 的样子"), "email")
	}
	if a.Phone != "" && strings.Count(strings.Map(digit, a.Phone), "0") < 5 {
		c.fault(problem.Invalid("联系电话“%s”不对", a.Phone).Try("请填写手机号码，或者区号和固定电话"), "phone")
	}
	c.step.Channel, c.step.Applicants = application.Online, []application.Applicant{a}
}

// digit turns every digit into 0, to count them.
func digit(c rune) rune {
	if c >= '0' && c <= '9' || c >= '０' && c <= '９' {
		return '0'
	}
	return -1
}

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

func (c *checking) agent() {
	get := c.typed.Get
	authority := slices.IndexFunc(c.files, func(f sentFile) bool { return f.Field == "authority" })
	if get("agent") == "" {
		if get("agent-identity") != "" || get("agent-phone") != "" || authority >= 0 {
			c.fault(problem.Invalid("没有填写代理人姓名").Try("请填写；没有代理人的，请清空代理人的其他内容"), "agent")
		}
		return
	}
	if authority < 0 {
		c.fault(problem.Invalid("没有选择授权委托书").Try("由代理人申请的，请选择授权委托书的照片或者扫描件"), "authority")
		return
	}
	c.step.Agent = &application.Agent{Name: get("agent"), Identity: get("agent-identity"), Phone: get("agent-phone"), Authority: c.files[authority].Name}
}

func (c *checking) delivery() {
	get := c.typed.Get
	c.step.Form = get("form")
	if !slices.Contains(forms, c.step.Form) {
		c.fault(problem.Invalid("没有选择信息的形式").Try("请选择"), "form")
	}
	if get("help") != "" {
		c.step.Form += "；" + helpNeeded
	}
	c.step.Delivery = application.Delivery(get("delivery"))
	switch d := c.step.Delivery; {
	case d == application.DeliverUndecided:
		c.fault(problem.Invalid("没有选择获取的途径").Try("请选择"), "delivery")
	case d == application.DeliverEmail && get("email") == "":
		c.fault(problem.Invalid("选择了电子邮件，没有填写电子邮箱").Try("请填写电子邮箱，或者选择其他途径"), "email")
	case d == application.DeliverPost && get("address") == "":
		c.fault(problem.Invalid("选择了邮寄，没有填写通信地址").Try("请填写地址和收件人，或者选择其他途径"), "address")
	}
}

// takeFiles accepts the files of the form; those accepted before stay until
// another one is chosen.
func (p *Portal) takeFiles(r *http.Request, a *applying) error {
	for field, class := range fileClasses {
		sent := fileOf(r, field)
		if sent == nil {
			continue
		}
		if err := p.paces.file.Take(p.client(r)); err != nil {
			return err
		}
		f, err := p.takeFile(r.Context(), sent, a.key.ID, field, class)
		switch told, err := isTold(err); {
		case told != nil:
			a.wrong = append(a.wrong, told)
			continue
		case err != nil:
			return err
		}
		a.draft.Files = append(slices.DeleteFunc(a.draft.Files, func(old sentFile) bool { return old.Field == field }), f)
	}
	return nil
}

// stillThere leaves out files of a draft that are no longer kept.
func (p *Portal) stillThere(files []sentFile, wrong []*problem.Error) (there []sentFile, _ []*problem.Error) {
	for _, f := range files {
		file, err := p.disk.Open(f.Sum)
		if err != nil {
			wrong = append(wrong, problem.Invalid("“%s”保留的时间已过", f.Name).Try("请重新选择文件").At(f.Field))
			continue
		}
		file.Close() // it was only looked for
		there = append(there, f)
	}
	return there, wrong
}
