# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of decided words: where they are today, what took them out, and what grew of those left out."""
