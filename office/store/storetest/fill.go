package storetest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
)

// Fill imports n entries into every register of the township, from files as the
// office exports them: the examples of the register under numbers of their own,
// on a thousand days, and of every kind.
func (o *Office) Fill(t testing.TB, n int) {
	t.Helper()
	for _, d := range register.All() {
		o.ImportRows(t, d, o.Examples(t, d, n))
	}
	if err := o.Analyze(t.Context()); err != nil { // as the job does that imports ask for
		t.Fatal(err)
	}
}

// Examples makes n entries of a register.
func (o *Office) Examples(t testing.TB, d *register.Description, n int) []register.Values {
	t.Helper()
	example, faults := d.Read(func(key string) string {
		if f := d.Field(key); f != nil {
			return f.Example
		}
		return ""
	}, o.Today())
	if len(faults) > 0 {
		t.Fatalf("the examples of %s: %v", d.Key, faults)
	}
	all := make([]register.Values, n)
	for i := range all {
		all[i] = exampleOf(d, example, i)
	}
	return all
}

// exampleOf is the example under a number of its own: all its days moved alike,
// its kind another.
func exampleOf(d *register.Description, example register.Values, i int) register.Values {
	v := make(register.Values, len(example))
	for key, text := range example {
		if f := d.Field(key); f.Kind == register.Date {
			text = example.Date(key).AddDays(-(i % 1000)).String()
		}
		v[key] = text
	}
	v[d.Number] = fmt.Sprintf("石〔2024〕%d号", i+1)
	f := d.Field(d.Kind)
	if f != nil && f.Kind == register.Choice && d.Key != register.Normative.Key && d.Key != register.Complaint.Key {
		v[d.Kind] = f.Choices[i%len(f.Choices)].Key
	}
	if f := d.Field(d.Party); f != nil {
		v[d.Party] = fmt.Sprintf("青溪县第%d商店", i)
	}
	return v
}

// ImportRows imports rows into a register of the township and returns the
// import.
func (o *Office) ImportRows(t testing.TB, d *register.Description, rows []register.Values) store.Subject {
	t.Helper()
	step := o.PlanRows(t, d, rows)
	return o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, step).Subject
}

// PlanRows makes the dry run of a file of rows and returns the step that a
// person would confirm.
func (o *Office) PlanRows(t testing.TB, d *register.Description, rows []register.Values) store.Import {
	t.Helper()
	batch := o.ReadRows(t, d, rows)
	run, err := o.PlanImport(t.Context(), o.Township, d.Key, batch)
	if err != nil {
		t.Fatal(err)
	}
	step, err := run.Step("导入.csv", strings.Repeat("ab", 32))
	if err != nil {
		t.Fatalf("dry run of %s: %v", d.Key, err)
	}
	return store.Import{Import: step, Batch: batch}
}

// ReadRows writes rows as the office exports them and reads the file.
func (o *Office) ReadRows(t testing.TB, d *register.Description, rows []register.Values) *register.Batch {
	t.Helper()
	var text bytes.Buffer
	err := csv.WriteRows(&text, d.Export(func(yield func(register.Values, register.State) bool) {
		for _, v := range rows {
			if !yield(v, register.Current) {
				return
			}
		}
	}, false))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := csv.ReadSheet(text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	batch, err := d.Import([]*paper.Sheet{sheet}, o.Today())
	if err != nil {
		t.Fatalf("import into %s: %v", d.Key, err)
	}
	return batch
}
