# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that anyone tells of, read before they appear."""
