# SPDX-License-Identifier: AGPL-3.0-or-later
"""The world under attack: one thing of each kind, and the addresses of all its pages."""

from tests.test_permissions import world

__all__ = ["world"]
