package report

import (
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
)

// withOldTable composes a report of 2024 and sets beside one of its tables that
// of another year, all of whose figures are others, with a caption over each.
func withOldTable(chapter, oldCaption, ownCaption string, oldFirst bool) *specimen {
	s := newSpecimen(4)
	t := s.tables[chapter]
	old := &paper.Table{Rows: cloneRows(t.Rows)}
	for i := range old.Rows {
		for j := range old.Rows[i].Cells {
			if c := &old.Rows[i].Cells[j]; isFigure(c) {
				c.ID, c.Text = "", s.fresh()
			}
		}
	}
	above := func(caption string, t *paper.Table) []paper.Block {
		blocks := []paper.Block{{Kind: paper.TableBlock, Table: t}}
		if caption != "" {
			blocks = slices.Insert(blocks, 0, paper.Block{Text: caption})
		}
		return blocks
	}
	at := slices.IndexFunc(s.blocks, func(b paper.Block) bool { return b.Table == t })
	both := append(above(ownCaption, t), above(oldCaption, old)...)
	if oldFirst {
		both = append(above(oldCaption, old), above(ownCaption, t)...)
	}
	s.blocks = slices.Replace(s.blocks, at, at+1, both...)
	return s
}

// TestOtherYear reads a report with last year's table beside its own: never a
// figure of last year, and a warning that says which table was left.
func TestOtherYear(t *testing.T) {
	t.Parallel()
	for _, chapter := range []string{Disclosure, Application, Remedy} {
		for _, captions := range [][2]string{{"2023年", "2024年"}, {"2023年度", ""}, {"（2023年情况）", "2024年情况"}, {"上年度", "本年度"}} {
			for _, oldFirst := range []bool{true, false} {
				s := withOldTable(chapter, captions[0], captions[1], oldFirst)
				r := Read(s.grid())
				told := slices.ContainsFunc(r.Warnings, func(w Warning) bool {
					return w.Code == "table_other_year" && w.At == chapter && strings.Contains(w.Says, "没有读取")
				})
				wrong, read := 0, 0
				for code, want := range s.truth {
					if !strings.HasPrefix(string(code), chapter) {
						continue
					}
					switch f := r.Figure(code); {
					case f.Mark == Reported && f.Number.String() != want:
						wrong++
					case f.IsThere():
						read++
					}
				}
				if wrong > 0 || read == 0 || !told {
					t.Errorf("%s below %q, old first %v: %d figures wrong, %d right, told %v; %v", chapter, captions, oldFirst, wrong, read, told, r.Warnings)
				}
			}
		}
	}
}

// TestOnlyOtherYear reads a report whose only table stands below another year,
// perhaps left over from last year's file: it is read, and told.
func TestOnlyOtherYear(t *testing.T) {
	t.Parallel()
	for _, chapter := range []string{Disclosure, Application, Remedy} {
		for caption, told := range map[string]bool{"2023年": true, "2023年度情况": true, "2024年": false, "统计期限：2023年1月1日至12月31日": false, "2023年至2024年": false, "单位：件": false} {
			for _, f := range forms {
				s := newSpecimen(4)
				s.insertBefore(s.tables[chapter], paper.Block{Text: caption})
				r := Read(f.render(s))
				read := slices.ContainsFunc(s.edition.Codes(), func(c Code) bool {
					return strings.HasPrefix(string(c), chapter) && r.Figure(c).Mark == Reported
				})
				if read && hasWarning(r, "table_other_year") != told {
					t.Errorf("%s below %q as %s: told %v, want %v; %v", chapter, caption, f.name, !told, told, r.Warnings)
				}
			}
		}
	}
}

// TestOtherYearInText reads the same as text of each kind: no figure of last year
// without a warning.
func TestOtherYearInText(t *testing.T) {
	t.Parallel()
	for _, f := range forms {
		for _, chapter := range []string{Disclosure, Application, Remedy} {
			for _, oldFirst := range []bool{true, false} {
				s := withOldTable(chapter, "2023年", "2024年", oldFirst)
				r := Read(f.render(s))
				v := s.judge(r)
				if len(v.lies) > 0 {
					t.Errorf("%s as %s, old first %v: %d silently wrong, as %s", chapter, f.name, oldFirst, len(v.lies), v.lies[0])
				}
			}
		}
	}
}

// TestOtherYearToldOnce: a page of many tables of another year is no page of warnings.
func TestOtherYearToldOnce(t *testing.T) {
	t.Parallel()
	text := "青溪县2024年政府信息公开工作年度报告\n" + "2024年\n" + strings.Repeat("2023年\n信息内容\n2024年\n", 3)
	told := 0
	for _, w := range Read(lines(text)).Warnings {
		if w.Code == "table_other_year" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
}
