package desk_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
	"gongkai/web/webtest"
)

// registers is the address of the township's register of penalties.
func (o *room) registers(more string) string {
	return "/desk/organs/" + o.Township.String() + "/registers/penalty" + more
}

// typedPenalty are the fields of a penalty as a person types them.
func typedPenalty(number, day string, more ...string) []string {
	return append([]string{"number", number, "case", "无证经营案", "party_kind", "natural_person", "party", "周大明", "kinds", "warning", "kinds", "fine", "fine", "1,234.50", "decided_on", day}, more...)
}

// enterPenalty enters one through the store.
func (o *room) enterPenalty(number, day string) store.Subject {
	o.t.Helper()
	return o.MustTake(o.t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "penalty", Values: o.penalty(number, day)}).Subject
}

// penalty are the values of one.
func (o *room) penalty(number, day string) register.Values {
	o.t.Helper()
	typed := map[string]string{"number": number, "case": "无证经营案", "party_kind": "自然人", "party": "周大明", "kinds": "罚款", "fine": "1000", "decided_on": day}
	v, faults := register.Penalty.Read(func(key string) string { return typed[key] }, o.Today())
	if len(faults) > 0 {
		o.t.Fatal(faults[0].Sentence())
	}
	return v
}

// upload sends a file.
func (o *room) upload(login, path, name, content string, pairs ...string) answer {
	o.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		o.t.Fatal(err)
	}
	part.Write([]byte(content))
	for i := 0; i < len(pairs); i += 2 {
		form.WriteField(pairs[i], pairs[i+1])
	}
	form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return o.send(login, r)
}

// see checks an answer: its status, what it shows and what it must not show,
// and the HTML of a page.
func see(t *testing.T, what string, a answer, status int, has, hasNot []string) {
	t.Helper()
	if a.status != status {
		t.Errorf("%s: status %d, want %d\n%s", what, a.status, status, mainOf(a.body))
		return
	}
	for _, text := range has {
		if !strings.Contains(a.body+a.location, text) {
			t.Errorf("%s: no %q in\n%s", what, text, mainOf(a.body))
		}
	}
	for _, text := range hasNot {
		if strings.Contains(a.body, text) {
			t.Errorf("%s: shows %q", what, text)
		}
	}
	if status != http.StatusSeeOther && strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		for _, fault := range webtest.Faults(a.body) {
			t.Errorf("%s: %s", what, fault)
		}
	}
}

func mainOf(page string) string {
	if _, rest, ok := strings.Cut(page, "<main"); ok {
		page = rest
	}
	return page[:min(len(page), 3000)]
}

// TestRegisterPages says who gets which page with what on it.
func TestRegisterPages(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	entry := fmt.Sprint("/", o.enterPenalty("青石罚〔2024〕1号", "2024-03-05").ID)
	all := "/desk/organs/" + o.Township.String() + "/registers"
	for _, c := range []struct {
		name, who, path string
		status          int
		has, hasNot     []string
	}{
		{"列表", "limin", o.registers(""), 200, []string{"周大明", "青石罚〔2024〕1号", "1,000元", "登记一件", "导出 Excel", `aria-sort="descending"`, "按处罚决定日期从晚到早"}, []string{"个人信息已遮盖"}},
		{"上级查看", "hewen", o.registers(""), 200, []string{"周*", "个人信息已遮盖", "青石罚〔2024〕1号"}, []string{"周大明", "导出 Excel", "登记一件", "/imports"}},
		{"上级按姓名查不到", "hewen", o.registers("?q=周大明"), 200, []string{"没有找到"}, []string{"青石罚"}},
		{"上级看一条", "hewen", o.registers(entry), 200, []string{"周*", "附件只在作出决定的机关内可见"}, []string{"周大明", "更改", "上传附件", "备注"}},
		{"上级导出", "hewen", o.registers("/export.xlsx"), 403, nil, []string{"周大明"}},
		{"别的机关", "chenxia", o.registers(""), 403, nil, []string{"周大明", "青石罚"}},
		{"别的机关看一条", "chenxia", "/desk/organs/" + o.Other.String() + "/registers/penalty" + entry, 404, nil, []string{"周大明"}},
		{"别的机关空白", "chenxia", "/desk/organs/" + o.Other.String() + "/registers/penalty", 200, []string{"还没有登记过"}, []string{"周大明"}},
		{"没有岗位", "sunhao", o.registers(""), 403, nil, []string{"周大明"}},
		{"系统管理员", "xitong", o.registers(""), 403, nil, []string{"周大明"}},
		{"没有登录", "", o.registers(""), 303, []string{"/desk/sign-in"}, nil},
		{"审核人不能登记", "wangjing", o.registers("/new"), 403, nil, nil},
		{"审核人查看", "wangjing", o.registers(entry), 200, []string{"周大明"}, []string{"/correct", "/withdraw"}},
		{"没有这个登记簿", "limin", all + "/nothing", 404, nil, nil},
		{"没有这条", "limin", o.registers("/12345"), 404, nil, nil},
		{"登记簿列表", "limin", all, 200, []string{"行政处罚决定登记簿"}, nil},
		{"登记表单", "limin", o.registers("/new"), 200, []string{"登记并再登记一件", `name="form"`, "可以不填", "吊销许可证件"}, nil},
		{"一条登记", "limin", o.registers(entry), 200, []string{"周大明", "现为<b>1</b>", "更改", "作废", "上传附件"}, nil},
		{"更改表单", "limin", o.registers(entry + "/correct"), 200, []string{`value="2024-03-05"`, `name="version" value="1"`}, nil},
		{"作废页", "limin", o.registers(entry + "/withdraw"), 200, []string{"由1变为0"}, nil},
		{"导入页", "limin", o.registers("/imports"), 200, []string{"还没有导入过", "下载导入模板"}, nil},
		{"超出的页", "limin", o.registers("?page=99"), 200, []string{"青石罚〔2024〕1号"}, nil},
		{"看不懂的条件", "limin", o.registers("?year=x&sort=y&state=z"), 200, []string{"青石罚〔2024〕1号"}, nil},
	} {
		path := strings.ReplaceAll(c.path, "周大明", "%E5%91%A8%E5%A4%A7%E6%98%8E")
		see(t, c.name, o.get(c.who, path), c.status, c.has, c.hasNot)
	}
}

// TestEntry walks an entry from the form to withdrawal.
func TestEntry(t *testing.T) {
	t.Parallel()
	eachRoom(t, entryCourse)
}

func entryCourse(t *testing.T, o *room) {
	bad := o.post("limin", o.registers("/new"), typedPenalty("青石罚〔2024〕1号", "2024-02-30", "form", "77")...)
	see(t, "错误的日期", bad, 422, []string{"有1处需要补充", "2024-02-30", `value="77"`, "1,234.50", `value="warning" checked`}, nil)
	first := o.post("limin", o.registers("/new"), typedPenalty("青石罚[2024]1号", "2024.3.5", "form", "77")...)
	see(t, "登记", first, 303, []string{"/77?done=entered"}, nil)
	see(t, "同一张表单提交两次", o.post("limin", o.registers("/new"), typedPenalty("青石罚[2024]1号", "2024.3.5", "form", "77")...), 303, []string{"/77?done=entered"}, nil)
	see(t, "同一文号", o.post("limin", o.registers("/new"), typedPenalty("青石罚〔2024〕1号", "2024-03-06", "form", "78")...), 409, []string{"已经登记过", "查看已登记的", "2024-03-06"}, nil)
	see(t, "再登记一件", o.post("limin", o.registers("/new"), typedPenalty("青石罚〔2024〕2号", "2024-03-06", "form", "79", "then", "again")...), 303, []string{"/new?after=79"}, nil)
	see(t, "登记以后", o.get("limin", first.location), 200, []string{"已登记。", "2024年3月5日", "1,234.50元", "警告、罚款"}, nil)
	see(t, "接着登记", o.get("limin", o.registers("/new?after=79")), 200, []string{"已登记“青石罚〔2024〕2号”"}, nil)

	at := o.registers("/77")
	see(t, "没有理由", o.post("limin", at+"/correct", typedPenalty("青石罚〔2024〕1号", "2024-03-07", "version", "1")...), 422, []string{"没有填写更改的理由", `value="2024-03-07"`}, nil)
	correct := typedPenalty("青石罚〔2024〕1号", "2024-03-07", "version", "1", "reason", "日期录入有误")
	see(t, "更改", o.post("limin", at+"/correct", correct...), 303, []string{"done=corrected"}, nil)
	see(t, "更改提交两次", o.post("limin", at+"/correct", correct...), 303, []string{"done=corrected"}, nil)
	second := o.post("limin", at+"/correct", typedPenalty("青石罚〔2024〕1号", "2024-03-09", "version", "1", "reason", "另一个窗口")...)
	see(t, "两个窗口", second, 409, []string{"李敏", "2024年3月7日", "2024年3月9日", "两边不同的1处", `value="2024-03-09"`, `name="version" value="2"`, "另一个窗口"}, nil)
	see(t, "历史", o.get("limin", at), 200, []string{"<del>2024年3月5日</del>", "<ins>2024年3月7日</ins>", "日期录入有误"}, nil)

	see(t, "作废没有理由", o.post("limin", at+"/withdraw", "version", "2"), 422, []string{"没有填写作废的理由"}, nil)
	see(t, "作废", o.post("limin", at+"/withdraw", "version", "2", "reason", "重复登记"), 303, []string{"done=withdrawn"}, nil)
	see(t, "作废提交两次", o.post("limin", at+"/withdraw", "version", "2", "reason", "重复登记"), 303, []string{"done=withdrawn"}, nil)
	see(t, "作废以后", o.get("limin", at), 200, []string{"已作废", "重复登记", "恢复"}, []string{"/correct\""})
	see(t, "恢复", o.post("limin", at+"/reinstate", "version", "3", "reason", "作废有误"), 303, []string{"done=reinstated"}, nil)
	see(t, "审核人不能作废", o.post("wangjing", at+"/withdraw", "version", "4", "reason", "试试看"), 403, nil, nil)
}

// TestSessionEnds keeps what was typed when the session had ended.
func TestSessionEnds(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.get("limin", o.registers("/new"))
	o.Clock.Advance(21 * 60 * 1e9)
	a := o.post("limin", o.registers("/new"), typedPenalty("青石罚〔2024〕1号", "2024-03-05", "form", "77")...)
	see(t, "登录已超时", a, 303, []string{"/desk/sign-in?", "lapsed=kept"}, nil)
	delete(o.cookies, "limin")
	_, back, _ := strings.Cut(a.location, "back=")
	back, _, _ = strings.Cut(back, "&")
	see(t, "重新登录以后", o.get("limin", unescape(t, back)), 200, []string{"刚才填写的内容都在下面", "青石罚〔2024〕1号", "1,234.50", `value="fine" checked`, `value="77"`}, nil)
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	eachRoom(t, attachmentCourse)
}

func attachmentCourse(t *testing.T, o *room) {
	at := o.registers(fmt.Sprint("/", o.enterPenalty("青石罚〔2024〕1号", "2024-03-05").ID))
	other := o.registers(fmt.Sprint("/", o.enterPenalty("青石罚〔2024〕2号", "2024-03-05").ID))
	see(t, "没有选择文件", o.post("limin", at+"/attachments"), 422, []string{"没有选择文件"}, nil)
	see(t, "不接受的文件", o.upload("limin", at+"/attachments", "病毒.exe", "MZ\x00\x01\x02"), 422, []string{"可以上传"}, nil)
	see(t, "上传", o.upload("limin", at+"/attachments", "决定书.txt", "决定书全文"), 303, []string{"done=attached"}, nil)
	see(t, "上传两次", o.upload("limin", at+"/attachments", "决定书.txt", "决定书全文"), 303, []string{"done=attached"}, nil)
	page := o.get("limin", at)
	see(t, "附件列表", page, 200, []string{"决定书.txt", "李敏"}, nil)
	if n := strings.Count(page.body, ">决定书.txt</a>"); n != 1 {
		t.Errorf("the file stands %d times in the list, want once", n)
	}
	_, link, _ := strings.Cut(page.body, `href="`+at+`/attachments/`)
	link, _, _ = strings.Cut(link, `"`)
	file := o.get("limin", at+"/attachments/"+link)
	see(t, "下载", file, 200, []string{"决定书全文"}, nil)
	if !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") || file.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", file.header)
	}
	see(t, "上级不能下载", o.get("hewen", at+"/attachments/"+link), 403, nil, []string{"决定书全文"})
	see(t, "别的机关不能下载", o.get("chenxia", at+"/attachments/"+link), 403, nil, []string{"决定书全文"})
	elsewhere := strings.Replace(at, o.Township.String(), o.Other.String(), 1)
	see(t, "别的机关换网址", o.get("chenxia", elsewhere+"/attachments/"+link), 404, nil, []string{"决定书全文"})
	see(t, "别的登记的网址", o.get("limin", other+"/attachments/"+link), 404, nil, []string{"决定书全文"})
	see(t, "移除", o.post("limin", at+"/attachments/"+link+"/remove", "reason", "传错了"), 303, []string{"done=removed"}, nil)
	see(t, "移除以后", o.get("limin", at+"/attachments/"+link), 404, nil, []string{"决定书全文"})
	see(t, "移除的记录", o.get("limin", at), 200, []string{"传错了"}, nil)
}

const importHead = "行政处罚决定书文号,当事人类别,当事人名称,处罚类别,罚款金额,处罚决定日期\n"

func TestImportPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, importCourse)
}

func importCourse(t *testing.T, o *room) {
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	at := o.registers("/imports")
	see(t, "不是表格", o.upload("limin", at, "说明.csv", "没有表头"), 422, []string{"没有找到行政处罚决定登记簿的表头"}, nil)
	for name, says := range map[string]string{"说明.txt": "导入只认Excel（.xlsx）和CSV", "处罚.pdf": "导入只认Excel（.xlsx）和CSV", "旧.XLS": "另存为.xlsx"} {
		see(t, name, o.upload("limin", at, name, "没有表头"), 422, []string{says}, []string{"PowerPoint"})
	}
	bad := o.upload("limin", at, "处罚.csv", importHead+"青石罚〔2024〕2号,法人,甲公司,罚款,300,2024.2.30\n青石罚〔2024〕3号,法人,乙公司,罚款,300,2024.3.1\n")
	see(t, "上传", bad, 303, []string{"/imports/try/"}, nil)
	page := o.get("limin", bad.location)
	see(t, "有一行不对", page, 200, []string{"还没有写入任何内容", "2024.2.30", "改正以前整个文件都不能导入", "下载有问题的行"}, []string{"导入1行"})
	see(t, "硬要导入", o.post("limin", bad.location, "form", "99", "plan", "x"), 422, []string{"没有导入任何内容"}, nil)
	// The file is its person's and its register's alone, whoever knows its hash.
	_, sum, _ := strings.Cut(bad.location, "/imports/try/")
	see(t, "别的机关拿到校验值", o.get("chenxia", "/desk/organs/"+o.Other.String()+"/registers/penalty/imports/try/"+sum), 404, []string{"没有找到试导入的文件"}, []string{"青石罚", "甲公司"})
	see(t, "校验值不对", o.get("limin", at+"/try/"+strings.Repeat("0", 64)), 404, []string{"没有找到试导入的文件"}, nil)
	badFile := o.get("limin", bad.location+"/bad.xlsx")
	if sheets, err := xlsx.ReadSheets([]byte(badFile.body)); err != nil || len(sheets) != 1 || len(sheets[0].Lines) != 2 {
		t.Errorf("the file of bad lines: %v, %v", sheets, err)
	}

	good := o.upload("limin", at, "处罚.csv", importHead+"青石罚〔2024〕1号,自然人,周大明,罚款,2000,2025-01-02\n青石罚〔2024〕3号,法人,乙公司,罚款,300,2024.3.1\n青石罚〔2024〕4号,法人,乙公司,罚款,300,2024.3.1\n")
	page = o.get("limin", good.location)
	see(t, "试导入", page, 200, []string{"导入3行", "<del>1,000元</del>", "<ins>2,000元</ins>", "2025年", "0 → <b>1</b>", "1 → <b>2</b>"}, nil)
	see(t, "试导入没有写入", o.get("limin", o.registers("")), 200, []string{"<b>1</b> 件"}, []string{"乙公司"})
	confirm := []string{"form", hidden(t, page.body, "form"), "plan", hidden(t, page.body, "plan")}
	see(t, "审核人不能导入", o.post("wangjing", good.location, confirm...), 403, nil, nil)
	see(t, "导入", o.post("limin", good.location, confirm...), 303, []string{"done=imported"}, nil)
	see(t, "导入提交两次", o.post("limin", good.location, confirm...), 303, []string{"done=imported"}, nil)
	see(t, "导入以后", o.get("limin", o.registers("")), 200, []string{"<b>3</b> 件", "2,000元"}, nil)
	page = o.get("limin", at)
	see(t, "导入记录", page, 200, []string{"处罚.csv", "撤销整批"}, nil)
	_, undo, _ := strings.Cut(page.body, `href="`+at+`/undo/`)
	undo, _, _ = strings.Cut(undo, `"`)
	see(t, "撤销没有理由", o.post("limin", at+"/undo/"+undo), 422, []string{"没有填写撤销的理由"}, nil)
	see(t, "撤销", o.post("limin", at+"/undo/"+undo, "reason", "导错文件"), 303, []string{"done=undone"}, nil)
	see(t, "撤销以后", o.get("limin", o.registers("?state=current")), 200, []string{"<b>1</b> 件", "1,000元"}, []string{"乙公司"})

	template := o.get("limin", at+"/template.xlsx")
	if _, err := xlsx.ReadSheets([]byte(template.body)); err != nil || template.status != 200 {
		t.Errorf("the template: %d, %v", template.status, err)
	}
}

// TestExport reads what was exported.
func TestExport(t *testing.T) {
	t.Parallel()
	eachRoom(t, exportCourse)
}

func exportCourse(t *testing.T, o *room) {
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.enterPenalty("青石罚〔2023〕1号", "2023-03-05")
	a := o.get("limin", o.registers("/export.csv?year=2024"))
	sheet, err := csv.ReadSheet([]byte(a.body))
	if err != nil || len(sheet.Lines) != 2 || !strings.Contains(a.body, "周大明") {
		t.Errorf("CSV: %v, %v", sheet, err)
	}
	a = o.get("limin", o.registers("/export.xlsx"))
	sheets, err := xlsx.ReadSheets([]byte(a.body))
	if err != nil || len(sheets[0].Lines) != 3 {
		t.Errorf("XLSX: %v, %v", sheets, err)
	}
}
