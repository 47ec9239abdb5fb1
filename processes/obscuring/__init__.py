# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlawful words covered outside the texts: in a process, and in what belongs to the whole site."""
