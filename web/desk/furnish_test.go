package desk_test

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// A furnished room has one of everything that the addresses name.
type furnished struct {
	*room
	entry, withdrawn, attachment, batch, file string
	finding, waiver                           string // of the draft
	application, paper                        string // a case with a draft, and a file of it
	waiting                                   string // an application that waits in the register
	joined, items                             string // a case of a group, and one of two items
	disabled                                  string // an account
}

// furnish gives the office one entry with a file, a withdrawn one, an import and
// a file with a bad line, and a report at each stage of its course.
func furnish(t testing.TB, o *room) *furnished {
	t.Helper()
	o.Clock.Set("2025-01-20")
	clear(o.cookies) // the sessions have ended since
	f := &furnished{room: o}
	entry := o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	f.entry = fmt.Sprint(entry.ID)
	o.must(o.upload("limin", o.registers("/"+f.entry+"/attachments"), "行政处罚决定书.txt", "决定书全文"), http.StatusSeeOther)
	f.attachment = between(o.get("limin", o.registers("/"+f.entry)).body, `/attachments/`, `"`)
	gone := o.enterPenalty("青石罚〔2024〕2号", "2024-03-06")
	o.MustTake(t, o.Clerk, gone, register.Withdraw{Register: "penalty", Reason: "重复登记"})
	f.withdrawn = fmt.Sprint(gone.ID)
	f.batch = o.fileIn("处罚.csv", importHead+"青石罚〔2024〕3号,法人,青溪县乙商贸有限公司,罚款,300,2024.3.1\n")
	bad := o.upload("limin", o.registers("/imports"), "第一季度.csv", importHead+"青石罚〔2024〕4号,法人,青溪县丙餐饮有限公司,罚款,300,2024.2.30\n青石罚〔2024〕5号,法人,青溪县丁建材有限公司,罚款,300,2024.3.1\n")
	f.file = bad.location[strings.LastIndex(bad.location, "/")+1:]
	for _, year := range []int{publishedYear, signedYear, reviewedYear, submittedYear, draftYear} {
		o.reportAt(year)
	}
	for _, year := range []int{typedYear, blankYear} {
		o.MustTake(o.t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: year})
	}
	f.explain()
	o.must(o.upload("chenxia", "/desk/organs/"+o.Other.String()+"/reports/history", "2022年年报.html", pageOf(t, doubtful("青溪县白石镇人民政府", oldYear))), http.StatusSeeOther)
	f.apply()
	return f
}

// explain leaves one finding of the draft open and answers another.
func (f *furnished) explain() {
	f.t.Helper()
	on := store.Subject{Kind: store.FilingKind, Organ: f.Township, ID: draftYear, Version: store.AnyVersion}
	f.MustTake(f.t, f.Clerk, on, filing.WriteChapter{Chapter: report.Overall, Text: "本年各项公开工作平稳开展。\n全年作出行政处罚决定5件。"})
	f.MustTake(f.t, f.Clerk, on, filing.Waive{Mark: f.judged(draftYear, "fee_not_stated").Mark, Reason: "本机关没有收费事项"})
	f.finding = f.judged(draftYear, "text_mismatch").Mark
	f.waiver = fmt.Sprint(f.judged(draftYear, "fee_not_stated").Waiver.ID)
}

// apply registers an application with a file and drafts its reply.
func (f *furnished) apply() {
	f.t.Helper()
	submit := storetest.Application()
	submit.Channel = application.Counter
	open := store.OpenCase{Submit: submit, On: calendar.MustParse("2025-01-06")}
	c := f.MustCase(f.t, f.MustTake(f.t, f.Clerk, store.Subject{Organ: f.Township}, open).Subject.ID)
	f.application = fmt.Sprint(c.ID)
	at := f.fill("/desk/organs/{organ}/cases/") + f.application
	f.must(f.upload("limin", at+"/files", "方案.txt", "方案全文", "class", "working"), http.StatusSeeOther)
	f.paper = between(f.get("limin", at).body, "/files/", `"`)
	old := register.Values{"number": "石桥公开申〔2025〕91号", "kind": "natural_person", "applicant": "周大明", "channel": "letter", "received_on": "2025-01-03"}
	f.waiting = fmt.Sprint(f.MustTake(f.t, f.Clerk, store.Subject{Organ: f.Township}, register.Enter{Register: "application", Values: old}).Subject.ID)
	f.beside()
	f.Step(f.t, f.Clerk, c.ID, application.Draft{Decisions: []application.Decision{{Item: 1, Outcome: application.Granted, Articles: []string{application.Granted.Articles()[0].String()}}}})
}

// beside makes the cases and the account without which some forms have nothing
// to change.
func (f *furnished) beside() {
	f.t.Helper()
	open := func(items ...string) store.Case {
		submit := storetest.Application()
		submit.Channel, submit.Items = application.Counter, nil
		for i, asked := range items {
			submit.Items = append(submit.Items, application.Item{N: i + 1, Asked: asked})
		}
		step := store.OpenCase{Submit: submit, On: calendar.MustParse("2025-01-07")}
		return f.MustCase(f.t, f.MustTake(f.t, f.Clerk, store.Subject{Organ: f.Township}, step).Subject.ID)
	}
	one, other := open("集贸市场改造的批复"), open("集贸市场改造的批复")
	f.MustTake(f.t, f.Clerk, one.Subject(), store.JoinCases{Reason: "内容相同", With: []store.CaseSeen{{ID: other.ID, Version: other.Version}}})
	f.joined, f.items = fmt.Sprint(one.ID), fmt.Sprint(open("河道整治的预算", "河道整治的验收意见").ID)
	on := f.MustTake(f.t, f.System, store.Subject{}, account.Create{Login: "wuling", Name: "吴玲", Organ: f.Township, Password: storetest.Password}).Subject
	f.MustTake(f.t, f.Security, on, account.Disable{Reason: "调离本机关"})
	f.disabled = account.ID(on.ID).String()
}

// judged is the finding of a rule on the township's report, as its page shows it.
func (o *room) judged(year int, rule string) filing.Judged {
	o.t.Helper()
	l, err := o.LiveReport(o.t.Context(), o.Township, year)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, j := range l.Shown().Judged {
		if j.Rule == rule {
			return j
		}
	}
	o.t.Fatalf("no finding of %s in %v", rule, l.Shown().Findings)
	return filing.Judged{}
}

// reportAt takes the report on a year to the stage at which the sights want it.
func (o *room) reportAt(year int) {
	o.t.Helper()
	on := o.MustTake(o.t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: year}).Subject
	on = o.CompleteFigures(o.t, on)
	for _, chapter := range filing.WrittenChapters() {
		on = o.MustTake(o.t, o.Clerk, on, filing.WriteChapter{Chapter: chapter, Text: "本年各项公开工作按照《中华人民共和国政府信息公开条例》平稳开展，公开目录逐项更新。"}).Subject
	}
	course := []struct {
		by   store.Actor
		step filing.Step
	}{{o.Clerk, filing.Submit{Explanation: "已核对，数字与台账一致"}}, {o.Reviewer, filing.Review{}}, {o.Approver, filing.Sign{}}, {o.Approver, filing.Publish{}}}
	for _, s := range course[:draftYear-year] {
		on = o.MustTake(o.t, s.by, on, s.step).Subject
	}
}

// fileIn imports a file as the clerk does, and returns the number of the import.
func (o *room) fileIn(name, content string) string {
	o.t.Helper()
	tried := o.upload("limin", o.registers("/imports"), name, content)
	page := o.get("limin", tried.location)
	form, ok := webtest.MainForm(page.body)
	if !ok {
		o.t.Fatalf("try %s = %d to %q:\n%s", name, tried.status, tried.location, mainOf(page.body))
	}
	var pairs []string
	for _, field := range form.Fields {
		pairs = append(pairs, field.Name, field.Value)
	}
	o.must(o.post("limin", tried.location, pairs...), http.StatusSeeOther)
	return between(o.get("limin", o.registers("/imports")).body, "/imports/undo/", `"`)
}

// many imports 10,000 penalties.
func (f *furnished) many() {
	f.t.Helper()
	var b strings.Builder
	b.WriteString(importHead)
	for i := range 10_000 {
		fmt.Fprintf(&b, "青石罚〔2023〕%d号,法人,青溪县第%d商贸有限公司,罚款,%d,2023-%02d-%02d\n", i+1, i%900, 200+i, i%12+1, i%28+1)
	}
	f.batch = f.fileIn("2023年行政处罚决定.csv", b.String())
	tried := f.upload("limin", f.registers("/imports"), "更正.csv", strings.ReplaceAll(b.String(), "商贸", "贸易"))
	f.file = tried.location[strings.LastIndex(tried.location, "/")+1:]
}

func (o *room) must(a answer, status int) {
	o.t.Helper()
	if a.status != status {
		o.t.Fatalf("status %d, want %d\n%s", a.status, status, mainOf(a.body))
	}
}

// between is what stands between two texts, "" where the first is not there.
func between(text, start, end string) string {
	_, rest, _ := strings.Cut(text, start)
	word, _, _ := strings.Cut(rest, end)
	return word
}

// address is a page's address in the furnished office, and who looks at it.
func (f *furnished) address(pattern string, s sight) (path, who string) {
	entry, year := f.entry, draftYear
	if s.entry == "withdrawn" {
		entry = f.withdrawn
	}
	if strings.Contains(pattern, "/transfer/") {
		entry = f.waiting
	}
	if s.year != 0 {
		year = s.year
	}
	if s.old {
		year, pattern = oldYear, strings.NewReplacer("{organ}", f.Other.String(), "{chapter}", "disclosure").Replace(pattern)
	}
	attachment := f.attachment
	if strings.Contains(pattern, "/cases/") {
		attachment = f.paper
	}
	about, person := f.application, ""
	switch s.state {
	case "joined":
		about = cmp.Or(f.joined, about)
	case "items":
		about = cmp.Or(f.items, about)
	case "disabled":
		person = f.disabled
	}
	path = strings.NewReplacer("{case}", cmp.Or(about, "{case}"), "{account}", cmp.Or(person, "{account}"), "{entry}", entry, "{year}", fmt.Sprint(year), "{attachment}", attachment, "{import}", f.batch, "{file}", f.file, "{finding}", f.finding, "{waiver}", f.waiver,
		"{table}", "2", "{format}", "docx").Replace(strings.TrimPrefix(pattern, "GET "))
	if s.old {
		return path, "chenxia"
	}
	return f.fill(path), f.looker(pattern, s)
}

// looker is who looks at a page: "" for nobody in particular.
func (o *room) looker(pattern string, s sight) string {
	switch s.who {
	case "-":
		return ""
	case "":
		for _, row := range o.desk.Routes() {
			if row.Pattern == pattern && row.May != "anyone" {
				return o.oneWhoMay(account.Action(row.May), strings.Contains(pattern, "{organ}"))
			}
		}
	}
	return s.who
}
