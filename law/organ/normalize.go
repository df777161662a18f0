package organ

import (
	"strings"
	"unicode"
)

// Normalize writes a name in the one way in which names are compared: without
// spaces and invisible characters, with ASCII letters and digits, Chinese
// brackets, simplified characters, and without 中华人民共和国 in front.
func Normalize(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range name {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch r {
		case '(', '[', '〔', '【':
			r = '（'
		case ')', ']', '〕', '】':
			r = '）'
		}
		if simple, ok := simplified[r]; ok {
			r = simple
		}
		b.WriteRune(r)
	}
	const edges = ":,。.、;-—_|/" // full-width ones are ASCII here
	s := strings.Trim(b.String(), edges)
	for {
		rest, ok := strings.CutPrefix(s, "中华人民共和国")
		if rest = strings.TrimLeft(rest, edges); !ok || rest == "" {
			return s
		}
		s = rest
	}
}

// simplified maps the traditional characters of organ names. It is no
// converter: a place name may keep a character that is not here, and is then
// compared as it stands.
var simplified = pairs(
	"國国縣县區区鎮镇鄉乡廳厅辦办處处務务監监會会資资環环財财東东門门農农業业經经濟济發发機机構构關关" +
		"稅税審审計计統统辯辩護护衛卫醫医療疗險险應应災灾勞劳動动協协調调產产質质檢检測测術术標标準准" +
		"運运輸输鐵铁電电訊讯網网絡络書书館馆體体廣广視视語语設设築筑規规劃划際际貿贸難难齊齐龍龙鳳凤" +
		"鳥鸟馬马漢汉陽阳陰阴陸陆陳陈陝陕雲云長长興兴義义寧宁貴贵遼辽灣湾島岛嶺岭嶽岳濱滨溝沟滬沪渝渝" +
		"蘇苏豐丰鹽盐錫锡鄭郑萬万億亿劉刘楊杨葉叶蓮莲蘭兰蕭萧薊蓟顧顾項项順顺須须頭头領领額额黃黄" +
		"齡龄爾尔盧卢瀋沈瀘泸灤滦爐炉煙烟營营獅狮瑪玛畢毕療疗眾众磯矶禮礼種种積积穩稳窪洼競竞紅红紀纪" +
		"組组織织終终結结給给維维綏绥綠绿線线緣缘縱纵總总羅罗聯联職职聖圣舊旧莊庄華华蔣蒋藥药處处號号")

func pairs(s string) map[rune]rune {
	runes := []rune(s)
	m := make(map[rune]rune, len(runes)/2)
	for i := 0; i+1 < len(runes); i += 2 {
		m[runes[i]] = runes[i+1]
	}
	return m
}
