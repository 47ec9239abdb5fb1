# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that people attach to processes, texts and whatever else has a page, to be downloaded by everybody."""
