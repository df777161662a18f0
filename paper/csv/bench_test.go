package csv_test

import (
	"io"
	"strings"
	"testing"

	"gongkai/paper"
	"gongkai/paper/csv"
)

// report is a CSV file of about the size of an annual report.
func report() string {
	return "年度报告\n" + strings.Repeat("一、本年新收政府信息公开申请数量,705,3,0,0,5,0,713\n", 60) +
		"五、存在的主要问题及改进情况\n" + strings.Repeat("一年来，各项工作稳步推进，但仍有不足。", 40) + "\n"
}

func BenchmarkRead(b *testing.B) {
	data := []byte(report())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := csv.Read(data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkReadCommas(b *testing.B) {
	data := []byte(strings.Repeat(",", 1<<20))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := csv.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	table := &paper.Table{}
	for range 60 {
		row := paper.Row{Cells: []paper.Cell{{Text: "一、本年新收政府信息公开申请数量"}}}
		for range 7 {
			row.Cells = append(row.Cells, paper.Cell{Value: paper.NumberValue, Number: "705"})
		}
		table.Rows = append(table.Rows, row)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := csv.Write(io.Discard, table); err != nil {
			b.Fatal(err)
		}
	}
}
