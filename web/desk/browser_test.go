package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestDeskInBrowser shows every page to Chromium: with nothing yet, with one of each,
// with 10,000 penalties, on paper, and to somebody who may not see it.
func TestDeskInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	f := &furnished{room: newRoom(t), entry: "1", withdrawn: "1", attachment: "1", batch: "1", file: strings.Repeat("0", 64), finding: "0", waiver: "1"}
	w := &walk{f, webtest.Open(t, f.server)}
	w.b.Visit("/desk/keys")
	w.all(t, "nothing", func(s sight) bool { return s.fills || s.nothing == http.StatusNotFound })
	w.furnished = furnish(t, f.room)
	w.all(t, "one", func(s sight) bool { return s.one == 0 || s.one >= 400 })
	w.furnished.many()
	w.all(t, "many", func(s sight) bool { return s.fills })
	w.refused(t)
	w.lapsed(t)
	w.tabs(t)
	w.badLine(t)
}

// A walk leads a browser through the pages of an office.
type walk struct {
	*furnished
	b *webtest.Browser
}

// all looks at the pages that look different in a state. Those with one of each
// are printed too.
func (w *walk) all(t *testing.T, state string, differs func(sight) bool) {
	t.Helper()
	w.each(t, func(pattern string, s sight) {
		if s.isFile || !differs(s) {
			return
		}
		path, who := w.address(pattern, s)
		name := state + "-" + named(pattern)
		w.open(who, path)
		w.b.Look(name)
		if state == "one" {
			w.b.Print(name)
		}
	})
}

// open shows a page to somebody.
func (w *walk) open(who, path string) {
	w.t.Helper()
	token := ""
	if c := w.session(who); c != nil {
		token = c.Value
	}
	w.b.Session(token)
	w.b.Visit(path)
}

// named is a page's name for its pictures.
func named(pattern string) string {
	name := strings.NewReplacer("GET /desk", "", "/organs/{organ}", "", "{$}", "today", "/registers/{register}", "/register", "/reports/{year}", "/report", "/accounts/{account}", "/account",
		"/{entry}", "/entry", "{part}", "new", "/attachments/{attachment}", "/attachment", "{", "", "}", "").Replace(pattern)
	if name = strings.ReplaceAll(strings.Trim(name, "/"), "/", "-"); name == "" {
		return "organ"
	}
	return name
}

// refused shows a page to somebody who may not see it.
func (w *walk) refused(t *testing.T) {
	w.open("xitong", w.registers(""))
	w.b.See("不能办理", "请联系安全管理员钱安")
	w.b.Look("not-allowed")
	w.open("limin", "/desk/nowhere")
	w.b.See("没有找到这个页面")
	w.b.Look("not-found")
}

// lapsed lets a session end while a form is being filled in.
func (w *walk) lapsed(t *testing.T) {
	w.open("limin", w.registers("/new"))
	w.b.Fill("行政处罚决定书文号", "青石罚〔2024〕77号")
	w.b.Fill("当事人名称", "青溪县戊食品有限公司")
	w.Clock.Advance(21 * 60 * 1e9)
	w.b.Press("登记")
	w.b.See("登录已超时", "刚才填写的内容已经保留")
	w.b.SeeNot("我的账号")
	w.b.Look("lapsed")
	w.b.Fill("账号", "limin")
	w.b.Fill("密码", string(storetest.Password))
	w.b.Press("登录")
	w.b.See("刚才填写的内容都在下面")
	w.b.Holds("行政处罚决定书文号", "青石罚〔2024〕77号")
	w.b.Holds("当事人名称", "青溪县戊食品有限公司")
	w.b.Look("kept")
	w.b.Press("退出登录")
}

// tabs saves an entry in one tab while it is being changed in another.
func (w *walk) tabs(t *testing.T) {
	clear(w.cookies)
	at := w.registers("/" + w.entry + "/correct")
	w.open("limin", at)
	w.b.Fill("处罚决定日期", "2024-03-09")
	w.b.Fill("更改的理由", "日期写错了")
	w.must(w.post("limin", at, w.typed(t, at, w.get("limin", at), sight{form: []string{"decided_on", "2024-03-08", "reason", "另一个窗口"}})...), http.StatusSeeOther)
	w.b.Press("保存更改")
	w.b.See("李敏", "2024年3月8日", "2024年3月9日", "两边不同的1处")
	w.b.Holds("处罚决定日期", "2024-03-09")
	w.b.Holds("更改的理由", "日期写错了")
	w.b.Look("two-tabs")
	w.b.Press("保存更改")
	w.b.See("更改已保存", "2024年3月9日")
}

// badLine sends a file with one bad line: nothing is written until it is mended.
func (w *walk) badLine(t *testing.T) {
	w.open("limin", w.registers("/imports"))
	const good = "青石罚〔2024〕31号,法人,青溪县己建材有限公司,罚款,300,2024.3.1\n"
	w.b.Upload("要导入的文件", "四月.csv", importHead+good+"青石罚〔2024〕32号,法人,青溪县庚运输有限公司,罚款,300,2024.2.30\n")
	w.b.Press("试导入")
	w.b.See("有问题的1行", "“2024.2.30”", "改正以前整个文件都不能导入")
	w.b.SeeNot("导入1行")
	w.b.Look("bad-line")
	w.b.Press("换一个文件")
	w.b.Upload("要导入的文件", "四月.csv", importHead+good+"青石罚〔2024〕32号,法人,青溪县庚运输有限公司,罚款,300,2024.2.29\n")
	w.b.Press("试导入")
	w.b.Press("导入2行")
	w.b.See("导入完成", "整批撤销")
	w.b.Look("imported")
}
