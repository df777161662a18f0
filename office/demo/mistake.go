package demo

import (
	"context"
	"maps"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/office/store"
)

// mistakes are entries that were put right, so that there are histories to look
// at: one that was entered twice and withdrawn, one that was corrected.
func (f *filling) mistakes() {
	day := calendar.MustParse("2025-06-10")
	twice := f.draws("liuwan", register.Penalty.Key, 2025)[0].versions[0].values
	wrong := maps.Clone(twice)
	wrong["number"] += "（副本）"
	f.amended("liuwan", day, register.Penalty, wrong, register.Withdraw{Register: register.Penalty.Key, Reason: "与" + twice["number"] + "重复登记"})
	day = calendar.MustParse("2025-08-12")
	training := register.Values{"title": "政府信息公开线上培训", "kind": "training", "held_on": day.String(), "people": "16", "host": f.of(county).unit, "result": "讲解信息处理费和答复文书"}
	right := maps.Clone(training)
	right["people"] = "61"
	f.amended(county, day, register.Activity, training, register.Correct{Register: register.Activity.Key, Values: right, Reason: "参加人次录入颠倒，按签到表更正"})
}

// amended has a clerk make an entry and, the day after, what puts it right.
func (f *filling) amended(key string, day calendar.Date, d *register.Description, v register.Values, right store.Step) {
	o, on := f.of(key), store.Subject{}
	f.later(day, 80, func(ctx context.Context) error {
		taken, err := f.s.Take(ctx, o.clerk.actor, store.Subject{Organ: o.id}, register.Enter{Register: d.Key, Values: v})
		on = taken.Subject
		return err
	})
	f.later(workday(day+1), 25, func(ctx context.Context) error {
		return f.take(ctx, o.clerk, on, right)
	})
}

// draws draws what an organ records in a register and year.
func (f *filling) draws(key string, book register.Key, year int) []*record {
	d := &drawer{office: f.of(key), f: f, year: year, chanced: newChance(key, book, year)}
	return d.draw(book)
}
