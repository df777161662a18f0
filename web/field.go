package web

import (
	"fmt"
	"slices"

	"gongkai/law/problem"
)

// A Control is the kind of a field's control.
type Control string

const (
	TextControl     Control = "text"     // one line
	AreaControl     Control = "area"     // several lines
	DateControl     Control = "date"     // typed or picked
	SelectControl   Control = "select"   // one of Options
	RadioControl    Control = "radio"    // one of Options, all seen
	CheckControl    Control = "check"    // yes or no
	FileControl     Control = "file"     // say kinds and size in Hint
	PasswordControl Control = "password" // never shown again
	HiddenControl   Control = "hidden"   // sent along, not shown
)

// A Field is one field of a form with what was typed into it: label, hint,
// error and control, in this order.
type Field struct {
	Control  Control // "" means TextControl
	Name     string  // also the id of the control, with IDPrefix in front
	Label    string
	Hint     string
	Error    string // what is wrong and what to do; "" when nothing is
	Value    string // as it was typed
	Optional bool   // shown as （可以不填）
	// Width is "" for the whole line, "mid" or "short".
	Width   string
	Rows    int // of an AreaControl; 0 means 4
	Options []Option
	// Complete is the autocomplete attribute, Mode the inputmode (numeric,
	// decimal, tel), Accept the kinds of a file.
	Complete, Mode, Accept string
	IDPrefix               string // where a page shows a name twice
	Multiple               bool   // of a FileControl: several may be chosen
}

// An Option is one choice of a field.
type Option struct{ Value, Label, Hint string }

// ID is the id of the field's control.
func (f Field) ID() string { return f.IDPrefix + f.Name }

// Type is the type attribute of an input element. A date is typed as text, so
// that 2024.3.5 and 2024年3月5日 are taken too and nothing typed is ever lost.
func (f Field) Type() string {
	switch f.Control {
	case PasswordControl, FileControl, HiddenControl:
		return string(f.Control)
	}
	return "text"
}

// Class is the class of an input element.
func (f Field) Class() string {
	if f.Width == "" {
		return "input"
	}
	return "input " + f.Width
}

// Lines is the rows attribute.
func (f Field) Lines() int {
	if f.Rows == 0 {
		return 4
	}
	return f.Rows
}

// DescribedBy is the aria-describedby attribute: the ids of hint and error.
func (f Field) DescribedBy() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.ID() + "-h " + f.ID() + "-e"
	case f.Hint != "":
		return f.ID() + "-h"
	case f.Error != "":
		return f.ID() + "-e"
	}
	return ""
}

// Target is the id to which the summary of errors leads.
func (f Field) Target() string {
	if f.Control == RadioControl && len(f.Options) > 0 {
		return f.OptionID(0)
	}
	return f.ID()
}

// OptionID is the id of one radio button.
func (f Field) OptionID(i int) string { return fmt.Sprintf("%s-%d", f.ID(), i+1) }

// Fields are the fields of a form in the order of the page.
type Fields []Field

// Of returns the field with the name; a name the form does not have is a bug and
// shows as an empty field.
func (fs Fields) Of(name string) Field {
	if i := fs.index(name); i >= 0 {
		return fs[i]
	}
	return Field{Name: name, Label: name}
}

func (fs Fields) index(name string) int {
	return slices.IndexFunc(fs, func(f Field) bool { return f.Name == name })
}

// Wrong are the fields with an error.
func (fs Fields) Wrong() (wrong []Field) {
	for _, f := range fs {
		if f.Error != "" {
			wrong = append(wrong, f)
		}
	}
	return wrong
}

// Fill puts what was typed into the fields, by their names.
func (fs Fields) Fill(typed func(name string) string) Fields {
	for i := range fs {
		if c := fs[i].Control; c != PasswordControl && c != FileControl {
			fs[i].Value = typed(fs[i].Name)
		}
	}
	return fs
}

// Blame puts each problem at its field and returns those that belong to none of
// them, to be shown as a notice.
func (fs Fields) Blame(problems ...*problem.Error) (rest []*problem.Error) {
	for _, p := range problems {
		switch i := fs.index(p.Field); {
		case i < 0:
			rest = append(rest, p)
		case fs[i].Error == "":
			fs[i].Error = p.Sentence()
		}
	}
	return rest
}
