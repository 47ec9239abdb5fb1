# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proposals: drafting, templates of headings, lists, search, pages."""
