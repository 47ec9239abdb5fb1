# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page that makes a proposal of its own out of what was refused of an amendment, after a look at its words."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from amendments.common_views import at, person
from amendments.outcomes.offshoots import offshoot_of
from db import Invalid, now, prepares_first
from permissions import require
from proposals.blueprint import bp
from proposals.draft_views import rendered
from proposals.offshoot_actions import draft_offshoot, refused_words
from redline.text import title


@bp.route("/documents/<int:id>/amendments/<int:number>/proposal", methods=["GET", "POST"])
@prepares_first
def offshoot(id: int, number: int) -> Any:
    """Show the words a proposal would begin with; make a draft of them, or go to the one that is there."""
    amendment = at(id, number)
    require(person(), "proposal.grow", amendment, now())
    if (there := offshoot_of(amendment)) is not None:
        return redirect(url_for("proposals.draft", id=there.id), 303)
    if request.method == "POST":
        made = draft_offshoot(amendment, by=person())
        flash(_("La bozza è pronta con le parole respinte: completala e pubblicala quando vuoi."))
        return redirect(url_for("proposals.draft", id=made.document_id), 303)
    try:
        words = refused_words(amendment)
    except Invalid:
        abort(404)
    page = {"document": amendment.document, "amendment": amendment}
    return render_template("proposals/offshoot.html", first_title=title(words), text=rendered(words), **page)
