# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a process, or the whole site, is doing in numbers: plots with tables, and files."""
