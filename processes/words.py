# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words by which a text is found: small letters without accents, elisions split, stems for Italian.

SQLite has no Italian stemmer, so it is given stems; PostgreSQL stems by itself and is given the plain words.
English texts go the same way on both sides, and so are found by their words.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import Stemmer

LONGEST_WORD = 60
_SHORT = 4_000  # characters of a line whose words are remembered
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    """a ad ai al alla alle allo agli c che chi ci coi col con d da dai dal dalla dalle dallo dagli degli dei del
    dell della delle dello di e ed gli ha hanno i il in io l la le lei li lo loro lui ma mi n ne negli nei nel nell
    nella nelle nello noi non o per quale quali quanto quel quella quelle quello questa queste questi questo s se
    si sono su sua sue sugli sui sul sull sulla sulle sullo suo suoi ti tra fra tu un una uno un vi voi""".split()
)


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, elisions split, marks dropped."""
    return _by_line(_folded, _folded_once, text)


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, without those that say nothing."""
    return _by_line(_stemmed, _stemmed_once, text)


def _by_line(work: Callable[[str], str], once: Callable[[str], str], text: str) -> list[str]:
    """Return the words of all lines. Most lines of a new version are remembered; long ones are worked out anew."""
    return " ".join((once if len(line) <= _SHORT else work)(line) for line in text.split("\n")).split()


def _folded(line: str) -> str:
    folded = line.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return " ".join([word[:LONGEST_WORD] for word in _WORD.findall(folded)])


def _stemmed(line: str) -> str:
    return " ".join(filter(None, map(_stem, _folded(line).split())))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Return the stem of a folded word, or "" for one that says nothing."""
    if word in STOP_WORDS:
        return ""
    stem: str = Stemmer.Stemmer("italian").stemWord(word)  # a new one: a stemmer must not be shared between threads
    return stem


_folded_once = lru_cache(maxsize=2048)(_folded)
_stemmed_once = lru_cache(maxsize=2048)(_stemmed)
