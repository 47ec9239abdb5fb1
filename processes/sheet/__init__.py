# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet of a process: its facts and their lists of words, its text that readers correct."""
