package store

import (
	"context"

	"gongkai/office/audit"
	"gongkai/office/db"
)

// verifyChains recomputes every chain.
func verifyChains(ctx context.Context, tx *db.Tx) (states []ChainState, _ error) {
	heads, err := chainHeads(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, head := range heads {
		state, err := verifyChain(ctx, tx, head)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return states, nil
}

// verifyChain recomputes one chain, a thousand entries at a time.
func verifyChain(ctx context.Context, tx *db.Tx, head chainHead) (ChainState, error) {
	state := ChainState{Organ: head.organ}
	var v audit.Verifier
	for {
		entries, err := auditEntries(tx.Query(ctx, selectAuditChain, int64(head.organ), state.Entries))
		if err != nil || len(entries) == 0 {
			if err == nil && state.Break == nil {
				state.Break = v.End(head.seq, head.hash)
			}
			return state, err
		}
		for _, e := range entries {
			if state.Break = v.Next(e); state.Break != nil {
				return state, nil
			}
			state.Entries = e.Seq
		}
	}
}
