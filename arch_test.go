// Package gongkai_test holds the rules of the house: which package may know
// which, what a package, a file and a function must look like, and what stands
// beside the code. ARCHITECTURE.md gives the reasons.
//
// It is also what tells which tests were skipped here: run "go test" in this
// folder.
package gongkai_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is our own import path.
const module = "gongkai"

// The sizes we keep.
const (
	maxFileLines     = 800
	maxFunctionLines = 100
	maxDirectModules = 25
	maxInterfaces    = 12
)

// arrows says for every package of ours which others it may import; "law/*"
// stands for the packages directly below law. The first line that fits counts.
// Tests obey the arrows as the code does, but for testsToo.
var arrows = []struct {
	from string
	to   []string
}{
	{"paper", nil},
	{"paper/pdf", []string{"paper", "third_party/noto-serif-sc", "third_party/pdfium"}},
	{"paper/file", []string{"paper", "paper/*"}}, // reads a file of any format
	{"paper/*", []string{"paper"}},

	{"law", nil},
	{"law/problem", []string{"law"}},
	{"law/calendar", []string{"law", "law/problem"}},
	{"law/organ", []string{"law", "law/problem", "law/calendar"}},
	{"law/report", []string{"law", "law/*", "paper"}},
	{"law/report/narrative", nil},
	{"law/report/filing", []string{"law", "law/*", "law/report/narrative"}},
	{"law/application", []string{"law", "law/problem", "law/calendar", "law/register", "law/report"}},
	{"law/register", []string{"law", "law/problem", "law/calendar", "law/organ", "law/report", "paper"}},

	{"office/db", []string{"law/problem", "law/calendar"}},
	{"office/db/dbtest", []string{"office/db"}},
	{"office/audit", []string{"law", "law/problem", "law/organ"}},
	{"office/account", []string{"law", "law/problem", "law/calendar", "law/organ"}},
	{"office/attachment", []string{"law/problem"}},
	{"office/backup", []string{"law/problem", "office/attachment", "office/store"}},
	{"office/delivery", []string{"law/problem"}},
	{"office/demo", []string{"law", "law/*", "law/*/*", "office/account", "office/attachment", "office/store", "paper", "paper/csv"}},
	{"office/job", []string{"law/organ", "law/register"}},
	{"office/seal", nil},
	{"office/store", []string{"law", "law/*", "law/*/*", "office/db", "office/audit", "office/account", "office/attachment", "office/delivery", "office/job", "office/seal", "office/store/migrations"}},
	{"office/store/migrations", nil},
	{"office/store/storetest", []string{"law", "law/*", "law/*/*", "office/*", "office/db/dbtest", "paper", "paper/csv", "office/store/migrations"}},
	{"office/worker", []string{"law", "law/*", "law/*/*", "office/*", "paper", "paper/*"}},

	{"web/static", nil},
	{"web/webtest", []string{"third_party/axe-core"}},
	{"web", []string{"law", "law/*", "law/*/*", "office/*", "web/static"}},
	{"web/*", []string{"law", "law/*", "law/*/*", "office/*", "web", "web/static", "paper", "paper/*"}},

	{"third_party/*", nil},
	{"cmd/*", []string{"*", "*/*", "*/*/*"}},
}

// testsToo are packages that only the tests of a package may import.
var testsToo = map[string][]string{
	"law/report":    {"paper/*"},          // a form is mistreated in a file and read from it
	"law/register":  {"paper/*"},          // a register is imported from the files that offices have
	"office/db":     {"office/db/dbtest"}, // on both engines
	"office/store":  {"office/db/dbtest", "office/store/storetest", "paper", "paper/*"},
	"office/backup": {"office/db", "office/db/dbtest", "office/store/storetest", "law/*"},
	"office/demo":   {"office/store/storetest"},
	"office/worker": {"office/store/storetest"},                // a worker does the jobs of a real queue
	"web":           {"office/store/storetest", "web/webtest"}, // a page is asked of a real store
	"web/portal":    {"office/store/storetest", "office/db/dbtest", "web/webtest"},
	"web/desk":      {"office/store/storetest", "office/db/dbtest", "web/webtest"},
}

// The law and the formats are pure: bytes and values in, values out. These
// packages and functions would break that.
var (
	impure = map[string]string{
		"net":          "they know no network",
		"net/http":     "they know no network",
		"database/sql": "they know no database",
		"os":           "files belong to cmd",
		"os/exec":      "programs belong to cmd",
		"log":          "what is to be said is returned",
		"log/slog":     "what is to be said is returned",
	}
	clocks = []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}

	// impureAllowed are the exceptions, each with its reason.
	impureAllowed = map[string]string{
		"paper/pdf os":   "the compiled WebAssembly engine is kept in the user's cache folder",
		"paper/pdf time": "a file that takes too long is given up",
	}
)

// banned are names that say nothing of what a package is about.
var banned = strings.Fields("util utils common helper helpers model models service services type types base manager pkg internal misc lib core shared")

// TestImports holds every package to its arrows.
func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range house(t) {
		to, known := arrowsFrom(p.dir)
		if !known {
			t.Errorf("%s: no arrow starts here: give the package its place in arch_test.go and ARCHITECTURE.md", p.dir)
			continue
		}
		for _, f := range p.files {
			for _, imported := range f.imports() {
				ours, ok := strings.CutPrefix(imported, module+"/")
				if ok && ours != p.dir && !fits(to, ours) && !(f.isTest && fits(testsToo[p.dir], ours)) {
					t.Errorf("%s imports %s: %s may import only %v", f.name, imported, p.dir, to)
				}
			}
		}
	}
}

func arrowsFrom(dir string) (to []string, known bool) {
	for _, a := range arrows {
		if ok, _ := path.Match(a.from, dir); ok {
			return a.to, true
		}
	}
	return nil, false
}

func fits(patterns []string, dir string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, _ := path.Match(p, dir)
		return ok
	})
}

// TestPurity keeps the network, databases, files and the clock out of law and
// paper.
func TestPurity(t *testing.T) {
	t.Parallel()
	for _, p := range house(t) {
		if wing, _, _ := strings.Cut(p.dir, "/"); wing != "law" && wing != "paper" {
			continue
		}
		for _, f := range p.files {
			if f.isTest {
				continue
			}
			for _, imported := range f.imports() {
				if why, ok := impure[imported]; ok && impureAllowed[p.dir+" "+imported] == "" {
					t.Errorf("%s imports %s: law and paper are pure, %s", f.name, imported, why)
				}
			}
			f.each(func(n ast.Node) {
				sel, ok := n.(*ast.SelectorExpr)
				if ok && isName(sel.X, "time") && slices.Contains(clocks, sel.Sel.Name) && impureAllowed[p.dir+" time"] == "" {
					t.Errorf("%s: time.%s: a rule is given its date", f.at(n), sel.Sel.Name)
				}
			})
		}
	}
}

// TestPackages holds every package to a comment and to a name that says
// something.
func TestPackages(t *testing.T) {
	t.Parallel()
	for _, p := range house(t) {
		comments := 0
		for _, f := range p.files {
			if f.isTest {
				continue
			}
			if f.tree.Doc != nil {
				comments++
				if text := f.tree.Doc.Text(); !strings.HasPrefix(text, "Package "+f.tree.Name.Name) && !strings.HasPrefix(text, "Command "+path.Base(p.dir)) {
					t.Errorf("%s: the package comment begins %.40q, want “Package %s” or “Command %s”", f.name, text, f.tree.Name.Name, path.Base(p.dir))
				}
			}
			if slices.Contains(banned, f.tree.Name.Name) {
				t.Errorf("%s: package %s: name it by what it is about", f.name, f.tree.Name.Name)
			}
		}
		if comments != 1 {
			t.Errorf("%s: %d package comments, want 1", p.dir, comments)
		}
		for folder := range strings.SplitSeq(p.dir, "/") {
			if slices.Contains(banned, folder) {
				t.Errorf("%s: folder %s: name it by what it is about", p.dir, folder)
			}
		}
	}
}

// TestDeclarations forbids init functions and asks for a comment on everything
// exported.
func TestDeclarations(t *testing.T) {
	t.Parallel()
	interfaces := 0
	for _, p := range house(t) {
		for _, f := range p.files {
			for _, decl := range f.tree.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s: an init function: work at start-up belongs to main", f.at(fn))
				}
				if f.isTest {
					continue
				}
				for _, name := range undocumented(decl) {
					t.Errorf("%s: %s is exported and has no comment", f.at(name), name.Name)
				}
			}
			if !f.isTest {
				f.each(func(n ast.Node) {
					if spec, ok := n.(*ast.TypeSpec); ok {
						if _, ok := spec.Type.(*ast.InterfaceType); ok {
							interfaces++
						}
					}
				})
			}
		}
	}
	if interfaces > maxInterfaces {
		t.Errorf("%d interfaces, want at most %d, each with two implementations", interfaces, maxInterfaces)
	}
}

// selfEvident are methods of the standard library's interfaces.
var selfEvident = []string{"Error", "Unwrap", "String"}

// undocumented lists what a declaration exports without a comment. The values of
// an enumeration need none of their own where the name says all: the comment of
// their type speaks for them.
func undocumented(decl ast.Decl) (names []*ast.Ident) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && !slices.Contains(selfEvident, d.Name.Name) {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		if isEnumeration(d) {
			return nil
		}
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					names = append(names, s.Name)
				}
			case *ast.ValueSpec: // a group's comment or one behind the name will do
				for _, name := range s.Names {
					if name.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						names = append(names, name)
					}
				}
			}
		}
	}
	return names
}

// isEnumeration is true for constants of a type that count up.
func isEnumeration(d *ast.GenDecl) bool {
	if d.Tok != token.CONST || len(d.Specs) < 2 {
		return false
	}
	first, second := d.Specs[0].(*ast.ValueSpec), d.Specs[1].(*ast.ValueSpec)
	return first.Type != nil && second.Values == nil
}

// exportedReceiver is true for a function and for a method that others can
// call by the name of its type.
func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			exported = exported || id.IsExported()
			return false
		}
		return true
	})
	return exported
}

// TestSizes keeps files and functions small enough to read at one go.
func TestSizes(t *testing.T) {
	t.Parallel()
	for _, p := range house(t) {
		for _, f := range p.files {
			if ast.IsGenerated(f.tree) {
				continue
			}
			if lines := f.line(f.tree.FileEnd); lines > maxFileLines {
				t.Errorf("%s has %d lines, want at most %d", f.name, lines, maxFileLines)
			}
			for _, decl := range f.tree.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				if lines := f.length(fn.Body); lines > maxFunctionLines {
					t.Errorf("%s: %s has %d lines without its tables, want at most %d", f.at(fn), fn.Name.Name, lines, maxFunctionLines)
				}
			}
		}
	}
}

// TestDependencies asks for one line on each direct module and each tool in
// docs/dependencies.md, and for no line on others.
func TestDependencies(t *testing.T) {
	t.Parallel()
	mod := readFile(t, "go.mod")
	direct := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^(?:require )?\s*([\w.-]+\.[\w./~-]+) v\S+$`).FindAllStringSubmatch(mod, -1) {
		direct[m[1]] = true
	}
	tools := regexp.MustCompile(`(?m)^tool\s+([\w./-]+)`).FindAllStringSubmatch(mod, -1)
	told := make(map[string]bool)
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(readFile(t, "docs/dependencies.md"), -1) {
		told[m[1]] = true
	}
	for _, tool := range tools {
		if !told[tool[1]] {
			t.Errorf("docs/dependencies.md says nothing of the tool %s", tool[1])
		}
		delete(told, tool[1])
	}
	for m := range direct {
		if !told[m] {
			t.Errorf("docs/dependencies.md says nothing of %s: what for, why not ourselves, licence, what if it dies", m)
		}
	}
	for m := range told {
		if !strings.Contains(mod, "\t"+m+" v") {
			t.Errorf("docs/dependencies.md has a line on %s, which go.mod does not require", m)
		}
	}
	if len(direct) > maxDirectModules {
		t.Errorf("%d direct modules, want at most %d", len(direct), maxDirectModules)
	}
}

// TestThirdParty asks of everything by others its licence, version and hash.
func TestThirdParty(t *testing.T) {
	t.Parallel()
	folders, err := os.ReadDir("third_party")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		dir := filepath.Join("third_party", folder.Name())
		readFile(t, filepath.Join(dir, "LICENSE"))
		for _, word := range []string{"Version", "Licence", "SHA-256"} {
			if readme := readFile(t, filepath.Join(dir, "README.md")); !strings.Contains(readme, word) {
				t.Errorf("%s/README.md does not give the %s", dir, word)
			}
		}
		sums := sumsOf(t, filepath.Join(dir, "SHA256SUMS"))
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if ours := []string{".go", ".sh", ".py", ".md", ".sha256"}; file.Name() == "LICENSE" || file.Name() == "SHA256SUMS" || slices.Contains(ours, filepath.Ext(file.Name())) {
				continue
			}
			got := fmt.Sprintf("%x", sha256.Sum256([]byte(readFile(t, filepath.Join(dir, file.Name())))))
			if want := sums[file.Name()]; got != want {
				t.Errorf("%s/%s has SHA-256 %s, SHA256SUMS says %q", dir, file.Name(), got, want)
			}
		}
	}
}

// sumsOf reads the output of sha256sum.
func sumsOf(t *testing.T, name string) map[string]string {
	t.Helper()
	sums := make(map[string]string)
	for line := range strings.Lines(readFile(t, name)) {
		fields := strings.Fields(line)
		if len(fields) != 2 {
			t.Fatalf("%s: %q, want a hash and a name", name, line)
		}
		if _, err := hex.DecodeString(fields[0]); err != nil {
			t.Fatalf("%s: %q: %v", name, line, err)
		}
		sums[strings.TrimPrefix(fields[1], "*")] = fields[0]
	}
	return sums
}

// A room is a folder with Go files.
type room struct {
	dir   string // from the module's root, with slashes
	files []*sourceFile
}

// A sourceFile is one Go file, parsed.
type sourceFile struct {
	name   string
	isTest bool
	set    *token.FileSet
	tree   *ast.File
}

// house parses every package of the module but this one.
func house(t *testing.T) []*room {
	t.Helper()
	var rooms []*room
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go" || filepath.Dir(name) == ".":
			return nil
		}
		f, err := parseFile(name)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(name))
		if len(rooms) == 0 || rooms[len(rooms)-1].dir != dir {
			if i := slices.IndexFunc(rooms, func(r *room) bool { return r.dir == dir }); i >= 0 {
				rooms[i].files = append(rooms[i].files, f)
				return nil
			}
			rooms = append(rooms, &room{dir: dir})
		}
		last := rooms[len(rooms)-1]
		last.files = append(last.files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rooms
}

func parseFile(name string) (*sourceFile, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	return &sourceFile{name: filepath.ToSlash(name), isTest: strings.HasSuffix(name, "_test.go"), set: set, tree: tree}, nil
}

func (f *sourceFile) imports() (paths []string) {
	for _, spec := range f.tree.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
		paths = append(paths, imported)
	}
	return paths
}

func (f *sourceFile) each(visit func(ast.Node)) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if n != nil {
			visit(n)
		}
		return true
	})
}

func (f *sourceFile) line(pos token.Pos) int { return f.set.Position(pos).Line }

func (f *sourceFile) at(n ast.Node) string { return fmt.Sprintf("%s:%d", f.name, f.line(n.Pos())) }

// length counts the lines of a body without the lines inside its tables. A body
// that is one switch from words to values is a table itself.
func (f *sourceFile) length(body *ast.BlockStmt) int {
	if len(body.List) > 0 && isLookup(body.List[0]) {
		return 0
	}
	lines := f.line(body.End()) - f.line(body.Pos()) - 1
	ast.Inspect(body, func(n ast.Node) bool {
		if table, ok := n.(*ast.CompositeLit); ok {
			lines -= max(0, f.line(table.Rbrace)-f.line(table.Lbrace)-1)
			return false
		}
		return true
	})
	return lines
}

// isLookup is true for a switch each of whose cases returns one name or literal.
func isLookup(stmt ast.Stmt) bool {
	sw, ok := stmt.(*ast.SwitchStmt)
	if !ok {
		return false
	}
	return !slices.ContainsFunc(sw.Body.List, func(c ast.Stmt) bool {
		body := c.(*ast.CaseClause).Body
		if len(body) != 1 {
			return true
		}
		ret, ok := body[0].(*ast.ReturnStmt)
		if !ok || len(ret.Results) != 1 {
			return true
		}
		switch ret.Results[0].(type) {
		case *ast.Ident, *ast.BasicLit:
			return false
		}
		return true
	})
}

func isName(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
