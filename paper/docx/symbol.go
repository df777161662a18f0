package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// symbols are the characters of symbol fonts that official papers use, mostly
// for boxes to tick, by their code in the font.
var symbols = map[string]map[rune]rune{
	"wingdings": {
		0x6C: '●', 0x6E: '■', 0x6F: '□', 0x70: '□', 0x71: '□', 0x72: '□', 0x75: '◆',
		0xA1: '○', 0xA8: '□', 0xD8: '➢', 0xE0: '→', 0xDF: '←', 0xE1: '↑', 0xE2: '↓',
		0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑', 0x77: '◆', 0xB2: '☆', 0xAB: '★',
	},
	"wingdings 2": {
		0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒',
		0x97: '●', 0xA2: '■', 0xA3: '□', 0xF0: '★',
	},
	"symbol": {
		0x2D: '−', 0xA3: '≤', 0xA5: '∞', 0xB0: '°', 0xB1: '±', 0xB3: '≥', 0xB4: '×',
		0xB7: '•', 0xB8: '÷', 0xB9: '≠', 0xBB: '≈', 0xBC: '…', 0xAE: '→', 0xAC: '←',
		0xE5: '∑', 0x61: 'α', 0x62: 'β',
	},
}

// symbol returns the character of a symbol element, or the replacement
// character for one that has no known meaning. Word puts the codes of symbol
// fonts into the private range from F000.
func symbol(font, char string) rune {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n > utf8.MaxRune || !isCharacter(rune(n)) {
		return utf8.RuneError
	}
	code := rune(n)
	table := symbols[strings.ToLower(strings.TrimSpace(font))]
	if known, ok := table[code&0xFF]; ok && (code < 0x100 || code >= 0xF000 && code <= 0xF0FF) {
		return known
	}
	if code >= 0xF020 && code < 0xF07F && table == nil {
		return code - 0xF000 // ordinary letters in a symbol range
	}
	if code >= 0xE000 && code <= 0xF8FF {
		return utf8.RuneError
	}
	return code
}
