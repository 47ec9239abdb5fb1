# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one block is: headings, paragraphs, items, rows, quotes, code."""

from redline.blocks import heading_text, level, places, split

TEXT = """# Piano

Primo paragrafo
su due righe.

- uno
  - annidato
2. due
> citazione
> che continua

| Ente | Ore |
|---|---|
| ACI | 3 |

```
# non è un titolo

- né una voce
```
## Tempi

Titolo sottolineato
---
fine"""


def test_each_kind_is_told_apart() -> None:
    kinds = [block.kind for block in split(TEXT)]
    assert kinds == (
        ["heading", "paragraph", "item", "item", "item", "quote", "row", "row", "row", "code", "heading"]
        + ["heading", "paragraph"]
    )


def test_blocks_stand_under_their_headings() -> None:
    found = split(TEXT)
    where = dict(zip([block.content for block in found], places(found), strict=True))
    assert where["fine"] == ("Piano", "Titolo sottolineato")
    assert where["## Tempi"] == ("Piano", "Tempi")
    assert where["# Piano"] == ("Piano",)


def test_a_heading_knows_its_level_and_words() -> None:
    assert (level("### Tempi e  modi ###"), heading_text("### Tempi e  modi ###")) == (3, "Tempi e modi")
    assert (level("Tempi\n---"), heading_text("Tempi\n---")) == (2, "Tempi")


def test_an_open_fence_runs_to_the_end() -> None:
    assert [block.kind for block in split("```\n# a\n\nb")] == ["code"]


def test_a_table_without_outer_bars_is_rows() -> None:
    assert [block.kind for block in split("a | b\n--|--\n1 | 2\n\ndopo")] == ["row", "row", "row", "paragraph"]
