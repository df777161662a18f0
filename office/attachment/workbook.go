package attachment

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"gongkai/law/problem"
)

// The records of a workbook that the check looks at.
const (
	beginRecord    = 0x0809 // of the workbook and of every sheet
	endRecord      = 0x000a
	sheetRecord    = 0x0085 // where a sheet begins and what it is
	passwordRecord = 0x002f
)

// What a sheet is.
const (
	macroSheet  = 0x01 // in its entry; functions of Excel 4.0 that run
	moduleSheet = 0x06 // in its entry; Visual Basic of Excel 5.0
	macroBegins = 0x0040
	moduleIs    = 0x0006
)

// mostWorkbooks is how many a file may hold, each of which is read through.
const mostWorkbooks = 32

// checkWorkbooks refuses a compound file in which a workbook holds a sheet of
// macros. Such a sheet is told from others only inside the workbook, by the
// workbook's list of sheets and by how the sheet begins.
//
// A document may hold the traces of a workbook that is no longer there; a
// workbook itself has to be.
func checkWorkbooks(ctx context.Context, r io.ReaderAt, size int64, required bool) error {
	c, entries, err := openCompound(r, size)
	if err != nil {
		return damaged(err)
	}
	found := 0
	for _, e := range entries {
		if e.object != streamObject || e.name != "workbook" && e.name != "book" {
			continue
		}
		if found++; found > mostWorkbooks {
			return embedded()
		}
		s, err := c.open(e)
		if err == nil {
			err = checkWorkbook(ctx, s)
		}
		if err != nil {
			return asProblem(err)
		}
	}
	if required && found == 0 {
		return damaged(errCompound)
	}
	return nil
}

func checkWorkbook(ctx context.Context, s *compoundStream) error {
	in := bufio.NewReader(&cancelled{ctx, io.NewSectionReader(s, 0, s.length())})
	var head [4]byte
	for first := true; ; first = false {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return fmt.Errorf("read workbook: %w", err)
		}
		kind, length := binary.LittleEndian.Uint16(head[:]), int(binary.LittleEndian.Uint16(head[2:]))
		switch {
		case first && kind != beginRecord:
			return errors.New("a workbook without a beginning")
		case kind == passwordRecord:
			return at(problem.Invalid("工作簿设有密码或者保护，里面有没有宏无法检查"), "请取消密码和保护后另存，再上传")
		case kind == endRecord:
			return nil
		case kind == sheetRecord && length >= 6:
			var entry [6]byte
			if _, err := io.ReadFull(in, entry[:]); err != nil {
				return fmt.Errorf("read workbook: %w", err)
			}
			if err := checkSheet(s, int64(binary.LittleEndian.Uint32(entry[:])), entry[5]); err != nil {
				return err
			}
			length -= len(entry)
		}
		if _, err := in.Discard(length); err != nil {
			return fmt.Errorf("read workbook: %w", err)
		}
	}
}

// checkSheet refuses a sheet of macros, said to be one in the list or where it
// begins.
func checkSheet(s *compoundStream, offset int64, listed byte) error {
	var begin [8]byte
	if _, err := s.ReadAt(begin[:], offset); err != nil {
		return fmt.Errorf("read sheet: %w", err)
	}
	is := binary.LittleEndian.Uint16(begin[6:])
	if begin[0] != beginRecord&0xff {
		return errors.New("a sheet without a beginning")
	}
	if listed == macroSheet || listed == moduleSheet || is == macroBegins || is == moduleIs {
		return macros()
	}
	return nil
}
