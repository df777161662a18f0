package storetest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/office/db"
)

// copiedColumns are those of a case that its copies have alike.
const copiedColumns = `organ_id, state, next, kind, channel, alarm_on, provisional, waiting, late, decided_on, code, unit, handler, clock, code_round, opened_at, changed_at`

// rowsAtOnce is how many cases one statement inserts.
const rowsAtOnce = 500

// FillCases gives the township n cases: some that were handled step by step, as
// far as an office may be with them, and copies of their rows under numbers and
// names of their own, received and due on 250 days. The copies are rows alone:
// lists and clocks see them, but they have no events.
func (o *Office) FillCases(t testing.TB, n int) {
	t.Helper()
	models := o.modelCases(t)
	base := (o.Now().UnixMilli() - 1) << 20
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for done := 0; done < n; done += rowsAtOnce {
			var text strings.Builder
			var args []any
			for i := done; i < min(n, done+rowsAtOnce); i++ {
				if err := o.copyCase(&text, &args, base+int64(i), models[i%len(models)], i); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(ctx, text.String(), args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = o.AnalyzeCases(t.Context())
	}
	if err != nil {
		t.Fatalf("fill cases: %v", err)
	}
}

// copyCase adds a copy of a case to a statement.
func (o *Office) copyCase(text *strings.Builder, args *[]any, id, model int64, i int) error {
	number := fmt.Sprintf("石桥镇公开申〔2024〕%d号", 1000+i)
	title := fmt.Sprintf("第%d村2024年第%d批次征地补偿安置方案", i%997, i)
	party, err := o.Ring.Seal("application/"+strconv.FormatInt(id, 10)+"/party", []byte("周*"))
	if err != nil {
		return err
	}
	if text.Len() == 0 {
		text.WriteString("INSERT INTO application (id, number, title, sealed, person, asked, search, received_on, due_on, " + copiedColumns + ", version)\n")
	} else {
		text.WriteString("\nUNION ALL ")
	}
	place := func(v any) string {
		*args = append(*args, v)
		return "$" + strconv.Itoa(len(*args))
	}
	day := calendar.MustParse("2024-12-02").AddDays(i % 250)
	fmt.Fprintf(text, "SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, ", "CAST("+place(id)+" AS BIGINT)", place(number), place(title), place(party),
		place(strconv.Itoa(i%5000)), place(strconv.Itoa(i)), place(register.SearchText(number+" "+title)),
		orNull("received_on", place(day)), orNull("due_on", place(day.AddDays(30))))
	text.WriteString(copiedColumns + ", version FROM application WHERE id = " + place(model))
	return nil
}

// orNull is a day of a copy, none where the model has none; it has the type of the
// column on either engine.
func orNull(column, day string) string {
	return fmt.Sprintf("CASE WHEN %s IS NULL THEN %[1]s ELSE COALESCE(%s, %[1]s) END", column, day)
}

// modelCases are cases in the states that an office has them in.
func (o *Office) modelCases(t testing.TB) (ids []int64) {
	t.Helper()
	add := func(steps ...application.Step) {
		c := o.OpenCase(t, Application())
		for _, s := range steps {
			by := o.Clerk
			if _, ok := s.(application.Extend); ok {
				by = o.Approver
			}
			o.Step(t, by, c.ID, s)
		}
		ids = append(ids, c.ID)
	}
	today := o.Today()
	assign := application.Assign{Unit: "自然资源所"}
	add()
	add(assign)
	add(assign, application.Extend{Days: 20, Why: "需要检索"})
	add(assign, application.Consult{Party: application.ThirdParty, Name: "甲公司"})
	add(assign, application.Consult{Party: application.ThirdParty, Name: "甲公司"}, application.Opinion{Party: application.ThirdParty, Name: "甲公司", Stance: application.Objects})
	add(application.RequireCorrection{Until: today.AddDays(14), What: "请写明文号"})
	add(application.RequireCorrection{Until: today.AddDays(14), What: "请写明文号"}, application.Correct{})
	add(application.FeeNotice{Cents: 10000})
	add(application.FeeNotice{Cents: 10000}, application.Paid{})
	add(application.Comment{Text: "请抓紧"})
	return ids
}
