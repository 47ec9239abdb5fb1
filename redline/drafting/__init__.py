# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes in words, both ways: the formulas of Italian drafting, read and written, and plain sentences."""
