package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/register"
)

// draw makes what the organ records in a register in the drawer's year.
func (d *drawer) draw(key register.Key) []*record {
	if !d.isThere(d.from()) {
		return nil
	}
	switch key {
	case register.Item.Key:
		return d.itemsOf()
	case register.Normative.Key:
		return d.normatives()
	case register.Licence.Key:
		return d.licencesOf()
	case register.Penalty.Key:
		return d.penaltiesOf()
	case register.Coercion.Key:
		return d.coercionsOf()
	case register.Fee.Key:
		return d.feesOf()
	case register.Application.Key:
		return d.applications()
	case register.ProcessingFee.Key:
		return d.processingFees()
	case register.Remedy.Key:
		return d.remedies()
	case register.MediaAccount.Key:
		return d.accounts()
	case register.MediaPost.Key:
		return d.mediaPosts()
	case register.Complaint.Key:
		return d.complaintsOf()
	case register.Activity.Key:
		return d.activities()
	case register.Problem.Key:
		return d.problems()
	}
	return nil
}

// from and until are the days of the drawer's year on which the organ is there.
func (d *drawer) from() calendar.Date { return dateOf(d.year, 1, 1) }

func (d *drawer) until() calendar.Date {
	last := dateOf(d.year, 12, 31)
	if d.ended != "" {
		last = min(last, calendar.MustParse(d.ended)-1)
	}
	return last
}

// days draws so many working days of the year in their order. An organ that
// ends has as many fewer.
func (d *drawer) days(n int) []calendar.Date {
	days := make([]calendar.Date, 0, n)
	for range n {
		day := d.between(d.from(), dateOf(d.year, 12, 31))
		if day <= d.until() {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

// number is the number of a document: 霁政发〔2024〕3号.
func (o *office) number(kind string, year, n int) string {
	return fmt.Sprintf("%s%s〔%d〕%d号", o.mark, kind, year, n)
}

// someone is a private person of whom only the surname is told.
func (c *chanced) someone() string {
	name, _ := parted(c.pick(newNames().surnames...))
	return name + c.pick("某", "某某", "某华", "某明", "某英")
}

// firm is a company, shop or office that does not exist.
func (c *chanced) firm(kinds ...string) string {
	return "霁川县" + c.pick("泮水", "青崖", "禾木", "云岫", "恒泽", "双汊", "南浦", "晴川", "百穗", "竹里", "沅上", "东渡") + c.pick(kinds...)
}

var (
	shops     = []string{"商贸有限公司", "超市", "建材经营部", "餐饮店", "药房", "粮油店"}
	companies = []string{"建设有限公司", "置业有限公司", "农业开发有限公司", "矿业有限公司", "物流有限公司", "环保科技有限公司"}
)

// itemsOf are the pieces of information the organ disclosed: what comes out once
// a year, and the rest by chance.
func (d *drawer) itemsOf() (all []*record) {
	if d.key == seedTown && d.year == 2024 {
		return d.seedItems()
	}
	yearly, often := d.itemLines()
	d.Shuffle(len(yearly), func(i, j int) { yearly[i], yearly[j] = yearly[j], yearly[i] })
	n := d.around(d.items)
	for _, l := range yearly[:min(len(yearly), n/2)] {
		day := d.between(dateOf(d.year, l.month, 2), dateOf(d.year, l.month, 27))
		if day <= d.until() {
			all = append(all, once(day, d.item(l, day)))
		}
	}
	order := d.Perm(len(often))
	for i, day := range d.days(n - len(all)) {
		all = append(all, once(day, d.item(often[order[i%len(often)]], day)))
	}
	return d.numbered(byDay(all))
}

// numbered tells titles that are alike apart, and gives some of the items a
// document's number, in the order of their days.
func (d *drawer) numbered(all []*record) []*record {
	seen, n := said{}, 0
	for _, r := range all {
		v := r.versions[0].values
		v["title"] = seen.distinct(v["title"])
		if d.IntN(100) < 22 {
			n++
			v["number"] = d.number("发", d.year, n)
		}
	}
	return all
}

// An itemLine is a line of an item section.
type itemLine struct {
	category, clause, channels, title string
	month                             int // in which it comes out every year, 0 for any time
}

// itemLines reads what the organ discloses once a year and what it does often.
func (d *drawer) itemLines() (yearly, often []itemLine) {
	for _, text := range d.lines("item") {
		l := readItem(text)
		if l.month > 0 {
			yearly = append(yearly, l)
		} else {
			often = append(often, l)
		}
	}
	return yearly, often
}

func readItem(text string) (l itemLine) {
	if n, err := fmt.Sscan(text, &l.category, &l.clause, &l.channels, &l.title); n != 4 {
		panic(fmt.Sprintf("demo: %q: %v", text, err)) // a slip in our titles
	}
	channels, month, isYearly := strings.Cut(l.channels, "@")
	if l.channels = channels; isYearly {
		fmt.Sscan(month, &l.month) // our own text
	}
	return l
}

func (d *drawer) item(l itemLine, day calendar.Date) register.Values {
	return register.Values{
		"title": d.told(l.title, day), "category": l.category, "clause": l.clause, "channels": inOrder(l.channels),
		"published_on": day.String(), "made_on": workdayBefore(day.AddDays(-d.IntN(9))).String(), "unit": d.unit,
	}
}

// inOrder puts the channels of an item into the order in which registers keep
// them.
func inOrder(channels string) string {
	f := register.Item.Field("channels")
	kept := ""
	for _, o := range f.Choices {
		if slices.Contains(register.Values{"channels": channels}.Keys("channels"), o.Key) {
			kept += "," + o.Key
		}
	}
	return kept[min(1, len(kept)):]
}

// seedItems are the twelve items of the township's 2024, two of each kind that
// its report names.
func (d *drawer) seedItems() (all []*record) {
	for i, line := range []string{
		"notice 20_11 website,board {镇名}2024年农村低保对象公示", "project 20_10 website,board 枫林村至集镇公路改建工程中标结果公示",
		"emergency 20_12 website,new_media {镇名}森林防火巡护安排（2024年春季）", "rural 20_11 website,board {镇名}2024年衔接推进乡村振兴补助资金项目公示",
		"livelihood 20_11 website,board {镇名}2024年为民办实事项目清单", "notice 20_7 website {镇名}2024年预算公开",
		"emergency 20_12 website,new_media {镇名}2024年防汛应急预案", "project 20_10 website 集镇供水管网改造工程开工公示",
		"other 20_2 website {镇名}机构职能和联系方式（2024年更新）", "rural 20_11 board 新塘村产业奖补名单公示",
		"livelihood 20_11 website,board 白鹤湾村卫生室改造完成情况", "other 20_15 website {镇名}2024年权责清单",
	} {
		day := workday(dateOf(2024, i+1, 6+i))
		all = append(all, once(day, d.item(readItem(line), day)))
	}
	return all
}

// normatives are the documents: those that were there when the register was
// begun, as one stock, and those of the year. One of two is repealed after some
// years.
func (d *drawer) normatives() (all []*record) {
	if d.year == firstYear && d.stock > 0 {
		last := dateOf(firstYear-1, 12, 31)
		v := register.Values{"number": fmt.Sprintf("%d年底存量", firstYear-1), "title": "未逐件登记的行政规范性文件", "kind": "normative",
			"issued_on": last.String(), "stock": fmt.Sprint(d.stock), "source": fmt.Sprintf("%d年度报告", firstYear-1)}
		all = append(all, once(last, v))
	}
	subjects := []string{"农村公路管护", "城镇供水用水", "养犬管理", "户外广告设置", "政府投资项目管理", "公共租赁住房分配", "专项资金使用", "招商引资奖励", "野外用火管理", "临时救助", "网络餐饮服务", "行政执法公示"}
	order := d.Perm(len(subjects))
	for i, day := range d.days(d.around(d.normative)) {
		v := register.Values{
			"number": d.number("规", d.year, i+1), "title": "霁川县" + subjects[order[i%len(order)]] + d.pick("办法", "实施细则", "若干措施", "暂行规定"),
			"kind": "normative", "issued_on": day.String(), "effective_on": day.AddDays(30).String(), "unit": d.units[0],
		}
		if d.IntN(3) == 0 {
			v["expires_on"] = dateOf(d.year+5, 12, 31).String()
		}
		r := once(day, v)
		if d.IntN(2) == 0 {
			gone := workday(day.AddDays(420 + d.IntN(500)))
			r.then(gone, register.Values{"repealed_on": gone.String(), "repealed_by": d.number("发", gone.Year(), 30+d.IntN(40))})
		}
		all = append(all, r)
	}
	return all
}

// accounts are the organ's accounts on new media, opened before the register
// was begun.
func (d *drawer) accounts() (all []*record) {
	if d.year != firstYear || d.account == "" {
		return nil
	}
	opened := workday(dateOf(2019+d.IntN(3), 2+d.IntN(9), 5))
	add := func(name, platform string, opened calendar.Date) *record {
		r := once(opened, register.Values{
			"name": name, "platform": platform, "owner": d.name, "operator": d.unit, "custodian": d.staff.name,
			"opened_on": opened.String(), "filed_on": workday(opened + 7).String(), "filing_number": fmt.Sprintf("霁政新媒备〔%d〕%d号", opened.Year(), 10+d.IntN(60)),
		})
		all = append(all, r)
		return r
	}
	add(d.account, "wechat", opened)
	switch d.key {
	case county:
		add("霁川发布", "weibo", opened.AddDays(40))
	case "gongan":
		add(d.account, "douyin", opened.AddDays(300))
	case "jiaoti":
		closed := dateOf(2025, 6, 30)
		add("霁川教育微博", "weibo", opened.AddDays(21)).then(closed, register.Values{
			"closed_on": closed.String(), "closing_notice_on": closed.AddDays(-10).String(), "closing_filed_on": closed.String()})
	}
	return all
}

// silentOnes are the accounts that have said nothing for a while.
var silentOnes = map[string]int{"songling": 41, "zhengwu": 19}

// postByPost are the organs that enter every post; of the others the platform's
// figures are known.
var postByPost = map[string]bool{county: true, "zhengwu": true, seedTown: true, "liuwan": true, "shigu": true, "songling": true, "chengguanjie": true}

// mediaPosts are what the organ put out: on WeChat piece by piece, on other
// platforms as a total of every quarter.
func (d *drawer) mediaPosts() (all []*record) {
	if d.account == "" {
		return nil
	}
	if !postByPost[d.key] {
		return d.quarterTotals("wechat", d.media/4)
	}
	n := d.around(d.media)
	if d.key == seedTown && d.year == 2024 {
		n = 102
	}
	lines, last := d.lines("post"), dateOf(9999, 12, 31)
	if days, ok := silentOnes[d.key]; ok && d.year == d.f.today.Year() {
		last = d.f.today.AddDays(-days)
	}
	seen := said{}
	for i, day := range d.days(n) {
		title := seen.distinct(d.told(lines[(i*7+d.IntN(3))%len(lines)], day))
		if day <= last {
			all = append(all, once(day, register.Values{"title": title, "published_on": day.String(), "platform": "wechat", "account": d.account, "reads": fmt.Sprint(120 + d.IntN(4200))}))
		}
	}
	all = d.lately(all, last, lines)
	if d.key == county {
		all = append(all, d.quarterTotals("weibo", 40)...)
	}
	return all
}

// lately has the account say something in the last days where chance left a
// gap, or on the last day of one that fell silent.
func (d *drawer) lately(all []*record, last calendar.Date, lines []string) []*record {
	today := d.f.today
	if d.year != today.Year() {
		return all
	}
	day := workdayBefore(min(last, today.AddDays(-2)))
	if day.Year() != d.year || day < d.from() {
		return all
	}
	title := d.told(lines[0], day) + "（最新）"
	return append(all, once(day, register.Values{"title": title, "published_on": day.String(), "platform": "wechat", "account": d.account, "reads": fmt.Sprint(80 + d.IntN(400))}))
}

// quarters are the quarters of the year, first and last day.
func (d *drawer) quarters() (all [][2]calendar.Date) {
	for m := 1; m <= 12; m += 3 {
		next := dateOf(d.year+(m+2)/12, (m+2)%12+1, 1)
		all = append(all, [2]calendar.Date{dateOf(d.year, m, 1), next - 1})
	}
	return all
}

var quarterNames = [...]string{"第一季度", "第二季度", "第三季度", "第四季度"}

func (d *drawer) quarterTotals(platform string, n int) (all []*record) {
	for i, q := range d.quarters() {
		all = append(all, once(q[1], register.Values{
			"title": fmt.Sprintf("%d年%s合计", d.year, quarterNames[i]), "published_on": q[1].String(), "platform": platform,
			"extent": "total", "from_on": q[0].String(), "quantity": fmt.Sprint(d.around(n)), "source": "平台后台统计",
		}))
	}
	return all
}

// byDay sorts records by their first day.
func byDay(all []*record) []*record {
	slices.SortStableFunc(all, func(a, b *record) int { return cmp.Compare(a.versions[0].on, b.versions[0].on) })
	return all
}
