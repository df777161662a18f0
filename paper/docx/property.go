package docx

import "gongkai/paper"

// readProperties reads who made the document and what it is called. The person
// who saved it last is nobody's business and is left out.
func (r *reader) readProperties() {
	f := r.parts.relative("", "/core-properties", "docProps/core.xml")
	r.support(f, "文档属性部分已损坏，没有读取。", func(x *scanner) {
		for x.child() {
			name := string(x.local)
			value := string(x.content(nil))
			if value == "" {
				continue
			}
			switch name {
			case "title":
				r.doc.Title = value
			case "creator":
				r.doc.Fields = append(r.doc.Fields, paper.Field{Name: name, Value: value})
			case "language":
				r.doc.Language = value
			}
		}
	})
}
