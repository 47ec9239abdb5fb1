# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moderators' desk of a document: rulings staged on many requests, published at once."""
