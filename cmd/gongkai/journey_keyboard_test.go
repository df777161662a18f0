package main

import (
	"testing"

	"gongkai/office/store/storetest"
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
	b := open(t, running.web)

	b.visit("/desk/sign-in")
	b.tabTo("跳到正文")
	b.tabTo("账号")
	b.keys("limin")
	b.tabTo("密码")
	b.keys(string(storetest.Password))
	b.enter()
	b.see("要办")
	b.tabTo("登记一件行政处罚")
	b.enter()
	b.tabTo("行政处罚决定书文号")
	b.keys("青石罚〔2024〕7号")
	b.tabTo("登记")
	b.enter()
	b.see("有4处需要补充") // of five: the number that was typed stays
	b.tabTo("法人及其他组织")
	b.keys(" ")
	b.tabTo("当事人名称")
	b.keys("青溪县甲商贸有限公司")
	b.tabTo("警告")
	b.keys(" ")
	b.tabTo("处罚决定日期")
	b.keys("20240307")
	b.tabTo("登记")
	b.enter()
	b.see("已登记", "2024年3月7日")
}
