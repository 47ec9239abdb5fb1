# SPDX-License-Identifier: AGPL-3.0-or-later
"""The news of a process: drafts, publishing at a date, feed."""
