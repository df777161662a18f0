package narrative

// The vocabulary is matched by a trie over symbols: every word starts with a
// Han character, which indexes the first level directly.

const firstHan, lastHan = 0x3007, 0x9FFF // from 〇

type trie struct {
	first [lastHan - firstHan + 1]uint16
	nodes []node
}

type node struct {
	edges []edge
	word  kind // zero if no word ends here
	arg   uint8
}

type edge struct {
	sym  uint16
	next uint16
}

func newTrie(words []entry) *trie {
	t := &trie{nodes: make([]node, 1, 4096)}
	for _, e := range words {
		t.add(e)
	}
	return t
}

func (t *trie) add(e entry) {
	at := uint16(0)
	for i, r := range []rune(e.word) {
		at = t.step(at, i == 0, uint16(r))
	}
	t.nodes[at].word, t.nodes[at].arg = e.kind, e.arg
}

func (t *trie) step(at uint16, first bool, sym uint16) uint16 {
	if first {
		slot := &t.first[sym-firstHan]
		if *slot == 0 {
			t.nodes = append(t.nodes, node{})
			*slot = uint16(len(t.nodes) - 1)
		}
		return *slot
	}
	for _, e := range t.nodes[at].edges {
		if e.sym == sym {
			return e.next
		}
	}
	t.nodes = append(t.nodes, node{})
	next := uint16(len(t.nodes) - 1)
	t.nodes[at].edges = append(t.nodes[at].edges, edge{sym, next})
	return next
}

// longest returns the longest word at the start of sym and its length, zero if
// there is none.
func (t *trie) longest(sym []uint16) (k kind, arg uint8, length int) {
	if sym[0] < firstHan || sym[0] > lastHan {
		return 0, 0, 0
	}
	at := t.first[sym[0]-firstHan]
	for i := 1; at != 0; i++ {
		n := &t.nodes[at]
		if n.word != 0 {
			k, arg, length = n.word, n.arg, i
		}
		if i == len(sym) {
			break
		}
		at = 0
		for _, e := range n.edges {
			if e.sym == sym[i] {
				at = e.next
				break
			}
		}
	}
	return k, arg, length
}
