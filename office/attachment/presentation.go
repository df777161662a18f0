package attachment

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"gongkai/law/problem"
)

// A presentation of the older PowerPoint keeps its macros, controls and embedded
// objects not in storages of the compound file but in records of its one stream:
// each is a compound file of its own, packed by zlib or not. A presentation
// finds them by a list of offsets, so that one may lie anywhere, also within
// another record; the check looks at every place where one could begin.
const (
	storageRecord = 0x1011 // a compound file: macros, a control, an object
	controlRecord = 0x0fee // a control (ActiveX)
	lockedRecord  = 0x2f14 // how the other records are encrypted
	recordHead    = 8
	controlAtom   = 0x0ffb << 16 // how the first record within a control begins
)

// lockedToken stands in the stream “Current User” of a presentation behind a
// password.
const lockedToken = 0xf3d1c4df

// Bounds of the objects within one file.
const (
	maxObject  = 16 << 20 // bytes of one, unpacked; it is kept in memory
	maxObjects = 512
	maxPlaces  = 8192 // where one could begin but does not
	maxDepth   = 3    // objects within objects
)

// checkPresentations refuses a compound file in which a presentation holds
// macros, a control, a file, or what cannot be looked into.
func (o *objects) checkPresentations(ctx context.Context, r io.ReaderAt, size int64, required bool) error {
	c, entries, err := openCompound(r, size)
	if err != nil {
		return damaged(err)
	}
	found := 0
	for _, e := range entries {
		isPresentation := e.name == "powerpoint document"
		if e.object != streamObject || !isPresentation && e.name != "current user" {
			continue
		}
		s, err := c.open(e)
		if err != nil {
			return damaged(err)
		}
		if !isPresentation {
			if isLockedUser(s) {
				return locked()
			}
			continue
		}
		if found++; found > mostWorkbooks {
			return embedded(o.within...)
		}
		if err := o.checkPresentation(ctx, s); err != nil {
			return asProblem(err)
		}
	}
	if required && found == 0 {
		return damaged(errCompound)
	}
	return nil
}

// isLockedUser says that a stream “Current User” tells of a password.
func isLockedUser(s *compoundStream) bool {
	var atom [16]byte
	_, err := s.ReadAt(atom[:], 0)
	return err == nil && binary.LittleEndian.Uint32(atom[12:]) == lockedToken
}

// An objects counts the compound files within one file.
type objects struct {
	unpacking
	within               []string // the part of an archive they are in
	depth, found, places int
	zip                  io.ReadCloser // used again
	content              bytes.Buffer  // of one, used again
}

// checkPresentation looks for records at every byte: their heads lie anywhere.
func (o *objects) checkPresentation(ctx context.Context, s *compoundStream) error {
	const step = 64 << 10
	block := make([]byte, step+recordHead+8)
	for at := int64(0); at < s.length(); at += step {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("check attachment: %w", err)
		}
		n, err := s.ReadAt(block, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read presentation: %w", err)
		}
		clear(block[n:])
		for i := 2; i < step+2 && i < n; i++ { // i is where the kind of a record stands
			if block[i+1] != storageRecord>>8 && block[i+1] != lockedRecord>>8 && block[i+1] != controlRecord>>8 {
				continue
			}
			if err := o.checkRecord(ctx, s, block[i-2:], at+int64(i)-2); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkRecord looks at a place where a record could begin with head.
func (o *objects) checkRecord(ctx context.Context, s *compoundStream, head []byte, at int64) error {
	version, length := binary.LittleEndian.Uint16(head), int64(binary.LittleEndian.Uint32(head[4:]))
	isContainer := version == 0x000f && length > 0 && length <= s.length()-at-recordHead
	switch binary.LittleEndian.Uint16(head[2:]) {
	case lockedRecord:
		if isContainer {
			return locked()
		}
	case controlRecord:
		if isContainer && binary.LittleEndian.Uint32(head[recordHead:]) == controlAtom {
			return macros()
		}
	case storageRecord:
		return o.checkStorage(ctx, s, head[recordHead:], at+recordHead, length)
	}
	return nil
}

// checkStorage looks at the compound file in a record, if one is there: packed,
// behind four bytes with its size, or as it is.
func (o *objects) checkStorage(ctx context.Context, s *compoundStream, head []byte, at, length int64) error {
	if bytes.HasPrefix(head, []byte(compoundSignature)) {
		return o.check(ctx, io.NewSectionReader(s, at, min(length, s.length()-at)))
	}
	if zip := binary.BigEndian.Uint16(head[4:]); zip>>8&0xf != 8 || zip%31 != 0 {
		return nil
	}
	if o.places++; o.places > maxPlaces {
		return errors.New("too many places where an object could begin")
	}
	in, err := o.unpack(bufio.NewReaderSize(io.NewSectionReader(s, at+4, s.length()-at-4), 512))
	if err != nil {
		return nil // not packed: chance has written the head of a record
	}
	begins := make([]byte, len(compoundSignature))
	if _, err := io.ReadFull(in, begins); err != nil || string(begins) != compoundSignature {
		return nil
	}
	return o.check(ctx, io.MultiReader(bytes.NewReader(begins), in))
}

// unpack reads what is packed by zlib, with the same reader each time: making
// one costs more than looking at eight bytes.
func (o *objects) unpack(from io.Reader) (io.Reader, error) {
	if o.zip == nil {
		in, err := zlib.NewReader(from)
		if err == nil {
			o.zip = in
		}
		return in, err
	}
	return o.zip, o.zip.(zlib.Resetter).Reset(from, nil)
}

// check takes a compound file within another apart as if it stood alone, and
// refuses the one that is itself a file somebody could open.
func (o *objects) check(ctx context.Context, in io.Reader) error {
	if o.found++; o.found > maxObjects || o.depth == maxDepth {
		return embedded(o.within...)
	}
	content, err := o.keep(in)
	if err != nil {
		return err
	}
	c, err := readCompound(ctx, bytes.NewReader(content))
	switch {
	case err != nil:
		return err
	case c.isLocked:
		return locked()
	case c.hasMacros:
		return macros()
	case c.hasPackage:
		return embedded(o.within...)
	}
	r, size := bytes.NewReader(content), int64(len(content))
	if c.holds(xlsFile) {
		if err := checkWorkbooks(ctx, r, size, false); err != nil {
			return err
		}
	}
	if !c.holds(pptFile) {
		return nil
	}
	deeper := &objects{unpacking: o.unpacking, within: o.within, depth: o.depth + 1, found: o.found, places: o.places}
	err = deeper.checkPresentations(ctx, r, size, false)
	o.unpacking, o.found, o.places = deeper.unpacking, deeper.found, deeper.places
	return err
}

// keep reads a compound file into memory. What is torn is kept as far as it
// goes: whoever opens it may be as patient.
func (o *objects) keep(in io.Reader) ([]byte, error) {
	o.content.Reset()
	_, err := o.content.ReadFrom(&unpackReader{in: io.LimitReader(in, maxObject+1), u: &o.unpacking})
	if p := (*problem.Error)(nil); errors.As(err, &p) {
		return nil, err
	}
	if o.content.Len() > maxObject {
		return nil, embedded(o.within...)
	}
	return o.content.Bytes(), nil
}
