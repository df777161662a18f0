package desk

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/web"
)

// groups are the cells of a chapter to be decided: those in doubt, and the one
// that the person asked for.
func (l *liveReport) groups(chapter string, asked report.Code, mayEdit bool) (all []checkGroup) {
	open := l.Adoption.Undecided()
	if !mayEdit {
		asked = ""
	}
	if l.Report.Edition.Has(asked) && chapterOf(string(asked)) == chapter && !slices.ContainsFunc(open, func(x filing.Doubt) bool { return x.Code == asked }) {
		open = append([]filing.Doubt{{Code: asked, Why: []string{"由您选来更正的一格。"}}}, open...)
	}
	for _, x := range open {
		if chapterOf(string(x.Code)) != chapter {
			continue
		}
		if last := len(all) - 1; last < 0 || !slices.Equal(all[last].Why, x.Why) || all[last].Found != x.Found {
			all = append(all, checkGroup{ID: "why." + string(x.Code), Why: x.Why, Found: x.Found, told: strings.Contains(strings.Join(x.Why, ""), "“"+x.Found+"”")})
		}
		g := &all[len(all)-1]
		g.Lines = append(g.Lines, l.lineOf(x.Code))
	}
	for i := range all {
		if all[i].All = l.allAtOnce(all[i].Lines); all[i].told {
			all[i].Found = ""
		}
	}
	return all
}

// checkTable lays the table of a chapter out, each cell in doubt with the way to
// where it is decided, each other with the way to having it asked.
func (l *liveReport) checkTable(chapter string, groups []checkGroup) *web.Table {
	asked := map[report.Code]int{}
	for _, g := range groups {
		for _, line := range g.Lines {
			asked[line.Code] = len(asked) + 1
		}
	}
	dress := func(code report.Code, figure report.Figure, cell *web.TableCell) {
		if n := asked[code]; n > 0 {
			cell.Refs = []web.Link{{Text: strconv.Itoa(n), Address: "#" + checkLine{Code: code}.ID()}}
			cell.RefSays = "（请核对）"
			cell.AddClass("warn")
			return
		}
		cell.Address = l.madeOf(code, figure, cell.IsZero)
		if _, ok := l.Adoption.Decisions[code]; ok {
			cell.AddClass("old")
		}
	}
	for _, t := range web.Tables(l.Report, true, dress) {
		if t.Chapter == chapter {
			return t
		}
	}
	return nil
}

func (l *liveReport) lineOf(code report.Code) checkLine {
	label := l.Report.Edition.Label(code)
	line := checkLine{Code: code, Label: label, Read: filing.Words(l.Adoption.Read, code),
		Choice: web.Field{Control: web.SelectControl, Name: choicePrefix + string(code), Label: "核对结果：" + label},
		Input:  web.Field{Name: figurePrefix + string(code), Label: "改为：" + label, Mode: "decimal"}}
	as := "与原报告一致"
	if l.Adoption.Read.Figure(code).Mark == report.Absent {
		as = "原报告没有这一格"
	}
	line.Choice.Options = []web.Option{{Value: "", Label: "还没有核对"}, {Value: string(filing.AsRead), Label: as}, {Value: string(filing.Corrected), Label: "改为所填的数"}, {Value: string(filing.Emptied), Label: "原报告是空白"}}
	if decision, ok := l.Adoption.Decisions[code]; ok {
		line.Now, line.Choice.Value = decision.Says(), string(decision.Choice)
		if decision.Choice == filing.Corrected {
			line.Input.Value = decision.Value.String()
		}
	}
	return line
}

// allAtOnce are the buttons that decide all cells of a group alike.
func (l *liveReport) allAtOnce(lines []checkLine) []web.Option {
	if len(lines) < 2 {
		return nil
	}
	absent := 0
	for _, line := range lines {
		if l.Adoption.Read.Figure(line.Code).Mark == report.Absent {
			absent++
		}
	}
	first := ":" + string(lines[0].Code)
	switch {
	case absent == 0:
		return []web.Option{{Value: string(filing.AsRead) + first, Label: fmt.Sprintf("这%d格都与原报告一致", len(lines))}}
	case absent == len(lines):
		return []web.Option{{Value: string(filing.AsRead) + first, Label: fmt.Sprintf("原报告没有这%d格", len(lines))},
			{Value: string(filing.Emptied) + first, Label: fmt.Sprintf("这%d格原报告都是空白", len(lines))}}
	}
	return nil
}

// decided lists what was decided of a chapter's cells.
func (l *liveReport) decided(chapter string, mayEdit bool) (all []decidedLine) {
	for _, code := range l.Report.Edition.Codes() {
		x, ok := l.Adoption.Decisions[code]
		if !ok || chapterOf(string(code)) != chapter {
			continue
		}
		line := decidedLine{Label: l.Report.Edition.Label(code), Cell: "#" + string(code), Was: x.Was, Says: x.Says(), Source: x.Source, By: x.By, Day: x.On.Chinese()}
		if mayEdit {
			line.Again = l.decideAddress(code)
		}
		all = append(all, line)
	}
	return all
}

// decideAddress is where one cell is decided, whether or not it is in doubt.
func (l *liveReport) decideAddress(code report.Code) string {
	return l.checkAddress(chapterOf(string(code))) + "?cell=" + url.QueryEscape(string(code)) + "#doubts"
}
