package demo

import "gongkai/law/application"

// shownAsked is asked for in the application that is shown to whoever wants to
// follow one: its period was begun anew, paused and extended.
const shownAsked = "县城第三水厂特许经营协议及补充协议"

// Outcomes that the procedure names by their row of the form alone.
const (
	petition    application.Outcome = "not_processed.petition"
	publication application.Outcome = "not_processed.publication"
	internal    application.Outcome = "withheld.internal_affairs"
	enforcement application.Outcome = "withheld.enforcement_file"
	ofOthers    application.Outcome = "withheld.third_party_rights"
)

var reasonsFor = map[application.Outcome]string{
	application.Granted:       "申请公开的信息可以公开，随答复提供。",
	application.PartlyGranted: "可以公开的部分随答复提供；其中涉及个人信息的内容已作处理。",
	application.NotHeld:       "经检索，本机关没有制作或者获取申请公开的信息。",
	petition:                  "申请的内容是请求处理具体问题，属于信访事项，请通过信访渠道反映。",
	publication:               "申请公开的是公开出版物，可以到县图书馆查阅。",
	internal:                  "申请公开的是本机关内部管理方面的信息，不公开不影响申请人的权利。",
	enforcement:               "申请公开的是行政执法案卷信息，案件当事人可以按规定查阅案卷。",
	ofOthers:                  "第三方不同意公开，理由合理，公开会损害第三方的合法权益。",
}

// courses are the applications that are handled in the program, each in another
// state: the days are working days before today. They are made anew each time.
func (f *filling) courses() (all []*caseCourse) {
	all = append(all, f.countyWaiting()...)
	all = append(all, f.countyInOffice()...)
	all = append(all, f.countyEnded()...)
	return append(all, f.elsewhere()...)
}

// countyWaiting are those of the county government for which somebody else is
// waited, or nobody has done anything yet.
func (f *filling) countyWaiting() []*caseCourse {
	const online, counterCame, letter = application.Online, application.Counter, application.Letter
	shown := f.course(county, 30, online, citizen("周某"), shownAsked).given(29).
		then(27, clerk, application.RequireCorrection{Until: f.ago(17), What: "“补充协议”请写明签订的大致时间，或者其他便于查询的特征"}).
		then(22, asker, application.Correct{Note: "补充协议是2022年下半年签订的"}).
		then(20, clerk, application.Consult{Party: application.ThirdParty, Name: "霁川县泮水供水有限公司", Received: f.ago(19)}).
		then(12, clerk, application.Opinion{Party: application.ThirdParty, Name: "霁川县泮水供水有限公司", Stance: application.Consents, Reason: "同意公开，请略去联系人的电话"}).
		then(6, approver, application.Extend{Days: 20, Why: "协议附件较多，需要逐页审查"})
	fee := application.FeeNotice{Received: f.ago(4), Mode: application.ByPage, Units: 62}
	if r, p := application.ReckonFee(fee.Mode, 0, fee.Units, f.ago(5)); p == nil {
		fee.Cents = r.Cents
	}
	return []*caseCourse{
		shown,
		f.course(county, 0, online, citizen("吴某某"), "县城公共停车场收费标准的批复"),
		f.course(county, 1, letter, citizen("郑某"), "泮水河大桥维修加固工程的竣工验收报告"),
		f.course(county, 12, letter, citizen("罗某英"), "临泮街道老旧小区改造2025年度项目清单").then(11, clerk, application.Receive{How: "电话"}).given(10),
		f.course(county, 6, counterCame, citizen("谢某某"), "县里近几年开会的材料").
			then(3, clerk, application.RequireCorrection{Until: f.ahead(7), What: "请写明会议的名称、时间或者其他便于查询的特征，并写明需要哪一类材料"}),
		f.course(county, 9, online, body("enterprise", "霁川县云岫环保科技有限公司"), "县生活垃圾焚烧发电项目的特许经营协议").given(8).
			then(7, clerk, application.Consult{Party: application.ThirdParty, Name: "霁川县恒泽环保科技有限公司", Received: f.ago(6)}),
		f.course(county, 26, online, citizen("宋某"), "泮水河治理工程（南浦段）的中标合同").given(25).
			then(23, clerk, application.Consult{Party: application.ThirdParty, Name: "霁川县青崖建设有限公司", Received: f.ago(22)}).
			then(5, clerk, application.Silence{Party: application.ThirdParty, Name: "霁川县青崖建设有限公司"}),
		f.course(county, 8, counterCame, body("legal_service", "霁川县晴川律师事务所"), "2019年以来县政府关于征地补偿的全部文件").given(7).then(5, clerk, fee),
	}
}

// countyInOffice are those of the county government that lie with its people.
func (f *filling) countyInOffice() []*caseCourse {
	const online = application.Online
	legal := unitOf(f.of(county))
	twin := f.course(county, 11, online, citizen("唐某"), "县第二实验小学新校区选址论证报告").given(10)
	other := f.course(county, 11, online, citizen("许某某"), "县第二实验小学新校区选址论证报告").given(10)
	other.with = twin
	asked := application.AskUnits{Units: []string{"县政府办公室督查股", "县政府办公室综合股"}, Until: f.ahead(2), What: "会议纪要中涉及的事项是否已经办结，能不能公开"}
	return []*caseCourse{
		f.course(county, 16, online, citizen("韩某"), "县政府关于杏溪镇集镇改造的会议纪要").given(15).then(4, approver, application.Extend{Days: 15, Why: "需要核对会议纪要涉及的多个项目"}),
		f.course(county, 13, online, citizen("冯某华"), "上年度全县招商引资优惠政策兑现名单").given(12).drafted(1, application.Granted),
		f.course(county, 15, application.RegisteredMail, citizen("邓某"), "县级领导干部公务用车费用明细").given(14).drafted(4, internal).then(1, reviewer, application.Review{Note: "理由已核对"}),
		f.course(county, 17, online, citizen("曹某某"), "县城集中供热管网改造工程概算批复").given(16).drafted(3, application.Granted).
			then(2, reviewer, application.Review{}).then(1, approver, application.Approve{}),
		f.course(county, 10, online, body("enterprise", "霁川县竹里置业有限公司"), "城北片区控制性详细规划的批复", "城北片区道路建设年度计划", "城北片区学校用地预留的会议纪要").given(9),
		f.course(county, 7, online, citizen("彭某"), "县政府与某公司签订的框架协议的会议纪要").given(6).then(4, handler, asked).
			then(1, clerk, application.UnitOpinion{Unit: "县政府办公室综合股", Text: "事项已经办结，纪要可以公开，请略去出席人员的联系方式"}),
		twin, other,
		f.course(county, 14, online, citizen("曾某英"), "县体育中心委托运营合同").given(13).drafted(6, application.PartlyGranted).
			then(4, reviewer, application.Return{Reason: "答复中请写明略去的内容和理由"}),
		f.course(county, 3, application.Email, body("research", "霁川县禾木乡村发展研究中心"), "全县乡村公益性岗位设置情况统计").confirmed("回复邮件").
			then(2, clerk, application.Assign{Unit: legal, Note: "请核对有没有现成的统计"}),
	}
}

// countyEnded are those of the county government that have a result.
func (f *filling) countyEnded() []*caseCourse {
	const online, mail, counterCame = application.Online, application.RegisteredMail, application.Counter
	post, fetched := application.Deliver{How: "邮寄签收", Proof: "挂号信回执"}, application.Deliver{How: "网上下载", Proof: "申请人下载记录"}
	several := f.course(county, 50, mail, citizen("田某某"), "县城房屋征收补偿资金使用情况", "县城房屋征收补偿方案的内部讨论稿").given(49).
		replied(36, application.Granted, internal).then(33, clerk, post).
		then(20, clerk, application.Contest{Group: application.Reconsideration, Number: "云府复〔" + f.year(20) + "〕88号", Body: "云澜市人民政府"})
	return []*caseCourse{
		several,
		f.course(county, 24, mail, citizen("董某"), "县敬老院建设资金拨付凭证").given(23).replied(6, application.PartlyGranted),
		f.course(county, 28, mail, citizen("潘某某"), "关于教师职称评聘的县政府文件").given(27).replied(12, application.Granted).then(9, clerk, post),
		f.course(county, 20, online, citizen("袁某"), "县道改建工程的招标公告").then(16, asker, application.Withdraw{Reason: "已在网站上找到"}),
		f.course(county, 36, counterCame, citizen("蔡某"), "有关补偿的材料").
			then(33, clerk, application.RequireCorrection{Until: f.ago(22), What: "请写明补偿的项目、地点和时间"}).
			then(21, clerk, application.ProposeLapse{}).then(20, clerk, application.Lapse{Looked: "已两次电话联系，没有说明正当理由；收发室没有在途邮件"}),
		f.course(county, 48, online, citizen("余某"), "县城绿化养护服务采购合同").given(47).replied(25, application.Granted).then(24, clerk, fetched),
		f.course(county, 45, mail, citizen("叶某某"), "请求解决拖欠工程款的问题").given(44).replied(34, petition).then(31, clerk, post),
		f.course(county, 42, online, body("enterprise", "霁川县沅上物流有限公司"), "县物流园区二期用地规划").given(41).replied(30, application.NotHeld).then(29, clerk, fetched),
		f.course(county, 40, online, citizen("程某"), "县城公交线路调整方案的批复").given(39).replied(29, application.Granted).then(28, clerk, fetched),
		f.course(county, 19, counterCame, citizen("苏某"), "霁川县志（2010—2020年）").given(18).replied(8, publication).then(8, counter, application.Deliver{How: "当面领取", Proof: "申请人签字"}),
	}
}

// elsewhere are those of a bureau for land, a bureau for markets and a town.
func (f *filling) elsewhere() []*caseCourse {
	const online, mail = application.Online, application.RegisteredMail
	const land, market, town = "ziran", "shijian", overdueTown
	post := application.Deliver{How: "邮寄签收", Proof: "挂号信回执"}
	refused := f.course(land, 29, online, body("other", "霁川县百穗农民专业合作社"), "双汊镇采砂场的采矿许可证和开采设计").given(28).
		then(26, clerk, application.Consult{Party: application.ThirdParty, Name: "霁川县双汊矿业有限公司", Received: f.ago(25)}).
		then(18, clerk, application.Opinion{Party: application.ThirdParty, Name: "霁川县双汊矿业有限公司", Stance: application.Objects, Reason: "开采设计是本公司的商业秘密"}).
		replied(5, ofOthers)
	return []*caseCourse{
		refused,
		f.course(land, 44, mail, citizen("魏某"), "柳湾镇新塘村承包地征收的补偿标准和安置方案").given(43).replied(32, application.Granted).then(29, clerk, post),
		f.course(land, 38, online, citizen("丁某某"), "石鼓镇宅基地使用权登记档案").given(37).replied(24, application.PartlyGranted),
		f.course(land, 14, online, citizen("任某"), "城北片区国有建设用地出让合同").given(13),
		f.course(land, 20, mail, citizen("卢某华"), "本人房屋所在地块的征地批文").given(19),
		f.course(land, 18, online, citizen("姚某"), "东渡镇滨河地块规划条件和规划许可证").given(17).drafted(2, application.Granted),
		f.course(land, 9, online, citizen("沈某"), "泮水湿地保护区边界的勘测成果").given(8).
			then(7, clerk, application.Consult{Party: application.CoMaker, Name: "云澜市自然资源和规划局", Received: f.ago(7)}),
		f.course(land, 5, application.Counter, citizen("陈某英"), "松岭镇土地整治项目验收结论"),
		f.course(land, 2, mail, citizen("林某"), "青坪镇设施农业用地备案情况"),
		f.course(market, 39, online, citizen("徐某某"), "某超市销售过期食品一案的案卷材料").given(38).replied(25, enforcement),
		f.course(market, 22, online, citizen("孙某"), "上年度食品抽检不合格产品的处理结果").given(21).then(4, approver, application.Extend{Days: 10, Why: "需要向检验机构核对结果"}),
		f.course(market, 8, mail, citizen("朱某"), "举报南浦街道某药房的处理结果").given(7),
		f.course(market, 1, online, citizen("胡某某"), "电梯维护保养单位的监督检查记录"),
		f.course(town, 34, mail, citizen("郭某"), "柳湾镇农村公路养护资金使用情况").given(33).then(16, clerk, application.Chase{Whom: unitOf(f.of(town))}),
		f.course(town, 41, online, citizen("何某某"), "柳湾村集体土地流转合同").given(40).replied(31, application.PartlyGranted),
		f.course(town, 12, online, citizen("高某"), "移民后期扶持资金发放明细").given(11),
	}
}

// confirmed says how the receipt of the application was confirmed on its day.
func (c *caseCourse) confirmed(how string) *caseCourse {
	c.how = how
	return c
}

// year is the year of the working day so many before today.
func (f *filling) year(ago int) string { return f.ago(ago).String()[:4] }
