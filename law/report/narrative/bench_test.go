package narrative

import (
	"strings"
	"testing"
)

// paragraph is about 1 KB of the manner of a real report.
const paragraph = `（二）依申请公开情况。2024年，我市进一步规范政府信息公开申请的登记、审核、办理、答复、归档流程，强化与申请人的沟通，准确了解申请人诉求，提高答复的及时性和针对性。全市共受理政府信息公开申请3119件，比2023年的2984件增加135件，其中自然人申请3001件，法人或其他组织申请118件；答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复），均在法定期限内予以答复。予以公开1362件、部分公开454件、不予公开214件、无法提供781件、不予处理88件、其他处理151件。因政府信息公开被申请行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件。
（三）政府信息管理情况。在政府网站、政务新媒体等平台发布信息时，坚持“先审查、后公开”原则，规范审查程序，建立健全保密审查协调机制，持续更新主动公开目录，为群众提供看得懂、找得到、用得上的服务。全年制发行政规范性文件8件，废止26件，现行有效66件。
`

func benchmark(b *testing.B, size int) {
	text := strings.Repeat(paragraph, size/len(paragraph)+1)[:0]
	for len(text) < size {
		text += paragraph
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text, About{Year: 2024, Organ: "青梧市人民政府"})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkRead1K(b *testing.B)  { benchmark(b, 1<<10) }
func BenchmarkRead3K(b *testing.B)  { benchmark(b, 3<<10) }
func BenchmarkRead10K(b *testing.B) { benchmark(b, 10<<10) }
