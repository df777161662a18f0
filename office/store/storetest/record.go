package storetest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store"
)

// Record enters what makes the township's figures of a year, by cell; money in
// 分. What was newly received and not answered stays open; the answered need not
// be given as received.
func (o *Office) Record(t testing.TB, year int, figures map[report.Code]int64) {
	t.Helper()
	r := recording{t: t, o: o, year: year}
	answered := map[string]int64{}
	for _, code := range slices.Sorted(maps.Keys(figures)) {
		n, parts := figures[code], strings.Split(string(code), ".")
		kind := parts[len(parts)-1]
		row := strings.Join(parts[1:len(parts)-1], ".")
		switch {
		case parts[0] == "disclosure":
			r.disclosure(parts[1], parts[2], n)
		case parts[0] == "remedy":
			r.remedy(row, kind, n)
		case row != "newly_received" && row != "carried_over":
			r.applications(kind, row, n)
			answered[kind] += n
		}
	}
	for _, code := range slices.Sorted(maps.Keys(figures)) {
		if kind, ok := strings.CutPrefix(string(code), "application.newly_received."); ok {
			r.applications(kind, "", figures[code]-answered[kind])
		}
	}
}

// A recording enters made-up records of a year.
type recording struct {
	t    testing.TB
	o    *Office
	year int
	n    int
}

func (r *recording) day(md string) string { return strconv.Itoa(r.year) + "-" + md }

func (r *recording) enter(key register.Key, v register.Values) {
	r.t.Helper()
	for field, text := range v {
		if text == "" {
			delete(v, field)
		}
	}
	r.n++
	v["number"] = fmt.Sprintf("石%s〔%d〕%d号", cmp.Or(v["number"], string(key)), r.year, r.n)
	r.o.MustTake(r.t, r.o.Clerk, store.Subject{Organ: r.o.Township}, register.Enter{Register: key, Values: v})
}

var totalsOf = map[string]register.Key{"licensing": "licence", "penalty": "penalty", "coercion": "coercion"}

func (r *recording) disclosure(group, what string, n int64) {
	if key, ok := totalsOf[group]; ok {
		r.enter(key, register.Values{"extent": "total", "from_on": r.day("01-01"), "decided_on": r.day("12-31"), "quantity": strconv.FormatInt(n, 10), "source": "业务系统统计表"})
		return
	}
	if group == "fees" {
		r.enter("fee", register.Values{"item": "垃圾处理费", "amount": strconv.FormatInt(n, 10), "collected_on": r.day("06-30")})
		return
	}
	v := register.Values{"title": "管理办法", "kind": strings.TrimSuffix(group, "s"), "issued_on": r.day("03-05")}
	if what == "in_force" {
		v["stock"], v["source"] = strconv.FormatInt(n, 10), "上年度报告"
		v["issued_on"] = strconv.Itoa(r.year-1) + "-12-31"
		n = 1
	}
	for range n {
		r.enter("normative", maps.Clone(v))
	}
}

// applications are of a kind of applicant; a result of "" leaves them open.
func (r *recording) applications(kind, result string, n int64) {
	replied := ""
	if result != "" {
		replied = r.day("04-10")
	}
	for range n {
		r.enter("application", register.Values{"kind": kind, "applicant": "周某", "channel": "counter", "received_on": r.day("03-20"), "result": result, "replied_on": replied})
	}
}

func (r *recording) remedy(group, outcome string, n int64) {
	v := register.Values{"group": group, "party": "周某", "accepted_on": r.day("05-06")}
	if decided, ok := map[string]string{"upheld": "sustained", "overturned": "annulled", "other": "withdrawn"}[outcome]; ok {
		v["outcome"], v["concluded_on"] = decided, r.day("06-30")
	}
	for range n {
		r.enter("remedy", maps.Clone(v))
	}
}

// CorrectTotal changes how many pieces the latest entry of a register stands
// for.
func (o *Office) CorrectTotal(t testing.TB, key register.Key, quantity string) {
	t.Helper()
	page, err := o.Entries(t.Context(), store.EntryFilter{Organ: o.Township, Register: key})
	if err != nil || len(page.Entries) == 0 {
		t.Fatalf("entries of %s: %v", key, err)
	}
	e := page.Entries[0]
	e.Values["quantity"] = quantity
	o.MustTake(t, o.Clerk, e.Subject(), register.Correct{Register: key, Values: e.Values, Reason: "漏登"})
}
