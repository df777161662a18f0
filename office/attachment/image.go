package attachment

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // registers the format
	_ "image/jpeg" // registers the format
	_ "image/png"  // registers the format
	"io"

	"gongkai/law/problem"
)

// checkImage reads what a picture says of itself, never the picture.
func checkImage(l Limits, r io.Reader) (kind, error) {
	config, format, err := image.DecodeConfig(r)
	if err != nil {
		return kind{}, damaged(err)
	}
	k := map[string]kind{"jpeg": jpegFile, "png": pngFile, "gif": gifFile}[format]
	return k, checkSides(l, int64(config.Width), int64(config.Height))
}

// checkSides bounds a picture: whoever opens it needs memory for all of it.
func checkSides(l Limits, width, height int64) error {
	switch {
	case width <= 0 || height <= 0:
		return damaged(errors.New("a picture without extent"))
	case width > int64(l.Side) || height > int64(l.Side) || width*height > l.Pixels:
		return at(problem.TooLarge("图片有%d×%d像素，上限是边长%d像素、总共%d万像素", width, height, l.Side, l.Pixels/10_000),
			"请缩小图片或者降低扫描分辨率后再上传")
	}
	return nil
}

// The fields of a TIFF's directory that give its extent.
const (
	tiffWidth  = 256
	tiffHeight = 257
	tiffShort  = 3
)

// checkTIFF reads the first directory of a TIFF for the extent of its first
// page.
func checkTIFF(l Limits, r io.ReaderAt, size int64) error {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil {
		return damaged(err)
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if head[0] == 'M' {
		order = binary.BigEndian
	}
	fields, err := tiffFields(r, order, int64(order.Uint32(head[4:])), size)
	if err != nil {
		return damaged(err)
	}
	var width, height int64
	for i := 0; i+12 <= len(fields); i += 12 {
		value := int64(order.Uint32(fields[i+8:]))
		if order.Uint16(fields[i+2:]) == tiffShort {
			value = int64(order.Uint16(fields[i+8:]))
		}
		switch order.Uint16(fields[i:]) {
		case tiffWidth:
			width = value
		case tiffHeight:
			height = value
		}
	}
	return checkSides(l, width, height)
}

// tiffFields returns the fields of the directory at offset, 12 bytes each.
func tiffFields(r io.ReaderAt, order binary.ByteOrder, offset, size int64) ([]byte, error) {
	var count [2]byte
	if offset < 8 || offset+2 > size {
		return nil, fmt.Errorf("directory at %d of %d", offset, size)
	}
	if _, err := r.ReadAt(count[:], offset); err != nil {
		return nil, err
	}
	n := int64(order.Uint16(count[:]))
	if n == 0 || n > maxTIFFFields || offset+2+12*n > size {
		return nil, fmt.Errorf("%d fields at %d of %d", n, offset, size)
	}
	fields := make([]byte, 12*n)
	_, err := r.ReadAt(fields, offset+2)
	return fields, err
}
