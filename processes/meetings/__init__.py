# SPDX-License-Identifier: AGPL-3.0-or-later
"""The meetings of a process, the bodies that took part, and the network they form."""
