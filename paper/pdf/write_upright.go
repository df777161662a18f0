package pdf

import "strings"

// uprightShape is the shape a character takes in a vertical line.
func uprightShape(r rune) rune {
	if shape, ok := uprightShapes[r]; ok {
		return shape
	}
	return r
}

var uprightShapes = map[rune]rune{
	'（': '︵', '）': '︶', '｛': '︷', '｝': '︸', '〔': '︹', '〕': '︺', '【': '︻', '】': '︼',
	'《': '︽', '》': '︾', '〈': '︿', '〉': '﹀', '「': '﹁', '」': '﹂', '『': '﹃', '』': '﹄',
	'“': '﹃', '”': '﹄', '‘': '﹁', '’': '﹂', '(': '︵', ')': '︶', '—': '︱', longDash: '│', '…': '︙',
	'，': '︐', '、': '︑', '。': '︒', '：': '︓', '；': '︔', '！': '︕', '？': '︖',
}

// uprightAdvance is the height of a character in a vertical line, in parts of
// the type size: brackets and points need half a square.
func uprightAdvance(r rune) float64 {
	if strings.ContainsRune("（）(){}｛｝〔〕【】《》〈〉「」『』“”‘’，、。", r) {
		return 0.5
	}
	return 1
}
