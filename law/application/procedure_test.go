package application

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:generate go test -run ^TestProcedurePage$|^TestMatrix$ . -args -update

var update = flag.Bool("update", false, "write docs/procedure.md and the golden matrix")

// TestProcedure holds the table: every row cites or says why it does not, every
// step has a row, and a row of what ends the clock ends the case.
func TestProcedure(t *testing.T) {
	t.Parallel()
	for _, r := range procedure {
		if r.cite.Quotes() == (r.own != "") {
			t.Errorf("%s: it quotes %q and says %q; want exactly one", r.step.name(), r.cite.Quote, r.own)
		}
		if len(r.roles) == 0 || len(r.from) == 0 {
			t.Errorf("%s: roles %v, from %v", r.step.name(), r.roles, r.from)
		}
		if (r.effect == Ends) != (r.to == Replied || r.to == Closed) {
			t.Errorf("%s: effect %s, to %q", r.step.name(), r.effect, r.to)
		}
		if (r.effect == Stops) != (r.to == Correcting || r.to == AwaitingPayment) {
			t.Errorf("%s: effect %s, to %q", r.step.name(), r.effect, r.to)
		}
	}
	for _, s := range Steps() {
		if len(byName[s.name()]) == 0 || Verb(s) == "" {
			t.Errorf("%s: no row, or no verb", s.name())
		}
		if len(RolesOf(s.name())) == 0 {
			t.Errorf("%s: nobody may take it", s.name())
		}
	}
	for name := range byName {
		if !slices.ContainsFunc(Steps(), func(s Step) bool { return s.name() == name }) {
			t.Errorf("the procedure has a row of %s, which is no step", name)
		}
	}
}

// TestStates: every state can be reached from nothing, and left.
func TestStates(t *testing.T) {
	t.Parallel()
	reached := []State{""}
	for i := 0; i < len(reached); i++ {
		left := false
		for _, r := range procedure {
			if r.to == "" || !slices.Contains(r.from, reached[i]) {
				continue
			}
			left = true
			if !slices.Contains(reached, r.to) {
				reached = append(reached, r.to)
			}
		}
		if !left {
			t.Errorf("nothing leads out of %q", reached[i])
		}
	}
	for _, s := range States() {
		if !slices.Contains(reached, s) {
			t.Errorf("%s cannot be reached", s)
		}
	}
}

// TestPauseIsNoState: an open consultation changes nothing in who may do what.
func TestPauseIsNoState(t *testing.T) {
	t.Parallel()
	quiet := taken(t, "2024-03-04 receive channel=counter")
	paused := taken(t, "2024-03-04 receive channel=counter\n2024-03-06 consult third-party=甲公司")
	for _, s := range Steps() {
		for _, role := range Roles() {
			if a, b := Allows(s, role, quiet.State), Allows(s, role, paused.State); a != b {
				t.Errorf("%s by %s: %v, with a consultation %v", Name(s), role, a, b)
			}
		}
	}
	for _, s := range []Step{Comment{Text: "甲"}, Chase{Whom: "乙"}, Assign{Unit: "丙"}, Search{Where: "甲", By: "乙", Terms: "丙", Result: "丁"}} {
		if _, _, err := paused.Take(s, Env{On: paused.LastOn, Clock: national, Actor: Actor{Role: ByClerk, Account: 1}}); err != nil {
			t.Errorf("%s with an open consultation: %v", Name(s), err)
		}
	}
}

// taken is the case that a history comes to.
func taken(t *testing.T, history string) Case {
	t.Helper()
	h, err := ParseHistory([]byte(history))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := h.Run(national)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestMatrix shows in review every change in who may do what.
func TestMatrix(t *testing.T) {
	t.Parallel()
	golden(t, "testdata/matrix.golden", Matrix())
}

// TestProcedurePage keeps docs/procedure.md equal to what the code says.
func TestProcedurePage(t *testing.T) {
	t.Parallel()
	golden(t, filepath.Join("..", "..", "docs", "procedure.md"), procedurePage())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is stale; run: go generate ./law/application\n%s", path, diff)
	}
}

func procedurePage() string {
	var b strings.Builder
	b.WriteString("<!-- Generated from law/application/procedure.go by `go generate ./law/application`; do not edit. -->\n\n# 依申请公开的办理程序\n\n")
	b.WriteString("《政府信息公开条例》第四章在程序里是一张表（`law/application`）：什么步骤，由谁办，从什么状态到什么状态，对答复期限有什么作用，依据哪一句话。\n")
	b.WriteString("状态说明下一步该谁办；期限是否停止计算不是状态，征求意见期间其他步骤照常办理。期限由 `gongkai clock` 逐日说明。\n\n## 状态\n\n")
	b.WriteString(diagram())
	b.WriteString("\n| 状态 | 代号 | 下一步 |\n|---|---|---|\n")
	for _, s := range States() {
		next := (&Case{State: s}).Next().Label()
		if next == "" {
			next = "—"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", s.Label(), s, next)
	}
	b.WriteString("\n## 步骤\n\n| 步骤 | 代号 | 由谁 | 在什么状态 | 到什么状态 | 答复期限 | 依据 |\n|---|---|---|---|---|---|---|\n")
	for _, r := range Procedure() {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s | %s |\n", r.Verb, Name(r.Step), rolesOf(r.Roles), labels(r.From), orSame(r.To), r.Effect.Label(), basis(r))
	}
	b.WriteString("\n补正、缴费的第二行：再次收到或者结束以后收到的，如实登记，不影响期限。“不再处理”的两行，一行因逾期不补正，一行因逾期未缴费。\n")
	b.WriteString("\n## 收到申请之日\n\n| 渠道 | 代号 | 哪一天 | 依据 |\n|---|---|---|---|\n")
	for _, c := range Channels() {
		rule, cite := c.Rule()
		by := cite.String()
		if by == "" {
			by = "—"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", c.Label(), c, rule, by)
	}
	b.WriteString("\n## 办理结果\n\n每项内容一个决定，决定就是年度报告第三张表的一行。各项相同的，案件计入该行；既有公开的又有依据第十四条至第十六条不予公开的，计入部分公开；其他情形由签发人指明主要的一项。\n\n")
	b.WriteString("| 结果 | 代号 | 依据 | 须先有 |\n|---|---|---|---|\n")
	for _, g := range grounds {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", g.outcome.Label(), g.outcome, groundBasis(g), groundNeeds(g))
	}
	return b.String()
}

// diagram draws the states and what leads from one to another.
func diagram() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, s := range States() {
		fmt.Fprintf(&b, "  state \"%s\" as %s\n", s.Label(), s)
	}
	var lines []string
	for _, r := range procedure {
		for _, from := range r.from {
			if r.to == "" {
				continue
			}
			name := string(from)
			if from == "" {
				name = "[*]"
			}
			line := fmt.Sprintf("  %s --> %s: %s\n", name, r.to, Verb(r.step))
			if !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return b.String() + strings.Join(lines, "") + "```\n"
}

func labels(states []State) string {
	if len(states) == len(States()) {
		return "任何状态"
	}
	var all []string
	for _, s := range states {
		all = append(all, s.Label())
	}
	return strings.Join(all, "、")
}

func orSame(s State) string {
	if s == "" {
		return "不变"
	}
	return s.Label()
}

func basis(r Rule) string {
	if r.Basis == "" {
		return r.Words
	}
	return r.Basis + "：" + r.Words
}

func groundBasis(g ground) string {
	if len(g.articles) == 0 {
		return g.own
	}
	var all []string
	for _, a := range g.articles {
		all = append(all, a.String()+"：“"+a.Quote+"”")
	}
	return strings.Join(all, "<br>")
}

func groundNeeds(g ground) string {
	var all []string
	for _, need := range []struct {
		is   bool
		says string
	}{{g.reasons, "理由"}, {g.statute, "所依据的法律、行政法规"}, {g.search, "检索记录"}, {g.weighing, "衡量记录"}} {
		if need.is {
			all = append(all, need.says)
		}
	}
	switch g.outcome {
	case thirdPartyRights:
		all = append(all, "征求第三方意见")
	case StillUnclear:
		all = append(all, "补正")
	case excessive:
		all = append(all, "要求说明理由")
	}
	if len(all) == 0 {
		return "—"
	}
	return strings.Join(all, "、")
}

// TestDecode: every step survives its record, and half a record is refused.
func TestDecode(t *testing.T) {
	t.Parallel()
	for _, s := range Steps() {
		data, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decode(Name(s), data)
		if err != nil || !cmp.Equal(s, again) {
			t.Errorf("%s: %s is decoded as %+v, %v", Name(s), data, again, err)
		}
	}
	full := Draft{Decisions: []Decision{{Item: 1, Outcome: Granted, Articles: []string{"甲"}, Reasons: "乙"}}, Note: "丙"}
	data, err := Encode(full)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Decode("draft", data); err != nil || !cmp.Equal(Step(full), again) {
		t.Errorf("Decode(%s) = %+v, %v", data, again, err)
	}
	for _, bad := range []struct{ name, data string }{{"answer", "{}"}, {"extend", `{"weeks":2}`}, {"extend", `{"days":2}{}`}, {"extend", "["}} {
		if s, err := Decode(bad.name, []byte(bad.data)); err == nil {
			t.Errorf("Decode(%q, %s) = %+v, want an error", bad.name, bad.data, s)
		}
	}
}
