package desk_test

import (
	"strconv"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/store"
	"gongkai/web/webtest"
)

// TestStopped: a page on which nothing can be done now says why, leads back and
// has no form; whoever had its form open keeps what they typed.
func TestStopped(t *testing.T) {
	t.Parallel()
	o := furnish(t, newRoom(t))
	kase := o.fill("/desk/organs/{organ}/cases/") + o.application
	held := o.fill("/desk/organs/{organ}/cases/") + o.items
	c := o.MustCase(t, mustID(t, o.items))
	o.MustTake(t, o.Clerk, c.Subject(), application.Hold{Reason: "正在行政诉讼"})
	o.must(o.post("limin", o.registers("/imports/undo/"+o.batch), "reason", "导错了文件"), 303)
	entry := o.fill("/desk/organs/{organ}/registers/application/") + formatID(c.Entry)
	year := o.fill("/desk/organs/{organ}/reports/") + strconv.Itoa(typedYear)
	for _, p := range []struct {
		name, who, path, why, back string
		form                       []string
		status                     int // of the form sent all the same
		lost                       string
	}{
		{"没有并案的退出", "limin", kase + "/ungroup", "没有并案", kase, []string{"reason", "内容不同\n另行办理"}, 409, "内容不同<br>另行办理"},
		{"只有一项的分别编号", "limin", kase + "/split", "只有一项内容", kase, []string{"consent", "电话同意"}, 422, "电话同意"},
		{"已经暂缓的再暂缓", "limin", held + "/hold", "李敏已经暂缓删除：正在行政诉讼", held, []string{"reason", "正在行政复议"}, 409, "正在行政复议"},
		{"没有暂缓的解除", "limin", kase + "/lift", "没有暂缓删除", kase, nil, 409, ""},
		{"没有可以关联的", "limin", kase + "/link-remedy", "没有可以关联的复议诉讼", kase, nil, 422, ""},
		{"不到这一步的", "limin", kase + "/deliver", "现在不能", kase, nil, 409, ""},
		{"送审没有填完的", "limin", year + "/submit", "没有填写的：", year, nil, 409, ""},
		{"撤销过的导入", "limin", o.registers("/imports/undo/" + o.batch), "已由李敏于", o.registers("/imports"), nil, 303, ""},
		{"案件的登记", "limin", entry + "/correct", "由申请办理得出", entry, []string{"reason", "日期写错了"}, 409, "日期写错了"},
		{"作废案件的登记", "limin", entry + "/withdraw", "由申请办理得出", entry, []string{"reason", "重复登记了"}, 409, "重复登记了"},
		{"停用过的停用", "anquan", o.fill("/desk/organs/{organ}/accounts/") + o.disabled + "/disable", "已经停用", o.fill("/desk/organs/{organ}/accounts/") + o.disabled, []string{"reason", "调离本机关"}, 409, "调离本机关"},
		{"没有停用的启用", "anquan", o.fill("/desk/organs/{organ}/accounts/{account}/enable"), "没有停用", o.fill("/desk/organs/{organ}/accounts/{account}"), []string{"reason", "返岗工作"}, 409, "返岗工作"},
	} {
		t.Run(p.name, func(t *testing.T) {
			stopped(t, o.get(p.who, p.path), 200, p.why, p.back)
			a := o.post(p.who, p.path, p.form...)
			if p.status == 303 {
				see(t, "sent all the same", a, 303, nil, nil)
				return
			}
			stopped(t, a, p.status, p.why, p.back)
			if p.lost != "" && !strings.Contains(a.body, p.lost+"</dd>") {
				t.Errorf("what was typed is lost:\n%s", mainOf(a.body))
			}
		})
	}
}

// stopped sees that a page has a reason and a way back and no form.
func stopped(t *testing.T, a answer, status int, why, back string) {
	t.Helper()
	see(t, "stopped", a, status, []string{"现在不能", why, `<a class="btn" href="` + back}, nil)
	if form, ok := webtest.MainForm(a.body); ok {
		t.Errorf("the page has a form: %v", form)
	}
}

// TestStoppedOrgan: an organ that is no more takes no change and no application.
func TestStoppedOrgan(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	o.MustTake(t, o.System, on, organ.Succeed{How: organ.Merged, Successors: []organ.ID{o.Other}, From: o.Today(), Document: "县政发〔2025〕1号"})
	at := o.fill("/desk/organs/{organ}")
	for path, who := range map[string]string{"group": "limin", "units/new": "limin", "receipt": "zhouhaifeng"} {
		stopped(t, o.get(who, at+"/"+path), 200, "已于2025年1月6日", "/desk/organs/")
	}
	form := []string{"channel", "counter", "kind", "natural_person", "name", "周大明", "item.1", "安置方案"}
	stopped(t, o.get("limin", at+"/cases/new"), 200, "不再受理申请", at+"/cases")
	a := o.post("limin", at+"/cases/new", form...)
	stopped(t, a, 409, "不再受理申请", at+"/cases")
	if !strings.Contains(a.body, "安置方案</dd>") {
		t.Errorf("what was typed is lost:\n%s", mainOf(a.body))
	}
}
