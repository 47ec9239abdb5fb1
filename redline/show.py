# SPDX-License-Identifier: AGPL-3.0-or-later
"""Show the difference of two texts as safe HTML, on the rendered text, inline or side by side.

Readable without colour: <ins> and <del> carry words for screen readers ("inizio aggiunta"), moved blocks say so, and
changed characters that cannot be seen are named. No inline style; every word of the texts is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redline import blocks
from redline.blocks import Block
from redline.marking import both, formatted, new_side, noted, old_side, replaced, whole
from redline.rich import Rich, cells, number, words_of
from redline.rows import ARRIVED, DELETED, EDITED, INSERTED, LEFT, SAME, Row, rows
from redline.spoken import Spoken

__all__ = ["Spoken", "inline", "passage", "side_by_side"]


def inline(old: str, new: str, spoken: Spoken | None = None, *, only: bool = False) -> str:
    """Return one safe HTML text that shows what was taken out and put in; `only` leaves out what stayed the same."""
    page = _Page(spoken or Spoken())
    for row in _chosen(rows(old, new), only):
        page.add(row) if row else page.gap()
    return page.html()


def _chosen(found: Sequence[Row], only: bool) -> Iterator[Row | None]:
    """Yield the rows to show; where `only` what differs is wanted, None for each stretch of others.

    The heading that a change stands under is shown with it.
    """
    wanted, heading = set(), None
    for at, row in enumerate(found):
        heading = at if row.block.kind == blocks.HEADING else heading
        if not only or _differs(row):
            wanted |= {at, at if heading is None else heading}
    before = -1
    for at in sorted(wanted):
        if at > before + 1:
            yield None
        yield found[at]
        before = at
    if before + 1 < len(found):
        yield None


def _differs(row: Row) -> bool:
    return row.status != SAME or row.spaced or row.renumbered


def passage(old: str, new: str, start: int, end: int, spoken: Spoken | None = None) -> str:
    """Return what `inline` shows of the blocks of old[start:end], and of whatever differs anywhere."""
    page, at = _Page(spoken or Spoken()), 0
    spans = iter(_spans(old))
    for row in rows(old, new):
        if row.old and row.status != ARRIVED:
            begins, at = next(spans)
        if _differs(row) or row.old and begins < end and start < at:
            page.add(row)
    return page.html()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the contents of each block that has any stand."""
    start = 0
    for block in blocks.split(text):
        if block.content:
            yield start, start + len(block.content)
        start += len(block.content) + len(block.separator)


def side_by_side(old: str, new: str, spoken: Spoken | None = None, *, only: bool = False) -> str:
    """Return a safe HTML table, the old text on the left and the new one on the right, block by block.

    `only` leaves out what stayed the same.
    """
    spoken = spoken or Spoken()
    gap = f'<tr class="redline-gap"><td colspan="2"{spoken.lang}>{spoken.left_out}</td></tr>'
    lines = [_line(row, spoken) if row else gap for row in _chosen(rows(old, new), only)]
    columns = (spoken.old_column, spoken.new_column)
    head = "".join(f'<th scope="col"{spoken.lang}>{column}</th>' for column in columns)
    body = "\n".join(lines)
    start = f'<table class="redline-side">\n<caption class="visually-hidden"{spoken.lang}>{spoken.caption}</caption>'
    return f"{start}\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def _line(row: Row, spoken: Spoken) -> str:
    """Return one table line: each side a block of its own, empty where the block is only on the other."""
    left = row.old if row.status != ARRIVED else None
    before, after = _sides(row, spoken)
    old_cell = _cell(left, before, spoken.old_column)
    return f'<tr class="redline-{row.status}">{old_cell}{_cell(row.new, after, spoken.new_column)}</tr>'


def _sides(row: Row, spoken: Spoken) -> tuple[str, str]:
    old, new = (words_of(block) if block else Rich("", ()) for block in (row.old, row.new))
    if row.status in (DELETED, LEFT):
        return whole(old, row.status, spoken), ""
    if row.status == INSERTED or (row.status == ARRIVED and old.text == new.text):
        return "", whole(new, row.status, spoken)
    return old_side(old, new, spoken), new_side(old, new, spoken)


def _cell(block: Block | None, inner: str, label: str) -> str:
    page = _Page(Spoken())
    if block and block.kind == blocks.ROW:
        page.lines.append(f"<p>{inner}</p>")
    elif block:
        page.block(block, inner, "")
    return f'<td data-label="{label}">{page.html()}</td>'


@dataclass
class _Page:
    """Collects blocks as HTML, keeping list items and table rows together."""

    spoken: Spoken
    lines: list[str] = field(default_factory=list)
    open: str = ""

    def add(self, row: Row) -> None:
        """Add one row of the comparison."""
        if row.block.kind == blocks.ROW:
            self._row(row)
        else:
            before = row.old if row.old and row.status == EDITED and not row.renumbered else None
            self.block(row.block, self._inner(row), row.status, before)

    def gap(self) -> None:
        """Say that some blocks that stayed the same are left out."""
        self._container("")
        self.lines.append(f'<p class="redline-gap"{self.spoken.lang}>{self.spoken.left_out}</p>')

    def html(self) -> str:
        """Return all blocks, the last container closed."""
        self._container("")
        return "\n".join(self.lines) + ("\n" if self.lines else "")

    def _inner(self, row: Row) -> str:
        return self._words(row) + self._spacing(row)

    def _spacing(self, row: Row) -> str:
        """Return a sign for the blank line after a block that came or went."""
        if not (row.spaced and row.old and row.new):
            return ""
        return replaced(row.old.separator, row.new.separator, self.spoken)

    def _words(self, row: Row) -> str:
        if row.status in (SAME, INSERTED, DELETED, LEFT):
            return whole(words_of(row.block), row.status, self.spoken)
        assert row.old and row.new
        old, new = words_of(row.old), words_of(row.new)
        if row.status == ARRIVED and old.text == new.text:
            return whole(new, ARRIVED, self.spoken)
        said = noted(self.spoken.moved_to, self.spoken) + " " if row.status == ARRIVED else ""
        shown = both(old, new, self.spoken)
        return said + (formatted(shown, self.spoken) if _shape(row.old) != _shape(row.new) else shown)

    def block(self, block: Block, inner: str, status: str, before: Block | None = None) -> None:
        """Add one block that is no table row, its words already as HTML; `before` is what it was made from."""
        self._container("ul" if block.kind == blocks.ITEM else "")
        inner = self._number(block, before or block) + inner
        css = f' class="redline-{status}"' if status not in ("", SAME) else ""
        if block.kind == blocks.ITEM:
            self.lines.append(_item(block, inner, status))
        elif block.kind == blocks.HEADING:
            tag = f"h{max(2, blocks.level(block.content))}"
            self.lines.append(f"<{tag}{css}>{inner}</{tag}>")
        elif block.kind == blocks.CODE:
            self.lines.append(f"<pre{css}><code>{inner}</code></pre>")
        elif block.kind == blocks.RULE:
            self.lines.append(f"<p{css}>{inner}</p>" if css else "<hr>")
        else:
            tag = f"<blockquote{css}><p>{inner}</p></blockquote>"
            self.lines.append(tag if block.kind == blocks.QUOTE else f"<p{css}>{inner}</p>")

    def _number(self, block: Block, before: Block) -> str:
        """Return the number of a list item, marked where it changed, also from or to no number."""
        new = number(block.content) if block.kind == blocks.ITEM else ""
        old = number(before.content) if before.kind == blocks.ITEM else ""
        shown = new if old == new else replaced(old, new, self.spoken)
        return f'<span class="redline-number">{shown}</span> ' if shown else ""

    def _row(self, row: Row) -> None:
        """Add a table row, cell by cell where both sides have as many cells."""
        if row.status != EDITED and not row.block.content.strip("|:- \t"):
            return
        self._container("table")
        inner = "".join(f"<td>{cell}</td>" for cell in self._cells(row)) + self._row_notes(row)
        css = f' class="redline-{row.status}"' if row.status != SAME else ""
        self.lines.append(f"<tr{css}>{inner}</tr>")

    def _row_notes(self, row: Row) -> str:
        became = row.status == EDITED and row.old and row.old.kind != blocks.ROW
        notes = self._spacing(row) + (formatted("", self.spoken) if became else "")
        return f"<td>{notes}</td>" if notes else ""

    def _cells(self, row: Row) -> list[str]:
        if row.status in (EDITED, ARRIVED) and row.old and row.new:
            old, new = cells(row.old.content), cells(row.new.content)
            if len(old) == len(new):
                return [both(before, after, self.spoken) for before, after in zip(old, new, strict=True)]
            return [both(words_of(row.old), words_of(row.new), self.spoken)]
        return [whole(cell, row.status, self.spoken) for cell in cells(row.block.content)]

    def _container(self, name: str) -> None:
        """Close the open list or table unless it goes on, and open the next."""
        if name == self.open:
            return
        closing = {"ul": "</ul>", "table": "</tbody>\n</table>"}
        opening = {"ul": '<ul class="redline-list">', "table": '<table class="redline-table">\n<tbody>'}
        self.lines += [tag for tag in (closing.get(self.open), opening.get(name)) if tag]
        self.open = name


def _shape(block: Block) -> tuple[str, int]:
    """Return what a block looks like apart from its words: kind, and level or depth."""
    if block.kind == blocks.HEADING:
        return block.kind, blocks.level(block.content)
    return block.kind, _depth(block) if block.kind == blocks.ITEM else 0


def _depth(item: Block) -> int:
    return min(4, (len(item.content) - len(item.content.lstrip())) // 2)


def _item(block: Block, inner: str, status: str) -> str:
    """Return a list item with its depth as a class; numbered ones say so, since their number is part of the words."""
    depth = _depth(block)
    classes = [f"redline-{status}" if status not in ("", SAME) else "", f"redline-depth-{depth}" if depth else ""]
    classes.append("redline-numbered" if number(block.content) else "")
    named = " ".join(name for name in classes if name)
    return f'<li class="{named}">{inner}</li>' if named else f"<li>{inner}</li>"
