package portal

import (
	"testing"

	"github.com/jba/templatecheck"

	"gongkai/office/store/storetest"
	"gongkai/web"
)

// pageOf is a value of the struct that each template is executed with.
var pageOf = map[string]any{
	"home": &homePage{}, "organs": &organsPage{}, "organ": &organPage{}, "compare": &comparePage{}, "open": &openPage{}, "open_dictionary": &dictionaryPage{}, "open_coverage": &coveragePage{}, "open_versions": &versionsPage{}, "open_cell": &cellPage{}, "guide": &guidePage{}, "system": &systemPage{}, "catalog": &catalogPage{}, "organ_reports": &organPage{},
	"reports": &reportsPage{}, "report": &reportPage{}, "map": &mapPage{}, "apply": &applyPage{}, "apply_guide": &applyGuidePage{}, "receipt": &receiptPage{}, "track": &trackPage{}, "track_case": &casePage{}, "track_act": &actPage{}, "accessibility": &wordsPage{}, "privacy": &wordsPage{},
}

// TestTemplates checks the types of what every template asks of its page.
func TestTemplates(t *testing.T) {
	t.Parallel()
	server, err := web.NewServer(web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(server, storetest.New(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	views := p.Area().Views()
	for _, name := range views.Names() {
		if name == "problem" { // the core's own
			continue
		}
		page := pageOf[name]
		if page == nil {
			t.Errorf("%s.html: no page in pageOf", name)
			continue
		}
		if err := templatecheck.CheckHTML(views.Template(name), page); err != nil {
			t.Errorf("%s.html: %v", name, err)
		}
	}
}
