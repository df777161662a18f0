package register

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
)

// entries draws entries that are in order, each with a number of its own.
func entries(t *rapid.T, d *Description) []Values {
	var all []Values
	for n := range rapid.IntRange(1, 8).Draw(t, "entries") {
		form := map[string]string{}
		for i := range d.Fields {
			form[d.Fields[i].Key] = drawn(t, &d.Fields[i], n)
		}
		all = append(all, inOrder(t, d, form))
	}
	return all
}

// inOrder reads a form after putting right what is at fault in it.
func inOrder(t *rapid.T, d *Description, form map[string]string) Values {
	for range 5 {
		v, faults := d.Read(func(key string) string { return form[key] }, today)
		if len(faults) == 0 {
			return v
		}
		for _, p := range faults {
			if f := d.Field(p.Field); form[f.Key] == "" || f.Required {
				form[f.Key] = f.Example
			} else {
				form[f.Key] = ""
			}
		}
	}
	t.Fatalf("an entry stays out of order: %v", form)
	return nil
}

// drawn draws what somebody might type into a field.
func drawn(t *rapid.T, f *Field, n int) string {
	text := rapid.OneOf(rapid.StringN(0, 30, -1), rapid.SampledFrom([]string{"=1+1", "'@甲", "-3", "+", "甲，乙\r\n丙", `"`, "0012", "1e5", "无", "_x0041_", "，"}))
	if !f.Required && rapid.IntRange(0, 2).Draw(t, f.Key+" blank") == 0 {
		return ""
	}
	switch {
	case f.Key == "number":
		return "甲罚〔2024〕" + strconv.Itoa(n) + "号" + text.Draw(t, f.Key)
	case f.Check != nil:
		return f.Example
	case f.Kind == Date:
		return today.AddDays(-rapid.IntRange(0, 20_000).Draw(t, f.Key)).String()
	case f.Kind == Money:
		return yuan(strconv.FormatInt(rapid.Int64Range(0, maxFen).Draw(t, f.Key), 10))
	case f.Kind == Number:
		return strconv.Itoa(rapid.IntRange(0, maxNumber).Draw(t, f.Key))
	case f.Kind == YesNo:
		return rapid.SampledFrom([]string{yes, no}).Draw(t, f.Key)
	case f.Kind == Choice:
		return rapid.SampledFrom(f.Choices).Draw(t, f.Key).Label
	case f.Kind == Choices:
		return rapid.SampledFrom(f.Choices).Draw(t, f.Key).Label + "、" + rapid.SampledFrom(f.Choices).Draw(t, f.Key).Label
	case f.Required:
		return "甲" + text.Draw(t, f.Key)
	}
	return text.Draw(t, f.Key)
}

// exported writes entries to a file of a format and reads its sheets.
func exported(t *rapid.T, d *Description, all []Values, format string) []*paper.Sheet {
	rows := d.Export(func(yield func(Values, State) bool) {
		for _, v := range all {
			if !yield(v, Current) {
				return
			}
		}
	}, false)
	var b bytes.Buffer
	if format == "csv" {
		if err := csv.WriteRows(&b, rows); err != nil {
			t.Fatal(err)
		}
		sheet, err := csv.ReadSheet(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return []*paper.Sheet{sheet}
	}
	if err := xlsx.WriteRows(&b, xlsx.Sheet{Name: d.Name, HeaderRows: 1, Widths: d.Widths()}, rows); err != nil {
		t.Fatal(err)
	}
	sheets, err := xlsx.ReadSheets(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return sheets
}

// checkExport: what was exported imports as the same entries, and into a
// register that has them as no change.
func checkExport(t *rapid.T, d *Description) {
	all := entries(t, d)
	format := rapid.SampledFrom([]string{"csv", "xlsx"}).Draw(t, "format")
	batch, err := d.Import(exported(t, d, all, format), today)
	if err != nil {
		t.Fatalf("Import of %v: %v", all, err)
	}
	run, err := batch.Against(nothing)
	if err != nil || len(run.New) != len(all) || run.BadLines > 0 || len(run.Skipped) > 0 || len(run.Ignored) > 0 {
		t.Fatalf("Import of %v = %s, %v; want %d new", all, told(run), err, len(all))
	}
	var existing []Existing
	for i, v := range all {
		if got := run.New[i].Values(); !got.Equal(v) {
			t.Fatalf("Import of %v = %v, changes %v", v, got, d.Changes(v, got))
		}
		existing = append(existing, Existing{ID: 1, Values: v, State: Current})
	}
	lookUp := func(numbers []string) (map[string]Existing, error) {
		found := map[string]Existing{}
		for _, e := range existing {
			if slices.Contains(numbers, e.Values[d.Number]) {
				found[e.Values[d.Number]] = e
			}
		}
		return found, nil
	}
	if run, err = batch.Against(lookUp); err != nil || run.Same != len(all) {
		t.Fatalf("Import into what was exported = %s, %v; want all the same", told(run), err)
	}
}

// checkTyped: what the form shows of an entry reads as the entry again, and what
// was read has no faults.
func checkTyped(t *rapid.T, d *Description) {
	for _, v := range entries(t, d) {
		if faults := d.Faults(v, today); len(faults) > 0 {
			t.Fatalf("Faults(%v) = %v", v, faults)
		}
		again, faults := d.Read(func(key string) string { return d.Typed(key, v) }, today)
		if len(faults) > 0 || !again.Equal(v) {
			t.Fatalf("Read(Typed(%v)) = %v, %v", v, again, faults)
		}
	}
}

// checkFigure: the figures are what counting by hand gives.
func checkFigure(t *rapid.T, d *Description) {
	var rows []Row
	byHand := map[int]int64{}
	for _, v := range entries(t, d) {
		rows = append(rows, d.Row(v))
		byHand[v.Date(d.Day).Year()]++
	}
	for _, f := range d.Figures {
		for year := range maps.Keys(byHand) {
			if got := f.Of(slices.Values(rows), year); got != byHand[year] {
				t.Fatalf("%s of %d = %d, want %d", f.Code, year, got, byHand[year])
			}
		}
		if got := f.Of(slices.Values(rows), 1950); got != byHand[1950] {
			t.Fatalf("%s of 1950 = %d, want %d", f.Code, got, byHand[1950])
		}
	}
}

// everything holds a register to all that a description promises.
func everything(t *testing.T, d *Description) {
	t.Helper()
	t.Run("export", rapid.MakeCheck(func(t *rapid.T) { checkExport(t, d) }))
	t.Run("typed", rapid.MakeCheck(func(t *rapid.T) { checkTyped(t, d) }))
	t.Run("figure", rapid.MakeCheck(func(t *rapid.T) { checkFigure(t, d) }))
}

func TestPenaltyHoldsEverything(t *testing.T) {
	t.Parallel()
	everything(t, Penalty)
}

// TestMeasures: sums and stocks, which the penalty register does not use.
func TestMeasures(t *testing.T) {
	t.Parallel()
	day, fen := calendar.MustParse, int64(250)
	rows := []Row{
		{Day: day("2023-12-31"), Count: 1, Kind: ",a,", Amount: &fen},
		{Day: day("2024-01-01"), Count: 3, Kind: ",a,b,", Amount: &fen},
		{Day: day("2024-12-31"), Until: day("2024-12-31"), Count: 1, Kind: ",b,"},
		{Day: day("2024-12-31"), Until: day("2025-01-01"), Count: 1},
		{Day: day("2025-01-01"), Count: 1},
	}
	tests := []struct {
		figure Figure
		want   int64
	}{
		{Figure{Measure: Counted}, 5},
		{Figure{Measure: Counted, Kind: "b"}, 4},
		{Figure{Measure: Counted, Kind: "c"}, 0},
		{Figure{Measure: Summed}, 250},
		{Figure{Measure: InForce}, 5},
		{Figure{Measure: InForce, Kind: "a"}, 4},
	}
	for _, tt := range tests {
		if got := tt.figure.Of(slices.Values(rows), 2024); got != tt.want {
			t.Errorf("%+v of 2024 = %d, want %d", tt.figure, got, tt.want)
		}
	}
}
