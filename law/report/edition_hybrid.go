package report

// FormHybrid is a form in use that nobody ordered: the tables of 2021 with
// （六）其他处理 in one row, as in 2019. The exchange format calls it 2021.
var FormHybrid = define(Edition{
	Name:      "2021",
	Variant:   "hybrid",
	Source:    "国办公开办函〔2021〕30号；（六）其他处理按国办公开办函〔2019〕60号为一行",
	FirstYear: 2021,
	Chapters:  formChapters,
	Bands:     bands2021,
	Columns:   formColumns,
	Rows:      joinRows(rowsUntilFive, []Row{rowOtherwiseHandled}, rowsAfterResults),
	Outcomes:  formOutcomes,
	Groups:    formGroups,
})
