# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests of where files are kept."""
