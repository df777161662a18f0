// Command gongkai reads, checks, writes, rolls up and compares annual reports
// on open government information (政府信息公开工作年度报告), and counts working
// days. It needs no database, no server and no network.
//
// Data goes to standard output; messages, in Chinese, to standard error. The
// exit status is 0 when all is well, 1 when a report has a finding of severity
// error, 2 when something could not be done; of many files the highest.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
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

// commands lists every command in the order of the help.
func commands() []command {
	return []command{checkCommand, renderCommand, rollupCommand, compareCommand, workdayCommand}
}

// run finds the command named by the first words of args and runs it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	// Most of a run is decoding into short-lived values; a larger heap between
	// collections is worth more here than a small one.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	c := &call{stdin: stdin, stdout: stdout, stderr: stderr}
	if len(args) == 0 || isHelp(args[0]) {
		usage(stdout)
		return exitClean
	}
	for _, cmd := range commands() {
		rest, ok := cutWords(args, cmd.words)
		if !ok {
			continue
		}
		if len(rest) > 0 && isHelp(rest[0]) {
			fmt.Fprint(stdout, cmd.help)
			return exitClean
		}
		c.args = rest
		return cmd.run(c)
	}
	fmt.Fprintf(stderr, "没有“%s”这个命令。可用的命令：\n\n", strings.Join(args[:min(2, len(args))], " "))
	usage(stderr)
	return exitFailed
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

func usage(w io.Writer) {
	fmt.Fprint(w, "gongkai 公开 — 政府信息公开工作年度报告的读取、核对、排版、汇总和比较\n\n用法：\n")
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  gongkai %-16s%s\n", cmd.words, cmd.summary)
	}
	fmt.Fprint(w, "\n每个命令后加 --help 看用法和例子。\n")
}

// errUsage is a command line that cannot be understood; its message has been
// printed.
var errUsage = errors.New("usage")
