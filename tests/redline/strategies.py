# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts for property tests: Markdown from a small store of words, so that three texts share much, and raw Unicode."""

from hypothesis import strategies as st

_SENTENCE = "il corso dura trenta giorni e si tiene a Roma presso l'ente , . ; **gratuito** `codice` [sito](https://a.it)"
_MORE = "formazione personale PA dell’Istituto 3.500,50 art. perché 👩‍🏫 e\u0301"
WORDS = st.sampled_from([*_SENTENCE.split(), *_MORE.split()])
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES,
    SENTENCES,
    SENTENCES.map("## {}".format),
    SENTENCES.map("- {}".format),
    SENTENCES.map("1. {}".format),
    SENTENCES.map("> {}".format),
    SENTENCES.map("| {} | x |".format),
    SENTENCES.map("```\n{}\n```".format),
    st.just("---"),
)
GLUE = st.sampled_from(["\n\n", "\n\n", "\n"])


@st.composite
def documents(draw: st.DrawFn, most: int = 6) -> str:
    """A small Markdown document."""
    blocks = draw(st.lists(BLOCKS, max_size=most))
    return "".join(block + draw(GLUE) for block in blocks).rstrip("\n")


@st.composite
def edited(draw: st.DrawFn, base: str) -> str:
    """The base with a few words or blocks taken out, put in, or moved."""
    blocks = base.split("\n\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(blocks) - 1))
        blocks = _edit(draw, blocks, at)
    return "\n\n".join(blocks)


def _edit(draw: st.DrawFn, blocks: list[str], at: int) -> list[str]:
    deed = draw(st.sampled_from(["word", "word", "word", "cut", "insert", "delete", "move"]))
    if deed == "insert":
        return [*blocks[:at], draw(BLOCKS), *blocks[at:]]
    if deed == "delete" and len(blocks) > 1:
        return blocks[:at] + blocks[at + 1 :]
    if deed == "move":
        rest = blocks[:at] + blocks[at + 1 :]
        to = draw(st.integers(0, len(rest)))
        return [*rest[:to], blocks[at], *rest[to:]]
    words = blocks[at].split(" ")
    place = draw(st.integers(0, len(words)))
    words = words[:place] + words[place + 1 :] if deed == "cut" else [*words[:place], draw(WORDS), *words[place:]]
    return [*blocks[:at], " ".join(words), *blocks[at + 1 :]]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts: mostly one edited from the other, sometimes unrelated."""
    base = draw(documents())
    return base, draw(st.one_of(edited(base), edited(base), documents()))


@st.composite
def triples(draw: st.DrawFn) -> tuple[str, str, str]:
    """A base and two texts edited from it."""
    base = draw(documents())
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def histories(draw: st.DrawFn, restores: bool = True) -> list[str]:
    """Versions in which no word is ever written twice: words come and go, paragraphs move, earlier texts return."""
    deeds = ["insert", "replace", "delete", "new", "move", *["restore"] * restores]
    fresh = iter(f"parola{n}" for n in range(1000))
    paragraphs = [[next(fresh) for _ in range(draw(st.integers(3, 8)))] for _ in range(draw(st.integers(1, 4)))]
    states = [paragraphs]
    for _ in range(draw(st.integers(1, 6))):
        paragraphs = [list(paragraph) for paragraph in states[-1]]
        at = draw(st.integers(0, len(paragraphs) - 1))
        place = draw(st.integers(0, len(paragraphs[at])))
        match draw(st.sampled_from(deeds)):
            case "insert":
                paragraphs[at].insert(place, next(fresh))
            case "replace":
                paragraphs[at][place : place + 2] = [next(fresh)]
            case "delete":
                del paragraphs[at][max(1, place) : place + 1]
            case "new":
                paragraphs.insert(at, [next(fresh) for _ in range(5)])
            case "move":
                paragraphs.insert(draw(st.integers(0, len(paragraphs) - 1)), paragraphs.pop(at))
            case "restore":
                paragraphs = draw(st.sampled_from(states))
        states.append(paragraphs)
    return ["\n\n".join(map(" ".join, state)) for state in states]


UNICODE = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("a b\n\t\r#>-*|`~[]().,'’è\u0301\u200d\ufe0f\u202e\u00ad\ufeff\x00\x0b\u2028\U0001f468🏽🇮🇹0"),
    max_size=60,
)
