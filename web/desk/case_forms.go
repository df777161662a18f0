package desk

import (
	"cmp"

	"gongkai/law/application"
	"gongkai/office/store"
	"gongkai/web"
)

// caseForms are the steps that people of the office take, in the order of the
// procedure. Submit and Register are done by the intake.
var caseForms = []caseForm{
	{probe: application.Receive{How: "-"}, why: "确认之日为收到申请之日，从次一工作日起计算期限。",
		fields: only(line("how", "怎样与申请人确认", "例如“电话”“回复邮件”。")),
		step:   func(_ *store.Case, t *typing) application.Step { return application.Receive{How: t.value("how")} }},
	{probe: application.Complete{}, why: "登记簿没有写的，补记在案件里；已有的不能另录。", hidden: func(c *store.Case) bool { return !c.Course.Transferred }, fields: completeFields, step: completed},
	{probe: application.ChangeDelivery{Delivery: application.DeliverPost},
		fields: func(c *store.Case, _ *formFacts) web.Fields {
			return web.Fields{
				{Name: "delivery", Label: "获取方式", Control: web.SelectControl, Options: deliveryOptions(), Value: string(c.Course.Delivery), Width: "mid"},
				optional(web.Field{Name: "address", Label: "送到哪里", Hint: "通信地址、电子邮箱或者传真号码；不填的，按申请人的联系方式。"}),
			}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.ChangeDelivery{Delivery: application.Delivery(t.value("delivery")), Address: t.value("address")}
		}},
	{probe: application.Assign{Unit: "-"}, fields: assignFields, step: assigned},
	{probe: application.TakeOver{}, why: "由您办理这件申请。",
		fields: func(_ *store.Case, f *formFacts) web.Fields {
			return web.Fields{{Name: "unit", Label: "承办机构", Control: web.SelectControl, Options: f.units, Width: "mid", Optional: true}}
		},
		step: func(_ *store.Case, t *typing) application.Step { return application.TakeOver{Unit: t.value("unit")} }},
	{probe: application.Return{Reason: "-"}, why: "送审的退回拟稿人，分办的退回经办人。", fields: only(area("reason", "退回的理由", "")),
		step: func(_ *store.Case, t *typing) application.Step { return application.Return{Reason: t.value("reason")} }},

	{probe: application.RequireCorrection{}, why: "补正通知只能发出一次；期限停止计算，收到补正后重新计算。",
		fields: func(c *store.Case, f *formFacts) web.Fields {
			return web.Fields{area("what", "需要补正的事项", "逐项写明，写进补正告知书。"), untilField("补正期限", 10)(c, f)}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.RequireCorrection{What: t.value("what"), Until: t.day("until")}
		}},
	{probe: application.Correct{}, fields: correctFields, step: corrected, why: "答复期限从收到补正的申请之日起计算。"},
	{probe: application.ProposeLapse{}, fields: only(), step: func(*store.Case, *typing) application.Step { return application.ProposeLapse{} },
		why: "提请核实有没有正当理由和在途的邮件，还不结束办理。"},
	{probe: application.Lapse{Looked: "-"}, why: "办理结束，计入“其他处理”。",
		fields: only(area("looked", "核实的情况", "有没有正当理由和在途的邮件，例如“已电话联系，无正当理由；收发室没有在途邮件”。")),
		step:   func(_ *store.Case, t *typing) application.Step { return application.Lapse{Looked: t.value("looked")} }},

	{probe: application.AskReasons{Why: "-"}, fields: only(area("why", "为什么要求说明理由", "申请的数量、频次怎样明显超过合理范围。")),
		step: func(_ *store.Case, t *typing) application.Step { return application.AskReasons{Why: t.value("why")} }},
	{probe: application.GiveReasons{}, fields: only(area("said", "申请人说明的理由", "")),
		step: func(_ *store.Case, t *typing) application.Step { return application.GiveReasons{Said: t.value("said")} }},
	{probe: application.Defer{Until: 1 << 20, Why: "-"}, why: "延迟的期限要合理，并告知申请人。",
		fields: func(c *store.Case, f *formFacts) web.Fields {
			return web.Fields{untilField("延迟到", 0)(c, f), area("why", "延迟答复的理由", "")}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Defer{Until: t.day("until"), Why: t.value("why")}
		}},

	{probe: application.Consult{Party: application.ThirdParty, Name: "-"}, why: "书面征求意见；征求意见的时间不计入答复期限。",
		fields: only(radio("party", "向谁征求意见",
			web.Option{Value: string(application.ThirdParty), Label: application.ThirdParty.Label(), Hint: "公开会损害其合法权益的；收到之日起15个工作日，逾期不视为同意。"},
			web.Option{Value: string(application.CoMaker), Label: application.CoMaker.Label(), Hint: "收到之日起15个工作日，逾期视为同意公开。"},
			web.Option{Value: string(application.OtherOrgan), Label: application.OtherOrgan.Label(), Hint: "没有法定期限。"}),
			line("name", "名称", ""), optional(dateField("received", "对方收到的日期", "知道的填写；不填的，从发出之日起计算。"))),
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Consult{Party: application.Party(t.value("party")), Name: t.value("name"), Received: t.day("received")}
		}},
	{probe: application.Opinion{}, hidden: noConsultation,
		fields: func(c *store.Case, _ *formFacts) web.Fields {
			return web.Fields{partyField(c), radio("stance", "意见", web.Option{Value: string(application.Consents), Label: application.Consents.Label()},
				web.Option{Value: string(application.Objects), Label: application.Objects.Label()}, web.Option{Value: "", Label: "没有表明是否同意"}), optional(area("reason", "理由", ""))}
		},
		step: func(c *store.Case, t *typing) application.Step {
			party, name := chosenParty(c, t)
			return application.Opinion{Party: party, Name: name, Stance: application.Stance(t.value("stance")), Reason: t.value("reason")}
		}},
	{probe: application.Silence{Party: application.ThirdParty}, hidden: noConsultation,
		fields: func(c *store.Case, _ *formFacts) web.Fields { return web.Fields{partyField(c)} },
		step: func(c *store.Case, t *typing) application.Step {
			party, name := chosenParty(c, t)
			return application.Silence{Party: party, Name: name}
		}},

	{probe: application.AskUnits{}, fields: askUnitFields, step: askedUnits, why: "请内设机构在一定日期以前提出意见；不影响答复期限。"},
	{probe: application.UnitOpinion{}, hidden: noUnitAsked, why: "附件请在案件页面“材料”中上传，种类选“征求的意见”。",
		fields: func(c *store.Case, _ *formFacts) web.Fields {
			return web.Fields{askedUnitField(c, "unit", "哪个机构的意见"), area("text", "意见", "可以公开的、不宜公开的，以及理由；没有意见的，写“无意见”。")}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.UnitOpinion{Unit: t.value("unit"), Text: t.value("text")}
		}},

	{probe: application.Extend{Days: 1, Why: "-"}, fields: extendFields, why: "须经工作机构负责人同意并告知申请人；办理本步骤即为同意。",
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Extend{Days: workingDays(t.number("days", "延长的天数")), Why: t.value("why")}
		}},
	{probe: application.FeeNotice{Cents: 1}, why: "期限停止计算，缴费后重新计算。",
		fields: feeFields, step: feeNoticed},
	{probe: application.Paid{}, fields: only(web.Field{Name: "waived", Label: "免缴", Control: web.CheckControl}),
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Paid{Waived: t.value("waived") != ""}
		}},

	{probe: application.Search{}, why: "检索记录附在案卷里，答复不存在或者不掌握以前必须有。",
		fields: func(c *store.Case, _ *formFacts) web.Fields {
			return web.Fields{itemField(c), line("where", "在哪里检索", "例如“镇档案室、OA系统”。"), line("by", "由谁检索", ""), line("terms", "检索词", ""),
				optional(dateField("from", "检索的起始日期", "")), optional(dateField("to", "检索的截止日期", "")), area("result", "检索结果", "")}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Search{Item: t.number("item", "序号"), Where: t.value("where"), By: t.value("by"), Terms: t.value("terms"), From: t.day("from"), To: t.day("to"), Result: t.value("result")}
		}},
	{probe: application.Weigh{}, why: "依据第十五条、第十六条不公开以前，或者第三方不同意而公开以前必须有。",
		fields: func(c *store.Case, _ *formFacts) web.Fields {
			return web.Fields{itemField(c), area("harm", "公开会造成什么损害", "对谁、什么损害。"), area("public", "对公共利益的考虑", "不公开会不会对公共利益造成重大影响。"),
				{Name: "disclose", Label: "衡量的结果是公开", Control: web.CheckControl}}
		},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Weigh{Item: t.number("item", "序号"), Harm: t.value("harm"), Public: t.value("public"), Disclose: t.value("disclose") != ""}
		}},
	{probe: application.Draft{}, fields: draftFields, step: drafted, why: "送审核；审核人、签发人不能是拟稿人。"},
	{probe: application.Review{}, why: "送签发。", fields: only(optional(area("note", "审核意见", ""))),
		step: func(_ *store.Case, t *typing) application.Step { return application.Review{Note: t.value("note")} }},
	{probe: application.Approve{}, fields: principalFields, why: "签发后由经办发出。",
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Approve{Principal: application.Outcome(t.value("principal"))}
		}},
	{probe: application.Reply{}, why: "发出之日为答复之日，计入年度报告。", fields: only(optional(line("number", "答复书文号", "例如：石桥公复〔2026〕8号。"))),
		step: func(_ *store.Case, t *typing) application.Step { return application.Reply{Number: t.value("number")} }},
	{probe: application.Deliver{How: "-"}, fields: only(line("how", "怎样送达", "例如“当面领取”“邮寄签收”。"), optional(line("proof", "凭证", "邮件编号、回执。"))),
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Deliver{How: t.value("how"), Proof: t.value("proof")}
		}},
	{probe: application.Withdraw{}, why: "申请人书面撤回的，办理结束，计入“其他处理”。", fields: only(area("reason", "申请人撤回的说明", "")),
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Withdraw{Reason: t.value("reason")}
		}},
	{probe: application.AmendReply{Reason: "-"}, why: "原来的答复保留，两份并列。",
		fields: func(c *store.Case, f *formFacts) web.Fields {
			fields := append(web.Fields{area("reason", "更改的理由", ""), optional(line("number", "新答复书的文号", ""))}, draftFields(c, f)...)
			return append(fields, principalField(c, f.today))
		},
		step: func(c *store.Case, t *typing) application.Step {
			return application.AmendReply{Reason: t.value("reason"), Number: t.value("number"), Decisions: decisionsOf(c, t), Principal: application.Outcome(t.value("principal"))}
		}},
	{probe: application.Reopen{Cause: application.OwnCorrection}, why: "重新计算期限，原来的答复保留。",
		fields: only(radio("cause", "为什么重新办理", causeOptions()...), optional(dateField("until", "决定或者判决指定的期限", "")), optional(area("note", "说明", ""))),
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Reopen{Cause: application.Cause(t.value("cause")), Until: t.day("until"), Note: t.value("note")}
		}},
	{probe: application.Contest{Group: application.Reconsideration, Number: "0"}, why: "申请人对答复或者逾期不答复申请行政复议、提起行政诉讼的，收到通知后登记；计入年度报告第四张表。", fields: contestFields, step: contested,
		day: "收到通知的日期", dayHint: "收到受理通知书或者应诉通知书的日期；12月31日还没有审结的，计入“尚未审结”。"},
	{probe: application.Settle{N: 1, Outcome: "sustained"}, hidden: noPending, fields: settleFields, step: settled, why: "按审结日期计入年度报告。结果纠正的，不自动重新办理。",
		day: "审结日期", dayHint: "决定书、判决书或者裁定书的日期，按它计入年度报告。"},
	{probe: application.AmendContest{N: 1, Strike: true, Reason: "-"}, hidden: noRemedy, fields: amendFields, step: amended, why: "登记簿中计入年度报告的登记随着更正，原来的内容留在经过里。", day: "-"},
	{probe: application.Archive{}, fields: only(optional(line("file", "档号", ""))),
		step: func(_ *store.Case, t *typing) application.Step { return application.Archive{File: t.value("file")} }},
	{probe: application.Chase{Whom: "-"}, fields: func(c *store.Case, _ *formFacts) web.Fields {
		whom := line("whom", "催办谁", "正在征求意见的内设机构，请写它的名称，催办会记在那次征求意见里。")
		for _, t := range c.Course.OpenRequests() {
			whom.Value = cmp.Or(whom.Value, t.Unit)
		}
		return web.Fields{whom, optional(area("note", "内容", ""))}
	},
		step: func(_ *store.Case, t *typing) application.Step {
			return application.Chase{Whom: t.value("whom"), Note: t.value("note")}
		}},
	{probe: application.Comment{Text: "-"}, fields: only(area("text", "内容", "记在案件里，不告知申请人。")),
		step: func(_ *store.Case, t *typing) application.Step { return application.Comment{Text: t.value("text")} }},
}

func causeOptions() (all []web.Option) {
	for _, c := range []application.Cause{application.AfterReconsideration, application.AfterJudgment, application.OwnCorrection} {
		all = append(all, web.Option{Value: string(c), Label: c.Label()})
	}
	return all
}

// caseFormOf finds the form of a step, nil for none.
func caseFormOf(key string) *caseForm {
	for i := range caseForms {
		if caseForms[i].key() == key {
			return &caseForms[i]
		}
	}
	return nil
}
