package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	axecore "gongkai/third_party/axe-core"
)

// A browser is Debian's Chromium with one page open on one server, as one
// person sits before it. Every failure ends the test with what the page shows.
type browser struct {
	t     *testing.T
	ctx   context.Context
	base  string
	shots string // the folder for pictures, "" for none
	taken int
	axe   string
}

// open starts a browser on the handler. The test is skipped where there is no
// Chromium. Pictures go to the folder named by GONGKAI_SHOTS.
func open(t *testing.T, h http.Handler) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium")
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1440, 1000),
		chromedp.Flag("disable-gpu", true), chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // starts the browser for as long as ctx lives
		t.Fatalf("start chromium: %v", err)
	}
	b := &browser{t: t, ctx: ctx, base: server.URL, shots: os.Getenv("GONGKAI_SHOTS"), axe: axeScript(t)}
	if b.shots != "" {
		b.shots = filepath.Join(b.shots, strings.ReplaceAll(t.Name(), "/", "-"))
		if err := os.MkdirAll(b.shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func axeScript(t *testing.T) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(axecore.Script))
	if err != nil {
		t.Fatal(err)
	}
	script, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

func (b *browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v\nat %s the page shows:\n%s", what, err, b.where(), b.text())
	}
}

// visit opens an address of the server.
func (b *browser) visit(path string) {
	b.t.Helper()
	b.do("visit "+path, chromedp.Navigate(b.base+path))
}

// fill types into the field of a label, in place of what stands there.
func (b *browser) fill(label, text string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`field(%s).value = %s`, quote(label), quote(text)))
}

// fillFirst types into the first control of a kind on the page.
func (b *browser) fillFirst(kind, text string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`document.querySelector('main %s').value = %s`, kind, quote(text)))
}

// choose selects an option, or ticks a box or a button of a group, by its
// label.
func (b *browser) choose(label, option string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`(f => { const o = [...f.options].find(o => o.text.trim() === %s); if (!o) throw new Error('no such option'); f.value = o.value })(field(%s))`, quote(option), quote(label)))
}

// chooseLike selects the option whose words contain the words.
func (b *browser) chooseLike(label, part string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`(f => { const o = [...f.options].find(o => o.text.includes(%s)); if (!o) throw new Error('no such option'); f.value = o.value })(field(%s))`, quote(part), quote(label)))
}

// tick ticks the box of a label.
func (b *browser) tick(label string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`field(%s).checked = true`, quote(label)))
}

// press presses the button, or follows the link, of these words, and waits for
// the next page.
func (b *browser) press(words string) {
	b.t.Helper()
	b.script(`window.__left = false`)
	b.script(fmt.Sprintf(`press(%s).click()`, quote(words)))
	b.settled(words)
}

// settled waits until the page that a press has opened is there. A new page has
// no mark of the old one.
func (b *browser) settled(what string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ready, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`window.__left === undefined && document.readyState === 'complete'`))
		if err == nil && ready {
			return
		}
	}
	b.t.Fatalf("press %s: no new page came\nat %s the page shows:\n%s", what, b.where(), b.text())
}

// keys sends keys to what has the focus.
func (b *browser) keys(keys string) {
	b.t.Helper()
	b.do("keys", chromedp.KeyEvent(keys))
}

// focused returns the words of what has the focus.
func (b *browser) focused() string {
	words, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`(e => !e ? '' : (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent || e.value || '').trim())(document.activeElement)`))
	if err != nil {
		b.t.Fatal(err)
	}
	return words
}

// tabTo moves the focus with the tabulator key alone until it is on what has
// the words.
func (b *browser) tabTo(words string) {
	b.t.Helper()
	for range 80 {
		b.keys(kb.Tab)
		if strings.HasPrefix(b.focused(), words) {
			return
		}
	}
	b.t.Fatalf("at %s the keyboard does not reach %q", b.where(), words)
}

// enter presses the return key on what has the focus and waits for the page it
// opens.
func (b *browser) enter() {
	b.t.Helper()
	b.script(`window.__left = false`)
	b.keys(kb.Enter)
	b.settled("return key")
}

// see wants words on the page; seeNot wants them nowhere.
func (b *browser) see(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Fatalf("at %s: no %q on the page:\n%s", b.where(), w, text)
		}
	}
}

func (b *browser) seeNot(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		if strings.Contains(text, w) {
			b.t.Fatalf("at %s: %q on the page:\n%s", b.where(), w, text)
		}
	}
}

func (b *browser) text() string {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body ? document.body.innerText : ''`))
	if err != nil {
		return err.Error()
	}
	return text
}

func (b *browser) where() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.base)
}

// helpers find things on a page as a person does: by the words on them.
const helpers = `
const words = e => (e.textContent || e.value || '').replace(/\s+/g, ' ').trim();
const field = label => {
	const l = [...document.querySelectorAll('label, legend')].find(l => words(l).replace(/（可以不选）|（选填）/g, '').trim() === label) || [...document.querySelectorAll('label')].find(l => words(l).startsWith(label));
	if (!l) throw new Error('no label ' + label);
	const f = l.control;
	if (!f) throw new Error('label without a field ' + label);
	return f;
};
const press = w => {
	const seen = ['main button', 'main a, main summary', 'button', 'a, summary'].flatMap(q => [...document.querySelectorAll(q)]).filter(e => e.offsetParent !== null);
	const e = seen.find(e => words(e) === w) || seen.find(e => words(e).startsWith(w));
	if (!e) throw new Error('nothing to press says ' + w);
	return e;
};
`

func (b *browser) script(text string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](`(() => {`+helpers+text+`; return null })()`))
	if err != nil {
		b.t.Fatalf("%s: %v\nat %s the page shows:\n%s", text, err, b.where(), b.text())
	}
}

func quote(s string) string {
	q, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(q)
}

// look holds the page against axe-core's rules for WCAG 2.2 AA at three widths,
// and that it does not scroll sideways; it takes a picture at each width.
func (b *browser) look(name string) {
	b.t.Helper()
	b.taken++
	for _, width := range []int64{360, 768, 1440} {
		b.do("resize", chromedp.EmulateViewport(width, 900))
		b.sideways(name, width)
		if b.shots == "" {
			continue
		}
		picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			b.t.Fatal(err)
		}
		file := filepath.Join(b.shots, fmt.Sprintf("%02d-%s-%d.png", b.taken, name, width))
		if err := os.WriteFile(file, picture, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
	b.accessible(name)
}

func (b *browser) sideways(name string, width int64) {
	b.t.Helper()
	over, err := chromedp.Run(b.ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	if err != nil {
		b.t.Fatal(err)
	}
	if over > 0 {
		b.t.Errorf("%s at %d px scrolls sideways by %d px", name, width, over)
	}
}

// accessible runs axe-core. It is handed to the page by the DevTools, which the
// page's own policy does not bind.
func (b *browser) accessible(name string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](b.axe+";null")); err != nil {
		b.t.Fatalf("give the page axe-core: %v", err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
		.then(r => r.violations.map(v => v.id + ': ' + v.help + '\n' + v.nodes.slice(0, 4).map(n => '    ' + n.html.slice(0, 200) + ' ' + (n.any[0] ? n.any[0].message : '')).join('\n')).join('\n'))`, chromedp.EvalAwaitPromise))
	switch {
	case err != nil:
		b.t.Fatalf("axe-core on %s: %v", name, err)
	case found != "":
		b.t.Errorf("%s at %s is not accessible:\n%s", name, b.where(), found)
	}
}
