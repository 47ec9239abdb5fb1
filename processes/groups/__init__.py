# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups of processes, such as one region's call of a year: a page for each."""
