# SPDX-License-Identifier: AGPL-3.0-or-later
"""Support for texts and requests: given, counted, and asked again when the words change."""
