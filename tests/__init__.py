# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests, in the folders of what they test; the stories over pages and browser stand in stories/."""
