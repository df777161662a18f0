package law

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// statutes are the statutes by the name they have in code.
var statutes = map[string]*Statute{
	"OGI": OGI, "StateSecrets": StateSecrets, "PersonalInformation": PersonalInformation,
	"Reconsideration": Reconsideration, "Litigation": Litigation,
}

// A cited is one citation found in the source of the module.
type cited struct {
	Citation
	Where   string // file:line
	Package string // folder of the package, law/report
	Test    bool   // stands in a test file
}

// TestCitations opens the statute for every citation written anywhere in the
// module and fails where the provision does not hold the quoted words.
func TestCitations(t *testing.T) {
	t.Parallel()
	folder := statuteFolder(t)
	found := citations(t)
	if len(found) < 10 {
		t.Fatalf("found %d citations in the module; the scan is broken", len(found))
	}
	texts := map[*Statute]text{}
	for _, c := range found {
		if c.Statute == nil {
			continue
		}
		if texts[c.Statute] == nil {
			texts[c.Statute], _ = readStatute(t, folder, c.Statute)
		}
		if err := check(texts[c.Statute], c.Citation); err != nil {
			t.Errorf("%s: %s %q: %v", c.Where, c.Citation, c.Quote, err)
		}
	}
}

func check(t text, c Citation) error {
	if c.Quote == "" {
		return fmt.Errorf("quotes nothing; quote the fewest words that carry the rule")
	}
	words, err := t.provision(c)
	if err != nil {
		return err
	}
	if strings.Contains(words, fold(c.Quote)) {
		return nil
	}
	for article := range t {
		for i, p := range t[article] {
			if strings.Contains(p.whole, fold(c.Quote)) {
				return fmt.Errorf("the words are not there but in article %d, paragraph %d", article, i+1)
			}
		}
	}
	return fmt.Errorf("the words are not there; the provision reads %q", words)
}

// TestCheck shows that a wrong citation is found, so that TestCitations cannot
// pass by looking away.
func TestCheck(t *testing.T) {
	t.Parallel()
	sample := parseText("第一条 甲方(以下称甲)应当答复。\n\n第二条 前款。\n\n有下列情形的：\n\n（一）甲；\n\n（十一）乙。\n\n第一百零二条 末。")
	tests := []struct {
		name string
		cite Citation
		ok   bool
	}{
		{"right", OGI.Art(1, "应当答复"), true},
		{"full-width brackets", OGI.Art(1, "甲方（以下称甲）应当"), true},
		{"words of another article", OGI.Art(1, "前款"), false},
		{"no such article", OGI.Art(3, "甲"), false},
		{"no quotation", OGI.Art(1, ""), false},
		{"paragraph", OGI.Para(2, 2, "有下列情形的"), true},
		{"paragraph with its items", OGI.Para(2, 2, "乙"), true},
		{"wrong paragraph", OGI.Para(2, 1, "有下列情形的"), false},
		{"paragraph of an article of one", OGI.Para(1, 1, "应当答复"), false},
		{"item", OGI.Item(2, 2, 11, "乙"), true},
		{"item without its paragraph", OGI.Item(2, 0, 11, "乙"), false},
		{"wrong item", OGI.Item(2, 2, 1, "乙"), false},
		{"no such item", OGI.Item(2, 2, 3, "乙"), false},
		{"article above one hundred", OGI.Art(102, "末"), true},
	}
	for _, test := range tests {
		if err := check(sample, test.cite); (err == nil) != test.ok {
			t.Errorf("%s: check(%s %q) = %v, want ok %v", test.name, test.cite, test.cite.Quote, err, test.ok)
		}
	}
}

// TestStatutes compares what is known of a statute with its text.
func TestStatutes(t *testing.T) {
	t.Parallel()
	folder := statuteFolder(t)
	for name, s := range statutes {
		parsed, raw := readStatute(t, folder, s)
		for article := 1; article <= len(parsed); article++ {
			if len(parsed[article]) == 0 {
				t.Errorf("law.%s: article %d is missing from the %d parsed", name, article, len(parsed))
			}
		}
		if !strings.Contains(raw, written(s.Adopted)) {
			t.Errorf("law.%s: the text does not name %s, the day of adoption", name, s.Adopted)
		}
		// The last article of an amended law still gives its first day in force.
		if s != Litigation && !strings.Contains(parsed[len(parsed)][0].whole, written(s.InForce)) {
			t.Errorf("law.%s: the last article does not name %s, the day in force", name, s.InForce)
		}
	}
}

// written turns 2019-05-15 into 2019年5月15日.
func written(d Day) string {
	var year, month, day int
	fmt.Sscanf(string(d), "%d-%d-%d", &year, &month, &day)
	return fmt.Sprintf("%d年%d月%d日", year, month, day)
}

func TestCitationString(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		cite Citation
		want string
	}{
		{"article", OGI.Art(30, "补正"), "《政府信息公开条例》第三十条"},
		{"paragraph", OGI.Para(33, 2, "20个工作日"), "《政府信息公开条例》第三十三条第二款"},
		{"item", OGI.Item(20, 0, 8, "收费"), "《政府信息公开条例》第二十条第（八）项"},
		{"item of a paragraph", OGI.Item(4, 2, 3, "年度报告"), "《政府信息公开条例》第四条第二款第（三）项"},
		{"unread", Form2021, "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"},
		{"unread without a number", Unread("立法法", "", "规章"), "《立法法》"},
		{"none", Citation{}, ""},
	}
	for _, test := range tests {
		if got := test.cite.String(); got != test.want {
			t.Errorf("%s: String() = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestNumeral(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		1: "一", 10: "十", 11: "十一", 20: "二十", 33: "三十三", 100: "一百",
		102: "一百零二", 110: "一百一十", 119: "一百一十九", 120: "一百二十", 999: "九百九十九",
	} {
		if got := numeral(n); got != want {
			t.Errorf("numeral(%d) = %q, want %q", n, got, want)
		}
	}
	for n := 1; n < 1000; n++ {
		if got := number(numeral(n)); got != n {
			t.Errorf("number(%q) = %d, want %d", numeral(n), got, n)
		}
	}
}

// citations finds every law.X.Art, Para, Item and law.Unread of the module, so
// that a citation needs no registration to be tested.
func citations(t *testing.T) []cited {
	t.Helper()
	root := moduleRoot(t)
	var found []cited
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "third_party"):
			if path == root {
				return nil
			}
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		found = append(found, citationsOf(t, path, filepath.ToSlash(relative))...)
		return nil
	})
	if err != nil {
		t.Fatalf("scan the module for citations: %v", err)
	}
	return found
}

// citationsOf finds the citations of one file. Unreadable Go is left to the
// compiler.
func citationsOf(t *testing.T, path, relative string) []cited {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	name := nameOfLaw(file, relative)
	if name == "" || relative == "law/citation_test.go" || relative == "law/citation.go" {
		return nil
	}
	var found []cited
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		where := fmt.Sprintf("%s:%d", relative, set.Position(call.Pos()).Line)
		c, is, err := readCall(call, name)
		if err != nil {
			t.Errorf("%s: %v", where, err)
		} else if is {
			found = append(found, cited{c, where, filepath.ToSlash(filepath.Dir(relative)), strings.HasSuffix(path, "_test.go")})
		}
		return true
	})
	return found
}

// nameOfLaw returns how the file calls package law: "." inside the package,
// the import's name elsewhere, "" where it is not imported.
func nameOfLaw(file *ast.File, relative string) string {
	if filepath.ToSlash(filepath.Dir(relative)) == "law" {
		return "."
	}
	for _, imported := range file.Imports {
		if imported.Path.Value != `"gongkai/law"` {
			continue
		}
		if imported.Name != nil {
			return imported.Name.Name
		}
		return "law"
	}
	return ""
}

// readCall reads X.Art(…), X.Para(…), X.Item(…) of a known statute and
// Unread(…). Their arguments must be literals.
func readCall(call *ast.CallExpr, lawName string) (c Citation, is bool, err error) {
	inside := func(e ast.Expr) string { // the identifier of package law e names, or ""
		if id, ok := e.(*ast.Ident); ok && lawName == "." {
			return id.Name
		}
		if s, ok := e.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok && id.Name == lawName {
				return s.Sel.Name
			}
		}
		return ""
	}
	if inside(call.Fun) == "Unread" {
		words, err := literals(call.Args, 0, 3)
		if err != nil {
			return c, false, err
		}
		return Unread(words.text[0], words.text[1], words.text[2]), true, nil
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return c, false, nil
	}
	s, ok := statutes[inside(method.X)]
	numbers := map[string]int{"Art": 1, "Para": 2, "Item": 3}[method.Sel.Name]
	if !ok || numbers == 0 {
		return c, false, nil
	}
	words, err := literals(call.Args, numbers, 1)
	if err != nil {
		return c, false, err
	}
	c = Citation{Statute: s, Article: words.numbers[0], Quote: words.text[0]}
	if numbers > 1 {
		c.Paragraph = words.numbers[1]
	}
	if numbers > 2 {
		c.Item = words.numbers[2]
	}
	return c, true, nil
}

type literal struct {
	numbers []int
	text    []string
}

// literals reads a call's arguments, numbers first.
func literals(args []ast.Expr, numbers, texts int) (l literal, err error) {
	if len(args) != numbers+texts {
		return l, fmt.Errorf("a citation has %d arguments, want %d", len(args), numbers+texts)
	}
	for i, arg := range args {
		basic, ok := arg.(*ast.BasicLit)
		if !ok {
			return l, fmt.Errorf("argument %d of a citation is no literal; write it out so that it can be tested", i+1)
		}
		if i < numbers {
			n, err := strconv.Atoi(basic.Value)
			if err != nil {
				return l, fmt.Errorf("argument %d of a citation: %w", i+1, err)
			}
			l.numbers = append(l.numbers, n)
			continue
		}
		s, err := strconv.Unquote(basic.Value)
		if err != nil {
			return l, fmt.Errorf("argument %d of a citation: %w", i+1, err)
		}
		l.text = append(l.text, s)
	}
	return l, nil
}
