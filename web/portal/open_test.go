package portal_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A figureAt is one figure of a download.
type figureAt struct {
	organ, year string
	cell        string
}

// csvOf reads a download as CSV: values by cell.
func csvOf(t *testing.T, h http.Handler, path string) map[figureAt]string {
	t.Helper()
	w := get(h, path)
	if w.Code != 200 {
		t.Fatalf("GET %s = %d, want 200\n%s", path, w.Code, w.Body)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	if head := strings.Join(rows[0], ","); head != "organ,year,cell,label,value,mark,raw" {
		t.Errorf("GET %s begins with %q", path, head)
	}
	all := map[figureAt]string{}
	for _, row := range rows[1:] {
		all[figureAt{row[0], row[1], row[2]}] = row[4]
	}
	return all
}

// linesOf reads a download as JSON Lines the same way.
func linesOf(t *testing.T, h http.Handler, path string) map[figureAt]string {
	t.Helper()
	w := get(h, path)
	all := map[figureAt]string{}
	for lines := bufio.NewScanner(w.Body); lines.Scan(); {
		var l struct {
			Schema, Organ, Report string
			Year                  int
			Cells                 map[string]*json.Number
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil || l.Schema != "gongkai.open/1" {
			t.Fatalf("GET %s: %v in %.200s", path, err, lines.Text())
		}
		for code, n := range l.Cells {
			value := ""
			if n != nil {
				value = n.String()
			}
			all[figureAt{l.Organ, strconv.Itoa(l.Year), code}] = value
		}
	}
	return all
}

// TestSameNumbers holds the figures of the page, the CSV file, the JSON Lines,
// the page of the cell and the file of the report against each other.
func TestSameNumbers(t *testing.T) {
	t.Parallel()
	s := published(t)
	rows, lines := csvOf(t, s.Handler, "/open/data.csv"), linesOf(t, s.Handler, "/open/data.jsonl")
	if len(rows) == 0 || fmt.Sprint(rows) != fmt.Sprint(lines) {
		t.Errorf("CSV has %d figures, JSON Lines %d, and they are not the same:\n%v\n%v", len(rows), len(lines), rows, lines)
	}
	one := csvOf(t, s.Handler, "/reports/"+s.Township.String()+"/2024.csv")
	td := regexp.MustCompile(`<td id="([a-z_.]+)"[^>]*>(.*?)</td>`)
	tag := regexp.MustCompile(`<[^>]*>`)
	page := get(s.Handler, "/reports/"+s.Township.String()+"/2024").Body.String()
	seen := 0
	for _, m := range td.FindAllStringSubmatch(page, -1) {
		at := figureAt{"青溪县石桥镇人民政府", "2024", m[1]}
		shown := strings.ReplaceAll(tag.ReplaceAllString(m[2], ""), ",", "")
		if rows[at] != shown || one[at] != shown {
			t.Errorf("%s is %q on the page, %q in the open data, %q in the report's file", m[1], shown, rows[at], one[at])
		}
		seen++
	}
	if seen < 200 {
		t.Errorf("the page of the report has %d figures, want all", seen)
	}
	for _, code := range []string{"application.newly_received.total", "disclosure.licensing.decisions", "disclosure.fees.amount", "remedy.reconsideration.upheld"} {
		cell := get(s.Handler, "/open/cells/"+s.Township.String()+"/"+code).Body.String()
		for _, year := range []string{"2023", "2024"} {
			value := rows[figureAt{"青溪县石桥镇人民政府", year, code}]
			if n, _ := strconv.Atoi(value); n >= 1000 {
				value = fmt.Sprintf("%d,%03d", n/1000, n%1000)
			}
			if want := `<th role="rowheader" scope="row">` + year + `年</th><td role="cell" class="n" data-label="数值">` + value + `</td>`; !strings.Contains(cell, want) {
				t.Errorf("the page of %s does not show %s of %s", code, value, year)
			}
		}
	}
}

func TestOpenPages(t *testing.T) {
	t.Parallel()
	s := published(t)
	s.MustTake(t, s.OtherClerk, store.Subject{Organ: s.Other}, filing.Begin{Year: 2024})
	town, other := s.Township.String(), s.Other.String()
	cell := "/open/cells/" + town + "/"
	s.pages(t, []scene{
		{"开放数据", "/open", 200, []string{"1</span>个机关公布的<span class=\"num\">2</span>份", "2024年<small>1份", "青溪县石桥镇人民政府", "连续下载<span class=\"num\">30</span>次", "20,000"}, []string{"柳河乡", "<script"}},
		{"数据字典", "/open/dictionary", 200, []string{`id="application.newly_received.total"`, "国办公开办函〔2019〕60号", "与三行的合计比较", "2019—2020年"}, nil},
		{"字典文件", "/open/dictionary.csv", 200, []string{"code,table,label,unit", "disclosure.fees.amount"}, []string{"\ufeff"}},
		{"覆盖情况", "/open/coverage", 200, []string{"应有7份，已公布2份", "第2版", "未公布", "白石镇", "柳河乡"}, []string{"占"}},
		{"所选的覆盖情况", "/open/coverage?year=2024&organ=" + town, 200, []string{"应有1份，已公布1份", "第2版", `value="2024" checked`, "year=2024"}, []string{"白石镇</a>"}},
		{"只有草稿的机关", "/open/coverage?organ=" + other, 200, []string{"应有2份，已公布0份"}, []string{"第1版"}},
		{"没有报告的年度", "/open/coverage?year=2011", 200, []string{"还没有公布年度报告"}, []string{"第1版"}},
		{"没看懂的年度", "/open/coverage?year=24", 422, []string{"年度“24”不对"}, []string{"系统出现错误"}},
		{"没看懂的机关", "/open/coverage?organ=%27", 422, []string{"没有这个机关"}, nil},
		{"没看懂的表", "/open/data.csv?table=%3Cb%3E", 422, []string{"&lt;b&gt;"}, []string{"<b>”"}},
		{"没有的机关的数据", "/open/data.jsonl?organ=00000000", 422, []string{"没有这个机关"}, nil},
		{"覆盖情况文件", "/open/coverage.csv?year=2024", 200, []string{town + ",青溪县石桥镇人民政府,2024,published,2", other + ",青溪县白石镇人民政府,2024,missing,", s.Merged.String()}[:2], nil},
		{"版本", "/open/versions", 200, []string{"3版，第1—3版", "订正原因：漏登行政许可14件", "/2024/v1", "SHA-256"}, []string{"白石"}},
		{"版本文件", "/open/versions.csv", 200, []string{town + ",青溪县石桥镇人民政府,2024,2,2025-03-10,"}, nil},
		{"JSON Schema", "/open/schema.json", 200, []string{"https://www.qingxi.example/open/schema.json", `"application.newly_received.total": {`}, nil},
		{"表的字段", "/open/table-schema.json", 200, []string{`"mark"`}, nil},
		{"一格", cell + "disclosure.licensing.decisions", 200, []string{"1,300", "第2版", "第1版</a>：1,286，已订正", "可以比较和相加", town + "/2024/v2#disclosure.licensing.decisions"}, nil},
		{"没有报告的机关的一格", "/open/cells/" + other + "/application.newly_received.total", 200, []string{"还没有公布年度报告"}, []string{"2024"}},
		{"没有的代码", cell + "application.nonsense", 404, []string{"没有找到这个页面"}, nil},
		{"没有的机关的一格", "/open/cells/00000000/application.newly_received.total", 404, []string{"没有找到这个页面"}, nil},
		{"比较", "/reports/" + town + "/2024/compare", 200, []string{"2023年和2024年年度报告比较", "2023年第1版", "2024年第2版", "&#43;9", "没有变化的", "雷同", "100.0%相同"}, []string{"两种格式不同", "<script"}},
		{"与后一年比较", "/reports/" + town + "/2023/compare", 200, []string{"2023年和2024年年度报告比较"}, nil},
		{"指定年度", "/reports/" + town + "/2023/compare?with=2024", 200, []string{"2023年和2024年年度报告比较", `value="2024" selected`}, nil},
		{"与自己比较", "/reports/" + town + "/2024/compare?with=2024", 404, nil, nil},
		{"与未公布的年度比较", "/reports/" + town + "/2024/compare?with=2022", 404, []string{"没有找到这个页面"}, nil},
		{"不是年度", "/reports/" + town + "/2024/compare?with=x", 404, nil, nil},
		{"未公布的不能比较", "/reports/" + other + "/2024/compare", 404, []string{"没有找到这个页面"}, []string{"白石"}},
		{"订阅", "/feed.atom", 200, []string{"http://www.w3.org/2005/Atom", "（订正，第2版）", "漏登行政许可14件", "https://www.qingxi.example/reports/" + town + "/2024/v1"}, []string{"白石"}},
		{"地图文件", "/sitemap.xml", 200, []string{"/open/dictionary", "/organs/" + town + "/guide<", "/organs/" + town + "/catalog<"}, []string{"#apply"}},
	})
}

// TestOpenData asks for parts of the data.
func TestOpenData(t *testing.T) {
	t.Parallel()
	s := published(t)
	town := s.Township.String()
	all := csvOf(t, s.Handler, "/open/data.csv")
	for _, tt := range []struct {
		query        string
		years, cells []string // what every figure is of
		n            int      // how many, 0 for some
	}{
		{"year=2023", []string{"2023"}, nil, len(all) / 2},
		{"year=2024&year=2023", []string{"2023", "2024"}, nil, len(all)},
		{"year=2011", nil, nil, -1},
		{"table=remedy", nil, []string{"remedy"}, 30},
		{"table=application&year=2024", []string{"2024"}, []string{"application"}, 0},
		{"organ=" + s.County.String(), nil, nil, len(all)},
		{"organ=" + s.County.String() + "&alone=1", nil, nil, -1},
		{"organ=" + town + "&alone=1", nil, nil, len(all)},
		{"organ=" + s.Other.String(), nil, nil, -1},
		{"nonsense=1", nil, nil, len(all)},
	} {
		got := csvOf(t, s.Handler, "/open/data.csv?"+tt.query)
		if tt.n > 0 && len(got) != tt.n || tt.n == 0 && len(got) == 0 || tt.n < 0 && len(got) != 0 {
			t.Errorf("%s: %d figures, want %d", tt.query, len(got), tt.n)
		}
		for at := range got {
			table, _, _ := strings.Cut(at.cell, ".")
			if tt.years != nil && !slices.Contains(tt.years, at.year) || tt.cells != nil && !slices.Contains(tt.cells, table) {
				t.Fatalf("%s: has %v", tt.query, at)
			}
		}
		if lines := linesOf(t, s.Handler, "/open/data.jsonl?"+tt.query); fmt.Sprint(lines) != fmt.Sprint(got) {
			t.Errorf("%s: JSON Lines have %d figures, CSV %d", tt.query, len(lines), len(got))
		}
	}
	if w := get(s.Handler, "/open/data.csv?bom=1"); !strings.HasPrefix(w.Body.String(), "\ufefforgan,") {
		t.Errorf("with bom=1 the file begins with %.20q", w.Body)
	}
}

// TestOpenKept asks again: what has not changed is not sent, what has is.
func TestOpenKept(t *testing.T) {
	t.Parallel()
	s := published(t)
	for _, path := range []string{"/open/data.csv", "/open/data.jsonl?year=2024"} {
		plain := get(s.Handler, path)
		tag, modified := plain.Header().Get("Etag"), plain.Header().Get("Last-Modified")
		if tag == "" || modified == "" || plain.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Fatalf("GET %s: headers %v", path, plain.Header())
		}
		for _, condition := range [][]string{{"If-None-Match", tag}, {"If-None-Match", `"x", W/` + tag}, {"If-Modified-Since", modified}} {
			if w := get(s.Handler, path, condition...); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
				t.Errorf("GET %s with %v = %d, %d bytes, want 304", path, condition, w.Code, w.Body.Len())
			}
		}
		zipped := get(s.Handler, path, "Accept-Encoding", "gzip")
		z, err := gzip.NewReader(zipped.Body)
		if err != nil {
			t.Fatalf("GET %s as gzip: %v", path, err)
		}
		if body, err := io.ReadAll(z); err != nil || !bytes.Equal(body, plain.Body.Bytes()) || zipped.Header().Get("Etag") == tag {
			t.Errorf("GET %s as gzip: %d bytes, %v, tag %s; plain %d bytes, tag %s", path, len(body), err, zipped.Header().Get("Etag"), plain.Body.Len(), tag)
		}
		on := s.revise(t)
		if w := get(s.Handler, path, "If-None-Match", tag); w.Code != http.StatusOK {
			t.Errorf("GET %s after version %d = %d, want 200", path, on.Version, w.Code)
		}
	}
}

// revise publishes another version of the report on 2024.
func (s *site) revise(t *testing.T) store.Subject {
	t.Helper()
	f, err := s.Filing(t.Context(), s.Township, 2024)
	if err != nil {
		t.Fatal(err)
	}
	on := s.MustTake(t, s.Clerk, f.Subject(), filing.Revise{Reason: "再次核对"}).Subject
	return s.finish(t, on)
}

// TestOpenLimits asks more often than is stated.
func TestOpenLimits(t *testing.T) {
	t.Parallel()
	s := published(t)
	last := 0
	for range 31 {
		last = get(s.Handler, "/open/data.csv?year=2011").Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the 31st download = %d, want 429", last)
	}
	if w := get(s.Handler, "/open/data.jsonl"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("another file after them = %d, %v, want 429 and how long to wait", w.Code, w.Header())
	}
	if w := get(s.Handler, "/open"); w.Code != 200 {
		t.Errorf("the page after them = %d, want 200", w.Code)
	}
}

// TestEditions compares a report of the older form with one of the form in use.
func TestEditions(t *testing.T) {
	t.Parallel()
	s := &site{Office: storetest.NewOffice(t, storetest.New(t))}
	s.Handler = serve(t, s.Store)
	for _, year := range []int{2020, 2021} {
		on := s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township}, filing.Begin{Year: year}).Subject
		s.Record(t, year, map[report.Code]int64{"application.newly_received.natural_person": int64(year - 1985), "application.granted.natural_person": 3})
		s.finish(t, s.Complete(t, on))
	}
	s.pages(t, []scene{
		{"两种格式", "/reports/" + s.Township.String() + "/2021/compare", 200, []string{"两种格式不同的项目", "2019年格式", "2021年格式", "（六）其他处理·总计", "只有2019年格式有的", "政府集中采购", "&#43;2.9%"}, []string{"两表"}},
		{"2019年格式的一格", "/open/cells/" + s.Township.String() + "/application.otherwise_handled.total", 200, []string{"没有细分", "没有这一格"}, nil},
		{"年报的走势", "/reports/" + s.Township.String() + "/2021", 200, []string{"2020年35，2021年36。单位：件。"}, nil},
	})
}

// TestFeed reads the feed as XML.
func TestFeed(t *testing.T) {
	t.Parallel()
	s := published(t)
	var f struct {
		Updated string `xml:"updated"`
		Entry   []struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
		} `xml:"entry"`
	}
	w := get(s.Handler, "/feed.atom")
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || len(f.Entry) != 3 || f.Updated != f.Entry[0].Updated || f.Entry[0].ID == f.Entry[1].ID {
		t.Errorf("the feed = %+v, %v, want three entries, the latest first", f, err)
	}
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "application/atom+xml") {
		t.Errorf("Content-Type = %s", w.Header().Get("Content-Type"))
	}
}
