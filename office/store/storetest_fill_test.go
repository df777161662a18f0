package store_test

import (
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestFill: what the benchmarks are made on is in order and in every register.
func TestFill(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Fill(t, 60)
		for _, d := range register.All() {
			page, err := o.Entries(t.Context(), store.EntryFilter{Organ: o.Township, Register: d.Key})
			if err != nil || page.Total != 60 {
				t.Errorf("%s has %d entries, %v, want 60", d.Key, page.Total, err)
			}
		}
	})
}
