package register

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/csv"
)

// kept are the registers whose figures are told in chapters.
var kept = []*Description{ProcessingFee, Item, MediaAccount, MediaPost, Complaint, Activity, Problem}

func TestKeptRegisters(t *testing.T) {
	t.Parallel()
	names := map[string]report.Code{}
	for _, d := range kept {
		t.Run(string(d.Key), func(t *testing.T) {
			t.Parallel()
			describes(t, d)
			everything(t, d)
		})
		for _, f := range d.Figures {
			if !IsFact(f.Code) || f.Name == "" || f.Noun == "" || f.Unverified == "" || names[f.Name] != "" {
				t.Errorf("%s of %s: name %q (also of %q), noun %q, unverified %q", f.Code, d.Key, f.Name, names[f.Name], f.Noun, f.Unverified)
			}
			names[f.Name] = f.Code
		}
	}
}

// TestKeptExamples: the examples of a description make an entry that is in
// order.
func TestKeptExamples(t *testing.T) {
	t.Parallel()
	for _, d := range kept {
		v, faults := filled(t, d, nil)
		if len(faults) > 0 || d.Row(v).Number == "" {
			t.Errorf("%s: the examples are at fault at %q", d.Key, faults)
		}
		for i := range d.Fields {
			if f := &d.Fields[i]; f.Example == "" && f.Hint == "" && f.Kind != Date {
				t.Errorf("%s: %s has neither hint nor example", d.Key, f.Key)
			}
		}
	}
}

// filled is an entry in order with some fields set otherwise; "-" blanks one.
func filled(t *testing.T, d *Description, set map[string]string) (Values, []string) {
	t.Helper()
	v, faults := d.Read(func(key string) string {
		switch text, ok := set[key]; {
		case text == "-":
			return ""
		case ok:
			return text
		}
		if f := d.Field(key); f != nil {
			return f.Example
		}
		return ""
	}, today)
	var at []string
	for _, p := range faults {
		if p.Says == "" || p.Advice == "" {
			t.Errorf("%s: %v says too little", d.Key, p)
		}
		at = append(at, p.Field)
	}
	return v, at
}

func TestKeptChecks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		d    *Description
		set  map[string]string
		at   string // fields at fault
	}{
		{"item before it was made", Item, map[string]string{"made_on": "2024-03-06"}, "published_on"},
		{"the template's example", Item, map[string]string{"title": "示例：某公示"}, "title"},
		{"no channel", Item, map[string]string{"channels": "-"}, "channels"},
		{"words for channels", Item, map[string]string{"channels": "微信公众号、LED屏"}, ""},
		{"closed before it was opened", MediaAccount, map[string]string{"closed_on": "2021-03-04"}, "closed_on"},
		{"notice of closing alone", MediaAccount, map[string]string{"closing_notice_on": "2023-03-04"}, "closing_notice_on"},
		{"closed with its papers", MediaAccount, map[string]string{"closed_on": "2023-03-04", "closing_notice_on": "2023-02-20", "closing_filed_on": "2023-03-10"}, ""},
		{"a masked custodian", MediaAccount, map[string]string{"custodian": "周*"}, "custodian"},
		{"post without a platform", MediaPost, map[string]string{"platform": "-"}, "platform"},
		{"total without anything", MediaPost, map[string]string{"extent": "期间合计"}, "from_on quantity source"},
		{"total of two years", MediaPost, map[string]string{"extent": "期间合计", "from_on": "2023-12-31", "quantity": "102", "source": "后台统计"}, "from_on"},
		{"total of nothing", MediaPost, map[string]string{"extent": "期间合计", "from_on": "2024-01-01", "quantity": "00", "source": "后台统计"}, "quantity"},
		{"total of one leap day", MediaPost, map[string]string{"extent": "期间合计", "from_on": "2024-02-29", "published_on": "2024-02-29", "quantity": "1", "source": "后台统计"}, ""},
		{"a quantity of a single post", MediaPost, map[string]string{"quantity": "102"}, "quantity"},
		{"total", MediaPost, map[string]string{"extent": "期间合计", "from_on": "2024-01-01", "quantity": "102", "source": "后台统计"}, ""},
		{"handled without a result", Complaint, map[string]string{"result": "-"}, "result"},
		{"result without a day", Complaint, map[string]string{"handled_on": "-"}, "handled_on"},
		{"handled before it came", Complaint, map[string]string{"handled_on": "2024-05-05"}, "handled_on"},
		{"open complaint", Complaint, map[string]string{"handled_on": "-", "result": "-"}, ""},
		{"anonymous with a name", Complaint, map[string]string{"person_kind": "匿名"}, "person"},
		{"a citizen without a name", Complaint, map[string]string{"person": "-"}, "person"},
		{"anonymous", Complaint, map[string]string{"person_kind": "匿名", "person": "-"}, ""},
		{"training of nobody", Activity, map[string]string{"people": "0"}, "people"},
		{"meeting of nobody", Activity, map[string]string{"kind": "会议", "people": "-"}, ""},
		{"appraisal without a result", Activity, map[string]string{"kind": "社会评议", "result": "-"}, "result"},
		{"due before it was found", Problem, map[string]string{"due_on": "2024-03-19"}, "due_on"},
		{"done without an outcome", Problem, map[string]string{"closed_on": "2024-06-01"}, "outcome"},
		{"done", Problem, map[string]string{"closed_on": "2024-06-01", "outcome": "已建立核对清单"}, ""},
	} {
		if _, at := filled(t, c.d, c.set); strings.Join(at, " ") != c.at {
			t.Errorf("%s: faults at %q, want %q", c.name, at, c.at)
		}
	}
}

// TestKeptMasked: no superior sees who complained, who keeps a password or who
// is to blame.
func TestKeptMasked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    *Description
		key  string
		want string
	}{{Complaint, "person", "欧**"}, {MediaAccount, "custodian", ""}, {Problem, "person", ""}} {
		v, _ := filled(t, c.d, map[string]string{c.key: "欧阳小明"})
		if got := c.d.Masked(v)[c.key]; got != c.want || v[c.key] != "欧阳小明" {
			t.Errorf("%s: masked %s = %q, want %q", c.d.Key, c.key, got, c.want)
		}
		if row := c.d.Row(v); strings.Contains(row.OpenSearch, "欧阳") || !strings.Contains(row.Search, "欧阳") {
			t.Errorf("%s: search %q, open search %q", c.d.Key, row.Search, row.OpenSearch)
		}
	}
	v, _ := filled(t, Complaint, map[string]string{"person_kind": "法人", "person": "某某公司"})
	if got := Complaint.Masked(v)["person"]; got != "某某公司" {
		t.Errorf("an organization is shown as %q", got)
	}
}

// bruteDecisions counts decisions of a kind by their day.
func bruteDecisions(code report.Code) func(v Values, year string, count map[report.Code]int64) {
	return func(v Values, year string, count map[report.Code]int64) {
		n := int64(1)
		if v["extent"] == "total" {
			n = int64(number(v["quantity"]))
		}
		if strings.HasPrefix(v["decided_on"], year) {
			count[code] += n
		}
	}
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// brute counts entries by code without asking for their tallies.
var brute = map[Key]func(v Values, year string, count map[report.Code]int64){
	"licence":  bruteDecisions("disclosure.licensing.decisions"),
	"penalty":  bruteDecisions("disclosure.penalty.decisions"),
	"coercion": bruteDecisions("disclosure.coercion.decisions"),
	"fee": func(v Values, year string, count map[report.Code]int64) {
		if strings.HasPrefix(v["collected_on"], year) {
			n, _ := strconv.ParseInt(v["amount"], 10, 64)
			count["disclosure.fees.amount"] += n
		}
	},
	"normative": func(v Values, year string, count map[report.Code]int64) {
		prefix := map[string]string{"rule": "disclosure.rules.", "normative": "disclosure.normative."}[v["kind"]]
		last := year + "-12-31"
		if n, _ := strconv.ParseInt(v["stock"], 10, 64); n > 0 {
			if v["issued_on"] <= last {
				count[report.Code(prefix+"in_force")] += n
			}
			return
		}
		isOver := func(day string) bool { // by the end of a day
			return v["repealed_on"] != "" && v["repealed_on"] <= day || v["expires_on"] != "" && v["expires_on"] < day
		}
		before := strconv.Itoa(number(year)-1) + "-12-31"
		if strings.HasPrefix(v["issued_on"], year) {
			count[report.Code(prefix+"issued")]++
		}
		if v["issued_on"] <= last && !isOver(last) {
			count[report.Code(prefix+"in_force")]++
		}
		if isOver(last) && !isOver(before) {
			count[report.Code(prefix+"repealed")]++
		}
	},
	"application": func(v Values, year string, count map[report.Code]int64) {
		at := func(row string) { count[report.Code("application."+row+"."+v["kind"])]++ }
		if strings.HasPrefix(v["received_on"], year) {
			at("newly_received")
		}
		if strings.HasPrefix(v["replied_on"], year) {
			at(v["result"])
		}
		if v["received_on"] < year && (v["replied_on"] == "" || v["replied_on"] > year) {
			at("carried_in")
		}
		if last := year + "-12-31"; v["received_on"] <= last && (v["replied_on"] == "" || v["replied_on"] > last) {
			at("carried_over")
		}
	},
	"remedy": func(v Values, year string, count map[report.Code]int64) {
		at := func(outcome string) { count[report.Code("remedy."+v["group"]+"."+outcome)]++ }
		if strings.HasPrefix(v["concluded_on"], year) {
			switch v["outcome"] {
			case "sustained", "dismissed":
				at("upheld")
			case "annulled", "varied", "unlawful", "void", "ordered":
				at("overturned")
			default:
				at("other")
			}
		}
		if last := year + "-12-31"; v["accepted_on"] <= last && (v["concluded_on"] == "" || v["concluded_on"] > last) {
			at("pending")
		}
	},
	"processing_fee": func(v Values, year string, count map[report.Code]int64) {
		charged, _ := strconv.ParseInt(v["charged"], 10, 64)
		waived, _ := strconv.ParseInt(v["waived"], 10, 64)
		if strings.HasPrefix(v["notified_on"], year) {
			count["fact.processing_fee.waived"] += waived
		}
		if strings.HasPrefix(v["paid_on"], year) {
			count["fact.processing_fee.received"] += charged - waived
		}
	},
	"item": func(v Values, year string, count map[report.Code]int64) {
		if strings.HasPrefix(v["published_on"], year) {
			count["fact.item.published"]++
			count[report.Code("fact.item."+v["category"])]++
			for _, o := range itemChannels {
				if strings.Contains(","+v["channels"]+",", ","+o.Key+",") {
					count[report.Code("fact.item.channel."+o.Key)]++
				}
			}
		}
	},
	"media_account": func(v Values, year string, count map[report.Code]int64) {
		if last := year + "-12-31"; v["opened_on"] <= last && (v["closed_on"] == "" || v["closed_on"] > last) {
			count["fact.media_account.in_use"]++
		}
	},
	"media_post": func(v Values, year string, count map[report.Code]int64) {
		n := 1
		if v["extent"] == "total" {
			n, _ = strconv.Atoi(v["quantity"])
		}
		if strings.HasPrefix(v["published_on"], year) {
			count["fact.media_post.published"] += int64(n)
			if platform := v["platform"]; platform != "" {
				count[report.Code("fact.media_post."+platform)] += int64(n)
			}
		}
	},
	"complaint": func(v Values, year string, count map[report.Code]int64) {
		for code, key := range map[report.Code]string{"fact.complaint.received": "received_on", "fact.complaint.handled": "handled_on"} {
			if strings.HasPrefix(v[key], year) {
				count[code]++
			}
		}
	},
	"activity": func(v Values, year string, count map[report.Code]int64) {
		if strings.HasPrefix(v["held_on"], year) {
			count[report.Code("fact.activity."+v["kind"])]++
			if v["kind"] == "training" {
				n, _ := strconv.Atoi(v["people"])
				count["fact.activity.trained"] += int64(n)
			}
		}
	},
	"problem": func(v Values, year string, count map[report.Code]int64) {
		if strings.HasPrefix(v["closed_on"], year) {
			count["fact.problem.done"]++
		}
		if last := year + "-12-31"; v["found_on"] <= last && (v["closed_on"] == "" || v["closed_on"] > last) {
			count["fact.problem.open"]++
		}
	},
}

// TestKeptFiguresAreBruteCounts: every figure of a random register equals a
// count that knows nothing of tallies.
func TestKeptFiguresAreBruteCounts(t *testing.T) {
	t.Parallel()
	for _, d := range All() {
		t.Run(string(d.Key), rapid.MakeCheck(func(t *rapid.T) {
			var all []Values
			for range rapid.IntRange(0, 30).Draw(t, "entries") {
				all = append(all, recorded(t, d))
			}
			for _, year := range []int{2023, 2024, 2025} {
				want := map[report.Code]int64{}
				for _, v := range all {
					brute[d.Key](v, strconv.Itoa(year), want)
				}
				for _, f := range d.Figures {
					if got := f.Of(d, slices.Values(all), year); got != want[f.Code] {
						t.Fatalf("%s of %d = %d, want %d of %v", f.Code, year, got, want[f.Code], all)
					}
				}
			}
		}))
	}
}

// recorded draws values around three years, not all of them in order: what
// counts must not depend on it.
func recorded(t *rapid.T, d *Description) Values {
	v := Values{}
	first := calendar.MustParse("2022-12-30")
	day := first.AddDays(rapid.IntRange(0, 1_100).Draw(t, "day"))
	for i := range d.Fields {
		f := &d.Fields[i]
		if !f.Required && rapid.Bool().Draw(t, f.Key+" blank") {
			continue
		}
		switch f.Kind {
		case Date:
			if f.Key != d.Day {
				v[f.Key] = day.AddDays(rapid.IntRange(0, 500).Draw(t, f.Key)).String()
			} else {
				v[f.Key] = day.String()
			}
		case Number, Money:
			v[f.Key] = strconv.Itoa(rapid.IntRange(1, 500).Draw(t, f.Key))
		case Choice:
			v[f.Key] = rapid.SampledFrom(f.Choices).Draw(t, f.Key).Key
		case Choices:
			var keys []string
			for _, o := range f.Choices {
				if rapid.Bool().Draw(t, o.Key) {
					keys = append(keys, o.Key)
				}
			}
			v[f.Key] = strings.Join(keys, ",")
		default:
			v[f.Key] = "甲"
		}
	}
	if IsTotal(v) && v[quantityKey] == "" {
		v[quantityKey] = "7"
	}
	for key, with := range map[string]string{"result": "replied_on", "outcome": "concluded_on"} {
		if d.Field(key) != nil && (v[key] == "" || v[with] == "") {
			delete(v, key)
			delete(v, with)
		}
	}
	if v["stock"] != "" {
		delete(v, "expires_on")
		delete(v, "repealed_on")
	}
	return v
}

// TestPostsOfAPlatform: what the platform exports is imported as it stands, 102
// posts count as 102, and the same file again changes nothing.
func TestPostsOfAPlatform(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("内容标题,发表时间,总阅读次数,总分享人数,内容url\n")
	for i := range 102 { // the same title on each day: the day tells them apart
		fmt.Fprintf(&b, "今日天气提示,%s 08:30:00,%d,3,https://mp.weixin.qq.com/s/%d\n", calendar.MustParse("2024-01-01").AddDays(i), i, i)
	}
	sheet, err := csv.ReadSheet([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	batch, err := MediaPost.Import([]*paper.Sheet{sheet}, today)
	if err != nil {
		t.Fatal(err)
	}
	run, err := batch.Against(nothing)
	if err != nil || len(run.New) != 102 || run.BadLines > 0 || !slices.Equal(run.Ignored, []string{"总分享人数"}) {
		t.Fatalf("import = %s, %v, ignored %q", told(run), err, run.Ignored)
	}
	existing := map[string]Existing{}
	var all []Values
	for i := range run.New {
		v := run.New[i].Values()
		all = append(all, v)
		existing[MediaPost.Row(v).Number] = Existing{ID: int64(i + 1), State: Current, Values: v}
	}
	for _, code := range []report.Code{"fact.media_post.published", "fact.media_post.wechat"} {
		f, _ := MediaPost.Figure(code)
		if got := f.Of(MediaPost, slices.Values(all), 2024); got != 102 {
			t.Errorf("%s = %d, want 102", code, got)
		}
	}
	again, err := batch.Against(func([]string) (map[string]Existing, error) { return existing, nil })
	if len(run.Notices) != 1 || !strings.Contains(run.Notices[0], "都是微信公众号") {
		t.Errorf("the file is told to be WeChat's: %q", run.Notices)
	}
	if err != nil || again.Same != 102 {
		t.Errorf("import again = %s, %v; want all the same", told(again), err)
	}
}

// TestPostSpans: a total of a platform lies over its posts, not over those of
// another.
func TestPostSpans(t *testing.T) {
	t.Parallel()
	span := func(set map[string]string) Span {
		v, at := filled(t, MediaPost, set)
		if len(at) > 0 {
			t.Fatalf("%v is at fault at %q", set, at)
		}
		return MediaPost.Span(v)
	}
	total := span(map[string]string{"extent": "期间合计", "from_on": "2024-01-01", "published_on": "2024-06-30", "quantity": "50", "source": "后台统计"})
	for _, c := range []struct {
		set  map[string]string
		want bool
	}{
		{map[string]string{"published_on": "2024-06-30"}, true},
		{map[string]string{"published_on": "2024-07-01"}, false},
		{map[string]string{"published_on": "2024-06-30", "platform": "抖音"}, false},
	} {
		if got := total.Overlaps(span(c.set)); got != c.want {
			t.Errorf("the total overlaps %v: %v, want %v", c.set, got, c.want)
		}
	}
}

// TestItemsOfTheSameTitle: title, day and number together say which is meant.
func TestItemsOfTheSameTitle(t *testing.T) {
	t.Parallel()
	numbers := map[string]bool{}
	for _, set := range []map[string]string{{}, {"published_on": "2024-03-06"}, {"number": "-"}, {"number": "青政发〔2024〕4号"}, {"channels": "公告栏"}} {
		v, at := filled(t, Item, set)
		if len(at) > 0 {
			t.Errorf("%v is at fault at %q", set, at)
		}
		numbers[Item.Row(v).Number] = true
	}
	if len(numbers) != 4 { // another channel is the same item
		t.Errorf("identities = %v, want 4", numbers)
	}
}

func TestSilenceOf(t *testing.T) {
	t.Parallel()
	last := calendar.MustParse("2024-02-20")
	for _, c := range []struct {
		days int
		want Alarm
	}{{-1, Lively}, {0, Lively}, {9, Lively}, {10, Silent}, {13, Silent}, {14, TooLong}, {400, TooLong}} {
		if got := SilenceOf(last, last.AddDays(c.days)); got != (Silence{max(c.days, 0), c.want}) {
			t.Errorf("after %d days = %+v, want %q", c.days, got, c.want)
		}
	}
	if got := SilenceOf(0, last); got != (Silence{}) {
		t.Errorf("of an account of which nothing is known = %+v", got)
	}
	if got := SilenceOf(calendar.MustParse("2019-03-01"), calendar.MustParse("2019-03-31")); got.Alarm != Silent {
		t.Errorf("before the indicators = %+v, want a reminder only", got)
	}
}

func TestCarriesOver(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		found, closed string
		want          bool
	}{
		{"2024-12-31", "", true}, {"2024-03-01", "2024-12-31", false}, {"2024-03-01", "2025-01-01", true},
		{"2025-01-01", "", false}, {"2022-03-01", "", true},
	} {
		if got := CarriesOver(Values{"found_on": c.found, "closed_on": c.closed}, 2024); got != c.want {
			t.Errorf("found %s, closed %q: carried over %v, want %v", c.found, c.closed, got, c.want)
		}
	}
}

// TestApplicationsBalance: in every column of table 三, what came in and what was
// brought over is what was handled and what is carried over; and what one year
// carries over the next begins with.
func TestApplicationsBalance(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var all []Values
		for range rapid.IntRange(1, 60).Draw(t, "entries") {
			all = append(all, recorded(t, Application))
		}
		of := func(row, kind string, year int) int64 {
			f, ok := Application.Figure(applicationCode(row, kind))
			if !ok {
				t.Fatalf("no figure %s.%s", row, kind)
			}
			return f.Of(Application, slices.Values(all), year)
		}
		for year := 2022; year <= 2027; year++ {
			for _, kind := range applicantKinds() {
				in := of(newlyReceived, kind.Key, year) + of(carriedIn, kind.Key, year)
				over := of(carriedOver, kind.Key, year)
				out := over
				for _, row := range resultRows() {
					out += of(row.Key, kind.Key, year)
				}
				if in != out || over != of(carriedIn, kind.Key, year+1) {
					t.Fatalf("%s of %d: %d in, %d out, %d over, of %v", kind.Label, year, in, out, over, all)
				}
			}
		}
	})
}

// TestPostsWithoutPlatform: a file that names no platform, and is not known to be
// WeChat's, is not taken for it; what was once entered without one counts for
// none, and is the same post as one that says which.
func TestPostsWithoutPlatform(t *testing.T) {
	t.Parallel()
	read := func(text string) (*Batch, error) {
		sheet, err := csv.ReadSheet([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return MediaPost.Import([]*paper.Sheet{sheet}, today)
	}
	if _, err := read("标题,发布日期\n汛期提示,2024-06-12\n"); err == nil || !strings.Contains(err.Error(), "平台") {
		t.Errorf("a file of no known platform: %v, want it to ask for the column", err)
	}
	old := Values{"title": "汛期提示", "published_on": "2024-06-12"}
	for _, tally := range MediaPost.TalliesOf(old) {
		if tally.Code != "fact.media_post.published" {
			t.Errorf("a post of no platform counts in %s", tally.Code)
		}
	}
	batch, err := read("内容标题,发表时间,总阅读次数\n汛期提示,2024-06-12,5\n秋收提示,2024-09-12,6\n")
	if err != nil {
		t.Fatal(err)
	}
	run, err := batch.Against(func(numbers []string) (map[string]Existing, error) {
		had := map[string]Existing{}
		if number := MediaPost.Row(old).Number; slices.Contains(numbers, number) {
			had[number] = Existing{ID: 7, Version: 1, State: Current, Values: old}
		}
		return had, nil
	})
	if err != nil || len(run.New) != 1 || len(run.Changed) != 1 || run.Changed[0].ID != 7 || run.Changed[0].Values()["platform"] != "wechat" {
		t.Errorf("import over a post without a platform = %s, %v, want it corrected", told(run), err)
	}
}
