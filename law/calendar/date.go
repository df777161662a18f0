package calendar

import (
	"database/sql/driver"
	"fmt"
	"time"

	"gongkai/law"
)

// A Date is a civil date of the Gregorian calendar. It counts days, so dates
// compare with <, and 1 January of year 1 is 1. The zero Date is no date: it
// prints as "", is NULL in a database and before every other.
type Date int32

// unixEpoch is 1970-01-01.
const unixEpoch Date = 719_163

const secondsPerDay = 24 * 60 * 60

// beijing is China's one zone. It has no summer time in the years the program
// deals with, so no zone database is needed.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// DateOf returns the date of a year, month and day, and false where there is
// no such day, as on 30 February.
func DateOf(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, false
	}
	d := dateOfUTC(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
	return d, d.Day() == day
}

// BeijingDate returns the date it is in Beijing at an instant.
func BeijingDate(t time.Time) Date {
	t = t.In(beijing)
	return dateOfUTC(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC))
}

func dateOfUTC(t time.Time) Date { return unixEpoch + Date(floorDiv(t.Unix(), secondsPerDay)) }

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return (a+1)/b - 1
	}
	return a / b
}

// utc returns midnight of d in UTC.
func (d Date) utc() time.Time { return time.Unix(int64(d-unixEpoch)*secondsPerDay, 0).UTC() }

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == 0 }

// Year returns the year.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the month, 1 to 12.
func (d Date) Month() int { return int(d.utc().Month()) }

// Day returns the day of the month, 1 to 31.
func (d Date) Day() int { return d.utc().Day() }

// AddDays returns the date n calendar days later, earlier when n is negative.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	// Day 1, 1 January of year 1, is a Monday.
	return time.Weekday((int(d)%7 + 7) % 7)
}

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// WeekdayName returns the day of the week as 星期四, "" for the zero Date.
func (d Date) WeekdayName() string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.Weekday()]
}

// String returns the date as 2024-02-29, "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Chinese returns the date as pages and letters show it, 2026年3月5日, ""
// for the zero Date.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	t := d.utc()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// ISO returns the date as package law compares it in dated parameters.
func (d Date) ISO() law.Day { return law.Day(d.String()) }

// MarshalText writes 2024-02-29, nothing for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes and nothing else.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := Parse(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// Value gives a database the ISO text, NULL for the zero Date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a column of type DATE as either database gives it: text, or an
// instant at midnight of its own zone.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = 0
		return nil
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	case time.Time:
		*d = dateOfUTC(time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC))
		return nil
	}
	return fmt.Errorf("scan a date: unexpected %T", src)
}

func (d *Date) scanText(s string) error {
	parsed, err := Parse(s)
	if err != nil {
		return fmt.Errorf("scan a date: %w", err)
	}
	*d = parsed
	return nil
}
