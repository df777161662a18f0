package portal

import (
	"bytes"
	"io"
	"net/http"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/office/attachment"
	"gongkai/paper"
	"gongkai/paper/docx"
	"gongkai/paper/pdf"
	"gongkai/web"
)

// An applyGuidePage tells everyone how to apply, to whichever organ: rights,
// ways, the course of a case as a picture and as text, fees, remedies.
type applyGuidePage struct {
	web.Page
	Contents []law.Citation
	Ways     []applyWay
	Flow     []flowStep
	Rules    []rule
	Remedies []law.Citation
	Height   int // of the picture
}

// An applyWay is a channel with the day that counts.
type applyWay struct {
	Label, Rule string
	Cite        law.Citation
}

// A flowStep is one box of the flow chart: what is done, by when, and what may
// come between.
type flowStep struct {
	Head, Says string
	Side       string // what happens beside it, "" for nothing
	Cite       law.Citation
	Y          int // of the box in the picture
}

// TextY is where the first line of the box stands.
func (f flowStep) TextY() int { return f.Y + 28 }

// SaysY is where the second line stands.
func (f flowStep) SaysY() int { return f.Y + 52 }

// FootY is where the arrow to the next box begins.
func (f flowStep) FootY() int { return f.Y + 70 }

// TipY is where the arrow ends.
func (f flowStep) TipY() int { return f.Y + flowPitch - 4 }

// BarbY is where the barbs of the arrow end.
func (f flowStep) BarbY() int { return f.TipY() - 8 }

// flowPitch is from one box of the picture to the next.
const flowPitch = 110

// flow is the course of an application.
var flow = []flowStep{
	{Head: "提出申请", Says: "网上、当面、邮寄、传真", Side: "书写有困难的，口头提出，工作人员代填", Cite: law.OGI.Para(29, 1, "采用包括信件、数据电文在内的书面形式")},
	{Head: "收到申请", Says: "登记，给编号和查询码", Side: "从收到的次日起算20个工作日", Cite: law.OGI.Art(31, "行政机关收到政府信息公开申请的时间，按照下列规定确定")},
	{Head: "内容是否明确", Says: "不明确的，7个工作日内告知补正", Side: "补正后期限重新计算", Cite: law.OGI.Art(30, "7个工作日内一次性告知申请人作出补正")},
	{Head: "查找、审查", Says: "涉及第三方的，征求意见", Side: "征求意见的时间不计入期限", Cite: law.OGI.Para(33, 3, "征求第三方和其他机关意见所需时间不计算在前款规定的期限内")},
	{Head: "答复", Says: "20个工作日内", Side: "经负责人同意并告知，可以再延长20个工作日", Cite: law.OGI.Para(33, 2, "不能当场答复的，应当自收到申请之日起20个工作日内予以答复")},
	{Head: "不同意答复的", Says: "投诉举报、复议、诉讼", Side: "", Cite: law.OGI.Art(51, "也可以依法申请行政复议或者提起行政诉讼")},
}

func (p *Portal) applyGuide(w http.ResponseWriter, r *http.Request) error {
	page := &applyGuidePage{
		Page:     web.Page{Title: "申请须知和流程", Column: "依申请公开", Current: "/apply", Crumb: []web.Link{homeLink, {Text: "申请公开", Address: "/apply"}, {Text: "申请须知和流程"}}},
		Contents: contentsOfApplication, Rules: rulesForApplicants, Remedies: remedies, Height: len(flow)*flowPitch - 30,
	}
	for i, step := range flow {
		step.Y = 4 + i*flowPitch
		page.Flow = append(page.Flow, step)
	}
	for _, c := range application.Channels() {
		if says, cite := c.Rule(); !cite.IsZero() {
			page.Ways = append(page.Ways, applyWay{c.Label(), says, cite})
		}
	}
	return p.area.Render(w, r, http.StatusOK, "apply_guide", page)
}

// IsLast says that no arrow leads from the step.
func (p *applyGuidePage) IsLast(f flowStep) bool { return f.Head == flow[len(flow)-1].Head }

// blankForm is the handler of the form as a file, to be filled in by hand.
func (p *Portal) blankForm(name, contentType string, write func(io.Writer, *paper.Document) error) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var b bytes.Buffer
		if err := write(&b, blankDocument()); err != nil {
			return err
		}
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Content-Disposition", attachment.Disposition(name))
		w.Header().Set("Cache-Control", "no-cache")
		_, err := w.Write(b.Bytes())
		return err
	}
}

const (
	formTitle = "政府信息公开申请表"
	docxType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	pdfType   = "application/pdf"
)

func (p *Portal) blankWord() web.Handler { return p.blankForm(formTitle+".docx", docxType, docx.Write) }
func (p *Portal) blankPDF() web.Handler  { return p.blankForm(formTitle+".pdf", pdfType, pdf.Write) }

// blankDocument is the form of an application for those who fill it in by hand:
// what article 29 asks for and nothing else.
func blankDocument() *paper.Document {
	d := &paper.Document{Title: formTitle}
	d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Role: paper.DocumentTitle, Level: 1, Text: formTitle},
		paper.Block{Kind: paper.Paragraph, Text: "受理机关："})
	t := &paper.Table{Caption: formTitle, Widths: []float64{2.4, 3, 2, 3}}
	pair := func(a, b string) {
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{blankHead(a), {Text: "　\n　"}, blankHead(b), {Text: "　\n　"}}})
	}
	line := func(head, text string) {
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{blankHead(head), {Text: text, ColSpan: 3, Align: paper.AlignLeft}}})
	}
	kinds := ""
	for _, k := range application.Kinds() {
		kinds += "□" + k.Label() + "　"
	}
	line("申请人类别", kinds)
	pair("姓名或者名称", "证件名称及号码")
	pair("联系电话", "电子邮箱")
	pair("通信地址", "邮政编码")
	pair("代理人姓名", "代理人证件号码")
	for _, n := range []string{"一", "二", "三"} {
		line("所需信息之"+n+"：名称、文号或者其他特征", "　\n　\n　\n　")
	}
	line("信息的形式", "□电子文件　□纸质复印件　□到场查阅、抄录")
	line("获取的途径", "□网上下载　□电子邮件　□邮寄　□当面领取　□查阅、抄录")
	line("需要的帮助", "□阅读、视力或者听力有困难，请提供帮助")
	line("申请人签名或者盖章", "　\n　\n　　　　　　　　　　　　年　　　月　　　日")
	d.Blocks = append(d.Blocks, paper.Block{Kind: paper.TableBlock, Table: t})
	for _, note := range []string{
		"填表说明",
		"1. 请附身份证明的复印件；由代理人申请的，另附授权委托书和代理人的身份证明。",
		"2. 联系电话和电子邮箱至少填写一项。不必说明申请的用途。",
		"3. 邮寄的，请在信封上注明“政府信息公开申请”。书写有困难的，可以口头提出，由工作人员代为填写。",
		"4. 依申请提供政府信息不收取费用；数量、频次明显超过合理范围的，可以收取信息处理费。",
	} {
		d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Paragraph, Role: paper.TableNote, Text: note})
	}
	return d
}

func blankHead(text string) paper.Cell { return paper.Cell{Text: text, Header: paper.RowHeader} }
