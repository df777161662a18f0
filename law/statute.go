package law

// A Day is a civil date written as ISO 8601, "2019-05-15". Days compare as
// strings do. The empty Day stands before every other: "always". It exists so
// that this package needs no calendar; calendar.Date is the civil date of the
// program and gives its Day with ISO.
type Day string

// A Statute is a text the program follows, in the version it follows.
type Statute struct {
	Name    string // the usual name, 政府信息公开条例, without 中华人民共和国
	Number  string // the order that published this version
	Adopted Day    // the day this version was adopted or revised
	InForce Day    // the day from which this version holds
	File    string // the text's name in the folder of statutes, without .md
}

// The statutes at hand. The order numbers of the four laws are not printed in
// the texts; they stand here for display and no rule rests on them.
var (
	// OGI is the Regulations on Open Government Information (政府信息公开条例)
	// as revised in 2019. The text of 2007 is not at hand: for what happened
	// before InForce the program has no rules.
	OGI = &Statute{
		Name: "政府信息公开条例", Number: "国务院令第711号",
		Adopted: "2019-04-03", InForce: "2019-05-15", File: "政府信息公开条例-2019",
	}
	// StateSecrets is the Law on Guarding State Secrets (保守国家秘密法).
	StateSecrets = &Statute{
		Name: "保守国家秘密法", Number: "主席令第二十号",
		Adopted: "2024-02-27", InForce: "2024-05-01", File: "保守国家秘密法-2024",
	}
	// PersonalInformation is the Personal Information Protection Law
	// (个人信息保护法).
	PersonalInformation = &Statute{
		Name: "个人信息保护法", Number: "主席令第九十一号",
		Adopted: "2021-08-20", InForce: "2021-11-01", File: "个人信息保护法-2021",
	}
	// Reconsideration is the Administrative Reconsideration Law (行政复议法).
	Reconsideration = &Statute{
		Name: "行政复议法", Number: "主席令第九号",
		Adopted: "2023-09-01", InForce: "2024-01-01", File: "行政复议法-2023",
	}
	// Litigation is the Administrative Litigation Law (行政诉讼法) as amended
	// in 2017.
	Litigation = &Statute{
		Name: "行政诉讼法", Number: "主席令第七十一号",
		Adopted: "2017-06-27", InForce: "2017-07-01", File: "行政诉讼法-2017",
	}
)

// Texts the program follows that were not at hand, so nothing is quoted.
var (
	// Form2021 sets the form of the annual report for 2021 and later years.
	Form2021 = Unread("政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号",
		"年度报告的章节、表样、填报说明和勾稽关系")
	// Form2019 set the form of the annual report for 2019 and 2020.
	Form2019 = Unread("政府信息公开工作年度报告格式（试行）", "国办公开办函〔2019〕60号",
		"2019、2020年度报告的章节、表样和勾稽关系")
	// FeeMeasure sets the fee for processing information (信息处理费), in force
	// from 2021-01-01.
	FeeMeasure = Unread("政府信息公开信息处理费管理办法", "国办函〔2020〕109号",
		"收费通知的要素、缴费期限、逾期未缴费的处理和缴费后答复期限的计算")
)
