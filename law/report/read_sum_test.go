package report

import "testing"

// TestHoldsNumbers tells a cell in which figures were merged, also with words among
// them, from one figure with its unit or note.
func TestHoldsNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"5 0 7": true, "5\n0": true, "若干 5 332 0": true, "5": false, "": false, "约30": false,
		"22（其中修订16件）": false, "5 (含 2 件)": false, "1 件": false, "见 说明": false,
		"12\n约30 42": true, "22（其中修订 16 件）": false, "/ /": true, "无": false} {
		if got := holdsNumbers(text); got != want {
			t.Errorf("holdsNumbers(%q) = %v, want %v", text, got, want)
		}
	}
}

// TestIsBesideHead doubts a row that adds up only beside its head.
func TestIsBesideHead(t *testing.T) {
	t.Parallel()
	notes := append(append([]string{}, applicantKeys...), "")
	inner := []string{"natural_person", "enterprise", "", "research", "welfare", "legal_service", "other", "total"}
	for _, tt := range []struct {
		name         string
		keys, values []string
		want         bool
	}{
		{"below its head", applicantKeys, []string{"1", "2", "3", "", "", "", "6"}, false},
		{"a blank first", applicantKeys, []string{"", "1", "2", "3", "", "", ""}, false},
		{"a blank first, the total lost", applicantKeys, []string{"", "1", "2", "", "", "3", "6"}, false},
		{"below its head, with a note", notes, []string{"1", "2", "3", "", "", "", "6", ""}, false},
		{"a number of the row first, the total under the notes", notes, []string{"8", "1", "2", "3", "", "", "", "6"}, true},
		{"a further figure, and its head elsewhere", inner, []string{"1", "2", "3", "77", "", "", "", "6"}, true},
		{"a total that is wrong", notes, []string{"1", "2", "3", "", "", "", "7", ""}, false},
	} {
		if got := isBesideHead(tt.keys, tt.values); got != tt.want {
			t.Errorf("%s: isBesideHead(%q, %q) = %v, want %v", tt.name, tt.keys, tt.values, got, tt.want)
		}
	}
}
