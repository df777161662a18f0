package desk_test

import "testing"

// TestLiveValues writes a figure by its name, reads it back as a number, and is
// told what cannot be told.
func TestLiveValues(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-20")
	clear(o.cookies)
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.must(o.post("limin", o.report("/begin")), 303)
	at := o.report("/chapter/overall")
	page := o.get("limin", at)
	see(t, "名称", page, 200, []string{"可以引用的数字", "<code>{{行政处罚}}</code>　1件", "{{领导小组组长}}"}, nil)
	o.must(o.post("limin", o.fill("/desk/organs/{organ}/group"), "leader", "周海峰 镇长", "from", "2024-03-05", "office", "党政办公室"), 303)
	see(t, "建议", o.get("limin", at), 200, []string{"登记簿能给这一章的句子", "{{领导小组组长}}担任"}, []string{"没有收到政府信息公开申请"})
	seen := hidden(t, page.body, "seen")
	see(t, "写错", o.post("limin", at, "seen", seen, "text", "处罚{{行政处罚决定}}件。"), 422, []string{"没有叫“行政处罚决定”的数字", "{{行政处罚}}"}, nil)
	see(t, "只核对", o.post("limin", at, "seen", seen, "text", "处罚{{行政处罚}}件。", "do", "check"), 200, []string{"还没有保存", `处罚<span class="live">1</span>件。`, "处罚{{行政处罚}}件。</textarea>"}, nil)
	see(t, "没有存", o.get("limin", at), 200, nil, []string{"还没有保存", `class="live"`})
	see(t, "存", o.post("limin", at, "seen", seen, "text", "处罚{{行政处罚}}件，副组长{{领导小组副组长}}。"), 303, []string{"done=chapter"}, nil)
	see(t, "全文", o.get("limin", o.report("")), 200, []string{`处罚<span class="live">1</span>件，副组长<span class="live">【未填：领导小组副组长】</span>。`, "中的“领导小组副组长”"}, nil)
	o.enterPenalty("青石罚〔2024〕2号", "2024-04-05")
	see(t, "随登记变化", o.get("limin", o.report("")), 200, []string{`处罚<span class="live">2</span>件`}, nil)
	const wrong = "作出行政处罚决定3件。"
	see(t, "核对文字和表", o.post("limin", at, "seen", seen, "text", wrong, "do", "check"), 200, []string{"这一章有0处错误、1处提示", `<span class="live off" id="s`, "（文中3，表中2）", wrong + "</textarea>"}, []string{"说明情况"})
	see(t, "改对了", o.post("limin", at, "seen", seen, "text", "作出行政处罚决定2件。", "do", "check"), 200, []string{"这一章没有发现与表格、登记簿不符的地方"}, []string{"（文中"})
	seen = hidden(t, o.get("limin", at).body, "seen")
	see(t, "存了写错的", o.post("limin", at, "seen", seen, "text", wrong), 303, nil, nil)
	see(t, "写的时候看得到", o.get("limin", at), 200, []string{"（文中3，表中2）", "说明情况", `href="#s`}, nil)
	see(t, "审核人不能核对", o.post("wangjing", at, "text", "甲", "do", "check"), 403, nil, nil)
}

// TestLikeLastYear compares what is being written with last year's report.
func TestLikeLastYear(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-20")
	clear(o.cookies)
	o.reportAt(publishedYear)
	next := "/desk/organs/" + o.Township.String() + "/reports/2021"
	o.must(o.post("limin", next+"/begin"), 303)
	same := "本年各项公开工作按照《中华人民共和国政府信息公开条例》平稳开展，公开目录逐项更新。"
	at := next + "/chapter/problems"
	see(t, "雷同", o.post("limin", at, "seen", "0", "text", same, "do", "check"), 200, []string{"有1段与上年报告雷同", "100%与上年相同", "上年：", "100.0%与2020年的报告相同，超过50%（上限50%）"}, nil)
	see(t, "不雷同", o.post("limin", at, "seen", "0", "text", "全镇十一个村逐村走访，收集群众对村务公开栏更新不及时的意见三十条，已全部整改到位。", "do", "check"), 200, []string{"没有与上年报告雷同的段落", "0.0%与2020年的报告相同（上限50%）"}, nil)
}
