package register

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// MediaPost is the register of what was put out through new-media accounts
// (政务新媒体发布), post by post as the platform exports them or as a period's
// total.
var MediaPost = &Description{
	Key: "media_post", Name: "政务新媒体发布", Noun: "条", Deed: "发布",
	Basis: []law.Citation{law.OGI.Art(23, "政府网站或者其他互联网政务媒体"), NewMediaRules},
	Fields: slices.Concat([]Field{
		{
			Key: "title", Label: "标题", Kind: Text, Required: true, Max: 300, Example: "青石镇2024年汛期安全提示", Hint: "期间合计写“2024年合计”",
			Also: []string{"内容标题", "文章标题", "图文标题", "作品名称", "视频标题", "视频描述", "微博内容", "内容"}, List: true, Search: true, Public: true, Check: checkTitle,
		},
		{
			Key: "published_on", Label: "发布日期", Kind: Date, Required: true, Example: "2024-06-12", Hint: "按它计入年度；期间合计填截止日期",
			Also: []string{"发布时间", "发表时间", "发表日期", "推送时间", "推送日期", "群发时间", "发布日", "日期"}, List: true, Public: true,
		},
		{
			Key: "platform", Label: "平台", Kind: Choice, Required: true, Example: "微信公众号", Hint: "微信公众号后台导出的文件没有这一列，按列名认得出，可以直接导入；其他文件请加上这一列",
			Also: []string{"平台名称", "发布平台", "所在平台"}, Choices: platforms, List: true, Public: true, Implied: ofWeChat,
		},
		{Key: "account", Label: "账号名称", Kind: Text, Max: 100, Example: "青石镇发布", Also: []string{"公众号", "公众号名称", "账号", "发布账号"}, List: true, Search: true, Public: true},
		{Key: "reads", Label: "阅读数", Kind: Text, Max: 30, Example: "1024", Hint: "照平台显示的填，不计入报告", Also: []string{"阅读量", "总阅读次数", "阅读次数", "播放量", "播放数", "图文总阅读次数"}, Public: true},
		{Key: "address", Label: "链接", Kind: Text, Max: 1000, Example: "https://mp.weixin.qq.com/s/x", Also: []string{"网址", "链接地址", "内容URL", "内容链接", "文章链接", "URL"}, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	}, extentFields("条")),
	Number: "title", With: []string{"published_on", "platform"}, Lacked: "platform", Day: "published_on", Kind: "platform",
	Tallies: postTallies,
	Figures: mediaPostFigures(),
	Span:    spanBy("published_on", func(v Values) string { return v["platform"] }),
	Check:   func(d *Description, v Values, _ calendar.Date) []*problem.Error { return d.checkExtent(v) },
}

// postTallies counts a post for its platform and for all. One that names no
// platform, entered before it was asked for, is of none that is known.
func postTallies(v Values) []Tally {
	day, n := v.Date("published_on"), extentOf(v)
	all := []Tally{{Code: "fact.media_post.published", Day: day, N: n}}
	if v["platform"] != "" {
		all = append(all, Tally{Code: postCode(v["platform"]), Day: day, N: n})
	}
	return all
}

// weChatHeads are heads of columns that only the export of WeChat's own backend
// has. It names no platform.
var weChatHeads = []string{"内容标题", "图文标题", "总阅读次数", "图文总阅读次数", "总分享人数", "总分享次数", "群发时间"}

// ofWeChat says that a file without a column for the platform is an export of
// WeChat's backend, "" where it is not known of which.
func ofWeChat(head []string) string {
	n := 0
	for _, label := range head {
		if slices.Contains(weChatHeads, tidyLine(label)) {
			n++
		}
	}
	if n < 2 {
		return ""
	}
	return platforms[0].Key
}

func postCode(platform string) report.Code { return report.Code("fact.media_post." + platform) }

func mediaPostFigures() []Figure {
	cite := law.OGI.Art(23, "政府网站或者其他互联网政务媒体")
	all := []Figure{{
		Code: "fact.media_post.published", Measure: Counted, Name: "政务新媒体发布信息", Noun: "条", Cite: cite,
		Unverified: "没有找到统计口径的规定：一篇图文或者一个视频计一条，一次推送几篇的计几条；同一内容在几个平台发布的，每个平台各计一条；以前登记的没有写平台的，只计在这里。",
	}}
	for _, o := range platforms {
		f := Figure{Code: postCode(o.Key), Measure: Counted, Name: o.Label + "发布信息", Noun: "条", Cite: cite,
			Unverified: "没有找到统计口径的规定：一篇图文或者一个视频计一条。"}
		all = append(all, f)
	}
	return all
}
