package store_test

import (
	"fmt"
	"sync"
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestWriters lets two hundred people write at the same time: half enter, half
// correct one entry that all of them saw. Nothing may be lost or doubled, and of
// the corrections exactly one may win.
func TestWriters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers = 200
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		seen := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕1000号", "2024-01-02")).Subject
		var wg sync.WaitGroup
		errs := make([]error, writers)
		for i := range writers {
			wg.Go(func() {
				if i%2 == 0 {
					_, errs[i] = o.Take(t.Context(), o.Clerk, at, penalty(fmt.Sprintf("青石罚〔2024〕%d号", i), "2024-03-05"))
					return
				}
				v := penalty("青石罚〔2024〕1000号", fmt.Sprintf("2024-02-%02d", i%28+1)).Values
				_, errs[i] = o.Take(t.Context(), o.Clerk, seen, register.Correct{Register: "penalty", Values: v, Reason: "决定日期有误"})
			})
		}
		wg.Wait()
		won := 0
		for i, err := range errs {
			switch {
			case i%2 == 0 && err != nil:
				t.Errorf("writer %d: %v", i, err)
			case i%2 == 1 && err == nil:
				won++
			case i%2 == 1 && kindOf(err) != "conflict":
				t.Errorf("corrector %d: %v", i, err)
			}
		}
		if won != 1 {
			t.Errorf("%d of the corrections won, want 1", won)
		}
		n, err := o.Figure(t.Context(), o.Township, register.Penalty.Figures[0], 2024)
		if err != nil || n != writers/2+1 {
			t.Errorf("figure = %d, %v, want %d", n, err, writers/2+1)
		}
		states, err := o.VerifyAudit(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range states {
			if c.Break != nil {
				t.Errorf("chain %s: %v", c.Organ, c.Break)
			}
		}
	})
}
