package report

import "testing"

func TestReadValue(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		text string
		kind CellKind
		mark Mark
		want string // the number, or what is kept
		raw  string
	}{
		{"plain", "12", CountCell, Reported, "12", ""},
		{"spaces around", " \u00a012\u3000", CountCell, Reported, "12", ""},
		{"zero", "0", CountCell, Reported, "0", ""},
		{"blank", "  ", CountCell, Blank, "", ""},
		{"slash", "/", CountCell, NotApplicable, "", "/"},
		{"dash", "-", CountCell, NotApplicable, "", "-"},
		{"long dash", "——", CountCell, NotApplicable, "", "——"},
		{"无", "无", CountCell, NotApplicable, "", "无"},
		{"不适用", "不适用", CountCell, NotApplicable, "", "不适用"},
		{"full-width digits", "１２", CountCell, Reported, "12", "１２"},
		{"thousands", "1,234,567", CountCell, Reported, "1234567", "1,234,567"},
		{"full-width comma", "１，０１９", CountCell, Reported, "1019", "１，０１９"},
		{"a comma that parts no thousands", "12,34", CountCell, Text, "", "12,34"},
		{"unit", "3件", CountCell, Reported, "3", "3件"},
		{"note", "22（其中修订16件）", CountCell, Reported, "22", "22（其中修订16件）"},
		{"减", "减4", ChangeCell, Reported, "-4", "减4"},
		{"增加", "增加4项", ChangeCell, Reported, "4", "增加4项"},
		{"plus", "+1036", ChangeCell, Reported, "1036", "+1036"},
		{"minus", "-3", CountCell, Reported, "-3", ""},
		{"full-width minus", "－3", CountCell, Reported, "-3", "－3"},
		{"mathematical minus", "−3", CountCell, Reported, "-3", "−3"},
		{"money", "0.092", MoneyCell, Reported, "0.092", ""},
		{"money with trailing zeros", "12.50", MoneyCell, Reported, "12.5", "12.50"},
		{"money in 元 under 万元", "1350元", MoneyCell, Reported, "0.135", "1350元"},
		{"money in 亿元", "1.26亿元", MoneyCell, Reported, "12600", "1.26亿元"},
		{"a spaced point", "0. 441", MoneyCell, Reported, "0.441", "0. 441"},
		{"a 、 for a point", "0、441", MoneyCell, Reported, "0.441", "0、441"},
		{"procurement", "70487元", YuanCell, Reported, "70487", "70487元"},
		{"procurement in 万元", "38.5万元", YuanCell, Reported, "385000", "38.5万元"},
		{"a unit of things under money", "3件", MoneyCell, Text, "", "3件"},
		{"若干", "若干", CountCell, Text, "", "若干"},
		{"约30", "约30", CountCell, Text, "", "约30"},
		{"O", "O", CountCell, Text, "", "O"},
		{"l2", "l2", CountCell, Text, "", "l2"},
		{"#REF!", "#REF!", CountCell, Text, "", "#REF!"},
		{"two numbers", "3 3", CountCell, Text, "", "3 3"},
		{"percent", "12%", CountCell, Text, "", "12%"},
		{"a date", "2024年", CountCell, Text, "", "2024年"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := readValue(tt.text, tt.kind)
			got := ""
			if v.Mark == Reported {
				got = v.Number.String()
			}
			if v.Mark != tt.mark || got != tt.want || v.raw != tt.raw {
				t.Errorf("readValue(%q) = %v %q raw %q, want %v %q raw %q", tt.text, v.Mark, got, v.raw, tt.mark, tt.want, tt.raw)
			}
		})
	}
}

func TestBareProcurementAmount(t *testing.T) {
	t.Parallel()
	if v := readValue("52.15", YuanCell); !v.unitless {
		t.Errorf("readValue(52.15, YuanCell) is taken as 元 without a word")
	}
	if v := readValue("0", YuanCell); v.unitless || v.Mark != Reported {
		t.Errorf("readValue(0, YuanCell) = %+v, want a plain 0", v)
	}
}
