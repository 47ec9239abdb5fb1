# SPDX-License-Identifier: AGPL-3.0-or-later
"""The phases of a process: what is open until when, and the record of dates that pass."""
