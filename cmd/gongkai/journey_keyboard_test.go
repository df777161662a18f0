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

// TestJourneyClerkKeyboard takes the clerk's January with the keyboard alone:
// from signing in to the county having the report. The window in which a file is
// chosen is the browser's own.
func TestJourneyClerkKeyboard(t *testing.T) {
	c := newClerking(t)
	follow := func(words ...string) {
		t.Helper()
		for _, w := range words {
			c.TabTo(w)
			c.Enter()
		}
	}
	c.Visit("/desk/sign-in")
	c.TabTo("账号")
	c.Keys("limin")
	c.TabTo("密码")
	c.Keys(string(storetest.Password))
	c.Enter()
	follow("登记簿", "政务新媒体发布登记簿", "导入")
	c.TabTo("要导入的文件")
	c.Upload("要导入的文件", "公众号导出.csv", posts())
	follow("试导入", "导入102行")
	c.See("导入完成")
	follow("今日", "开始填报2024年年度报告", "开始填报", "去做零报告")
	for _, name := range []string{"规章和规范性文件", "行政许可决定", "行政处罚决定", "行政强制决定", "行政事业性收费", "政府信息公开申请", "行政复议和行政诉讼", "信息处理费"} {
		c.TabTo(name + "：没有发生")
		c.Keys(" ")
	}
	follow("确认勾选的事项没有发生")
	c.See("零报告已确认")
	for _, chapter := range []struct{ tab, text string }{
		{"一 总体情况", "{{年度}}年，政务新媒体发布信息{{政务新媒体发布信息}}条。没有收到新的政府信息公开申请。"},
		{"五 问题改进", "个别信息更新不及时。2025年起每月核对一次各办公室应公开的信息。"},
		{"六 其他事项", "{{年度}}年没有收取信息处理费。"},
	} {
		follow(chapter.tab)
		c.TabTo("正文")
		c.Keys(chapter.text)
		follow("保存并核对")
	}
	follow("全文")
	c.See("2024年，政务新媒体发布信息102条。")
	c.TabTo("2处错误") // past the tables, each figure of which is a link
	c.Keys("\r")
	follow("送审核")
	c.TabTo("对2处错误的说明")
	c.Keys("上年报告结转的1件已于2023年12月29日答复，上年多计。")
	follow("送审核")
	c.See("待审核")
	enter := func(login string, words ...string) {
		t.Helper()
		c.TabTo("退出登录")
		c.Enter()
		c.TabTo("账号")
		c.Keys(login)
		c.TabTo("密码")
		c.Keys(string(storetest.Password))
		c.Enter()
		follow(words...)
	}
	enter("wangjing", "审核2024年年度报告", "审核通过", "审核通过")
	enter("zhouhaifeng", "签发2024年年度报告", "签发", "签发")
	c.See("待发布")
	enter("limin", "报送2024年年度报告", "报送")
	c.See("已报送，等接收")
	enter("make", "接收报送的2024年年度报告1份", "石桥镇")
	c.TabTo("去办理") // past the tables
	c.Keys("\r")
	follow("接收")
	c.See("已接收，报送的机关看得到")
	enter("zhouhaifeng", "发布2024年年度报告", "发布", "发布")
	c.See("已发布，第1版", "上级已接收")
	t.Logf("%d keys, fields and files", c.Actions())
}
