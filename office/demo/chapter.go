package demo

import (
	"fmt"
	"strings"

	"gongkai/law/register"
	"gongkai/law/report"
)

// chapter writes a chapter of the report as the organ's clerk does: figures are
// named, not typed. No two years of an organ have the same sentences.
func (c course) chapter(key string) string {
	switch key {
	case report.Overall:
		return c.overall()
	case report.Problems:
		return c.problems()
	}
	return c.other()
}

// variant chooses between sentences so that years that follow each other
// differ.
func (c course) variant(of ...string) string {
	return of[(c.year+len(c.o.key)+len(c.o.name)/3)%len(of)]
}

// drawer draws again what the organ recorded in the year.
func (c course) drawer(key register.Key) *drawer {
	return &drawer{office: c.o, f: c.f, year: c.year, chanced: newChance(c.o.key, key, c.year)}
}

func (c course) overall() string {
	lead := c.variant(
		"{{年度}}年，{{机关}}把政府信息公开作为规范履职的日常工作，按照《中华人民共和国政府信息公开条例》的要求，逐项对照权责清单公开信息，及时办理申请。",
		"一年来，本机关围绕群众办事和企业经营需要的信息，完善公开目录，健全登记、审核、发布的流程，{{年度}}年的各项公开任务按时完成。",
		"本机关坚持以公开为常态、不公开为例外，{{年度}}年重点抓了信息的及时更新和申请答复的规范，日常工作由专人负责、逐件登记。",
		"{{年度}}年的公开工作从登记抓起：每条信息发布以后当月登记，每件申请收到当日登记，报告中的数字都能查到出处。",
	)
	parts := []string{lead, c.organised(), c.disclosed()}
	if c.o.account != "" {
		parts = append(parts, c.variant(
			"政务新媒体账号{{政务新媒体账号}}个，全年发布信息{{政务新媒体发布信息}}条，其中微信公众号发布信息{{微信公众号发布信息}}条。",
			"平台建设方面，在用的政务新媒体账号有{{政务新媒体账号}}个，都已备案，共发布信息{{政务新媒体发布信息}}条。",
			"通过政务新媒体发布信息{{政务新媒体发布信息}}条，账号{{政务新媒体账号}}个，由专人管理密码、审核内容。",
		))
	}
	return strings.Join(append(parts, c.asked(), c.supervised()), "\n")
}

// organised tells who leads the work.
func (c course) organised() string {
	if !c.o.isTown() && c.o.key != county {
		return c.variant(
			"政府信息公开工作由{{领导小组办公室}}承担，各股室明确一名联络员，发布前逐条做保密审查。",
			"日常工作机构设在{{领导小组办公室}}，全年对各股室报送的信息逐条审核。",
			"{{领导小组办公室}}负责接收申请、更新公开的内容和编制报告，重要事项报领导小组研究。",
		)
	}
	return c.variant(
		"政府信息公开工作领导小组组长由{{领导小组组长}}担任，副组长为{{领导小组副组长}}，办公室设在{{领导小组办公室}}。",
		"本机关成立了领导小组，由{{领导小组组长}}任组长、{{领导小组副组长}}任副组长，日常工作由{{领导小组办公室}}承担。",
		"领导小组由{{领导小组组长}}任组长，成员来自各工作机构，办公室设在{{领导小组办公室}}，有专人登记和维护信息。",
	)
}

func (c course) disclosed() string {
	total := c.variant("主动公开政府信息{{主动公开政府信息}}条，", "全年主动公开政府信息{{主动公开政府信息}}条，", "{{年度}}年共主动公开政府信息{{主动公开政府信息}}条，")
	return total + c.variant("其中", "按内容分，", "包括") +
		"公告公示信息{{公告公示信息}}条、重大建设项目信息{{重大建设项目信息}}条、乡村振兴信息{{乡村振兴信息}}条、应急管理信息{{应急管理信息}}条、为民办实事信息{{为民办实事信息}}条、其他主动公开信息{{其他主动公开信息}}条。"
}

func (c course) asked() string {
	if c.o.asked == 0 {
		return c.variant("没有收到政府信息公开申请。", "{{年度}}年没有收到政府信息公开申请，也没有因政府信息公开工作被申请行政复议、提起行政诉讼。", "全年没有收到政府信息公开申请，申请的受理渠道保持畅通。")
	}
	return c.variant(
		"新收政府信息公开申请{{新收申请}}件，办结{{办结申请}}件，结转下年度继续办理{{结转下年申请}}件。",
		"依申请公开方面，收到政府信息公开申请{{新收申请}}件，办结{{办结申请}}件，尚在办理、结转下年度的{{结转下年申请}}件。答复前均与申请人沟通。",
		"收到政府信息公开申请{{新收申请}}件，加上上年结转的{{上年结转申请}}件，办结{{办结申请}}件，结转下年度继续办理{{结转下年申请}}件。",
	)
}

func (c course) supervised() string {
	if c.o.key == seedTown {
		return "没有收取政府信息公开的费用，没有收到对政府信息公开工作的投诉举报。" + c.variant("党政办公室每季度检查一次公告栏和公众号。", "各办公室的联络员按月报送信息。", "镇里召开会议{{召开会议}}次，部署公开工作。")
	}
	return c.variant(
		"召开政府信息公开工作会议{{召开会议}}次，举办培训{{举办培训}}次；收到对政府信息公开工作的投诉举报{{收到投诉举报}}件，办结{{办结投诉举报}}件。",
		"监督保障方面，举办培训{{举办培训}}次、{{培训人次}}人次，投诉举报{{收到投诉举报}}件，都已登记。没有发生因公开不当造成的泄密事件。",
		"全年开会部署{{召开会议}}次，培训{{培训人次}}人次，并把公开情况纳入内部考核。",
	)
}

// problems tells what was found and what came of it, from the register.
func (c course) problems() string {
	all := c.drawer(register.Problem.Key).problems()
	var found, measures []string
	for i, r := range all {
		v := r.versions[0].values
		if r.versions[0].on > c.f.today {
			continue
		}
		found = append(found, numerals[i]+"是"+v["title"])
		measures = append(measures, numerals[i]+"是"+v["measure"])
	}
	lead := c.variant("对照条例和年度任务自查，主要问题：", "工作中还有不足，表现在：", "存在的主要问题有：", "从检查和群众反映看，还需要改进的地方：")
	next := c.variant("已经采取和将要采取的措施：", "改进的办法：", "针对以上问题，本机关这样改进：", "下一年的打算：")
	return lead + strings.Join(found, "；") + "。\n" + next + strings.Join(measures, "；") + "。\n" +
		c.variant("往年和本年提出的改进措施，本年完成{{已完成的改进措施}}项，尚有{{尚未完成的改进措施}}项正在办理。", "本年完成改进措施{{已完成的改进措施}}项，没有完成的{{尚未完成的改进措施}}项列入下一年清单。")
}

var numerals = [...]string{"一", "二", "三", "四", "五", "六"}

func (c course) other() string {
	if c.o.key != county {
		return c.variant("{{年度}}年没有收取信息处理费，没有其他需要报告的事项。", "本年度没有收取信息处理费。", "没有发出收费通知，没有收取信息处理费。需要说明的其他事项：无。", "{{年度}}年没有发生信息处理费的收取和减免。")
	}
	notices := countOf(c.drawer(register.ProcessingFee.Key).processingFees(), c.year)
	return fmt.Sprintf(c.variant(
		"按照《政府信息公开信息处理费管理办法》，{{年度}}年发出收费通知%d件，收取信息处理费{{信息处理费实收}}元，减免{{信息处理费减免}}元。\n本报告的数据由县政府办公室政务公开股汇集登记得出。",
		"信息处理费的收取情况：全年发出收费通知%d件，实收{{信息处理费实收}}元，对符合条件的申请人减免{{信息处理费减免}}元，均上缴县级国库。\n各部门、乡镇和街道的年度报告在本网站分别公布。",
		"本年度发出收费通知%d件。收取信息处理费共{{信息处理费实收}}元，减免的有{{信息处理费减免}}元。\n没有其他需要报告的事项。",
	), notices)
}

// typed is the first chapter of the running year as somebody types it from
// memory: its figures do not agree with the registers yet.
func (c course) typed() string {
	text := fmt.Sprintf("%d年以来，{{机关}}主动公开政府信息{{主动公开政府信息}}条，", c.year)
	received := 0
	for _, r := range c.f.byHand(c.o, register.Application.Key, c.drawer(register.Application.Key).applications()) {
		if v := r.versions[0]; v.on <= c.f.today && v.on.Year() == c.year {
			received++
		}
	}
	received += c.f.handedIn(c.o, c.year)
	if received > 0 && c.o.key != "liuwan" {
		return text + fmt.Sprintf("收到政府信息公开申请%d件。", received+4)
	}
	return text + "作出行政处罚决定9件，没有收到政府信息公开申请。"
}
