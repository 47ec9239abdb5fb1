# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened and what must follow from it: events and their hash chain, the outbox, jobs."""
