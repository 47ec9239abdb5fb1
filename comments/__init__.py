# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversation beside the texts: threads, edits, reports, moderation."""
