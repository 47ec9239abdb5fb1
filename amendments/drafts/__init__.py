# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking for changes in place: one paragraph after the other, gathered into a request that is sent as one."""
