//go:build !unix

package main

import (
	"io"
	"os"
)

// slurp reads a regular file that has at most most bytes; of a larger one it
// returns the size alone.
func slurp(path string, most int64) (data []byte, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	if info.Size() > most {
		return nil, info.Size(), nil
	}
	data = make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // somebody has cut the file
		err = nil
	}
	return data[:n], int64(n), err
}
