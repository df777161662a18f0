package main

import (
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// mostCounterActions is what registering a paper application may take, from the
// desk's first page to the receipt (J3).
const mostCounterActions = 25

// TestJourneyCounter is the clerk with an envelope in hand: a letter that was
// signed for, of two items, is registered, the receipt printed, the case given
// to an inner office; an ordinary letter waits for its confirmation.
func TestJourneyCounter(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-08")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	b := webtest.Open(t, running.web)
	b.SignIn("limin", string(storetest.Password))
	signedIn := b.Actions()
	b.Press("申请办理")
	b.See("申请办理")
	b.Press("登记一件申请")
	b.Tick("邮寄（签收）")
	b.Fill("提交、签收或者收到的日期", "2025.1.6")
	b.Choose("申请人类别", "自然人")
	b.Fill("姓名或者名称", "周大明")
	b.Fill("证件号码或者统一社会信用代码", "000000199001010011")
	b.Fill("联系电话", "13800000001")
	b.Fill("通信地址", "青溪县石桥镇向阳村1组")
	b.Fill("第1项", "向阳村2023年第4批次征地补偿安置方案")
	b.Press("再加一项")
	b.Fill("第2项", "向阳村安置房建设施工合同（2024年）")
	b.Choose("获取方式", "邮寄")
	b.Press("登记")
	b.See("石桥镇公开申〔2025〕1号", "查询码", "2025年1月6日", "最迟2025年2月8日")
	b.SeeNot("周大明", "000000199001010011")
	paper := b.Actions() - signedIn
	t.Logf("a paper application took %d actions", paper)
	if paper > mostCounterActions {
		t.Errorf("a paper application took %d actions, at most %d are allowed", paper, mostCounterActions)
	}
	b.Press("办理这件申请")
	b.See("还剩", "周**", "本月第1件")
	b.Press("备注")
	b.Fill("内容", "已电话告知申请人")
	b.Press("备注")
	b.See("已电话告知申请人")
	ordinaryLetter(b)
}

// ordinaryLetter registers a letter that nobody signed for: it takes no day of
// receipt until the applicant has confirmed it.
func ordinaryLetter(b *webtest.Browser) {
	b.Press("申请办理")
	b.Press("登记一件申请")
	b.Tick("平常信函")
	b.Choose("申请人类别", "自然人")
	b.Fill("姓名或者名称", "周大明")
	b.Fill("证件号码或者统一社会信用代码", "000000199001010011")
	b.Fill("第1项", "村务公开目录")
	b.Press("登记")
	b.See("待双方确认")
	b.Press("办理这件申请")
	b.See("待确认收到", "本月第2件")
	b.Press("确认收到")
	b.Fill("怎样与申请人确认", "电话")
	b.Press("确认收到")
	b.See("办理中")
}
