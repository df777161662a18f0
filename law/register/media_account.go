package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// NewMediaRules are the opinions that ask for a register of new-media accounts.
var NewMediaRules = law.Unread("国务院办公厅关于推进政务新媒体健康有序发展的意见", "国办发〔2018〕123号",
	"政务新媒体的开设、变更、关停、注销应当备案，明确主办单位")

// MediaAccount is the register of the office's new-media accounts
// (政务新媒体账号) with their filing papers. Which are in use on a day follows
// from the days of each.
var MediaAccount = &Description{
	Key: "media_account", Name: "政务新媒体账号", Noun: "个", Deed: "开设账号",
	Basis: []law.Citation{law.OGI.Art(23, "政府网站或者其他互联网政务媒体"), NewMediaRules},
	Fields: []Field{
		{
			Key: "name", Label: "账号名称", Kind: Text, Required: true, Max: 100, Example: "青石镇发布",
			Also: []string{"名称", "新媒体名称", "公众号名称", "政务新媒体名称", "账号"}, List: true, Search: true, Public: true, Check: checkTitle,
		},
		{Key: "platform", Label: "平台", Kind: Choice, Required: true, Example: "微信公众号", Also: []string{"平台名称", "类型", "账号类型", "所在平台", "平台类型"}, Choices: platforms, List: true, Public: true},
		{Key: "account_id", Label: "平台账号", Kind: Text, Max: 100, Example: "qingshi-fabu", Hint: "平台上的账号（ID），没有的留空", Also: []string{"账号ID", "微信号", "原始ID", "ID"}, Search: true, Public: true},
		{Key: "owner", Label: "主办单位", Kind: Text, Required: true, Max: 100, Example: "青石镇人民政府", Also: []string{"主管单位", "开办单位", "所属单位", "主办机关"}, List: true, Search: true, Public: true},
		{Key: "operator", Label: "承办单位", Kind: Text, Max: 100, Example: "党政办公室", Also: []string{"运维单位", "运营单位", "承办机构"}, Public: true},
		{
			Key: "custodian", Label: "账号管理员", Kind: Text, Max: 50, Example: "周某某", Hint: "保管密码的人，不对外公开；不要填密码和电话",
			Also: []string{"管理员", "密码保管人", "保管人", "管理员姓名", "运维人员", "负责人"}, Search: true, Personal: func(Values) bool { return true },
		},
		{Key: "opened_on", Label: "开设日期", Kind: Date, Required: true, Example: "2021-03-05", Also: []string{"开通日期", "开通时间", "开设时间", "注册日期", "认证日期"}, List: true, Public: true},
		{Key: "filed_on", Label: "开设备案日期", Kind: Date, Example: "2021-03-12", Hint: "尚未备案的留空；备案表作为附件", Also: []string{"备案日期", "备案时间"}, List: true, Public: true, Cite: NewMediaRules},
		{Key: "filing_number", Label: "开设备案号", Kind: Text, Max: 64, Example: "青政新媒备〔2021〕5号", Also: []string{"备案号", "备案编号", "备案文号"}, Search: true, Public: true, Tidy: tidyDocumentNumber},
		{Key: "closed_on", Label: "停用日期", Kind: Date, Hint: "关停、注销的那一日，从这一日起不再计入；仍在使用的留空", Also: []string{"关停日期", "注销日期", "关闭日期", "停用时间", "注销时间"}, List: true, Public: true},
		{Key: "closing_notice_on", Label: "停用公告日期", Kind: Date, Hint: "对外公告停用的日期", Also: []string{"注销公告日期", "关停公告日期"}, Public: true},
		{Key: "closing_filed_on", Label: "停用备案日期", Kind: Date, Also: []string{"注销备案日期", "关停备案日期"}, Public: true, Cite: NewMediaRules},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	},
	Number: "name", With: []string{"platform", "opened_on"}, Day: "opened_on", Until: "closed_on", Party: "owner", Kind: "platform",
	Tallies: func(v Values) []Tally {
		return []Tally{{Code: "fact.media_account.in_use", Day: v.Date("opened_on"), Until: v.Date("closed_on"), N: 1}}
	},
	Figures: []Figure{{
		Code: "fact.media_account.in_use", Measure: InForce, Name: "政务新媒体账号", Noun: "个", Cite: law.OGI.Art(23, "其他互联网政务媒体"),
		Unverified: "没有找到统计口径的规定：12月31日仍在使用的都计，不论是否已经备案；同名账号在几个平台的，一个平台计一个。",
	}},
	Standing: true,
	Check:    checkMediaAccount,
}

// platforms are where offices keep accounts.
var platforms = []Option{
	{Key: "wechat", Label: "微信公众号", Also: []string{"微信", "公众号", "微信公众平台", "订阅号", "服务号", "微信订阅号", "微信服务号"}},
	{Key: "weibo", Label: "微博", Also: []string{"新浪微博", "政务微博"}},
	{Key: "wechat_video", Label: "微信视频号", Also: []string{"视频号"}},
	{Key: "douyin", Label: "抖音", Also: []string{"抖音号"}},
	{Key: "kuaishou", Label: "快手", Also: []string{"快手号"}},
	{Key: "toutiao", Label: "今日头条", Also: []string{"头条", "头条号"}},
	{Key: "baijiahao", Label: "百家号", Also: []string{"百度百家号"}},
	{Key: "qiehao", Label: "企鹅号", Also: []string{"腾讯企鹅号"}},
	{Key: "app", Label: "移动客户端", Also: []string{"APP", "客户端", "手机客户端"}},
	{Key: "other", Label: "其他平台", Also: []string{"其他"}},
}

// checkMediaAccount: nothing about an account comes before it is opened, and
// papers of closing belong to an account that is closed.
func checkMediaAccount(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	if p := d.notBefore(v, "closed_on", "opened_on"); p != nil {
		faults = append(faults, p.At("closed_on"))
	}
	for _, key := range []string{"closing_notice_on", "closing_filed_on"} {
		switch p := d.notBefore(v, key, "opened_on"); {
		case p != nil:
			faults = append(faults, p.At(key))
		case v[key] != "" && v["closed_on"] == "":
			faults = append(faults, problem.Invalid("填了%s，没有填写停用日期", d.Field(key).Label).Try("请填写停用日期，仍在使用的清空%s", d.Field(key).Label).At(key))
		}
	}
	return faults
}
