# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ordered parts of the plan of a process."""
