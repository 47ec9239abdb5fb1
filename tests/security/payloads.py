# SPDX-License-Identifier: AGPL-3.0-or-later
"""What attackers write: scripts for every place of a page, and words that break databases, mail and readers."""

import html
import json
from collections.abc import Iterator

from tinyhtml5.parser import HTMLParser

from config import ROOT

LOCAL = ROOT.parent / "shared/data/xss_dompurify.json"

SCRIPTS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT >",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<a href=javascript:alert(1)>x</a><base href=//evil.example/>",
    "<details open ontoggle=alert(1)>x</details>",
    "<style>@import '//evil.example/x.css';</style><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    '"><script>alert(1)</script>',
    "' autofocus onfocus=alert(1) x='",
    '" style="position:fixed;inset:0" data-x="',
    "</textarea></title></style></noscript><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1)) [y](data:text/html;base64,PHNjcmlwdD4=) [z](vbscript:x)",
    "[x](\x01javascript:alert(1)) [y](java\tscript:alert(1)) [z](//evil.example)",
    "<javascript:alert(1)> <https://x.example/'onmouseover=alert(1)>",
    '![x](x"onerror="alert(1)) [a][b]\n\n[b]: javascript:alert(1) "t"',
    "{{ 7919 * 104729 }}${7919*104729}#{7919*104729}<%= 7919*104729 %>{% raw %}%(who)s %s {0} %n",
]

# Invisible, turning and broken characters, as browsers would send them.
SIGNS = [
    "a\x00b",
    "a\u202eb\u2066c",
    "a\u200bb\ufeffc\u2060d",
    "a\ud800b",
    "a\uffffb\U000e0041c",
    "a\r\nBcc: x@evil.example\r\n\r\nb",
    "\x1b[31mrosso\x07",
    "é" * 2 + "e\u0301" * 300,
]

SQL = ["'", "' OR '1'='1", '"; DROP TABLE "user"; --', "1 UNION SELECT password_hash FROM user", "%", "_", "\\",
       "NEAR(a b)", '"a" AND *', "a:b", "{a}", "^a", "-a", "(", "' || pg_sleep(5) || '",
       "0x00", "1e309", "NaN", "null"]  # fmt: skip

NUMBERS = [
    "-1",
    "0",
    "00000000009999999999",
    "2147483648",
    "9" * 30,
    "1.5",
    "1e3",
    "0x1",
    "١",
    "",
    "x",
    "1 OR 1=1",
    "[]",
]


def scripts() -> list[str]:
    """Return our own scripts, and published ones where they lie beside the checkout."""
    if not LOCAL.exists():
        return SCRIPTS
    cases = (case if isinstance(case, str) else str(case.get("payload", "")) for case in json.loads(LOCAL.read_text()))
    return SCRIPTS + [case for case in cases if len(case) <= 2_000]


def dangers(page: str) -> Iterator[str]:
    """Yield whatever could run on a page, as a browser would parse it."""
    tree = HTMLParser(namespace_html_elements=False).parse(page)
    for element in tree.iter():
        tag = str(element.tag).lower()
        if tag in ("iframe", "object", "embed", "base", "style", "math", "noscript", "animate", "foreignobject"):
            yield f"<{tag}>"
        if tag == "script" and ("".join(element.itertext()) or not (element.get("src") or "").startswith("/static/")):
            yield "a script"
        if tag == "meta" and element.get("http-equiv"):
            yield "<meta http-equiv>"
        for name, value in element.items():
            plain = "".join(c for c in html.unescape(value) if c > " ").lower()
            if name.lower().startswith("on") or name.lower() in ("style", "srcdoc", "formaction"):
                yield f"<{tag} {name}>"
            if name.lower().endswith(("href", "src", "action")) and plain.startswith(("javascript:", "vbscript:")):
                yield f"<{tag} {name}={value[:30]}>"
            if name == "href" and plain.startswith(("data:", "//")):
                yield f"<{tag} {name}={value[:30]}>"
