package attachment

import (
	"encoding/binary"
	"errors"
	"io"
)

// A compoundFile reads the streams of a compound file. Where a stream lies
// follows from the table of sectors, which is kept in memory: four bytes for
// each sector, none of which is smaller than 512.
type compoundFile struct {
	r     io.ReaderAt
	size  int64
	shift uint     // of the size of a sector
	next  []uint32 // the sector that follows each
	// The small streams lie in a stream of their own, in sectors of 64 bytes.
	small     *compoundStream
	smallNext []uint32
	cutoff    int64 // what is shorter is small
}

// A compoundEntry is an entry of the table of contents.
type compoundEntry struct {
	name   string // in lower case
	object byte   // what kind of thing it is
	first  uint32 // sector
	size   int64
}

const (
	streamObject = 2
	rootObject   = 5
	// lastSector is less than every mark that is no sector.
	lastSector = 0xfffffffa
	smallShift = 6
)

var errCompound = errors.New("a stream of the compound file leads nowhere")

func openCompound(r io.ReaderAt, size int64) (*compoundFile, []compoundEntry, error) {
	header := make([]byte, 512)
	if _, err := r.ReadAt(header, 0); err != nil {
		return nil, nil, errCompound
	}
	at := func(i int) uint32 { return binary.LittleEndian.Uint32(header[i:]) }
	c := &compoundFile{r: r, size: size, shift: uint(binary.LittleEndian.Uint16(header[30:])), cutoff: int64(at(56))}
	if c.shift != 9 && c.shift != 12 {
		return nil, nil, errCompound
	}
	if err := c.readNext(header[76:], at(68)); err != nil {
		return nil, nil, err
	}
	entries, err := c.entries(at(48))
	if err != nil || len(entries) == 0 || entries[0].object != rootObject {
		return nil, nil, errors.Join(errCompound, err)
	}
	root := entries[0]
	if root.size > 0 {
		if c.small, err = c.stream(root.first, root.size); err != nil {
			return nil, nil, err
		}
		table, err := c.stream(at(60), min(root.size, size)>>smallShift*4+512)
		if err != nil {
			return nil, nil, err
		}
		if c.smallNext, err = table.numbers(); err != nil {
			return nil, nil, err
		}
	}
	return c, entries, nil
}

// sectors is how many the file has.
func (c *compoundFile) sectors() int64 { return (c.size-1)>>c.shift + 1 }

func (c *compoundFile) sector(n uint32, into []byte) error {
	got, err := c.r.ReadAt(into, (int64(n)+1)<<c.shift)
	if n >= lastSector || err != nil && (!errors.Is(err, io.EOF) || got == 0) {
		return errCompound
	}
	return nil // the last may be cut off
}

// readNext reads the table of sectors. The first of its own sectors are named
// in the header, more of them in a chain.
func (c *compoundFile) readNext(named []byte, more uint32) error {
	block := make([]byte, 1<<c.shift)
	chain := make([]byte, 1<<c.shift)
	for passed := int64(0); ; passed++ {
		for ; len(named) >= 4; named = named[4:] {
			n := binary.LittleEndian.Uint32(named)
			if n >= lastSector {
				continue
			}
			if int64(len(c.next)) > c.sectors() {
				return errCompound
			}
			clear(block)
			if err := c.sector(n, block); err != nil {
				return err
			}
			c.next = appendNumbers(c.next, block)
		}
		if more >= lastSector {
			return nil
		}
		if err := c.sector(more, chain); err != nil || passed > c.sectors() {
			return errCompound
		}
		named = chain[:len(chain)-4]
		more = binary.LittleEndian.Uint32(chain[len(chain)-4:])
	}
}

func appendNumbers(to []uint32, block []byte) []uint32 {
	for ; len(block) >= 4; block = block[4:] {
		to = append(to, binary.LittleEndian.Uint32(block))
	}
	return to
}

// maxEntries bounds the table of contents that is looked through for streams.
const maxEntries = 100_000

func (c *compoundFile) entries(first uint32) (all []compoundEntry, _ error) {
	table, err := c.stream(first, c.size)
	if err != nil {
		return nil, err
	}
	entry := make([]byte, entryBytes)
	for off := int64(0); off < table.length() && len(all) < maxEntries; off += entryBytes {
		if _, err := table.ReadAt(entry, off); err != nil {
			return nil, err
		}
		e := compoundEntry{entryName(entry), entry[66], binary.LittleEndian.Uint32(entry[116:]), int64(binary.LittleEndian.Uint32(entry[120:]))}
		all = append(all, e)
	}
	return all, nil
}

// open returns a stream of the table of contents.
func (c *compoundFile) open(e compoundEntry) (*compoundStream, error) {
	switch {
	case e.size >= c.cutoff:
		return c.stream(e.first, e.size)
	case c.small == nil:
		return nil, errCompound
	}
	return c.chained(e.first, e.size, c.smallNext, smallShift, c.small)
}

func (c *compoundFile) stream(first uint32, size int64) (*compoundStream, error) {
	return c.chained(first, size, c.next, c.shift, headed{c.r, c.shift})
}

// chained follows a chain of sectors as far as the size needs it, or to its end
// where that comes first.
func (c *compoundFile) chained(first uint32, size int64, next []uint32, shift uint, r io.ReaderAt) (*compoundStream, error) {
	s := &compoundStream{r: r, shift: shift, size: size}
	for n := first; n < lastSector && s.length() < size; n = next[n] {
		if int64(n) >= int64(len(next)) || len(s.chain) > len(next) {
			return nil, errCompound
		}
		s.chain = append(s.chain, n)
	}
	return s, nil
}

// headed reads sectors, before the first of which stands the header.
type headed struct {
	r     io.ReaderAt
	shift uint
}

func (h headed) ReadAt(p []byte, off int64) (int, error) { return h.r.ReadAt(p, off+1<<h.shift) }

// A compoundStream is a stream read from where its sectors lie.
type compoundStream struct {
	r     io.ReaderAt
	shift uint
	chain []uint32
	size  int64
}

// length is what of the stream is there.
func (s *compoundStream) length() int64 { return min(s.size, int64(len(s.chain))<<s.shift) }

// ReadAt reads a part of the stream.
func (s *compoundStream) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		if at < 0 || at >= s.length() {
			return n, io.EOF
		}
		within := at & (1<<s.shift - 1)
		want := min(int64(len(p)-n), 1<<s.shift-within, s.length()-at)
		got, err := s.r.ReadAt(p[n:n+int(want)], int64(s.chain[at>>s.shift])<<s.shift+within)
		n += got
		if int64(got) < want {
			return n, errors.Join(io.ErrUnexpectedEOF, err)
		}
	}
	return n, nil
}

// numbers reads the stream as a table of sectors.
func (s *compoundStream) numbers() (all []uint32, _ error) {
	block := make([]byte, 4096)
	in := io.NewSectionReader(s, 0, s.length())
	for {
		n, err := io.ReadFull(in, block)
		all = appendNumbers(all, block[:n])
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return all, nil
		case err != nil:
			return nil, err
		}
	}
}
