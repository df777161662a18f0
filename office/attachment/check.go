package attachment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"gongkai/law/problem"
)

// headBytes is how much of a file is read to tell its kind.
const headBytes = 1024

// Check says which media type a file of size bytes has, or why it is not
// accepted: a problem for the person who sends it. The name must be clean, see
// [CleanName]. It reads r as often as it needs and keeps little of it.
func Check(ctx context.Context, l Limits, name string, r io.ReaderAt, size int64) (mediaType string, err error) {
	switch ext := extension(name); {
	case size <= 0:
		return "", at(problem.Invalid("文件是空的"), "请核对文件后重新上传")
	case size > l.Bytes:
		return "", tooLarge(size, l)
	case ext != "" && !isKnown(ext):
		return "", at(problem.Invalid("不接受扩展名是.%s的文件", ext), acceptable)
	}
	k, err := kindOf(ctx, l, extension(name), r, size)
	if err != nil {
		return "", err
	}
	if err := k.fits(name); err != nil {
		return "", err
	}
	return k.mediaOf(name), nil
}

// kindOf tells the kind of a file by how it begins, and checks the rest as that
// kind. The extension decides only where a file is of two kinds.
func kindOf(ctx context.Context, l Limits, ext string, r io.ReaderAt, size int64) (kind, error) {
	head := make([]byte, min(headBytes, size))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return kind{}, fmt.Errorf("read attachment: %w", err)
	}
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n\x00"), []byte("%PDF-")):
		return pdfFile, checkPDF(ctx, l, r, size)
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return checkArchive(ctx, l, r, size)
	case begins(compoundSignature):
		return checkCompound(ctx, l, ext, r, size)
	case begins("\xff\xd8\xff"), begins("\x89PNG\r\n\x1a\n"), begins("GIF87a"), begins("GIF89a"):
		return checkImage(l, io.NewSectionReader(r, 0, size))
	case begins("II*\x00"), begins("MM\x00*"):
		return tiffFile, checkTIFF(l, r, size)
	}
	if label := foreignLabel(head); label != "" {
		return kind{}, refuse(label)
	}
	return checkText(ctx, r, size)
}
