package pdf

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/paper"
)

// truth is the part of NAME.truth.json a table reader answers for.
type truth struct {
	Edition     string                  `json:"edition"`
	Cells       map[string]*json.Number `json:"cells"`
	Raw         map[string]string       `json:"raw"`
	MayBeAbsent []string                `json:"may_be_absent"`
}

// TestReadReports compares every figure of the tables with what a correct
// reader must see. Further PDFs with truths are taken from GONGKAI_PDFS.
func TestReadReports(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(sharedFolder(t), "reports", "dev")
	files, _ := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if more := os.Getenv("GONGKAI_PDFS"); more != "" {
		found, _ := filepath.Glob(filepath.Join(more, "*.pdf"))
		files = append(files, found...)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".pdf"), func(t *testing.T) {
			t.Parallel()
			compareWithTruth(t, file)
		})
	}
}

func compareWithTruth(t *testing.T, file string) {
	t.Helper()
	doc, err := Read(readFile(t, file))
	if err != nil {
		t.Fatalf("Read(%s) = %v", file, err)
	}
	var want truth
	if err := json.Unmarshal(readFile(t, strings.TrimSuffix(file, ".pdf")+".truth.json"), &want); err != nil {
		t.Fatal(err)
	}
	got := figuresOf(doc, want.Edition)
	bad := 0
	for code, value := range want.Cells {
		text, ok := got[code]
		switch {
		case !ok:
			t.Errorf("%s: not found", code)
		case value == nil && want.Raw[code] != "" && plainFigure(want.Raw[code]) != text,
			value == nil && want.Raw[code] == "" && strings.Trim(text, "/-—无") != "",
			value != nil && !sameNumber(text, value.String()):
			t.Errorf("%s = %q, want %v %s", code, text, value, want.Raw[code])
		default:
			continue
		}
		if bad++; bad > 12 {
			t.Fatalf("more differ; notices %v", doc.Notices)
		}
	}
}

// sharedFolder finds the folder with the reports to test with.
func sharedFolder(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("GONGKAI_SHARED")
	if folder == "" {
		root := "."
		for range 6 {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			root = filepath.Join("..", root)
		}
		folder = filepath.Join(root, "..", "shared")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no folder with reports: set GONGKAI_SHARED")
	}
	return folder
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var widthFolder = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"，", "", ",", "", "．", ".", "－", "-", "−", "-", "件", "", "元", "")

func plainFigure(text string) string { return widthFolder.Replace(text) }

func sameNumber(text, want string) bool {
	text = plainFigure(text)
	if strings.Contains(text, "（") {
		text = text[:strings.Index(text, "（")]
	}
	if strings.ContainsAny(want, "eE.") || strings.Contains(text, ".") {
		trim := func(s string) string {
			if strings.Contains(s, ".") {
				s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
			}
			return s
		}
		return trim(text) == trim(want)
	}
	return text == want
}

// figuresOf finds the figures of the statutory tables by their row labels, in
// the order of the form. It is a test's shortcut: the law's own reader knows
// more.
func figuresOf(doc *paper.Document, edition string) map[string]string {
	got := map[string]string{}
	for _, table := range doc.Tables() {
		if table.Loose {
			looseFigures(table, got)
			continue
		}
		grid := table.Grid()
		switch text := gridText(grid); {
		case strings.Contains(text, "自然人"):
			applicationFigures(grid, got)
		case strings.Contains(text, "结果维持"):
			remedyFigures(grid, got)
		case strings.Contains(text, "第二十条"):
			disclosureFigures(grid, edition, got)
		}
	}
	return got
}

var blanks = regexp.MustCompile(`[\s　\x{a0}]+`)

func gridText(g *paper.Grid) string {
	var b strings.Builder
	for r := range g.Rows {
		for c := range g.Columns {
			if p := g.At(r, c); p.IsCorner(r, c) {
				b.WriteString(blanks.ReplaceAllString(p.Text, ""))
			}
		}
	}
	return b.String()
}

var applicationRows = []struct{ word, code string }{
	{"年新收", "newly_received"}, {"上年结转", "carried_in"}, {"予以公开", "granted"}, {"部分公开", "partly_granted"},
	{"国家秘密", "withheld.state_secret"}, {"其他法律", "withheld.prohibited_by_law"}, {"三安全", "withheld.security_stability"},
	{"第三方", "withheld.third_party_rights"}, {"三类", "withheld.internal_affairs"}, {"四类", "withheld.deliberative"},
	{"执法案卷", "withheld.enforcement_file"}, {"查询事项", "withheld.inquiry"}, {"不掌握", "unavailable.not_held"},
	{"没有现成", "unavailable.needs_creation"}, {"仍不明确", "unavailable.still_unclear"}, {"信访", "not_processed.petition"},
	{"重复申请", "not_processed.repeated"}, {"出版物", "not_processed.publication"}, {"大量反复", "not_processed.excessive"},
	{"重新出具", "not_processed.reissue"}, {"逾期不补正", "otherwise_handled.uncorrected"}, {"缴纳费用", "otherwise_handled.unpaid"},
	{"其他处理", "otherwise_handled"}, {"其他", "otherwise_handled.other"}, {"七）总计", "total_handled"}, {"七)总计", "total_handled"}, {"结转下", "carried_over"},
}

var applicationColumns = []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"}

func applicationFigures(g *paper.Grid, got map[string]string) {
	first := g.Columns - 7
	for r := 3; r < g.Rows; r++ {
		p := g.At(r, first-1)
		if p == nil || p.Row != r {
			continue
		}
		label := blanks.ReplaceAllString(p.Text, "")
		for _, row := range applicationRows {
			if strings.Contains(label, row.word) {
				for c, column := range applicationColumns {
					if v := g.At(r, first+c); v.IsCorner(r, first+c) && v.Width == 1 && v.Height == 1 {
						got["application."+row.code+"."+column] = v.Text
					}
				}
				break
			}
		}
	}
}

// looseFigures takes rows that have a label and exactly seven cells after it.
func looseFigures(t *paper.Table, got map[string]string) {
	for _, r := range t.Rows {
		n := len(r.Cells) - 7
		if n < 1 {
			continue
		}
		label := r.Cells[n-1].Text
		for _, row := range applicationRows {
			if strings.Contains(label, row.word) {
				for c, column := range applicationColumns {
					got["application."+row.code+"."+column] = r.Cells[n+c].Text
				}
				break
			}
		}
	}
}

func remedyFigures(g *paper.Grid, got map[string]string) {
	groups := []string{"reconsideration", "litigation_direct", "litigation_after_reconsideration"}
	outcomes := []string{"upheld", "overturned", "other", "pending", "total"}
	if g.Columns != 15 {
		return
	}
	const row = 3
	for c := range 15 {
		if p := g.At(row, c); p.IsCorner(row, c) && p.Width == 1 {
			got["remedy."+groups[c/5]+"."+outcomes[c%5]] = p.Text
		}
	}
}

var disclosureRows = []struct {
	word       string
	now, tried []string // the columns of the editions of 2021 and 2019
}{
	{"规范性文件", []string{"normative.issued", "normative.repealed", "normative.in_force"}, []string{"normative.made", "normative.published", "normative.public_total"}},
	{"规章", []string{"rules.issued", "rules.repealed", "rules.in_force"}, []string{"rules.made", "rules.published", "rules.public_total"}},
	{"行政许可", []string{"licensing.decisions"}, []string{"licensing.items_last_year", "licensing.change", "licensing.decisions"}},
	{"对外管理", nil, []string{"other_services.items_last_year", "other_services.change", "other_services.decisions"}},
	{"行政处罚", []string{"penalty.decisions"}, []string{"penalty.items_last_year", "penalty.change", "penalty.decisions"}},
	{"行政强制", []string{"coercion.decisions"}, []string{"coercion.items_last_year", "coercion.change", "coercion.decisions"}},
	{"行政事业", []string{"fees.amount"}, []string{"fees.items_last_year", "fees.change"}},
	{"集中采购", nil, []string{"procurement.projects", "procurement.amount_yuan"}},
}

func disclosureFigures(g *paper.Grid, edition string, got map[string]string) {
	for r := range g.Rows {
		p := g.At(r, 0)
		if p == nil {
			continue
		}
		label := blanks.ReplaceAllString(p.Text, "")
		for _, row := range disclosureRows {
			if !strings.Contains(label, row.word) {
				continue
			}
			codes := row.now
			if edition == "2019" {
				codes = row.tried
			}
			c := 1
			for _, code := range codes {
				if v := g.At(r, c); v.IsCorner(r, c) {
					got["disclosure."+code] = v.Text
					c += v.Width
				}
			}
			break
		}
	}
}
