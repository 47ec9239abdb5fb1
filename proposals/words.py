# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words by which a text is found: small letters without accents, elisions split, stems for Italian.

SQLite has no Italian stemmer, so it is given stems; PostgreSQL stems by itself and is given the plain words.
English texts go the same way on both sides, and so are found by their words.
"""

import re
import unicodedata

import Stemmer

LONGEST_WORD = 60
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
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, without those that say nothing."""
    words = [word for word in plain_words(text) if word not in STOP_WORDS]
    stemmed: list[str] = Stemmer.Stemmer("italian").stemWords(words)
    return stemmed
