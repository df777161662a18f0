package desk

import (
	"errors"
	"path"
	"slices"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/file"
)

// An oldReport is what was read of a file that is sent as an old report.
type oldReport struct {
	report *report.Report
	doc    *paper.Document
}

// readOld reads a file as a report, or says why it is none. A bug in a reader
// costs this file and no other.
func readOld(name string, data []byte) (o oldReport, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = problem.Invalid("程序处理这个文件时出错，没有读取").Try("请另存为.docx或.pdf再试，并把文件发给维护人员").At("file")
		}
	}()
	if strings.EqualFold(path.Ext(name), ".json") {
		o.report, err = report.ParseJSON(data)
		if err == nil && o.report.Edition != nil {
			o.doc = o.report.Compose()
		}
	} else {
		o, err = readDocument(name, data)
	}
	if err != nil {
		return o, unreadOld(err)
	}
	return o, o.isReport()
}

func readDocument(name string, data []byte) (o oldReport, err error) {
	read := file.Of(name, data)
	if read == nil {
		return o, problem.Invalid("不认识这种文件").Try("%s", canAdopt).At("file")
	}
	if o.doc, err = read(data); err != nil {
		return o, err
	}
	o.report = report.Read(o.doc)
	return o, nil
}

// canAdopt says what can be sent.
const canAdopt = "可以导入HTML、Word（.docx）、PDF、Excel（.xlsx）、CSV、文本、Markdown和本程序的JSON；旧格式的文件请先另存为.docx或.xlsx"

// unreadOld tells at the field why a file cannot be read.
func unreadOld(err error) error {
	var unreadable *paper.Error
	switch {
	case errors.As(err, &unreadable):
		return problem.Invalid("%s", strings.TrimSuffix(unreadable.Says, "。")).Try("%s", strings.TrimSuffix(unreadable.Try, "。")).At("file")
	case errors.Is(err, report.ErrOtherSchema):
		return problem.Invalid("这个JSON文件不是年度报告").Try("年度报告的JSON应写明\"schema\":\"%s\"", report.Schema).At("file")
	}
	return err
}

// isReport says why what was read is no report, and why when the file tells.
func (o oldReport) isReport() error {
	r := o.report
	if r.Edition != nil && (r.Cells() > 0 || len(r.Chapters) > 0) {
		return nil
	}
	if slices.ContainsFunc(r.Warnings, func(w report.Warning) bool { return w.Code == string(paper.ScannedPage) }) {
		return problem.Invalid("文件是扫描件，页面是图片，没有可以读取的文字").Try("请换用文字版；没有文字版的，先做文字识别（OCR）并核对").At("file")
	}
	return problem.Invalid("文件里没有年度报告的表格，也没有各部分的标题").Try("请核对是不是年度报告；正文是图片或者附件的，请换用文字版").At("file")
}
