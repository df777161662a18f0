package main

import (
	"fmt"
	"strings"
)

// flags are the options of one call. Options may stand before, between and
// behind the files, as people type them; "--" ends them.
type flags struct {
	bools   map[string]*bool
	strings map[string]*string
}

// parse sorts a command line into options and files.
func (f flags) parse(c *call) (files []string, err error) {
	args := c.args
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			return append(files, args...), nil
		}
		if len(arg) < 2 || arg[0] != '-' {
			files = append(files, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if b, ok := f.bools[name]; ok && !hasValue {
			*b = true
			continue
		}
		s, ok := f.strings[name]
		if !ok {
			fmt.Fprintf(c.stderr, "不认识选项“%s”。加 --help 看用法。\n", arg)
			return nil, errUsage
		}
		if !hasValue {
			if len(args) == 0 {
				fmt.Fprintf(c.stderr, "选项“%s”后面要写内容。加 --help 看用法。\n", arg)
				return nil, errUsage
			}
			value, args = args[0], args[1:]
		}
		*s = value
	}
	return files, nil
}
