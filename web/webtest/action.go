package webtest

import "fmt"

// Actions is how much the person has done since the browser was opened: each
// click, field filled, option chosen, file chosen, address typed, and each key
// or chord of keys is one. Reading is none.
func (b *Browser) Actions() int { return b.actions }

// did counts actions.
func (b *Browser) did(n int) { b.actions += n }

// CopyList copies the lines of the list below a heading to the end of the field
// of a label, as a person does: mark the list, copy, click into the field,
// paste.
func (b *Browser) CopyList(heading, label string) {
	b.t.Helper()
	b.did(4)
	b.script(fmt.Sprintf(`
		const h = [...document.querySelectorAll('h2, h3, summary')].find(h => words(h) === %s);
		if (!h) throw new Error('no heading');
		const lines = [...h.parentElement.querySelectorAll('li')].map(words);
		if (!lines.length) throw new Error('nothing to copy');
		const f = field(%s);
		f.value = [f.value, ...lines].filter(Boolean).join('\n')`, quote(heading), quote(label)))
}

// Add types a line at the end of what the field of a label holds.
func (b *Browser) Add(label, text string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`const f = field(%s); f.value = [f.value, %s].filter(Boolean).join('\n')`, quote(label), quote(text)))
}
