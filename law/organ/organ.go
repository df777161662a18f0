package organ

import "gongkai/law"

// A Level is a level of government. A department stands on the level of its
// government.
type Level uint8

const (
	UnknownLevel Level = iota
	National           // 国务院及其部门
	Province           // 省、自治区、直辖市
	City               // 设区的市、自治州、地区、盟
	County             // 县、县级市、市辖区、旗, and zones with a committee of their own
	Township           // 乡、镇、街道
)

var levelLabels = [...]string{"层级不明", "国务院", "省级", "设区的市级", "县级", "乡级"}

// Label returns the level's Chinese name.
func (l Level) Label() string { return levelLabels[l] }

// A Body is what sort of organ it is on its level.
type Body uint8

const (
	UnknownBody   Body = iota
	Government         // 人民政府
	GeneralOffice      // 政府办公厅（室）, which also compiles its government's report
	Department         // 政府部门
	Dispatched         // 派出机关、派出机构: 街道办事处, 管理委员会, 驻外办事处
	Vertical           // 实行垂直领导的部门, which answer to their own system
)

var bodyLabels = [...]string{"类别不明", "人民政府", "政府办公厅（室）", "政府部门", "派出机关", "垂直领导部门"}

// Label returns the body's Chinese name.
func (b Body) Label() string { return bodyLabels[b] }

// An Organ is an administrative organ: its full name, level and body.
type Organ struct {
	Name  string
	Level Level
	Body  Body
}

// VerticalLeadership is what makes a body Vertical, and which systems are led
// so.
var VerticalLeadership = []law.Citation{
	law.OGI.Para(3, 4, "实行垂直领导的部门"),
	law.Reconsideration.Art(27, "海关、金融、外汇管理等实行垂直领导的行政机关、税务和国家安全机关"),
}

// RuleMaking says who may make government rules (规章).
var RuleMaking = law.Unread("立法法", "2023年修正",
	"只有国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定规章（第九十一条、第九十三条）")

// MayMakeRules says whether an organ of this level and body may make
// government rules (规章), on which its report counts them. A general office
// reports its government's. It is true where the level or the body is unknown:
// what is not known is not held against anybody.
func MayMakeRules(l Level, b Body) bool {
	if l == UnknownLevel || b == UnknownBody {
		return true
	}
	switch l {
	case National:
		return true
	case Province, City:
		return b == Government || b == GeneralOffice
	}
	return false
}
