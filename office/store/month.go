package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
)

// A published is what the audit keeps of a publication.
type published struct {
	Version int    `json:"version"`
	SHA256  string `json:"sha256"`
	Months  string `json:"months,omitempty"`
	// Words is the hash of what stands beside the version of its findings; "" in
	// entries from before it was kept.
	Words string `json:"words,omitempty"`
}

const selectDaily = `
SELECT on_day, n
FROM daily
WHERE organ_id = $1 AND code = $2 AND on_day BETWEEN $3 AND $4
ORDER BY on_day`

// disclosedByMonth adds up the items disclosed in each month of a year as a
// version keeps them; "" where the register has none, which is not the same as
// twelve zeros.
func disclosedByMonth(ctx context.Context, r reader, id organ.ID, year int) (string, error) {
	from, until := register.Counted.Period(year)
	rows, err := r.Query(ctx, selectDaily, int64(id), string(register.ItemsDisclosed), from, until)
	if err != nil {
		return "", fmt.Errorf("read months: %w", err)
	}
	defer rows.Close()
	var months [12]int64
	total := int64(0)
	for rows.Next() {
		var day calendar.Date
		var n int64
		if err := rows.Scan(&day, &n); err != nil {
			return "", fmt.Errorf("read months: %w", err)
		}
		months[day.Month()-1] += n
		total += n
	}
	if total == 0 {
		return "", rows.Err()
	}
	return writeMonths(months), rows.Err()
}

func writeMonths(months [12]int64) string {
	words := make([]string, len(months))
	for i, n := range months {
		words[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(words, ",")
}

// readMonths reads back what disclosedByMonth wrote; nil for anything else.
func readMonths(text string) []int64 {
	words := strings.Split(text, ",")
	if len(words) != 12 {
		return nil
	}
	months := make([]int64, len(words))
	for i, word := range words {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil
		}
		months[i] = n
	}
	return months
}
