# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole process from one file: read with its lines, checked by the forms of the pages, written by their actions."""
