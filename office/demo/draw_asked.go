package demo

import (
	"fmt"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/register"
)

// forgetful is the town that thinks of a decision after its report was
// published.
const forgetful = "shigu"

// resultText are the ways in which applications end, each as often as it stands
// here in about seventy. Every row of the form is among them.
const resultText = `granted×19 partly_granted×9 unavailable.not_held×8 unavailable.needs_creation×2 unavailable.still_unclear
withheld.state_secret withheld.prohibited_by_law withheld.security_stability withheld.third_party_rights×2 withheld.internal_affairs×3 withheld.deliberative×2
withheld.enforcement_file×2 withheld.inquiry×2 not_processed.petition×4 not_processed.repeated×2 not_processed.publication not_processed.excessive not_processed.reissue
otherwise_handled.uncorrected×2 otherwise_handled.unpaid otherwise_handled.other×2`

// unpaidResult is only where fees are asked for.
const unpaidResult = "otherwise_handled.unpaid"

// results returns the ways in which n applications end, in the order of chance.
func (d *drawer) results(n int) []string {
	var deck []string
	for _, entry := range strings.Fields(resultText) {
		result, times, many := strings.Cut(entry, "×")
		k := 1
		if many {
			fmt.Sscan(times, &k) // our own text
		}
		for range k {
			if result != unpaidResult || d.key == county {
				deck = append(deck, result)
			}
		}
	}
	d.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	for len(deck) < n {
		deck = append(deck, d.pick("granted", "granted", "partly_granted", "unavailable.not_held"))
	}
	return deck[:n]
}

// askedLines are what people ask the organ for.
func (d *drawer) askedLines() []string {
	section := map[string]string{county: "county", "ziran": "land", "zhujian": "house"}[d.key]
	switch {
	case section != "":
	case d.isTown():
		section = "town"
	default:
		section = "bureau"
	}
	return titles()["asked "+section]
}

// applications are received through the year and answered in time, some in the
// year that follows. In the first year some are there from the year before.
func (d *drawer) applications() (all []*record) {
	if d.asked == 0 {
		return nil
	}
	if d.year == firstYear {
		before := &drawer{office: d.office, f: d.f, year: firstYear - 1, chanced: d.chanced}
		late := []calendar.Date{workday(dateOf(firstYear-1, 12, 15)), workday(dateOf(firstYear-1, 12, 21))}
		if d.key == county {
			late = append(late, workday(dateOf(firstYear-1, 12, 22)), workday(dateOf(firstYear-1, 12, 27)))
		}
		if !d.isTown() {
			all = before.received(late, 300)
		}
	}
	return append(all, d.received(d.days(d.around(d.asked)), 0)...)
}

// received makes applications of days, numbered after a number.
func (d *drawer) received(days []calendar.Date, after int) (all []*record) {
	lines, results := d.askedLines(), d.results(len(days))
	for i, day := range days {
		v := register.Values{
			"number": d.number("公开申", d.year, after+i+1), "kind": d.applicantKind(), "asked": d.told(d.pick(lines...), day),
			"channel":     d.pick("online", "online", "online", "registered_mail", "registered_mail", "counter", "email", "letter"),
			"received_on": day.String(), "unit": d.unit, "extended": "no",
		}
		v["applicant"] = d.applicant(v["kind"])
		answered := calendar.National().After(day, 6+d.IntN(14))
		more := register.Values{"result": results[i], "reply_number": d.number("公开答", d.year, after+i+1)}
		if d.IntN(12) == 0 {
			answered = calendar.National().After(day, 24+d.IntN(15))
			more["extended"] = "yes"
		}
		more["replied_on"] = answered.String()
		r := once(day, v)
		if overdue := d.key == "zhujian" && d.year == d.f.today.Year() && i == d.overdue(days); !overdue {
			r.then(answered, more)
		}
		all = append(all, r)
	}
	return all
}

// overdue is the application that is not answered though its time is up, -1 for
// none: the last received five weeks ago or before.
func (d *drawer) overdue(days []calendar.Date) int {
	last := -1
	for i, day := range days {
		if day <= d.f.today.AddDays(-35) {
			last = i
		}
	}
	return last
}

func (d *drawer) applicantKind() string {
	switch n := d.IntN(100); {
	case n < 78:
		return "natural_person"
	case n < 90:
		return "enterprise"
	case n < 93:
		return "legal_service"
	case n < 95:
		return "welfare"
	case n < 97:
		return "research"
	}
	return "other"
}

func (d *drawer) applicant(kind string) string {
	switch kind {
	case "enterprise":
		return d.firm(companies...)
	case "legal_service":
		return d.firm("律师事务所")
	case "welfare":
		return d.firm("公益服务中心", "助学促进会")
	case "research":
		return d.firm("乡村发展研究中心", "职业学院")
	case "other":
		return d.firm("小区业主委员会", "农民专业合作社")
	}
	return d.someone()
}

// processingFees are the notices of a year: paid, waived, not paid.
func (d *drawer) processingFees() (all []*record) {
	if d.key != county {
		return nil
	}
	for i, day := range d.days(5)[1:] {
		v := register.Values{
			"number": d.number("公开费", d.year, i+1), "application": d.number("公开申", d.year, 3+9*i), "notified_on": day.String(),
			"standard": d.pick("items", "pages"), "charged": fmt.Sprint(10000 * (1 + d.IntN(6))),
		}
		if i == 1 {
			v["waived"], v["why_waived"] = v["charged"], "申请人是农村五保供养对象"
		}
		r := once(day, v)
		if paid := workday(day + 5); i < 3 && paid <= d.until() {
			r.then(paid, register.Values{"paid_on": paid.String()})
		}
		all = append(all, r)
	}
	return all
}

// remedies are the disputes of a year, some decided in the next.
func (d *drawer) remedies() (all []*record) {
	for i, day := range d.days(d.around(d.disputes)) {
		group, word, body := "reconsideration", "复议", "霁川县人民政府"
		if d.key == county {
			body = "云澜市人民政府"
		}
		switch k := d.IntN(10); {
		case k < 2:
			group, word, body = "litigation_direct", "行初", "云澜市中级人民法院"
		case k < 5:
			group, word, body = "litigation_after_reconsideration", "行初", "云澜市中级人民法院"
		}
		r := once(day, register.Values{
			"number": fmt.Sprintf("%s%s〔%d〕%d号", map[string]string{"复议": "云府", "行初": "云法"}[word], word, day.Year(), 20+7*i+d.IntN(6)+100*(len(d.key)%7)),
			"group":  group, "party": d.someone(), "application": d.number("公开申", d.year, 1+i), "body": body, "accepted_on": day.String(),
		})
		outcome := d.pick("sustained", "sustained", "dismissed", "dismissed", "withdrawn", "terminated", "annulled", "ordered", "not_accepted", "unlawful")
		concluded := workday(day.AddDays(50 + d.IntN(70)))
		more := register.Values{"outcome": outcome, "concluded_on": concluded.String()}
		if outcome == "annulled" || outcome == "ordered" || outcome == "unlawful" {
			more["cause"] = "答复认定信息不存在，检索的范围不够。已重新检索并作出答复，并在业务培训中通报。"
		}
		all = append(all, r.then(concluded, more))
	}
	return all
}

// complaintsOf are complaints of disclosure.
func (d *drawer) complaintsOf() (all []*record) {
	if d.key == seedTown {
		return nil
	}
	matters := [][3]string{
		{"not_disclosed", "反映{村}低保名单没有公示", "已在村务公开栏公示，并向来信人说明"},
		{"not_updated", "反映办事指南的联系电话没有更新", "已更新办事指南，逐项核对电话"},
		{"not_answered", "反映申请公开信息超过期限没有答复", "已查明寄送地址有误，重新寄送答复"},
		{"not_disclosed", "反映{镇}征地补偿标准没有公开", "已在网站和公告栏公开补偿标准"},
	}
	for i, day := range d.days(d.around(d.complaints)) {
		m := matters[d.IntN(len(matters))]
		v := register.Values{
			"number": fmt.Sprintf("%d-投-%d", d.year, i+1), "received_on": day.String(), "person_kind": "natural_person", "person": d.someone(),
			"kind": m[0], "matter": d.told(m[1], day), "channel": d.pick("来信", "网站信箱", "电话", "来访"),
		}
		if d.IntN(4) == 0 {
			v["person_kind"] = "anonymous"
			delete(v, "person")
		}
		done := workday(day.AddDays(8 + d.IntN(14)))
		all = append(all, once(day, v).then(done, register.Values{"handled_on": done.String(), "result": d.pick("rectified", "rectified", "partly", "unfounded"), "measure": m[2]}))
	}
	return all
}

// activities are what the organ does to keep disclosure in order.
func (d *drawer) activities() (all []*record) {
	add := func(kind, title string, month, people int, result string) {
		day := d.between(dateOf(d.year, month, 3), dateOf(d.year, month, 25))
		v := register.Values{"title": title, "kind": kind, "held_on": day.String(), "host": d.unit, "place": d.short + "机关会议室", "result": result}
		if people > 0 {
			v["people"] = fmt.Sprint(people - 3 + d.IntN(7))
		}
		if day <= d.until() {
			all = append(all, once(day, v))
		}
	}
	if d.key == county {
		add("meeting", fmt.Sprintf("全县政府信息公开工作会议（%d年）", d.year), 3, 96, "部署全年公开要点，通报上年年度报告核查情况")
		add("meeting", "县政府信息公开工作领导小组会议", 9, 24, "研究依申请公开中的疑难问题")
		add("training", "全县政府信息公开业务培训班", 5, 108, "学习条例、申请办理和答复文书")
		add("training", "年度报告编制培训", 12, 84, "讲解统一格式和勾稽关系")
		add("assessment", fmt.Sprintf("%d年度政府信息公开工作考核", d.year-1), 2, 0, fmt.Sprintf("考核%d个单位，优秀6个，合格%d个，结果纳入年度综合考核", len(d.f.offices)-1, len(d.f.offices)-7))
		add("appraisal", "政府信息公开社会评议", 10, 0, "向社会发放问卷420份，满意和基本满意的占93.6%")
		return all
	}
	where := d.short
	add("meeting", where+"政府信息公开工作推进会", 3, 18, "分解年度任务，明确责任")
	if !d.isTown() || d.items > 14 || d.key == seedTown {
		add("training", where+"政府信息公开业务培训", 6, 26, "学习公开范围、保密审查和登记要求")
	}
	return all
}

// problems are what the organ found to be mended, and what came of it. The last
// of each year is mended in the next.
func (d *drawer) problems() (all []*record) {
	if d.ended != "" && d.year == calendar.MustParse(d.ended).Year() {
		return nil
	}
	if d.key == seedTown && d.year == 2024 {
		return d.seedProblems()
	}
	lines := titles()["problem all"]
	start, n := (len(d.key)*5+7*len(d.name)+d.year*3)%len(lines), 3
	if d.isTown() {
		n = 2
	}
	for i := range n {
		part := strings.Split(lines[(start+i*5)%len(lines)], "|")
		day := d.between(dateOf(d.year, 2+3*i, 10), dateOf(d.year, 3+3*i, 20))
		due := dateOf(d.year, 10, 31)
		closed := d.between(dateOf(d.year, 9, 1), due)
		if i == n-1 {
			due = dateOf(d.year+1, 4, 30)
			closed = d.between(dateOf(d.year+1, 2, 20), due)
		}
		all = append(all, d.found(part[0], part[1], part[2], day, due, closed))
	}
	return all
}

func (d *drawer) found(title, measure, origin string, day, due, closed calendar.Date) *record {
	r := once(day, register.Values{
		"title": title, "found_on": day.String(), "origin": origin, "measure": measure, "owner": d.unit, "person": d.staff.name,
		"due_on": due.String(),
	})
	if d.key == county && d.year == d.f.today.Year()-1 && due.Year() > d.year { // stays open
		half := workday(dateOf(d.year+1, 3, 10))
		return r.then(half, register.Values{"outcome": "已完成方案，正在试行"})
	}
	return r.then(closed, register.Values{"closed_on": closed.String(), "outcome": "已完成：" + measure})
}

// seedProblems are the four problems of the township's 2024.
func (d *drawer) seedProblems() (all []*record) {
	for i, p := range [][2]string{
		{"公开工作做得不够深入，有的停留在发通知、贴公告", "每季度由分管负责人带队检查一次，把公开嵌入办事流程"},
		{"公开的内容偏少，群众关心的惠民事项不够细", "按惠民事项列出公开清单，逐项落实到办公室"},
		{"全年发布的条数与上级要求有差距", "确定公众号每周至少发布两条，由党政办公室统计"},
		{"应公开事项中仍有未及时公开的", "每月对照权责清单核对一次，漏公开的限期补上"},
	} {
		day, due := workday(dateOf(2024, 10+i/2, 11+i)), dateOf(2025, 6, 30)
		all = append(all, d.found(p[0], p[1], "own", day, due, workday(dateOf(2025, 3+i/2, 12+5*i))))
	}
	return all
}

// countOf counts the records of a year that were known by its end.
func countOf(all []*record, year int) (n int) {
	for _, r := range all {
		if r.versions[0].on <= dateOf(year, 12, 31) {
			n++
		}
	}
	return n
}
