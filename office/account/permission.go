package account

import (
	"slices"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A reach says over which organs a post carries an action.
type reach string

const (
	own   reach = "本机关"    // the organ of the post, never another
	below reach = "本机关及下级" // with Subtree also every organ below
	self  reach = "本人"     // the person's own account
)

// A permission is one row of the table: who may do an action, how far, why.
type permission struct {
	action Action
	label  string
	reach  reach
	roles  []Role
	why    string
}

// Sets of roles that return in the table.
var (
	office = []Role{Clerk, Reviewer, Approver}
	reads  = []Role{Clerk, Reviewer, Approver, Viewer}
	cases  = []Role{Clerk, Handler, Reviewer, Approver}
	admins = []Role{SystemAdmin, SecurityAdmin, AuditAdmin}
	people = []Role{Clerk, Handler, Reviewer, Approver, Viewer, SystemAdmin, SecurityAdmin, AuditAdmin}
)

// permissions is the one table of who may do what. An organ's records and
// reports are written in that organ alone: no post in a superior reaches down
// to them. What administrators do shows no content and reaches down with
// Subtree; otherwise nobody could staff an organ that has just been founded.
var permissions = []permission{
	{RegisterEnter, "登记", own, []Role{Clerk}, "台账由本机关经办人员记录"},
	{RegisterCorrect, "更正", own, []Role{Clerk}, "更正须写明理由，原记录保留"},
	{RegisterWithdraw, "作废", own, []Role{Clerk}, "只作废、不删除，须写明理由"},
	{RegisterReinstate, "恢复", own, []Role{Clerk}, "作废有误的可以恢复，须写明理由"},
	{RegisterImport, "导入", own, []Role{Clerk}, "等同于逐条登记"},
	{RegisterUndoImport, "撤销导入", own, []Role{Clerk}, "等同于逐条作废，须写明理由"},
	{RegisterAttach, "上传附件", own, []Role{Clerk}, "附件是记录的一部分"},
	{RegisterView, "查看台账", below, reads, "上级查看下级台账时不显示个人信息"},
	{RegisterPersonal, "查看个人信息和附件", own, office, "个人信息只在作出决定的机关内可见"},
	{RegisterExport, "导出台账", own, office, "导出的文件含个人信息，不出本机关"},

	{ReportView, "查看年度报告", below, reads, "上级掌握下级数据和编制进度"},
	{ReportBegin, "开始编制", own, []Role{Clerk}, "年度报告由本机关编制"},
	{ReportWrite, "撰写文字部分", own, []Role{Clerk}, "年度报告由本机关编制"},
	{ReportFigure, "填写手工数据", own, []Role{Clerk}, "没有台账的数据由经办人员按依据填写"},
	{ReportZero, "确认零报告", own, []Role{Clerk}, "没有登记不等于没有发生，由经办人员署名确认"},
	{ReportWaive, "说明核对问题", own, []Role{Clerk}, "逐项说明、署名，审核人和签发人都看得到；数字变了即失效"},
	{ReportSubmit, "提交审核", own, []Role{Clerk}, "经办、审核、签发三级办理"},
	{ReportReturn, "退回", own, []Role{Reviewer, Approver}, "审核人、签发人可以退回修改"},
	{ReportReview, "审核通过", own, []Role{Reviewer}, "不得审核本人提交的报告"},
	{ReportSign, "签发", own, []Role{Approver}, "不得签发本人提交的报告"},
	{ReportPublish, "发布", own, []Role{Approver}, "发布即向社会公开，由签发人决定"},
	{ReportRevise, "订正已发布报告", own, []Role{Clerk}, "订正形成新版本，重新审核、签发，旧版本保留"},
	{ReportHandIn, "报送", own, []Role{Clerk, Approver}, "报送的就是签发的内容，报送后固定不变"},
	{ReportReceive, "接收下级报告", own, []Role{Reviewer, Approver}, "由接受报送的机关办理，只看、不改下级的报告"},
	{ReportSendBack, "退回下级报告", own, []Role{Reviewer, Approver}, "由接受报送的机关办理，须写明理由"},
	{ReportReceipt, "规定报送日期和先后", own, []Role{Approver}, "法律没有规定接收在先，由接受报送的机关自己规定"},
	{ReportAdopt, "导入历年报告", own, []Role{Clerk}, "历年报告由本机关录入，核对后照常审核、签发"},
	{ReportDecide, "核对导入的报告", own, []Role{Clerk}, "与原文件逐格核对，由经办人员署名"},
	{ReportDiscard, "撤销导入或者空白的报告", own, []Role{Clerk}, "只能撤销没有发布过的；导入的须写明理由，填报的须什么都没有填"},

	{CaseView, "查看申请办理", own, cases, "申请只在办理的机关内可见；承办只看分给本人的；每人每天第一次打开一件、每次打开回执都有记录"},
	{CaseApplicant, "查看申请人信息", own, cases, "办理和送达需要；每次查看都有记录"},
	{CaseOpen, "登记申请", own, []Role{Clerk, Applicant}, "公众在网上提交，经办登记当面、邮寄、传真收到的"},
	{CaseTransfer, "转入登记簿中的申请", own, []Role{Clerk}, "登记簿中还没有答复的，由经办转入申请办理"},
	{CaseStep, "办理申请", own, []Role{Clerk, Handler, Reviewer, Approver, Timer, Applicant}, "各步骤由谁办理见办理程序（docs/procedure.md）"},
	{CaseFile, "增减申请材料", own, []Role{Clerk, Handler, Applicant}, "材料属于案件，只能经案件查看"},
	{CaseGroup, "并案办理和分别编号", own, []Role{Clerk}, "并案的逐件答复、逐件计数；申请人同意才能分别编号"},
	{CaseSupervise, "督办下级逾期申请", below, reads, "上级只看编号和逾期天数，看不到申请内容和申请人"},
	{CaseHolidays, "导入节假日安排", below, []Role{SystemAdmin}, "放假通知公布后导入，未办结的申请重新计算期限，须在最上级机关任职"},
	{CaseRetention, "设定申请的保存期限", below, []Role{SystemAdmin}, "按本机关的档案、个人信息规定设定，不设定即永久保存，须在最上级机关任职"},
	{CaseHold, "暂缓删除和解除", own, []Role{Clerk, Approver}, "正在复议、诉讼或者另有需要的，须写明理由"},
	{CaseErase, "期满删除个人信息", own, []Role{Timer}, "保存期限届满由程序逐件办理，每件都有记录"},

	{OrganFound, "新建机关", below, []Role{SystemAdmin}, "机关设置由系统管理员维护"},
	{OrganRename, "机关更名", below, []Role{SystemAdmin}, "机关设置由系统管理员维护"},
	{OrganLink, "调整隶属关系", below, []Role{SystemAdmin}, "机关设置由系统管理员维护"},
	{OrganSucceed, "合并撤销和职责承继", below, []Role{SystemAdmin}, "机关设置由系统管理员维护"},
	{OrganGroup, "维护领导小组", below, []Role{Clerk, SystemAdmin}, "本机关事项由经办人员维护，新建时由系统管理员代录"},
	{OrganUnit, "维护工作机构", below, []Role{Clerk, SystemAdmin}, "本机关事项由经办人员维护，新建时由系统管理员代录"},
	{OrganStaff, "维护工作人员", below, []Role{Clerk, SystemAdmin}, "本机关事项由经办人员维护，新建时由系统管理员代录"},
	{OrganGuide, "维护公开指南", below, []Role{Clerk, SystemAdmin}, "本机关事项由经办人员维护，新建时由系统管理员代录"},
	{OrganView, "查看机关设置", below, people, "机构、职责不含业务内容"},
	{SiteSet, "修改站点设置", below, []Role{SystemAdmin}, "站点设置由系统管理员维护，须在最上级机关任职"},
	{SiteRules, "修改安全规则", below, []Role{SecurityAdmin}, "密码、锁定和登录时限由安全管理员负责，须在最上级机关任职"},

	{AccountView, "查看账号", below, admins, "三员各自履职均须看到账号和岗位"},
	{AccountCreate, "新建账号", below, []Role{SystemAdmin}, "建账号与授岗位分开，系统管理员不能授权"},
	{AccountPost, "授予或撤销岗位", below, []Role{SecurityAdmin}, "授权由安全管理员负责，不得给自己授权"},
	{AccountReset, "重置密码", below, []Role{SecurityAdmin}, "初始密码首次登录必须修改"},
	{AccountUnlock, "解除锁定", below, []Role{SecurityAdmin}, "核实身份后解除"},
	{AccountDisable, "停用账号", below, []Role{SecurityAdmin}, "离岗人员的账号应当及时停用"},
	{AccountEnable, "启用账号", below, []Role{SecurityAdmin}, "停用有误或人员返岗"},
	{AccountPassword, "修改密码", self, people, "只能修改本人密码"},
	{AccountSession, "退出登录", self, people, "只能查看和结束本人的登录"},

	{AuditView, "查看操作记录", below, []Role{AuditAdmin}, "记录由审计管理员查看，其他管理员不得接触"},
	{AuditVerify, "核验操作记录", below, []Role{AuditAdmin, Timer}, "审计管理员核验，系统每日自动核验"},
}

func permissionOf(a Action) (permission, bool) {
	i := slices.IndexFunc(permissions, func(p permission) bool { return p.action == a })
	if i < 0 {
		return permission{}, false
	}
	return permissions[i], true
}

// May says whether a role carries an action at all; where is for [Reaches]. An
// unknown action is nobody's.
func May(role Role, a Action) bool {
	p, _ := permissionOf(a)
	return slices.Contains(p.roles, role)
}

// Reaches says whether one of a person's posts lets them do a at an organ.
// isBelow tells whether the second organ stands below the first in the tree of
// governments (块). A clerk, reviewer, approver or viewer never writes outside
// the organ of the post: Subtree only lets them see.
//
// An action on one's own account needs no organ; that it is one's own is for
// [CheckSubject].
func Reaches(posts []Post, a Action, at organ.ID, isBelow func(ancestor, organ organ.ID) bool) bool {
	return slices.ContainsFunc(posts, func(post Post) bool { return post.reaches(a, at, isBelow) })
}

// ReachesAll is Reaches for an act that takes effect at an organ and everything
// below it, such as granting a post with Subtree: nobody gives away more than
// they reach.
func ReachesAll(posts []Post, a Action, at organ.ID, isBelow func(ancestor, organ organ.ID) bool) bool {
	return slices.ContainsFunc(posts, func(post Post) bool { return post.Subtree && post.reaches(a, at, isBelow) })
}

func (p Post) reaches(a Action, at organ.ID, isBelow func(ancestor, organ organ.ID) bool) bool {
	row, _ := permissionOf(a)
	switch {
	case !slices.Contains(row.roles, p.Role):
		return false
	case row.reach == self, p.Organ == at:
		return true
	}
	return row.reach == below && p.Subtree && (p.Role.IsAdmin() || a.isView()) && isBelow(p.Organ, at)
}

// isView says that an action only shows.
func (a Action) isView() bool {
	return a == RegisterView || a == ReportView || a == OrganView || a == CaseSupervise
}

// CheckSubject says whether the person by may do a, an action on accounts, to
// the account of. A password and sessions are one's own affair; posts, resets,
// unlocking and disabling are never one's own, so that no administrator widens
// or frees their own account.
func CheckSubject(a Action, by, of ID) error {
	switch a {
	case AccountPassword, AccountSession:
		if by != of {
			return problem.Forbidden("只能对本人的账号“%s”", a.Label())
		}
	case AccountPost, AccountReset, AccountUnlock, AccountDisable, AccountEnable:
		if by == of {
			return problem.Forbidden("不能对本人的账号“%s”", a.Label()).Try("请由另一位安全管理员办理")
		}
	}
	return nil
}
