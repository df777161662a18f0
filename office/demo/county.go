package demo

import (
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/store"
)

// An office is one organ of the county: what it is, who works there and how
// much happens in a year. Numbers of a year vary around what stands here.
type office struct {
	key, name, short string
	mark             string // before the numbers of its documents: 霁政, 杏政
	level            organ.Level
	body             organ.Body
	line             string // key of the organ that leads it on the line axis, "" for none
	founded          string
	document         string // by which it was founded
	ended            string // the first day on which it no longer is, "" while it is
	heir             string // key of the organ that took over
	unit             string // its information office
	units            []string
	posts            [3]string // of 组长, 副组长 and the members
	account          string    // its account on WeChat, "" for none
	isBusy           bool      // enters what happened every three months and not every six

	items, media, asked, licences, penalties, coercions, normative, stock int
	disputes, complaints                                                  int
	fee                                                                   string // what it collects, "" for nothing
	fees                                                                  int64  // in a quarter, 元
	totals                                                                bool   // licences and penalties come as totals of another system

	id                         organ.ID
	clerk, reviewer, approver  person
	chief, deputy, head, staff person
	next                       person // who becomes chief
	members                    []person
	handler, counter           person // who handle applications, where that is done in the program
	answers                    int    // replies that were given so
}

// A person works in the county and may have an account.
type person struct {
	name, login string
	actor       store.Actor
}

const (
	county   = "county"
	seedTown = "xingxi"
)

// offices lists the organs in the order in which they are founded, the superior
// first. It is a function so that a filling has organs of its own.
func offices() []*office {
	return append([]*office{{
		key: county, name: "霁川县人民政府", short: "县政府", mark: "霁政", level: organ.County, body: organ.Government, founded: "1956-03-12",
		unit: "县政府办公室政务公开股", units: []string{"县政府办公室综合股", "县政府办公室文秘股", "县政府办公室督查股", "县政府办公室法制股", "县大数据中心"}, posts: [3]string{"常务副县长", "县政府办公室主任", ""},
		account: "霁川县人民政府发布", isBusy: true, items: 100, media: 110, asked: 84, normative: 5, stock: 46, disputes: 7, complaints: 4,
	}}, append(bureaus(), towns()...)...)
}

func bureaus() []*office {
	const reform = "霁委发〔2019〕2号"
	bureau := func(o office) *office {
		o.level, o.document = organ.County, reform
		if o.body == organ.UnknownBody {
			o.body = organ.Department
		}
		if o.unit == "" {
			o.unit = "办公室"
		}
		if o.posts[0] == "" {
			o.posts = [3]string{"局长", "分管副局长", "股室负责人"}
		}
		return &o
	}
	return []*office{
		bureau(office{key: "fagai", name: "霁川县发展和改革局", short: "县发展改革局", mark: "霁发改", founded: "2019-02-25", units: []string{"投资股", "价格股"},
			items: 20, asked: 5, normative: 1, stock: 6, licences: 16, disputes: 0}),
		bureau(office{key: "jiaoti", name: "霁川县教育体育局", short: "县教育体育局", mark: "霁教体", founded: "2019-02-26", units: []string{"基础教育股", "计划财务股"}, account: "霁川教体",
			items: 24, media: 96, asked: 6, normative: 1, stock: 5, licences: 17, complaints: 1}),
		bureau(office{key: "gongan", name: "霁川县公安局", short: "县公安局", mark: "霁公", founded: "2019-02-27", units: []string{"法制大队", "治安管理大队"}, unit: "指挥中心", account: "平安霁川",
			items: 18, media: 150, asked: 9, licences: 5200, penalties: 1480, coercions: 210, disputes: 3, totals: true, fee: "证照工本费", fees: 41850}),
		bureau(office{key: "minzheng", name: "霁川县民政局", short: "县民政局", mark: "霁民", founded: "2019-02-28", units: []string{"社会救助股", "区划地名股"},
			items: 20, asked: 4, normative: 1, stock: 4, licences: 12, complaints: 1}),
		bureau(office{key: "caizheng", name: "霁川县财政局", short: "县财政局", mark: "霁财", founded: "2019-03-01", units: []string{"预算股", "国库股"},
			items: 22, asked: 5, normative: 2, stock: 9, penalties: 1}),
		bureau(office{key: "ziran", name: "霁川县自然资源局", short: "县自然资源局", mark: "霁自然资", founded: "2019-03-05", units: []string{"耕地保护股", "不动产登记中心", "法规股"},
			items: 28, asked: 31, normative: 1, stock: 8, licences: 30, penalties: 9, coercions: 1, disputes: 3, fee: "不动产登记费", fees: 212600, complaints: 1}),
		bureau(office{key: "zhujian", name: "霁川县住房和城乡建设局", short: "县住房城乡建设局", mark: "霁住建", founded: "2019-03-06", units: []string{"房屋征收股", "建筑业管理股"},
			items: 22, asked: 22, normative: 1, stock: 6, licences: 24, penalties: 11, disputes: 2, fee: "城镇垃圾处理费", fees: 386400}),
		bureau(office{key: "chengguan", name: "霁川县城市管理局", short: "县城市管理局", mark: "霁城管", line: "zhujian", founded: "2019-03-07", units: []string{"执法大队", "市容股"},
			items: 15, asked: 4, normative: 1, stock: 2, licences: 16, penalties: 34, coercions: 7}),
		bureau(office{key: "nongye", name: "霁川县农业农村局", short: "县农业农村局", mark: "霁农", founded: "2019-03-08", units: []string{"农村经济股", "农业综合行政执法大队"},
			items: 20, asked: 6, normative: 1, stock: 4, licences: 22, penalties: 13, coercions: 1}),
		bureau(office{key: "shijian", name: "霁川县市场监督管理局", short: "县市场监管局", mark: "霁市监", founded: "2019-03-11", units: []string{"法规股", "食品安全监管股", "综合行政执法大队"}, account: "霁川市场监管",
			isBusy: true, items: 22, media: 88, asked: 13, normative: 1, stock: 5, licences: 26, penalties: 64, coercions: 8, disputes: 2, complaints: 1}),
		bureau(office{key: "zhengwu", name: "霁川县行政审批服务局", short: "县行政审批局", mark: "霁审批", founded: "2019-03-12", units: []string{"审批股", "政务服务大厅"}, account: "霁川政务服务",
			isBusy: true, items: 20, media: 44, asked: 4, normative: 1, stock: 3, licences: 6400, totals: true}),
		bureau(office{key: "zhenxing", name: "霁川县乡村振兴局", short: "县乡村振兴局", mark: "霁乡振", founded: "2021-06-18", units: []string{"项目股"},
			items: 12, ended: "2024-05-20", heir: "nongye"}),
		bureau(office{key: "shuiwu", name: "国家税务总局霁川县税务局", short: "县税务局", mark: "霁税", founded: "2018-07-20", body: organ.Vertical, units: []string{"法制股", "纳税服务股"}, account: "霁川税务",
			items: 16, media: 84, asked: 5, licences: 118, penalties: 160, coercions: 4, disputes: 1, totals: true}),
	}
}

func towns() []*office {
	town := func(o office) *office {
		o.level, o.unit = organ.Township, "党政办公室"
		if o.body == organ.UnknownBody {
			o.body = organ.Government
		}
		if o.posts[0] == "" {
			o.posts = [3]string{"镇长", "分管党政办公室的副镇长", "各办公室、中心负责人"}
		}
		o.units = []string{"经济发展办公室", "社会事务办公室", "综合行政执法办公室", "便民服务中心"}
		return &o
	}
	rural := [3]string{"乡长", "分管党政办公室的副乡长", "各办公室、中心负责人"}
	street := [3]string{"办事处主任", "分管党政办公室的副主任", "各办公室、中心负责人"}
	return []*office{
		town(office{key: "chengguanjie", name: "霁川县临泮街道办事处", short: "临泮街道", mark: "泮办", body: organ.Dispatched, founded: "2001-08-16", posts: street, account: "临泮街道之声", items: 24, media: 60, asked: 3, penalties: 2, complaints: 1}),
		town(office{key: "nanjin", name: "霁川县南浦街道办事处", short: "南浦街道", mark: "浦办", body: organ.Dispatched, founded: "2012-12-21", posts: street, account: "南浦微讯", items: 20, media: 48, asked: 2}),
		town(office{key: seedTown, name: "霁川县杏溪镇人民政府", short: "杏溪镇", mark: "杏政", founded: "1984-04-10", account: "杏溪镇发布", items: 12, media: 102, penalties: 4}),
		town(office{key: "liuwan", name: "霁川县柳湾镇人民政府", short: "柳湾镇", mark: "柳政", founded: "1984-04-11", account: "柳湾发布", items: 21, media: 64, asked: 3, penalties: 6, licences: 14, coercions: 1, fee: "农村垃圾清运费", fees: 9360}),
		town(office{key: "shigu", name: "霁川县石鼓镇人民政府", short: "石鼓镇", mark: "鼓政", founded: "1984-04-12", account: "石鼓微播", items: 15, media: 44, asked: 1, penalties: 3}),
		town(office{key: "qingping", name: "霁川县青坪镇人民政府", short: "青坪镇", mark: "坪政", founded: "1984-04-13", account: "青坪之窗", items: 14, media: 36, penalties: 1}),
		town(office{key: "shuanghe", name: "霁川县双汊镇人民政府", short: "双汊镇", mark: "汊政", founded: "1984-04-16", items: 13, asked: 1}),
		town(office{key: "bailu", name: "霁川县鹭洲镇人民政府", short: "鹭洲镇", mark: "鹭政", founded: "1984-04-17", account: "鹭洲发布", items: 18, media: 52, asked: 2, penalties: 2, licences: 6}),
		town(office{key: "songling", name: "霁川县松岭镇人民政府", short: "松岭镇", mark: "松政", founded: "1985-09-02", account: "松岭镇发布", items: 12, media: 58}),
		town(office{key: "dongdu", name: "霁川县东渡镇人民政府", short: "东渡镇", mark: "渡政", founded: "1992-05-18", account: "东渡发布", items: 16, media: 40, asked: 1, penalties: 1}),
		town(office{key: "yuntai", name: "霁川县云帽乡人民政府", short: "云帽乡", mark: "云政", founded: "1984-04-18", posts: rural, items: 9}),
		town(office{key: "lishu", name: "霁川县梨坞乡人民政府", short: "梨坞乡", mark: "坞政", founded: "1984-04-19", posts: rural, items: 10, asked: 1}),
	}
}

// isTown says whether the organ is a township or a street office.
func (o *office) isTown() bool { return o.level == organ.Township }

// isThere says whether the organ is there on a day.
func (o *office) isThere(day calendar.Date) bool {
	return o.ended == "" || day < calendar.MustParse(o.ended)
}

// reports says whether the organ makes a report on a year: it is there when the
// year has ended.
func (o *office) reports(year int) bool {
	last, _ := calendar.DateOf(year, 12, 31)
	return o.isThere(last)
}

// courseRoles are the posts of the three people through whose hands a report
// goes.
var courseRoles = [3]account.Role{account.Clerk, account.Reviewer, account.Approver}
