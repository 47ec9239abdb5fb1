# SPDX-License-Identifier: AGPL-3.0-or-later
"""Switch functions of the site on and off."""

from collections.abc import Collection

from auth.models import Site, User
from db import now
from journal.actions import record
from permissions import FEATURES, require


def switch(site: Site, on: Collection[str], *, by: User) -> None:
    """Let the site offer these functions and no others; what people wrote and gave before stays to be read."""
    require(by, "site.set_up", site, now())
    before, after = site.features_off, [name for name in FEATURES if name not in on]
    site.features_off = after
    record("site.features_switched", by=by, data={"before": before, "after": after})
