# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the forecast says of the changes of one amendment: today, and of the others once each is accepted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from amendments.documents.showing import difference
from amendments.forecast.causes import Because, Causes, version_at
from amendments.forecast.forecasts import forecast_of
from amendments.request_models import Amendment, AmendmentState, Outcome, Revision, Visibility
from amendments.requests.actions import read_change
from amendments.requests.queries import Point
from redline.changes import Change
from redline.merging.amendment import Key
from redline.merging.contests import contests
from redline.merging.forecast import Forecast, Outlook
from redline.merging.outcome import ABSORBED, APPLIES, CLASH, LOOK, PRECLUDED

MOST_OTHERS = 12
GONE = (Outcome.ABSORBED, Outcome.PRECLUDED)
FATES = (ABSORBED, PRECLUDED, CLASH, LOOK)  # what may become of others, in the order in which it is told


@dataclass(frozen=True)
class Prospect:
    """Of one change: its outlook, its passage as it would read, since when, and what it means for others.

    `others` are the changes that something would become of, by what it is; `same` are those with the same effect, so
    they do not stand among the others. Of very many some are told.
    """

    outlook: Outlook
    passage: Markup
    because: Because | None
    same: tuple[Key, ...] = ()
    others: dict[str, list[Key]] = field(default_factory=dict)

    @property
    def suggested(self) -> str:
        """The outcome that may be suggested to whoever decides, or ""."""
        return {ABSORBED: Outcome.ABSORBED.value, PRECLUDED: Outcome.PRECLUDED.value}.get(self.outlook.outcome, "")


def is_open(amendment: Amendment) -> bool:
    """Say whether an amendment waits, and everybody sees it: whether the forecast knows it."""
    return amendment.state == AmendmentState.PENDING and amendment.visibility == Visibility.SHOWN


def prospects(amendment: Amendment, revision: Revision, found: Sequence[Change]) -> dict[int, Prospect]:
    """Return, by number, what the forecast says of the changes of an open amendment; of any other, nothing."""
    if not is_open(amendment):
        return {}
    forecast = forecast_of(amendment.document)
    same, others = _same(forecast, amendment.number), _others(forecast, amendment.number)
    causes = Causes(amendment.document, revision.base, found, amendment.document.version)
    told, known = {}, {outlook.key for outlook in forecast.outlooks}
    for change in found:
        key = amendment.number, change.number
        if key not in known:  # somebody was quicker
            continue
        outlook, alike = forecast.outlook(key), same.get(key, ())
        fates = {fate: [other for other in keys if other not in alike] for fate, keys in others[key].items()}
        told[change.number] = Prospect(
            outlook,
            difference(outlook.was, outlook.now),
            None if outlook.can_be_made else causes.of(change),
            alike[:MOST_OTHERS],
            {fate: fates[fate][:MOST_OTHERS] for fate in FATES if fates.get(fate)},
        )
    return told


def suggested_reason(prospect: Prospect, language: str) -> str:
    """Return a reason, in the language of the text, that may be written beside the suggested outcome."""
    because, gone = prospect.because, prospect.suggested == Outcome.PRECLUDED
    with force_locale(language):
        if because is None:
            return _("Le parole da cambiare non ci sono più.") if gone else _("Il testo lo dice già.")
        sentence = (
            _("Le parole da cambiare non ci sono più dalla versione %(number)s", number=because.version)
            if gone
            else _("Il testo lo dice già dalla versione %(number)s", number=because.version)
        )
        brought = ", ".join(_("modifica %(number)s", number=number) for number in because.amendments)
        return f"{sentence} ({brought})." if brought else f"{sentence}."


def _same(forecast: Forecast, number: int) -> dict[Key, tuple[Key, ...]]:
    """Return, for each change of an amendment, those of others that have the same effect."""
    found = {}
    for contest in contests(forecast):
        for side in contest.sides:
            for key in side.changes:
                if key[0] == number:
                    found[key] = tuple(other for other in side.changes if other[0] != number)
    return found


def _others(forecast: Forecast, number: int) -> dict[Key, dict[str, list[Key]]]:
    """Return, for each change of an amendment, what would become of others once it is accepted."""
    found: dict[Key, dict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for pair in forecast.pairs:
        for one, other, fate in (
            (pair.first, pair.second, pair.of_second),
            (pair.second, pair.first, pair.of_first),
        ):
            if one[0] == number and fate != APPLIES:
                found[one][fate].append(other)
    return found


def decided_because(amendment: Amendment, revision: Revision, points: Sequence[Point]) -> dict[int, Because]:
    """Return, by number, what brought about that changes were absorbed or precluded, where the record says so."""
    found = tuple(read_change(point.change) for point in points)
    by_version: dict[int, Causes] = {}
    told = {}
    for point, change in zip(points, found, strict=True):
        decision = point.decision.Decision if point.decision is not None else None
        if decision is None or decision.outcome not in GONE or revision.obscured:
            continue
        until = version_at(amendment.document, decision.created_at)
        causes = by_version.setdefault(until, Causes(amendment.document, revision.base, found, until))
        if (because := causes.of(change)) is not None:
            told[change.number] = because
    return told
