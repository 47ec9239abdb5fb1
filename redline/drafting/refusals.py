# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a formula cannot be read into a text: each reason as data for callers, and as one Italian sentence for people."""

from collections.abc import Sequence
from typing import Any


class Refusal(ValueError):
    """A formula that cannot be read; `data` holds what its message is made of."""

    reason = ""

    def __init__(self, message: str, **data: Any) -> None:
        self.data = data
        super().__init__(message)

    def to_json(self) -> dict[str, Any]:
        """Return reason, data and message as plain data for JSON."""
        return {"reason": self.reason, **self.data, "message": str(self)}


class NotUnderstood(Refusal):
    """A part of the formula means nothing to the reader."""

    reason = "not understood"

    def __init__(self, part: str, formula: str) -> None:
        part = part.strip()
        message = f"Non capisco questa parte della formula: {part}" if part else "La formula è vuota."
        super().__init__(message, part=part, formula=formula)


class PlaceUnknown(Refusal):
    """The place named is not in the text."""

    reason = "place unknown"

    def __init__(self, place: str, address: str) -> None:
        said = f"«{address}»" if place == address else f"«{place}» (in «{address}»)"
        super().__init__(f"Nel testo non c'è il luogo indicato: {said}.", place=place, address=address)


class PlaceRepeated(Refusal):
    """The place named stands more than once in the text."""

    reason = "place repeated"

    def __init__(self, place: str, count: int) -> None:
        message = f"Il luogo indicato, «{place}», si trova {count} volte nel testo: serve un'indicazione più precisa."
        super().__init__(message, place=place, count=count)


class WordsMissing(Refusal):
    """The quoted words are not where the formula says; `found` names the places where they are."""

    reason = "words missing"

    def __init__(self, words: str, where: str, found: Sequence[str]) -> None:
        message = f"Le parole «{words}» non si trovano qui: {where}."
        if found:
            message += f" Si trovano invece qui: {'; '.join(found)}."
        super().__init__(message, words=words, where=where, found=list(found))


class WordsRepeated(Refusal):
    """The quoted words stand more than once where the formula says; `found` shows the first among their neighbours."""

    reason = "words repeated"

    def __init__(self, words: str, where: str, count: int, found: Sequence[str]) -> None:
        more = "; …" if count > len(found) else ""
        message = f"Le parole «{words}» si trovano {count} volte: {'; '.join(found)}{more}. Citane di più."
        super().__init__(message, words=words, where=where, count=count, found=list(found))


class Overlap(Refusal):
    """Two formulas touch the same words; `numbers` says which of them, counted from 1."""

    reason = "overlap"

    def __init__(self, first: tuple[int, str], second: tuple[int, str]) -> None:
        message = f"Due formule toccano le stesse parole. Una: {first[1]}. L'altra: {second[1]}."
        super().__init__(message, numbers=[first[0], second[0]], formulas=[first[1], second[1]])
