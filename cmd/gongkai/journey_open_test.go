package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestJourneyOpen walks as a researcher does (J6): from the first page to open
// data, the dictionary, what is covered, the files, one cell over the years, the
// report with its versions and the comparison of two years. The numbers are the
// same wherever they stand.
func TestJourneyOpen(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-20")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	publishTwoYears(t, o)
	b := webtest.Open(t, running.web)

	b.Visit("/")
	b.See("各年的报告", "订正过的")
	b.Look("home")
	b.Press("开放数据")
	b.See("选择和下载", "30次", "20,000")
	b.Look("open")
	b.Press("数据字典")
	b.See("disclosure.penalty.decisions", "国办公开办函〔2019〕60号", "只有2019年格式有")
	b.Look("dictionary")
	b.Press("开放数据")
	b.Tick("2024年")
	b.Tick("2023年")
	b.ChooseLike("机关", "青溪县人民政府")
	b.ChooseLike("表", "三、")
	b.Press("查看覆盖情况")
	b.See("应有6份，已公布2份", "没有公布的", "白石镇 2024年")
	b.Look("coverage")

	_, query, _ := strings.Cut(b.Where(), "?")
	const cell = "application.newly_received.total"
	rows, lines := rowsOf(t, b.Base+"/open/data.csv?"+query), linesOf(t, b.Base+"/open/data.jsonl?"+query)
	for code := range lines["2024"] {
		if !strings.HasPrefix(code, "application.") {
			t.Errorf("table 三 was chosen and %s came", code)
		}
	}
	for year, want := range map[string]string{"2023": "12", "2024": "36"} {
		if rows[year][cell] != want || lines[year][cell] != want {
			t.Errorf("new applications of %s: CSV %q, JSON Lines %q, want %s", year, rows[year][cell], lines[year][cell], want)
		}
		if len(rows[year]) != len(lines[year]) {
			t.Errorf("of %s CSV has %d figures, JSON Lines %d", year, len(rows[year]), len(lines[year]))
		}
	}
	readReport(t, b, rows)
}

// readReport opens the report, one cell of it, the earlier version and the
// comparison.
func readReport(t *testing.T, b *webtest.Browser, rows map[string]map[string]string) {
	t.Helper()
	const cell = "application.newly_received.total"
	b.Press("第2版")
	b.See("本报告订正过，这是第2版", "历年和各月")
	if on := b.Cell(`新收申请，比上年多\d+件\s*(\d+)`); on != rows["2024"][cell] {
		t.Errorf("the page of the report says %s new applications, the files %s", on, rows["2024"][cell])
	}
	b.Look("report")
	b.Press("新收申请")
	b.See(cell, "各年度", "第2版", "第1版", "已订正", "报告中写：")
	for year, row := range rows {
		if on := b.Cell(year + `年\s+(\d+)`); on != row[cell] {
			t.Errorf("the page of the cell says %s of %s, the files %s", on, year, row[cell])
		}
	}
	b.Look("cell")
	b.Press("青溪县石桥镇人民政府2024年政府信息公开工作年度报告第2版")
	b.See("公布记录", "第1版")
	b.Press("与其他年度比较")
	b.See("2023年和2024年年度报告比较", "文字的重复", "基数不足30")
	if line := b.Cell(`一、本年新收政府信息公开申请数量·总计\s+(\d+\s+\d+\s+\S+)`); strings.Join(strings.Fields(line), " ") != "12 36 +24" {
		t.Errorf("the comparison says %q, want 12 36 +24", line)
	}
	b.Look("comparison")
	b.Visit("/open/versions")
	b.See("3版", "漏登政府信息公开申请1件")
	b.Look("versions")
}

// publishTwoYears publishes the township's reports on 2023 and 2024, and a
// revision of the later.
func publishTwoYears(t *testing.T, o *storetest.Office) {
	t.Helper()
	finish := func(on store.Subject) {
		on = o.MustTake(t, o.Clerk, on, filing.Submit{Explanation: "已核对"}).Subject
		on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
		on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
		o.MustTake(t, o.Approver, on, filing.Publish{})
	}
	for year, n := range map[int]int64{2023: 12, 2024: 35} {
		on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: year}).Subject
		o.Record(t, year, map[report.Code]int64{"application.newly_received.natural_person": n, "application.granted.natural_person": n})
		finish(o.Complete(t, on))
	}
	f, err := o.Filing(t.Context(), o.Township, 2024)
	if err != nil {
		t.Fatal(err)
	}
	on := o.MustTake(t, o.Clerk, f.Subject(), filing.Revise{Reason: "漏登政府信息公开申请1件"}).Subject
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: register.Values{"number": "石申〔2024〕36号", "kind": "enterprise",
		"applicant": "青溪县甲商贸有限公司", "channel": "counter", "received_on": "2024-11-20", "result": "granted", "replied_on": "2024-12-02"}})
	on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: report.Overall, Text: "2024年，新收政府信息公开申请36件，都已答复。"}).Subject
	finish(on)
}

// fileAt gets a file.
func fileAt(t *testing.T, address string) io.Reader {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, answer.Status)
	}
	return answer.Body
}

// rowsOf reads a download as CSV: values by year and cell.
func rowsOf(t *testing.T, address string) map[string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(fileAt(t, address)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	all := map[string]map[string]string{}
	for _, row := range rows[1:] {
		if all[row[1]] == nil {
			all[row[1]] = map[string]string{}
		}
		all[row[1]][row[2]] = row[4]
	}
	return all
}

// linesOf reads a download as JSON Lines the same way.
func linesOf(t *testing.T, address string) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for in := bufio.NewScanner(fileAt(t, address)); in.Scan(); {
		var line struct {
			Year  json.Number
			Cells map[string]json.Number
		}
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v in %s", address, err, in.Text())
		}
		all[line.Year.String()] = map[string]string{}
		for code, n := range line.Cells {
			all[line.Year.String()][code] = n.String()
		}
	}
	return all
}
