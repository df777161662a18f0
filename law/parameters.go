package law

// WorkingDays is a period in working days (工作日).
type WorkingDays int

// A MonthDay is a day of every year, 1月31日.
type MonthDay struct{ Month, Day int }

// A Jump tells when a figure changed so much from one year to the next that a
// person should look: one of the two is at least Times the other, and the
// larger is at least Least, so that 1 → 4 is silence.
type Jump struct{ Times, Least int64 }

// FeeSanity bounds a plausible amount of fees in 万元. Beyond it yuan were
// probably written where ten thousands of yuan belong.
type FeeSanity struct {
	// Ceiling is an amount that no department, township or subdistrict reaches.
	Ceiling int64
	// Times is how many times last year's amount, or what part of it, is
	// taken for a change of unit.
	Times int64
}

// A FeeTier is what each unit costs from one on.
type FeeTier struct {
	From  int   // the first unit
	Cents int64 // 分 for each
}

// A FeeScale charges what exceeds (超额累进). From the last tier on, the price of
// a unit rises by Rise after every Every units; 0 lets it stand.
type FeeScale struct {
	Tiers []FeeTier
	Every int
	Rise  int64
}

const (
	ownChoice  = "本程序自定，没有法规依据，可按本地要求调整。"
	noReadText = "统一格式的填报说明全文未取得，按通行做法处理。"
)

// Periods of the procedure on application (依申请公开).
var (
	// ReplyPeriod is the time for a reply (答复期限).
	ReplyPeriod = Dated[WorkingDays]{Name: "答复期限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 20, Cite: OGI.Para(33, 2, "应当自收到申请之日起20个工作日内予以答复")},
	}}
	// ExtensionLimit is the longest extension of the reply period.
	ExtensionLimit = Dated[WorkingDays]{Name: "延长答复期限的上限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 20, Cite: OGI.Para(33, 2, "延长的期限最长不得超过20个工作日")},
	}}
	// CorrectionNotice is the time within which correction (补正) may be asked.
	CorrectionNotice = Dated[WorkingDays]{Name: "补正告知期限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 7, Cite: OGI.Art(30, "自收到申请之日起7个工作日内一次性告知申请人作出补正")},
	}}
	// CorrectionRestarts says whether a corrected application starts a fresh
	// reply period instead of resuming the old one.
	CorrectionRestarts = Dated[bool]{Name: "补正后答复期限重新计算", Rows: []Row[bool]{
		{From: "2019-05-15", Value: true, Cite: OGI.Art(30, "答复期限自行政机关收到补正的申请之日起计算")},
	}}
	// ThirdPartyOpinion is the time a third party has to answer.
	ThirdPartyOpinion = Dated[WorkingDays]{Name: "第三方提出意见的期限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 15, Cite: OGI.Art(32, "第三方应当自收到征求意见书之日起15个工作日内提出意见")},
	}}
	// CoMakerOpinion is the time a co-making organ has to answer.
	CoMakerOpinion = Dated[WorkingDays]{Name: "共同制作机关提出意见的期限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 15, Cite: OGI.Art(34, "被征求意见机关应当自收到征求意见书之日起15个工作日内提出意见")},
	}}
	// ExcludeStartDay says whether a period "from the day of receipt" begins
	// on the next working day, so that the day of receipt is day 0.
	ExcludeStartDay = Dated[bool]{Name: "收到申请当日不计入期限", Rows: []Row[bool]{
		{
			From: "2019-05-15", Value: true, Cite: OGI.Para(33, 2, "自收到申请之日起"),
			Unverified: "条文没有写明当日是否计算在内，按程序法通行做法从次一工作日起算，未见正式解释。",
		},
	}}
	// ExtendOnDueDay says whether an extension may still be decided on the due
	// day itself.
	ExtendOnDueDay = Dated[bool]{Name: "到期当日可以决定延长", Rows: []Row[bool]{
		{
			From: "2019-05-15", Value: false, Cite: OGI.Para(33, 2, "需要延长答复期限的"),
			Unverified: "条文没有写明最迟何时决定，按到期日之前决定处理。",
		},
	}}
	// ExtensionSpent says whether an extension used before a correction or a
	// payment is used up for the fresh reply period.
	ExtensionSpent = Dated[bool]{Name: "重新计算期限后延长不恢复", Rows: []Row[bool]{
		{
			From: "2019-05-15", Value: true, Cite: OGI.Para(33, 2, "延长的期限最长不得超过20个工作日"),
			Unverified: "条文没有写明补正、缴费以前用过的延长是否恢复，按一件申请只延长一次处理。",
		},
	}}
	// OtherOrganAlarm is when the opinion of an organ that is not a co-maker is
	// asked after. It is no period: the law sets none.
	OtherOrganAlarm = Dated[WorkingDays]{Name: "征求其他机关意见的提醒", Rows: []Row[WorkingDays]{
		{
			From: "2019-05-15", Value: 15, Cite: OGI.Para(33, 3, "征求第三方和其他机关意见所需时间不计算在前款规定的期限内"),
			Unverified: "条文没有规定其他机关答复的期限，比照第三十四条在15个工作日后提醒。",
		},
	}}
	// ConfirmationAlarm is when a confirmation of receipt is asked after that an
	// e-mail, a fax or an ordinary letter still lacks.
	ConfirmationAlarm = Dated[WorkingDays]{Name: "确认收到申请的提醒", Rows: []Row[WorkingDays]{
		{
			From: "2019-05-15", Value: 1, Cite: OGI.Item(31, 0, 2, "应当于收到申请的当日与申请人确认"),
			Unverified: "平常信函须当日确认；网络、传真的确认没有规定期限，一律在1个工作日后提醒。",
		},
	}}
	// ReopenedPeriod is the reply period of a case that is decided anew, where
	// the decision that sends it back sets none.
	ReopenedPeriod = Dated[WorkingDays]{Name: "重新办理的答复期限", Rows: []Row[WorkingDays]{
		{
			From: "2019-05-15", Value: 20, Cite: OGI.Para(33, 2, "20个工作日内予以答复"),
			Unverified: "条例没有规定重新答复的期限；复议决定、判决没有指定期限的，比照第三十三条从重新办理之日起算。",
		},
	}}
)

// Periods of the processing fee (信息处理费). The measure was not at hand.
var (
	// FeeByItem is the fee for applications, of one applicant in one month (按件).
	FeeByItem = Dated[FeeScale]{Name: "按件计收信息处理费的标准", Rows: []Row[FeeScale]{
		{
			From: "2021-01-01", Cite: FeeMeasure, Unverified: "收费管理办法全文未取得，标准见各地转载；一个自然月内按收到申请之日累计。",
			Value: FeeScale{Tiers: []FeeTier{{1, 0}, {11, 100_00}, {31, 200_00}}, Every: 10, Rise: 100_00},
		},
	}}
	// FeeByPage is the fee for the pages given, of one application (按量).
	FeeByPage = Dated[FeeScale]{Name: "按量计收信息处理费的标准", Rows: []Row[FeeScale]{
		{
			From: "2021-01-01", Cite: FeeMeasure, Unverified: "收费管理办法全文未取得，标准见各地转载；A4及以下幅面单面为一页，逐件计算。",
			Value: FeeScale{Tiers: []FeeTier{{1, 0}, {31, 10_00}, {101, 20_00}, {201, 40_00}}},
		},
	}}
	// PaymentPeriod is the time for paying, from the day after the notice.
	PaymentPeriod = Dated[WorkingDays]{Name: "缴纳信息处理费的期限", Rows: []Row[WorkingDays]{
		{From: "2019-05-15", Value: 20, Cite: FeeMeasure, Unverified: "收费管理办法2021年1月1日起施行，此前没有规定，比照处理。"},
		{From: "2021-01-01", Value: 20, Cite: FeeMeasure, Unverified: "收费管理办法全文未取得，期限见各地转载。"},
	}}
	// PaymentRestarts says whether a completed payment starts a fresh reply
	// period instead of resuming the old one.
	PaymentRestarts = Dated[bool]{Name: "缴费后答复期限重新计算", Rows: []Row[bool]{
		{From: "2019-05-15", Value: true, Cite: FeeMeasure, Unverified: "收费管理办法全文未取得，按缴费完成次日起重新计算处理。"},
	}}
)

// ProactivePeriod is the time for proactive disclosure (主动公开).
var ProactivePeriod = Dated[WorkingDays]{Name: "主动公开期限", Rows: []Row[WorkingDays]{
	{From: "2019-05-15", Value: 20, Cite: OGI.Art(26, "自该政府信息形成或者变更之日起20个工作日内及时公开")},
}}

// The days by which last year's annual report is due, the day itself included.
// A due day is not moved when it is a day off: article 49 does not say so.
var (
	// DepartmentReportDue is for departments at county level and above.
	DepartmentReportDue = Dated[MonthDay]{Name: "部门年度报告公布期限", Rows: []Row[MonthDay]{
		{From: "2019-05-15", Value: MonthDay{1, 31}, Cite: OGI.Para(49, 1, "应当在每年1月31日前")},
	}}
	// GovernmentReportDue is for governments at county level and above.
	GovernmentReportDue = Dated[MonthDay]{Name: "政府年度报告公布期限", Rows: []Row[MonthDay]{
		{From: "2019-05-15", Value: MonthDay{3, 31}, Cite: OGI.Para(49, 2, "应当在每年3月31日前")},
	}}
	// TownshipReportDue is for townships, towns and subdistricts. It has no
	// national row.
	TownshipReportDue = Dated[MonthDay]{
		Name: "乡镇（街道）年度报告公布期限",
		Note: "第四十九条没有提到乡镇，期限由各地规定；没有登记本地期限时不作判断（未见全国性规定）。",
	}
)

// Thresholds of the checks of an annual report. They are choices, not law.
var (
	// SimilarityLimit is the share of a text found again in last year's above
	// which the two are called alike (雷同).
	SimilarityLimit = Dated[float64]{Name: "文字雷同提醒线", Rows: []Row[float64]{
		{Value: 0.50, Unverified: ownChoice},
	}}
	// RateBase is the smallest base of which a rate is told.
	RateBase = Dated[int64]{Name: "计算百分比的最小基数", Rows: []Row[int64]{
		{Value: 30, Unverified: ownChoice},
	}}
	// FeeDecimals is the most decimals of an amount in 万元: 分 are exact.
	FeeDecimals = Dated[int]{Name: "收费金额（万元）的最多小数位数", Rows: []Row[int]{
		{Value: 6, Cite: Form2021, Unverified: noReadText},
	}}
	// YearOnYearJump is when a change from last year is pointed out.
	YearOnYearJump = Dated[Jump]{Name: "同比变动提示线", Rows: []Row[Jump]{
		{Value: Jump{Times: 5, Least: 30}, Unverified: ownChoice},
	}}
	// ShortChapterFive is the number of characters up to which chapter five
	// (存在的主要问题及改进情况) counts as saying nothing.
	ShortChapterFive = Dated[int]{Name: "第五部分视为过短的字数", Rows: []Row[int]{
		{Value: 10, Unverified: "来自一款已有年报检查工具的做法，没有法规依据，可按本地要求调整。"},
	}}
	// FeePlausible bounds the amount of fees (rule R09).
	FeePlausible = Dated[FeeSanity]{Name: "收费金额单位合理性", Rows: []Row[FeeSanity]{
		{Value: FeeSanity{Ceiling: 10_000, Times: 1_000}, Unverified: ownChoice},
	}}
)
