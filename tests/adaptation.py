# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page must bear from its reader: zoom, spacing of text, colours of their own, no motion (WCAG 1.4.10, 1.4.12).

Zoom is a narrower window: 1280 px at 200 % are 640, at 400 % they are 320. Spacing comes in by a constructed sheet,
which the content security policy allows to whoever reads, as an extension of the browser would bring it.
"""

from playwright.sync_api import Page

from tests.browser import assert_accessible

HEIGHT = 900
ZOOMED = {"200 %": (640, 450), "400 %": (320, 256)}

SPACING = """const sheet = new CSSStyleSheet()
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`)
document.adoptedStyleSheets = [sheet]"""
PLAIN = "document.adoptedStyleSheets = []"

HELPERS = """const called = e => e.className.baseVal ?? e.className
const named = e => `${e.tagName}.${called(e)} «${e.textContent.trim()}»`.slice(0, 80)
const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.clientWidth > 1 && !e.closest('.visually-hidden')
const all = [...document.querySelectorAll('body *')].filter(e => !(e instanceof SVGElement) && seen(e))
const style = e => getComputedStyle(e)
"""

# Lines that must be scrolled sideways to be read; tables and code may be, and say so by a scroll bar of their own.
TWO_WAYS = """all.filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(style(e).overflowX)
    && !e.matches('textarea, input, select, pre') && !e.querySelector('table, pre'))"""
WIDE = """all.filter(e => document.documentElement.scrollWidth > innerWidth
    && e.getBoundingClientRect().right > innerWidth + 1)"""

# Words that their own box cuts off, or that stand out of a button.
CUT = """all.filter(e => e.innerText?.trim() && !e.matches('textarea, input, select, option')
    && ((/hidden|clip/.test(style(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
        || (/hidden|clip/.test(style(e).overflowY) && e.scrollHeight > e.clientHeight + 1)
        || (e.matches('button, .btn, .badge, summary') && style(e).display !== 'inline'
            && e.scrollHeight > e.clientHeight + 2)))"""

MOVING = """all.filter(e => [style(e).transitionDuration, style(e).animationDuration].join()
    .split(',').some(time => parseFloat(time) > .01) || style(e).scrollBehavior === 'smooth')"""

# Where colours are the reader's own, a button is told from text by its border, and an icon has the colour of words.
LOST = """[...all.filter(e => e.matches('button, .btn') && style(e).display !== 'none'
        && parseFloat(style(e).borderTopWidth) < 1
        && style(e).textDecorationLine === 'none' && e.innerText.trim()),
    ...[...document.querySelectorAll('svg.icon')].filter(
        e => seen(e.parentElement) && style(e).fill !== style(e).color)]"""


def _found(page: Page, what: str) -> list[str]:
    found: list[str] = page.evaluate(f"(() => {{ {HELPERS} return {what}.slice(0, 4).map(named) }})()")
    return found


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """Return what is wrong with a page in the hands of readers who adapt it; leave it as it was."""
    size = page.viewport_size or {"width": 320, "height": HEIGHT}
    found = []
    for zoom, (width, height) in ZOOMED.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [(f"wide at {zoom}", _found(page, WIDE)), (f"two ways at {zoom}", _found(page, TWO_WAYS))]
        page.evaluate(SPACING)
        found += [(f"wide when spaced at {zoom}", _found(page, WIDE)), (f"cut at {zoom}", _found(page, CUT))]
        page.evaluate(PLAIN)
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    found += [("moving", _found(page, MOVING)), ("lost in forced colours", _found(page, LOST))]
    page.emulate_media(reduced_motion="no-preference", forced_colors="none")
    return [(fault, where) for fault, where in found if where]


def look_at(page: Page, prefix: str, path: str) -> None:
    """Open a page and look at it as every reader may: with axe in both languages, adapted in the longer one."""
    answer = page.goto(prefix + path)
    assert answer is not None and answer.status == 200, page.url
    assert path in page.url, f"{path} led to {page.url}"
    assert_accessible(page)
    if not prefix:
        assert not (found := faults(page)), (path, found)
