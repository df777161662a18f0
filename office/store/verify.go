package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/db"
)

// Verified is what verifying the records has found.
type Verified struct {
	Chains   int   // audit chains
	Entries  int64 // entries in them
	Versions int64 // published versions of reports
	Records  int64 // entries of registers, and applications
	Sealed   int64 // applications that could not be read for want of the keys
	// SealedEntries are versions of entries that could not be held against the audit
	// for want of the keys.
	SealedEntries int64
	Breaks        []error // each a problem in Chinese; none when all is whole
}

const selectAllVersions = `
SELECT organ_id, year, n, sha256, months, content
FROM report_version
ORDER BY organ_id, year, n`

const selectPublications = `
SELECT organ_id, subject, step
FROM audit
WHERE action = $1
ORDER BY organ_id, seq`

// Verify recomputes every audit chain and the hash of every published version,
// as they stand at one moment, and compares the versions with what the audit
// says was published, and what the office works with (entries of registers,
// figures and chapters of drafts) with its history and the audit.
func (s *Store) Verify(ctx context.Context) (Verified, error) {
	var v Verified
	err := s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		v = Verified{}
		if err := v.audit(ctx, tx); err != nil {
			return err
		}
		sealed, err := publications(ctx, tx)
		if err != nil {
			return err
		}
		if err := v.versions(ctx, tx, sealed); err != nil {
			return err
		}
		if err := v.live(ctx, s, tx); err != nil {
			return err
		}
		if err := v.cases(ctx, s, tx); err != nil {
			return fmt.Errorf("verify applications: %w", err)
		}
		return nil
	})
	return v, err
}

func (v *Verified) audit(ctx context.Context, tx *db.Tx) error {
	states, err := verifyChains(ctx, tx)
	if err != nil {
		return err
	}
	for _, state := range states {
		v.Chains++
		v.Entries += state.Entries
		if state.Break != nil {
			v.Breaks = append(v.Breaks, inChain(state.Organ, state.Break))
		}
	}
	return nil
}

// inChain says in which organ's chain a break is.
func inChain(id organ.ID, broken error) error {
	p := *problem.Of(broken)
	if id == 0 {
		p.Says = "程序自己的" + p.Says
		return &p
	}
	p.Says = fmt.Sprintf("机关%s的", id) + p.Says
	return &p
}

// A publication names one version of a report.
type publication struct {
	organ   organ.ID
	year, n int
}

func (p publication) String() string {
	return fmt.Sprintf("机关%s的%d年度报告第%d版", p.organ, p.year, p.n)
}

// publications returns the hashes of what was published, as the audit has them.
func publications(ctx context.Context, tx *db.Tx) (map[publication]published, error) {
	rows, err := tx.Query(ctx, selectPublications, string(account.ReportPublish))
	if err != nil {
		return nil, fmt.Errorf("read publications: %w", err)
	}
	defer rows.Close()
	sealed := make(map[publication]published)
	for rows.Next() {
		var p publication
		var step string
		if err := rows.Scan((*int64)(&p.organ), &p.year, &step); err != nil {
			return nil, fmt.Errorf("read publications: %w", err)
		}
		var said published
		if err := json.Unmarshal([]byte(step), &said); err == nil { // a spoilt step is a break of its chain
			p.n = said.Version
			sealed[p] = said
		}
	}
	return sealed, rows.Err()
}

// versions verifies the published versions one by one; what is left of sealed
// has been removed.
func (v *Verified) versions(ctx context.Context, tx *db.Tx, sealed map[publication]published) error {
	words, err := wordsBeside(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, selectAllVersions)
	if err != nil {
		return fmt.Errorf("read versions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p publication
		var kept published
		var content sql.RawBytes // many and large: looked at, not kept
		if err := rows.Scan((*int64)(&p.organ), &p.year, &p.n, &kept.SHA256, &kept.Months, &content); err != nil {
			return fmt.Errorf("read versions: %w", err)
		}
		v.Versions++
		said, ok := sealed[p]
		delete(sealed, p)
		kept.Words = hashOf(words[p])
		switch {
		case hashOf(content) != kept.SHA256:
			v.Breaks = append(v.Breaks, spoilt("%s的内容与校验值不符，发布以后被改过", p))
		case !ok:
			v.Breaks = append(v.Breaks, spoilt("%s没有发布的操作记录", p))
		case said.SHA256 != kept.SHA256:
			v.Breaks = append(v.Breaks, spoilt("%s与操作记录里发布的不是同一内容", p))
		case said.Months != kept.Months:
			v.Breaks = append(v.Breaks, spoilt("%s各月公开的条数与操作记录不符，发布以后被改过", p))
		case said.Words != "" && said.Words != kept.Words:
			v.Breaks = append(v.Breaks, spoilt("%s留存的说明与操作记录不符，发布以后被改过", p))
		}
	}
	for p := range sealed {
		v.Breaks = append(v.Breaks, spoilt("%s发布过，现在不在数据库里", p))
	}
	return rows.Err()
}

const selectAllVersionWaivers = `
SELECT organ_id, year, n, line, rule, place, says, reason, at, name
FROM version_waiver
ORDER BY organ_id, year, n, line`

// wordsBeside are the words that stand beside versions, as their hashes have them.
func wordsBeside(ctx context.Context, tx *db.Tx) (map[publication][]byte, error) {
	rows, err := tx.Query(ctx, selectAllVersionWaivers)
	if err != nil {
		return nil, fmt.Errorf("read waivers of versions: %w", err)
	}
	defer rows.Close()
	all := map[publication][]byte{}
	for rows.Next() {
		var p publication
		var line int
		var rule, place, says, reason, by string
		var at db.Time
		if err := rows.Scan((*int64)(&p.organ), &p.year, &p.n, &line, &rule, &place, &says, &reason, &at, &by); err != nil {
			return nil, fmt.Errorf("read waivers of versions: %w", err)
		}
		all[p] = append(all[p], wordLine(line, rule, place, says, reason, at.Time, by)...)
	}
	return all, rows.Err()
}

// Whole says whether the version is what was published.
func (v Version) Whole() error {
	if hashOf(v.Content) != v.SHA256 {
		return spoilt("%s的内容与校验值不符，发布以后被改过", publication{v.Organ, v.Year, v.N})
	}
	return nil
}

func spoilt(format string, what fmt.Stringer) error {
	return &problem.Error{
		Kind: problem.KindInternal, Says: fmt.Sprintf(format, what),
		Advice: "请保留现状，不要再改动数据库，并与备份核对", Err: errors.New("records are not what was written"),
	}
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
