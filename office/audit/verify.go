package audit

import (
	"fmt"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A Verifier is given the entries of one chain in their order, from the first
// on. The zero Verifier is at the beginning of a chain.
type Verifier struct {
	organ  organ.ID
	seq    int64
	hash   string
	broken error
}

// Next verifies one more entry. It returns the first break of the chain, in
// Chinese, and returns it again for whatever follows.
func (v *Verifier) Next(e Entry) error {
	if v.broken != nil {
		return v.broken
	}
	if v.seq == 0 {
		v.organ = e.Organ
	}
	if says := v.fault(&e); says != "" {
		return v.breaks(says)
	}
	v.seq, v.hash = e.Seq, e.Hash
	return nil
}

// fault says what is wrong with the next entry, "" for nothing.
func (v *Verifier) fault(e *Entry) string {
	want := v.seq + 1
	switch {
	case e.Organ != v.organ:
		return fmt.Sprintf("第%d条记在另一机关（%s）名下", e.Seq, e.Organ)
	case e.Seq > want:
		return missing(want, e.Seq-1)
	case e.Seq < want:
		return fmt.Sprintf("第%d条之后又出现第%d条，顺序被打乱或者有重复", v.seq, e.Seq)
	case e.Prev != v.hash && e.Hash == e.sum():
		return fmt.Sprintf("第%d条接不上前一条，前一条被换过，或者这一条是后来插入的", e.Seq)
	case e.Prev != v.hash || e.Hash != e.sum():
		return fmt.Sprintf("第%d条（%s，%s）的内容与校验值不符，记下以后被改过", e.Seq, beijing(e.At), e.Name)
	}
	return ""
}

// End verifies that the chain ends where its head says: at the sequence number
// and with the hash that are kept apart from the entries.
func (v *Verifier) End(seq int64, hash string) error {
	switch {
	case v.broken != nil:
		return v.broken
	case v.seq < seq:
		return v.breaks(missing(v.seq+1, seq))
	case v.seq > seq:
		return v.breaks(fmt.Sprintf("共有%d条，而链尾登记的是第%d条", v.seq, seq))
	case v.hash != hash:
		return v.breaks(fmt.Sprintf("最后一条（第%d条）与链尾登记的校验值不符", v.seq))
	}
	return nil
}

func (v *Verifier) breaks(says string) error {
	v.broken = &problem.Error{
		Kind:   problem.KindInternal,
		Says:   "操作记录不完整：" + says,
		Advice: "请保留现状，不要再改动数据库，并与备份核对",
	}
	return v.broken
}

func missing(from, to int64) string {
	if from == to {
		return fmt.Sprintf("缺少第%d条", from)
	}
	return fmt.Sprintf("缺少第%d条至第%d条", from, to)
}

func beijing(t time.Time) string {
	return t.In(time.FixedZone("", 8*60*60)).Format("2006年1月2日15:04:05")
}
