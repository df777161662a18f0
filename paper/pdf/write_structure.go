package pdf

import (
	"fmt"
	"strings"
)

// An element is a node of the logical structure (tagged PDF), by which screen
// readers read headings, paragraphs and tables in their order.
type element struct {
	tag   string // the standard names: Document, H1, P, Table, TR, TH, TD
	attrs string // attribute dictionary, "" for none
	kids  []*element
	marks []mark

	number int // of the PDF object
}

// A mark is a piece of a page's content that belongs to an element.
type mark struct{ page, id int }

func (e *element) child(tag string) *element {
	kid := &element{tag: tag}
	e.kids = append(e.kids, kid)
	return kid
}

// addStructure writes the tree and the table that leads from the pages' marks
// back to it; it returns the root's number.
func (f *pdfFile) addStructure(root *element, sheets []*sheet, pages []int) int {
	tree := f.reserve()
	f.numberElements(root)
	f.addElement(root, tree, pages)
	var parents strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&parents, "%d[", i)
		for _, owner := range s.owners {
			fmt.Fprintf(&parents, "%d 0 R ", owner.number)
		}
		parents.WriteString("]")
	}
	f.put(tree, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>",
		root.number, parents.String(), len(sheets)))
	return tree
}

func (f *pdfFile) numberElements(e *element) {
	e.number = f.reserve()
	for _, kid := range e.kids {
		f.numberElements(kid)
	}
}

func (f *pdfFile) addElement(e *element, parent int, pages []int) {
	var kids strings.Builder
	for _, m := range e.marks {
		fmt.Fprintf(&kids, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[m.page-1], m.id)
	}
	for _, kid := range e.kids {
		fmt.Fprintf(&kids, "%d 0 R ", kid.number)
	}
	attrs := ""
	if e.attrs != "" {
		attrs = "/A<<" + e.attrs + ">>"
	}
	f.put(e.number, fmt.Sprintf("<</Type/StructElem/S/%s/P %d 0 R/K[%s]%s>>", e.tag, parent, kids.String(), attrs))
	for _, kid := range e.kids {
		f.addElement(kid, e.number, pages)
	}
}
