package register

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// person is a decision against a natural person.
var person = Values{
	"number": "甲罚〔2024〕3号", "case": "周强无证经营案", "party_kind": "natural_person", "party": "周强", "kinds": "warning",
	"facts": "周强（电话13812345678）无证经营", "decided_on": "2024-03-05",
}

func TestMasked(t *testing.T) {
	t.Parallel()
	got := Penalty.Masked(person)
	for key, want := range map[string]string{"party": "周*", "case": "周*无证经营案", "facts": "周*（电话138****5678）无证经营", "number": "甲罚〔2024〕3号"} {
		if got[key] != want {
			t.Errorf("Masked %s = %q, want %q", key, got[key], want)
		}
	}
	if person["party"] != "周强" {
		t.Errorf("Masked changed its argument to %v", person)
	}
	open := maps.Clone(stored)
	delete(open, "note") // 不对外公开
	if got := Penalty.Masked(stored); stored["note"] == "" || !got.Equal(open) {
		t.Errorf("Masked(%v) = %v, want a company unmasked and no note", stored, got)
	}
	for name, want := range map[string]string{"周": "周*", "周强": "周*", "欧阳修": "欧**", "阿卜杜拉·买买提": "阿**", "": ""} {
		if got := MaskName(name); got != want {
			t.Errorf("MaskName(%q) = %q, want %q", name, got, want)
		}
	}
	if row := Penalty.Row(person); strings.Contains(row.OpenSearch, "周强") || !strings.Contains(row.Search, "周强") {
		t.Errorf("row searches %q, without personal data %q", row.Search, row.OpenSearch)
	}
	if _, faults := Penalty.Read(typed("party_kind", "自然人", "party", "周*"), today); len(faults) != 1 || faults[0].Field != "party" {
		t.Errorf("a masked name is read with faults %v, want one at party", faults)
	}
}

// TestAuditHasNoPersonalData: what the audit record keeps of a step names no
// natural person.
func TestAuditHasNoPersonalData(t *testing.T) {
	t.Parallel()
	for _, step := range []any{Enter{"penalty", person}, Correct{"penalty", person, "理由"}, Enter{"unknown", person}} {
		text, err := json.Marshal(step)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "周强") || strings.Contains(string(text), "13812345678") {
			t.Errorf("%T is audited as %s", step, text)
		}
	}
}

func TestSteps(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	changed := Values{}
	for key, text := range stored {
		changed[key] = text
	}
	changed["party"] = "乙公司"
	correct := func(state State, v Values, reason string) *problem.Error {
		if faults := (Correct{"penalty", v, reason}).Check(Penalty, state, stored, today); len(faults) > 0 {
			return faults[0]
		}
		return nil
	}
	undo := UndoImport{Register: "penalty", Reason: "导错文件"}
	tests := []struct {
		name string
		got  *problem.Error
		want string
	}{
		{"correct", correct(Current, changed, "录入有误"), ""},
		{"correct without reason", correct(Current, changed, " "), "没有填写更改的理由"},
		{"correct nothing", correct(Current, stored, "录入有误"), "没有更改"},
		{"correct what is withdrawn", correct(Withdrawn, changed, "录入有误"), "已经作废，不能更改"},
		{"correct into a fault", correct(Current, Values{}, "录入有误"), "没有填写行政处罚决定书文号"},
		{"withdraw", Withdraw{"penalty", "重复登记"}.Check(Current), ""},
		{"withdraw twice", Withdraw{"penalty", "重复登记"}.Check(Withdrawn), "已经作废"},
		{"withdraw without reason", Withdraw{"penalty", ""}.Check(Current), "没有填写作废的理由"},
		{"one character", Withdraw{"penalty", "错"}.Check(Current), "至少2个字"},
		{"a long story", Withdraw{"penalty", strings.Repeat("长", 201)}.Check(Current), "最多200个字"},
		{"reinstate", Reinstate{"penalty", "作废有误"}.Check(Withdrawn), ""},
		{"reinstate what counts", Reinstate{"penalty", "作废有误"}.Check(Current), "没有作废"},
		{"undo on the last day", undo.Check(day("2024-03-01"), day("2024-03-31"), 0), ""},
		{"undo too late", undo.Check(day("2024-03-01"), day("2024-04-01"), 0), "已满30天"},
		{"undo over later work", undo.Check(day("2024-03-01"), day("2024-03-02"), 2), "其中2条登记又被更改"},
		{"attach", Attach{}.Check(Current, 19), ""},
		{"attach too many", Attach{}.Check(Current, 20), "最多20个附件"},
		{"attach to what is withdrawn", Attach{}.Check(Withdrawn, 0), "不能添加附件"},
		{"remove without reason", RemoveAttachment{}.Check(), "没有填写移除的理由"},
	}
	for _, tt := range tests {
		if got := ""; tt.got != nil {
			got = tt.got.Sentence()
			if tt.want == "" || !strings.Contains(got, tt.want) {
				t.Errorf("%s: says %q, want %q", tt.name, got, tt.want)
			}
		} else if tt.want != "" {
			t.Errorf("%s: passes, want %q", tt.name, tt.want)
		}
	}
}
