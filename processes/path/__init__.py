# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a process: sections that tell why, for what, with whom and how it goes on."""
