package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// A sight is how a page that is got meets whoever may see it, in each of the
// states in which an office can be. What differs from page to page only is
// written here; everything else holds for all pages.
type sight struct {
	who   string // who looks; "" for the first who may
	year  int    // whose report stands where the page asks for it; 0 for 2024
	entry string // withdrawn: the page is one of a withdrawn entry
	state string // what the page is about, where not the first of its kind: disabled, joined, items
	old   bool   // of the old report that the other township takes over

	nothing, one int // the status with nothing yet, and with one of each; 0 means 200
	fills        bool
	isFile       bool // a download
	form         []string
	alters       string // what another tab changes meanwhile: organ, account, entry, report, chapter, figure, site, rules, old
}

// The years whose reports stand at the stages of the course.
const (
	blankYear     = 2025 // begun, and nothing put into it
	draftYear     = 2024
	typedYear     = 2019 // the form of that year has figures that people type
	submittedYear = 2023
	reviewedYear  = 2022
	signedYear    = 2021
	publishedYear = 2020
	oldYear       = 2022 // of the other township
)

// sights are all pages of the desk that are got. TestSights fails when the
// program's own table has one that is not here.
var sights = map[string]sight{
	"GET /desk":            {nothing: 303, one: 303},
	"GET /desk/{$}":        {who: "limin", fills: true},
	"GET /desk/sign-in":    {who: "-"},
	"GET /desk/setup":      {who: "-", nothing: 409, one: 409}, // of an office that is not set up: TestSetup
	"GET /desk/keys":       {},
	"GET /desk/password":   {}, // secrets are never kept
	"GET /desk/me":         {},
	"GET /desk/me/audit":   {who: "limin", fills: true},
	"GET /desk/accounts":   {},
	"GET /desk/audit":      {nothing: 303, one: 303},
	"GET /desk/organs":     {who: "hewen"},
	"GET /desk/organs/new": {form: []string{"name", "青溪县民政局", "short", "民政局", "level", "4", "body", "3", "from", "2019-05-15"}},
	"GET /desk/rules":      {alters: "rules", form: []string{"min_length", "13", "idle", "19"}},
	"GET /desk/site":       {alters: "site", form: []string{"name", "青溪县门户", "phone", "0371-66123456"}},

	"GET /desk/organs/{organ}":              {who: "limin"},
	"GET /desk/organs/{organ}/accounts":     {},
	"GET /desk/organs/{organ}/accounts/new": {form: []string{"name", "吴刚", "login", "wugang"}},
	"GET /desk/organs/{organ}/audit":        {fills: true},
	"GET /desk/organs/{organ}/code":         {alters: "organ", form: []string{"code", "代码甲〔2024〕乙"}},
	"GET /desk/organs/{organ}/end":          {alters: "organ", form: []string{"how", "abolished", "successors", "OTHER", "from", "2025-01-20", "document", "县政发〔2025〕1号"}},
	"GET /desk/organs/{organ}/group":        {alters: "organ", form: []string{"leader", "周海峰 镇长", "from", "2024-03-05", "document", "石政发〔2024〕2号"}},
	"GET /desk/organs/{organ}/guide":        {alters: "organ", form: []string{"from", "2024-03-05", "by_counter", "yes", "by_mail", "yes", "postcode", "450000", "overseer", "青溪县人民政府办公室"}},
	"GET /desk/organs/{organ}/move":         {alters: "organ", form: []string{"axis", "area", "superior", "OTHER", "from", "2025-01-10", "document", "县政发〔2025〕2号"}},
	"GET /desk/organs/{organ}/rename":       {alters: "organ", form: []string{"name", "青溪县大石桥镇人民政府", "short", "大石桥镇", "from", "2025-01-10"}},
	"GET /desk/organs/{organ}/staff/{part}": {alters: "organ", form: []string{"name", "吴刚", "from", "2024-03-05", "phone", "0371-1"}},
	"GET /desk/organs/{organ}/units/{part}": {alters: "organ", form: []string{"name", "综合执法队", "from", "2024-03-05", "duties", "行政处罚"}},

	"GET /desk/organs/{organ}/accounts/{account}":         {},
	"GET /desk/organs/{organ}/accounts/{account}/disable": {alters: "account", form: []string{"reason", "调离本机关"}},
	"GET /desk/organs/{organ}/accounts/{account}/enable":  {state: "disabled", form: []string{"reason", "返岗工作"}},
	"GET /desk/organs/{organ}/accounts/{account}/posts":   {form: []string{"role", "viewer"}},
	"GET /desk/organs/{organ}/accounts/{account}/reset":   {alters: "account", form: []string{"reason", "本人忘记密码"}},
	"GET /desk/organs/{organ}/accounts/{account}/unlock":  {form: []string{"reason", "本人已说明"}},

	"GET /desk/organs/{organ}/registers":                                        {who: "limin", fills: true},
	"GET /desk/organs/{organ}/registers/{register}":                             {who: "limin", fills: true},
	"GET /desk/organs/{organ}/registers/{register}/export.csv":                  {isFile: true, fills: true},
	"GET /desk/organs/{organ}/registers/{register}/export.xlsx":                 {isFile: true, fills: true},
	"GET /desk/organs/{organ}/registers/{register}/new":                         {fills: true, form: typedPenalty("青石罚〔2024〕99号", "2024-03-05")},
	"GET /desk/organs/{organ}/registers/{register}/imports":                     {fills: true},
	"GET /desk/organs/{organ}/registers/{register}/imports/template.xlsx":       {isFile: true},
	"GET /desk/organs/{organ}/registers/{register}/imports/try/{file}":          {nothing: 404, fills: true},
	"GET /desk/organs/{organ}/registers/{register}/imports/try/{file}/bad.xlsx": {nothing: 404, isFile: true},
	"GET /desk/organs/{organ}/registers/{register}/imports/undo/{import}":       {nothing: 404, fills: true, form: []string{"reason", "导错了文件"}},
	"GET /desk/organs/{organ}/registers/{register}/{entry}":                     {who: "limin", nothing: 404},
	"GET /desk/organs/{organ}/registers/{register}/{entry}/correct": {nothing: 404, alters: "entry",
		form: typedPenalty("青石罚〔2024〕1号", "2024-03-09", "reason", "日期写错了")},
	"GET /desk/organs/{organ}/registers/{register}/{entry}/withdraw":                        {nothing: 404, alters: "entry", form: []string{"reason", "重复登记了"}},
	"GET /desk/organs/{organ}/registers/{register}/{entry}/reinstate":                       {nothing: 404, entry: "withdrawn", form: []string{"reason", "作废有误"}},
	"GET /desk/organs/{organ}/registers/{register}/{entry}/attachments/{attachment}":        {nothing: 404, isFile: true},
	"GET /desk/organs/{organ}/registers/{register}/{entry}/attachments/{attachment}/remove": {nothing: 404, form: []string{"reason", "传错了文件"}},

	"GET /desk/organs/{organ}/reports/history":                        {who: "chenxia", old: true},
	"GET /desk/organs/{organ}/reports/{year}/check":                   {nothing: 404, old: true, form: []string{"reason", "原报告如此"}},
	"GET /desk/organs/{organ}/reports/{year}/check/{chapter}":         {nothing: 404, old: true, alters: "old", form: []string{"choice." + penaltyCell, "corrected", "figure." + penaltyCell, "12", "from", "第2页，写着12件"}},
	"GET /desk/organs/{organ}/reports/{year}/published":               {nothing: 404, old: true, alters: "old", form: []string{"published", "2023-02-01"}},
	"GET /desk/organs/{organ}/reports/{year}/discard":                 {nothing: 404, old: true, alters: "old", form: []string{"reason", "导错了文件"}},
	"GET /desk/organs/{organ}/reports/{year}/abandon":                 {nothing: 303, year: blankYear, who: "limin"},
	"GET /desk/organs/{organ}/reports/{year}/source":                  {nothing: 404, old: true, isFile: true},
	"GET /desk/organs/{organ}/reports/{year}/stock":                   {nothing: 404, one: 404, old: true}, // of a published one: TestHistoryStock
	"GET /desk/holidays":                                              {},
	"GET /desk/retention":                                             {form: []string{"years", "10", "from", "2030-01-01", "basis", "保管期限表"}},
	"GET /desk/organs/{organ}/cases/due":                              {who: "limin"},
	"GET /desk/organs/{organ}/cases/{case}/hold":                      {nothing: 404, form: []string{"reason", "正在行政复议"}},
	"GET /desk/organs/{organ}/cases/{case}/lift":                      {nothing: 404},
	"GET /desk/organs/{organ}/cases":                                  {who: "limin"},
	"GET /desk/organs/{organ}/cases/new":                              {form: []string{"channel", "counter", "kind", "natural_person", "name", "周大明", "item.1", "安置方案"}},
	"GET /desk/organs/{organ}/cases/{case}":                           {who: "limin", nothing: 404},
	"GET /desk/organs/{organ}/transfer":                               {},
	"GET /desk/organs/{organ}/transfer/{entry}":                       {nothing: 404, form: []string{"item.1", "村务公开情况", "phone", "13800000000"}},
	"GET /desk/organs/{organ}/cases/{case}/slip":                      {nothing: 404},
	"GET /desk/organs/{organ}/cases/{case}/letter":                    {who: "limin", nothing: 404},
	"GET /desk/organs/{organ}/cases/{case}/files/{attachment}":        {who: "limin", nothing: 404, isFile: true},
	"GET /desk/organs/{organ}/cases/{case}/files/{attachment}/remove": {who: "limin", nothing: 404, form: []string{"reason", "传错了文件"}},
	"GET /desk/organs/{organ}/cases/{case}/group":                     {nothing: 404, form: []string{"numbers", "石桥镇公开申〔2025〕9号", "reason", "内容相同"}},
	"GET /desk/organs/{organ}/cases/{case}/ungroup":                   {nothing: 404, state: "joined", form: []string{"reason", "内容不同"}},
	"GET /desk/organs/{organ}/cases/{case}/split":                     {nothing: 404, state: "items", form: []string{"consent", "电话同意"}},
	"GET /desk/organs/{organ}/cases/{case}/together/{act}":            {who: "limin", nothing: 404},
	"GET /desk/organs/{organ}/supervision":                            {who: "hewen"},
	"GET /desk/supervision":                                           {alters: "supervision", form: []string{"soon", "4", "superior", "7", "unit", "6"}},
	"GET /desk/organs/{organ}/cases/{case}/link-remedy":               {who: "limin", nothing: 404},
	"GET /desk/organs/{organ}/cases/{case}/{step}":                    {who: "limin", nothing: 404, form: []string{"text", "已经电话联系"}},

	// Of an organ with others below: TestReceive.
	"GET /desk/organs/{organ}/below/{year}":                   {who: "limin"},
	"GET /desk/organs/{organ}/below/{year}/{below}":           {nothing: 404, one: 404},
	"GET /desk/organs/{organ}/below/{year}/{below}/{format}":  {nothing: 404, one: 404},
	"GET /desk/organs/{organ}/below/{year}/{below}/receive":   {nothing: 404, one: 404},
	"GET /desk/organs/{organ}/below/{year}/{below}/send-back": {nothing: 404, one: 404},
	"GET /desk/organs/{organ}/receipt":                        {alters: "organ", form: []string{"day", "1月20日", "first", "yes"}},

	"GET /desk/organs/{organ}/reports":                                  {who: "limin"},
	"GET /desk/organs/{organ}/reports/{year}/hand-in":                   {nothing: 303, year: signedYear},
	"GET /desk/organs/{organ}/reports/{year}":                           {who: "limin", fills: true},
	"GET /desk/organs/{organ}/reports/{year}/draft/{format}":            {isFile: true},
	"GET /desk/organs/{organ}/reports/{year}/table/{table}":             {who: "limin", fills: true, year: typedYear, alters: "figure", form: []string{"disclosure.rules.made", "13", "paper", "另一份台账"}},
	"GET /desk/organs/{organ}/reports/{year}/zeros":                     {who: "limin", fills: true, year: typedYear, alters: "figure", form: []string{"zero.licence", "yes"}},
	"GET /desk/organs/{organ}/reports/{year}/chapter/{chapter}":         {who: "limin", alters: "chapter", form: []string{"text", "另一种写法，更长一些。"}},
	"GET /desk/organs/{organ}/reports/{year}/rehearsal":                 {who: "limin", fills: true},
	"GET /desk/organs/{organ}/reports/{year}/waivers":                   {who: "limin"},
	"GET /desk/organs/{organ}/reports/{year}/waive/{finding}":           {nothing: 404, alters: "report", form: []string{"reason", "其中3件由县局统计"}},
	"GET /desk/organs/{organ}/reports/{year}/waivers/{waiver}/withdraw": {nothing: 404, alters: "report", form: []string{"reason", "说明写错了"}},
	"GET /desk/organs/{organ}/reports/{year}/submit":                    {nothing: 303, alters: "report"},
	"GET /desk/organs/{organ}/reports/{year}/recall":                    {nothing: 303, year: submittedYear},
	"GET /desk/organs/{organ}/reports/{year}/review":                    {nothing: 303, year: submittedYear},
	"GET /desk/organs/{organ}/reports/{year}/return":                    {nothing: 303, year: submittedYear, form: []string{"reason", "第二部分请核对"}},
	"GET /desk/organs/{organ}/reports/{year}/sign":                      {nothing: 303, year: reviewedYear},
	"GET /desk/organs/{organ}/reports/{year}/publish":                   {nothing: 303, year: signedYear},
	"GET /desk/organs/{organ}/reports/{year}/revise":                    {nothing: 303, year: publishedYear, form: []string{"reason", "漏登一件处罚"}},
}

// each calls the test for every page that is got.
func (o *room) each(t *testing.T, test func(pattern string, s sight)) {
	t.Helper()
	known := 0
	for _, row := range o.desk.Routes() {
		if !strings.HasPrefix(row.Pattern, "GET ") {
			continue
		}
		s, ok := sights[row.Pattern]
		if !ok {
			t.Errorf("%s: a new page needs its states in the table sights", row.Pattern)
			continue
		}
		known++
		test(row.Pattern, s)
	}
	if known != len(sights) {
		t.Errorf("sights knows %d pages, the program has %d of them", len(sights), known)
	}
}

func orOK(status int) int {
	if status == 0 {
		return http.StatusOK
	}
	return status
}

// TestSights asks for every page with nothing yet, with one of each, and with
// 10,000.
func TestSights(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		f := &furnished{room: o, entry: "1", withdrawn: "1", attachment: "1", batch: "1", file: strings.Repeat("0", 64), finding: "0", waiver: "1", application: "1", paper: "1", waiting: "1"}
		f.all(t, "nothing yet", func(s sight) int { return s.nothing })
		f = furnish(t, o)
		f.all(t, "one", func(s sight) int { return s.one })
		f.many()
		f.all(t, "10,000", func(s sight) int { return s.one })
	})
}

// all asks for every page and sees that it is whole.
func (f *furnished) all(t *testing.T, state string, status func(sight) int) {
	t.Helper()
	f.each(t, func(pattern string, s sight) {
		path, who := f.address(pattern, s)
		began := time.Now()
		a := f.get(who, path)
		if took := time.Since(began); took > time.Second {
			t.Logf("%s with %s took %v", pattern, state, took)
		}
		if s.isFile && a.status == http.StatusOK {
			a.body = "" // the formats have tests of their own
			a.header.Del("Content-Type")
		}
		see(t, pattern+" with "+state, a, orOK(status(s)), nil, []string{"<no value>", "%!", "ZgotmplZ", "0001年", "1970年"})
	})
}
