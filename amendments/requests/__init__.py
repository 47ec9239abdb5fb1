# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests to change a text: written, revised, withdrawn, listed and shown."""
