package register

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/report"
)

// Show returns what an entry records in a field as people read it, 2024年3月5日
// or 1,234.50元, and "" where it is blank.
func (d *Description) Show(key string, v Values) string {
	if f := d.Field(key); f != nil {
		return f.show(v[key])
	}
	return ""
}

// Typed returns what an entry records in a field as it stands in the input of
// the entry form; [Description.Read] reads it back.
func (d *Description) Typed(key string, v Values) string {
	f := d.Field(key)
	if f == nil || v[key] == "" {
		return ""
	}
	if f.Kind == Money {
		return yuan(v[key])
	}
	return v[key]
}

func (f *Field) show(text string) string {
	if text == "" {
		return ""
	}
	switch f.Kind {
	case Date:
		if day, err := calendar.Parse(text); err == nil {
			return day.Chinese()
		}
	case Money:
		return grouped(yuan(text)) + "元"
	case Number:
		return grouped(text)
	case Choice, Choices:
		return f.labels(text)
	case YesNo:
		if text == yes {
			return "是"
		}
		return "否"
	}
	return text
}

// labels writes options with 、 between them.
func (f *Field) labels(text string) string {
	var labels []string
	for _, key := range strings.Split(text, ",") {
		label := key
		if o := f.Option(key); o != nil {
			label = o.Label
		}
		labels = append(labels, label)
	}
	return strings.Join(labels, "、")
}

// yuan writes 分 as 元, with two decimals where there are any.
func yuan(fen string) string {
	n, err := strconv.ParseInt(fen, 10, 64)
	if err != nil {
		return fen
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	text := sign + strconv.FormatInt(n/100, 10)
	if rest := n % 100; rest != 0 {
		text += "." + strconv.FormatInt(rest/10, 10) + strconv.FormatInt(rest%10, 10)
	}
	return text
}

// grouped parts the whole of a decimal into threes.
func grouped(number string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		sign, number = "-", rest
	}
	whole, fraction, hasPoint := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasPoint {
		whole += "." + fraction
	}
	return sign + whole
}

// IsPersonal says whether the field names a natural person in this entry.
func (f *Field) IsPersonal(v Values) bool { return f.Personal != nil && f.Personal(v) }

// Masked returns what may be shown to those who may not see personal data, such
// as superiors: fields that are not public are left out, personal ones are masked
// (周*), their names are masked in every other text of the entry too, as are
// identity, telephone and card numbers.
func (d *Description) Masked(v Values) Values {
	masked := make(Values, len(v))
	var names []string // each followed by its mask
	for key, text := range v {
		masked[key] = text
		if f := d.Field(key); f != nil && text != "" && f.IsPersonal(v) {
			names = append(names, text, MaskName(text))
		}
	}
	replace := strings.NewReplacer(names...)
	for i := range d.Fields {
		f := &d.Fields[i]
		if !f.Public {
			delete(masked, f.Key)
			continue
		}
		if text := v[f.Key]; text != "" && (f.Kind == Text || f.Kind == LongText) {
			masked[f.Key] = report.MaskPersonal(replace.Replace(text))
		}
	}
	return masked
}

// MaskName hides a person's name but for its first character: 周*, 欧**. Names
// of more than three characters show no more than two stars, so that their
// length stays hidden.
func MaskName(name string) string {
	if name == "" {
		return ""
	}
	_, size := utf8.DecodeRuneInString(name)
	rest := utf8.RuneCountInString(name[size:])
	return name[:size] + strings.Repeat("*", min(max(rest, 1), 2))
}
