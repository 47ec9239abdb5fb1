# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participatory processes: sheet, phases, and the plan of ordered parts."""
