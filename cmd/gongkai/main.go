// Command gongkai reads, checks, writes, rolls up and compares annual reports
// on open government information (政府信息公开工作年度报告), counts working days and
// reckons when the reply to an application is due; these commands need no
// database, no server and no network. It serves
// the office that makes such reports and the public that reads them, and
// migrates, verifies, backs up and restores the office's records.
//
// Data goes to standard output; messages, in Chinese, to standard error. The
// exit status is 0 when all is well, 1 when a report has a finding of severity
// error or kept records are not what was written, 2 when something could not
// be done; of many files the highest.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
)

// Exit statuses, part of the command line's contract.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailed   = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// A command is one thing the program can do.
type command struct {
	words   string // as typed: "report check"
	summary string // one line for the list of commands
	help    string // how it is called, with examples
	run     func(c *call) int
}

// A call is one use of a command.
type call struct {
	args   []string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// fail tells a person what went wrong and returns the exit status for it.
func (c *call) fail(format string, args ...any) int {
	fmt.Fprintf(c.stderr, format+"\n", args...)
	return exitFailed
}

// unwritten tells that standard output takes nothing more.
func (c *call) unwritten() int { return c.fail("结果写不出去，请检查磁盘空间。") }

// commands lists every command in the order of the help.
func commands() []command {
	return []command{checkCommand, renderCommand, rollupCommand, compareCommand, reportVerifyCommand, workdayCommand, clockCommand,
		serveCommand, migrateCommand, verifyCommand, backupCommand, restoreCommand, userAddCommand, userResetCommand, userListCommand, versionCommand}
}

// run finds the command named by the first words of args and runs it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// Most of a run is decoding into short-lived values; a larger heap between
	// collections is worth more here than a small one.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	c := &call{stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) > 0 && args[0] == "help" { // as people know it from other programs
		args = append(slices.Clone(args[1:]), "--help")
	}
	if len(args) == 1 && (args[0] == "--version" || args[0] == "-version" || args[0] == "-v") {
		args = []string{versionCommand.words}
	}
	for _, cmd := range commands() {
		rest, ok := cutWords(args, cmd.words)
		switch {
		case ok && asksHelp(rest):
			return c.print(cmd.help)
		case ok:
			c.args = rest
			return cmd.run(c)
		}
	}
	return c.withoutCommand(args)
}

// withoutCommand answers a call that names no command: with the list of them,
// or of those that begin with the word typed.
func (c *call) withoutCommand(args []string) int {
	words := args[:min(2, len(args))]
	group := len(words) > 0 && isGroup(words[0])
	switch {
	case len(args) == 0 || isHelp(words[0]):
		return c.print(usage(""))
	case group && len(words) > 1 && isHelp(words[1]):
		return c.print(usage(words[0]))
	case group && len(words) == 1:
		return c.fail("请写明要做什么。\n\n%s", usage(words[0]))
	case group:
		return c.fail("没有“%s”这个命令。%s\n\n%s", strings.Join(words, " "), nearest(words[1]), usage(words[0]))
	}
	return c.fail("没有“%s”这个命令。%s\n\n%s", words[0], nearest(words[0]), usage(""))
}

// nearest asks whether a command was meant whose last word is nearly the one
// typed; "" when none is.
func nearest(word string) string {
	for _, cmd := range commands() {
		last := cmd.words[strings.LastIndexByte(cmd.words, ' ')+1:]
		if edits(word, last) <= 2 {
			return "您是不是要写“" + cmd.words + "”？"
		}
	}
	return ""
}

// edits counts the letters to change, add, drop or swap to make a into b.
func edits(a, b string) int {
	above, before := make([]int, len(b)+1), make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		above, before, row = before, row, above
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := before[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, before[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], above[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// isGroup says that commands begin with the word, as report check does.
func isGroup(word string) bool {
	return slices.ContainsFunc(commands(), func(cmd command) bool { return strings.HasPrefix(cmd.words, word+" ") })
}

// asksHelp says that a command's help is wanted: asked for first, or by an
// option among the files.
func asksHelp(args []string) bool {
	for i, arg := range args {
		switch {
		case arg == "--":
			return false
		case i == 0 && arg == "help", arg == "--help", arg == "-help", arg == "-h":
			return true
		}
	}
	return false
}

// print puts a text on standard output.
func (c *call) print(text string) int {
	if _, err := io.WriteString(c.stdout, text); err != nil {
		return c.unwritten()
	}
	return exitClean
}

func isHelp(arg string) bool {
	return arg == "-h" || arg == "--help" || arg == "-help" || arg == "help"
}

func cutWords(args []string, words string) ([]string, bool) {
	want := strings.Fields(words)
	if len(args) < len(want) {
		return nil, false
	}
	for i, w := range want {
		if args[i] != w {
			return nil, false
		}
	}
	return args[len(want):], true
}

// usage lists the commands, or those that begin with the word.
func usage(word string) string {
	var b strings.Builder
	b.WriteString("gongkai 公开 — 政府信息公开工作年度报告的编制和发布，以及读取、核对、排版、汇总和比较\n\n用法：\n")
	for _, cmd := range commands() {
		if strings.HasPrefix(cmd.words, word) {
			fmt.Fprintf(&b, "  gongkai %-16s%s\n", cmd.words, cmd.summary)
		}
	}
	b.WriteString("\n例子：\n  gongkai report check 2024年报.docx\n  gongkai report check --help\n\n每个命令后加 --help 看用法和例子。\n")
	return b.String()
}

// errUsage is a command line that cannot be understood; its message has been
// printed.
var errUsage = errors.New("usage")
