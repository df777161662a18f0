package report

import (
	"fmt"
	"strings"

	"gongkai/law"
	"gongkai/law/organ"
)

// disclosureRules judge the cells of every table one by one, and the table of
// chapter 二.
var disclosureRules = []Rule{
	{Name: "table_missing", Fact: "R14", Severity: Error, Cite: law.Form2021, At: "<table>",
		Says:  "第二、三、四部分应各有格式规定的表",
		Try:   "请补上这张表；表是图片的，请改为文字表格。",
		check: (*checker).missingTables},
	{Name: "blank_cells", Fact: "R18", Severity: Caution, Cite: law.Form2021, At: "<table>",
		Says:  "每格填数字，没有的填0，不留空白，不用“/”“-”代替",
		Try:   "请在空白格填0。",
		check: (*checker).blankCells},
	{Name: "non_numeric", Fact: "R08", Severity: Error, Cite: law.Form2021, At: "<cell>",
		Says:  "应填数字的格不写文字",
		Try:   "请填写数字，没有的填0。",
		check: (*checker).words},
	{Name: "negative", Fact: "R08", Severity: Error, Cite: law.Form2021, At: "<cell>",
		Says:  "件数和金额不小于0（2019年格式的“本年增/减”除外）",
		Try:   "请填写不小于0的数字。",
		check: (*checker).negatives},
	{Name: "not_integer", Fact: "R08", Severity: Error, Cite: law.Form2021, At: "<cell>",
		Says:  "件数为整数",
		Try:   "请填写整数。",
		check: (*checker).fractions},
	{Name: "fee_decimals", Fact: "R08", Severity: Error, Cite: law.Form2021, At: "<cell>",
		Says:  "金额精确到分：万元不超过六位小数，元不超过两位小数",
		Try:   "请核对金额。",
		check: (*checker).feeDecimals},
	{Name: "rules_authority", Fact: "R10", Severity: Error, Cite: organ.RuleMaking, At: "disclosure.rules.<column>",
		Says:  "无权制定规章的机关，规章件数为0（层级是推断的，为“待确认”）",
		Try:   "请填0；是行政规范性文件的，填入下一行。",
		check: (*checker).rulesAuthority},
	{Name: "issued_exceeds", Fact: "R07", Severity: Caution, Cite: law.Form2021, At: "disclosure.{rules,normative}.issued",
		Says:  "本年制发件数≤现行有效件数＋本年废止件数",
		Try:   "请核对三个数字。",
		check: (*checker).issuedExceeds},
	{Name: "repealed_exceeds", Fact: "R07", Severity: Caution, Cite: law.Form2021, At: "disclosure.{rules,normative}.repealed",
		Says:  "本年废止件数≤上一年度现行有效件数＋本年制发件数",
		Try:   "请与上一年度报告核对。",
		check: (*checker).repealedExceeds},
	{Name: "in_force", Fact: "R06", Severity: Caution, Cite: law.Form2021, At: "disclosure.{rules,normative}.in_force",
		Says:  "现行有效件数＝上一年度现行有效件数＋本年制发件数－本年废止件数",
		Try:   "请核对三个数字；因清理、划转等变化的，在报告中说明。",
		check: (*checker).inForce},
	{Name: "unit_large", Fact: "R09", Severity: Uncertain, Cite: law.Form2021, At: "disclosure.fees.amount",
		Says:  "部门、乡镇的收费金额以万元计，不应过大（层级是登记的，为“请核对”）",
		Try:   "请核对金额的单位，表中应为万元。",
		check: (*checker).unitLarge},
	{Name: "unit_jump", Fact: "R09", Severity: Caution, Cite: law.Form2021, At: "disclosure.fees.amount",
		Says:  "收费金额与上一年度相差不到一千倍",
		Try:   "请核对金额的单位，表中应为万元。",
		check: (*checker).unitJump},
	{Name: "jump", Fact: "R19", Severity: Info, At: "<cell>",
		Says:  "与上一年度相比变动不大（数字小的不比较）",
		Try:   "请核对；数字属实的，可在报告中说明原因。",
		check: (*checker).jumps},
}

// missingTables finds the tables of which the report has no cell and the reader
// met no row.
func (k *checker) missingTables() {
	if !k.isReport() {
		return
	}
	for _, c := range formChapters {
		if c.Key != Disclosure && c.Key != Application && c.Key != Remedy || k.hasTable(c.Key) {
			continue
		}
		k.add(Finding{At: c.Key, Says: fmt.Sprintf("没有第%s部分（%s）的表。", c.Number, c.Heading)})
	}
}

// isReport says that the file holds something of a report: a file that could
// not be read at all has its warning and is not judged.
func (k *checker) isReport() bool {
	return k.Cells() > 0 || len(k.Chapters) > 0 || len(k.Narrative) > 0
}

// hasTable says that the file has the table, read or refused.
func (k *checker) hasTable(table string) bool {
	for _, w := range k.Warnings {
		if strings.HasPrefix(w.At, table+".") {
			return true
		}
	}
	switch e := k.Edition; {
	case e == nil:
		return false
	case table == Remedy:
		return e.remedies().isThere(k.Report)
	case table == Application:
		return e.applications().isThere(k.Report)
	case table == Disclosure:
		return block{first: 0, rows: 1, width: e.applications().first}.isThere(k.Report)
	}
	return false
}

func (k *checker) words() {
	for i, f := range k.figures {
		if f.Mark != Text {
			continue
		}
		code := k.Edition.codes[i]
		k.add(Finding{At: string(code), Says: fmt.Sprintf("%s：写的是“%s”，不是数字。", k.Edition.Label(code), MaskPersonal(k.Raw[code]))})
	}
}

func (k *checker) negatives() {
	for i, f := range k.figures {
		if f.Mark != Reported || f.Number.Sign() >= 0 || k.Edition.kinds[i] == ChangeCell {
			continue
		}
		code, left := k.Edition.codes[i], f.Number
		k.add(Finding{At: string(code), Left: left.side(),
			Says: fmt.Sprintf("%s：%s小于0。", k.Edition.Label(code), f.Number.show())})
	}
}

func (k *checker) fractions() {
	for i, f := range k.figures {
		kind := k.Edition.kinds[i]
		if f.Mark != Reported || f.Number.IsInteger() || kind == MoneyCell || kind == YuanCell {
			continue
		}
		code, left := k.Edition.codes[i], f.Number
		k.add(Finding{At: string(code), Left: left.side(),
			Says: fmt.Sprintf("%s：%s不是整数。", k.Edition.Label(code), f.Number.show())})
	}
}

// feeDecimals finds money finer than a fen.
func (k *checker) feeDecimals() {
	limits := [...]struct {
		kind     CellKind
		decimals int
	}{{MoneyCell, parameter(k, law.FeeDecimals)}, {YuanCell, 2}}
	for i, f := range k.figures {
		limit, isMoney := 0, false
		for _, l := range limits {
			if k.Edition.kinds[i] == l.kind {
				limit, isMoney = l.decimals, true
			}
		}
		if !isMoney || f.Mark != Reported || f.Number.Decimals() <= limit {
			continue
		}
		code, left := k.Edition.codes[i], f.Number
		k.add(Finding{At: string(code), Left: left.side(),
			Says: fmt.Sprintf("%s：%s有%d位小数，最多%d位。", k.Edition.Label(code), f.Number.show(), f.Number.Decimals(), limit)})
	}
}

// blankCells tells once a table how many of its cells hold no number.
func (k *checker) blankCells() {
	blanks := make(map[string][]Code)
	for i, f := range k.figures {
		if f.Mark == Blank || f.Mark == NotApplicable {
			table, _, _ := strings.Cut(string(k.Edition.codes[i]), ".")
			blanks[table] = append(blanks[table], k.Edition.codes[i])
		}
	}
	for _, c := range formChapters {
		cells := blanks[c.Key]
		if len(cells) == 0 {
			continue
		}
		k.add(Finding{At: c.Key, Says: fmt.Sprintf("第%s部分的表有%d格没有数字：%s。", c.Number, len(cells), k.some(cells))})
	}
}

// some names the first cells of a list.
func (k *checker) some(cells []Code) string {
	const shown = 3
	var names []string
	for _, code := range cells[:min(shown, len(cells))] {
		names = append(names, k.Edition.Label(code))
	}
	if len(cells) > shown {
		return strings.Join(names, "、") + "等"
	}
	return strings.Join(names, "、")
}
