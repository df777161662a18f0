package webtest

import "fmt"

// Actions is how much the person has done since the browser was opened: each
// click, field filled, option chosen, file chosen, address typed, and each key
// or chord of keys is one. Reading is none.
func (b *Browser) Actions() int { return b.actions }

// did counts actions.
func (b *Browser) did(n int) { b.actions += n }

// Add types a line at the end of what the field of a label holds.
func (b *Browser) Add(label, text string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`const f = field(%s); f.value = [f.value, %s].filter(Boolean).join('\n')`, quote(label), quote(text)))
}
