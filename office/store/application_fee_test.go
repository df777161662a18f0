package store_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// feeEntries are the current entries of the register of processing fees.
func feeEntries(t *testing.T, o *storetest.Office) []store.Entry {
	t.Helper()
	page, err := o.Entries(t.Context(), store.EntryFilter{Organ: o.Township, Register: "processing_fee", Query: register.Query{State: register.Current, Page: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return page.Entries
}

// TestCaseFee: a fee notice of a case, its payment and its waiving are in the
// register without anybody typing them, once.
func TestCaseFee(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		paid, waived := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
		o.Step(t, o.Clerk, paid.ID, application.FeeNotice{Cents: 10000, Mode: application.ByItem, Before: 12, Units: 1})
		o.Step(t, o.Clerk, waived.ID, application.FeeNotice{Cents: 20000})
		if all := feeEntries(t, o); len(all) != 2 || all[0].Values["paid_on"] != "" {
			t.Fatalf("%d entries: %+v", len(all), all)
		}
		o.Clock.Set("2025-01-08")
		o.Step(t, o.Clerk, paid.ID, application.Paid{})
		o.Step(t, o.Clerk, waived.ID, application.Paid{Waived: true})
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2025})
		live, err := o.LiveReport(t.Context(), o.Township, 2025)
		if err != nil || live.Facts.Counted["fact.processing_fee.received"] != 10000 || live.Facts.Counted["fact.processing_fee.waived"] != 20000 {
			t.Errorf("counted %d received, %d waived, %v", live.Facts.Counted["fact.processing_fee.received"], live.Facts.Counted["fact.processing_fee.waived"], err)
		}
		typed := register.Values{"number": "石桥公开费〔2025〕1号", "application": paid.Number, "notified_on": "2025-01-06", "charged": "10000"}
		at := store.Subject{Organ: o.Township}
		if _, err := s.Take(t.Context(), o.Clerk, at, register.Enter{Register: "processing_fee", Values: typed}); problem.Of(err).Kind != problem.KindRefused || problem.Of(err).Field != "application" {
			t.Errorf("the fee of a case was typed: %v", err)
		}
		e := feeEntries(t, o)[0]
		on := store.Subject{Kind: store.EntryKind, Organ: o.Township, ID: e.ID, Version: store.AnyVersion}
		if _, err := s.Take(t.Context(), o.Clerk, on, register.Withdraw{Register: "processing_fee", Reason: "登记错误"}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("an entry that follows from a case was withdrawn: %v", err)
		}
		mustVerify(t, o)
	})
}

// TestCaseFeeTyped: what was typed of an application before it was a case is taken
// over, and counts once.
func TestCaseFeeTyped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		const number = "石桥公开申〔2025〕9号"
		entry := o.MustTake(t, o.Clerk, at, register.Enter{Register: "application", Values: register.Values{
			"number": number, "kind": "natural_person", "applicant": "周明", "channel": "counter", "received_on": "2025-01-02", "asked": "村务公开情况",
		}}).Subject
		o.MustTake(t, o.Clerk, at, register.Enter{Register: "processing_fee", Values: register.Values{
			"number": "石桥公开费〔2025〕1号", "application": number, "notified_on": "2025-01-03", "charged": "10000",
		}})
		id := o.NewID()
		o.MustTake(t, o.Clerk, at, store.TransferEntries{Entries: []store.EntryTransfer{{Entry: entry.ID, Version: entry.Version, Case: id}}})
		o.StepOn(t, o.Clerk, id, application.FeeNotice{Cents: 10000}, calendar.MustParse("2025-01-03"))
		o.Step(t, o.Clerk, id, application.Paid{})
		if all := feeEntries(t, o); len(all) != 1 || all[0].Values["number"] != "石桥公开费〔2025〕1号" || all[0].Values["paid_on"] != "2025-01-06" {
			t.Errorf("%d entries: %+v", len(all), all)
		}
		mustVerify(t, o)
	})
}

// TestCaseFeeSpoilt changes a fee behind the program's back.
func TestCaseFeeSpoilt(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"改金额": `UPDATE entry SET fields = REPLACE(fields, '10000', '90000') WHERE register = 'processing_fee'`,
		"断联系": `DELETE FROM application_fee`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			o := storetest.NewOffice(t, s)
			o.Step(t, o.Clerk, o.OpenCase(t, storetest.Application()).ID, application.FeeNotice{Cents: 10000})
			spoil(t, s, statement)
			if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) == 0 {
				t.Errorf("Verify = %v, %v, want a break", v.Breaks, err)
			}
		})
	}
}
