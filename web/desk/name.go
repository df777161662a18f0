package desk

import (
	"context"

	"gongkai/law/organ"
)

// organNames are the full names of all organs, for lists that name many.
func (d *Desk) organNames(ctx context.Context) (map[organ.ID]string, error) {
	all, err := d.store.Organs(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[organ.ID]string, len(all))
	for _, o := range all {
		names[o.ID] = o.Name
	}
	return names, nil
}
