package narrative

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// manner are clauses on how one went about it: they count nothing, and what
// they name is nobody's figure.
var manner = strings.Fields(`
在县委、县政府的坚强领导下 在上级部门的关心支持下 根据省政府办公厅有关通知要求 会同县司法局、县法院建立会商机制
组织各镇（街道）、各部门开展业务培训 加强对各乡镇、县直部门的指导 督促各单位及时答复 明确办公室为牵头科室
加强与复议机关、人民法院的沟通 积极配合行政复议、行政诉讼工作 健全与信访部门的衔接机制 强化部门联动
全面梳理近三年依申请公开案例 认真吸取上年度工作教训 针对2022年度存在的问题 持续巩固去年整改成果
通过县政府门户网站公开申请指南 开通信函、网络、当面等申请渠道 对涉及多个部门的申请实行联合会审 聘请3名法律顾问
严格落实信息处理费管理办法 建立健全规范性文件公开机制 及时公开行政许可、行政处罚信息 动态更新主动公开目录
优化政务服务 引导申请人合理表达诉求 召开新闻发布会4场 为历年之最 均为自然人提出 主要涉及土地征收等方面`)

// TestClausesOfManner holds that such a clause before, between or in a sentence
// before takes nothing from the figures, whether the organ is known or not.
func TestClausesOfManner(t *testing.T) {
	t.Parallel()
	carriers := []struct {
		text string
		want []string
	}{
		{"2024年，我局@，共收到政府信息公开申请23件，办结22件，结转下年1件。", []string{"newly_received.total=23", "total_handled.total=22", "carried_over.total=1"}},
		{"@，2024年全年未收到政府信息公开申请，未发生政府信息公开行政复议、行政诉讼。", []string{"newly_received.total=0", "reconsideration.total=0", "litigation.total=0"}},
		{"@。2024年共收到申请23件，办结22件。", []string{"newly_received.total=23", "total_handled.total=22"}},
		{"2024年，我局收到政府信息公开申请23件，@，办结22件，1件结转下年。", []string{"newly_received.total=23", "total_handled.total=22", "carried_over.total=1"}},
		{"2024年，我局答复政府信息公开申请22件，@，其中予以公开12件，无法提供10件。", []string{"total_handled.total=22", "granted.total=12", "unavailable.total=10"}},
		{"2024年，我局因政府信息公开被申请行政复议3件，@，其中结果维持2件。", []string{"reconsideration.total=3", "reconsideration.upheld=2"}},
		{"2024年，我局制发行政规范性文件5件，@，废止2件，现行有效30件。", []string{"normative.issued=5", "normative.repealed=2", "normative.in_force=30"}},
	}
	for _, about := range []About{{}, {Year: 2024, Organ: "青梧县财政局"}} {
		for _, c := range carriers {
			for _, clause := range manner {
				text := strings.Replace(c.text, "@", clause, 1)
				var got []string
				for _, s := range Read(text, about) {
					_, cell, _ := strings.Cut(s.At, ".")
					got = append(got, cell+"="+s.Value)
				}
				want := slices.Clone(c.want)
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%s (%v)\n\tgot  %v\n\twant %v", text, about, got, want)
				}
			}
		}
	}
}

var anyYear = regexp.MustCompile(`20[12]\d`)

// TestJoinedSentences joins sentences of the sets that say nothing of the same
// cells and hold each in its year: of one thousand pairs at most eight may give
// a figure that neither gives, and twenty lose one.
func TestJoinedSentences(t *testing.T) {
	t.Parallel()
	lines := append(readLines(t, "testdata/sentences.jsonl"), readLines(t, "testdata/fresh_31.jsonl")...)
	pairs, inexact, inventing := 0, 0, 0
	for shift := 1; shift < 40; shift += 7 {
		for i, a := range lines {
			b := lines[(i*shift+shift)%len(lines)]
			joined, ok := join(a, b)
			if !ok {
				continue
			}
			pairs++
			if exact, invented, _ := judge(joined); !exact {
				inexact++
				if invented > 0 {
					inventing++
				}
			}
		}
	}
	if inexact*1000 > pairs*20 || inventing*1000 > pairs*8 || pairs < 1000 {
		t.Errorf("of %d pairs %d are not exact and %d invent a figure", pairs, inexact, inventing)
	}
	t.Logf("of %d pairs %d are not exact and %d invent a figure", pairs, inexact, inventing)
}

// join puts b behind a; not ok where they speak of the same cells or of several
// years.
func join(a, b line) (line, bool) {
	text := strings.TrimSuffix(a.Text, "。") + "。" + b.Text
	years := anyYear.FindAllString(text, -1)
	slices.Sort(years)
	if strings.Contains(text, "\n") || len(slices.Compact(years)) > 1 {
		return line{}, false
	}
	joined := line{Text: text, Said: map[string]json.Number{}}
	for _, said := range []map[string]json.Number{a.Said, b.Said} {
		for at, value := range said {
			if _, twice := joined.Said[at]; twice {
				return line{}, false
			}
			joined.Said[at] = value
		}
	}
	return joined, true
}
