package html

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gongkai/paper"
)

// decode turns the bytes of a page into text. The bytes decide: a page pasted
// from one system into another keeps the old declaration. The declaration
// counts only between the two Chinese families, and only where reading without
// it loses characters and reading with it does not. lost is how many characters
// could not be read.
func decode(data []byte) (text string, lost int) {
	if order := orderUTF16(data); order != nil {
		return decodeUTF16(data, order)
	}
	text, name := paper.Decode(data)
	if text == string(data) {
		return text, 0 // UTF-8 without a fault, as most pages
	}
	written := 0 // characters the page itself writes as unreadable
	if name == paper.UTF8 {
		written = bytes.Count(data, []byte("\uFFFD"))
	}
	if lost = paper.CountBroken(text) - written; lost == 0 {
		return text, 0
	}
	if e := declared(data); e != nil && (name == paper.GB18030 || name == paper.Big5) {
		if other, err := e.NewDecoder().Bytes(data); err == nil && !bytes.Contains(other, []byte("\uFFFD")) {
			return string(other), 0
		}
	}
	return text, lost
}

// orderUTF16 recognises UTF-16 without a byte order mark by its markup, every
// second byte of which is zero. It returns nil for anything else.
func orderUTF16(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 2048)]
	if bytes.IndexByte(head, 0) < 0 || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil
	}
	var little, big int
	for i := 0; i+1 < len(head); i += 2 {
		if head[i+1] == 0 && head[i] != 0 {
			little++
		} else if head[i] == 0 && head[i+1] != 0 {
			big++
		}
	}
	switch pairs := len(head) / 2; {
	case little > pairs/8 && little > 8*big:
		return binary.LittleEndian
	case big > pairs/8 && big > 8*little:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(data []byte, order binary.ByteOrder) (string, int) {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	text := string(utf16.Decode(units))
	return text, len(data)%2 + paper.CountBroken(text)
}

// declared returns the Chinese encoding the page declares in its first bytes,
// or nil.
func declared(data []byte) encoding.Encoding {
	head := bytes.ToLower(data[:min(len(data), 4096)])
	i := bytes.Index(head, []byte("charset"))
	if i < 0 {
		return nil
	}
	label := bytes.TrimLeft(head[i+len("charset"):], "= \t\r\n\"'")
	switch {
	case bytes.HasPrefix(label, []byte("gb")):
		return simplifiedchinese.GB18030
	case bytes.HasPrefix(label, []byte("big5")):
		return traditionalchinese.Big5
	}
	return nil
}
