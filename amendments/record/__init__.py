# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stays: checking the whole record, giving it away, and covering unlawful words in it."""
