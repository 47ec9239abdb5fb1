# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measurements of the product, run by hand: pages on a large seeded database, and the text engine."""
