package attachment

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// checkText accepts what is text from beginning to end, in UTF-8 or GB18030.
func checkText(ctx context.Context, r io.ReaderAt, size int64) (kind, error) {
	for _, encoding := range []struct {
		kind kind
		is   func(*bufio.Reader) (bool, error)
	}{{utf8File, isUTF8}, {gbFile, isGB18030}} {
		ok, err := encoding.is(bufio.NewReaderSize(&cancelled{ctx, io.NewSectionReader(r, 0, size)}, 64<<10))
		switch {
		case err != nil:
			return kind{}, fmt.Errorf("read attachment: %w", err)
		case ok:
			return encoding.kind, nil
		}
	}
	return kind{}, refuse("")
}

// isUTF8 reads until something is not UTF-8, or not text.
func isUTF8(r *bufio.Reader) (bool, error) {
	for {
		c, n, err := r.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case c == utf8.RuneError && n == 1, isControl(c):
			return false, nil
		}
	}
}

// isControl says that a character has no place in text.
func isControl(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a || c == 0x7f
}

// isGB18030 reads until something is not GB18030, or not text. A character has
// one byte, two, or four.
func isGB18030(r *bufio.Reader) (bool, error) {
	for {
		b, err := r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case b < 0x80:
			if isControl(rune(b)) {
				return false, nil
			}
			continue
		case b == 0x80 || b == 0xff:
			return false, nil
		}
		if ok, err := gbRest(r); !ok {
			return false, err
		}
	}
}

// gbRest reads what follows the first byte of a character of two or four bytes.
func gbRest(r *bufio.Reader) (bool, error) {
	second, err := r.ReadByte()
	switch {
	case err != nil:
		return false, unlessEnd(err)
	case second < '0' || second > '9':
		return second >= 0x40 && second != 0x7f && second != 0xff, nil
	}
	third, err := r.ReadByte()
	if err != nil {
		return false, unlessEnd(err)
	}
	fourth, err := r.ReadByte()
	if err != nil {
		return false, unlessEnd(err)
	}
	return third >= 0x81 && third <= 0xfe && fourth >= '0' && fourth <= '9', nil
}

func unlessEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// A cancelled reader stops when its context does.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
