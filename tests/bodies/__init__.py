# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests of bodies: their pages, referents, merging and import."""
