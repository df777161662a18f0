package calendar

// A Counter answers what a Calendar answers, in constant time, for the years
// it was made for and by counting beyond them. It is for reckoning many
// periods with one calendar; making one costs about as much as a thousand
// questions. It never changes and may be used by several goroutines.
type Counter struct {
	calendar Calendar
	first    Date
	// before[i] counts the working days from first up to, but without,
	// first+i; working lists them.
	before  []int32
	working []Date
	// known are the first and the last day of the years in a row whose
	// arrangements are known.
	known [2]Date
}

// The years a Counter knows by heart: those of the statute, and the years that
// a deadline of today may reach.
const (
	counterFrom  = 2018
	counterYears = 24
)

// NewCounter returns a counter for a calendar.
func NewCounter(c Calendar) *Counter {
	first, _ := DateOf(counterFrom, 1, 1)
	end, _ := DateOf(counterFrom+counterYears, 1, 1)
	k := &Counter{calendar: c, first: first, before: make([]int32, 0, end-first+1)}
	for d := first; d <= end; d++ {
		k.before = append(k.before, int32(len(k.working)))
		if d < end && c.works(d) {
			k.working = append(k.working, d)
		}
	}
	for y := counterFrom; y < counterFrom+counterYears; y++ {
		switch from, _ := DateOf(y, 1, 1); {
		case !c.Known(y) && k.known[0] > 0:
			return k
		case c.Known(y):
			if k.known[0] == 0 {
				k.known[0] = from
			}
			k.known[1], _ = DateOf(y, 12, 31)
		}
	}
	return k
}

// Calendar returns the calendar that the counter counts by.
func (k *Counter) Calendar() Calendar { return k.calendar }

// knows says whether a date has its place in the tables.
func (k *Counter) knows(d Date) bool { return d >= k.first && int(d-k.first) < len(k.before)-1 }

// Works says whether a date is a working day.
func (k *Counter) Works(d Date) bool {
	if !k.knows(d) {
		return k.calendar.works(d)
	}
	return k.before[d-k.first+1] > k.before[d-k.first]
}

// After is [Calendar.After] for n that are not negative.
func (k *Counter) After(d Date, n int) Date {
	if n == 0 {
		return d
	}
	if n > 0 && k.knows(d) {
		if at := int(k.before[d-k.first+1]) + n - 1; at < len(k.working) {
			return k.working[at]
		}
	}
	return k.calendar.After(d, n)
}

// Between is [Calendar.Between].
func (k *Counter) Between(from, to Date) int {
	if to <= from {
		return 0
	}
	if !k.knows(from) || !k.knows(to) {
		return k.calendar.Between(from, to)
	}
	return int(k.before[to-k.first+1] - k.before[from-k.first+1])
}

// Provisional is [Calendar.Provisional].
func (k *Counter) Provisional(from, to Date) bool {
	if from >= k.known[0] && from <= to && to <= k.known[1] {
		return false
	}
	return k.calendar.Provisional(from, to)
}
