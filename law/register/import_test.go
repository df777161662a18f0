package register

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
)

// sheet makes a sheet of lines whose cells are parted by |.
func sheet(lines ...string) *paper.Sheet {
	s := &paper.Sheet{Name: "表"}
	for i, line := range lines {
		if line != "" {
			s.Lines = append(s.Lines, paper.Line{Number: i + 1, Cells: strings.Split(line, "|")})
		}
	}
	return s
}

const head = "序号|行政处罚决定书文号|当事人类别|当事人名称|处罚类别|罚款金额|处罚决定日期|经办人"

// nothing is a register without entries.
func nothing([]string) (map[string]Existing, error) { return nil, nil }

// having is a register with the given entries.
func having(entries ...Existing) func([]string) (map[string]Existing, error) {
	return func(numbers []string) (map[string]Existing, error) {
		found := map[string]Existing{}
		for _, e := range entries {
			if slices.Contains(numbers, e.Values["number"]) {
				found[e.Values["number"]] = e
			}
		}
		return found, nil
	}
}

func dryRun(t *testing.T, existing func([]string) (map[string]Existing, error), sheets ...*paper.Sheet) *DryRun {
	t.Helper()
	b, err := Penalty.Import(sheets, today)
	if err != nil {
		t.Fatalf("Import: %v", err)
	}
	run, err := b.Against(existing)
	if err != nil {
		t.Fatalf("Against: %v", err)
	}
	return run
}

// told is a dry run as one string.
func told(run *DryRun) string {
	var b strings.Builder
	for _, p := range run.New {
		fmt.Fprintf(&b, "新%d ", p.Line)
	}
	for _, p := range run.Changed {
		fmt.Fprintf(&b, "改%d", p.Line)
		for _, c := range p.Changes {
			fmt.Fprintf(&b, "[%s:%s→%s]", c.Label, c.Now, c.After)
		}
		b.WriteString(" ")
	}
	if run.Same > 0 {
		fmt.Fprintf(&b, "同%d件 ", run.Same)
	}
	for _, f := range run.Bad {
		fmt.Fprintf(&b, "错%d[%s:%s:%s] ", f.Line, f.Label, f.Found, f.Says)
	}
	for _, s := range run.Skipped {
		fmt.Fprintf(&b, "略%d(%s) ", s.Line, s.Why)
	}
	return strings.TrimSpace(b.String())
}

var stored = Values{"number": "甲罚〔2024〕1号", "party_kind": "organization", "party": "甲公司", "kinds": "fine", "fine": "500000", "decided_on": "2024-03-05", "note": "旧注"}

func TestImport(t *testing.T) {
	t.Parallel()
	const first = "1|甲罚〔2024〕1号|法人|甲公司|罚款|5000|2024.3.5|某某"
	tests := []struct {
		name     string
		existing func([]string) (map[string]Existing, error)
		lines    []string
		want     string
	}{
		{"new", nothing, []string{head, first}, "新2"},
		{"titles above, blanks between", nothing, []string{"甲县行政处罚台账", "填报单位：甲局", "", head, "", first}, "新6"},
		{"same", having(Existing{ID: 7, Version: 3, Values: stored}), []string{head, first}, "同1件"},
		{"changed", having(Existing{ID: 7, Version: 3, Values: stored}), []string{head, strings.Replace(first, "5000", "6000", 1)}, "改2[罚款金额:5,000元→6,000元]"},
		{"withdrawn and other", having(Existing{ID: 7, State: Withdrawn, Values: stored}), []string{head, strings.Replace(first, "5000", "6000", 1)}, "错2[行政处罚决定书文号:甲罚〔2024〕1号:这一文号的登记已经作废，内容与文件不同]"},
		{"withdrawn and the same", having(Existing{ID: 7, State: Withdrawn, Values: stored}), []string{head, first}, "同1件"},
		{"bad day", nothing, []string{head, strings.Replace(first, "2024.3.5", "2024.2.30", 1)}, "错2[处罚决定日期:2024.2.30:处罚决定日期“2024.2.30”不存在：2024年2月只有29天]"},
		{"several faults of a line", nothing, []string{head, "1|甲罚〔2024〕1号|法人||罚款|多|2024.3.5"}, "错2[当事人名称::没有填写当事人名称] 错2[罚款金额:多:罚款金额“多”不是金额]"},
		{"fields together", nothing, []string{head, strings.Replace(first, "5000", "", 1)}, "错2[罚款金额::处罚类别有“罚款”，罚款金额没有填写]"},
		{"the same line twice", nothing, []string{head, first, first}, "新2 错3[行政处罚决定书文号:甲罚〔2024〕1号:与第2行完全相同]"},
		{"a number twice, written otherwise", nothing, []string{head, first, "2|甲罚[2024]１号|法人|乙公司|罚款|5|2024.3.5"}, "新2 错3[行政处罚决定书文号:甲罚[2024]１号:行政处罚决定书文号与第2行相同，其他内容不同]"},
		{"total and notes", nothing, []string{head, first, "合计|||||5000", "注：以上数据截至年底", "填表人：某某||审核人：某某"}, "新2 略3(合计) 略4(表下的说明) 略5(表下的说明)"},
		{"total in the column of the number", nothing, []string{head, first, "|总 计||||5000"}, "新2 略3(合计)"},
		{"head again, numbering", nothing, []string{head, "1|2|3|4|5|6|7|8", first, head}, "新3 略2(列的编号) 略4(重复的表头)"},
		{"first entry is no numbering", nothing, []string{"文号|当事人类别|当事人|处罚类别|处罚决定日期", "1|法人|2|警告|2024.3.5"}, "新2"},
		{"a line with one cell is no note", nothing, []string{head, "|甲罚〔2024〕1号"}, "错2[当事人类别::没有填写当事人类别] 错2[当事人名称::没有填写当事人名称] 错2[处罚类别::没有填写处罚类别] 错2[处罚决定日期::没有填写处罚决定日期]"},
		{"other labels, another order, ten thousands", nothing,
			[]string{"被处罚人|处罚日期|罚款金额（万元）|处罚种类|行政相对人类别|决定书文号", "甲公司|2024-3-5|0.5|罚款|法人|甲罚〔2024〕1号"}, "新2"},
		{"head of two lines", nothing,
			[]string{"文号|当事人||处罚||日期", "|当事人类别|当事人名称|处罚类别|罚款|决定日期", "甲罚〔2024〕1号|法人|甲公司|罚款|5000|2024.3.5"}, "新3"},
		{"marked as withdrawn", nothing, []string{head + "|登记状态", first + "|已作废"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b, err := Penalty.Import([]*paper.Sheet{sheet(tt.lines...)}, today)
			if tt.want == "" {
				if err == nil {
					t.Fatalf("Import(%q) passes, want it refused", tt.lines)
				}
				return
			}
			if err != nil {
				t.Fatalf("Import(%q): %v", tt.lines, err)
			}
			run, err := b.Against(tt.existing)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(run); got != tt.want {
				t.Errorf("Import(%q)\n= %s\nwant %s", tt.lines, got, tt.want)
			}
			for _, f := range run.Bad {
				if f.Try == "" {
					t.Errorf("line %d %q: nothing to try", f.Line, f.Says)
				}
			}
		})
	}
}

func TestImportReadsValues(t *testing.T) {
	t.Parallel()
	run := dryRun(t, nothing, sheet("被处罚人|处罚日期|罚款金额（万元）|处罚种类|行政相对人类别|决定书文号|没收金额|经办人",
		"甲公司|45356|0.5|罚款、没收违法所得|法人|甲罚（2024）1号|20元|某某"))
	want := Values{"number": "甲罚〔2024〕1号", "party_kind": "organization", "party": "甲公司", "kinds": "fine,illegal_gains",
		"fine": "500000", "confiscated": "2000", "decided_on": "2024-03-05"}
	if len(run.New) != 1 || !run.New[0].Values().Equal(want) {
		t.Fatalf("values = %v, want %v; bad %v", run.New, want, run.Bad)
	}
	if got := strings.Join(run.Ignored, " "); got != "经办人" {
		t.Errorf("ignored columns = %q, want 经办人", got)
	}
	if !slices.Contains(run.Absent, "违法事实") || slices.Contains(run.Absent, "罚款金额") {
		t.Errorf("fields without a column = %q", run.Absent)
	}
}

// TestImportKeeps: a field without a column stays, a blank cell clears it.
func TestImportKeeps(t *testing.T) {
	t.Parallel()
	run := dryRun(t, having(Existing{ID: 7, Version: 3, Values: stored}), sheet(head, "1|甲罚〔2024〕1号|法人|乙公司|罚款|5000|2024.3.5"))
	if len(run.Changed) != 1 || run.Changed[0].Values()["note"] != "旧注" || run.Changed[0].ID != 7 || run.Changed[0].Version != 3 {
		t.Errorf("changed = %+v, want entry 7 with its note", run.Changed)
	}
	run = dryRun(t, having(Existing{ID: 7, Values: stored}), sheet(head+"|备注", "1|甲罚〔2024〕1号|法人|甲公司|罚款|5000|2024.3.5"))
	if len(run.Changed) != 1 || run.Changed[0].Values()["note"] != "" {
		t.Errorf("changed = %+v, want the note cleared", run.Changed)
	}
}

// TestImportWithoutFine: where the file has no column of the fine, a line is
// judged with the fine the entry has.
func TestImportWithoutFine(t *testing.T) {
	t.Parallel()
	file := sheet("文号|当事人类别|当事人|处罚类别|处罚决定日期", "甲罚〔2024〕1号|法人|甲公司|罚款|2024.3.5", "甲罚〔2024〕2号|法人|甲公司|罚款|2024.3.5")
	run := dryRun(t, having(Existing{ID: 7, Values: stored}), file)
	if got, want := told(run), "同1件 错3[罚款金额::处罚类别有“罚款”，罚款金额没有填写]"; got != want {
		t.Errorf("dry run = %s, want %s", got, want)
	}
}

func TestImportRefusesFile(t *testing.T) {
	t.Parallel()
	merged := sheet(head, "1|甲罚〔2024〕1号|法人|甲公司|警告||2024.3.5", "2|甲罚〔2024〕2号|||警告||2024.3.5")
	merged.Lines[2].Hangs = true
	if got := told(dryRun(t, nothing, merged)); got != "新2 错3[::这一行有从上面合并下来的单元格]" {
		t.Errorf("dry run of merged cells = %s", got)
	}
	cut := sheet(head, "1|甲罚〔2024〕1号|法人|甲公司|警告||2024.3.5")
	cut.Notices = []paper.Notice{{Kind: paper.TooLarge, Says: "超出部分没有读取。"}}
	tests := []struct {
		name  string
		sheet *paper.Sheet
		want  string
	}{
		{"no head", sheet("甲|乙", "1|2"), "没有找到行政处罚决定登记簿的表头"},
		{"nothing", sheet(), "没有找到"},
		{"columns missing", sheet("文号|当事人", "甲罚〔2024〕1号|甲公司"), "缺少这些列：当事人类别、处罚类别、处罚决定日期"},
		{"head only", sheet(head), "表头下面没有登记内容"},
		{"half of a file", cut, "超出部分没有读取"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Penalty.Import([]*paper.Sheet{tt.sheet}, today)
			var p *problem.Error
			if !errors.As(err, &p) || !strings.Contains(p.Sentence(), tt.want) || p.Field != "file" {
				t.Errorf("Import = %v, want a problem that says %q", err, tt.want)
			}
		})
	}
}

// TestImportAllOrNothing: one bad line refuses the step, and what somebody
// changed after the dry run refuses it too.
func TestImportAllOrNothing(t *testing.T) {
	t.Parallel()
	good := "1|甲罚〔2024〕1号|法人|乙公司|罚款|5000|2024.3.5"
	bad := dryRun(t, nothing, sheet(head, good, "2|甲罚〔2024〕2号|法人|甲公司|警告||2024.2.30"))
	if _, err := bad.Step("a.csv", "00"); err == nil || !strings.Contains(err.Error(), "第一处在第3行") {
		t.Errorf("Step of a file with a bad line = %v", err)
	}
	seen := dryRun(t, having(Existing{ID: 7, Version: 3, Values: stored}), sheet(head, good))
	step, err := seen.Step("a.csv", "00")
	if err != nil || step.Changed != 1 || step.New != 0 {
		t.Fatalf("Step = %+v, %v", step, err)
	}
	if p := step.Confirms(seen); p != nil {
		t.Errorf("Confirms the same dry run: %v", p)
	}
	later := dryRun(t, having(Existing{ID: 7, Version: 4, Values: stored}), sheet(head, good))
	if p := step.Confirms(later); p == nil || p.Kind != problem.KindConflict {
		t.Errorf("Confirms after a change = %v, want a conflict", p)
	}
	if _, err := dryRun(t, having(Existing{ID: 7, Values: stored}), sheet(head, strings.Replace(good, "乙", "甲", 1))).Step("a", "0"); err == nil {
		t.Error("Step of a file that changes nothing passes")
	}
}

func TestBadRows(t *testing.T) {
	t.Parallel()
	run := dryRun(t, nothing, sheet(head, "1|甲罚〔2024〕1号|法人|甲公司|警告||2024.2.30|某某", "2|甲罚〔2024〕2号|法人|甲公司|警告||2024.2.28"))
	var b bytes.Buffer
	if err := csv.WriteRows(&b, iter.Seq[[]paper.Cell](run.BadRows())); err != nil {
		t.Fatal(err)
	}
	got := strings.TrimPrefix(b.String(), "\ufeff")
	want := strings.ReplaceAll(head, "|", ",") + ",行,问题,怎样改\r\n1,甲罚〔2024〕1号,法人,甲公司,警告,,2024.2.30,某某,2,处罚决定日期“2024.2.30”不存在：2024年2月只有29天,请核对年、月、日\r\n"
	if got != want {
		t.Errorf("bad rows = %q, want %q", got, want)
	}
}

// TestTemplate: the template imports as a file without entries, its example
// without the mark as an entry.
func TestTemplate(t *testing.T) {
	t.Parallel()
	for _, d := range All() {
		doc := d.Template()
		var b bytes.Buffer
		if err := xlsx.Write(&b, doc); err != nil {
			t.Fatal(err)
		}
		sheets, err := xlsx.ReadSheets(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Import(sheets, today); err == nil || !strings.Contains(err.Error(), "没有登记内容") {
			t.Errorf("%s: Import of the template = %v, want that it is blank", d.Key, err)
		}
		column := d.index(d.Number)
		line := &sheets[0].Lines[1]
		line.Cells[column] = strings.TrimPrefix(line.Cells[column], exampleMark+"：")
		batch, err := d.Import(sheets[:1], today)
		if err != nil || len(batch.Bad) != 0 || len(batch.records) != 1 || len(batch.Absent) != 0 {
			t.Errorf("%s: Import of the template's example = %+v, %v", d.Key, batch, err)
		}
	}
}

func TestImportSheets(t *testing.T) {
	t.Parallel()
	one, two, notes := sheet(head, "1|甲罚〔2024〕1号|法人|甲公司|警告||2024.3.5"), sheet(head, "1|甲罚〔2024〕1号|法人|甲公司|警告||2024.3.5"), sheet("说明", "甲")
	two.Name, notes.Name = "二月", "说明"
	run := dryRun(t, nothing, one, two, notes)
	if len(run.Bad) != 1 || run.Bad[0].Sheet != "二月" || !strings.Contains(run.Bad[0].Says, "工作表“表”第2行") {
		t.Errorf("bad = %+v, want the line of the second sheet", run.Bad)
	}
	if len(run.Skipped) != 1 || run.Skipped[0].Sheet != "说明" {
		t.Errorf("skipped = %+v, want the sheet of notes", run.Skipped)
	}
	if again := dryRun(t, nothing, one, two, notes); !reflect.DeepEqual(again.Bad, run.Bad) {
		t.Errorf("the same file gave other faults: %+v", again.Bad)
	}
}
