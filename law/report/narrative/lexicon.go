package narrative

import "strings"

// kind is what a word does in a sentence.
type kind uint8

const (
	none    kind = iota
	unknown      // characters outside the vocabulary; arg counts them
	filler       // words that change nothing
	figure       // a count or an amount; arg unused, see figures
	ordinal      // any other number: rates, dates, persons, articles

	// Words that name cells.
	receive // 收到
	handle  // 办结
	due     // 应办理: new and carried in together
	carryIn
	carryOut
	carry   // 结转, direction open
	object  // 政府信息公开申请
	volume  // 申请总量
	row     // arg: rowID
	column  // arg: columnID
	joined  // 法人或其他组织: columns added up, no cell
	other   // 其他
	outcome // arg: outcomeID
	remedy  // arg: remedyID
	info    // 信息公开: makes a remedy one of this law
	papers  // arg: rulesID or normativeID
	made    // arg: paperVerb
	act     // arg: actID
	acting  // 作出
	charge  // 行政事业性收费
	handlingFee
	collect    // 收取
	cost       // 费用
	amount     // 金额
	procure    // 政府集中采购
	projects   // 采购项目
	taboo      // names something the form has no cell for
	foreign    // names another business: 工单
	channel    // 网上
	subset     // 某申请人: a part of the whole
	concerning // 涉及: narrows applications, not remedies
	negation   // 未
	zero       // 零 before a name
	thisYear   // arg 1: 全年, the whole of it
	lastYear   //
	nextYear   //
	partYear   // 上半年
	sumYears   // 累计
	asOf       // 截至
	year       // arg unused, the figure holds it
	future     // 下一步
	own        // 我局; arg: ownID
	whole      // 全市
	body       // other organs; arg: bodyID
	suffix     // 局: with a name before it an organ
	assist     // 协助
	among      // 其中
	including  // 含
	alongside  // 连同
	respectively
	each      // 均
	total     // 共
	sum       // 合计
	except    // 除
	rest      // 其余
	done      // 已
	compare   // 较
	change    // 增加
	become    // 调整为
	from_     // 由
	about     // 约
	share     // 占
	apartFrom // 与…无关
	etc       // 等
	because   // 因
	link      // 和
	also      // 也
	needed    // 应 实际…: arg
	decide    // 作为复议机关
	comma
	pause // 、
	semicolon
	colon
	open
	closing
	stop
	kinds
)

type entry struct {
	word string
	kind kind
	arg  uint8
}

// modeID marks 依申请公开, which is also an attribute given to documents.
const modeID = 1

// lawID marks names of the work on applications: what follows is of this law.
const lawID = 5

// selfDoneID marks 自行, which sets the organ's own cases against those of others;
// defendantID marks 被申请人, who does not decide.
const (
	selfDoneID  = 7
	defendantID = 8
)

// itemsID marks words that make a kind of decision a heading: 行政处罚事项, 行政许可信息.
const itemsID = 4

// waysID marks 等渠道: the channels before it are all there are.
const waysID = 3

// applicantID marks 申请人, who has filed an application.
const applicantID = 2

const (
	rulesID = iota + 1
	normativeID
)

const (
	issuedID = iota + 1
	repealedID
	inForceID
	madeID
	publishedID
	publicTotalID
)

const (
	licensingID = iota + 1
	penaltyID
	coercionID
)

const (
	reconsiderationID = iota + 1
	litigationID
	directID
	afterID
)

// How far a verb of receiving goes: 新收 leaves out what was carried in, 提交
// needs the applications named beside it.
const (
	newID = iota + 1
	weakID
)

const (
	officeID = 1 // 我办: an office, which may report for its government
	areaID   = 2 // 我市: as 全市
)

// anyoneID is 公民, which is no column; as the subject of 提出 it is anyone.
const anyoneID = 1

// namedDueID marks words that name the applications themselves, 应办申请.
const namedDueID = 1

// unpaidID marks negations of charging, 不收取.
const unpaidID = 1

// looseID marks 办理, which may also be all that was there to handle.
const looseID = 1

// openID marks 公开, which in a list of results is 予以公开.
const openID = 1

// noticeID marks 收费通知, which is given for the fee for handling applications.
const noticeID = 2

// publishID marks words for putting things before the public, which are no
// decisions: 发布, 公示.
const publishID = 3

// draftID marks the drafting of documents another organ issues.
const draftID = 4

// filedID marks 复议申请, which the organ that decides receives; of one that has
// received none there was no case.
const filedID = 1

// sinceID marks 以来: the year before it is where the sum begins.
const sinceID = 1

// formerID marks years long past, 以往, which date a noun and not the sentence.
const formerID = 1

const (
	listedID = 1 // 各镇, 市直部门: always others
	namedID  = 2 // 市公安局: the reporter itself or another
)

// vocabulary holds the words by kind; words are separated by spaces.
var vocabulary = []struct {
	kind  kind
	arg   uint8
	words string
}{
	{receive, 0, "收到 收件 共收到 接收 接收到 接到 收悉 受理 接受 接办 收"},
	{receive, newID, "新收 新收到 本年新收 本年度新收 当年新收 新受理 新接收"},
	{receive, weakID, "递交 新增 提交 提出"},
	{handle, 0, "予以答复 办结 答复 办复 回复 办理完毕 办理完成 办理结果总计 办理结果 办结数 答复数 办结数量 答复数量 办理数量 办理数 办结量 答复量 办结总数 答复总数 办结件数 答复件数 办理答复 答复办结 办理并答复"},
	{handle, looseID, "办理 处理"},
	{due, 0, "应办理 应办 需办理 需要办理 应处理 应答复 应办结 共需办理 待办理 须办理 合计应办"},
	{due, namedDueID, "待办申请 待办申请总量 应办申请 应办理申请 应处理申请 应办申请总量"},
	{carryIn, 0, "上年结转 上年度结转 去年结转 上一年结转 上一年度结转 往年结转 结转上年 结转上年度 上年转入 上年度转入 去年转入 上年遗留 上年度遗留 上年延续 结转去年 上年跨年 年初结转 期初结转"},
	{carryOut, 0, "结转下年 结转下年度 结转下一年 结转下一年度 结转次年 结转至下年 结转至下年度 结转到下年 结转到下年度 转下年 转下年度 转下一年 转下一年度 转次年 转入下年 转入下年度 转至下年 转至下年度 顺延下年 顺延至下年 顺延至下年度 顺延到下年度 顺延到下年 下年结转 下年度结转 结转明年 结转来年 下年度继续办理 下年继续办理 下一年度继续办理 结转下年度继续办理 结转至下一年 结转至下一年度 延至下年 延至下年度 跨入下年 年末结转 年底结转 期末结转"},
	{carry, 0, "转 结转 结转至 结转到 结转入 转入 转至 转到 顺延 顺延至 顺延到 延续至 延续到 延至 延期至 延期到 滚动至 跨入 转结 移至 转接至"},
	{object, 0, "申请 该项申请 此项申请 政府信息申请公开件 政府信息申请公开 信息申请公开件 信息申请公开 申请公开件 申请公开事项 依申请信息公开件 依申请信息公开申请 信息依申请公开 信息依申请公开件 政府信息公开申请 信息公开申请 政府信息申请 公开申请 依申请公开申请 依申请公开政府信息 政府信息依申请公开 政府信息公开依申请 依申请公开信息 依申请信息公开 依申请公开事项 依申请公开政府信息申请 依申请公开来信 依申请公开信函 依申请公开信件 申请公开政府信息 政府信息公开申请事项 依申请公开件 申请件 公开政府信息申请 公开政府信息的申请 要求公开政府信息 要求公开政府信息的申请 申请公开信息 政府信息公开的申请 信息公开的申请 政府信息公开申请件 政府信息公开申请表 依申请公开申请件 申请公开 申请书 申请表 依申请 政府信息公开申请书 依申请公开案件 依申请公开办件 依申请公开的申请 依申请公开政府信息的申请 政务公开申请 政务信息公开申请 政府信息依申请公开申请 政府信息公开申请案件 政府信息公开事项申请 公开申请件 依申请件 申请事项 政府信息公开申请办件 依申请公开政务信息 依申请公开信息事项 依申请公开政府信息事项 依申请公开办理事项 依申请公开办理件 依申请公开办理申请 政府信息公开申请办理事项 政府信息公开申请办理件 政府信息依申请公开办理事项"},
	{object, modeID, "依申请公开"},
	{volume, 0, "申请收件数 收件数 收件总数 申请收件量 政府信息公开申请收件数 依申请公开收件数 申请量 申请数 申请总数 申请数量 申请件数 受理数 受理数量 受理件数 受理总量 受理量 受理总数 收件量 收件总量 申请总件数 新收数 新收申请数 政府信息公开申请数量 政府信息公开申请总量 政府信息公开申请总数 政府信息公开申请量 依申请公开总量 申请受理量 依申请公开数量 依申请公开申请数量 依申请公开件数 依申请公开申请量 依申请公开受理量"},

	{filler, lawID, "依申请公开方面 依申请公开情况 政府信息公开申请办理 依申请公开工作 依申请公开制度 依申请公开流程 依申请公开渠道 依申请公开办理 依申请公开答复 依申请公开机制 依申请公开规范 依申请公开平台 依申请公开系统 政府信息公开申请表 政府信息公开申请渠道 政府信息公开申请办理工作"},
	{filler, itemsID, "信息 事项"},
	{filler, waysID, "线上、线下 线上线下 线上和线下 线上及线下 网上网下 等渠道 等方式 等途径 等形式 等多种渠道 等多种方式 等多种途径 等多渠道 等各种渠道 等各类渠道 相结合 多种渠道 各种渠道 各类渠道"},
	{filler, applicantID, "申请人 申请人员"},
	{filler, selfDoneID, "自行 自身 另行自行"},
	{filler, defendantID, "被申请人 作为被申请人 被告 作为被告 为被申请人 为被告"},

	{row, granted, "予以公开 同意公开 给予公开 予以全部公开 准予公开"},
	{row, partlyGranted, "部分公开 予以部分公开 同意部分公开 部分予以公开 给予部分公开 准予部分公开 部分同意公开 部分准予公开 同意公开部分"},
	{row, withheld, "不予公开 不同意公开 不予以公开 决定不予公开"},
	{row, stateSecret, "属于国家秘密 涉及国家秘密 国家秘密 属国家秘密"},
	{row, prohibited, "其他法律行政法规禁止公开 法律行政法规禁止公开 其他法律、行政法规禁止公开 法律、行政法规禁止公开 法律法规禁止公开 法律和行政法规禁止公开 其他法律和行政法规禁止公开 法律、法规禁止公开 法律行政法规规定禁止公开"},
	{row, security, "危及三安全一稳定 三安全一稳定 涉及三安全一稳定"},
	{row, thirdParty, "保护第三方合法权益 第三方合法权益 涉及第三方合法权益 损害第三方合法权益 侵害第三方合法权益 属于保护第三方合法权益 涉及保护第三方合法权益"},
	{row, internalAffairs, "属于三类内部事务信息 三类内部事务信息 内部事务信息 属于内部事务信息 三类内部事务 属三类内部事务信息"},
	{row, deliberative, "属于四类过程性信息 四类过程性信息 过程性信息 属于过程性信息 四类过程信息 属四类过程性信息"},
	{row, enforcementFile, "属于行政执法案卷 行政执法案卷 行政执法案卷信息 执法案卷 属于行政执法案卷信息 执法案卷信息"},
	{row, inquiry, "属于行政查询事项 行政查询事项 行政查询类事项 行政查询 属行政查询事项"},
	{row, unavailable, "无法提供 不能提供"},
	{row, notHeld, "本机关不掌握相关政府信息 不掌握相关政府信息 不掌握相关信息 本机关不掌握 不掌握 本机关不掌握相关信息 不掌握政府信息 不掌握该信息 非本机关掌握 非本单位掌握 本机关未掌握 未掌握相关信息 未掌握相关政府信息 未掌握"},
	{row, needsCreation, "没有现成信息需要另行制作 没有现成信息 需要另行制作 需另行制作 无现成信息 无现成信息需另行制作 没有现成信息需另行制作 没有现成信息、需要另行制作 没有现成信息,需要另行制作"},
	{row, stillUnclear, "补正后申请内容仍不明确 补正后仍不明确 补正后内容仍不明确 补正后申请仍不明确 申请内容仍不明确"},
	{row, notProcessed, "不予处理"},
	{row, petition, "信访举报投诉类申请 信访举报投诉类 信访举报投诉 信访、举报、投诉类申请 信访、举报、投诉类 信访、举报、投诉 信访投诉举报类申请 信访投诉举报类 信访、投诉、举报类 信访类申请 信访类 信访举报类申请 信访投诉类申请 信访投诉类"},
	{row, repeated, "重复申请 重复类申请 属于重复申请"},
	{row, publication, "要求提供公开出版物 公开出版物 提供公开出版物"},
	{row, excessive, "无正当理由大量反复申请 大量反复申请 无正当理由反复申请"},
	{row, reissue, "要求行政机关确认或重新出具已获取信息 确认或重新出具已获取信息 重新出具已获取信息 要求确认或重新出具已获取信息"},
	{row, otherwise, "其他处理 作其他处理 其它处理 作其它处理 其他方式处理 做其他处理"},
	{row, uncorrected, "申请人无正当理由逾期不补正 无正当理由逾期不补正 逾期不补正 逾期未补正 申请人逾期不补正 申请人逾期未补正 无正当理由逾期未补正"},
	{row, unpaid, "申请人逾期未按收费通知要求缴纳费用 逾期未按收费通知要求缴纳费用 逾期不缴费 申请人逾期未缴纳信息处理费 逾期未缴纳信息处理费 逾期不缴纳信息处理费 逾期未缴信息处理费 逾期未缴费 逾期未缴纳费用 未按收费通知要求缴纳费用 逾期不缴纳费用"},

	{column, naturalPerson, "自然人 个人 公民个人"},
	{column, enterprise, "商业企业 企业"},
	{column, research, "科研机构 科研院所"},
	{column, welfare, "社会公益组织 公益组织 社会公益性组织"},
	{column, legalService, "法律服务机构"},
	{joined, 0, "法人或其他组织 法人和其他组织 法人或者其他组织 法人及其他组织 法人、其他组织 法人与其他组织 法人 其他组织 法人组织 单位申请"},
	{joined, anyoneID, "公民"},
	{other, 0, "其他 其它"},

	{outcome, upheld, "结果维持 维持 获维持 被维持 予以维持"},
	{outcome, overturned, "结果纠正 纠正 被纠正 予以纠正 纠错 被纠错"},
	{outcome, otherResult, "其他结果 其它结果"},
	{outcome, pending, "尚未审结 未审结 尚未审理终结"},
	{remedy, reconsiderationID, "行政复议问题 复议问题 行政复议 复议 被复议 行政复议案件 复议案件"},
	{remedy, litigationID, "行政诉讼问题 诉讼问题 行政诉讼 诉讼 行政应诉 应诉 行政诉讼案件 诉讼案件 行政应诉案件 应诉案件"},
	{remedy, directID, "未经复议直接起诉 未经行政复议直接起诉 直接起诉 未经复议直接提起诉讼 直接提起行政诉讼 未经复议直接诉讼"},
	{remedy, afterID, "复议后起诉 行政复议后提起行政诉讼 复议后提起行政诉讼 经行政复议后提起行政诉讼 经行政复议后起诉 经复议后起诉 行政复议后起诉 复议后提起诉讼 复议后诉讼 经复议起诉"},
	{info, 0, "依申请公开类 依申请类 政府信息公开申请类 公开申请类 政府信息依申请公开类 政府信息公开 信息公开 政务公开 政府信息 信息公开类 政府信息公开类 政府信息公开工作 涉政府信息公开 信息公开工作 信息公开事项"},
	{decide, 0, "行政复议机构 复议机构 行政复议机关 复议委员会 作为复议机关 作为行政复议机关 复议机关 审理 审结 立案受理 裁决 履行复议职责 行政复议局"},
	{decide, filedID, "复议申请 行政复议申请"},

	{papers, rulesID, "规章 政府规章 市政府规章 省政府规章 地方政府规章"},
	{papers, normativeID, "规范性文件 行政规范性文件 规范文件"},
	{made, issuedID, "制发 制定 出台 印发 新制定 新出台 新制发 制定出台 制定印发 制定发布 发布实施 制定并发布 颁布 制定并印发 制发件数 本年制发 印发实施 制定下发"},
	{made, repealedID, "主动废止 废止 清理废止 清理并废止 宣布废止 决定废止 废止件数 明令废止"},
	{made, inForceID, "目前有效 保留现行有效 目前现行有效 现行有效 现行有效件数 有效件数 现行有效数"},
	{made, madeID, "新制作 新制作数量 本年新制作"},
	{made, publishedID, "新公开 新公开数量 本年新公开"},
	{made, publicTotalID, "对外公开总数量 对外公开总数 对外公开数量 对外公开总量"},
	{act, licensingID, "行政许可 行政许可决定 行政许可案件 行政许可业务 行政许可办件"},
	{act, penaltyID, "行政处罚 行政处罚决定 行政处罚案件 行政处罚决定书 行政处罚案 行政处罚案卷"},
	{act, coercionID, "行政强制 行政强制措施 行政强制决定 行政强制执行 行政强制案件"},
	{acting, 0, "出具 查办 查处 作出 做出 实施 下达 采取 处理决定 处理决定数量 决定 本年处理决定数量 处理决定数 开展"},
	{charge, 0, "行政事业性收费类收入 行政事业性收费类 行政事业性收费 行政事业性收费收入 行政事业性收费总额 行政事业性收费金额 行政事业性收费总金额 行政事业收费 行政性事业收费 行政事业性收费项目 行政事业性收费款"},
	{handlingFee, 0, "信息处理费 政府信息公开信息处理费 政府信息处理费 处理费 政府信息公开处理费 信息公开处理费 政府信息公开收费 依申请公开收费 信息公开信息处理费 信息处理费用 信息公开收费 政府信息公开的收费 依申请公开信息处理费"},
	{collect, 0, "收费额 年收费额 收取 收费 实收 实际收取 征收 收缴 收费金额 收取金额 收取费用 实际收费 实际收到 收费总额 收费总金额 收取总金额 实际收取金额 实际收取总金额 实际收取的总金额 收取的金额"},
	{cost, 0, "费用 检索、复制、邮寄费用 检索、复制、邮寄等费用 检索复制邮寄费用 检索、复制、邮寄等成本费用 检索、复制费 检索、复制、邮寄费 检索、复制、寄送等费用 邮寄费用 复制费用 任何费用 相关费用 检索费 复制费 邮寄费 成本费 工本费 成本费用"},
	{amount, 0, "金额 额度 数额 总金额 总额 采购总金额 采购金额 采购总额"},
	{procure, 0, "政府集中采购 集中采购 集中采购项目 政府集中采购项目"},
	{projects, 0, "采购项目 采购项目数量 项目数量"},

	{taboo, openID, "公开"},
	{taboo, noticeID, "收费通知 收费告知 收费通知书 通知缴费 缴费通知 缴费通知书 缴款通知 缴款通知书 收费告知书"},
	{taboo, publishID, "发布 主动公开 公示 公布 公开信息 新增公开 累计公开 公开发布"},
	{taboo, draftID, "起草 牵头起草 参与起草 负责起草 组织起草"},
	{taboo, 0, "第三人 作为第三人 不予行政处罚 不予处罚 免予处罚 免予行政处罚 通知收费 不含 不包括 不包含 应收 应缴 罚没 罚没款 罚款 罚没金额 罚款金额 没收 减免 免征 免收 减收 减征 降低 退还 清退 停征 预算 决算 支出 非税收入 财政 投入 经费 涉案 立案 备案 合法性审核 审核 审查 清理 修订 修改 修正 评估 解读 报送 上报 转发 清单 目录 准予行政许可 不予行政许可 准予许可 不予许可 变更许可 注销 撤销 事项清单 一审 二审 再审 终审 胜诉 败诉 撤诉 驳回 终止 调解 和解 开庭 出庭 信息不存在 政府信息不存在 不属于本机关负责公开 不属于本机关公开 非本机关 不属于本机关 不属于 个人隐私 商业秘密 撤回 自行撤回 主动撤回 撤销申请 补正 逾期答复 超期 超期答复 逾期 延期答复 当面答复 当场答复 口头答复 电话答复 延长 延期办理 现场答复 转办 移送 转送 督办 代拟 代为答复 在办 正在办理 办理中 公众号 答复率 办结率 纠错率 维持率 公开率 收办 平均 人均 日均 宣布失效 失效 继续有效 保留 拟 征求意见 意见征集 草案 行政许可证 许可证 听证 简易程序 普通程序 一般程序 行政许可申请 许可申请 复议答复 复议意见 复议决定 行政复议决定 复议决定书 应诉率 出庭应诉 合同 履约 授权 委托 公开件 第三方意见 规范化 标准化 专栏 栏目 培训 办理时限 答复时限 办理期限 办理流程 办理环节 答复书模板 案例 典型案例 件次"},
	{foreign, 0, "公文 公文属性 属性认定 源头认定 文件属性 党委规范性文件 党内规范性文件 工单 热线 意见 建议 意见建议 提案 议案 建议提案 人大代表建议 政协提案 来信 来电 来访 留言 咨询 信访件 信访事项 信访案件 投诉 举报 诉求 求助 稿件 信箱 邮箱 信件 群众来信 办件 政务服务 审批 社会救助 救助 低保 补贴 证照 网民 网友 问题 线索 报警 警情 电话 网上信访 反馈 提问 互动 访谈 新闻 发布会 会议 文章 视频 动态 不动产 公共法律服务 法律援助 公证 仲裁 劳动 许可事项 服务事项 政策 报道 评论 点击 访问 浏览 志愿 捐赠 项目申请 补助申请 资金申请 人才 岗位 举报投诉 投诉举报 民生 纠纷"},
	{channel, 0, "网路 网上 网络 网站 邮寄 信函 现场 当面 传真 电子邮件 邮件 窗口 线上 线下 平台 书面 快递 特快专递 挂号信 互联网 来函 网上申请 来信申请 来电申请 来访申请 电话申请 网络申请 信函申请 当面申请 邮寄申请 网上提交 邮寄提交 现场提交 微信 微博 小程序 电子邮箱 政府网站 门户网站 公众平台 在线 在线申请 政务服务网"},
	{subset, 0, "某申请人 某 同一申请人 个别申请人 一名申请人 一位申请人 单一申请人 个别 该申请人 同一人 领域 类型 类别 土地类 拆迁类 征地类 方面的 集中在 类 指导 抽查 检查 抽取 随机 每 逐 发现 整改 最大的 最多的 较多的 较集中的 靠前 靠前的 居前 居前的 前三位 前五位 前三 前五 排名前 选取 选编 精选 剖析 评析 汇编 收录 仅本 单个 首次 首例 起诉率"},

	{concerning, 0, "涉及 关于 有关 涉及到 有关于 主要为 主要是"},
	{negation, 0, "未 没有 无 没 未曾 从未 未有 并未 尚未 暂未 暂无 均未 均无 均没有 未发生 没有发生 不存在有 尚无 并无 从无 均未有 无一例 不存在 未能有"},
	{negation, unpaidID, "不收取 不收 不收费"},
	{thisYear, 1, "全年 本年 本年度 今年 当年 年内 年度内 全年度 一年来 本报告年度 报告年度 今年以来 本年以来 该年度 当年度 统计年度 这一年"},
	{lastYear, 0, "上年 上年度 去年 上一年 上一年度 前一年 前年 上年同期 去年同期 同期 往年同期"},
	{lastYear, formerID, "以往 历史 往年 以前年度 前期"},
	{nextYear, 0, "下年 下年度 下一年 下一年度 次年 明年 来年 次年度 下个年度"},
	{partYear, 0, "一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 上半年 下半年 前三季度 季度 每季度 本月 当月 每月 月度 前两个月 截止上半年 前半年 后半年 首季度 单月 单日 当日 单季度"},
	{sumYears, sinceID, "以来"},
	{sumYears, 0, "十四五期间 十三五期间 十四五时期 十三五时期 十四五以来 五年间 三年间 任期内 累计 历年 历年来 近年来 近年 近三年 近两年 近五年 三年来 五年来 两年来 多年来 连续 总计历年 自施行 近几年 十年来"},
	{asOf, 0, "截至 截止 截止到 截至到 截至目前 截止目前 目前 至今 迄今"},
	{future, 0, "下一步 下步 今后 力争 拟定于 将于 计划于 预计 目标 计划"},

	{own, 0, "本机关 本单位 本局 我局 我局机关 本委 我委 我镇 本镇 我乡 本乡 我街道 本街道 我街 我中心 本中心 我厅 本厅 我会 我单位 我院 本院 我队 我所 本所 我站 我处 本处 我部门 本部门 我处室 我行 本行 我社 我机关 本级机关 本局机关 我委机关 我分局 本分局 我大队 我支队 全镇 全乡 全街道 全局 全委 我园区 我管委会 本级 我单位全年 我公司 我校 我片区 镇政府 乡政府 镇人民政府 乡人民政府 街道办 街道办事处 我区管委会"},
	{own, officeID, "我办 本办 我办公室 本办公室 办公室机关"},
	{own, areaID, "我市 我县 我区 我省 本市 本县 本区 本省 我州 我旗 我盟 我自治区 我自治县 我新区 我开发区"},
	{whole, 0, "各级行政机关 各级各部门 各级政府及部门 各级 全市 全县 全区 全省 全州 全旗 全盟 全自治区 全市政府系统 全县政府系统 全区政府系统 全省政府系统 全州政府系统 全市行政机关系统 全市各级行政机关 全区各级行政机关 全县各级行政机关 全市各级 全县各级 全区各级 全省各级 全市上下 全市行政机关 全区行政机关 全县行政机关"},
	{body, listedID, "家单位 家部门 家行政机关 家机关 家市直单位 家县直单位 家区直单位 家成员单位 家市直部门 邻近 周边 相邻 兄弟 各镇 各乡镇 各乡 各街道 各镇街 各镇街道 各乡镇街道 各部门 各单位 各县区 各县 各区 各市县 各县市区 各区县 各市 各委办局 各局 各科室 各成员单位 各职能部门 市级 县级 区级 省级 镇级 乡级 村级 县(市、区) 县(区) 市(县、区) 区(县、市) 区(市、县) 县市(区) 县(市) 区(市) 区(县) 各县(市、区) 各县(区) 各县市(区) 各区(县) 各区(市、县) 各市(县、区) 各县(市) 乡镇(街道) 各乡镇(街道) 镇(街道) 各镇(街道) 乡(镇) 各乡(镇) 乡(镇、街道) 各乡(镇、街道) 个县(市、区) 个县(区) 个县(市) 个乡镇(街道) 个镇(街道) 市直部门 县直部门 区直部门 市直单位 县直单位 区直单位 市级部门 县级部门 区级部门 市级机关 区级机关 县级机关 市直 县直 区直 直属单位 下属单位 所属单位 二级单位 基层单位 各行政机关 有关部门 相关部门 有关单位 相关单位 责任单位 承办单位 县区 镇街 乡镇 乡镇街道 兄弟单位 上级 上级部门 其他部门 其他单位 部门 市政府本级 县政府本级 区政府本级 市本级 县本级 区本级 垂管单位 村居 两部门 三部门 系统 全国 国务院 省政府办公厅 法院 检察院 人民法院 税务部门 公安部门 公安机关 个单位 个部门 个乡镇 个镇街 个街道 个县 个区 个县区 个县市区 个市 个市县 个委办局 个委局 个局 个社区 个村 个镇 个乡 个省直部门 个市直部门 个县直部门 个区直部门 行业 各村 各社区 村委会 社区 村 村组 居委会 村社区 事业单位 公共企事业单位 企事业单位"},
	{body, namedID, "市政府 县政府 区政府 市人民政府 县人民政府 区人民政府 市政府办公室 县政府办公室 区政府办公室 市政府办公厅 市政府办 县政府办 区政府办 省政府 省人民政府 公安局 自然资源局 自然资源和规划局 司法局 住建局 住房城乡建设局 住房和城乡建设局 民政局 财政局 教育局 生态环境局 农业农村局 市场监管局 市场监督管理局 人社局 人力资源和社会保障局 交通运输局 卫健委 卫生健康委 卫生健康委员会 发改委 发展改革委 城管局 城市管理局 应急局 应急管理局 水利局 水务局 文旅局 审计局 统计局 医保局 税务局 信访局 商务局 工信局 林业局 气象局 行政审批局 数据局 退役军人局 退役军人事务局 政务服务中心 党政办 办公室 办公厅 政务公开办"},
	{suffix, 0, "局 委 厅 镇 乡 街道 县 区 市 人民政府 政府 分局 大队 支队 管委会 开发区 新区 园区 委员会 中心 学校 医院"},
	{assist, 0, "模拟 测评 暗访 测试 代市政府 代县政府 代区政府 代政府 代省政府 代上级 代市 代区 协助 配合 帮助 代办 转交 督促 代为办理 会同办理 协办 协同办理 代收 代转"},

	{among, 0, "其中 当中 其中的"},
	{including, 0, "含 包括 包含 内含 内有 具体为 具体是 包含了 包括了 内中 其中含 其中包括 其中包含"},
	{alongside, 0, "连同 叠加 加上 加之 连带 合并上年 算上 加"},
	{respectively, 0, "分别 依次 分别为 分别是 分别有"},
	{each, 0, "均 都 皆 各 全部均 数量均 件数均 双双"},
	{total, 0, "共 总 总共 一共 共计 总计 合共 共有 总数 总量 总计为 总数为 数量 件数 数 计 数为 总件数"},
	{sum, 0, "合计 合并 两项 三项合计 三类合计 两类合计 两者 三者 合并为 相加 总和 之和 总计达"},
	{except, 0, "除 除了"},
	{rest, 0, "未办结 尚未办结 尚未答复 未答复 余 其余 剩余 余下 其余的 剩下"},
	{done, 0, "已 已经 均已 已全部 全部已 均已全部 均 业已"},
	{compare, 0, "较 比 相比 同比 环比 相较 对比 相较于"},
	{change, 0, "同比增长 同比减少 同比增加 同比下降 同比上升 同比降低 增加 减少 增长 下降 上升 降低了 回落 增幅 降幅 增量 减量 多出 净增 少 多 翻 攀升 减 增 增多 上涨 激增 增加了 减少了 压减 压缩 新增长 同比增 同比减"},
	{become, 0, "增至 降至 减至 升至 增加到 增加至 减少到 减少至 下降到 下降至 上升到 上升至 调整为 调整到 调整至 变为 增长到 增长至 降为 升为 减为 增为 压减至 上涨至 攀升至 回落至 回落到"},
	{from_, 0, "由 从 自"},
	{about, 0, "约 近 将近 大约 超 超过 逾 突破 不足 上 接近 几 数 约为 大概 估计 左右 最高 最低 不到 多达 至少 至多 最多"},
	{share, 0, "占 占到 占比为 占比"},
	{apartFrom, 0, "不涉及 均不涉及 无关 均无关"},
	{etc, 0, "等"},
	{because, 0, "因 由于 因为 针对 围绕 就 受 引起 引发 导致 涉 涉及的 所涉"},
	{link, 0, "和 及 与 或 以及 并 并且 暨 或者"},
	{also, 0, "也 亦 一件都 一件也"},
}

// fillers are words that change nothing where they stand: particles, the ways
// of doing right by the law, and longer words that contain words of the
// vocabulary without meaning them (无锡, 比例, 一方面).
const fillers = `发生量 发生数 发生件数 案发量 及其部门 及所属部门 及其所属部门 及政府部门 与其他部门联合 与有关部门联合 与相关部门联合 会同其他部门 会同有关部门 会同相关部门 联合其他部门 联合有关部门 联合相关部门 入库 缴库 居民 百姓 民众 社会各界 再行 按规 合规 按流程 按程序 按照程序 按照流程 按法定程序 按法定时限 事件 事宜 部门预算 部门决算 部门预决算 按时限 按规定时限 如期 按质 保质 保质保量 高质量 款项 公开透明 公开力度 公开内容 公开工作 公开制度 公开方面 绝大多数 大多数 多数 绝大部分 大部分 将 年底 年末 年底前 年末前 一番 其次 其次为 任何形式 形式 需要 需 需求 直接 单独 零星 无需 无须 属于 属 系 系统性 时代 现代 替代 代码 代理 年代 当代 换代 交代 持平 相当 基本持平 大体持平 人民币 代表 指导其 不断 不足 不够 不予受理 不同 不含糊 不良 不仅 不服 不再 不变 不高 不强 在办理 另有 尚有 还有 有 零距离 零散 零跑腿 零容忍 清零 归零 零报告 的 了 为 是 在 于 中 对 被 经 向 各类 达 达到 达成 即 内 外 时 后 前 里 上述 该 此 此类 其 依法 依规 依法依规 按时 按期 及时 均按时 按规定 按程序 规范 准确 全部 实际 期间 年度 度 年 方面 情况 情形 事项 数据 工作 要求 规定 法定 时限 期限 限期 期内 答复期限 法定期限 申请者 群众 社会公众 公众 相对人 依职权 案件 案 件 之 地 得 着 过 仅 只 仅仅 只有 仅有 先后 陆续 有效 有效申请 正式 相关 有关的 行为 活动 任何 一切 所有 全 完成 完毕 完成了 进行 发生 出现 产生 存在 引发的 提起 提起的 提请 被申请 被提起 被申请人 被告 作为被告 作为被申请人 涉诉 涉案的 应对 公民、法人和其他组织 公民、法人或其他组织 公民、法人或者其他组织 公民、法人及其他组织 公民法人和其他组织 公民法人或其他组织 公民、法人、其他组织 自然人、法人和其他组织 自然人、法人或其他组织 自然人、法人或者其他组织 公民、法人以及其他组织 公民和法人 法人和公民 行政机关不再处理其政府信息公开申请 行政机关不再受理其政府信息公开申请 不再处理 不再受理 不再处理其政府信息公开申请 主动公开方面 收到和处理政府信息公开申请情况 收到和处理 无一例外 无一超期 无一逾期 无正当理由 无锡 无为 无偿 无缝 无障碍 无纸化 无遗漏 未来 未成年 无疑 无论 没有及时 没能 一是 二是 三是 四是 五是 一方面 另一方面 进一步 统一 一次性 一律 一致 书面形式 一体化 一定 一批 万众 三审三校 一网通办 一站式 唯一 专一 单一 同一 第一 第二 第三 之一 一直 一般 一些 一旦 一样 一级 二级 一线 公共 共同 共享 公共服务 总体 总结 总体情况 各级党委 含义 包含内容 有力 有序 有效性 有利 有所 有关情况 有关规定 有待 所有权 具有 拥有 持有 占用 占地 征占 比例 比较 比如 对比分析 增强 增进 多样 多元 多种 多次 多渠道 多方 减轻 少数 近日 附近 上级要求 上述事项 向上 以上 数字 数字化 数字政府 人数 计量 计算 会计 审计 统计 统计期限 统计数据 设计 设置 总结经验 除外 扫除 排除 清除 删除 解除 与会 参与 与此同时 及格 以及其 普及 涉及面 和谐 和平 总和为 自觉 自查 自行 自身 自主 自动 自愿 来自 由此 由来 理由 自由 经由 从严 从而 从源头 从事 服从 因此 因素 原因 基因 就业 成就 就近 受众 受益 接受监督 提出建议 提交材料 回收 收集 收入 收支 收录 吸收 收回 签收 验收 收藏 收文 收发 收件人 未按 尚 仍 再 又 还 且 而 则 地区 专区 城区 市区 辖区 小区 区域 区分 区别 分区 景区 校区 社区矫正 城市 市场 市民 市场监管 市场主体 市长 区长 县长 镇长 乡村 乡村振兴 农村 村民 城镇 城乡 委托书 委员 局面 局部 格局 布局 结局 中心工作 中心组 政府工作 政府部门 政府网 政府公报 政府办公 县级以上 县域 市域 区划 答复意见 答复口径 答复文书 答复书 答复函 答复工作 答复质量 办理工作 办理件 办理质量 办理程序 办理机制 处理机制 处理决定书 受理渠道 受理点 受理机制 受理工作 受理、审查 受理登记 收到后 收到申请后 申请办理工作 申请渠道 申请流程 申请方式 申请登记 申请答复 规章制度 行政复议法 行政诉讼法 行政复议体制 行政许可法 行政处罚法 行政强制法 信访工作 信访局 诉讼法 复议体制 应诉工作 复议应诉工作 行政复议工作 行政诉讼工作 复议诉讼风险 三项制度 两个 一个 每个 几个 按要求 按照要求 符合 满意 质量 效率 较好 较快 较大 较多 比上 本报告 现 现将 严格 落实 坚持 积极 认真 做好 加强 稳妥 妥善 高效 妥善办理 顺利 圆满 切实 规范办理 严格按照 严格依照 根据 依据 按照 按 结合 通过 履行 接 收件数 有过 任一 具体 从申请人看 申请人类型 申请人类别 申请主体 从申请人类型看 从申请主体看 看 从结果看 从办理结果看 从答复结果看 办理情况 答复情况 处理情况 处理结果 答复结果 结果 上 分类 分 分为 涉政府 政府 公开类 类案件 申请信息 信息 条例 全国 情况如下 如下 告知 视为放弃 视为放弃申请 视为撤回 师生 学生 教师 家长 职工 员工 用户 业主 农户 村民 居民 纳税人 患者 读者 客户 服务对象 当事人 利害关系人 学员 会员 决定书 意见书 给 给予 做 作 尚在 依 本 我 整年 零时 到 至 起 止 入 以 从申请 从受理 下来 而来 转来 过来 收支两条线 申诉 履职 归档 登记 均在 于规定 规定时间 规定时限 规定期限 规定期限内 规定时限内 法定时限 法定时限内 法定期限内 时间 期 依程序 书面答复 予以 准予 收费项目 继续办理 继续处理 继续答复 延期 依法延期 并依法 首`

var lexicon = newTrie(entries())

// entries lists the vocabulary. A word in several kinds is of the first: the
// names of cells go before the words that change nothing.
func entries() []entry {
	list := make([]entry, 0, 3000)
	seen := make(map[string]bool, 3000)
	put := func(word string, k kind, arg uint8) {
		if !seen[word] {
			seen[word] = true
			list = append(list, entry{word, k, arg})
		}
	}
	for _, v := range vocabulary {
		for _, w := range strings.Fields(v.words) {
			put(w, v.kind, v.arg)
		}
	}
	for _, v := range vocabulary {
		if v.kind != object {
			continue
		}
		for _, w := range strings.Fields(v.words) {
			if strings.HasSuffix(w, "申请") && w != "申请" {
				for _, end := range []string{"表", "书", "件", "事项", "案件", "办件", "信件"} {
					put(w+end, object, v.arg)
				}
				for _, end := range []string{"量", "受理量", "受理数", "收件量", "收件数"} {
					put(w+end, volume, 0)
				}
			}
		}
	}
	for _, w := range anyones() {
		put(w, filler, 0)
	}
	for _, w := range below() {
		put(w, body, listedID)
	}
	for _, w := range strings.Fields(fillers) {
		put(w, filler, 0)
	}
	return list
}

// anyones lists the ways to say who may apply: 公民、法人和其他组织.
func anyones() []string {
	var out []string
	for _, first := range []string{"公民", "自然人", "公民个人", "公众", "群众", "市民"} {
		for _, a := range []string{"、", "和", "或", "或者", "及", "与", ","} {
			for _, b := range []string{"和", "或", "或者", "及", "及其", "以及", "、", "与"} {
				for _, last := range []string{"其他组织", "其它组织", "其他社会组织"} {
					out = append(out, first+a+"法人"+b+last)
				}
			}
		}
	}
	return out
}

// below lists the ways to say what belongs to an organ and is not itself: 局属学校.
func below() []string {
	var out []string
	for _, a := range strings.Fields("局属 委属 厅属 市属 县属 区属 省属 所属 下属 直属 局直属 委直属 局下属 委下属 辖区 辖内") {
		for _, b := range strings.Fields("学校 单位 医院 企业 事业单位 高校 公司 中心 机构 部门 院校 站所 科室") {
			out = append(out, a+b)
		}
	}
	return out
}
