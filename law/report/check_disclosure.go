package report

import (
	"fmt"
	"strings"
)

// disclosureRules judge the cells of every table one by one, and the table of
// chapter 二.
var disclosureRules = []Rule{
	{Name: "table_missing", Fact: "R14", Severity: Error, Source: form2021Source, At: "<table>",
		Says:  "第二、三、四部分应各有格式规定的表",
		Try:   "请补上这张表；表是图片的，请改为文字表格。",
		check: (*checker).missingTables},
	{Name: "non_numeric", Fact: "R08", Severity: Error, Source: form2021Source, At: "<cell>",
		Says:  "应填数字的格不写文字",
		Try:   "请填写数字，没有的填0。",
		check: (*checker).words},
	{Name: "negative", Fact: "R08", Severity: Error, Source: form2021Source, At: "<cell>",
		Says:  "件数和金额不小于0（2019年格式的“本年增/减”除外）",
		Try:   "请填写不小于0的数字。",
		check: (*checker).negatives},
	{Name: "in_force", Fact: "R06", Severity: Caution, Source: form2021Source, Since: 2021, At: "disclosure.{rules,normative}.in_force",
		Says:  "现行有效件数＝上一年度现行有效件数＋本年制发件数－本年废止件数",
		Try:   "请核对三个数字；因清理、划转等变化的，在报告中说明。",
		check: (*checker).inForce},
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
	if k.Edition == nil {
		return false
	}
	for i, code := range k.Edition.codes {
		if k.figures[i].IsThere() && strings.HasPrefix(string(code), table+".") {
			return true
		}
	}
	return false
}

func (k *checker) words() {
	for i, f := range k.figures {
		if f.Mark != Text {
			continue
		}
		code := k.Edition.codes[i]
		k.add(Finding{At: string(code), Says: fmt.Sprintf("%s：写的是“%s”，不是数字。", k.Edition.Label(code), k.Raw[code])})
	}
}

func (k *checker) negatives() {
	for i, f := range k.figures {
		if f.Mark != Reported || f.Number.Sign() >= 0 || k.Edition.kinds[i] == ChangeCell {
			continue
		}
		code := k.Edition.codes[i]
		k.add(Finding{At: string(code), Left: &f.Number,
			Says: fmt.Sprintf("%s：%s小于0。", k.Edition.Label(code), f.Number.show())})
	}
}

// inForce carries the stock of government rules and normative documents from
// last year to this. Clean-ups and changes of jurisdiction break it rightly, so
// it warns.
func (k *checker) inForce() {
	if !k.followsPrevious() {
		return
	}
	for _, item := range []string{"rules", "normative"} {
		at := Code("disclosure." + item + ".in_force")
		before, ok := k.Previous.counted(at)
		issued, ok1 := k.counted(Code("disclosure." + item + ".issued"))
		repealed, ok2 := k.counted(Code("disclosure." + item + ".repealed"))
		now, ok3 := k.counted(at)
		left := before.Add(issued).Sub(repealed)
		if !ok || !ok1 || !ok2 || !ok3 || left == now {
			continue
		}
		k.add(Finding{At: string(at), Left: &left, Right: k.Figure(at).orNil(),
			Says: fmt.Sprintf("%s：%s＋%s－%s＝%s，现填%s，差%s件。", k.Edition.Label(at),
				before.show(), issued.show(), repealed.show(), left.show(), now.show(), gap(left, now))})
	}
}
