package demo

import (
	"maps"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/register"
)

// drawn are the records of an organ, a register and a year as of a day.
func drawn(key string, book register.Key, year int, day string) []*record {
	f := &filling{today: calendar.MustParse(day), by: map[string]*office{}}
	f.meet()
	d := &drawer{office: f.of(key), f: f, year: year, chanced: newChance(key, book, year)}
	return d.draw(book)
}

// TestDraw: what is drawn is the same every time, in order by the rules of its
// register, dated within its year, and told in no two titles alike.
func TestDraw(t *testing.T) {
	t.Parallel()
	far := calendar.MustParse("2099-12-31")
	for _, o := range offices() {
		for _, d := range register.All() {
			for year := firstYear; year < firstYear+4; year++ {
				all, again := drawn(o.key, d.Key, year, today), drawn(o.key, d.Key, year, today)
				seen := map[string]bool{}
				for i, r := range all {
					last := r.versions[len(r.versions)-1]
					for _, v := range r.versions {
						for _, p := range d.Faults(v.values, far) {
							t.Errorf("%s, %s, %d: %v: %v", o.name, d.Key, year, v.values, p)
						}
					}
					if !maps.Equal(last.values, again[i].versions[len(r.versions)-1].values) {
						t.Errorf("%s, %s, %d: %v and then %v", o.name, d.Key, year, last.values, again[i].versions)
					}
					if number := d.Row(last.values).Number; seen[number] {
						t.Errorf("%s, %s, %d: two entries are %s", o.name, d.Key, year, number)
					} else {
						seen[number] = true
					}
				}
			}
		}
	}
}

// TestDrawGrows: an entry of the running year is the same on a later day; time
// only adds.
func TestDrawGrows(t *testing.T) {
	t.Parallel()
	for _, book := range []register.Key{register.Item.Key, register.Application.Key, register.Penalty.Key, register.Remedy.Key} {
		early, late := drawn("shijian", book, 2026, "2026-02-03"), drawn("shijian", book, 2026, today)
		if len(early) != len(late) || len(early) == 0 {
			t.Fatalf("%s: %d records on one day, %d on another", book, len(early), len(late))
		}
		for i := range early {
			if !maps.Equal(early[i].versions[0].values, late[i].versions[0].values) {
				t.Errorf("%s: %v, and later %v", book, early[i].versions[0].values, late[i].versions[0].values)
			}
		}
	}
}

// TestKnown: a record enters its versions as they become known.
func TestKnown(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse("2024-03-05")
	r := once(day, register.Values{"a": "1"}).then(day+10, register.Values{"b": "2"})
	for _, step := range []struct {
		on   calendar.Date
		want register.Values
	}{{day - 1, nil}, {day, register.Values{"a": "1"}}, {day + 9, nil}, {day + 30, register.Values{"a": "1", "b": "2"}}, {day + 31, nil}} {
		if got, _ := r.known(step.on); !maps.Equal(got, step.want) {
			t.Errorf("known on %s = %v, want %v", step.on, got, step.want)
		}
	}
}

// TestNames: no two of the county's people share a login.
func TestNames(t *testing.T) {
	t.Parallel()
	names, logins, people := newNames(), map[string]bool{}, map[string]bool{}
	for range 400 {
		p := names.next()
		if logins[p.login] || people[p.name] {
			t.Errorf("two people are %s (%s)", p.name, p.login)
		}
		logins[p.login], people[p.name] = true, true
	}
}
