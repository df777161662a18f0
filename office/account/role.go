package account

import (
	"slices"
	"unicode/utf8"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A Role is what a post entitles its holder to. Its value is kept in the
// database and the audit; never change one.
type Role string

const (
	Clerk         Role = "clerk"          // 经办: keeps the registers, drafts the report
	Handler       Role = "handler"        // 承办: an inner office's person, for the cases given to them
	Reviewer      Role = "reviewer"       // 审核: reviews what a clerk submits
	Approver      Role = "approver"       // 签发: signs and publishes
	Viewer        Role = "viewer"         // 查看: a superior who reads figures and reports
	SystemAdmin   Role = "system_admin"   // 系统管理员: organs, site settings, new accounts
	SecurityAdmin Role = "security_admin" // 安全管理员: posts, resets, unlocks, disables
	AuditAdmin    Role = "audit_admin"    // 审计管理员: reads and verifies the audit
	Timer         Role = "timer"          // 程序: the program acting by itself; no person holds it
	Applicant     Role = "applicant"      // 申请人: whoever shows the query code of a case; no person of the office holds it
)

var roles = []Role{Clerk, Handler, Reviewer, Approver, Viewer, SystemAdmin, SecurityAdmin, AuditAdmin, Timer, Applicant}

// Roles lists every role: those of the business, the three administrators, the
// program itself.
func Roles() []Role { return slices.Clone(roles) }

// Label returns the role as offices call it; an unknown role is its own label.
func (r Role) Label() string {
	switch r {
	case Clerk:
		return "经办"
	case Reviewer:
		return "审核"
	case Approver:
		return "签发"
	case Viewer:
		return "查看"
	case SystemAdmin:
		return "系统管理员"
	case SecurityAdmin:
		return "安全管理员"
	case AuditAdmin:
		return "审计管理员"
	case Handler:
		return "承办"
	case Timer:
		return "系统自动"
	case Applicant:
		return "申请人"
	}
	return string(r)
}

// IsAdmin says that r is one of the three administrators (三员).
func (r Role) IsAdmin() bool { return r == SystemAdmin || r == SecurityAdmin || r == AuditAdmin }

// IsNobodys says that no person of the office holds r: it is the program's or an
// applicant's.
func (r Role) IsNobodys() bool { return r == Timer || r == Applicant }

// A Post (岗位) is a role held at an organ. With Subtree it also reaches the
// organs below in the tree of governments (块), as far as the action allows:
// see [Reaches].
type Post struct {
	Organ   organ.ID
	Role    Role
	Subtree bool
	// Unit is the inner office that a handler works for, "" for none: the cases
	// given to it may be taken, and its opinion is theirs to give.
	Unit string `json:",omitempty"`
}

const maxUnit = 100

// CanHold says whether a person with the posts existing may be given one more,
// or why not. Each of the three administrators is exclusive: whoever holds one
// of these roles holds no other role, be it another administrator's or one of
// the business. The roles of the business go together freely; that nobody
// reviews or signs what they submitted is a rule of the report's course.
func CanHold(existing []Post, added Post) error {
	switch {
	case !slices.Contains(roles, added.Role):
		return problem.Invalid("没有“%s”这种岗位", added.Role).Try("请从岗位列表中选择").At("role")
	case added.Role.IsNobodys():
		return problem.Invalid("“%s”不是单位人员的岗位，不能授予", added.Role.Label()).Try("请选择其他岗位").At("role")
	case added.Organ == 0:
		return problem.Invalid("没有指明岗位所在的机关").Try("请选择机关").At("organ")
	}
	if n := utf8.RuneCountInString(added.Unit); n > maxUnit || n > 0 && added.Role != Handler {
		return problem.Invalid("内设机构只能为“%s”岗位填写，最多%d个字", Handler.Label(), maxUnit).Try("请去掉内设机构，或者选择“%s”", Handler.Label()).At("unit")
	}
	for _, held := range existing {
		if held.Organ == added.Organ && held.Role == added.Role {
			return problem.Conflict("这个账号在该机关已有“%s”岗位", added.Role.Label()).Try("要改变范围，请先撤销原岗位再授予").At("role")
		}
	}
	for _, held := range existing {
		if held.Role != added.Role && (held.Role.IsAdmin() || added.Role.IsAdmin()) {
			return problem.Invalid("这个账号已有“%s”岗位，不能再授予“%s”：系统、安全、审计三个管理员应当分设，也不得兼任业务岗位", held.Role.Label(), added.Role.Label()).
				Try("请把“%s”授予另一个账号，或者先撤销原岗位", added.Role.Label()).At("role")
		}
	}
	return nil
}
