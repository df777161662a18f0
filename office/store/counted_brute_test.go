package store_test

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/law/register"
	"gongkai/law/report"
)

// A brute counts what entries are, by the words of the form and of the
// exchange format, from their fields alone: it asks no register what it
// tallies. Days are compared as text.
type brute struct {
	year int
	n    map[report.Code]int64
}

// bruteOf is what one entry counts in a year, by code.
func bruteOf(key register.Key, v register.Values, year int) map[report.Code]int64 {
	b := brute{year, map[report.Code]int64{}}
	bruteCounts[key](b, v)
	return b.n
}

func (b brute) add(n int64, code ...string) { b.n[report.Code(strings.Join(code, "."))] += n }

// in says that a day lies in the year.
func (b brute) in(day string) bool { return strings.HasPrefix(day, strconv.Itoa(b.year)+"-") }

// last is 31 December of the year, or of one before it.
func (b brute) last(before int) string { return strconv.Itoa(b.year-before) + "-12-31" }

// open says that what began on a day was not over when a 31 December ended.
func (b brute) open(from, over string, before int) bool {
	return from <= b.last(before) && (over == "" || over > b.last(before))
}

func whole(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// quantity is how many an entry stands for: one, or a period's total.
func quantity(v register.Values) int64 {
	if v["extent"] == "total" {
		return whole(v["quantity"])
	}
	return 1
}

func decisions(matter string) func(brute, register.Values) {
	return func(b brute, v register.Values) {
		if b.in(v["decided_on"]) {
			b.add(quantity(v), "disclosure", matter, "decisions")
		}
	}
}

var bruteCounts = map[register.Key]func(b brute, v register.Values){
	"licence":  decisions("licensing"),
	"penalty":  decisions("penalty"),
	"coercion": decisions("coercion"),
	"fee": func(b brute, v register.Values) {
		if b.in(v["collected_on"]) {
			b.add(whole(v["amount"]), "disclosure.fees.amount")
		}
	},
	"normative":   bruteDocument,
	"application": bruteApplication,
	"remedy":      bruteRemedy,
	"processing_fee": func(b brute, v register.Values) {
		if b.in(v["notified_on"]) {
			b.add(whole(v["waived"]), "fact.processing_fee.waived")
		}
		if b.in(v["paid_on"]) {
			b.add(whole(v["charged"])-whole(v["waived"]), "fact.processing_fee.received")
		}
	},
	"item": func(b brute, v register.Values) {
		if !b.in(v["published_on"]) {
			return
		}
		b.add(1, "fact.item.published")
		b.add(1, "fact.item", v["category"])
		for channel := range strings.SplitSeq(v["channels"], ",") {
			b.add(1, "fact.item.channel", channel)
		}
	},
	"media_account": func(b brute, v register.Values) {
		if b.open(v["opened_on"], v["closed_on"], 0) {
			b.add(1, "fact.media_account.in_use")
		}
	},
	"media_post": func(b brute, v register.Values) {
		if b.in(v["published_on"]) {
			b.add(quantity(v), "fact.media_post.published")
			b.add(quantity(v), "fact.media_post", platformOf(v))
		}
	},
	"complaint": func(b brute, v register.Values) {
		if b.in(v["received_on"]) {
			b.add(1, "fact.complaint.received")
		}
		if b.in(v["handled_on"]) {
			b.add(1, "fact.complaint.handled")
		}
	},
	"activity": func(b brute, v register.Values) {
		if b.in(v["held_on"]) {
			b.add(1, "fact.activity", v["kind"])
			if v["kind"] == "training" {
				b.add(whole(v["people"]), "fact.activity.trained")
			}
		}
	},
	"problem": func(b brute, v register.Values) {
		if b.open(v["found_on"], v["closed_on"], 0) {
			b.add(1, "fact.problem.open")
		}
		if b.in(v["closed_on"]) {
			b.add(1, "fact.problem.done")
		}
	},
}

// platformOf is the platform that a post names.
func platformOf(v register.Values) string { return v["platform"] }

// bruteDocument: made in the year; in force at its end; repealed, or its term
// over, between the two ends of a year.
func bruteDocument(b brute, v register.Values) {
	row := map[string]string{"rule": "rules", "normative": "normative"}[v["kind"]]
	if v["stock"] != "" {
		if v["issued_on"] <= b.last(0) {
			b.add(whole(v["stock"]), "disclosure", row, "in_force")
		}
		return
	}
	over := func(before int) bool {
		last := b.last(before)
		return v["repealed_on"] != "" && v["repealed_on"] <= last || v["expires_on"] != "" && v["expires_on"] < last
	}
	if b.in(v["issued_on"]) {
		b.add(1, "disclosure", row, "issued")
	}
	if v["issued_on"] <= b.last(0) && !over(0) {
		b.add(1, "disclosure", row, "in_force")
	}
	if over(0) && !over(1) && v["issued_on"] <= b.last(0) {
		b.add(1, "disclosure", row, "repealed")
	}
}

// bruteApplication: received in the year by 收到申请之日, answered by the day the
// reply left, open on 31 December carried over.
func bruteApplication(b brute, v register.Values) {
	if b.in(v["received_on"]) {
		b.add(1, "application.newly_received", v["kind"])
	}
	if b.in(v["replied_on"]) {
		b.add(1, "application", v["result"], v["kind"])
	}
	if b.open(v["received_on"], v["replied_on"], 1) {
		b.add(1, "application.carried_in", v["kind"])
	}
	if b.open(v["received_on"], v["replied_on"], 0) {
		b.add(1, "application.carried_over", v["kind"])
	}
}

func bruteRemedy(b brute, v register.Values) {
	outcome := "other"
	switch {
	case slices.Contains([]string{"sustained", "dismissed"}, v["outcome"]):
		outcome = "upheld"
	case slices.Contains([]string{"annulled", "varied", "unlawful", "void", "ordered"}, v["outcome"]):
		outcome = "overturned"
	}
	if b.in(v["concluded_on"]) {
		b.add(1, "remedy", v["group"], outcome)
	}
	if b.open(v["accepted_on"], v["concluded_on"], 0) {
		b.add(1, "remedy", v["group"], "pending")
	}
}

// isBrute says that a register gives the cell of an edition, as the form and
// the exchange format say: of table 二 what both editions count, and of the form
// of 2021 the documents and the fees; tables 三 and 四 without their sums.
func isBrute(e *report.Edition, code report.Code) bool {
	parts := strings.Split(string(code), ".")
	last := parts[len(parts)-1]
	switch parts[0] {
	case "application":
		return last != "total" && parts[1] != "total_handled"
	case "remedy":
		return last != "total"
	}
	switch parts[1] {
	case "licensing", "penalty", "coercion":
		return last == "decisions"
	}
	return e.Name == "2021"
}

// registerOfCell is the register that a cell waits for.
func registerOfCell(code report.Code) register.Key {
	parts := strings.Split(string(code), ".")
	switch parts[0] {
	case "application", "remedy":
		return register.Key(parts[0])
	}
	return map[string]register.Key{
		"licensing": "licence", "penalty": "penalty", "coercion": "coercion", "fees": "fee", "rules": "normative", "normative": "normative",
	}[parts[1]]
}
