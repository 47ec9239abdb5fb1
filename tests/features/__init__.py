# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests of what a site does without."""
