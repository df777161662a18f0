package application

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// Erased returns the events of a case without what is, or may be, personal:
// whoever keeps a case past its time keeps these in their place. What periods,
// counts and the figures of the annual report depend on stays: the steps, their
// days, marks and roles, how many items and applicants there were and of which
// kind, and how each item was decided under which of the provisions to choose
// from. A party whose opinion was asked is named by its place. Erasing twice
// changes nothing.
func Erased(events []Event) ([]Event, error) {
	parties := make(map[string]string)
	all := slices.Clone(events)
	for i := range all {
		step, err := erased(all[i].Step, parties)
		if err != nil {
			return nil, fmt.Errorf("erase event %d: %w", i+1, err)
		}
		all[i].Step = step
	}
	return all, nil
}

func erased(s Step, parties map[string]string) (Step, error) {
	data, err := Encode(s)
	if err != nil {
		return nil, err
	}
	fields := make(map[string]json.RawMessage)
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, err
	}
	for key := range fields {
		if IsPersonal(s.name(), key) {
			delete(fields, key)
		}
	}
	if data, err = json.Marshal(fields); err != nil {
		return nil, err
	}
	bare, err := Decode(s.name(), data)
	if err != nil {
		return nil, err
	}
	return remaining(bare, s, parties), nil
}

// remaining puts back of a step's personal particulars what is not personal in
// them.
func remaining(bare, s Step, parties map[string]string) Step {
	party := func(p Party, name string) string {
		key := string(p) + name
		if parties[key] == "" {
			parties[key] = strconv.Itoa(len(parties) + 1)
		}
		return parties[key]
	}
	switch b := bare.(type) {
	case Submit:
		full := s.(Submit)
		for _, a := range full.Applicants {
			b.Applicants = append(b.Applicants, Applicant{Kind: a.Kind})
		}
		if full.Agent != nil {
			b.Agent = &Agent{}
		}
		b.Items = bareItems(full.Items)
		return b
	case Correct:
		b.Items = bareItems(s.(Correct).Items)
		return b
	case Consult:
		b.Name = party(b.Party, s.(Consult).Name)
		return b
	case Opinion:
		b.Name = party(b.Party, s.(Opinion).Name)
		return b
	case Silence:
		b.Name = party(b.Party, s.(Silence).Name)
		return b
	case Draft:
		b.Decisions = bareDecisions(s.(Draft).Decisions)
		return b
	case AmendReply:
		b.Decisions = bareDecisions(s.(AmendReply).Decisions)
		return b
	}
	return bare
}

func bareItems(all []Item) (bare []Item) {
	for _, item := range all {
		bare = append(bare, Item{N: item.N})
	}
	return bare
}

// bareDecisions keeps of decisions what the form offers to choose from: what
// was typed may say anything.
func bareDecisions(all []Decision) (bare []Decision) {
	for _, d := range all {
		one := Decision{Item: d.Item, Outcome: d.Outcome}
		for _, a := range d.Outcome.Articles() {
			if slices.Contains(d.Articles, a.String()) {
				one.Articles = append(one.Articles, a.String())
			}
		}
		bare = append(bare, one)
	}
	return bare
}
