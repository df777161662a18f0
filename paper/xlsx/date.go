package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// shown is a stored number as its cell shows it; full writes a date that is
// shown with its day as 2024-03-05, also where the cell leaves out the year.
func (f *format) shown(number string, from1904, full bool) string {
	switch {
	case f.percent:
		return percentage(number, f.decimals)
	case f.date == nil:
		return number
	}
	days, err := strconv.ParseFloat(number, 64)
	const lastDay = 2_958_465 // 31 December 9999
	if err != nil || days < 0 || days > lastDay {
		return number
	}
	if full && f.hasDay() {
		return fullDate(moment(days, from1904))
	}
	return f.showDate(moment(days, from1904), days)
}

// hasDay says whether the format shows which day it is.
func (f *format) hasDay() bool {
	for _, p := range f.date {
		if p.letter == 'd' && p.width <= 2 {
			return true
		}
	}
	return false
}

func fullDate(t time.Time) string {
	if t.Hour()+t.Minute()+t.Second() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}

// moment turns days into a date. Excel counts from 1900 with a 29 February that
// year did not have, so days before March are off by one; or from 1904.
func moment(days float64, from1904 bool) time.Time {
	whole := math.Floor(days)
	seconds := int64(math.Round((days - whole) * 86_400))
	switch {
	case from1904:
		whole += 1462
	case whole < 60:
		whole++
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(int64(whole)*86_400+seconds) * time.Second)
}

func (f *format) showDate(t time.Time, days float64) string {
	var b strings.Builder
	half := false
	for _, p := range f.date {
		half = half || p.letter == 'p'
	}
	for i, p := range f.date {
		switch {
		case p.letter == 0:
			b.WriteString(p.literal)
		case p.elapsed:
			b.WriteString(elapsed(p, days))
		case p.letter == 'm' && f.isMinute(i):
			pad(&b, t.Minute(), p.width)
		default:
			showPiece(&b, p, t, half)
		}
	}
	return strings.TrimSpace(b.String())
}

// isMinute says whether the m at i follows hours or precedes seconds.
func (f *format) isMinute(i int) bool {
	for k := i - 1; k >= 0; k-- {
		if c := f.date[k].letter; c != 0 && c != 'p' {
			if c == 'h' {
				return true
			}
			break
		}
	}
	for _, p := range f.date[i+1:] {
		if p.letter != 0 {
			return p.letter == 's'
		}
	}
	return false
}

func showPiece(b *strings.Builder, p piece, t time.Time, half bool) {
	switch p.letter {
	case 'y':
		if p.width <= 2 {
			pad(b, t.Year()%100, 2)
			return
		}
		pad(b, t.Year(), 4)
	case 'e':
		pad(b, t.Year(), 4)
	case 'm':
		showMonth(b, p.width, t)
	case 'd':
		switch {
		case p.width == 3:
			b.WriteString(t.Format("Mon"))
		case p.width > 3:
			b.WriteString(t.Format("Monday"))
		default:
			pad(b, t.Day(), p.width)
		}
	case 'a':
		if p.width > 3 {
			b.WriteString("星期")
		}
		b.WriteString([]string{"日", "一", "二", "三", "四", "五", "六"}[t.Weekday()])
	case 'h':
		hour := t.Hour()
		if half {
			hour = (hour+11)%12 + 1
		}
		pad(b, hour, p.width)
	case 's':
		pad(b, t.Second(), p.width)
	case 'p':
		b.WriteString([]string{"上午", "下午"}[t.Hour()/12])
	}
}

func showMonth(b *strings.Builder, width int, t time.Time) {
	switch {
	case width == 3:
		b.WriteString(t.Format("Jan"))
	case width > 3:
		b.WriteString(t.Format("January"))
	default:
		pad(b, int(t.Month()), width)
	}
}

func elapsed(p piece, days float64) string {
	unit := map[byte]float64{'h': 24, 'm': 1440, 's': 86_400}[p.letter]
	return fmt.Sprintf("%0*d", min(p.width, 9), int64(days*unit+1e-6))
}

func pad(b *strings.Builder, n, width int) {
	fmt.Fprintf(b, "%0*d", min(width, 4), n)
}
