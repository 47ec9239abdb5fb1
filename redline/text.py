# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring a text people sent into its one canonical form, and take its title and body apart.

Canonical: NFC, line feeds only, no control, bidirectional or invisible characters (joiners stay inside emoji), no
trailing spaces, one blank line between blocks, no line end at the end. Fenced code keeps its lines. What is invisible
on the page must not be in the text either: two texts that look alike are alike. A canonical text stays as it is.
"""

import re
import unicodedata
from functools import lru_cache

import regex

from redline import blocks

MAX_CHARACTERS = 200_000

_LINE_END = "\r\x85\u2028\u2029"
_SURROGATE = "\ud800-\udfff"
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_JOINER = "\u200d\ufe00-\ufe0f"
_STRANGE = re.compile(f"[{_LINE_END}{_SURROGATE}{_INVISIBLE}{_JOINER}]")
# Latin letters in one piece, digits, marks, typographic quotes and dashes: most texts have no others.
_USUAL = re.compile("[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_LINE_ENDS = re.compile(f"\r\n|[{_LINE_END}]")
_SURROGATES = re.compile(f"[{_SURROGATE}]")
_INVISIBLES = re.compile(f"[{_INVISIBLE}]")
_EMOJI_JOINERS = regex.compile(
    r"[\u200D\uFE00-\uFE0F]"  # found first, then looked at with what stands around it
    r"(?:(?<=\u200D)(?<!(?:\p{Emoji}\uFE0F?|\p{Emoji}\p{Emoji_Modifier})\u200D)"
    r"|(?<=\u200D)(?!\p{Extended_Pictographic})"
    r"|(?<!\u200D)(?<!\p{Emoji}.))"
)
_HARD_BREAK = re.compile(r"(?<![ \t\\\n])(?: |\t){2,}\n")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n|$)")


class TooLong(ValueError):
    """Raised when a text has more characters than can be handled in bounded time; says both numbers."""

    def __init__(self, length: int, limit: int = MAX_CHARACTERS) -> None:
        self.length, self.limit = length, limit
        super().__init__(f"The text has {length:,} characters; at most {limit:,} are possible.")


@lru_cache(maxsize=32)
def normalise(text: str) -> str:
    """Return the canonical form of a text; raise TooLong above MAX_CHARACTERS.

    The last few are remembered: one text is checked by its form, by its action, and once merged.
    """
    _check(text)
    text = clean_characters(text)
    text = "".join(_canonical(text))
    _check(text)
    return text


def clean_characters(text: str) -> str:
    """Return the text with canonical characters only; its blocks are left alone."""
    if _USUAL.fullmatch(text):
        return text
    if _STRANGE.search(text):
        text = _LINE_ENDS.sub("\n", _SURROGATES.sub("\ufffd", text))
        text = _EMOJI_JOINERS.sub("", _INVISIBLES.sub("", text))
    return unicodedata.normalize("NFC", text)


def _check(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooLong(len(text))


def _canonical(text: str) -> list[str]:
    """Return contents and separators in turn, each in canonical form."""
    found = [block for block in blocks.split(text.strip("\n")) if block.content]
    pieces: list[str] = []
    for number, block in enumerate(found):
        if number:
            pieces.append(_separator(found[number - 1], block))
        pieces.append(_content(block))
    return pieces


def _content(block: blocks.Block) -> str:
    """Trim trailing spaces; two of them inside a paragraph meant a line break and become its visible form."""
    content = block.content
    if block.kind == blocks.CODE or not (" \n" in content or "\t\n" in content):
        return content
    if block.kind in (blocks.PARAGRAPH, blocks.ITEM, blocks.QUOTE):
        content = _HARD_BREAK.sub("\\\\\n", content)
    return _TRAILING.sub("", content)


def _separator(block: blocks.Block, after: blocks.Block) -> str:
    """Return one blank line, but no more than a line end between items, rows, or what is indented under an item."""
    kinds = {block.kind, after.kind}
    apart = len(kinds) == 2 and not after.content[0].isspace() or kinds & {blocks.HEADING, blocks.RULE}
    return "\n\n" if block.separator.count("\n") > 1 or apart else "\n"


def title(text: str) -> str:
    """Return the title of a canonical text: its first line without `# `, or "" where it has none."""
    first = text.split("\n", 1)[0]
    return first[1:].strip() if first == "#" or first.startswith("# ") else ""


def body(text: str) -> str:
    """Return a text without its title line."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if first == "#" or first.startswith("# ") else text


def compose(title: str, body: str) -> str:
    """Return the canonical text of a title, brought onto one line, and a body; raise TooLong."""
    line = " ".join(clean_characters(title).split())
    return normalise(f"# {line}\n\n{body}")
