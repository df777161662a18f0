package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// newHanding is an office whose township has signed its report on 2024; 马科 and 田科
// receive reports at the county, 田科 as approver.
func newHanding(t *testing.T) (*room, store.Subject) {
	t.Helper()
	o := newRoom(t)
	o.Receiver(t, "make", "马科")
	second := o.Receiver(t, "tianke", "田科")
	o.MustTake(t, o.Security, store.Subject{Kind: store.AccountKind, Organ: o.County, ID: int64(second.Account), Version: store.AnyVersion},
		account.Grant{Post: account.Post{Role: account.Approver, Organ: o.County}})
	on := o.Sign(t, o.Complete(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject))
	on.Version = store.AnyVersion
	return o, on
}

func (o *room) below(more string) string {
	return "/desk/organs/" + o.County.String() + "/below/2024" + more
}

// has asks for a page as somebody and looks for texts in it; those after "-" must
// not be there.
func (o *room) has(who, path string, texts ...string) string {
	o.t.Helper()
	a := o.get(who, path)
	if a.status != http.StatusOK {
		o.t.Fatalf("GET %s as %s = %d\n%s", path, who, a.status, words(a.body))
	}
	wants := true
	for _, text := range texts {
		if text == "-" {
			wants = false
			continue
		}
		if strings.Contains(words(a.body), text) != wants {
			o.t.Errorf("GET %s as %s: %q there is %v, want %v\n%s", path, who, text, !wants, wants, words(a.body))
		}
	}
	return a.body
}

// TestReceive follows a report between the township and the county: handed in, sent
// back, mended, handed in again, received, published.
func TestReceive(t *testing.T) {
	t.Parallel()
	o, on := newHanding(t)
	one := o.below("/" + o.Township.String())
	o.has("limin", "/desk/", "报送2024年年度报告", "签发以后报送给青溪县", "还没有报送")
	o.has("make", "/desk/", "-", "接收报送的")
	o.has("make", o.below(""), "2024年年度报告：0份待接收", "还没有报送的2个机关", "青溪县石桥镇人民政府", "-", "规定报送日期")
	o.has("hewen", "/desk/organs/"+o.County.String()+"/reports", "报送情况")
	if a := o.get("make", one); a.status != http.StatusNotFound {
		t.Errorf("a report not handed in = %d", a.status)
	}

	o.has("limin", o.report("/hand-in"), "报送给青溪县人民政府", "可以先发布")
	for range 2 { // the button pressed twice
		o.must(o.post("limin", o.report("/hand-in"), "version", fmt.Sprint(o.version(2024))), http.StatusSeeOther)
	}
	if a := o.get("limin", o.report("/hand-in")); a.status != http.StatusSeeOther {
		t.Errorf("the form after it was handed in = %d, want it to lead to the report", a.status)
	}
	o.has("limin", o.report(""), "已报送，等接收", "报送记录", "第1次报送")
	o.has("limin", "/desk/", "等青溪县接收")
	o.has("make", "/desk/", "接收报送的2024年年度报告1份")
	o.has("make", o.below("?show=waiting"), "待接收 1", "石桥镇", "李敏", "未报送 1")
	o.has("make", one, "本年工作平稳开展", "待接收", "接收以后不能改为退回")
	o.has("hewen", one, "由青溪县的审核人、签发人办理", "-", "接收以后不能改为退回")
	if a := o.post("hewen", one+"/receive", "version", "1"); a.status != http.StatusForbidden {
		t.Errorf("a viewer receives = %d", a.status)
	}
	if a := o.get("limin", one); a.status != http.StatusForbidden {
		t.Errorf("the township looks at the county's page = %d", a.status)
	}
	last, err := o.LastHandedIn(t.Context(), o.Township, 2024)
	if err != nil {
		t.Fatal(err)
	}
	if a := o.get("make", one+"/json?n=1"); a.status != http.StatusOK || !strings.Contains(a.body, `"schema": "gongkai.report/1"`) && !strings.Contains(a.body, `"schema":"gongkai.report/1"`) {
		t.Errorf("the file = %d, %.80s", a.status, a.body)
	}

	refused := o.post("make", one+"/send-back", "version", "1", "reason", " ")
	see(t, "no reason", refused, http.StatusUnprocessableEntity, []string{"没有填写退回的理由"}, nil)
	for range 2 {
		o.must(o.post("make", one+"/send-back", "version", "1", "reason", "第五部分请写明<责任单位>"), http.StatusSeeOther)
	}
	see(t, "somebody else", o.post("tianke", one+"/receive", "version", "1"), http.StatusConflict, []string{"已由马科于2025年1月6日退回"}, nil)
	o.has("limin", o.report(""), "青溪县退回了第1次报送的报告", "第五部分请写明&lt;责任单位&gt;（马科", "上级退回修改", "请修改后重新送审核、签发，再报送")
	o.has("limin", "/desk/", "修改并重新送审2024年年度报告", "青溪县退回：第五部分请写明&lt;责任单位&gt;")
	o.has("make", o.below(""), "已退回", "石桥镇人民政府（已退回）")

	o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: "problems", Text: "专职人员不足，由党政办公室负责，2025年增加1名。"})
	o.Sign(t, store.Subject{Kind: store.FilingKind, Organ: o.Township, ID: 2024, Version: o.version(2024)})
	o.has("limin", "/desk/", "报送以后又改过")
	o.has("limin", o.report(""), "改后还没有报送")
	o.must(o.post("limin", o.report("/hand-in"), "version", fmt.Sprint(o.version(2024))), http.StatusSeeOther)
	see(t, "the first one", o.post("make", one+"/receive", "version", "1"), http.StatusConflict, []string{"现在是第2次报送（李敏"}, nil)
	body := o.has("make", one, "由党政办公室负责", "报送记录", "第1次报送")
	o.has("make", one+"?n=1", "已退回", "-", "由党政办公室负责", "接收以后不能改为退回")
	o.must(o.post("make", one+"/receive", "version", hidden(t, body, "version")), http.StatusSeeOther)
	o.has("make", one, "已接收", "-", "接收以后不能改为退回")
	o.has("limin", o.report(""), "上级已接收", "-", "报送给青溪县人民政府。")
	o.MustTake(t, o.Approver, on, filing.Publish{})
	o.has("make", o.below(""), "已接收并发布", "已发布第1版", "还没有报送的1个机关")
	if len(last.SHA256) != 64 {
		t.Errorf("hash %q", last.SHA256)
	}
	if v, err := o.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
		t.Errorf("Verify = %v, %v", v.Breaks, err)
	}
}

func (o *room) version(year int) int64 {
	o.t.Helper()
	f, err := o.Filing(o.t.Context(), o.Township, year)
	if err != nil {
		o.t.Fatal(err)
	}
	return f.Version
}

// TestReceipt has the county's approver ask for reports before they are published.
func TestReceipt(t *testing.T) {
	t.Parallel()
	o, _ := newHanding(t)
	at := "/desk/organs/" + o.County.String() + "/receipt"
	if a := o.get("make", at); a.status != http.StatusForbidden {
		t.Errorf("a reviewer sets what is asked for = %d", a.status)
	}
	body := o.has("tianke", at, "几月几日以前报送", "法律没有规定接收在先")
	version := hidden(t, body, "version")
	see(t, "二月", o.post("tianke", at, "version", version, "since", "2024", "day", "2月10日", "first", "no"), http.StatusUnprocessableEntity, []string{"1月1日至1月31日", "2月10日"}, nil)
	see(t, "不是日期", o.post("tianke", at, "version", version, "since", "2024", "day", "月底", "first", "no"), http.StatusUnprocessableEntity, []string{"不是几月几日"}, nil)
	o.must(o.post("tianke", at, "version", version, "since", "2024", "day", "1月20日", "first", "yes"), http.StatusSeeOther)
	see(t, "两个窗口", o.post("tianke", at, "version", version, "since", "2024", "day", "1月25日", "first", "yes"), http.StatusConflict, []string{"田科"}, nil)
	o.has("tianke", o.below(""), "2025年1月20日前报送（本机关规定）", "接收以后再发布（本机关规定）")
	o.has("tianke", at, "2024年的报告起", "1月20日以前报送", "田科")
	o.has("zhouhaifeng", o.report(""), "“发布”：上级机关规定接收以后再发布", "请先报送")
	see(t, "发布", o.post("zhouhaifeng", o.report("/publish"), "version", fmt.Sprint(o.version(2024))), http.StatusConflict, []string{"请先报送"}, nil)
	o.has("limin", o.report("/hand-in"), "青溪县要求2025年1月20日以前报送", "-", "可以先发布")
	o.Clock.Set("2025-01-31")
	clear(o.cookies)
	o.has("zhouhaifeng", o.report(""), "发布后立即向社会公开")
}
