package attachment

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanName makes a name a browser sent fit to keep and to show: without the
// folders before it, without characters that cannot be seen or that turn the
// text around, without those a file system refuses, at most 120 characters long
// with its extension kept.
func CleanName(sent string) string {
	name := strings.ToValidUTF8(sent, "_")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(name, " .") // a leading dot hides a file, one behind is lost in Windows
	stem := strings.TrimSuffix(name, path.Ext(name))
	switch {
	case name == "":
		return "未命名"
	case !strings.Contains(name, ".") && isKnown(strings.ToLower(name)): // only an extension was left
		return "未命名." + name
	case slices.Contains(devices, strings.ToLower(stem)):
		name = "_" + name
	}
	return shorten(name, maxName)
}

// devices are names that Windows keeps for itself.
var devices = strings.Fields("con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

// shorten cuts a name to n characters before its extension.
func shorten(name string, n int) string {
	if utf8.RuneCountInString(name) <= n {
		return name
	}
	ext := []rune(path.Ext(name))
	if len(ext) > 10 {
		ext = nil
	}
	return string([]rune(name)[:n-len(ext)-1]) + "…" + string(ext)
}

// extension returns a name's extension in lower case, without the dot.
func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// Disposition returns the header Content-Disposition (RFC 6266) that makes a
// browser save a file under its name, never show it. Old browsers, which do not
// know filename*, get a name of ASCII.
func Disposition(name string) string {
	name = CleanName(name)
	return `attachment; filename="` + asciiName(name) + `"; filename*=UTF-8''` + percentEncode(name)
}

func asciiName(name string) string {
	ascii := strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r > '~':
			return -1
		case strings.ContainsRune(`"\%;`, r):
			return '_'
		}
		return r
	}, name)
	if strings.Trim(strings.TrimSuffix(ascii, path.Ext(ascii)), " .-_()") == "" {
		return "file" + path.Ext(ascii)
	}
	return strings.TrimSpace(ascii)
}

// percentEncode writes a name as the ext-value of RFC 8187.
func percentEncode(name string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + string(hexDigits[c>>4]) + string(hexDigits[c&15]))
	}
	return b.String()
}
