package gongkai_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A need is something a test may do without only by skipping itself.
type need struct {
	mark   string // a word of the skipping code that tells the need
	says   string // what it is and how to get it
	isHere func() bool
}

// shortMark stands for a call of testing.Short.
const shortMark = "testing.Short"

// postgresMark names the variable with the address of a server for tests.
const postgresMark = "GONGKAI_TEST_POSTGRES"

var needs = []need{
	{"GONGKAI_SHARED", "real reports, statutes and the generator: lay them into ../shared or name their folder in GONGKAI_SHARED", hasShared},
	{postgresMark, "PostgreSQL: name a server in GONGKAI_TEST_POSTGRES, as export GONGKAI_TEST_POSTGRES=$(.ci/postgres start FOLDER)", hasPostgres},
	{"generator", "the generator of test reports: ../shared/tools/gen.py and python3", func() bool { return hasShared() && hasProgram("python3")() }},
	{"python3", "python3", hasProgram("python3")},
	{"soffice", "soffice: apt-get install libreoffice-writer libreoffice-calc", hasProgram("soffice")},
	{"pdftotext", "pdftotext: apt-get install poppler-utils", hasProgram("pdftotext")},
	{"pdfinfo", "pdfinfo: apt-get install poppler-utils", hasProgram("pdfinfo")},
	{"pdffonts", "pdffonts: apt-get install poppler-utils", hasProgram("pdffonts")},
	{"chromium", "chromium: apt-get install chromium", hasProgram("chromium")},
	{shortMark, "time: run without -short", func() bool { return !testing.Short() }},
}

func hasProgram(name string) func() bool {
	return func() bool { _, err := exec.LookPath(name); return err == nil }
}

func hasPostgres() bool { return os.Getenv("GONGKAI_TEST_POSTGRES") != "" }

func hasShared() bool {
	folder := os.Getenv("GONGKAI_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "shared")
	}
	_, err := os.Stat(filepath.Join(folder, "reports"))
	return err == nil
}

// TestSkipped tells which tests skip themselves on this machine, and why. "go
// test ./..." hides what passing tests print; "go test" in this folder shows
// it. A test may skip itself only for one of the needs.
func TestSkipped(t *testing.T) {
	because := make(map[string][]string)
	for _, p := range house(t) {
		for name, marks := range skippers(p) {
			if len(marks) == 0 {
				t.Errorf("%s: %s skips itself for no need known in skipped_test.go", p.dir, name)
			}
			for _, n := range needs {
				if strings.HasPrefix(name, "Benchmark") || !marks[n.mark] || n.isHere() {
					continue
				}
				because[n.says] = append(because[n.says], p.dir+"."+name)
			}
		}
	}
	if len(because) == 0 {
		fmt.Println("No test is skipped here.")
	}
	for _, says := range slices.Sorted(maps.Keys(because)) {
		tests := slices.Compact(slices.Sorted(slices.Values(because[says])))
		fmt.Printf("Skipped for want of %s\n\t%s\n", says, strings.Join(tests, "\n\t"))
	}
}

// skippers finds the tests of a package that may skip themselves, with the
// marks of what they need.
func skippers(p *room) map[string]map[string]bool {
	functions := make(map[string]*ast.FuncDecl)
	for _, f := range p.files {
		for _, decl := range f.tree.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Body != nil && f.isTest {
				functions[fn.Name.Name] = fn
			}
		}
	}
	skip := make(map[string]map[string]bool)
	for name, fn := range functions {
		if callsSkip(fn) {
			skip[name] = marksIn(fn)
		}
	}
	for changed := true; changed; { // what calls a skipper is one
		changed = false
		for name, fn := range functions {
			for _, call := range callsOf(fn, skip) {
				if skip[name] == nil {
					skip[name] = make(map[string]bool)
					changed = true
				}
				before := len(skip[name])
				maps.Copy(skip[name], skip[call.Fun.(*ast.Ident).Name])
				for _, arg := range call.Args {
					maps.Copy(skip[name], marksIn(arg))
				}
				changed = changed || len(skip[name]) > before
			}
		}
	}
	maps.DeleteFunc(skip, func(name string, _ map[string]bool) bool {
		return !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Fuzz") && !strings.HasPrefix(name, "Benchmark")
	})
	return skip
}

// callsSkip says whether a function may skip a test. Passing over one made-up
// value of a property or a fuzz target skips no test.
func callsSkip(fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && isPerValue(call) {
			return false
		}
		if sel, ok := n.(*ast.SelectorExpr); ok && (slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) || asksPostgres(sel)) {
			found = true
		}
		return !found
	})
	return found
}

// asksPostgres is true for dbtest.Each, storetest.Each and db.Postgres: what
// uses them leaves PostgreSQL out where there is none.
func asksPostgres(sel *ast.SelectorExpr) bool {
	each := sel.Sel.Name == "Each" && (isName(sel.X, "dbtest") || isName(sel.X, "storetest"))
	return each || sel.Sel.Name == "Postgres" && isName(sel.X, "db")
}

func isPerValue(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && (sel.Sel.Name == "Fuzz" || isName(sel.X, "rapid") && sel.Sel.Name == "Check")
}

// callsOf lists the calls of the named functions inside fn.
func callsOf(fn *ast.FuncDecl, named map[string]map[string]bool) (calls []*ast.CallExpr) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && named[id.Name] != nil {
				calls = append(calls, call)
			}
		}
		return true
	})
	return calls
}

// marksIn finds the marks of needs in a piece of code: in its strings, and a call
// of testing.Short.
func marksIn(node ast.Node) map[string]bool {
	marks := make(map[string]bool)
	ast.Inspect(node, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && isName(sel.X, "testing") && sel.Sel.Name == "Short" {
			marks[shortMark] = true
		}
		if sel, ok := n.(*ast.SelectorExpr); ok && asksPostgres(sel) {
			marks[postgresMark] = true
		}
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, _ := strconv.Unquote(lit.Value) // the parser has checked it
		for _, n := range needs {
			if strings.Contains(text, n.mark) {
				marks[n.mark] = true
			}
		}
		return true
	})
	return marks
}
