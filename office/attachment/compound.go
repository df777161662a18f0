package attachment

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// compoundSignature begins the older files of Office (OLE compound files).
const compoundSignature = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// entryBytes is the size of an entry in a compound file's table of contents.
// Sectors are multiples of it, so each entry begins at a multiple of it,
// whatever the chains say; a chain that leads in circles does no harm.
const entryBytes = 128

// A compound is what the table of contents of a compound file tells.
type compound struct {
	kinds      []kind // more than one where a document holds a table, or the reverse
	hasMacros  bool
	hasPackage bool // a file within the file
	isLocked   bool
}

// readCompound looks at every place where an entry of the table may stand.
func readCompound(ctx context.Context, r io.Reader) (c compound, err error) {
	block := make([]byte, 512*entryBytes)
	for {
		n, err := io.ReadFull(r, block)
		for i := 0; i+entryBytes <= n; i += entryBytes {
			c.note(entryName(block[i : i+entryBytes]))
		}
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return c, nil
		case err != nil:
			return c, err
		case ctx.Err() != nil:
			return c, fmt.Errorf("check attachment: %w", ctx.Err())
		}
	}
}

// entryName returns the name of an entry in lower case, "" where there is none.
func entryName(entry []byte) string {
	length := int(binary.LittleEndian.Uint16(entry[64:]))
	object := entry[66]
	if length < 4 || length > 64 || length%2 != 0 || (object != 1 && object != 2 && object != 5) {
		return ""
	}
	units := make([]uint16, length/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	if units[len(units)-1] != 0 {
		return ""
	}
	return strings.ToLower(string(utf16.Decode(units[:len(units)-1])))
}

// compoundKinds are the streams that hold a document, a workbook, a
// presentation.
var compoundKinds = map[string]kind{"worddocument": docFile, "workbook": xlsFile, "book": xlsFile, "powerpoint document": pptFile}

func (c *compound) note(name string) {
	if k, ok := compoundKinds[name]; ok && !c.holds(k) {
		c.kinds = append(c.kinds, k)
	}
	switch name {
	case "_vba_project", "_vba_project_cur", "vba", "macros":
		c.hasMacros = true
	case "\x01ole10native", "package":
		c.hasPackage = true
	case "encryptedpackage", "encryptioninfo":
		c.isLocked = true
	}
}

func (c *compound) holds(k kind) bool {
	return slices.ContainsFunc(c.kinds, func(other kind) bool { return other.media == k.media })
}

// checkCompound takes a file of the older Office for what its table of contents
// says; among several kinds for the one that the extension names.
func checkCompound(ctx context.Context, l Limits, ext string, r io.ReaderAt, size int64) (kind, error) {
	c, err := readCompound(ctx, io.NewSectionReader(r, 0, size))
	switch {
	case err != nil:
		return kind{}, fmt.Errorf("read attachment: %w", err)
	case c.isLocked:
		return kind{}, locked()
	case c.hasMacros:
		return kind{}, macros()
	case len(c.kinds) == 0:
		return kind{}, refuse("不常见的Office文件或者安装程序")
	case c.hasPackage:
		return kind{}, embedded()
	case c.holds(xlsFile):
		if err := checkWorkbooks(ctx, r, size, len(c.kinds) == 1); err != nil {
			return kind{}, err
		}
	}
	if c.holds(pptFile) {
		o := &objects{unpacking: unpacking{limits: l, packed: size}}
		if err := o.checkPresentations(ctx, r, size, len(c.kinds) == 1); err != nil {
			return kind{}, err
		}
	}
	if i := slices.IndexFunc(c.kinds, func(k kind) bool { return slices.Contains(k.extensions, ext) }); i >= 0 {
		return c.kinds[i], nil
	}
	return c.kinds[0], nil
}
