package portal_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/attachment"
	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/paper"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
	"gongkai/web"
	"gongkai/web/portal"
	"gongkai/web/webtest"
)

// serve is a server with the portal over the records.
func serve(t testing.TB, s *store.Store) http.Handler {
	t.Helper()
	server, err := web.NewServer(web.Config{Now: s.Now, Site: web.SiteOf(s), Origin: "https://www.qingxi.example"})
	if err != nil {
		t.Fatalf("NewServer: %v", err)
	}
	if _, err := portal.New(server, s, folder(t)); err != nil {
		t.Fatalf("portal.New: %v", err)
	}
	return server
}

// folder is an empty folder of files.
func folder(t testing.TB) *attachment.Folder {
	t.Helper()
	f, err := attachment.NewFolder(t.TempDir(), attachment.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A site is an office whose township has published: the report on 2023, that on
// 2024 and a revision of it. A third township was merged into the first; its
// report on 2023 is public.
type site struct {
	*storetest.Office
	Handler http.Handler
	Merged  organ.ID
}

// figures2023 and figures2024 are a township's, by row or cell.
var (
	figures2023 = map[report.Code]int64{
		"application.newly_received.natural_person": 12, "application.granted.natural_person": 7, "application.unavailable.not_held.natural_person": 4,
	}
	figures2024 = map[report.Code]int64{
		"disclosure.normative.issued": 2, "disclosure.normative.in_force": 9, "disclosure.licensing.decisions": 1286, "disclosure.fees.amount": 3_250_000,
		"application.newly_received.natural_person": 19, "application.newly_received.enterprise": 2,
		"application.granted.natural_person": 9, "application.granted.enterprise": 1, "application.partly_granted.natural_person": 3,
		"application.withheld.third_party_rights.natural_person": 1, "application.unavailable.not_held.natural_person": 4, "application.not_processed.petition.natural_person": 2,
		"remedy.reconsideration.upheld": 1,
	}
)

func published(t testing.TB) *site {
	t.Helper()
	o := storetest.NewOffice(t, storetest.New(t))
	st := &site{Office: o}
	o.MustTake(t, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetSite{Site: store.Site{Name: "青溪县人民政府", Sponsor: "青溪县人民政府办公室",
		Organizer: "青溪县政务公开办公室", Phone: "0000-6210000", SiteCode: "0000000000", ICP: "示例ICP备00000000号", PoliceCode: "示例公网安备00000000000000号"}})
	st.structure(t)
	st.items(t)
	st.publish(t, 2023, figures2023)
	on := st.publish(t, 2024, figures2024)
	o.Clock.Set("2025-03-10")
	st.Handler = serve(t, o.Store)
	on = o.MustTake(t, o.Clerk, on, filing.Revise{Reason: "漏登行政许可14件"}).Subject
	o.CorrectTotal(t, "licence", "1300")
	st.finish(t, on)
	return st
}

// structure gives the township its offices and leading group, and ends another.
func (s *site) structure(t testing.TB) {
	t.Helper()
	of := func(id organ.ID) store.Subject {
		o, err := s.Organ(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return store.Subject{Kind: store.OrganKind, Organ: id, ID: int64(id), Version: o.Version}
	}
	since := calendar.MustParse("2020-01-01")
	s.MustTake(t, s.System, of(s.Township), organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", Duties: "机构职能、会议、文件、年度报告", WorkBody: true, Phone: "0000-6213014", Address: "石桥镇人民路1号", Hours: "工作日 9:00—12:00，14:30—18:00", From: since}})
	s.MustTake(t, s.System, of(s.Township), organ.SetUnit{Unit: organ.Unit{Name: "综合行政执法队", Duties: "行政处罚、行政强制决定", Phone: "0000-6213020", From: since}})
	s.MustTake(t, s.System, of(s.Township), organ.SetLeadingGroup{LeadingGroup: organ.LeadingGroup{From: since, Document: "石政发〔2020〕1号", Office: "党政办公室", Duties: "组织、协调、督促全镇政府信息公开工作",
		Seats: []organ.Seat{{Position: organ.Leader, Name: "周海峰", Title: "镇党委副书记、镇长"}, {Position: organ.Deputy, Name: "王静", Title: "副镇长"}, {Position: organ.Member, Name: "李敏", Title: "党政办公室主任"}, {Position: organ.Member, Name: "吴刚", Title: "自然资源所所长"}}}})
	for _, p := range []organ.Staffer{{Name: "李敏", Unit: "党政办公室", Duty: "办理申请", FullTime: true, Phone: "0000-6213099"}, {Name: "赵丽", Unit: "党政办公室", Duty: "维护网站", Phone: "0000-6213099"}, {Name: "已离任的人", Unit: "综合行政执法队", Until: calendar.MustParse("2022-01-01")}} {
		p.From = since
		s.MustTake(t, s.System, of(s.Township), organ.SetStaffer{Staffer: p})
	}
	s.MustTake(t, s.Clerk, of(s.Township), organ.SetGuide{Guide: organ.Guide{From: calendar.MustParse("2024-01-01"), Postcode: "450000", Fax: "0000-6213015", Email: "gkb@qingxi.example", Website: "https://www.qingxi.example",
		Channels: []organ.Channel{organ.Counter, organ.Mail, organ.Email}, Places: "青溪县档案馆，人民路8号\n青溪县图书馆，人民路10号", Overseer: "青溪县人民政府办公室", OverseerPhone: "0000-6210000", Reconsiderer: "青溪县人民政府"}})
	s.Merged = s.MustTake(t, s.System, store.Subject{}, organ.Found{Name: "青溪县柳河乡人民政府", Short: "柳河乡", Level: organ.Township, Body: organ.Government, Superior: s.County, From: calendar.MustParse("2019-05-15")}).Subject.Organ
	s.MustTake(t, s.System, of(s.Merged), organ.Succeed{How: organ.Merged, Successors: []organ.ID{s.Township}, From: calendar.MustParse("2024-12-01"), Document: "省政府批复"})
}

// items enters what the township disclosed on its own: 26 pieces of 2024 of
// which one was withdrawn, and two of 2023.
func (s *site) items(t testing.TB) {
	t.Helper()
	enter := func(v register.Values) store.Subject {
		return s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township}, register.Enter{Register: "item", Values: v}).Subject
	}
	for i := range 24 {
		enter(register.Values{"title": fmt.Sprintf("%d月高龄津贴发放公示（第%d批）", i/2+1, i%2+1), "category": "notice", "channels": "website,board", "published_on": fmt.Sprintf("2024-%02d-%02d", i/2+1, i%2*14+5),
			"clause": "20_11", "unit": "社会事务办公室", "address": "https://www.qingxi.example/gk/" + fmt.Sprint(i), "note": "内部备注不公开"})
	}
	enter(register.Values{"title": "向阳村土地征收补偿安置方案公告", "category": "project", "channels": "board", "published_on": "2024-03-20", "clause": "21", "number": "石政告〔2024〕2号"})
	gone := enter(register.Values{"title": "重复登记的公示", "category": "other", "channels": "website", "published_on": "2024-03-21"})
	s.MustTake(t, s.Clerk, gone, register.Withdraw{Register: "item", Reason: "重复"})
	enter(register.Values{"title": "2023年预算公开", "category": "other", "channels": "website,reading_place", "published_on": "2023-02-20", "clause": "20_7"})
	enter(register.Values{"title": "2023年防汛预案", "category": "emergency", "channels": "new_media", "published_on": "2023-06-01", "clause": "20_12"})
}

// publish takes the township's report on a year from the first figure to the
// public page.
func (s *site) publish(t testing.TB, year int, figures map[report.Code]int64) store.Subject {
	t.Helper()
	on := s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township}, filing.Begin{Year: year}).Subject
	s.Record(t, year, figures)
	on = s.ConfirmZeros(t, on)
	for _, chapter := range filing.WrittenChapters() {
		on = s.MustTake(t, s.Clerk, on, filing.WriteChapter{Chapter: chapter, Text: "本年各项公开工作按照《中华人民共和国政府信息公开条例》的要求平稳开展，公开目录逐项更新。\n镇党政办公室每季度核对一次公开的内容，发现的问题当月改正。"}).Subject
	}
	return s.finish(t, on)
}

func (s *site) finish(t testing.TB, on store.Subject) store.Subject {
	t.Helper()
	on = s.MustTake(t, s.Clerk, on, filing.Submit{Explanation: "已核对，数字与台账一致"}).Subject
	on = s.MustTake(t, s.Reviewer, on, filing.Review{}).Subject
	on = s.MustTake(t, s.Approver, on, filing.Sign{}).Subject
	return s.MustTake(t, s.Approver, on, filing.Publish{}).Subject
}

// get asks for a page; header is pairs of names and values.
func get(h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for pair := range slices.Chunk(header, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPages(t *testing.T) {
	t.Parallel()
	s := published(t)
	organPath := "/organs/" + s.Township.String()
	reportPath := "/reports/" + s.Township.String() + "/2024"
	s.pages(t, []scene{
		{"首页", "/", 200, []string{"石桥镇人民政府2024年政府信息公开工作年度报告", "第2版，已订正", "白石镇", "主办单位", "2024年的报告</dt><dd>1<small>份", "各年的报告</dt><dd>2<small>份", "/open/coverage?year=2024", "订阅更新"}, []string{"柳河乡", "李敏"}},
		{"机关名录", "/organs", 200, []string{"乡镇、街道", organPath}, []string{"柳河乡"}},
		{"查机关", "/organs?q=柳河", 200, []string{"青溪县柳河乡人民政府", "2024年12月1日合并"}, []string{"白石镇"}},
		{"查不到机关", "/organs?q=<b>无", 200, []string{"没有找到名称中有“&lt;b&gt;无”的机关"}, []string{"<b>无"}},
		{"机关", organPath, 200, []string{"党政办公室", "0000-6213014", "0000-6213015", "承接的机关", "柳河乡", organPath + "/apply"}, []string{"0000-6213099", "李敏"}},
		{"指南", organPath + "/guide", 200, []string{"自2024年1月1日起使用", "石桥镇人民路1号", "工作日 9:00—12:00", "0000-6213014", "0000-6213015", "gkb@qingxi.example", "450000 党政办公室", "信封上注明", "青溪县档案馆，人民路8号",
			"申请人的姓名或者名称、身份证明、联系方式", "第三十三条第二款", "不收取费用", "上一级机关", "青溪县人民政府办公室　电话：0000-6210000", "复议机关"}, []string{"传真</th>", "网上提交", "没有登记</", "0000-6213099", "2026年"}},
		{"只登记了机构的指南", "/organs/" + s.County.String() + "/guide", 200, []string{"本机关还没有登记怎样联系和怎样申请", "不收取费用"}, []string{"传真号码", "上一级机关", "起使用"}},
		{"已合并的机关的指南", "/organs/" + s.Merged.String() + "/guide", 200, []string{"本机关已于2024年12月1日合并", "石桥镇人民政府"}, []string{"怎样提出申请", "不收取费用"}},
		{"制度", organPath + "/system", 200, []string{"周海峰", "石政发〔2020〕1号", "日常办事机构", "行政处罚、行政强制决定", "专职（人）", "办理申请；维护网站"}, []string{"0000-6213099", "赵丽", "已离任的人"}},
		{"没有制度", "/organs/" + s.Other.String() + "/system", 200, []string{"还没有登记机构和领导小组"}, nil},
		{"目录", organPath + "/catalog", 200, []string{"27条，第1—27条", "历年公开27条", "向阳村土地征收补偿安置方案公告", "石政告〔2024〕2号", "第二十条第（七）项", `href="https://www.qingxi.example/gk/0"`, "2023年预算公开"}, []string{"重复登记的公示", "内部备注"}},
		{"目录按年度", organPath + "/catalog?year=2023", 200, []string{"2023年公开2条", "2023年预算公开"}, []string{"向阳村"}},
		{"目录按类别和渠道", organPath + "/catalog?category=project&channel=board", 200, []string{"1条，第1—1条", "向阳村"}, []string{"高龄津贴"}},
		{"目录按依据", organPath + "/catalog?clause=20_1", 200, []string{"没有找到符合条件的信息"}, []string{"<table"}},
		{"目录按文字", organPath + "/catalog?q=防汛", 200, []string{"2023年防汛预案"}, []string{"2023年预算公开"}},
		{"目录里不懂的条件", organPath + "/catalog?year=abc&category=%27&page=-3", 200, []string{"27条"}, nil},
		{"目录文件", organPath + "/catalog.csv?year=2023", 200, []string{"名称,文号或者索引号", "2023年预算公开,,其他,第二十条第（七）项,2023-02-20,,政府网站、查阅场所"}, []string{"高龄津贴", "\ufeff"}},
		{"未知的机关的目录文件", "/organs/00000000/catalog.csv", 404, []string{"没有找到这个页面"}, nil},
		{"没有目录", "/organs/" + s.Other.String() + "/catalog", 200, []string{"还没有登记主动公开的信息"}, nil},
		{"未知的机关的指南", "/organs/00000000/guide", 404, []string{"没有找到这个页面"}, nil},
		{"未知的机关的制度", "/organs/00000000/system", 404, []string{"没有找到这个页面"}, nil},
		{"未知的机关的目录", "/organs/00000000/catalog", 404, []string{"没有找到这个页面"}, nil},
		{"机关的年报", organPath + "/reports", 200, []string{"2024", "2023", reportPath + "/v1"}, []string{"2025年度"}},
		{"没有年报的机关", "/organs/" + s.Other.String() + "/reports", 200, []string{"还没有公布年度报告"}, nil},
		{"已合并的机关", "/organs/" + s.Merged.String(), 200, []string{"本机关已于2024年12月1日合并", "石桥镇人民政府"}, nil},
		{"未知的机关", "/organs/00000000", 404, []string{"没有找到这个页面"}, nil},
		{"机关代码大写", "/organs/" + strings.ToUpper(s.Township.String()) + "X", 404, nil, nil},
		{"年报列表", "/reports", 200, []string{"2份", reportPath}, nil},
		{"按年度", "/reports?year=2023", 200, []string{"1份"}, []string{reportPath + `"`}},
		{"没有的年度", "/reports?year=1999&q=白石", 200, []string{"没有找到“白石”的年度报告"}, nil},
		{"年报", reportPath, 200, []string{"<h1 class=\"phrase\">", "1,300", "本报告订正过，这是第2版", "漏登行政许可14件", "<del>1,286</del>", "勾稽关系：21＋1＝20＋2，七列均成立", "比上年多9件",
			"新收的申请，按申请人", "<desc id=\"course-received-says\">2023年12，2024年21。单位：件。</desc>", "结转下年", "主动公开的信息，按月<small>2024年，共25条", "<td class=\"n\">3</td>"}, []string{"<script", "style=", "李敏", "重复登记的公示"}},
		{"旧版", reportPath + "/v1", 200, []string{"1,286", "这是第1版，已经订正", "最新版本"}, []string{"1,300"}},
		{"新版", reportPath + "/v2", 200, []string{"1,300"}, nil},
		{"没有的版", reportPath + "/v3", 404, []string{"没有找到这个页面"}, nil},
		{"版号写法", reportPath + "/v01", 404, nil, nil},
		{"未公布的年报", "/reports/" + s.Other.String() + "/2024", 404, []string{"没有找到这个页面"}, []string{"白石"}},
		{"不对的年份", "/reports/" + s.Township.String() + "/24", 404, nil, nil},
		{"没有的格式", reportPath + ".exe", 404, nil, nil},
		{"网站地图", "/map", 200, []string{"白石镇"}, nil},
		{"无障碍", "/accessibility", 200, []string{"0000-6210000"}, nil},
		{"隐私", "/privacy", 200, []string{"Cookie"}, nil},
		{"地图文件", "/sitemap.xml", 200, []string{"https://www.qingxi.example" + reportPath}, []string{s.Other.String() + "/2024"}},
		{"robots", "/robots.txt", 200, []string{"Disallow: /desk/", "Sitemap: https://"}, nil},
		{"JSON", reportPath + ".json", 200, []string{`"schema":"gongkai.report/1"`}, nil},
		{"旧版CSV", reportPath + "/v1.csv", 200, []string{"1286"}, []string{"1300"}},
	})
}

// A scene is a page asked for and what it must and must not say.
type scene struct {
	name, path string
	status     int
	contains   []string
	lacks      []string
}

func (s *site) pages(t *testing.T, scenes []scene) {
	t.Helper()
	for _, tt := range scenes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := get(s.Handler, tt.path)
			body := w.Body.String()
			if w.Code != tt.status {
				t.Fatalf("GET %s = %d, want %d", tt.path, w.Code, tt.status)
			}
			if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				for _, fault := range webtest.Faults(body) {
					t.Errorf("GET %s: %s", tt.path, fault)
				}
			}
			for _, words := range tt.contains {
				if !strings.Contains(body, words) {
					t.Errorf("GET %s does not contain %q", tt.path, words)
				}
			}
			for _, words := range tt.lacks {
				if strings.Contains(body, words) {
					t.Errorf("GET %s contains %q", tt.path, words)
				}
			}
		})
	}
}

// TestHidden shows that what is not public cannot be told from what is not
// there.
func TestHidden(t *testing.T) {
	t.Parallel()
	s := published(t)
	s.MustTake(t, s.OtherClerk, store.Subject{Organ: s.Other}, filing.Begin{Year: 2024})
	drafted := get(s.Handler, "/reports/"+s.Other.String()+"/2024")
	unknown := get(s.Handler, "/reports/"+organ.MakeID(77).String()+"/2024")
	for _, path := range []string{"/compare", ".json", "/v1"} {
		a, b := get(s.Handler, "/reports/"+s.Other.String()+"/2024"+path), get(s.Handler, "/reports/"+organ.MakeID(77).String()+"/2024"+path)
		if a.Code != 404 || a.Body.String() != b.Body.String() {
			t.Errorf("%s of a draft = %d, of what does not exist %d, want the same 404", path, a.Code, b.Code)
		}
	}
	if drafted.Code != 404 || drafted.Body.String() != unknown.Body.String() || fmt.Sprint(drafted.Header()) != fmt.Sprint(unknown.Header()) {
		t.Errorf("a draft answers\n%d %v\nand what does not exist\n%d %v", drafted.Code, drafted.Header(), unknown.Code, unknown.Header())
	}
}

// TestMonths shows that the months of a report are those of its publication: a
// later entry shows with the next version and never before.
func TestMonths(t *testing.T) {
	t.Parallel()
	s := published(t)
	path := "/reports/" + s.Township.String() + "/2024"
	for _, day := range []string{"2024-12-30", "2025-02-01"} {
		s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township}, register.Enter{Register: "item", Values: register.Values{"title": "补登的公示" + day, "category": "notice", "channels": "website", "published_on": day}})
	}
	want := func(path, words string) {
		t.Helper()
		if body := get(s.Handler, path).Body.String(); !strings.Contains(body, "按月<small>"+words) {
			t.Errorf("GET %s does not say 按月 %s", path, words)
		}
	}
	want(path, "2024年，共25条")
	s.revise(t)
	want(path, "2024年，共26条")
	want(path+"/v2", "2024年，共25条")
	if body := get(s.Handler, "/reports/"+s.Township.String()+"/2023").Body.String(); !strings.Contains(body, "2023年，共2条") {
		t.Error("the months of 2023 are not those of 2023")
	}
	for _, page := range []string{"/", "/organs/" + s.Township.String(), "/open", "/open/coverage", "/reports"} {
		if body := get(s.Handler, page).Body.String(); strings.Contains(body, "2025年</") || strings.Contains(body, "按月") {
			t.Errorf("GET %s tells of 2025, of which nothing is published", page)
		}
	}
}

// TestRenamed shows that a report keeps the name under which it was published.
func TestRenamed(t *testing.T) {
	t.Parallel()
	s := published(t)
	o, err := s.Organ(t.Context(), s.Township)
	if err != nil {
		t.Fatal(err)
	}
	on := store.Subject{Kind: store.OrganKind, Organ: o.ID, ID: int64(o.ID), Version: o.Version}
	s.MustTake(t, s.System, on, organ.Rename{Name: "青溪县大石桥镇人民政府", Short: "大石桥镇", From: calendar.MustParse("2025-02-01"), Document: "县政发〔2025〕3号"})
	at := "/organs/" + s.Township.String()
	s.pages(t, []scene{
		{"更名后的机关", at, 200, []string{"青溪县大石桥镇人民政府", "曾用名", "青溪县石桥镇人民政府"}, nil},
		{"更名后的指南", at + "/guide", 200, []string{"青溪县大石桥镇人民政府"}, nil},
		{"以前的报告", "/reports/" + s.Township.String() + "/2023", 200, []string{"青溪县石桥镇人民政府2023年政府信息公开工作年度报告"}, nil},
		{"以前的数据", "/open/data.csv?year=2023", 200, []string{"青溪县石桥镇人民政府,2023,"}, []string{"大石桥镇"}},
	})
}

func TestKept(t *testing.T) {
	t.Parallel()
	s := published(t)
	path := "/reports/" + s.Township.String() + "/2024"
	first := get(s.Handler, path, "Accept-Encoding", "gzip")
	tag := first.Header().Get("Etag")
	if first.Header().Get("Content-Encoding") != "gzip" || tag == "" {
		t.Fatalf("headers = %v, want gzip and a tag", first.Header())
	}
	if w := get(s.Handler, path, "Accept-Encoding", "gzip", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("with the tag: %d, %d bytes, want 304 and nothing", w.Code, w.Body.Len())
	}
	if w := get(s.Handler, path, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("plain with the tag of gzip: %d, want 200", w.Code)
	}
	if w := get(s.Handler, path, "Cookie", "display=large"); !strings.Contains(w.Body.String(), `<html lang="zh-CN" class="large">`) {
		t.Error("大字 is not kept apart from 标准")
	}
	s.MustTake(t, s.System, store.Subject{Organ: s.County, Version: store.AnyVersion}, store.SetSite{Site: store.Site{Name: "青溪县政府网"}})
	if w := get(s.Handler, path, "If-None-Match", tag, "Accept-Encoding", "gzip"); w.Code != http.StatusOK {
		t.Errorf("after a change: %d, want 200", w.Code)
	}
	r := httptest.NewRequest(http.MethodHead, path, nil)
	w := httptest.NewRecorder()
	s.Handler.ServeHTTP(w, r)
	if w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD = %d, %d bytes, %v", w.Code, w.Body.Len(), w.Header())
	}
}

func TestDownloads(t *testing.T) {
	t.Parallel()
	s := published(t)
	base := "/reports/" + s.Township.String() + "/2024"
	for ext, start := range map[string]string{"docx": "PK", "xlsx": "PK", "pdf": "%PDF", "csv": "\ufeff", "html": "<!DOCTYPE", "json": "{"} {
		for _, path := range []string{base + "." + ext, base + "/v1." + ext, base + "/v2." + ext} {
			w := get(s.Handler, path)
			if w.Code != 200 || !strings.HasPrefix(w.Body.String(), start) || w.Header().Get("Last-Modified") == "" {
				t.Errorf("GET %s = %d, %.20q, %v", path, w.Code, w.Body.String(), w.Header())
			}
			if since := get(s.Handler, path, "If-Modified-Since", w.Header().Get("Last-Modified")); since.Code != http.StatusNotModified {
				t.Errorf("GET %s since then = %d, want 304", path, since.Code)
			}
		}
		if a, b := get(s.Handler, base+"."+ext), get(s.Handler, base+"/v2."+ext); a.Body.String() != b.Body.String() {
			t.Errorf("%s: the latest is not version 2", ext)
		}
	}
}

// TestDownloadsOfDemo says in every file of a demonstration that it is made up, and
// leaves what the hash is of as it is.
func TestDownloadsOfDemo(t *testing.T) {
	t.Parallel()
	s := published(t)
	plain := get(s.Handler, "/reports/"+s.Township.String()+"/2024.json").Body.String()
	err := s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO setting (key, value) VALUES ('demo', '"filled"')`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	base := "/reports/" + s.Township.String() + "/2024"
	for ext, read := range map[string]func([]byte) (*paper.Document, error){"docx": docx.Read, "pdf": pdf.Read, "html": html.Read, "xlsx": xlsx.Read} {
		doc, err := read(get(s.Handler, base+"/v2."+ext).Body.Bytes())
		if err != nil {
			t.Errorf("read %s: %v", ext, err)
			continue
		}
		r := report.Read(doc)
		if !strings.Contains(r.Title, "（虚构）") || r.Year != 2024 || r.Organ == "" {
			t.Errorf("%s: title %q, year %d, organ %q", ext, r.Title, r.Year, r.Organ)
		}
	}
	if got := get(s.Handler, base+"/v2.json").Body.String(); got != plain {
		t.Error("the JSON of a demonstration is not what was published")
	}
}

func TestNothing(t *testing.T) {
	t.Parallel()
	h := serve(t, storetest.New(t))
	for path, words := range map[string]string{"/": "还没有公布年度报告", "/organs": "还没有登记机关", "/reports": "还没有公布年度报告", "/map": "还没有登记机关", "/sitemap.xml": "urlset"} {
		if w := get(h, path); w.Code != 200 || !strings.Contains(w.Body.String(), words) {
			t.Errorf("GET %s = %d, want 200 with %q", path, w.Code, words)
		} else if path != "/sitemap.xml" {
			for _, fault := range webtest.Faults(w.Body.String()) {
				t.Errorf("GET %s: %s", path, fault)
			}
		}
	}
}
