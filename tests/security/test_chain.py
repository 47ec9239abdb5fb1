# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain that everybody may download holds nothing that is not public anyway."""

import json
from collections.abc import Callable

from amendments.requests.actions import moderate
from proposals.draft_actions import draft
from tests.amendments.stories import SECRET, asked, eventful
from tests.make import Cast, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_nothing_leaks_that_is_not_public(cast: Cast, visit: Visit) -> None:
    document = eventful(cast)
    words = visit().get(f"/documents/{document.id}/chain.json").html
    assert SECRET not in words and "@example.org" not in words
    for person in (cast.ada, cast.sami, cast.zoe, cast.bruno, cast.mara):
        assert person.name not in words and person.pseudonym not in words
    chain = json.loads(words)
    marks = [one["who"] for one in chain["events"] if one["who"]]
    assert len(marks) == len(set(marks)) > 5  # nobody reads which events are of one person
    told = {one["kind"] for one in chain["events"] if "data" in one}
    assert told == {
        "document.published", "document.version", "document.corrected", "document.restored",
        "amendment.proposed", "amendment.decided",
    }  # fmt: skip
    assert all(
        one["data"]["amendment"] == 1
        for one in chain["events"]
        if one["kind"].startswith("amendment.") and "data" in one
    )


def test_a_request_tells_its_data_only_while_everybody_may_read_it(cast: Cast, visit: Visit) -> None:
    lively = eventful(cast)

    def told() -> list[int]:
        chain = visit().get(f"/documents/{lively.id}/chain.json").answer.json
        return [
            one["data"]["amendment"] for one in chain["events"] if one["kind"] == "amendment.proposed" and "data" in one
        ]

    amendment = asked(lively, cast.zoe, base=4, tempi="Mai più.")
    assert told() == [1, 3]
    with writing():
        moderate(amendment, by=cast.mara, show=False, reason="No.")
    assert told() == [1]


def test_a_draft_has_no_chain_for_anybody(cast: Cast, visit: Visit) -> None:
    with writing():
        proposal = draft(cast.process, text("Bozza"), by=cast.bruno)
    for person in (None, cast.bruno, cast.ines):
        assert visit(person).get(f"/documents/{proposal.document_id}/chain.json").status == 404
    assert visit().get("/documents/999/chain.json").status == 404
