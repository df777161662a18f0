package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"gongkai/law/problem"
)

// An Existing is an entry that the register has.
type Existing struct {
	ID, Version int64
	State       State
	Values      Values
}

// A DryRun says what an import would do. Nothing is done unless Bad is empty.
type DryRun struct {
	*Batch
	New     []Planned
	Changed []Planned
	Same    int
	Before  int // of both, those dated before their organ began
}

// A Planned is an entry that an import would make or correct.
type Planned struct {
	Sheet       string
	Line        int
	Number      string
	ID, Version int64    // of the entry to be corrected, 0 for a new one
	Changes     []Change // nil for a new one

	batch  *Batch
	values []string
	kept   Values // what the entry has in fields the file has no column for
	former Values // what it has in those that change, "" where they are blank
}

// Former returns what the entry records before the import.
func (p *Planned) Former() Values {
	v := p.Values()
	for key, text := range p.former {
		if text == "" {
			delete(v, key)
		} else {
			v[key] = text
		}
	}
	return v
}

// Values returns what the entry is to record.
func (p *Planned) Values() Values {
	v := p.batch.values(p.values)
	for key, text := range p.kept {
		v[key] = text
	}
	return v
}

// lookUp is how many numbers are looked up at once.
const lookUp = 500

// Against holds the batch against the entries there are. existing gives those
// with the numbers of [Row] asked for, by number, withdrawn ones too; it is called with
// some hundred numbers at a time.
func (b *Batch) Against(existing func(numbers []string) (map[string]Existing, error)) (*DryRun, error) {
	copied := *b // a batch may be held against the register again
	copied.Bad, copied.badRows = slices.Clone(b.Bad), slices.Clone(b.badRows)
	run := &DryRun{Batch: &copied}
	for from := 0; from < len(b.records); from += lookUp {
		records := b.records[from:min(from+lookUp, len(b.records))]
		numbers := make([]string, len(records), 2*len(records))
		former := make([]string, len(records))
		for i, r := range records {
			numbers[i] = b.description.identityOf(r.values)
			if b.description.Lacked == "" {
				continue
			}
			if former[i] = b.description.FormerNumber(b.values(r.values)); former[i] != "" {
				numbers = append(numbers, former[i])
			}
		}
		found, err := existing(numbers)
		if err != nil {
			return nil, fmt.Errorf("look up entries: %w", err)
		}
		for i, r := range records {
			e, ok := found[numbers[i]]
			if was, isThere := found[former[i]]; !ok && former[i] != "" && isThere && was.State == Current {
				e, ok = was, true
			}
			run.plan(r, numbers[i], e, ok)
		}
	}
	run.inOrder()
	return run, nil
}

// inOrder puts the faults found last among the others.
func (run *DryRun) inOrder() {
	place := map[string]int{}
	for i, s := range run.sheets {
		place[s.Name] = i
	}
	slices.SortStableFunc(run.Bad, func(a, b BadLine) int {
		return cmp.Or(place[a.Sheet]-place[b.Sheet], a.Line-b.Line)
	})
	slices.SortStableFunc(run.badRows, func(a, b badRow) int {
		return cmp.Or(place[a.sheet.Name]-place[b.sheet.Name], a.line-b.line)
	})
}

// plan decides about one line.
func (run *DryRun) plan(r record, number string, e Existing, exists bool) {
	d := run.description
	p := Planned{Sheet: r.sheet.Name, Line: r.sheet.Lines[r.line].Number, Number: number, batch: run.Batch, values: r.values}
	if !exists {
		if v := p.Values(); (!r.sheet.isPartial() || !run.isAtFault(r, v)) && run.fits(r, v) {
			run.New = append(run.New, p)
		}
		return
	}
	p.ID, p.Version = e.ID, e.Version
	for k, c := range r.sheet.columns {
		if key := d.Fields[k].Key; c < 0 && e.Values[key] != "" {
			if p.kept == nil {
				p.kept = Values{}
			}
			p.kept[key] = e.Values[key]
		}
	}
	after := p.Values()
	p.Changes = d.Changes(e.Values, after)
	switch {
	case len(p.Changes) == 0:
		run.Same++
	case e.State == Withdrawn:
		run.bad(r.sheet, r.line, d.Number, problem.Conflict("这一文号的登记已经作废，内容与文件不同").Try("请先恢复登记再导入，或从文件中删去这一行"))
	default:
		if (!r.sheet.isPartial() || !run.isAtFault(r, after)) && run.fits(r, after) {
			p.former = Values{}
			for _, c := range p.Changes {
				p.former[c.Key] = e.Values[c.Key]
			}
			run.Changed = append(run.Changed, p)
		}
	}
}

// fits holds an entry against the organ that is to have it.
func (run *DryRun) fits(r record, v Values) bool {
	if p := run.Keeper.Fault(run.description, v); p != nil {
		run.bad(r.sheet, r.line, p.Field, p)
		return false
	}
	if run.Keeper.Precedes(run.description, v) {
		run.Before++
	}
	return true
}

// Lines returns how many lines of the file are entries, bad ones included.
func (run *DryRun) Lines() int { return len(run.New) + len(run.Changed) + run.Same + run.BadLines }

// Step returns the step that does what the dry run says. It refuses a file with
// a bad line, and one that changes nothing.
func (run *DryRun) Step(file, sha256 string) (Import, error) {
	switch {
	case run.BadLines > 0:
		return Import{}, problem.Invalid("文件有%d行有问题，没有导入任何内容，第一处在第%d行：%s", run.BadLines, run.Bad[0].Line, run.Bad[0].Says).
			Try("请改正后重新选择文件").At("file")
	case len(run.New)+len(run.Changed) == 0:
		return Import{}, problem.Invalid("文件中的%d条登记与现在完全相同，不需要导入", run.Same).At("file")
	}
	return Import{Register: run.description.Key, File: file, SHA256: sha256,
		New: len(run.New), Changed: len(run.Changed), Same: run.Same, Plan: run.Digest()}, nil
}

// Digest is the same for two dry runs that would do the same to the same
// versions of the same entries.
func (run *DryRun) Digest() string {
	h := sha256.New()
	for _, list := range [...][]Planned{run.New, run.Changed} {
		for i := range list {
			p := &list[i]
			fmt.Fprintf(h, "%d %d", p.ID, p.Version)
			for _, text := range p.values {
				fmt.Fprintf(h, " %q", text)
			}
			io.WriteString(h, "\n")
		}
		io.WriteString(h, "\n")
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Confirms refuses an import whose dry run, made again, is not the one that the
// person saw: somebody changed an entry meanwhile.
func (i Import) Confirms(run *DryRun) *problem.Error {
	switch {
	case run.BadLines > 0:
		return problem.Invalid("文件有%d行有问题，没有导入任何内容", run.BadLines).Try("请改正后重新试导入").At("file")
	case i.Plan != run.Digest():
		return problem.Conflict("试导入以后，有人改动了其中的登记，没有导入任何内容").Try("请重新试导入，核对后再确认")
	}
	return nil
}
