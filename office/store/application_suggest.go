package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/office/db"
)

// Bounds of a search for what is public already.
const (
	mostSuggested = 5
	mostPieces    = 12 // of a text that are looked for
	pieceLength   = 4  // characters: fewer are in everything
)

// Suggest returns the items an organ has disclosed on its own that are likest
// to what somebody is about to ask for, the likest first, as the public may see
// them.
func (s *Store) Suggest(ctx context.Context, id organ.ID, asked string) ([]Entry, error) {
	pieces := piecesOf(asked)
	if len(pieces) == 0 {
		return nil, nil
	}
	c := DisclosedFilter{Organ: id}.conditions()
	var any []string
	for _, piece := range pieces {
		c.and(`open_search LIKE ? ESCAPE '\'`, contains(piece))
		any = append(any, c.where[len(c.where)-1])
		c.where = c.where[:len(c.where)-1]
	}
	c.where = append(c.where, "("+strings.Join(any, " OR ")+")")
	found, err := scanEntries(s.db.Query(ctx, entryColumns+"\nFROM "+c.from+c.String()+"\nORDER BY on_day DESC, id DESC\nLIMIT 200", c.args...))
	if err != nil {
		return nil, err
	}
	likeness := make(map[int64]int, len(found))
	for i := range found {
		found[i].Values = register.Item.Masked(found[i].Values)
		text := register.SearchText(found[i].Values["title"] + found[i].Values["number"])
		for _, piece := range pieces {
			if strings.Contains(text, piece) {
				likeness[found[i].ID]++
			}
		}
	}
	least := (len(pieces) + 2) / 3
	found = slices.DeleteFunc(found, func(e Entry) bool { return likeness[e.ID] < least })
	slices.SortStableFunc(found, func(a, b Entry) int { return cmp.Compare(likeness[b.ID], likeness[a.ID]) })
	return found[:min(len(found), mostSuggested)], nil
}

// common are words that say nothing of what is asked for.
var common = strings.NewReplacer("申请公开", " ", "政府信息", " ", "有关", " ", "关于", " ", "相关", " ", "材料", " ", "文件", " ", "信息", " ", "请提供", " ", "全部", " ", "的", " ", "和", " ", "及", " ")

// piecesOf cuts a text into pieces of four characters, spread over it.
func piecesOf(asked string) (pieces []string) {
	words := strings.FieldsFunc(common.Replace(asked), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	for _, word := range words {
		runes := []rune(register.SearchText(word))
		for i := 0; i+pieceLength <= len(runes); i += 2 {
			if piece := string(runes[i : i+pieceLength]); !slices.Contains(pieces, piece) {
				pieces = append(pieces, piece)
			}
		}
	}
	for len(pieces) > mostPieces { // every other one
		thin := pieces[:0]
		for i := 0; i < len(pieces); i += 2 {
			thin = append(thin, pieces[i])
		}
		pieces = thin
	}
	return pieces
}

const upsertSuggestion = `
INSERT INTO application_suggestion (organ_id, year, found, n)
VALUES ($1, $2, $3, 1)
ON CONFLICT (organ_id, year, found) DO UPDATE SET n = application_suggestion.n + 1`

const selectSuggestions = `
SELECT found, n
FROM application_suggestion
WHERE organ_id = $1 AND year = $2
ORDER BY found`

// CountSuggestion counts that somebody was shown what is public already and
// found what they wanted, or went on to apply. It keeps nothing of who or what.
func (s *Store) CountSuggestion(ctx context.Context, id organ.ID, found bool) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, upsertSuggestion, int64(id), s.Today().Year(), found)
		return err
	})
}

// Suggestions returns how often people of a year found what they wanted among
// what is public already, and how often they went on.
func (s *Store) Suggestions(ctx context.Context, id organ.ID, year int) (found, wentOn int, err error) {
	rows, err := s.db.Query(ctx, selectSuggestions, int64(id), year)
	if err != nil {
		return 0, 0, fmt.Errorf("read suggestions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var was bool
		var n int
		if err := rows.Scan(&was, &n); err != nil {
			return 0, 0, fmt.Errorf("read suggestions: %w", err)
		}
		if wentOn += n; was {
			found, wentOn = n, wentOn-n
		}
	}
	return found, wentOn, rows.Err()
}
