package organ

import "testing"

// BenchmarkCompare compares the two names of a report as a reader does.
func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		Compare("西大沟镇", "乌苏市西大沟镇人民政府")
	}
}

func BenchmarkInfer(b *testing.B) {
	for b.Loop() {
		Infer("石家庄市桥西区中山街道办事处")
	}
}
