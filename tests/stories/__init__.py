# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole tales over HTTP, filling in the pages' own forms."""
