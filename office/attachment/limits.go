package attachment

import "gongkai/law/problem"

// Limits bound what is accepted.
type Limits struct {
	Bytes    int64 // of a file
	Unpacked int64 // of all parts of a file that is an archive
	Entries  int   // parts of a file that is an archive
	Side     int   // pixels of a picture's longer side
	Pixels   int64 // of a picture
}

// DefaultLimits are enough for a scanned decision of some hundred pages.
func DefaultLimits() Limits {
	return Limits{Bytes: 20 << 20, Unpacked: 160 << 20, Entries: 5000, Side: 30_000, Pixels: 200_000_000}
}

// Bounds that no office needs to change.
const (
	maxRatio      = 200     // of unpacked to packed, for more than manyUnpacked
	manyUnpacked  = 8 << 20 // bytes; less is harmless at any ratio
	maxDirectory  = 1 << 20 // bytes of an archive's table of contents
	maxRelation   = 4 << 20 // bytes of a part that names other parts
	maxName       = 120     // characters of a file's name
	maxTIFFFields = 512
)

const megabyte = 1 << 20

func tooLarge(size int64, l Limits) error {
	if size < 0 {
		return at(problem.TooLarge("文件超过%dMB的上限", l.Bytes/megabyte), "请压缩图片、拆分文件，或者降低扫描分辨率后再上传")
	}
	return at(problem.TooLarge("文件有%.1fMB，上限是%dMB", float64(size)/megabyte, l.Bytes/megabyte), "请压缩图片、拆分文件，或者降低扫描分辨率后再上传")
}

// field is where a form's file is.
const field = "file"

func at(p *problem.Error, try string) *problem.Error { return p.Try("%s", try).At(field) }
