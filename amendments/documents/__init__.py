# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents and their versions: how a text is born, corrected, shown, compared, and who wrote it."""
