package filing

import (
	"slices"
	"strings"

	"gongkai/law/report"
)

// A suggestion is a sentence that the year's records can give to a chapter.
type suggestion struct {
	chapter string
	text    string
	// when names the figures of which one must not be 0, "" for always; zero says
	// that all of them must be 0, and known.
	when []string
	zero bool
}

// suggestions are in the order in which a chapter tells them. What the records
// do not know is never suggested.
var suggestions = []suggestion{
	{report.Overall, "{{机关}}政府信息公开工作领导小组组长由{{领导小组组长}}担任，办公室设在{{领导小组办公室}}。", nil, false},
	{report.Overall, "{{年度}}年，主动公开政府信息{{主动公开政府信息}}条。", []string{"主动公开政府信息"}, false},
	{report.Overall, "其中公告公示信息{{公告公示信息}}条、重大建设项目信息{{重大建设项目信息}}条、乡村振兴信息{{乡村振兴信息}}条、应急管理信息{{应急管理信息}}条、为民办实事信息{{为民办实事信息}}条、其他主动公开信息{{其他主动公开信息}}条。", []string{"主动公开政府信息"}, false},
	{report.Overall, "其中通过政府网站公开{{通过政府网站公开信息}}条、政务新媒体{{通过政务新媒体公开信息}}条、公告栏{{通过公告栏公开信息}}条、查阅场所{{通过查阅场所公开信息}}条、其他渠道{{通过其他渠道公开信息}}条。", []string{"主动公开政府信息"}, false},
	{report.Overall, "制发行政规范性文件{{行政规范性文件制发}}件，废止{{行政规范性文件废止}}件，现行有效{{行政规范性文件现行有效}}件。", []string{"行政规范性文件制发", "行政规范性文件废止", "行政规范性文件现行有效"}, false},
	{report.Overall, "作出行政许可决定{{行政许可}}件、行政处罚决定{{行政处罚}}件、行政强制决定{{行政强制}}件。", []string{"行政许可", "行政处罚", "行政强制"}, false},
	{report.Overall, "收到政府信息公开申请{{新收申请}}件，办结{{办结申请}}件，结转下年度继续办理{{结转下年申请}}件。", []string{"新收申请", "办结申请", "结转下年申请"}, false},
	{report.Overall, "办结的申请中，予以公开{{予以公开}}件、部分公开{{部分公开}}件、不予公开{{不予公开}}件、无法提供{{无法提供}}件、不予处理{{不予处理}}件、其他处理{{其他处理}}件。", []string{"办结申请"}, false},
	{report.Overall, "没有收到政府信息公开申请。", []string{"新收申请", "上年结转申请"}, true},
	{report.Overall, "因政府信息公开被申请行政复议{{行政复议}}件，被提起行政诉讼{{行政诉讼}}件。", []string{"行政复议", "行政诉讼"}, false},
	{report.Overall, "没有因政府信息公开被申请行政复议、提起行政诉讼。", []string{"行政复议", "行政诉讼"}, true},
	{report.Overall, "政务新媒体账号{{政务新媒体账号}}个，全年发布信息{{政务新媒体发布信息}}条，其中微信公众号发布信息{{微信公众号发布信息}}条。", []string{"政务新媒体发布信息"}, false},
	{report.Overall, "召开政府信息公开工作会议{{召开会议}}次，举办培训{{举办培训}}次，培训{{培训人次}}人次。", []string{"召开会议", "举办培训"}, false},
	{report.Overall, "开展政府信息公开工作考核{{开展考核}}次、社会评议{{开展社会评议}}次，责任追究{{责任追究}}次。", []string{"开展考核", "开展社会评议", "责任追究"}, false},
	{report.Overall, "收到对政府信息公开工作的投诉举报{{收到投诉举报}}件，办结{{办结投诉举报}}件。", []string{"收到投诉举报"}, false},
	{report.Overall, "没有收到对政府信息公开工作的投诉举报。", []string{"收到投诉举报"}, true},
	{report.Problems, "本年完成改进措施{{已完成的改进措施}}项，尚有{{尚未完成的改进措施}}项正在办理。", []string{"已完成的改进措施", "尚未完成的改进措施"}, false},
	{report.Other, "收取信息处理费{{信息处理费实收}}元，减免{{信息处理费减免}}元。", []string{"信息处理费实收", "信息处理费减免"}, false},
	{report.Other, "{{年度}}年没有收取信息处理费。", []string{"信息处理费实收"}, true},
}

// Suggestions returns the sentences that the records of the year give to a
// chapter, with names where figures stand. Nothing is written by itself: a
// person takes them or does not.
func (f Facts) Suggestions(chapter string, values []Value) (sentences []string) {
	if chapter == report.Problems {
		sentences = f.problemSentences()
	}
	known := make(map[string]string, len(values))
	for _, v := range values {
		known[v.Name] = v.Text
	}
	for _, s := range suggestions {
		if s.chapter == chapter && s.fits(known) {
			sentences = append(sentences, s.text)
		}
	}
	return sentences
}

// fits says that every figure of the sentence is known and that there is
// something to tell.
func (s suggestion) fits(known map[string]string) bool {
	if strings.Contains(fill(s.text, known), unfilled) {
		return false
	}
	isZero := func(name string) bool { return known[name] == "0" }
	if s.zero {
		return !slices.ContainsFunc(s.when, func(name string) bool { return !isZero(name) })
	}
	return len(s.when) == 0 || slices.ContainsFunc(s.when, func(name string) bool { return !isZero(name) })
}
