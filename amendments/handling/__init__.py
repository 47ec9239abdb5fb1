# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office around requests: the queue, deadlines, questions to authors, notes and assignment."""
