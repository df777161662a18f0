package account

// An Action names what is done, for the permission table and the audit. Every
// step of the program has one. Its value is kept; never change one.
type Action string

// The actions on a register.
const (
	RegisterEnter      Action = "register.enter"
	RegisterCorrect    Action = "register.correct"
	RegisterWithdraw   Action = "register.withdraw"
	RegisterReinstate  Action = "register.reinstate"
	RegisterImport     Action = "register.import"
	RegisterUndoImport Action = "register.undo_import"
	RegisterAttach     Action = "register.attach"
	RegisterView       Action = "register.view"     // without personal data
	RegisterPersonal   Action = "register.personal" // the personal data of its entries, and their files
	RegisterExport     Action = "register.export"   // with personal data
)

// The actions on an annual report.
const (
	ReportView    Action = "report.view" // figures, drafts and downloads
	ReportBegin   Action = "report.begin"
	ReportWrite   Action = "report.write"
	ReportFigure  Action = "report.figure"
	ReportZero    Action = "report.zero"  // confirm that nothing happened
	ReportWaive   Action = "report.waive" // say why a finding stands, and take it back
	ReportSubmit  Action = "report.submit"
	ReportReturn  Action = "report.return"
	ReportReview  Action = "report.review"
	ReportSign    Action = "report.sign"
	ReportPublish Action = "report.publish"
	ReportRevise  Action = "report.revise"
	ReportAdopt   Action = "report.adopt"   // take an old report over from its file
	ReportDecide  Action = "report.decide"  // check an adopted report beside the source
	ReportDiscard Action = "report.discard" // drop one that was never published: taken over, or begun by mistake
	ReportHandIn  Action = "report.hand_in" // to the superior organ
	ReportReceive Action = "report.receive" // at the superior organ
	// ReportSendBack is the superior organ's, ReportReturn that inside the organ.
	ReportSendBack Action = "report.send_back"
	ReportReceipt  Action = "report.receipt" // what a superior organ asks for
)

// The actions on applications for information. Which step of the procedure a
// role may take in which state is told by package application.
const (
	CaseView      Action = "case.view" // what was asked and done, applicants masked
	CaseApplicant Action = "case.applicant"
	CaseOpen      Action = "case.open"
	CaseTransfer  Action = "case.transfer" // make cases of entries of the register
	CaseStep      Action = "case.step"
	CaseFile      Action = "case.file"     // add a file or take one off
	CaseHolidays  Action = "case.holidays" // a year's holidays
	CaseRetention Action = "case.retention"
	CaseHold      Action = "case.hold"
	CaseErase     Action = "case.erase"
	CaseGroup     Action = "case.group"     // handle identical applications together, give items numbers of their own
	CaseSupervise Action = "case.supervise" // see how many applications below are overdue, and their numbers
)

// The actions on organs and the site.
const (
	OrganFound   Action = "organ.found"
	OrganRename  Action = "organ.rename"
	OrganLink    Action = "organ.link"
	OrganSucceed Action = "organ.succeed"
	OrganGroup   Action = "organ.group"
	OrganUnit    Action = "organ.unit"
	OrganStaff   Action = "organ.staff"
	OrganGuide   Action = "organ.guide"
	OrganView    Action = "organ.view"
	SiteSet      Action = "site.set"
	SiteRules    Action = "site.rules" // the security rules for accounts
)

// The actions on accounts and the audit.
const (
	AccountView     Action = "account.view"
	AccountCreate   Action = "account.create"
	AccountPost     Action = "account.post" // granting and revoking a post
	AccountReset    Action = "account.reset"
	AccountUnlock   Action = "account.unlock"
	AccountDisable  Action = "account.disable"
	AccountEnable   Action = "account.enable"
	AccountPassword Action = "account.password" // one's own
	AccountSession  Action = "account.session"  // one's own
	AuditView       Action = "audit.view"
	AuditVerify     Action = "audit.verify"
)

// Label returns the action as a button or the audit list says it; an unknown
// action is its own label.
func (a Action) Label() string {
	if p, ok := permissionOf(a); ok {
		return p.label
	}
	return string(a)
}

// Actions lists every action in the order of the permission table.
func Actions() []Action {
	all := make([]Action, len(permissions))
	for i, p := range permissions {
		all[i] = p.action
	}
	return all
}
