# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prose that looks Italian, the same for the same seed."""

import random

STEMS = (
    "amministr form partecip process comun territor servizi progett cittadin attiv gest collabor condivis region "
    "organ ent settor competenz rete obiettiv incontr laborator document propost modific sosten bilanc ambient scuol "
    "cultur sport salut mobilit piazz giardin bibliotec assembl consigl giunt delib regolament patt beni risors"
).split()
ENDINGS = "azione azioni are ato ati iva ivo ale ali ista isti mento menti o a e i ità".split()
SMALL = "di a da in con su per tra il la i le un una e o che non si del della dei delle nel nella al alla".split()


def sentence(chance: random.Random) -> str:
    """Return one sentence of six to twenty words."""
    words = []
    for _ in range(chance.randint(6, 20)):
        small = chance.random() < 0.4
        words.append(chance.choice(SMALL) if small else chance.choice(STEMS) + chance.choice(ENDINGS))
    return " ".join(words).capitalize() + "."


def text(chance: random.Random, title: str, length: int) -> str:
    """Return a Markdown text with a title, headings and paragraphs, of about `length` characters."""
    blocks, size = [f"# {title}"], 0
    while size < length:
        if len(blocks) % 5 == 1:
            blocks.append(f"## {sentence(chance)[:40].rstrip()}")
        paragraph = " ".join(sentence(chance) for _ in range(chance.randint(3, 6)))
        blocks.append(paragraph)
        size += len(paragraph)
    return "\n\n".join(blocks)


def edited(chance: random.Random, words: str, share: float = 0.01) -> str:
    """Return the text with about `share` of its words replaced."""
    blocks = words.split("\n\n")
    for _ in range(max(1, int(len(words.split()) * share))):
        place = chance.randrange(1, len(blocks))
        inside = blocks[place].split(" ")
        if len(inside) > 3 and not blocks[place].startswith("#"):
            inside[chance.randrange(1, len(inside))] = chance.choice(STEMS) + chance.choice(ENDINGS)
            blocks[place] = " ".join(inside)
    return "\n\n".join(blocks)


def with_word(words: str, place: int, word: str) -> str:
    """Return the text with another word at a place among those of its paragraphs, counted from the first."""
    blocks = words.split("\n\n")
    for number, block in enumerate(blocks):
        inside = block.split(" ")
        if block.startswith("#"):
            continue
        if place < len(inside):
            inside[place] = word
            blocks[number] = " ".join(inside)
            break
        place -= len(inside)
    return "\n\n".join(blocks)
