package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/paper"
	"gongkai/paper/csv"
)

// penaltyFile reads a file of penalties: a line is number, party, fine, day.
func penaltyFile(t testing.TB, lines ...string) *register.Batch {
	t.Helper()
	var text strings.Builder
	text.WriteString("行政处罚决定书文号,当事人类别,当事人名称,处罚类别,罚款金额,处罚决定日期\n")
	for _, line := range lines {
		f := strings.Split(line, " ")
		fmt.Fprintf(&text, "%s,法人及其他组织,%s,罚款,%s,%s\n", f[0], f[1], f[2], f[3])
	}
	sheet, err := csv.ReadSheet([]byte(text.String()))
	if err != nil {
		t.Fatalf("ReadSheet: %v", err)
	}
	b, err := register.Penalty.Import([]*paper.Sheet{sheet}, calendar.MustParse("2025-01-06"))
	if err != nil {
		t.Fatalf("Import: %v", err)
	}
	return b
}

// planned returns the step that a person confirms after a dry run.
func planned(t testing.TB, o *storetest.Office, b *register.Batch) store.Import {
	t.Helper()
	run, err := o.PlanImport(t.Context(), o.Township, "penalty", b)
	if err != nil {
		t.Fatalf("PlanImport: %v", err)
	}
	step, err := run.Step("处罚.csv", strings.Repeat("ab", 32))
	if err != nil {
		t.Fatalf("Step: %v", err)
	}
	return store.Import{Import: step, Batch: b}
}

func penalties(t testing.TB, o *storetest.Office) int64 {
	t.Helper()
	n, err := o.Figure(t.Context(), o.Township, register.Penalty.Figures[0], 2024)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestImport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		ctx, at := t.Context(), store.Subject{Organ: o.Township}
		was := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕1号", "2024-03-05")).Subject

		b := penaltyFile(t, "青石罚〔2024〕1号 青溪县甲商贸有限公司 2000 2024-03-05", "青石罚〔2024〕2号 青溪县乙商店 300 2024-04-01", "青石罚〔2024〕3号 青溪县丙商店 300 2024-05-01")
		step := planned(t, o, b)
		if step.New != 2 || step.Changed != 1 {
			t.Fatalf("planned %d new, %d changed, want 2 and 1", step.New, step.Changed)
		}
		form := at
		form.ID = o.NewID()
		first := o.MustTake(t, o.Clerk, form, step)
		again := o.MustTake(t, o.Clerk, form, step) // sent twice
		if again.Seq != 0 || again.Subject.ID != first.Subject.ID || penalties(t, o) != 3 {
			t.Errorf("sent twice: %+v after %+v, figure %d", again, first, penalties(t, o))
		}
		if _, err := o.Take(ctx, o.Clerk, at, step); kindOf(err) != problem.KindConflict {
			t.Errorf("an old plan was taken: %v", err)
		}
		entry, err := o.Entry(ctx, o.Township, was.ID)
		if err != nil || entry.Values["fine"] != "200000" || entry.Values["case"] != "无证经营案" || entry.Version != 2 {
			t.Errorf("corrected entry = %+v, %v", entry, err)
		}
		imports, err := o.Imports(ctx, o.Township, "penalty")
		if err != nil || len(imports) != 1 || imports[0].Entered != 2 || imports[0].Corrected != 1 || !imports[0].UndoneAt.IsZero() {
			t.Fatalf("Imports = %+v, %v", imports, err)
		}

		undo := register.UndoImport{Register: "penalty", Import: imports[0].ID, Reason: "导错文件"}
		if _, err := o.Take(ctx, o.OtherClerk, imports[0].Subject(), undo); kindOf(err) != problem.KindForbidden {
			t.Errorf("another organ's clerk undid the import: %v", err)
		}
		elsewhere := imports[0].Subject()
		elsewhere.Organ = o.Other
		if _, err := o.Take(ctx, o.OtherClerk, elsewhere, undo); kindOf(err) != problem.KindNotFound {
			t.Errorf("an import of another organ was undone: %v", err)
		}
		o.MustTake(t, o.Clerk, imports[0].Subject(), undo)
		if _, err := o.Take(ctx, o.Clerk, imports[0].Subject(), undo); kindOf(err) != problem.KindConflict {
			t.Errorf("undone twice: %v", err)
		}
		if n := penalties(t, o); n != 1 {
			t.Errorf("figure after undoing = %d, want 1", n)
		}
		entry, err = o.Entry(ctx, o.Township, was.ID)
		if err != nil || entry.Values["fine"] != "100000" || entry.Version != 3 {
			t.Errorf("restored entry = %+v, %v", entry, err)
		}
		history, err := o.EntryHistory(ctx, o.Township, was.ID)
		if err != nil || len(history) != 3 || history[1].Act != "register.import" || history[2].Reason != "导错文件" {
			t.Errorf("history = %+v, %v", history, err)
		}
		if _, err := s.VerifyAudit(ctx); err != nil {
			t.Errorf("VerifyAudit: %v", err)
		}
		// What was withdrawn can be imported again only after it is reinstated.
		run, err := o.PlanImport(ctx, o.Township, "penalty", b)
		if err != nil || run.Same != 2 || len(run.Changed) != 1 {
			t.Errorf("planned again: %d same, %d changed, %v", run.Same, len(run.Changed), err)
		}
	})
}

func TestImportRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		ctx, at := t.Context(), store.Subject{Organ: o.Township}
		bad := penaltyFile(t, "青石罚〔2024〕2号 青溪县乙商店 300 2024-02-30", "青石罚〔2024〕3号 青溪县丙商店 300 2024-05-01")
		run, err := o.PlanImport(ctx, o.Township, "penalty", bad)
		if err != nil || run.BadLines != 1 {
			t.Fatalf("PlanImport = %d bad lines, %v", run.BadLines, err)
		}
		forged := register.Import{Register: "penalty", File: "x.csv", SHA256: "x", New: 1, Plan: run.Digest()}
		if _, err := o.Take(ctx, o.Clerk, at, store.Import{Import: forged, Batch: bad}); kindOf(err) != problem.KindInvalid {
			t.Errorf("a file with a bad line was imported: %v", err)
		}
		step := planned(t, o, penaltyFile(t, "青石罚〔2024〕3号 青溪县丙商店 300 2024-05-01", "青石罚〔2024〕4号 青溪县丙商店 300 2024-05-01"))
		for _, who := range []store.Actor{o.Reviewer, o.Approver, o.Viewer, o.OtherClerk, o.Nobody, o.System} {
			if _, err := o.Take(ctx, who, at, step); kindOf(err) != problem.KindForbidden {
				t.Errorf("%s imported: %v", who.Name, err)
			}
		}
		mine := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕4号", "2024-03-05")).Subject
		if _, err := o.Take(ctx, o.Clerk, at, step); kindOf(err) != problem.KindConflict {
			t.Errorf("imported over a meanwhile entry: %v", err)
		}
		if n := penalties(t, o); n != 1 {
			t.Errorf("figure = %d, want 1: a refused import left something", n)
		}

		b := penaltyFile(t, "青石罚〔2024〕4号 青溪县丁商店 300 2024-05-01", "青石罚〔2024〕5号 青溪县戊商店 300 2024-05-02")
		batch := o.MustTake(t, o.Clerk, at, planned(t, o, b)).Subject
		undo := register.UndoImport{Register: "penalty", Import: batch.ID, Reason: "导错文件"}
		entry, err := o.Entry(ctx, o.Township, mine.ID)
		if err != nil {
			t.Fatal(err)
		}
		o.MustTake(t, o.Clerk, entry.Subject(), register.Withdraw{Register: "penalty", Reason: "重复登记"})
		if _, err := o.Take(ctx, o.Clerk, batch, undo); kindOf(err) != problem.KindConflict {
			if kindOf(err) != problem.KindRefused {
				t.Errorf("undone after a change: %v", err)
			}
		}
		o.Clock.Set("2025-03-06")
		if _, err := o.Take(ctx, o.Clerk, batch, undo); kindOf(err) != problem.KindRefused {
			t.Errorf("undone after the period: %v", err)
		}
	})
}

// TestEnterTwice sends one form twice, at once and later.
func TestEnterTwice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		form := store.Subject{Organ: o.Township, ID: o.NewID()}
		first := o.MustTake(t, o.Clerk, form, penalty("青石罚〔2024〕1号", "2024-03-05"))
		if first.Subject.ID != form.ID {
			t.Errorf("entry %d, want the form's number %d", first.Subject.ID, form.ID)
		}
		second := o.MustTake(t, o.Clerk, form, penalty("青石罚〔2024〕1号", "2024-03-05"))
		if second.Seq != 0 || second.Subject.ID != form.ID || penalties(t, o) != 1 {
			t.Errorf("sent twice: %+v, figure %d", second, penalties(t, o))
		}
		form.Organ = o.Other
		if _, err := o.Take(t.Context(), o.OtherClerk, form, penalty("青石罚〔2024〕1号", "2024-03-05")); kindOf(err) != problem.KindConflict {
			t.Errorf("another's form was sent: %v", err)
		}
	})
}

// TestImportMany imports 20,000 entries, corrects and undoes them.
func TestImportMany(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		lines, later := make([]string, 20_000), make([]string, 20_000)
		for i := range lines {
			lines[i] = fmt.Sprintf("青石罚〔2024〕%d号 青溪县第%d商店 %d 2024-%02d-%02d", i+1, i, 100+i%900, i%12+1, i%28+1)
			later[i] = strings.Replace(lines[i], "商店 ", "商店 9", 1)
		}
		at := store.Subject{Organ: o.Township}
		began := time.Now()
		phase := func(what string) {
			t.Logf("%s 20,000 in %v", what, time.Since(began).Round(time.Millisecond))
			began = time.Now()
		}
		step := planned(t, o, penaltyFile(t, lines...))
		phase("plan")
		o.MustTake(t, o.Clerk, at, step)
		phase("enter")
		step = planned(t, o, penaltyFile(t, later...))
		phase("plan again")
		batch := o.MustTake(t, o.Clerk, at, step).Subject
		phase("correct")
		if n := penalties(t, o); n != 20_000 {
			t.Fatalf("figure = %d, want 20000", n)
		}
		o.MustTake(t, o.Clerk, batch, register.UndoImport{Register: "penalty", Import: batch.ID, Reason: "导错文件"})
		phase("undo")
		run, err := o.PlanImport(t.Context(), o.Township, "penalty", penaltyFile(t, lines...))
		if err != nil || run.Same != 20_000 {
			t.Errorf("after undoing %d lines are the same, %v", run.Same, err)
		}
	})
}
