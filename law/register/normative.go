package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// Normative is the register of rules and normative documents (规章和行政规范性文件).
// Which are in force on a day follows from the days of each.
var Normative = &Description{
	Key: "normative", Name: "规章和规范性文件", Noun: "件", Deed: "制发",
	Basis: []law.Citation{law.OGI.Item(20, 0, 1, "行政法规、规章和规范性文件")},
	Fields: []Field{
		{
			Key: "number", Label: "文号", Kind: Text, Required: true, Max: 64,
			Example: "青政规〔2024〕1号", Hint: "按文件填写；期初存量写“2023年底存量”",
			Also: []string{"发文字号", "文件文号", "规章令号", "令号", "文件编号"},
			List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{
			Key: "title", Label: "文件名称", Kind: Text, Required: true, Max: 200,
			Example: "青溪县农村公路管理办法", Also: []string{"标题", "文件标题", "名称", "规范性文件名称"}, List: true, Search: true, Public: true,
		},
		{
			Key: "kind", Label: "文件种类", Kind: Choice, Required: true, Example: "行政规范性文件",
			Also: []string{"种类", "类别", "文件类别"}, List: true, Public: true,
			Choices: []Option{
				{Key: "rule", Label: "规章", Also: []string{"政府规章", "部门规章"}},
				{Key: "normative", Label: "行政规范性文件", Also: []string{"规范性文件"}},
			},
		},
		{
			Key: "issued_on", Label: "制发日期", Kind: Date, Required: true,
			Example: "2024-03-05", Hint: "成文日期，按它计入“本年制发件数”；期初存量填统计的那一日",
			Also: []string{"成文日期", "印发日期", "发文日期", "制定日期", "公布日期"}, List: true, Public: true,
		},
		{Key: "effective_on", Label: "施行日期", Kind: Date, Future: true, Example: "2024-04-05", Also: []string{"实施日期", "生效日期"}, Public: true},
		{Key: "expires_on", Label: "有效期至", Kind: Date, Future: true, Hint: "文件写明有效期的，填有效期的最后一日", Also: []string{"有效期", "有效期止", "失效日期"}, Public: true},
		{Key: "repealed_on", Label: "废止日期", Kind: Date, Hint: "废止或者宣布失效的日期，按它计入“本年废止件数”", Also: []string{"废止时间", "宣布失效日期"}, List: true, Public: true},
		{Key: "repealed_by", Label: "废止的依据", Kind: Text, Max: 200, Example: "", Hint: "废止它的文件的名称和文号", Also: []string{"废止依据"}, Public: true},
		{Key: "unit", Label: "起草机构", Kind: Text, Max: 100, Example: "交通运输局", Also: []string{"起草单位", "制发机关", "承办单位"}, Search: true, Public: true},
		{
			Key: "stock", Label: "期初存量", Kind: Number,
			Hint: "没有逐件登记的旧文件，合在一条里填件数：只计入现行有效件数。其中一件逐件登记或者废止以后，从这里减去",
			Also: []string{"存量件数"},
		},
		{Key: "source", Label: "存量的依据", Kind: Text, Hint: "例如“2023年度报告”", Search: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开"},
	},
	Number: "number", Day: "issued_on", Until: "repealed_on", Kind: "kind",
	Tallies: normativeTallies,
	Figures: normativeFigures(),
	Check:   checkNormative, Standing: true,
}

// groupOf is the middle of the codes of a kind of document.
var groupOf = map[string]string{"rule": "rules", "normative": "normative"}

func normativeCode(kind, what string) report.Code {
	return report.Code("disclosure." + groupOf[kind] + "." + what)
}

func normativeFigures() (all []Figure) {
	cite := law.OGI.Item(20, 0, 1, "规章和规范性文件")
	for _, kind := range []string{"rule", "normative"} {
		all = append(all,
			Figure{Code: normativeCode(kind, "issued"), Editions: []string{"2021"}, Measure: Counted, Noun: "件", Cite: cite,
				Unverified: "统一格式的填报说明全文未取得：按制发日期计入年度。"},
			Figure{Code: normativeCode(kind, "repealed"), Editions: []string{"2021"}, Measure: Counted, Noun: "件", Cite: cite,
				Unverified: "统一格式的填报说明全文未取得：废止、宣布失效和有效期届满都计入废止件数，使“上年有效＋制发－废止＝有效”成立。"},
			Figure{Code: normativeCode(kind, "in_force"), Editions: []string{"2021"}, Measure: InForce, Noun: "件", Cite: cite,
				Unverified: "统一格式的填报说明全文未取得：自制发之日起、至废止或有效期届满之日止计为有效，不论是否施行。"},
		)
	}
	return all
}

// Repealed is the first day on which a document is no longer in force, zero
// while it is: the day of its repeal, or the day after its term.
func Repealed(v Values) calendar.Date {
	repealed, expires := v.Date("repealed_on"), v.Date("expires_on")
	if !expires.IsZero() {
		expires = expires.AddDays(1)
	}
	if repealed.IsZero() || !expires.IsZero() && expires < repealed {
		return expires
	}
	return repealed
}

func normativeTallies(v Values) []Tally {
	kind, issued, gone := v["kind"], v.Date("issued_on"), Repealed(v)
	if n, ok := v.Int("stock"); ok {
		return []Tally{{Code: normativeCode(kind, "in_force"), Day: issued, N: n}}
	}
	all := []Tally{
		{Code: normativeCode(kind, "issued"), Day: issued, N: 1},
		{Code: normativeCode(kind, "in_force"), Day: issued, Until: gone, N: 1},
	}
	if !gone.IsZero() {
		all = append(all, Tally{Code: normativeCode(kind, "repealed"), Day: gone, N: 1})
	}
	return all
}

func checkNormative(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	for _, key := range []string{"effective_on", "expires_on", "repealed_on"} {
		if p := d.notBefore(v, key, "issued_on"); p != nil {
			faults = append(faults, p.At(key))
		}
	}
	if _, isStock := v.Int("stock"); isStock {
		for _, key := range []string{"effective_on", "expires_on", "repealed_on", "repealed_by"} {
			if v[key] != "" {
				faults = append(faults, problem.Invalid("期初存量不填%s", d.Field(key).Label).Try("请把要废止的那一件逐件登记，并从存量里减去一件").At(key))
			}
		}
		if v["source"] == "" {
			faults = append(faults, problem.Invalid("期初存量没有写明依据").Try("请写明从哪里得来，例如“2023年度报告”").At("source"))
		}
	} else if v["source"] != "" {
		faults = append(faults, problem.Invalid("逐件登记不填存量的依据").Try("请清空，或者填写期初存量").At("source"))
	}
	if v["repealed_by"] != "" && v["repealed_on"] == "" {
		faults = append(faults, problem.Invalid("填了废止的依据，没有填废止日期").Try("请填写废止日期").At("repealed_on"))
	}
	return faults
}
