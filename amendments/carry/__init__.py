# SPDX-License-Identifier: AGPL-3.0-or-later
"""Carrying open requests onto each new version, with proof, and asking their authors where a person is needed."""
