package store_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
)

// A draw makes random entries that are in order, of days that a test names.
type draw struct {
	*rand.Rand
	until calendar.Date // nothing has happened after it
	year  int           // whose form a reply must fit
	names int
}

// one is any of several.
func one[T any](d *draw, all ...T) T { return all[d.IntN(len(all))] }

func (d *draw) chance(n int) bool { return d.IntN(n) == 0 }

// name is a number or title that nothing else has.
func (d *draw) name() string {
	d.names++
	return fmt.Sprintf("石〔%d〕%d号", d.year, d.names)
}

// day is a day of a year, often one of its edges.
func (d *draw) day(year int) calendar.Date {
	first, _ := calendar.DateOf(year, 1, 1)
	last, _ := calendar.DateOf(year, 12, 31)
	leap, _ := calendar.DateOf(year, 3, 1)
	day := first.AddDays(d.IntN(int(last-first) + 1))
	if d.chance(3) {
		day = one(d, first, last, leap-1)
	}
	return min(day, d.until)
}

// after is a day not before another, and may be the same.
func (d *draw) after(day calendar.Date) calendar.Date {
	return min(day.AddDays(d.IntN(120)), d.until)
}

func (d *draw) number(most int) string { return strconv.Itoa(d.IntN(most)) }

// A key says of an entry what import knows it by: its name and, where the name
// is not enough, its day and kind.
type key struct {
	name string
	day  calendar.Date
	kind string
	kept bool // the kind is not to be drawn
}

// entry draws an entry of a register.
func (d *draw) entry(register register.Key, k key) register.Values {
	v := drawings[register](d, k)
	for field, text := range v {
		if text == "" {
			delete(v, field)
		}
	}
	return v
}

// keyOf is the key of an entry there is.
func keyOf(of register.Key, v register.Values) key {
	d, _ := register.Of(of)
	k := key{name: v[d.Number], day: v.Date(d.Day)}
	if d.Kind != "" {
		k.kind, k.kept = v[d.Kind], len(d.With) > 0
	}
	return k
}

// results are the rows of table 三 in which a reply counts, by the year's form.
func (d *draw) result(year int) string {
	common := []string{"granted", "partly_granted", "withheld.state_secret", "withheld.internal_affairs", "unavailable.not_held", "not_processed.repeated"}
	if year < 2021 {
		return one(d, append(common, "otherwise_handled")...)
	}
	return one(d, append(common, "withheld.inquiry", "otherwise_handled.uncorrected", "otherwise_handled.unpaid", "otherwise_handled.other")...)
}

// kindOfApplicant are the columns of table 三.
func (d *draw) kindOfApplicant() string {
	return one(d, "natural_person", "enterprise", "research", "welfare", "legal_service", "other")
}

var drawings = map[register.Key]func(*draw, key) register.Values{
	"licence": func(d *draw, k key) register.Values {
		if v := d.total(k, "decided_on", d.chance(5)); v != nil {
			return v
		}
		return register.Values{"number": k.name, "matter": "食品小作坊登记", "party_kind": "organization", "party": "甲店", "outcome": one(d, "granted", "refused", "withdrawn"), "decided_on": k.day.String()}
	},
	"penalty": func(d *draw, k key) register.Values {
		if v := d.total(k, "decided_on", d.chance(5)); v != nil {
			return v
		}
		return register.Values{"number": k.name, "party_kind": "organization", "party": "甲店", "kinds": "warning,fine", "fine": d.number(9_000) + "1", "decided_on": k.day.String()}
	},
	"coercion": func(d *draw, k key) register.Values {
		if v := d.total(k, "decided_on", d.chance(5)); v != nil {
			return v
		}
		return register.Values{"number": k.name, "kind": one(d, "seize", "seal"), "party_kind": "natural_person", "party": "周某", "decided_on": k.day.String()}
	},
	"fee": func(d *draw, k key) register.Values {
		return register.Values{"number": k.name, "item": "垃圾处理费", "amount": d.number(1_000_000), "collected_on": k.day.String()}
	},
	"normative": drawDocument,
	"application": func(d *draw, k key) register.Values {
		v := register.Values{"number": k.name, "kind": d.kindOfApplicant(), "applicant": "周某", "channel": "counter", "received_on": k.day.String()}
		if !d.chance(3) {
			d.close("application", v, d.after(k.day))
		}
		return v
	},
	"remedy": func(d *draw, k key) register.Values {
		v := register.Values{"number": k.name, "group": one(d, "reconsideration", "litigation_direct", "litigation_after_reconsideration"), "party": "周某", "accepted_on": k.day.String()}
		if !d.chance(3) {
			d.close("remedy", v, d.after(k.day))
		}
		return v
	},
	"processing_fee": func(d *draw, k key) register.Values {
		charged := d.IntN(50_000)
		v := register.Values{"number": k.name, "notified_on": k.day.String(), "charged": strconv.Itoa(charged)}
		if waived := d.IntN(charged + 1); d.chance(3) && waived > 0 {
			v["waived"], v["why_waived"] = strconv.Itoa(waived), "低保对象"
		}
		if !d.chance(3) {
			d.close("processing_fee", v, d.after(k.day))
		}
		return v
	},
	"item": func(d *draw, k key) register.Values {
		return register.Values{"title": k.name, "published_on": k.day.String(), "category": one(d, "notice", "project", "rural", "emergency", "livelihood", "other"), "channels": one(d, "website", "website,new_media", "website,gazette,board", "screen,other")}
	},
	"media_account": func(d *draw, k key) register.Values {
		v := register.Values{"name": k.name, "platform": d.kind(k, "wechat", "weibo", "douyin"), "owner": "石桥镇人民政府", "opened_on": k.day.String()}
		if d.chance(3) {
			d.close("media_account", v, d.after(k.day))
		}
		return v
	},
	"media_post": func(d *draw, k key) register.Values {
		platform := d.kind(k, "wechat", "wechat", "weibo", "douyin")
		v := d.total(k, "published_on", d.chance(5))
		if v == nil {
			v = register.Values{"title": k.name, "published_on": k.day.String()}
		} else {
			v["title"] = v["number"]
			delete(v, "number")
		}
		v["platform"] = platform
		return v
	},
	"complaint": func(d *draw, k key) register.Values {
		v := register.Values{"number": k.name, "received_on": k.day.String(), "person_kind": "anonymous", "kind": "not_disclosed", "matter": "没有公示"}
		if !d.chance(3) {
			d.close("complaint", v, d.after(k.day))
		}
		return v
	},
	"activity": func(d *draw, k key) register.Values {
		kind := d.kind(k, "meeting", "training", "assessment", "appraisal", "accountability")
		return register.Values{"title": k.name, "held_on": k.day.String(), "kind": kind, "people": strconv.Itoa(1 + d.IntN(60)), "result": "结果良好"}
	},
	"problem": func(d *draw, k key) register.Values {
		v := register.Values{"title": k.name, "found_on": k.day.String(), "origin": "own", "measure": "每月核对", "owner": "党政办公室"}
		if d.chance(2) {
			d.close("problem", v, d.after(k.day))
		}
		return v
	},
}

// kind is the kind that a key keeps, or one of several.
func (d *draw) kind(k key, all ...string) string {
	if k.kept {
		return k.kind
	}
	return one(d, all...)
}

// drawDocument draws a document, its repeal and its term, or what was in force
// before documents were kept singly. A township makes no rules.
func drawDocument(d *draw, k key) register.Values {
	v := register.Values{"number": k.name, "title": "管理办法", "kind": "normative", "issued_on": k.day.String()}
	switch d.IntN(6) {
	case 0:
		v["repealed_on"] = d.after(k.day).String()
	case 1:
		v["expires_on"] = k.day.AddDays(d.IntN(900)).String()
	case 2:
		v["repealed_on"], v["expires_on"] = d.after(k.day).String(), k.day.AddDays(d.IntN(400)).String()
	case 3:
		v["stock"], v["source"] = strconv.Itoa(1+d.IntN(9)), "上年度报告"
	}
	return v
}

// total draws a period's total that ends on the day of its key, nil where it is
// none.
func (d *draw) total(k key, day string, is bool) register.Values {
	if !is {
		return nil
	}
	first, _ := calendar.DateOf(k.day.Year(), 1, 1)
	from := max(first, k.day.AddDays(-d.IntN(40)))
	return register.Values{"number": k.name, "extent": "total", "from_on": from.String(), day: k.day.String(), "quantity": strconv.Itoa(1 + d.IntN(200)), "source": "业务系统统计表"}
}

// close ends on a day what an entry left open; it says whether there was
// anything to end.
func (d *draw) close(of register.Key, v register.Values, on calendar.Date) bool {
	field, ok := closings[of]
	if !ok || v[field] != "" || v["stock"] != "" || v["expires_on"] != "" {
		return false
	}
	v[field] = on.String()
	switch of {
	case "application":
		v["result"] = d.result(on.Year())
	case "remedy":
		v["outcome"] = one(d, "sustained", "dismissed", "annulled", "varied", "unlawful", "void", "ordered", "not_accepted", "withdrawn", "terminated", "settled", "other")
	case "complaint":
		v["result"] = one(d, "rectified", "unfounded", "withdrawn")
	case "problem":
		v["outcome"] = "已建立核对清单"
	}
	return true
}

// closings are the fields that end what an entry left open.
var closings = map[register.Key]string{
	"application": "replied_on", "remedy": "concluded_on", "complaint": "handled_on", "problem": "closed_on",
	"normative": "repealed_on", "media_account": "closed_on", "processing_fee": "paid_on",
}

// addSums adds up, by the form's own words, the cells that are sums of others:
// what entries give is in n.
func addSums(e *report.Edition, n map[report.Code]int64) {
	columns := []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other"}
	for _, row := range e.Rows {
		for _, c := range columns {
			isResult := row.Key != "newly_received" && row.Key != "carried_in" && row.Key != "carried_over" && row.Key != "total_handled"
			if isResult {
				n[report.Code("application.total_handled."+c)] += n[report.Code("application."+row.Key+"."+c)]
			}
		}
	}
	for _, row := range e.Rows {
		for _, c := range columns {
			n[report.Code("application."+row.Key+".total")] += n[report.Code("application."+row.Key+"."+c)]
		}
	}
	for _, group := range []string{"reconsideration", "litigation_direct", "litigation_after_reconsideration"} {
		for _, outcome := range []string{"upheld", "overturned", "other", "pending"} {
			n[report.Code("remedy."+group+".total")] += n[report.Code("remedy."+group+"."+outcome)]
		}
	}
}
