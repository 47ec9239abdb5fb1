# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding what was asked for: rulings with reasons, clashes, canned reasons, and undoing."""
