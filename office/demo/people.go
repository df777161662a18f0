package demo

import (
	"strconv"
	"strings"
)

// The names of the county's people: surnames and given names with how they are
// typed. Whom a name happens to fit is chance.
const surnameText = `陈chen 林lin 周zhou 吴wu 徐xu 孙sun 朱zhu 胡hu 郭guo 何he 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu
韩han 冯feng 邓deng 曹cao 彭peng 曾zeng 萧xiao 田tian 董dong 潘pan 袁yuan 蔡cai 余yu 叶ye 程cheng 苏su 魏wei 吕lv 丁ding 任ren 卢lu 姚yao 沈shen`

const givenText = `志远zhiyuan 晓芸xiaoyun 建平jianping 若澜ruolan 文博wenbo 雨桐yutong 海生haisheng 静姝jingshu 国栋guodong 思琪siqi 立群liqun 慧敏huimin 承志chengzhi 婉清wanqing
明哲mingzhe 秋月qiuyue 振华zhenhua 佳宁jianing 永康yongkang 素梅sumei 俊杰junjie 丹枫danfeng 启明qiming 雪莹xueying 德昌dechang 春燕chunyan 昊然haoran 玉兰yulan 世安shian 念慈nianci
子墨zimo 红霞hongxia 向东xiangdong 依然yiran 学勤xueqin 美华meihua 鹏飞pengfei 竹君zhujun 守信shouxin 月娥yuee 开来kailai 芳菲fangfei 致和zhihe 凤鸣fengming`

// A nameList gives names of which no two are the same.
type nameList struct {
	surnames, given []string
	n               int
	logins          map[string]bool
}

func newNames() *nameList {
	return &nameList{surnames: strings.Fields(surnameText), given: strings.Fields(givenText), logins: map[string]bool{}}
}

// next returns the next person. The two lists have no common divisor, so that
// their walk meets every pair once.
func (l *nameList) next() person {
	surname, family := parted(l.surnames[l.n%len(l.surnames)])
	given, typed := parted(l.given[(l.n*5+l.n/len(l.surnames))%len(l.given)])
	l.n++
	login := family + typed
	for k := 2; l.logins[login]; k++ {
		login = family + typed + strconv.Itoa(k)
	}
	l.logins[login] = true
	return person{name: surname + given, login: login}
}

// parted parts a name from how it is typed.
func parted(entry string) (name, typed string) {
	i := strings.IndexFunc(entry, func(r rune) bool { return r < 0x80 })
	return entry[:i], entry[i:]
}
