# SPDX-License-Identifier: AGPL-3.0-or-later
"""The world in which the state table is walked, and how each of its states comes about."""

from collections.abc import Callable
from dataclasses import dataclass

from amendments.decisions.canned_actions import add_canned
from amendments.decisions.canned_models import CannedReason
from amendments.desk.actions import Wish, stage
from amendments.documents.actions import close
from amendments.handling.clarification_actions import ask
from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Visibility
from amendments.requests.actions import changes_of, moderate, withdraw
from auth.models import User
from comments.actions import delete, post
from comments.models import Comment
from comments.moderation_actions import hide
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, writing

# Only the author wrote the amendment and the comment; the visitor has no account.
PEOPLE = {"participant": "sami", "author": "ada", "staff": "bruno", "moderator": "mara", "administrator": "ines"}
ROLES = ("visitor", *PEOPLE)


@dataclass
class World:
    """A text whose last version can be undone, an older amendment with a staged ruling, a comment, a canned reason."""

    cast: Cast
    document: Document
    amendment: Amendment
    comment: Comment
    canned: CannedReason

    def person(self, role: str) -> User | None:
        """Return who plays a role."""
        return getattr(self.cast, PEOPLE.get(role, ""), None)

    def numbers(self) -> list[int]:
        """Return the numbers of the changes that the amendment asks for."""
        return [row.number for row in changes_of(self.amendment, self.amendment.revision)]


def made(cast: Cast) -> World:
    """Write the world, as everybody finds it."""
    document = published(cast)
    accepted(asked(document, cast.sami, obiettivo="Fare rete."), cast.mino)
    wish = asked(document, cast.ada, obiettivo="Fare rete.", destinatari="Tutti.")
    with writing():
        comment = post(document, "Che ne dite?", by=cast.ada)
        world = World(cast, document, wish, comment, add_canned(cast.process, "Fuori", "È fuori tema.", by=cast.bruno))
        rejected = [Wish(number, "rejected", "Non serve.") for number in world.numbers()]
        stage(wish, rejected, by=cast.mino, seen_revision=1)
    return world


def _wait(world: World) -> None:
    world.comment.visibility = Visibility.WAITING
    world.document.comments -= 1


Bring = Callable[[World], object]

AMENDMENT_STATES: dict[str, Bring] = {
    "pending": lambda world: None,
    "paused": lambda world: ask(world.amendment, "Quale mese?", by=world.cast.mino),
    "hidden": lambda world: moderate(world.amendment, by=world.cast.mino, show=False, reason="Offese."),
    "decided": lambda world: accepted(world.amendment, world.cast.mino),
    "withdrawn": lambda world: withdraw(world.amendment, by=world.cast.ada),
    "lapsed": lambda world: close(world.document, by=world.cast.bruno),
}
COMMENT_STATES: dict[str, Bring] = {
    "shown": lambda world: None,
    "waiting": _wait,
    "hidden": lambda world: hide(world.comment, "Offese.", by=world.cast.mino, seen=1),
    "deleted": lambda world: delete(world.comment, by=world.cast.ada),
}


def state_of(amendment: Amendment) -> str:
    """Return the state of an amendment as its people see it; one that waits may be hidden or paused."""
    if amendment.state != AmendmentState.PENDING:
        return str(amendment.state)
    if amendment.visibility != Visibility.SHOWN:
        return str(amendment.visibility)
    return "paused" if amendment.paused_at is not None else "pending"


def state_of_comment(comment: Comment) -> str:
    """Return the state of a comment."""
    return "deleted" if comment.deleted_at is not None else str(comment.visibility)
