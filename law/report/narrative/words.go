package narrative

import "strings"

var lexicon = newTrie(entries())

// entries lists the vocabulary. A word in several kinds is of the first: the
// names of cells go before the words that change nothing.
func entries() []entry {
	list := make([]entry, 0, 3000)
	seen := make(map[string]bool, 3000)
	put := func(word string, k kind, arg uint8) {
		if !seen[word] {
			seen[word] = true
			list = append(list, entry{word, k, arg})
		}
	}
	for _, v := range vocabulary {
		for _, w := range strings.Fields(v.words) {
			put(w, v.kind, v.arg)
		}
	}
	for _, v := range vocabulary {
		if v.kind == carryIn || v.kind == carryOut {
			for _, w := range strings.Fields(v.words) {
				put(w+"办件", v.kind, v.arg)
			}
		}
		if v.kind != object {
			continue
		}
		for _, w := range strings.Fields(v.words) {
			if strings.HasSuffix(w, "申请") && w != "申请" {
				for _, end := range []string{"表", "书", "件", "事项", "案件", "办件", "信件"} {
					put(w+end, object, v.arg)
				}
				for _, end := range []string{"量", "受理量", "受理数", "收件量", "收件数"} {
					put(w+end, volume, 0)
				}
			}
		}
	}
	for _, n := range strings.Fields("三 四 五 七 八 九 十 十一") {
		put("前"+n+"个月", partYear, 0)
	}
	for _, w := range anyones() {
		put(w, filler, 0)
	}
	for _, a := range strings.Fields("单位 个人 群众 企业 组织 公众 市民 社会公众") {
		for _, b := range strings.Fields("单位 个人 群众 企业 组织 公众 市民") {
			for _, mark := range strings.Fields("和 或 或者 及 与 、") {
				if a != b {
					put(a+mark+b, filler, 0)
				}
			}
		}
	}
	for _, n := range strings.Fields("两 三 四 五 六 七 八 十 近三 近五 近两") {
		for _, k := range strings.Fields("年共 年累计 年合计 年总计 年总共 年间 年来 年间共 年来共") {
			put(n+k, sumYears, 0)
		}
	}
	for _, w := range petitions() {
		put(w, row, petition)
	}
	for _, w := range unanswered() {
		put(w.word, w.kind, w.arg)
	}
	for _, n := range strings.Fields("两 三 四 五 六") {
		for _, k := range strings.Fields("种情形 类情形 种情况 类情况 项情形 类答复 种答复") {
			put(n+k, filler, 0)
		}
	}
	for _, w := range below() {
		put(w, body, listedID)
	}
	for _, w := range strings.Fields(fillers) {
		put(w, filler, 0)
	}
	return list
}

// anyones lists the ways to say who may apply: 公民、法人和其他组织.
func anyones() []string {
	var out []string
	for _, first := range []string{"公民", "自然人", "个人", "公民个人", "公众", "群众", "市民"} {
		for _, a := range []string{"、", "和", "或", "或者", "及", "与", ","} {
			for _, b := range []string{"和", "或", "或者", "及", "及其", "以及", "、", "与"} {
				for _, last := range []string{"其他组织", "其它组织", "其他社会组织"} {
					out = append(out, first+a+"法人"+b+last)
				}
			}
		}
	}
	return out
}

// below lists the ways to say what belongs to an organ and is not itself: 局属学校.
func below() []string {
	var out []string
	for _, a := range strings.Fields("局属 委属 厅属 市属 县属 区属 省属 所属 下属 直属 局直属 委直属 局下属 委下属 辖区 辖内") {
		for _, b := range strings.Fields("学校 单位 医院 企业 事业单位 高校 公司 中心 机构 部门 院校 站所 科室") {
			out = append(out, a+b)
		}
	}
	return out
}

// unanswered lists the ways to say that an applicant let a term go by.
func unanswered() []entry {
	var out []entry
	for _, who := range strings.Fields("申请人 申请人逾期 申请人无正当理由逾期 申请人无正当理由 无正当理由逾期 逾期 申请人超期 申请人在规定期限内") {
		for _, not := range strings.Fields("不 未") {
			for _, do := range strings.Fields("补正 补正材料 补正申请 补正申请内容 按要求补正 进行补正 作出补正 按期补正 提交补正材料") {
				if who != "申请人" { // not put late, it may be a withdrawal
					out = append(out, entry{who + not + do, row, uncorrected})
				}
			}
			for _, do := range strings.Fields("缴费 缴纳费用 缴纳信息处理费 缴纳信息公开处理费 缴信息处理费 按要求缴费 按要求缴纳费用 按收费通知要求缴纳费用 按收费通知缴费 按期缴费 支付费用 按通知缴费 按收费通知要求缴费") {
				out = append(out, entry{who + not + do, row, unpaid})
			}
		}
	}
	return out
}

// petitions lists the ways to say that what is called an application is a
// petition: 信访、投诉、举报等申请.
func petitions() []string {
	var out []string
	words := []string{"信访", "投诉", "举报"}
	for _, mark := range []string{"、", "", "，", "及", "和", "或"} {
		for i := range words {
			for k := range words {
				if i == k {
					continue
				}
				three := words[i] + "、" + words[k] + mark + words[3-i-k]
				if mark == "" {
					three = words[i] + words[k] + words[3-i-k]
				}
				for _, end := range strings.Fields("类 类申请 等申请 等类申请 等类 类事项 等事项 等活动 申请") {
					out = append(out, three+end)
				}
			}
		}
	}
	return out
}
