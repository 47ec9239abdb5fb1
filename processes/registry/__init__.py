# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registry of all processes: found, filtered and counted."""
