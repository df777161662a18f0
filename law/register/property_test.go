package register

import (
	"bytes"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
	"gongkai/law/report"
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
	for round := range 6 {
		if round == 4 { // the examples of a register are an entry together
			for i := range d.Fields {
				if f := &d.Fields[i]; f.Key != d.Number {
					form[f.Key] = f.Example
				}
			}
		}
		v, faults := d.Read(func(key string) string { return form[key] }, today)
		if len(faults) == 0 {
			return v
		}
		for _, p := range faults {
			if f := d.Field(p.Field); IsTotal(v) || f.isExtent() {
				for _, key := range []string{extentKey, fromKey, quantityKey, sourceKey} {
					form[key] = ""
				}
				break
			}
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

// isExtent says whether a field belongs to totals, which random fields hardly
// ever make.
func (f *Field) isExtent() bool {
	return f.Key == extentKey || f.Key == fromKey || f.Key == quantityKey || f.Key == sourceKey
}

// drawn draws what somebody might type into a field.
func drawn(t *rapid.T, f *Field, n int) string {
	text := rapid.OneOf(rapid.StringN(0, 30, -1), rapid.SampledFrom([]string{"=1+1", "'@甲", "-3", "+", "甲，乙\r\n丙", `"`, "0012", "1e5", "无", "_x0041_", "，"}))
	if !f.Required && rapid.IntRange(0, 2).Draw(t, f.Key+" blank") == 0 {
		return ""
	}
	switch {
	case f.Key == "number", f.Key == "title" && f.Required, f.Key == "name":
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
			if number := d.Row(e.Values).Number; slices.Contains(numbers, number) {
				found[number] = e
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

// checkFigure: an entry counts only under the figures of its register, a
// figure is the sum of what its entries count, and nothing counts after it has
// gone before it came.
func checkFigure(t *rapid.T, d *Description) {
	all := entries(t, d)
	want := map[report.Code]int64{}
	for _, v := range all {
		seen := map[report.Code]bool{}
		for _, tally := range d.TalliesOf(v) {
			if seen[tally.Code] {
				t.Fatalf("%v counts twice under %s: the list behind it would show it twice", v, tally.Code)
			}
			seen[tally.Code] = true
			f, ok := d.Figure(tally.Code)
			switch {
			case !ok:
				t.Fatalf("%v counts under %s, which is no figure of %s", v, tally.Code, d.Key)
			case tally.Day.IsZero() || !tally.Until.IsZero() && tally.Until < tally.Day:
				t.Fatalf("%v counts from %s until %s", v, tally.Day, tally.Until)
			case !tally.Until.IsZero() && !f.Measure.IsStock():
				t.Fatalf("%v counts under %s until %s, but that is no stock", v, tally.Code, tally.Until)
			}
			if !f.Measure.IsStock() && tally.Day.Year() == 2024 {
				want[f.Code] += tally.N
			}
		}
	}
	for _, f := range d.Figures {
		if got := f.Of(d, slices.Values(all), 2024); !f.Measure.IsStock() && got != want[f.Code] {
			t.Fatalf("%s of 2024 = %d, want %d", f.Code, got, want[f.Code])
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

func TestEveryRegisterHoldsEverything(t *testing.T) {
	t.Parallel()
	for _, d := range All() {
		t.Run(string(d.Key), func(t *testing.T) {
			t.Parallel()
			everything(t, d)
		})
	}
}

// TestMeasures: sums and stocks at the edges of a year.
func TestMeasures(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse
	tallies := map[string]Tally{
		"the last day before": {Code: "x", Day: day("2023-12-31"), N: 1},
		"the first day":       {Code: "x", Day: day("2024-01-01"), N: 20},
		"gone the last day":   {Code: "x", Day: day("2024-12-31"), Until: day("2024-12-31"), N: 300},
		"gone the day after":  {Code: "x", Day: day("2024-12-31"), Until: day("2025-01-01"), N: 4000},
		"the first day after": {Code: "x", Day: day("2025-01-01"), N: 50000},
	}
	d := &Description{Tallies: func(v Values) []Tally { return []Tally{tallies[v["t"]]} }}
	var all []Values
	for name := range tallies {
		all = append(all, Values{"t": name})
	}
	for m, want := range map[Measure]int64{Counted: 4320, InForce: 4021, InForceBefore: 1} {
		if got := (Figure{Code: "x", Measure: m}).Of(d, slices.Values(all), 2024); got != want {
			t.Errorf("%s of 2024 = %d, want %d", m, got, want)
		}
	}
}
