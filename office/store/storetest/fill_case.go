package storetest

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/office/db"
)

// copiedColumns are those of a case that its copies have alike.
const copiedColumns = `organ_id, state, next, kind, channel, alarm_on, provisional, waiting, late, decided_on, code, unit, handler, clock, code_round, opened_at, changed_at`

// FillCases gives the township n cases: some that were handled step by step, as
// far as an office may be with them, and copies of their rows under numbers and
// names of their own, received and due on 250 days. The copies are rows alone:
// lists and clocks see them, but they have no events.
func (o *Office) FillCases(t testing.TB, n int) {
	t.Helper()
	models := o.modelCases(t)
	base := (o.Now().UnixMilli() - 1) << 20
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		for i := range n {
			if err := o.copyCase(ctx, tx, base+int64(i), models[i%len(models)], i); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil { // as PostgreSQL does by itself within a minute
		err = o.DB().Clean(t.Context(), "application")
	}
	if err == nil {
		err = o.AnalyzeCases(t.Context())
	}
	if err != nil {
		t.Fatalf("fill cases: %v", err)
	}
}

// copyCase inserts a copy of a case. A day keeps to be none where the model has
// none, and has the type of the column on either engine.
const copyCase = `
INSERT INTO application (id, number, title, sealed, person, asked, search, received_on, due_on, ` + copiedColumns + `, version)
SELECT CAST($1 AS BIGINT), $2, $3, $4, $5, $6, $7,
  CASE WHEN received_on IS NULL THEN received_on ELSE COALESCE($8, received_on) END,
  CASE WHEN due_on IS NULL THEN due_on ELSE COALESCE($9, due_on) END, ` + copiedColumns + `, version
FROM application
WHERE id = $10`

func (o *Office) copyCase(ctx context.Context, tx *db.Tx, id, model int64, i int) error {
	number := fmt.Sprintf("石桥镇公开申〔2024〕%d号", 1000+i)
	title := fmt.Sprintf("第%d村2024年第%d批次征地补偿安置方案", i%997, i)
	party, err := o.Ring.Seal("application/"+strconv.FormatInt(id, 10)+"/party", []byte("周*"))
	if err != nil {
		return err
	}
	day := calendar.MustParse("2024-12-02").AddDays(i % 250)
	_, err = tx.Exec(ctx, copyCase, id, number, title, party, strconv.Itoa(i%5000), strconv.Itoa(i), register.SearchText(number+" "+title), day, day.AddDays(30), model)
	return err
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
