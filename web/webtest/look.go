package webtest

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// The widths in CSS pixels at which pages are looked at: a phone, a tablet held
// upright, a desk.
var widths = []int64{360, 768, 1440}

// Look holds the page against axe-core's rules for WCAG 2.2 AA, sees at three
// widths that it does not scroll sideways, and takes a picture at each.
func (b *Browser) Look(name string) {
	b.t.Helper()
	b.taken++
	for _, width := range widths {
		b.do("resize", chromedp.EmulateViewport(width, 900))
		b.sideways(name, width)
		b.picture(fmt.Sprintf("%s-%d", name, width))
	}
	b.accessible(name)
}

// picture saves what the page looks like now, where pictures are asked for.
func (b *Browser) picture(name string) {
	b.t.Helper()
	if b.shots == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	b.save(name+".png", picture)
}

func (b *Browser) save(name string, data []byte) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.shots, fmt.Sprintf("%02d-%s", b.taken, name)), data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// onPaper turns the style sheets to what a printer gets and lists what does not
// belong on paper: places to go, things to press, tables whose head would not
// stand on each sheet, and what is wider than the sheet. A field that was filled
// in does belong there.
const onPaper = `(() => {
	const turn = rules => { for (const r of rules) if (r instanceof CSSMediaRule) {
		const m = r.media.mediaText;
		if (/\bprint\b/.test(m)) r.media.mediaText = 'all'; else if (/\bscreen\b/.test(m)) r.media.mediaText = 'not all';
	} };
	for (const sheet of document.styleSheets) turn(sheet.cssRules);
	const faults = [];
	const says = e => '<' + e.tagName.toLowerCase() + (e.className ? ' class=' + e.className : '') + '> ' + (e.textContent || e.name || '').trim().slice(0, 30);
	const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().height > 1;
	for (const e of document.querySelectorAll('nav, button, .btn, .skip, input[type=file], input[type=search], input[type=submit], summary')) if (seen(e)) faults.push(says(e) + ' is printed');
	for (const e of document.querySelectorAll('thead')) if (seen(e) && getComputedStyle(e).display !== 'table-header-group') faults.push('the head of a table is not repeated: ' + says(e));
	const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
	if (over > 0) faults.push('wider than the sheet by ' + over + ' px');
	if (!document.querySelector('h1') || !seen(document.querySelector('h1'))) faults.push('the heading is not printed');
	return faults.join('\n');
})()`

// The width of A4 less its margins, in CSS pixels.
const sheetWidth = 658

// Print sees that the page is fit for paper, and saves it as a PDF beside the
// pictures. The page must be opened anew before it is looked at again.
func (b *Browser) Print(name string) {
	b.t.Helper()
	if b.shots != "" {
		file, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			b.t.Fatal(err)
		}
		b.save(name+".pdf", file)
	}
	b.do("resize", chromedp.EmulateViewport(sheetWidth, 900))
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](onPaper))
	switch {
	case err != nil:
		b.t.Fatalf("print %s: %v", name, err)
	case found != "":
		b.t.Errorf("%s at %s on paper:\n%s", name, b.Where(), found)
	}
}

func (b *Browser) sideways(name string, width int64) {
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
func (b *Browser) accessible(name string) {
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
		b.t.Errorf("%s at %s is not accessible:\n%s", name, b.Where(), found)
	}
}
