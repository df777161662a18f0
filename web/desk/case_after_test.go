package desk_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/office/store/storetest"
)

// TestCaseAfterReply: what may be done with a case that was answered, and what
// not.
func TestCaseAfterReply(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	c := o.OpenCase(t, storetest.Application())
	o.Decide(t, c.ID, application.Granted)
	at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
	notHeld := "unavailable.not_held|" + application.NotHeld.Articles()[0].String()
	granted := "granted|" + application.Granted.Articles()[0].String()
	o.play(t, []scenario{
		{name: "送达", who: "limin", method: "POST", path: at + "/deliver", form: []string{"how", "当面领取"}, status: 303},
		{name: "已答复的不再拟", who: "limin", path: at + "/draft", status: 200, contains: []string{"现在不能拟答复", "已答复"}},
		{name: "再发一次", who: "limin", method: "POST", path: at + "/reply", status: 409, contains: []string{"已答复", "不能"}},
		{name: "更改没有理由", who: "zhouhaifeng", method: "POST", path: at + "/amend-reply", form: []string{"outcome.1", granted}, status: 422, contains: []string{"没有填写更改答复的理由"}},
		{name: "更改没有检索", who: "zhouhaifeng", method: "POST", path: at + "/amend-reply", form: []string{"reason", "答错了", "outcome.1", notHeld, "reasons.1", "没有制作"}, status: 409, contains: []string{"没有检索记录"}},
		{name: "更改", who: "zhouhaifeng", method: "POST", path: at + "/amend-reply", form: []string{"reason", "附件漏了一页", "number", "石桥公复〔2025〕2号", "outcome.1", granted}, status: 303},
		{name: "更改以后", who: "limin", path: at + "/letter", status: 200, contains: []string{"石桥公复〔2025〕2号"}},
		{name: "归档", who: "limin", method: "POST", path: at + "/archive", form: []string{"file", "2025-永久-3"}, status: 303},
		{name: "重新办理没有原因", who: "zhouhaifeng", method: "POST", path: at + "/reopen", status: 422, contains: []string{"没有写明为什么重新办理"}},
		{name: "重新办理", who: "zhouhaifeng", method: "POST", path: at + "/reopen", form: []string{"cause", "judgment", "until", "2025-03-03"}, status: 303},
		{name: "重新办理以后", who: "limin", path: at, status: 200, contains: []string{"办理中", "2025年3月3日", "拟答复</a>", "2025-永久-3"}},
	})
}

// TestCaseWaits: consultations, fees and searches by their forms, with what is
// typed amiss.
func TestCaseWaits(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	c := o.OpenCase(t, storetest.Application())
	at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
	o.play(t, []scenario{
		{name: "没有征求过意见", who: "limin", path: at, status: 200, without: []string{"收到意见</a>", "逾期未提出意见</a>"}},
		{name: "征求意见没有名称", who: "limin", method: "POST", path: at + "/consult", form: []string{"party", "third-party"}, status: 422, contains: []string{"没有写明向谁征求意见", "第三十二条"}},
		{name: "征求意见", who: "limin", method: "POST", path: at + "/consult", form: []string{"party", "third-party", "name", "恒筑建设有限公司"}, status: 303},
		{name: "正在征求", who: "limin", path: at, status: 200, contains: []string{"恒筑建设有限公司", "等待答复", "收到意见</a>", "正在征求意见"}},
		{name: "没有选谁的意见", who: "limin", method: "POST", path: at + "/opinion", form: []string{"stance", "objects"}, status: 422, contains: []string{"没有选择是谁的意见"}},
		{name: "收到意见", who: "limin", method: "POST", path: at + "/opinion", form: []string{"name", "1", "stance", "objects", "reason", "商业秘密"}, status: 303},
		{name: "检索没有填", who: "limin", method: "POST", path: at + "/search", status: 422, contains: []string{"没有写明“在哪里检索”"}},
		{name: "检索", who: "limin", method: "POST", path: at + "/search", form: []string{"item", "0", "where", "档案室", "by", "李敏", "terms", "安置", "result", "有1份"}, status: 303},
		{name: "金额乱写", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"cents", "四十"}, status: 422, contains: []string{"“四十”不是金额"}},
		{name: "金额三位小数", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"cents", "40.123"}, status: 422, contains: []string{"不是金额"}},
		{name: "收费", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"cents", "40.5"}, status: 303},
		{name: "等待缴费", who: "limin", path: at, status: 200, contains: []string{"待缴费", "等待申请人缴费"}},
		{name: "不能拟答复", who: "limin", method: "POST", path: at + "/draft", status: 409, contains: []string{"待缴费", "不能“拟答复”"}},
		{name: "缴费", who: "limin", method: "POST", path: at + "/paid", status: 303},
	})
	if fee := o.MustCase(t, c.ID).Course.Fee; fee == nil || fee.Cents != 4050 {
		t.Errorf("the fee is %+v, want 40.50 yuan", fee)
	}
	if page := o.get("limin", at).body; strings.Contains(page, "周明") {
		t.Error("the case shows the applicant's name")
	}
}

// TestEntryOfCase: the register leads from an entry to the case that it counts,
// and offers no change of its own.
func TestEntryOfCase(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	c := o.OpenCase(t, storetest.Application())
	path := o.fill("/desk/organs/{organ}/registers/application/") + formatID(c.Entry)
	o.play(t, []scenario{
		{name: "登记", who: "limin", path: path, status: 200, contains: []string{"打开案件", "/cases/" + formatID(c.ID)}, without: []string{path + "/correct", path + "/withdraw"}},
		{name: "上级看登记", who: "hewen", path: path, status: 200, without: []string{"打开案件", "周明"}},
	})
}
