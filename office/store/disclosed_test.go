package store_test

import (
	"fmt"
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func TestDisclosed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		ctx := t.Context()
		if first, last, err := o.DisclosedYears(ctx, o.Township); first != 0 || last != 0 || err != nil {
			t.Errorf("DisclosedYears of nothing = %d, %d, %v, want 0, 0", first, last, err)
		}
		enter := func(by store.Actor, v register.Values) store.Subject {
			on := store.Subject{Organ: o.Township}
			if by == o.OtherClerk {
				on.Organ = o.Other
			}
			return o.MustTake(t, by, on, register.Enter{Register: "item", Values: v}).Subject
		}
		for i := range 12 {
			enter(o.Clerk, register.Values{"title": fmt.Sprintf("第%d批低保公示 身份证11010519491231002X", i+1), "category": "notice", "channels": "website,board", "published_on": fmt.Sprintf("2023-%02d-05", i+1), "clause": "20_11", "note": "内部"})
		}
		enter(o.Clerk, register.Values{"title": `土地征收公告"clause":"20_1"`, "category": "project", "channels": "board", "published_on": "2022-03-01", "clause": "20_10"})
		gone := enter(o.Clerk, register.Values{"title": "重复", "category": "other", "channels": "screen", "published_on": "2024-01-02"})
		o.MustTake(t, o.Clerk, gone, register.Withdraw{Register: "item", Reason: "重复"})
		enter(o.OtherClerk, register.Values{"title": "白石镇公告", "category": "notice", "channels": "website", "published_on": "2023-05-05"})
		for _, tt := range []struct {
			name   string
			filter store.DisclosedFilter
			total  int
		}{
			{"全部", store.DisclosedFilter{}, 13},
			{"按年度", store.DisclosedFilter{Year: 2023}, 12},
			{"作废的年度", store.DisclosedFilter{Year: 2024}, 0},
			{"按类别", store.DisclosedFilter{Category: "project"}, 1},
			{"按条款", store.DisclosedFilter{Clause: "20_11"}, 12},
			{"条款不按开头", store.DisclosedFilter{Clause: "20_1"}, 0},
			{"按渠道", store.DisclosedFilter{Channel: "board"}, 13},
			{"按渠道和年度", store.DisclosedFilter{Channel: "website", Year: 2023}, 12},
			{"没有这个渠道", store.DisclosedFilter{Channel: "%"}, 0},
			{"按文字", store.DisclosedFilter{Text: "第3批"}, 1},
			{"按不公开的文字", store.DisclosedFilter{Text: "内部"}, 0},
			{"按身份证号", store.DisclosedFilter{Text: "19491231002"}, 0},
		} {
			tt.filter.Organ = o.Township
			page, err := o.Disclosed(ctx, tt.filter, 1, 5)
			if err != nil || page.Total != tt.total || len(page.Entries) != min(5, tt.total) {
				t.Errorf("%s: Disclosed(%+v) = %d of %d, %v, want %d", tt.name, tt.filter, len(page.Entries), page.Total, err, tt.total)
			}
			for _, e := range page.Entries {
				if e.Values["note"] != "" || e.State != register.Current {
					t.Errorf("%s: Disclosed shows %v", tt.name, e.Values)
				}
			}
		}
		page, err := o.Disclosed(ctx, store.DisclosedFilter{Organ: o.Township}, 3, 5)
		if err != nil || len(page.Entries) != 3 || page.Entries[2].Values["category"] != "project" {
			t.Errorf("the last page = %+v, %v, want three entries, the oldest last", page, err)
		}
		if first, last, err := o.DisclosedYears(ctx, o.Township); first != 2022 || last != 2023 || err != nil {
			t.Errorf("DisclosedYears = %d, %d, %v, want 2022, 2023", first, last, err)
		}
		for year, want := range map[int]string{0: "13 12 13 0", 2023: "12 12 12 0", 2024: "0 0 0 0"} {
			sums, err := o.DisclosedSums(ctx, o.Township, year)
			got := fmt.Sprint(sums[register.ItemsDisclosed], sums[register.CategoryCode("notice")], sums[register.ChannelCode("board")], sums[register.ChannelCode("screen")])
			if got != want || err != nil {
				t.Errorf("DisclosedSums of %d = %s, %v, want %s", year, got, err, want)
			}
		}
	})
}
