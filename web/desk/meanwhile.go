package desk

import (
	"strings"

	"gongkai/law/problem"
	"gongkai/web"
)

// keepsAll says that every field of the form shows what the records hold.
func (p *formPage) keepsAll() *formPage {
	p.Kept = namesOf(p.Fields)
	return p
}

func namesOf(fields web.Fields) (names []string) {
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// meanwhile tells the second of two people, field by field, what the records
// hold now and what they themselves have typed: sending the form again saves
// what they typed. The page's fields hold the present values.
func (p *formPage) meanwhile(typed func(string) string, err error) (says []string) {
	if problem.Of(err).Kind != problem.KindConflict || versionIn(typed, p.Version) == p.Version || len(p.Kept) == 0 {
		return nil
	}
	for _, name := range p.Kept {
		f := p.Fields.Of(name)
		if now, own := tidied(f.Value), tidied(typed(name)); now != own {
			says = append(says, "“"+f.Label+"”现在"+held(f, now)+"，您填写的"+held(f, own)+"。")
		}
	}
	if len(says) == 0 {
		return []string{"现在保存的内容和您填写的一样。"}
	}
	return append(says, "再次保存就以您填写的为准；要保留现在的内容，请先改过来。")
}

// tidied is a value without the differences that sending a form makes.
func tidied(value string) string {
	return strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
}

// held says a field's value in words: 是“…”, 是空的.
func held(f web.Field, value string) string {
	switch f.Control {
	case web.CheckControl:
		if value == "" {
			return "没有选"
		}
		return "选上了"
	case web.SelectControl, web.RadioControl:
		for _, o := range f.Options {
			if o.Value == value {
				return "是“" + strings.TrimSpace(o.Label) + "”"
			}
		}
	}
	if value == "" {
		return "是空的"
	}
	return "是“" + strings.ReplaceAll(value, "\n", "、") + "”"
}
