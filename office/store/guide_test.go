package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/audit"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func TestGuide(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		ctx := t.Context()
		day := calendar.MustParse
		subject := func(id organ.ID) store.Subject {
			return store.Subject{Kind: store.OrganKind, Organ: id, ID: int64(id), Version: store.AnyVersion}
		}
		if g, err := o.Guide(ctx, o.Township, day("2024-06-01")); g != nil || err != nil {
			t.Errorf("Guide with none = %+v, %v, want nil", g, err)
		}
		first := organ.Guide{From: day("2024-01-01"), Fax: "0000-1"}
		second := organ.Guide{From: day("2024-05-01"), Fax: "0000-2", Postcode: "450000", Email: "gkb@qingxi.example", Website: "https://a.cn", ApplyAt: "https://a.cn/apply",
			Channels: []organ.Channel{organ.Counter, organ.Mail}, Places: "县档案馆\n县图书馆", Overseer: "县政府办公室", OverseerPhone: "0000-3", Reconsiderer: "青溪县人民政府", Note: "午间有人值班"}
		before := o.Generation(ctx)
		for _, g := range []organ.Guide{second, {From: first.From, Fax: "0000-9"}, first} {
			o.MustTake(t, o.Clerk, subject(o.Township), organ.SetGuide{Guide: g})
		}
		if o.Generation(ctx) == before {
			t.Error("the public pages were not told of the guide")
		}
		for on, want := range map[string]*organ.Guide{"2023-12-31": nil, "2024-01-01": &first, "2024-04-30": &first, "2024-05-01": &second, "2034-01-01": &second} {
			got, err := o.Guide(ctx, o.Township, day(on))
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("Guide on %s, %v (-want +got):\n%s", on, err, diff)
			}
		}
		if all, err := o.Guides(ctx, o.Township); len(all) != 2 || err != nil {
			t.Errorf("Guides = %+v, %v, want 2", all, err)
		}
		for name, by := range map[string]store.Actor{"another organ's clerk": o.OtherClerk, "the reviewer": o.Reviewer, "the security administrator": o.Security} {
			if _, err := o.Take(ctx, by, subject(o.Township), organ.SetGuide{Guide: first}); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s: %v, want forbidden", name, err)
			}
		}
		entries, err := o.AuditOf(ctx, subject(o.Township))
		if err != nil || !slices.ContainsFunc(entries, func(e audit.Entry) bool { return e.Action == "organ.guide" }) {
			t.Errorf("the audit has no organ.guide: %v", err)
		}
	})
}
