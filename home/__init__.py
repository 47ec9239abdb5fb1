# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page of the site: what is open, what closes soon, what was decided; and what waits for the reader."""
