package webtest

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
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	axecore "gongkai/third_party/axe-core"
)

// A Browser is Debian's Chromium with one page open on one server, as one
// person sits before it. Every failure ends the test with what the page shows.
type Browser struct {
	t       testing.TB
	ctx     context.Context
	Base    string // the address of the server
	shots   string // the folder for pictures, "" for none
	taken   int
	actions int // of the person, see Actions
	axe     string
}

// Open starts a browser on the handler. The test is skipped where there is no
// Chromium. Pictures go to the folder named by GONGKAI_SHOTS.
func Open(t testing.TB, h http.Handler) *Browser {
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
	b := &Browser{t: t, ctx: ctx, Base: server.URL, shots: os.Getenv("GONGKAI_SHOTS"), axe: axeScript(t)}
	if b.shots != "" {
		b.shots = filepath.Join(b.shots, strings.ReplaceAll(t.Name(), "/", "-"))
		if err := os.MkdirAll(b.shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func axeScript(t testing.TB) string {
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

func (b *Browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v\nat %s the page shows:\n%s", what, err, b.Where(), b.Text())
	}
}

// Visit opens an address of the server.
func (b *Browser) Visit(path string) {
	b.t.Helper()
	b.did(1)
	b.do("visit "+path, chromedp.Navigate(b.Base+path))
}

// Fill types into the field of a label, in place of what stands there.
func (b *Browser) Fill(label, text string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`field(%s).value = %s`, quote(label), quote(text)))
}

// FillFirst types into the first control of a kind on the page.
func (b *Browser) FillFirst(kind, text string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`document.querySelector('main %s').value = %s`, kind, quote(text)))
}

// Choose selects an option, or ticks a box or a button of a group, by its
// label.
func (b *Browser) Choose(label, option string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`(f => { const o = [...f.options].find(o => o.text.trim() === %s); if (!o) throw new Error('no such option'); f.value = o.value })(field(%s))`, quote(option), quote(label)))
}

// ChooseLike selects the option whose words contain the words.
func (b *Browser) ChooseLike(label, part string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`(f => { const o = [...f.options].find(o => o.text.includes(%s)); if (!o) throw new Error('no such option'); f.value = o.value })(field(%s))`, quote(part), quote(label)))
}

// Tick ticks the box of a label.
func (b *Browser) Tick(label string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`field(%s).checked = true`, quote(label)))
}

// TickAll ticks every box of a name.
func (b *Browser) TickAll(name string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`for (const e of document.getElementsByName(%s)) e.checked = true`, quote(name)))
}

// ChooseAll selects the option of a value in every list whose name begins so,
// and says whether there is any.
func (b *Browser) ChooseAll(prefix, value string) (found bool) {
	b.t.Helper()
	n, err := chromedp.Run(b.ctx, chromedp.Evaluate[int](fmt.Sprintf(`(() => { const all = [...document.querySelectorAll('main select')].filter(e => e.name.startsWith(%s)); for (const e of all) e.value = %s; return all.length })()`, quote(prefix), quote(value))))
	if err != nil {
		b.t.Fatalf("choose %s in all %s: %v", value, prefix, err)
	}
	return n > 0
}

// Press presses the button, or follows the link, of these words, and waits for
// the next page.
func (b *Browser) Press(words string) {
	b.t.Helper()
	b.did(1)
	b.script(`window.__left = false`)
	b.script(fmt.Sprintf(`press(%s).click()`, quote(words)))
	b.settled(words)
}

// Unfold opens what stands under the words that fold it.
func (b *Browser) Unfold(words string) {
	b.t.Helper()
	b.did(1)
	b.script(fmt.Sprintf(`[...document.querySelectorAll('summary')].find(s => s.textContent.trim() === %s).parentElement.open = true`, quote(words)))
}

// settled waits until the page that a press has opened is there. A new page has
// no mark of the old one.
func (b *Browser) settled(what string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ready, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`window.__left === undefined && document.readyState === 'complete'`))
		if err == nil && ready {
			return
		}
	}
	b.t.Fatalf("press %s: no new page came\nat %s the page shows:\n%s", what, b.Where(), b.Text())
}

// Keys sends keys to what has the focus.
func (b *Browser) Keys(keys string) {
	b.t.Helper()
	b.did(1)
	b.do("keys", chromedp.KeyEvent(keys))
}

// focused returns the words of what has the focus.
func (b *Browser) focused() string {
	words, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`(e => !e ? '' : (e.labels && e.labels[0] ? e.labels[0].textContent : e.textContent || e.value || '').trim())(document.activeElement)`))
	if err != nil {
		b.t.Fatal(err)
	}
	return words
}

// TabTo moves the focus with the tabulator key alone until it is on what has
// the words.
func (b *Browser) TabTo(words string) {
	b.t.Helper()
	for range 80 {
		b.Keys(kb.Tab)
		if strings.HasPrefix(b.focused(), words) {
			return
		}
	}
	b.t.Fatalf("at %s the keyboard does not reach %q", b.Where(), words)
}

// Enter presses the return key on what has the focus and waits for the page it
// opens.
func (b *Browser) Enter() {
	b.t.Helper()
	b.script(`window.__left = false`)
	b.Keys(kb.Enter)
	b.settled("return key")
}

// See wants words on the page.
func (b *Browser) See(words ...string) {
	b.t.Helper()
	text := b.Text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Fatalf("at %s: no %q on the page:\n%s", b.Where(), w, text)
		}
	}
}

// SeeNot wants words nowhere on the page.
func (b *Browser) SeeNot(words ...string) {
	b.t.Helper()
	text := b.Text()
	for _, w := range words {
		if strings.Contains(text, w) {
			b.t.Fatalf("at %s: %q on the page:\n%s", b.Where(), w, text)
		}
	}
}

// Text is what the page shows.
func (b *Browser) Text() string {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body ? document.body.innerText : ''`))
	if err != nil {
		return err.Error()
	}
	return text
}

// Where is the address of the page, without the server.
func (b *Browser) Where() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.Base)
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

// Holds wants a value in the field of a label.
func (b *Browser) Holds(label, want string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`const v = field(%s).value; if (v !== %s) throw new Error('the field holds ' + v)`, quote(label), quote(want)))
}

// Cell reads a text off the page by a pattern with one group.
func (b *Browser) Cell(pattern string) string {
	b.t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(b.Text())
	if m == nil {
		b.t.Fatalf("at %s: nothing like %s on the page:\n%s", b.Where(), pattern, b.Text())
	}
	return m[1]
}

// SignIn fills in the desk's sign-in page and sends it.
func (b *Browser) SignIn(login, password string) {
	b.t.Helper()
	b.Visit("/desk/sign-in")
	b.Fill("账号", login)
	b.Fill("密码", password)
	b.Press("登录")
}

// Upload chooses a file in the field of a label: one of the content, written to
// a folder of the test's own.
func (b *Browser) Upload(label, name, content string) {
	b.t.Helper()
	b.did(1)
	file := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.script(fmt.Sprintf(`field(%s).setAttribute('data-upload', '')`, quote(label)))
	b.do("choose the file "+name, chromedp.SetUploadFiles(`[data-upload]`, []string{file}))
}

// Session gives the browser the cookie of a session, "" for none, in place of
// signing in. The page must be one of the server's.
func (b *Browser) Session(token string) {
	b.t.Helper()
	b.script(fmt.Sprintf(`document.cookie = 'session=' + %s + '; path=/'`, quote(token)))
}

func (b *Browser) script(text string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](`(() => {`+helpers+text+`; return null })()`))
	if err != nil {
		b.t.Fatalf("%s: %v\nat %s the page shows:\n%s", text, err, b.Where(), b.Text())
	}
}

func quote(s string) string {
	q, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(q)
}
