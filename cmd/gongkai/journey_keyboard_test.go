package main

import (
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestJourneyKeyboard enters a penalty with the keyboard alone: sign-in, today,
// the form with an error in it, the entry.
func TestJourneyKeyboard(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	storetest.NewOffice(t, running.store)
	running.store.Now = clock.Now
	b := webtest.Open(t, running.web)

	b.Visit("/desk/sign-in")
	b.TabTo("跳到正文")
	b.TabTo("账号")
	b.Keys("limin")
	b.TabTo("密码")
	b.Keys(string(storetest.Password))
	b.Enter()
	b.See("要办")
	b.TabTo("登记一件行政处罚")
	b.Enter()
	b.TabTo("行政处罚决定书文号")
	b.Keys("青石罚〔2024〕7号")
	b.TabTo("登记")
	b.Enter()
	b.See("有4处需要补充") // of five: the number that was typed stays
	b.TabTo("法人及其他组织")
	b.Keys(" ")
	b.TabTo("当事人名称")
	b.Keys("青溪县甲商贸有限公司")
	b.TabTo("警告")
	b.Keys(" ")
	b.TabTo("处罚决定日期")
	b.Keys("20240307")
	b.TabTo("登记")
	b.Enter()
	b.See("已登记", "2024年3月7日")
}
