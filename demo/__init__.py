# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demo content: invented people and our own words around the facts of real participatory processes."""
